//! Boxes: one deal, candidate or ticket, and the mail it is about.

use std::fmt;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::{BoxId, FieldId, Millis, PipelineId, Register, StageId, UserId, Value};

/// One thing that goes through a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxRecord {
    /// Which.
    pub id: BoxId,
    /// The pipeline it is in.
    pub pipeline: PipelineId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// Free text.
    pub notes: Register<String>,
    /// The step it is at.
    pub stage: Register<StageId>,
    /// The cells; a field without an entry is empty.
    pub values: LiteMap<FieldId, Register<Value>>,
    /// The conversations in it: a set whose elements each remember the last intent about them.
    /// `None` means that the thread was taken out.
    pub threads: LiteMap<ThreadId, Register<Option<Thread>>>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

impl BoxRecord {
    /// The content of a field; empty where nothing was ever set.
    #[must_use]
    pub fn value(&self, field: FieldId) -> &Value {
        self.values
            .get(&field)
            .map_or(&Value::Empty, |cell| &cell.value)
    }

    /// The conversations that are in the box now.
    pub fn live_threads(&self) -> impl Iterator<Item = (&ThreadId, &Thread)> {
        self.threads
            .iter()
            .filter_map(|(id, entry)| entry.value.as_ref().map(|t| (id, t)))
    }
}

/// Names a conversation: Gmail's legacy thread id, sixteen hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThreadId(pub String);

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is kept of a conversation: never its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Thread {
    /// The subject when it was added.
    pub subject: String,
}
