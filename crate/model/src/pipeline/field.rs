//! The columns of a pipeline.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{ChoiceId, OrderKey, Register, Stamp};

/// A column of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The name that people see.
    pub name: Register<String>,
    /// What its cells hold.
    pub kind: Register<FieldKind>,
    /// Its place among the fields.
    pub order: Register<OrderKey>,
    /// What it is for.
    pub description: Register<String>,
    /// The choices it had before its type was changed: cells that still hold one have a name by it.
    pub former_choices: Register<Vec<Choice>>,
    /// Whether it was deleted; its cells keep what they hold.
    pub deleted: Register<bool>,
}

merge_fields!(Field {
    name,
    kind,
    order,
    description,
    former_choices,
    deleted
});

/// What the cells of a field hold.
///
/// The order of the variants is part of the wire format: new ones go to the end.
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
    /// A share: 0.15 is shown as 15 %.
    Percent,
    /// A moment.
    DateTime,
    /// Any of some choices, in this order.
    Tags(Vec<Choice>),
    /// A contact.
    Contact,
    /// An organization.
    Organization,
    /// An address in the web.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A whole number from 0 to this many.
    Rating(u8),
    /// Calculated from other columns, by a formula in its stored form (columns by id).
    Formula(String),
}

impl FieldKind {
    /// The choices of a dropdown or of tags.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Dropdown(choices) | Self::Tags(choices) => choices,
            _ => &[],
        }
    }

    /// Whether its cells hold nothing of their own.
    #[must_use]
    pub const fn is_calculated(&self) -> bool {
        matches!(self, Self::Formula(_))
    }

    /// The choices of a dropdown or of tags, to change.
    pub fn choices_mut(&mut self) -> Option<&mut Vec<Choice>> {
        match self {
            Self::Dropdown(choices) | Self::Tags(choices) => Some(choices),
            _ => None,
        }
    }
}

/// A choice of a dropdown or tags field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Choice {
    /// Which; boxes keep this, so that a choice can be renamed.
    pub id: ChoiceId,
    /// The name that people see.
    pub name: String,
}

impl Field {
    /// A field that is there.
    #[must_use]
    pub const fn new(name: String, kind: FieldKind, order: OrderKey, stamp: Stamp) -> Self {
        Self {
            name: Register::new(name, stamp),
            kind: Register::new(kind, stamp),
            order: Register::new(order, stamp),
            description: Register::new(String::new(), stamp),
            former_choices: Register::new(Vec::new(), stamp),
            deleted: Register::new(false, stamp),
        }
    }

    /// The name of a choice, of a former one too.
    #[must_use]
    pub fn choice_name(&self, id: ChoiceId) -> Option<&str> {
        let choices = self.kind.value.choices().iter();
        let known = choices.chain(&self.former_choices.value);
        known.into_iter().find(|c| c.id == id).map(|c| &*c.name)
    }
}
