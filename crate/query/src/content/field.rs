//! The contents of a pipeline's own fields.

use std::borrow::Cow;
use std::slice::from_ref;

use boxwood_model::{
    BoxRecord, Choice, ChoiceId, Field, FieldId, FieldKind, LiteMap, Reading, Value, read,
};

use super::{Content, Contents, list, text};

impl<'r> Contents<'r> {
    /// The content of a field of the pipeline, read as the type that the field has now.
    pub(super) fn field(&self, id: FieldId) -> Content<'r> {
        let Some((place, field)) = find(&self.pipeline.fields, id) else {
            return Content::Empty;
        };
        if field.deleted.value {
            return Content::Empty;
        }
        if field.kind.value.is_calculated() {
            return match self.world.formulas {
                Some(formulas) => formulas.evaluate(id, self),
                None => Content::Empty,
            };
        }
        let value = cell(self.record, id, place);
        match as_it_is(value, field) {
            Some(content) => content,
            None => match read(value, field, self.world.records) {
                Reading::Content(value) => owned(value),
                Reading::Unread(text) => Content::Unread(Cow::Owned(text)),
            },
        }
    }
}

/// A field and its place among the fields of its pipeline.
fn find(fields: &LiteMap<FieldId, Field>, id: FieldId) -> Option<(usize, &Field)> {
    // WebAssembly has no instruction that turns bytes round: whether two ids are the same is told
    // in a fraction of the time that it takes to tell which is less.
    const FEW: usize = 24;
    let place = if fields.len() <= FEW {
        fields.keys().position(|known| *known == id)?
    } else {
        fields.find_index(&id).ok()?
    };
    let (_, field) = fields.get_indexed(place)?;
    Some((place, field))
}

/// What a box holds in a field that has this place among the fields of its pipeline.
///
/// Most boxes have most fields, in the same order: the cell is at that place or just before it. To
/// look there first touches less memory than a search from the middle, which decides how long going
/// through all boxes takes.
fn cell(record: &BoxRecord, id: FieldId, place: usize) -> &Value {
    const LOOKS: usize = 3;
    let values = &record.values;
    let last = values.len().min(place + 1);
    for at in (last.saturating_sub(LOOKS)..last).rev() {
        match values.get_indexed(at) {
            Some((known, cell)) if *known == id => return &cell.value,
            _ => {}
        }
    }
    record.value(id)
}

/// What a cell holds, where that is of the field's type: nearly always. Nothing is copied.
fn as_it_is<'r>(value: &'r Value, field: &'r Field) -> Option<Content<'r>> {
    use FieldKind as K;
    Some(match (value, &field.kind.value) {
        (Value::Empty, _) => Content::Empty,
        (Value::Text(words), K::Text | K::Url | K::Email | K::Phone) => text(words.as_str()),
        (Value::Number(number), K::Number | K::Currency(_) | K::Percent) => {
            Content::Number(*number)
        }
        (Value::Date(date), K::Date) => Content::Date(*date),
        (Value::Moment(at), K::DateTime) => Content::Moment(*at),
        (Value::Checkbox(on), K::Checkbox) => Content::Flag(*on),
        (Value::Choice(id), K::Dropdown(choices)) if has(choices, id) => {
            Content::Choices(Cow::Borrowed(from_ref(id)))
        }
        (Value::Tags(ids), K::Tags(choices)) if ids.iter().all(|id| has(choices, id)) => {
            list(ids.as_slice(), Content::Choices)
        }
        (Value::Person(id), K::Person) => Content::People(Cow::Borrowed(from_ref(id))),
        (Value::Contact(id), K::Contact) => Content::Contacts(Cow::Borrowed(from_ref(id))),
        (Value::Organization(id), K::Organization) => {
            Content::Organizations(Cow::Borrowed(from_ref(id)))
        }
        _ => return None,
    })
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
