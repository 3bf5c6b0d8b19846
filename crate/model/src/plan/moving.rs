//! Rules about boxes that go elsewhere: into another pipeline, into another box, twice.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Plan;
use super::boxes::{changed, live_stage, room};
use crate::convert::{convert, reads_as};
use crate::{
    BoxChange, BoxId, BoxRecord, CellValue, ContactId, Effect, Field, FieldId, Gather as _,
    LeftOver, Limits, LiteMap, OrganizationId, Pipeline, PipelineId, Place, Problem, Refusal,
    Register, Registers, Slot, StageId, ThreadId, Value, elements, has_element, validate,
};

impl Plan<'_> {
    pub(super) fn move_to_pipeline(
        &self,
        id: BoxId,
        to: PipelineId,
        stage: StageId,
    ) -> Result<Vec<Effect>, Refusal> {
        let (record, home) = self.a_box(id, |rights| rights.delete.min(rights.edit))?;
        let (target, rights) = self.pipeline(to)?;
        super::need(rights.create)?;
        if to == home.id {
            return Err(validate::invalid(Place::Pipeline, Problem::NotHere));
        }
        live_stage(target, stage)?;
        let stamp = self.context.stamp;
        match stamp.cmp(&record.stamp(Slot::Pipeline)) {
            Ordering::Greater => {}
            // One action puts a box to one place.
            Ordering::Equal => return Err(validate::invalid(Place::Pipeline, Problem::Duplicate)),
            // A later move holds, as with every register.
            Ordering::Less => return Ok(Vec::new()),
        }
        let (mut cells, left) = self.carried(record, home, target);
        cells.extend(emptied(record, home, target));
        cells.retain(|(place, value)| !self.says_the_same(record, home, target, *place, value));
        let mut moved = record.clone();
        moved.change(|head| {
            head.pipeline = Register::new(to, stamp);
            // What it held elsewhere stays with it, unseen: it is there again when the box comes back.
            for (field, value) in cells {
                head.values.insert(field, Register::new(value, stamp));
            }
            bound_cells(&mut head.values, target);
            head.position = Register::new(None, stamp);
            // A stage of the old pipeline means nothing here, whenever it was set.
            head.put_to_stage(stage, stamp);
            head.stage = Register::new(stage, stamp);
        });
        self.assign_to_maker(&mut moved, rights);
        let from = home.id;
        Ok(vec![
            Effect::EnterPipeline {
                record: Box::new(moved),
                from,
                left,
            },
            Effect::LeavePipeline { id, from, to },
        ])
    }

    pub(super) fn duplicate(
        &self,
        id: BoxId,
        copy: BoxId,
        name: &str,
    ) -> Result<Vec<Effect>, Refusal> {
        let (record, home) = self.a_box(id, |rights| rights.view)?;
        let rights = self.rights(home);
        super::need(rights.create)?;
        if self.records.box_record(copy).is_some() {
            return Err(Refusal::AlreadyExists(Place::Box));
        }
        let name = validate::name(name, Place::BoxName)?;
        let stamp = self.context.stamp;
        let stage = home.resolve_stage(record.stage());
        let mut made = BoxRecord::new(copy, home.id, stage, name, self.user()?, stamp);
        made.change(|head| {
            head.notes = Register::new(record.notes().to_owned(), stamp);
            let cells = record.values().iter();
            let cells = cells.map(|(field, cell)| (field, Register::new(cell.value, stamp)));
            head.values = cells.collect();
        });
        for person in elements(&record.assignees) {
            made.assignees.insert(*person, Register::new(true, stamp));
        }
        for (contact, how) in record.live_contacts() {
            let how = Register::new(Some(*how), stamp);
            made.contacts.insert(*contact, how);
        }
        for (organization, how) in record.live_organizations() {
            let how = Register::new(Some(*how), stamp);
            made.organizations.insert(*organization, how);
        }
        self.assign_to_maker(&mut made, rights);
        Ok(vec![Effect::CreateBox(Box::new(made))])
    }

    pub(super) fn merge_into(&self, id: BoxId, into: BoxId) -> Result<Vec<Effect>, Refusal> {
        let (record, home) = self.a_box(id, |rights| rights.delete.min(rights.edit))?;
        let (target, target_home) = self.a_box(into, |rights| rights.edit)?;
        if id == into {
            return Err(validate::invalid(Place::Box, Problem::NotHere));
        }
        let mut changes = Vec::new();
        let (cells, mut left) = self.carried(record, home, target_home);
        for (field, value) in cells {
            match target.value(field) {
                Value::Empty => changes.push(BoxChange::Field(field, value)),
                known if known == value => {}
                // Both boxes say something: what is there stays, the other is in the history.
                _ => left.extend(left_over(home, target_home, field, &value, self)),
            }
        }
        changes.extend(joined_notes(record, target)?);
        parts(self, record, target, &mut changes)?;
        let partners = self.relinked(record, target, &mut changes)?;
        changes.push(BoxChange::TookIn {
            from: id,
            name: record.name().to_owned(),
            left,
        });
        let mut effects: Vec<Effect> = changes
            .into_iter()
            .map(|change| changed(target, change))
            .collect();
        effects.extend(partners);
        effects.push(changed(record, BoxChange::MergedInto(Some(into))));
        effects.push(changed(record, BoxChange::Deleted(true)));
        Ok(effects)
    }

    /// Links a box with those that another one was linked with, as far as the actor may change them:
    /// a link is there from both ends or not at all. Gives what becomes of the other ends.
    fn relinked(
        &self,
        from: &BoxRecord,
        into: &BoxRecord,
        changes: &mut Vec<BoxChange>,
    ) -> Result<Vec<Effect>, Refusal> {
        let mut partners = Vec::new();
        let mut count = into.links.len();
        for other in elements(&from.links) {
            if *other == into.id || has_element(&into.links, other) {
                continue;
            }
            let Ok((partner, _)) = self.a_box(*other, |rights| rights.edit) else {
                continue;
            };
            count += usize::from(!into.links.contains_key(other));
            validate::count(count, Limits::ASSOCIATES, Place::Link)?;
            room(&partner.links, &into.id, Limits::ASSOCIATES, Place::Link)?;
            changes.push(BoxChange::Link(*other, true));
            partners.push(changed(partner, BoxChange::Link(into.id, true)));
        }
        if has_element(&into.links, &from.id) {
            changes.push(BoxChange::Link(from.id, false));
        }
        Ok(partners)
    }

    /// Whether a cell that the box still has from an earlier stay means the same as what comes: then
    /// the earlier one stays, which a type in between may have made less exact.
    fn says_the_same(
        &self,
        record: &BoxRecord,
        home: &Pipeline,
        target: &Pipeline,
        place: FieldId,
        comes: &Value,
    ) -> bool {
        let Some(field) = target.live_field(place) else {
            return false;
        };
        let Some((source, there)) = same_name(home, field) else {
            return false;
        };
        let known = record.value(place);
        let meant = convert(&known, field, &there.kind.value, self.records);
        known == *comes || meant == Some(record.value(source)) && known != Value::Empty
    }

    /// The cells of a box that have a place in a pipeline, and what has none: fields go by name,
    /// and their content is read as the type that it comes to.
    fn carried(
        &self,
        record: &BoxRecord,
        home: &Pipeline,
        target: &Pipeline,
    ) -> (Vec<(FieldId, Value)>, Vec<LeftOver>) {
        let mut cells = Vec::new();
        let mut left = Vec::new();
        let mut taken = BTreeSet::new();
        for (id, field) in home.fields_in_order() {
            let value = record.value(id);
            if value == Value::Empty || field.kind.value.is_calculated() {
                continue;
            }
            let place = if home.id == target.id {
                Some((id, field))
            } else {
                same_name(target, field)
            };
            let fitting = place.and_then(|(place, new)| {
                let value = convert(&value, field, &new.kind.value, self.records)?;
                taken.insert(place).then_some((place, value))
            });
            match fitting {
                Some(cell) => cells.push(cell),
                None => left.push(LeftOver {
                    field: field.name.value.clone(),
                    text: reads_as(&value, field, self.records),
                }),
            }
        }
        (cells, left)
    }
}

/// The cells that were emptied where the box is and hold something from an earlier stay where it
/// goes.
fn emptied(record: &BoxRecord, home: &Pipeline, target: &Pipeline) -> Vec<(FieldId, Value)> {
    let fields = home.fields_in_order().into_iter();
    let fields = fields.filter(|(id, _)| {
        let cell = record.values().peek(id);
        cell.is_some_and(|cell| cell == CellValue::Other(Value::Empty))
    });
    let places = fields.filter_map(|(_, field)| same_name(target, field));
    let places = places.filter(|(place, _)| record.value(*place) != Value::Empty);
    places.map(|(place, _)| (place, Value::Empty)).collect()
}

/// Forgets cells from earlier stays, the oldest first, where there are too many.
fn bound_cells(cells: &mut Registers<FieldId, Value>, target: &Pipeline) {
    while cells.len() > Limits::CELLS {
        let elsewhere = cells.iter();
        let elsewhere = elsewhere.filter(|(id, _)| !target.fields.contains_key(id));
        let oldest = elsewhere.min_by_key(|(_, cell)| cell.stamp);
        let Some(oldest) = oldest.map(|(id, _)| *id) else {
            break;
        };
        cells.remove(&oldest);
    }
}

/// The field of a pipeline that has the name of another one's field, whatever the case.
fn same_name<'p>(target: &'p Pipeline, field: &Field) -> Option<(FieldId, &'p Field)> {
    let name = field.name.value.to_lowercase();
    let fields = target.fields_in_order().into_iter();
    let mut same = fields.filter(|(_, other)| {
        other.name.value.to_lowercase() == name && !other.kind.value.is_calculated()
    });
    same.next()
}

fn left_over(
    home: &Pipeline,
    target: &Pipeline,
    field: FieldId,
    value: &Value,
    plan: &Plan<'_>,
) -> Option<LeftOver> {
    let known = target
        .live_field(field)
        .or_else(|| home.live_field(field))?;
    Some(LeftOver {
        field: known.name.value.clone(),
        text: reads_as(value, known, plan.records),
    })
}

/// The notes of both boxes, one below the other.
fn joined_notes(from: &BoxRecord, into: &BoxRecord) -> Result<Option<BoxChange>, Refusal> {
    let (theirs, ours) = (from.notes(), into.notes());
    if theirs.is_empty() || theirs == ours {
        return Ok(None);
    }
    let joined = if ours.is_empty() {
        theirs.to_owned()
    } else {
        format!("{ours}\n\n{theirs}")
    };
    validate::text(&joined, Limits::NOTES, Place::Notes)?;
    Ok(Some(BoxChange::Notes(joined)))
}

/// Everything in a box that another one does not have.
fn parts(
    plan: &Plan<'_>,
    from: &BoxRecord,
    into: &BoxRecord,
    changes: &mut Vec<BoxChange>,
) -> Result<(), Refusal> {
    let stamp = plan.context.stamp;
    let most = Limits::ASSOCIATES;
    together(&into.assignees, &from.assignees, most, Place::Assignee)?;
    let people = elements(&from.assignees).filter(|p| !has_element(&into.assignees, p));
    changes.extend(people.map(|person| BoxChange::Assignee(*person, true)));
    together(&into.followers, &from.followers, most, Place::Follower)?;
    let people = elements(&from.followers).filter(|p| !has_element(&into.followers, p));
    changes.extend(people.map(|person| BoxChange::Follower(*person, true)));
    together(&into.contacts, &from.contacts, most, Place::Contact)?;
    let known: BTreeSet<ContactId> = into.live_contacts().map(|(id, _)| *id).gather();
    let contacts = from.live_contacts().filter(|(id, _)| !known.contains(id));
    changes.extend(contacts.map(|(id, how)| BoxChange::Contact(*id, Some(*how))));
    let place = Place::Organization;
    together(&into.organizations, &from.organizations, most, place)?;
    let known: BTreeSet<OrganizationId> = into.live_organizations().map(|(id, _)| *id).gather();
    let organizations = from.live_organizations();
    let organizations = organizations.filter(|(id, _)| !known.contains(id));
    changes.extend(organizations.map(|(id, how)| BoxChange::Organization(*id, Some(*how))));
    together(&into.threads, &from.threads, Limits::THREADS, Place::Thread)?;
    let known: BTreeSet<ThreadId> = into.live_threads().map(|(id, _)| id.clone()).gather();
    let threads = from.live_threads().filter(|(id, _)| !known.contains(id));
    changes.extend(threads.map(|(id, about)| BoxChange::Thread(id.clone(), Some(about.clone()))));
    together(&into.mails, &from.mails, Limits::MAILS, Place::Mail)?;
    let mails = from.mails.iter();
    let mails = mails.filter(|(id, _)| !into.mails.contains_key(id));
    changes.extend(mails.map(|(id, mail)| BoxChange::Mail(id.clone(), mail.value.clone())));

    together(&into.tasks, &from.tasks, Limits::TASKS, Place::Task)?;
    for (id, part) in new_parts(&from.tasks, &into.tasks, |part| part.deleted.value) {
        let mut part = part.clone();
        part.deleted.stamp = stamp;
        changes.push(BoxChange::Task(*id, part));
    }
    together(
        &into.comments,
        &from.comments,
        Limits::COMMENTS,
        Place::Comment,
    )?;
    for (id, part) in new_parts(&from.comments, &into.comments, |part| part.deleted.value) {
        let mut part = part.clone();
        part.deleted.stamp = stamp;
        changes.push(BoxChange::Comment(*id, part));
    }
    together(
        &into.meetings,
        &from.meetings,
        Limits::MEETINGS,
        Place::Meeting,
    )?;
    for (id, part) in new_parts(&from.meetings, &into.meetings, |part| part.deleted.value) {
        let mut part = part.clone();
        part.deleted.stamp = stamp;
        changes.push(BoxChange::Meeting(*id, part));
    }
    together(&into.files, &from.files, Limits::FILES, Place::File)?;
    for (id, part) in new_parts(&from.files, &into.files, |part| part.deleted.value) {
        let mut part = part.clone();
        part.deleted.stamp = stamp;
        changes.push(BoxChange::File(*id, part));
    }
    Ok(())
}

/// The parts that a box gets from another one: those that are there, and those that it has not
/// heard of. That they are there, or deleted, is said anew by whoever merges: a part may have come
/// before, and gone again.
fn new_parts<'m, K: Ord, P>(
    from: &'m LiteMap<K, P>,
    into: &'m LiteMap<K, P>,
    is_deleted: impl Fn(&P) -> bool,
) -> impl Iterator<Item = (&'m K, &'m P)> {
    let parts = from.iter();
    parts.filter(move |(id, part)| !is_deleted(part) || !into.contains_key(id))
}

/// Refuses to put more entries into one map than there may be.
fn together<K: Ord, V>(
    ours: &LiteMap<K, V>,
    theirs: &LiteMap<K, V>,
    most: usize,
    place: Place,
) -> Result<(), Refusal> {
    let new = theirs.keys().filter(|key| !ours.contains_key(key));
    validate::count(ours.len() + new.count(), most, place)
}
