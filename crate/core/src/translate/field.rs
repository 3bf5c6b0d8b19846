//! Changes of fields: of boxes, of contacts and of organizations.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{
    Arrange as _, Choice, ChoiceId, Field, FieldId, FieldKind, FieldOperation, FieldSpec,
    Gather as _, Limits, LiteMap, Operation, OrderKey, PipelineId, PipelineOperation, Place,
    TeamOperation, Value, reads_as,
};
use boxwood_query::ColumnNames;
use boxwood_query::formula::Formula;

use super::failure::formula_syntax;
use super::order::{index_of, key_among};
use super::{FreshIds, Seen, failure, id, not_found, too_many};
use crate::api::{Failure, FailureCode, FieldEdit, FieldInput, FieldsOf, KindInput, PlaceInput};

/// The fields of a new pipeline. Their formulas may name each other.
pub(super) fn specs(
    fields: Vec<(FieldId, FieldInput)>,
    fresh: &mut FreshIds,
) -> Result<Vec<FieldSpec>, Failure> {
    let names = fields.iter().map(|(id, field)| (*id, field.name.clone()));
    let names = ColumnNames::new(names);
    let spec = |(id, FieldInput { name, kind })| {
        let kind = field_kind(kind, &[], Some(&names), fresh)?;
        Ok(FieldSpec { id, name, kind })
    };
    fields.into_iter().map(spec).collect()
}

/// A change of a field.
pub(super) fn edit(
    of: &FieldsOf,
    edit: FieldEdit,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Operation, Failure> {
    let owner = Owner::new(of, seen)?;
    let operation = owner.operation(edit, fresh, seen)?;
    Ok(match owner.of {
        Of::Pipeline(id) => Operation::Pipeline(id, PipelineOperation::Field(operation)),
        Of::Contacts => Operation::Team(TeamOperation::ContactField(operation)),
        Of::Organizations => Operation::Team(TeamOperation::OrganizationField(operation)),
    })
}

#[derive(Clone, Copy)]
enum Of {
    Pipeline(PipelineId),
    Contacts,
    Organizations,
}

/// Whose fields they are, and the fields that there are, deleted ones too.
struct Owner<'s> {
    of: Of,
    fields: &'s LiteMap<FieldId, Field>,
}

impl<'s> Owner<'s> {
    fn new(of: &FieldsOf, seen: Seen<'s>) -> Result<Self, Failure> {
        const NONE: &LiteMap<FieldId, Field> = &LiteMap::new();
        let team = seen.records.team();
        Ok(match of {
            FieldsOf::Pipeline { pipeline } => {
                let pipeline: PipelineId = id(pipeline, Place::Pipeline)?;
                let known = seen.records.pipeline(pipeline);
                let known = known.ok_or_else(|| not_found(Place::Pipeline))?;
                Self {
                    of: Of::Pipeline(pipeline),
                    fields: &known.fields,
                }
            }
            FieldsOf::Contacts => Self {
                of: Of::Contacts,
                fields: team.map_or(NONE, |team| &team.contact_fields),
            },
            FieldsOf::Organizations => Self {
                of: Of::Organizations,
                fields: team.map_or(NONE, |team| &team.organization_fields),
            },
        })
    }

    fn operation(
        &self,
        edit: FieldEdit,
        fresh: &mut FreshIds,
        seen: Seen<'_>,
    ) -> Result<FieldOperation, Failure> {
        Ok(match edit {
            FieldEdit::Create { name, of, place } => FieldOperation::Create {
                id: fresh.make(FieldId::from_parts),
                kind: field_kind(of, &[], self.names().as_ref(), fresh)?,
                order: self.order(None, &place)?,
                name,
            },
            FieldEdit::Rename { field, name } => {
                FieldOperation::Rename(id(&field, Place::Field)?, name)
            }
            FieldEdit::Describe { field, text } => {
                FieldOperation::Describe(id(&field, Place::Field)?, text)
            }
            FieldEdit::SetKind {
                field,
                of,
                choices_from_cells,
            } => {
                let (id, field) = self.field(&field)?;
                let of = match choices_from_cells {
                    true => self.with_choices_of_cells(of, (id, field), seen)?,
                    false => of,
                };
                let known = field.kind.value.choices().iter();
                let known: Vec<Choice> =
                    known.chain(&field.former_choices.value).cloned().collect();
                let kind = field_kind(of, &known, self.names().as_ref(), fresh)?;
                FieldOperation::SetKind(id, kind)
            }
            FieldEdit::AddChoice { field, name, place } => {
                self.with_choices(&field, |choices| {
                    let at = choice_at(&place, choices)?;
                    let id = fresh.make(ChoiceId::from_parts);
                    choices.insert(at, Choice { id, name });
                    Ok(())
                })?
            }
            FieldEdit::RenameChoice {
                field,
                choice,
                name,
            } => self.with_choices(&field, |choices| {
                let at = position(&choice, choices)?;
                choices[at].name = name;
                Ok(())
            })?,
            FieldEdit::MoveChoice {
                field,
                choice,
                place,
            } => self.with_choices(&field, |choices| {
                let moved = choices.remove(position(&choice, choices)?);
                let at = choice_at(&place, choices)?;
                choices.insert(at, moved);
                Ok(())
            })?,
            FieldEdit::RemoveChoice { field, choice } => self.with_choices(&field, |choices| {
                choices.remove(position(&choice, choices)?);
                Ok(())
            })?,
            FieldEdit::Move { field, place } => {
                let field = id(&field, Place::Field)?;
                FieldOperation::Move(field, self.order(Some(field), &place)?)
            }
            FieldEdit::Delete { field } => FieldOperation::Delete(id(&field, Place::Field)?),
            FieldEdit::Restore { field } => FieldOperation::Restore(id(&field, Place::Field)?),
        })
    }

    /// What formulas may name: only those of a pipeline's boxes may name anything.
    fn names(&self) -> Option<ColumnNames> {
        matches!(self.of, Of::Pipeline(_)).then(|| ColumnNames::of_fields(self.fields))
    }

    fn field(&self, text: &str) -> Result<(FieldId, &'s Field), Failure> {
        let id: FieldId = id(text, Place::Field)?;
        let field = self.fields.get(&id).filter(|field| !field.deleted.value);
        let field = field.ok_or_else(|| not_found(Place::Field))?;
        Ok((id, field))
    }

    /// The key of a place among the fields.
    fn order(&self, moved: Option<FieldId>, place: &PlaceInput) -> Result<OrderKey, Failure> {
        let live = self.fields.iter().filter(|(_, field)| !field.deleted.value);
        let others = live.filter(|(id, _)| Some(**id) != moved);
        let mut others: Vec<_> = others
            .map(|(id, field)| (*id, &field.order.value))
            .collect();
        others.arrange_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
        key_among(place, &others, Place::Field)
    }

    /// The same type with other choices.
    fn with_choices(
        &self,
        field: &str,
        change: impl FnOnce(&mut Vec<Choice>) -> Result<(), Failure>,
    ) -> Result<FieldOperation, Failure> {
        let (id, field) = self.field(field)?;
        let mut kind = field.kind.value.clone();
        let no_choices = || failure(FailureCode::WrongType, Some(Place::Field));
        change(kind.choices_mut().ok_or_else(no_choices)?)?;
        Ok(FieldOperation::SetKind(id, kind))
    }

    /// A dropdown or tags with a choice more for each content of a cell that is none of them yet, in
    /// alphabetical order.
    fn with_choices_of_cells(
        &self,
        of: KindInput,
        (id, field): (FieldId, &Field),
        seen: Seen<'_>,
    ) -> Result<KindInput, Failure> {
        let (mut choices, is_tags) = match of {
            KindInput::Dropdown { choices } => (choices, false),
            KindInput::Tags { choices } => (choices, true),
            of => return Ok(of),
        };
        let known: BTreeSet<String> = choices.iter().map(|name| folded(name)).gather();
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let mut take = |value: &Value| {
            let text = reads_as(value, field, seen.records);
            let is_list = is_tags || matches!(value, Value::Tags(_));
            let parts = text.split(|c| is_list && c == ',').map(str::trim);
            for part in parts.filter(|part| !part.is_empty()) {
                let key = folded(part);
                if !known.contains(&key) {
                    found.entry(key).or_insert_with(|| part.to_owned());
                }
            }
        };
        match self.of {
            Of::Pipeline(pipeline) => {
                let boxes = seen.index.boxes_of_pipeline(pipeline);
                let boxes = boxes.filter_map(|id| seen.records.box_record(id));
                boxes.for_each(|record| take(&record.value(id)));
            }
            Of::Contacts => {
                let contacts = seen.index.contacts.all();
                let contacts = contacts.filter_map(|id| seen.records.contact(id));
                let cells = contacts.filter_map(|contact| contact.values.get(&id));
                cells.for_each(|cell| take(&cell.value));
            }
            Of::Organizations => {
                let all = seen.index.organizations.all();
                let all = all.filter_map(|id| seen.records.organization(id));
                let cells = all.filter_map(|organization| organization.values.get(&id));
                cells.for_each(|cell| take(&cell.value));
            }
        }
        choices.extend(found.into_values());
        if choices.len() > Limits::CHOICES {
            return Err(too_many(choices.len(), Limits::CHOICES, Place::Choice));
        }
        Ok(match is_tags {
            true => KindInput::Tags { choices },
            false => KindInput::Dropdown { choices },
        })
    }
}

/// What the cells of a field hold. Choices of names that are `known` stay the same choices, others
/// get new ids; formulas are read with the `names` of columns.
fn field_kind(
    input: KindInput,
    known: &[Choice],
    names: Option<&ColumnNames>,
    fresh: &mut FreshIds,
) -> Result<FieldKind, Failure> {
    let mut choices = |names: Vec<String>| {
        let mut used = BTreeSet::new();
        let names = names.into_iter().map(|name| {
            let same = |choice: &&Choice| folded(&choice.name) == folded(&name);
            let kept = known.iter().filter(same).map(|choice| choice.id);
            let kept = kept.into_iter().find(|id| used.insert(*id));
            let id = kept.unwrap_or_else(|| fresh.make(ChoiceId::from_parts));
            Choice { id, name }
        });
        names.collect()
    };
    Ok(match input {
        KindInput::Text => FieldKind::Text,
        KindInput::Number => FieldKind::Number,
        KindInput::Currency { code } => FieldKind::Currency(code),
        KindInput::Percent => FieldKind::Percent,
        KindInput::Date => FieldKind::Date,
        KindInput::DateTime => FieldKind::DateTime,
        KindInput::Checkbox => FieldKind::Checkbox,
        KindInput::Person => FieldKind::Person,
        KindInput::Contact => FieldKind::Contact,
        KindInput::Organization => FieldKind::Organization,
        KindInput::Url => FieldKind::Url,
        KindInput::Email => FieldKind::Email,
        KindInput::Phone => FieldKind::Phone,
        KindInput::Rating { most } => FieldKind::Rating(most),
        KindInput::Dropdown { choices: names } => FieldKind::Dropdown(choices(names)),
        KindInput::Tags { choices: names } => FieldKind::Tags(choices(names)),
        KindInput::Formula { formula } => {
            let not_here = || failure(FailureCode::NotHere, Some(Place::Formula));
            let names = names.ok_or_else(not_here)?;
            let formula = Formula::parse(&formula, names);
            let formula = formula.map_err(|error| formula_syntax(&error))?;
            FieldKind::Formula(formula.stored().to_owned())
        }
    })
}

fn choice_at(place: &PlaceInput, choices: &[Choice]) -> Result<usize, Failure> {
    index_of(place, choices.iter().map(|choice| choice.id), Place::Choice)
}

fn position(choice: &str, choices: &[Choice]) -> Result<usize, Failure> {
    let id: ChoiceId = id(choice, Place::Choice)?;
    let at = choices.iter().position(|choice| choice.id == id);
    at.ok_or_else(|| not_found(Place::Choice))
}

/// Names that differ in case only are one.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
