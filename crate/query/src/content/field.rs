//! The contents of a pipeline's own fields.

use std::borrow::Cow;

use boxwood_model::{CellValue, Choice, ChoiceId, Field, FieldId, FieldKind, Reading, Value, read};

use super::{Content, Contents, list, text};

impl<'r> Contents<'r> {
    /// The content of a field of the pipeline, read as the type that the field has now.
    pub(super) fn field(&self, id: FieldId, field: &Field) -> Content<'r> {
        if field.kind.value.is_calculated() {
            return match self.world.formulas {
                Some(formulas) => formulas.evaluate(id, self),
                None => Content::Empty,
            };
        }
        let value = match self.record.peek(id) {
            CellValue::Text(words) if is_text(field) => return text(words),
            CellValue::Other(value) if fits(&value, field) => return owned(value),
            value => value.into_value(),
        };
        match read(&value, field, self.world.records) {
            Reading::Content(value) => owned(value),
            Reading::Unread(text) => Content::Unread(Cow::Owned(text)),
        }
    }
}

const fn is_text(field: &Field) -> bool {
    use FieldKind as K;
    matches!(field.kind.value, K::Text | K::Url | K::Email | K::Phone)
}

/// Whether what a cell holds is of the field's type: nearly always.
fn fits(value: &Value, field: &Field) -> bool {
    use FieldKind as K;
    match (value, &field.kind.value) {
        (Value::Choice(id), K::Dropdown(choices)) => has(choices, id),
        (Value::Tags(ids), K::Tags(choices)) => ids.iter().all(|id| has(choices, id)),
        (Value::Empty, _)
        | (Value::Number(_), K::Number | K::Currency(_) | K::Percent)
        | (Value::Date(_), K::Date)
        | (Value::Moment(_), K::DateTime)
        | (Value::Checkbox(_), K::Checkbox)
        | (Value::Person(_), K::Person)
        | (Value::Contact(_), K::Contact)
        | (Value::Organization(_), K::Organization) => true,
        _ => false,
    }
}

fn has(choices: &[Choice], id: &ChoiceId) -> bool {
    choices.iter().any(|choice| choice.id == *id)
}

/// The content that a value is, whatever the field.
fn owned(value: Value) -> Content<'static> {
    match value {
        Value::Empty => Content::Empty,
        Value::Text(words) => text(words),
        Value::Number(number) => Content::Number(number),
        Value::Date(date) => Content::Date(date),
        Value::Moment(at) => Content::Moment(at),
        Value::Checkbox(on) => Content::Flag(on),
        Value::Choice(id) => Content::Choices(Cow::Owned(vec![id])),
        Value::Tags(ids) => list(ids, Content::Choices),
        Value::Person(id) => Content::People(Cow::Owned(vec![id])),
        Value::Contact(id) => Content::Contacts(Cow::Owned(vec![id])),
        Value::Organization(id) => Content::Organizations(Cow::Owned(vec![id])),
    }
}
