//! The text of a cell as a table has it: what [`Import`](super::Import) reads as the same content.

use boxwood_model::{
    BoxRecord, BuiltIn, Column, Contact, ContactId, FieldKind, Reading, Records, Value, elements,
    read, reads_as,
};

use crate::moment::moment_text;

/// The text of a column that a box stores: its name, notes, stage, pipeline, people, contacts,
/// organizations, moments of making, and fields. Several are between semicolons; people and contacts
/// are there with their addresses. None for columns that are computed, formulas among them: who
/// computes them says their text.
#[must_use]
pub fn stored_text(record: &BoxRecord, column: Column, records: &dyn Records) -> Option<String> {
    let home = records.pipeline(record.pipeline());
    let many = |texts: Vec<String>| Some(texts.join("; "));
    match column {
        Column::Field(id) => {
            let Some(field) = home.and_then(|home| home.live_field(id)) else {
                return Some(String::new());
            };
            if field.kind.value.is_calculated() {
                return None;
            }
            let value = record.value(id);
            let content = match read(&value, field, records) {
                Reading::Content(content) => content,
                Reading::Unread(text) => return Some(text),
            };
            Some(match (&content, &field.kind.value) {
                (Value::Contact(id), _) => mailbox(*id, records),
                // A comma may be in a choice's name; between them there is a semicolon.
                (Value::Tags(tags), FieldKind::Tags(_)) => {
                    let names = tags.iter().filter_map(|id| field.choice_name(*id));
                    names.collect::<Vec<_>>().join("; ")
                }
                (Value::Moment(at), _) => moment_text(*at),
                (content, _) => reads_as(content, field, records),
            })
        }
        Column::BuiltIn(built_in) => match built_in {
            BuiltIn::Name => Some(record.name().to_owned()),
            BuiltIn::Notes => Some(record.notes().to_owned()),
            BuiltIn::Stage => {
                let stage = home.and_then(|home| {
                    let id = home.resolve_stage(record.stage());
                    home.live_stage(id)
                });
                Some(stage.map_or_else(String::new, |stage| stage.name.value.clone()))
            }
            BuiltIn::Pipeline => {
                Some(home.map_or_else(String::new, |home| home.name.value.clone()))
            }
            BuiltIn::Assignees | BuiltIn::Followers => {
                let people = match built_in {
                    BuiltIn::Assignees => &record.assignees,
                    _ => &record.followers,
                };
                let people = elements(people).filter_map(|id| records.member(*id));
                many(people.map(|person| person.email.clone()).collect())
            }
            BuiltIn::Contacts => {
                let contacts = record.live_contacts();
                many(contacts.map(|(id, _)| mailbox(*id, records)).collect())
            }
            BuiltIn::Organizations => {
                let organizations = record.live_organizations();
                let known = organizations.filter_map(|(id, _)| records.organization(*id));
                many(known.map(|known| known.name.value.clone()).collect())
            }
            BuiltIn::CreatedAt => Some(moment_text(record.created_at())),
            BuiltIn::CreatedBy => {
                let maker = records.member(record.created_by());
                Some(maker.map_or_else(String::new, |maker| maker.email.clone()))
            }
            _ => None,
        },
    }
}

/// `Ana Hill <ana@hill.example>`, or what there is of it.
fn mailbox(id: ContactId, records: &dyn Records) -> String {
    let Some(contact) = records.contact(id) else {
        return String::new();
    };
    let Contact { emails, .. } = contact;
    let name = contact.display_name();
    match emails.value.first() {
        Some(email) if *email != name => format!("{name} <{email}>"),
        _ => name,
    }
}
