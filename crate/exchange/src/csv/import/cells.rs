//! What a cell means: values, and the people and organizations that it names.

use boxwood_model::{
    Arrange as _, ContactId, ContactOperation, Decimal, FieldId, FieldKind, Key, Limits, Operation,
    OrganizationId, OrganizationOperation, Place, Refusal, UserId, Value, is_public_mail,
};

use super::draft::{Draft, Drafter, few};
use super::growth::{Addition, Made};
use super::known::folded;
use super::options::Unknown;
use super::problem::CellProblem;
use crate::csv::guess::{checkbox, mailbox, tag_parts};
use crate::csv::{date, number};

impl Drafter<'_, '_> {
    /// The content of a cell, as its field's type has it.
    pub(super) fn value(
        &mut self,
        field: FieldId,
        cell: &str,
        draft: &mut Draft,
    ) -> Result<Value, CellProblem> {
        if cell.is_empty() {
            return Ok(Value::Empty);
        }
        let conventions = self.options.conventions;
        let kind = self.kind(field);
        let kind = kind.ok_or(CellProblem::Refused(Refusal::NotFound(Place::Field)))?;
        Ok(match kind {
            FieldKind::Text | FieldKind::Url | FieldKind::Phone => Value::Text(cell.to_owned()),
            FieldKind::Email => Value::Text(cell.to_lowercase()),
            FieldKind::Number | FieldKind::Percent => Value::Number(self.number(cell)?.number),
            FieldKind::Currency(wanted) => {
                let amount = self.number(cell)?;
                match amount.currency {
                    // Several countries write `$` for their money.
                    Some(has) if has != wanted && !cell.contains('$') => {
                        return Err(CellProblem::OtherCurrency { has, wanted });
                    }
                    _ => Value::Number(amount.number),
                }
            }
            FieldKind::Rating(most) => {
                let amount = self.number(cell).ok();
                let fits = |number: &Decimal| {
                    number.fract().is_zero()
                        && !number.is_sign_negative()
                        && *number <= Decimal::from(most)
                };
                let number = amount.map(|amount| amount.number).filter(fits);
                Value::Number(number.ok_or(CellProblem::NotARating { most })?)
            }
            FieldKind::Date => {
                let order = conventions.dates;
                let date = date::date(cell, order);
                Value::Date(date.ok_or(CellProblem::NotADate { order })?)
            }
            FieldKind::DateTime => {
                let at = date::moment(cell, conventions.dates, conventions.minutes_ahead);
                Value::Moment(at.ok_or(CellProblem::NotAMoment)?)
            }
            FieldKind::Checkbox => {
                Value::Checkbox(checkbox(cell).ok_or(CellProblem::NotACheckbox)?)
            }
            FieldKind::Dropdown(_) => Value::Choice(self.choice(field, cell, draft)?),
            FieldKind::Tags(_) => {
                let mut tags = Vec::new();
                for part in few(tag_parts(cell))? {
                    tags.push(self.choice(field, part, draft)?);
                }
                tags.arrange();
                tags.dedup();
                if tags.is_empty() {
                    Value::Empty
                } else {
                    Value::Tags(tags)
                }
            }
            FieldKind::Person => Value::Person(self.person(cell)?),
            FieldKind::Contact => Value::Contact(self.contact(cell, draft)?),
            FieldKind::Organization => Value::Organization(self.organization(cell, draft)?),
            FieldKind::Formula(_) => {
                return Err(CellProblem::Refused(Refusal::NotFound(Place::Field)));
            }
        })
    }

    fn number(&self, cell: &str) -> Result<number::Amount, CellProblem> {
        let decimals = self.options.conventions.decimals;
        number::amount(cell, decimals).ok_or(CellProblem::NotANumber { decimals })
    }

    fn choice(
        &mut self,
        field: FieldId,
        name: &str,
        draft: &mut Draft,
    ) -> Result<boxwood_model::ChoiceId, CellProblem> {
        let key = (field, folded(name));
        if let Some(known) = self.known.choices.get(&key) {
            return Ok(*known);
        }
        let is_new_field = self.growth.fields.contains(&field);
        if self.options.unknown_choices == Unknown::Report && !is_new_field {
            return Err(CellProblem::UnknownChoice { name: start(name) });
        }
        self.mark(draft);
        let added = self.growth.add_choice(
            self.pipeline,
            field,
            name,
            self.context,
            self.records,
            self.new_id,
        );
        let id = added.map_err(CellProblem::from)?;
        self.known.choices.insert(key, id);
        draft
            .additions
            .push(Addition::Choice(field, name.to_owned()));
        Ok(id)
    }

    /// A member, by address or name.
    pub(super) fn person(&self, who: &str) -> Result<UserId, CellProblem> {
        let (_, email) = mailbox(who);
        let known = self.known.member(email).or_else(|| self.known.member(who));
        known.ok_or_else(|| CellProblem::UnknownPerson { who: start(who) })
    }

    /// A contact, by address: `ana@hill.example` or `Ana Hill <ana@hill.example>`.
    pub(super) fn contact(
        &mut self,
        who: &str,
        draft: &mut Draft,
    ) -> Result<ContactId, CellProblem> {
        let (name, email) = mailbox(who);
        let email = email.to_lowercase();
        let id = match self.known.contacts.get(&email) {
            Some(known) => *known,
            None if self.options.unknown_contacts == Unknown::Report => {
                return Err(CellProblem::UnknownContact { who: start(who) });
            }
            None => {
                if !email.contains('@') {
                    return Err(CellProblem::NotAnEmail);
                }
                let id = ContactId::from_bytes((self.new_id)());
                let (given_name, family_name) = name.rsplit_once(' ').unwrap_or((name, ""));
                let operation = ContactOperation::Create {
                    given_name: given_name.trim().to_owned(),
                    family_name: family_name.to_owned(),
                    emails: vec![email.clone()],
                };
                let operation = Operation::Contact(id, operation);
                self.make(Key::Contact(id), operation);
                self.known.contacts.insert(email.clone(), id);
                draft.additions.push(Addition::Contact(email));
                id
            }
        };
        self.uses(Key::Contact(id), draft);
        Ok(id)
    }

    /// An organization, by name or domain.
    pub(super) fn organization(
        &mut self,
        what: &str,
        draft: &mut Draft,
    ) -> Result<OrganizationId, CellProblem> {
        let name = folded(what);
        let id = match self.known.organizations.get(&name) {
            Some(known) => *known,
            None if self.options.unknown_organizations == Unknown::Report => {
                return Err(CellProblem::UnknownOrganization { what: start(what) });
            }
            None => {
                let id = OrganizationId::from_bytes((self.new_id)());
                let is_domain = is_domain(&name);
                let domains = if is_domain {
                    vec![name.clone()]
                } else {
                    Vec::new()
                };
                let operation = OrganizationOperation::Create {
                    name: what.trim().to_owned(),
                    domains,
                };
                self.make(
                    Key::Organization(id),
                    Operation::Organization(id, operation),
                );
                self.known.organizations.insert(name.clone(), id);
                draft.additions.push(Addition::Organization(name));
                id
            }
        };
        self.uses(Key::Organization(id), draft);
        Ok(id)
    }

    fn make(&mut self, key: Key, operation: Operation) {
        let made = Made {
            operation,
            is_handed_out: false,
        };
        self.growth.made.insert(key, made);
    }

    /// Notes that the row is about a contact or organization, if the import makes it.
    fn uses(&self, key: Key, draft: &mut Draft) {
        let is_noted = draft.uses.iter().any(|(_, known)| *known == key);
        if self.growth.made.contains_key(&key) && !is_noted {
            draft.uses.push((None, key));
        }
    }
}

/// Whether a name of an organization is the domain of one.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = name.rsplit_once('.').map_or("", |(_, top)| top);
    let is_top = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    is_top && name.len() <= Limits::DOMAIN && name.split('.').all(is_label) && !is_public_mail(name)
}

/// As much of a text as a message shows.
pub(super) fn start(text: &str) -> String {
    text.chars().take(40).collect()
}
