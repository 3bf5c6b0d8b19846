//! What custom fields there are, told by whoever holds them.

use super::{Field, FieldKey};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Text,
    Number,
    Money,
    Percent,
    Date,
    Moment,
    Flag,
    Choice,
    Tags,
    Person,
    Contact,
    Org,
    Url,
    Email,
    Phone,
    Rating,
    Formula,
    Computed,
}

/// A custom or computed field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaField {
    /// What its contents are asked for by.
    pub key: FieldKey,
    /// Its name as people see it.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// The custom fields in reach, and what values there are.
pub trait Schema {
    /// Every field whose name has this [key](super::text::name_key): several where pipelines name
    /// theirs alike.
    fn fields_named(&self, key: &str) -> Vec<SchemaField>;

    /// Every field, in the order to offer them.
    fn fields(&self) -> Vec<SchemaField>;

    /// The values of a field that might be meant by a word that starts with `start`, the likeliest
    /// first, with how many documents have them where that is known.
    fn values(&self, field: Field, start: &str) -> Vec<(String, Option<u32>)>;
}

/// A schema without custom fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoFields;

impl Schema for NoFields {
    fn fields_named(&self, _key: &str) -> Vec<SchemaField> {
        Vec::new()
    }

    fn fields(&self) -> Vec<SchemaField> {
        Vec::new()
    }

    fn values(&self, _field: Field, _start: &str) -> Vec<(String, Option<u32>)> {
        Vec::new()
    }
}

impl Kind {
    pub(super) const fn is_words(self) -> bool {
        !(self.is_number() || self.is_time() || matches!(self, Self::Flag)) || self.is_anything()
    }

    pub(super) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Money | Self::Percent | Self::Rating
        ) || self.is_anything()
    }

    pub(super) const fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::Moment) || self.is_anything()
    }

    pub(super) const fn is_flag(self) -> bool {
        matches!(self, Self::Flag) || self.is_anything()
    }

    pub(super) const fn is_person(self) -> bool {
        matches!(self, Self::Person | Self::Contact)
    }

    /// What comes out of a formula is known only when it is there.
    const fn is_anything(self) -> bool {
        matches!(self, Self::Formula | Self::Computed)
    }
}
