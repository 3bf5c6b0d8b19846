//! Rules about boxes: what they hold themselves, and whom and what they are associated with.

use super::{Plan, need};
use crate::{
    Actor, Association, BoxChange, BoxId, BoxOperation, BoxRecord, Effect, FieldId, FieldKind,
    Limits, LiteMap, Mail, MessageId, OrderKey, Pipeline, PipelineId, Place, Problem, Refusal,
    Register, Registers, Rights, Slot, StageId, Thread, ThreadId, Value, validate,
};

impl Plan<'_> {
    pub(super) fn create_box(
        &self,
        id: BoxId,
        pipeline: PipelineId,
        stage: StageId,
        name: &str,
        thread: Option<&(ThreadId, Thread)>,
    ) -> Result<Vec<Effect>, Refusal> {
        let (home, rights) = self.pipeline(pipeline)?;
        need(rights.create)?;
        if self.records.box_record(id).is_some() {
            return Err(Refusal::AlreadyExists(Place::Box));
        }
        live_stage(home, stage)?;
        let name = validate::name(name, Place::BoxName)?;
        let user = self.user()?;
        let stamp = self.context.stamp;
        let mut record = BoxRecord::new(id, pipeline, stage, name, user, stamp);
        self.assign_to_maker(&mut record, rights);
        if let Some((id, about)) = thread {
            let (id, about) = checked_thread(id, about)?;
            record.threads.insert(id, Register::new(Some(about), stamp));
        }
        Ok(vec![Effect::CreateBox(Box::new(record))])
    }

    /// Whoever may see or change only what is assigned to them gets what they make: they could not
    /// go on.
    pub(super) fn assign_to_maker(&self, record: &mut BoxRecord, rights: Rights) {
        if let Actor::User(user) = self.context.actor
            && !rights.edit.min(rights.view).covers(false)
        {
            let entry = Register::new(true, self.context.stamp);
            record.assignees.insert(user, entry);
        }
    }

    pub(super) fn rename_box(&self, id: BoxId, name: &str) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |_, _| {
            Ok(BoxChange::Name(validate::name(name, Place::BoxName)?))
        })
    }

    pub(super) fn set_notes(&self, id: BoxId, notes: &str) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |_, _| {
            validate::text(notes, Limits::NOTES, Place::Notes)?;
            Ok(BoxChange::Notes(notes.to_owned()))
        })
    }

    pub(super) fn move_box(&self, id: BoxId, stage: StageId) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |_, home| {
            live_stage(home, stage)?;
            Ok(BoxChange::Stage(stage))
        })
    }

    pub(super) fn set_field(
        &self,
        id: BoxId,
        field: FieldId,
        value: &Value,
    ) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |_, home| {
            let kind = kind_of(home, field)?;
            let value = validate::value(value, kind, self.records)?;
            Ok(BoxChange::Field(field, value))
        })
    }

    pub(super) fn add_thread(
        &self,
        id: BoxId,
        thread: &ThreadId,
        about: &Thread,
    ) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |record, _| {
            let (thread, about) = checked_thread(thread, about)?;
            room(&record.threads, &thread, Limits::THREADS, Place::Thread)?;
            Ok(BoxChange::Thread(thread, Some(about)))
        })
    }

    pub(super) fn remove_thread(
        &self,
        id: BoxId,
        thread: &ThreadId,
    ) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |record, _| match record.threads.get(thread) {
            Some(entry) if entry.value.is_some() => Ok(BoxChange::Thread(thread.clone(), None)),
            _ => Err(Refusal::NotFound(Place::Thread)),
        })
    }

    pub(super) fn delete_box(&self, id: BoxId) -> Result<Vec<Effect>, Refusal> {
        let (record, _) = self.a_box(id, |rights| rights.delete)?;
        Ok(vec![changed(record, BoxChange::Deleted(true))])
    }

    pub(super) fn restore_box(&self, id: BoxId) -> Result<Vec<Effect>, Refusal> {
        let (record, _) = self.any_box(id, |rights| rights.delete)?;
        let mut effects = vec![changed(record, BoxChange::Deleted(false))];
        if record.merged_into().is_some() {
            effects.push(changed(record, BoxChange::MergedInto(None)));
        }
        Ok(effects)
    }

    pub(super) fn change_box(
        &self,
        id: BoxId,
        operation: &BoxOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        match operation {
            BoxOperation::Archive(archived) => {
                self.edit(id, |_, _| Ok(BoxChange::Archived(*archived)))
            }
            BoxOperation::Place(position) => self.place(id, position.as_ref()),
            BoxOperation::Assign(person, is_in) => self.edit(id, |record, _| {
                if *is_in {
                    self.active_member(*person, Place::Assignee)?;
                }
                // Who is taken out stays as an entry.
                let most = Limits::ASSOCIATES;
                room(&record.assignees, person, most, Place::Assignee)?;
                Ok(BoxChange::Assignee(*person, *is_in))
            }),
            BoxOperation::Follow(person, is_in) => {
                // Anybody who sees a box may follow it; for others one must be able to edit.
                let (record, _) = self.a_box(id, |rights| {
                    if self.is_actor(*person) {
                        rights.view
                    } else {
                        rights.edit
                    }
                })?;
                if *is_in {
                    self.active_member(*person, Place::Follower)?;
                }
                let most = Limits::ASSOCIATES;
                room(&record.followers, person, most, Place::Follower)?;
                Ok(vec![changed(record, BoxChange::Follower(*person, *is_in))])
            }
            BoxOperation::Link(other, is_in) => self.link(id, *other, *is_in),
            BoxOperation::Contact(contact, how) => self.edit(id, |record, _| {
                if how.is_some() {
                    match self.records.contact(*contact) {
                        Some(known) if !known.deleted.value => {}
                        _ => return Err(Refusal::NotFound(Place::Contact)),
                    }
                }
                associated(&record.contacts, contact, *how, Place::Contact)?;
                Ok(BoxChange::Contact(*contact, *how))
            }),
            BoxOperation::Organization(organization, how) => self.edit(id, |record, _| {
                if how.is_some() {
                    match self.records.organization(*organization) {
                        Some(known) if !known.deleted.value => {}
                        _ => return Err(Refusal::NotFound(Place::Organization)),
                    }
                }
                let place = Place::Organization;
                associated(&record.organizations, organization, *how, place)?;
                Ok(BoxChange::Organization(*organization, *how))
            }),
            BoxOperation::MoveToPipeline { pipeline, stage } => {
                self.move_to_pipeline(id, *pipeline, *stage)
            }
            BoxOperation::Duplicate { copy, name } => self.duplicate(id, *copy, name),
            BoxOperation::MergeInto(into) => self.merge_into(id, *into),
            BoxOperation::AddMails { thread, mails } => self.add_mails(id, thread, mails),
            BoxOperation::Task(task, operation) => self.task(id, *task, operation),
            BoxOperation::Comment(comment, operation) => self.comment(id, *comment, operation),
            BoxOperation::Meeting(meeting, operation) => self.meeting(id, *meeting, operation),
            BoxOperation::File(file, operation) => self.file(id, *file, operation),
            BoxOperation::Forget => self.forget(id),
        }
    }

    /// One change of a box that is there, by somebody who may change it.
    pub(super) fn edit(
        &self,
        id: BoxId,
        change: impl FnOnce(&BoxRecord, &Pipeline) -> Result<BoxChange, Refusal>,
    ) -> Result<Vec<Effect>, Refusal> {
        let (record, home) = self.a_box(id, |rights| rights.edit)?;
        Ok(vec![changed(record, change(record, home)?)])
    }

    fn place(&self, id: BoxId, position: Option<&OrderKey>) -> Result<Vec<Effect>, Refusal> {
        self.edit(id, |_, _| {
            let position = position.map(|order| validate::order(order, Place::Box));
            Ok(BoxChange::Position(position.transpose()?))
        })
    }

    fn link(&self, id: BoxId, other: BoxId, is_in: bool) -> Result<Vec<Effect>, Refusal> {
        let (record, _) = self.a_box(id, |rights| rights.edit)?;
        if id == other {
            return Err(validate::invalid(Place::Link, Problem::NotHere));
        }
        let mut effects = vec![changed(record, BoxChange::Link(other, is_in))];
        match self.a_box(other, |rights| rights.edit) {
            Ok((partner, _)) => {
                room(&record.links, &other, Limits::ASSOCIATES, Place::Link)?;
                room(&partner.links, &id, Limits::ASSOCIATES, Place::Link)?;
                effects.push(changed(partner, BoxChange::Link(id, is_in)));
            }
            // A link to what is gone or may not be changed can still be taken away here.
            Err(_) if !is_in && record.links.contains_key(&other) => {}
            Err(reason) => return Err(reason),
        }
        Ok(effects)
    }

    fn add_mails(
        &self,
        id: BoxId,
        thread: &ThreadId,
        mails: &[(MessageId, Mail)],
    ) -> Result<Vec<Effect>, Refusal> {
        let (record, _) = self.a_box(id, |rights| rights.edit)?;
        match record.threads.get(thread) {
            Some(entry) if entry.value.is_some() => {}
            _ => return Err(Refusal::NotFound(Place::Thread)),
        }
        validate::count(mails.len(), Limits::MAILS, Place::Mail)?;
        let mut known = record.mails.len();
        let mut effects = Vec::new();
        for (message, mail) in mails {
            let (message, mail) = checked_mail(message, mail, thread)?;
            match record.mails.get(&message) {
                // Two mailboxes tell the same of a mail, each under its own conversation: the first stays.
                Some(entry) if record.threads.contains_key(&entry.value.thread) => continue,
                Some(_) => {}
                None => known += 1,
            }
            effects.push(changed(record, BoxChange::Mail(message, mail)));
        }
        validate::count(known, Limits::MAILS, Place::Mail)?;
        Ok(effects)
    }

    fn forget(&self, id: BoxId) -> Result<Vec<Effect>, Refusal> {
        let (record, _) = self.any_box(id, |rights| rights.delete)?;
        if !record.deleted() {
            return Err(validate::invalid(Place::Box, Problem::NotHere));
        }
        let gone_for = |at: u64| at.saturating_sub(record.stamp(Slot::Deleted).at.millis());
        let left = Limits::BIN.saturating_sub(gone_for(self.context.stamp.at.millis()));
        if left > 0 {
            let days = left.div_ceil(24 * 60 * 60 * 1_000);
            let days = u32::try_from(days).unwrap_or(u32::MAX);
            return Err(validate::invalid(Place::Box, Problem::TooEarly { days }));
        }
        let pipeline = record.pipeline();
        Ok(vec![Effect::ForgetBox { id, pipeline }])
    }
}

/// One change of a box, as the log has it.
pub(super) fn changed(record: &BoxRecord, change: BoxChange) -> Effect {
    Effect::ChangeBox {
        id: record.id,
        pipeline: record.pipeline(),
        change,
    }
}

pub(super) fn live_stage(home: &Pipeline, stage: StageId) -> Result<(), Refusal> {
    match home.live_stage(stage) {
        Some(_) => Ok(()),
        None => Err(Refusal::NotFound(Place::Stage)),
    }
}

/// What the cells of a field hold that is there.
fn kind_of(pipeline: &Pipeline, id: FieldId) -> Result<&FieldKind, Refusal> {
    let field = pipeline.live_field(id);
    field
        .map(|field| &field.kind.value)
        .ok_or(Refusal::NotFound(Place::Field))
}

/// Refuses an entry more than there may be; one that is there already may change.
pub(super) fn room<K: Ord, V>(
    map: &LiteMap<K, V>,
    key: &K,
    most: usize,
    place: Place,
) -> Result<(), Refusal> {
    if map.contains_key(key) {
        return Ok(());
    }
    validate::count(map.len() + 1, most, place)
}

/// Refuses to take out what is not in, and more entries than there may be.
fn associated<K: Ord>(
    map: &Registers<K, Option<Association>>,
    key: &K,
    how: Option<Association>,
    place: Place,
) -> Result<(), Refusal> {
    match how {
        Some(_) => room(map, key, Limits::ASSOCIATES, place),
        None => match map.get(key) {
            Some(entry) if entry.value.is_some() => Ok(()),
            _ => Err(Refusal::NotFound(place)),
        },
    }
}

/// A thread whose id is one of Gmail's. Its subject comes from mail, which may hold anything, so it
/// is made to fit instead of refused.
fn checked_thread(id: &ThreadId, about: &Thread) -> Result<(ThreadId, Thread), Refusal> {
    let well_formed = (1..=16).contains(&id.0.len())
        && id.0.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !well_formed {
        return Err(validate::invalid(Place::Thread, Problem::Malformed));
    }
    let subject = fitting(&about.subject, Limits::SUBJECT);
    Ok((id.clone(), Thread { subject }))
}

/// A mail as it is kept. All of it comes from mail, so it is made to fit instead of refused, but for
/// the id, by which it must be found again.
fn checked_mail(
    id: &MessageId,
    mail: &Mail,
    thread: &ThreadId,
) -> Result<(MessageId, Mail), Refusal> {
    let is_fine = |c: char| !c.is_control() && !c.is_whitespace() && c != '<' && c != '>';
    let well_formed = (1..=Limits::MESSAGE_ID).contains(&id.0.len()) && id.0.chars().all(is_fine);
    if !well_formed {
        return Err(validate::invalid(Place::Mail, Problem::Malformed));
    }
    validate::moment(mail.at, Place::Mail)?;
    let address = |text: &String| fitting(&text.trim().to_lowercase(), Limits::EMAIL);
    let to = mail.to.iter().take(Limits::RECIPIENTS).map(address);
    let mail = Mail {
        thread: thread.clone(),
        at: mail.at,
        from: address(&mail.from),
        to: to.collect(),
        is_sent: mail.is_sent,
    };
    Ok((id.clone(), mail))
}

/// The first so many characters that are not control characters.
fn fitting(text: &str, most: usize) -> String {
    let plain = text.chars().filter(|c| !c.is_control());
    plain.take(most).collect()
}
