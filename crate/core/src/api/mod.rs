//! What the screen and the core say to each other: plain data, ids as text.
//!
//! TypeScript's declarations of these types are generated (`cargo xtask codegen`).

mod command;
mod failure;
mod query;
mod view;

pub use command::{CellInput, Command, FieldInput, KindInput, Session, StageInput, ThreadInput};
pub use failure::{Failure, FailureCode, Params};
pub use query::{Query, Request, Response};
pub use view::{
    BoxHit, BoxView, Cell, ChoiceView, Connection, FieldKindView, FieldView, GroupView, LabelView,
    MemberView, NavView, PipelineView, RefusedView, RowView, Saving, SortBy, SortDirection,
    StageView, StatusView, StorageState, TemplateField, TemplateKind, TemplateStage, TemplateView,
    ThreadLabels, ThreadView, View, WindowView,
};
