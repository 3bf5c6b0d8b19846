//! The records of the CRM, the operations that change them, and what each operation does.
//!
//! Everything here is plain data and pure functions: no clock, no randomness, no input or output.
//! The browser and the server run the very same code, the browser at once and the server for good:
//! an [`Operation`] is [planned](Operation::plan) against the records it can see, which either
//! refuses it with a reason or yields [`Effect`]s; effects are what the log keeps and what is
//! applied to the records.

mod box_record;
mod colour;
mod effect;
mod id;
mod limits;
mod member;
mod operation;
mod pipeline;
mod plan;
mod records;
mod refusal;
mod register;
mod stamp;
mod template;
mod validate;
mod value;

#[cfg(test)]
mod tests;

pub use box_record::{BoxRecord, Thread, ThreadId};
pub use colour::{Colour, ColourError};
pub use effect::{BoxChange, Effect, Key, Scope};
pub use fractional_index::FractionalIndex as OrderKey;
pub use id::{BoxId, ChoiceId, ClientId, FieldId, IdError, PipelineId, StageId, TeamId, UserId};
pub use limits::Limits;
pub use litemap::LiteMap;
pub use member::{Member, Role};
pub use operation::{FieldSpec, Mutation, Operation, StageSpec};
pub use pipeline::{Choice, Field, FieldKind, Pipeline, Stage};
pub use plan::{Actor, Context};
pub use records::{Layered, Records, RecordsMut, State};
pub use refusal::{Place, Problem, Refusal};
pub use register::Register;
pub use rust_decimal::Decimal;
pub use stamp::{Clock, Hlc, Millis, Stamp};
pub use template::{FieldTemplate, KindTemplate, PipelineTemplate, StageTemplate, TEMPLATES};
pub use value::{Date, DateError, Value};
