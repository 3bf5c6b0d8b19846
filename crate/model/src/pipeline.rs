//! Pipelines: a process, its stages and its fields.

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::{ChoiceId, Colour, FieldId, Millis, OrderKey, PipelineId, Register, StageId, UserId};

/// A process that boxes go through: sales, hiring, fundraising.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Which.
    pub id: PipelineId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// The steps, in any order; [`Pipeline::stages_in_order`] has theirs.
    pub stages: LiteMap<StageId, Stage>,
    /// The columns, in any order; [`Pipeline::fields_in_order`] has theirs.
    pub fields: LiteMap<FieldId, Field>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

/// A step of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The name that people see.
    pub name: Register<String>,
    /// The colour of its header and labels.
    pub colour: Register<Colour>,
    /// Its place among the stages.
    pub order: Register<OrderKey>,
}

/// A column of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The name that people see.
    pub name: Register<String>,
    /// What its cells hold.
    pub kind: Register<FieldKind>,
    /// Its place among the fields.
    pub order: Register<OrderKey>,
}

/// What the cells of a field hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FieldKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money; the currency is an ISO 4217 code, such as `EUR`.
    Currency(String),
    /// A date.
    Date,
    /// A checkbox.
    Checkbox,
    /// One of some choices, in this order.
    Dropdown(Vec<Choice>),
    /// A member of the team.
    Person,
}

/// A choice of a dropdown field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Choice {
    /// Which; boxes keep this, so that a choice can be renamed.
    pub id: ChoiceId,
    /// The name that people see.
    pub name: String,
}

impl Pipeline {
    /// The stages, first to last.
    #[must_use]
    pub fn stages_in_order(&self) -> Vec<(StageId, &Stage)> {
        let mut stages: Vec<_> = self.stages.iter().map(|(id, stage)| (*id, stage)).collect();
        stages.sort_by(|a, b| (&a.1.order.value, a.0).cmp(&(&b.1.order.value, b.0)));
        stages
    }

    /// The fields, first to last.
    #[must_use]
    pub fn fields_in_order(&self) -> Vec<(FieldId, &Field)> {
        let mut fields: Vec<_> = self.fields.iter().map(|(id, field)| (*id, field)).collect();
        fields.sort_by(|a, b| (&a.1.order.value, a.0).cmp(&(&b.1.order.value, b.0)));
        fields
    }
}
