//! A box as the language asks about it.

use boxwood_model::{
    BuiltIn, Column, Contact, FieldId, FieldKind, Millis, UserId, elements, own_domain,
};

use super::schema::built_in;
use crate::content::{self, Contents, Namer};
use crate::language::{Content, Document, Field, State};

/// After so long without a change a box is stale, in milliseconds: two weeks.
pub(super) const STALE: Millis = 14 * 24 * 60 * 60 * 1_000;

/// A box with what surrounds it.
pub(super) struct Row<'s, 'r>(pub(super) &'s Contents<'r>);

/// What is asked of each piece; true ends the asking.
type Test<'t> = &'t mut dyn FnMut(Content<'_>) -> bool;

/// What plain words are looked for in, besides the box's own fields.
const ANY: &[Field] = &[
    Field::Name,
    Field::Notes,
    Field::Stage,
    Field::Assignee,
    Field::Contact,
    Field::Org,
    Field::Task,
    Field::Comment,
    Field::File,
    Field::Subject,
];

impl Document for Row<'_, '_> {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        let record = self.0.record;
        match field {
            Field::Any => {
                ANY.iter().any(|field| self.any(*field, test)) || self.any_own_field(test)
            }
            Field::Name => text(record.name(), test),
            Field::Notes => text(record.notes(), test),
            Field::Stage => self.column(Column::BuiltIn(BuiltIn::Stage), test),
            Field::Pipeline => text(&self.0.pipeline.name.value, test),
            Field::Assignee => elements(&record.assignees).any(|id| self.member(*id, test)),
            Field::Follower => elements(&record.followers).any(|id| self.member(*id, test)),
            Field::Contact => self.contacts().any(|contact| person(contact, test)),
            Field::Email => self.addresses().any(|address| text(address, test)),
            Field::Domain => {
                let mut domains = self.addresses().filter_map(own_domain);
                domains.any(|domain| text(domain, test))
                    || self.organizations().any(|known| {
                        let mut domains = known.domains.value.iter();
                        domains.any(|domain| text(domain, test))
                    })
            }
            Field::Org => self
                .organizations()
                .any(|known| text(&known.name.value, test)),
            Field::Task => record
                .live_tasks()
                .any(|(_, task)| text(&task.text.value, test)),
            Field::Comment => {
                let mut comments = record.live_comments();
                comments.any(|(_, comment)| text(&comment.body.value.text, test))
            }
            Field::File => record
                .live_files()
                .any(|(_, file)| text(&file.name.value, test)),
            Field::Thread | Field::Subject => {
                let mut threads = record.live_threads();
                threads.any(|(_, thread)| text(&thread.subject, test))
            }
            Field::From => record
                .live_mails()
                .any(|(_, mail)| address(&mail.from, test)),
            Field::To => {
                let mut mails = record.live_mails();
                mails.any(|(_, mail)| mail.to.iter().any(|to| address(to, test)))
            }
            Field::Created => test(Content::Moment(record.created_at())),
            Field::Updated => self.column(Column::BuiltIn(BuiltIn::UpdatedAt), test),
            Field::Moved => self.column(Column::BuiltIn(BuiltIn::StageSince), test),
            Field::Due => {
                let mut open = record.live_tasks().filter(|(_, task)| task.is_open());
                open.any(|(_, task)| {
                    let due = task.due.value.as_ref();
                    due.is_some_and(|due| test(Content::Moment(due.at)))
                })
            }
            Field::Custom(key) => match built_in(key) {
                Some(column) => self.column(Column::BuiltIn(column), test),
                None => {
                    let id = FieldId::from_bytes(key.0.to_be_bytes());
                    self.column(Column::Field(id), test)
                }
            },
        }
    }

    fn is(&self, state: State, now: Millis) -> bool {
        let record = self.0.record;
        match state {
            State::Open => !record.archived() && !record.deleted(),
            State::Done | State::Archived => record.archived(),
            State::Deleted => record.deleted(),
            State::Starred => {
                let starred = |how: &boxwood_model::Association| how.is_starred;
                record.live_contacts().any(|(_, how)| starred(how))
                    || record.live_organizations().any(|(_, how)| starred(how))
            }
            State::Stale => now.saturating_sub(self.0.updated_at()) > STALE,
            State::Overdue => self.0.is_overdue(),
            // Not asked for: they follow from the fields.
            State::Mine | State::Unassigned | State::Followed => false,
        }
    }
}

impl<'r> Row<'_, 'r> {
    /// The box's own fields, as far as they hold words.
    fn any_own_field(&self, test: Test<'_>) -> bool {
        let fields = self.0.record.values().keys();
        let mut live = fields.filter(|id| {
            let field = self.0.pipeline.live_field(*id);
            field.is_some_and(|field| !field.kind.value.is_calculated())
        });
        live.any(|id| self.column(Column::Field(id), test))
    }

    fn column(&self, column: Column, test: Test<'_>) -> bool {
        use content::Content as C;
        let namer = Namer::new(self.0.world.records, self.0.pipeline);
        match self.0.get(column) {
            C::Empty | C::Position(_) | C::Error(_) => false,
            C::Text(words) | C::Unread(words) => text(&words, test),
            C::Number(number) => test(Content::Number(self.as_written(column, number))),
            C::Date(date) => test(Content::Date(date)),
            C::Moment(at) => test(Content::Moment(at)),
            C::Flag(on) => test(Content::Flag(on)),
            C::Pipeline(id) => text(&namer.pipeline(id), test),
            C::Stage(id) => text(&namer.stage(id), test),
            C::Choices(ids) => ids.iter().any(|id| text(&namer.choice(column, *id), test)),
            C::Stages(ids) => ids.iter().any(|id| text(&namer.stage(*id), test)),
            C::People(ids) => ids.iter().any(|id| self.member(*id, test)),
            C::Contacts(ids) => ids.iter().any(|id| {
                let contact = self.0.world.records.contact(*id);
                contact.is_some_and(|contact| person(contact, test))
            }),
            C::Organizations(ids) => ids.iter().any(|id| text(&namer.organization(*id), test)),
        }
    }

    /// A number as people write it: 0.15 of a share is 15 %.
    fn as_written(&self, column: Column, number: boxwood_model::Decimal) -> boxwood_model::Decimal {
        let Column::Field(id) = column else {
            return number;
        };
        let kind = self
            .0
            .pipeline
            .live_field(id)
            .map(|field| &field.kind.value);
        match kind {
            Some(FieldKind::Percent) => number
                .checked_mul(boxwood_model::Decimal::ONE_HUNDRED)
                .unwrap_or(number),
            _ => number,
        }
    }

    fn member(&self, id: UserId, test: Test<'_>) -> bool {
        let member = self.0.world.records.member(id);
        test(Content::Person {
            id: Some(u128::from_be_bytes(*id.as_bytes())),
            name: member.map_or("", |member| &member.name.value),
            address: member.map_or("", |member| &member.email),
        })
    }

    fn contacts(&self) -> impl Iterator<Item = &'r Contact> {
        let records = self.0.world.records;
        let ids = self.0.record.live_contacts();
        ids.filter_map(move |(id, _)| records.contact(*id))
    }

    fn organizations(&self) -> impl Iterator<Item = &'r boxwood_model::Organization> {
        let records = self.0.world.records;
        let ids = self.0.record.live_organizations();
        ids.filter_map(move |(id, _)| records.organization(*id))
    }

    /// The addresses of its contacts.
    fn addresses(&self) -> impl Iterator<Item = &'r str> {
        let contacts = self.contacts();
        contacts.flat_map(|contact| contact.emails.value.iter().map(String::as_str))
    }
}

fn text(words: &str, test: Test<'_>) -> bool {
    !words.is_empty() && test(Content::Text(words))
}

fn person(contact: &Contact, test: Test<'_>) -> bool {
    let name = contact.display_name();
    let mut emails = contact.emails.value.iter();
    let first = emails.next().map_or("", String::as_str);
    let as_person = |address, test: Test<'_>| {
        test(Content::Person {
            id: None,
            name: &name,
            address,
        })
    };
    as_person(first, test) || emails.any(|address| as_person(address, test))
}

fn address(address: &str, test: Test<'_>) -> bool {
    !address.is_empty()
        && test(Content::Person {
            id: None,
            name: "",
            address,
        })
}
