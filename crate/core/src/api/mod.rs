//! What the screen and the core say to each other: plain data, ids as text.
//!
//! TypeScript's declarations of these types are generated (`cargo xtask codegen`).

mod cards;
mod command;
mod failure;
mod files;
mod import;
mod mirror;
mod query;
mod suggestion;
mod timeline;
mod view;

pub use cards::{CardProblem, CardProblemCode, CardRow, CardsView};
pub use command::*;
pub use failure::{Failure, FailureCode, Params};
pub use files::{ExportOf, ExportPiece};
pub use import::{
    DateOrder, Delimiter, ImportColumn, ImportPhase, ImportPlan, ImportReport, ImportRow,
    ImportStep, ImportTarget, ImportView, RowOutcome, RowProblem, RowProblemCode, TableForm,
};
pub use query::{Query, Request, Response};
pub use suggestion::{
    FiledItselfView, FilesItselfView, Known, LearningView, Likeness, MailText, SuggestionView,
    Sure, ThreadSuggestions, Why,
};
pub use timeline::{
    TimelineKind, TimelineLeft, TimelineLine, TimelineOf, TimelineRecord, TimelineSaid,
    TimelineState, TimelineView, TimelineWhat,
};
pub use view::*;
