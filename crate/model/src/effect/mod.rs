//! What an operation does to the records: what the log keeps and every replica applies.

mod box_change;

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, BoxRecord, Contact, Invitation, Key, Lesson, Member, Merge, Organization, Pipeline,
    PipelineId, Records, RecordsMut, SavedView, Scope, Settings, Slot, Snippet, Stamp, Team,
};

pub use box_change::BoxChange;

/// One change of one record. Applying effects in any order, each once or many times, ends in the
/// same records, as long as a record's creation comes before the changes to it.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// A member is as given.
    PutMember(Member),
    /// A pipeline is there.
    CreatePipeline(Box<Pipeline>),
    /// A pipeline has this name.
    RenamePipeline {
        /// Which.
        id: PipelineId,
        /// The name.
        name: String,
    },
    /// A box is there.
    CreateBox(Box<BoxRecord>),
    /// Something about a box is as given.
    ChangeBox {
        /// Which.
        id: BoxId,
        /// The pipeline it is in.
        pipeline: PipelineId,
        /// What.
        change: BoxChange,
    },
    /// A box has come from another pipeline, with all that it holds.
    EnterPipeline {
        /// The box.
        record: Box<BoxRecord>,
        /// Where it was.
        from: PipelineId,
        /// What has no place here.
        left: Vec<LeftOver>,
    },
    /// A box has gone to another pipeline.
    LeavePipeline {
        /// Which.
        id: BoxId,
        /// Where it was.
        from: PipelineId,
        /// Where it is.
        to: PipelineId,
    },
    /// A deleted box is gone for good; or, for somebody who sees only what is assigned to them, a
    /// box is that no more.
    ForgetBox {
        /// Which.
        id: BoxId,
        /// Where it was.
        pipeline: PipelineId,
    },
    /// Parts of a pipeline are as given. What is not in its maps stays as it is.
    PutPipeline(Box<Pipeline>),
    /// Parts of the team are as given. What is not in its maps stays as it is.
    PutTeam(Box<Team>),
    /// An invitation is as given.
    PutInvitation(Invitation),
    /// A contact is as given.
    PutContact(Box<Contact>),
    /// An organization is as given.
    PutOrganization(Box<Organization>),
    /// A snippet is as given.
    PutSnippet(Box<Snippet>),
    /// A saved view is as given.
    PutView(Box<SavedView>),
    /// Some settings of a person are as given.
    PutSettings(Settings),
    /// What a person's devices keep of a mail is as given.
    PutLesson(Lesson),
}

/// The content of a cell that had no place where its box went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOver {
    /// The name of its field.
    pub field: String,
    /// What was in it, as people read it.
    pub text: String,
}

impl Effect {
    /// The record that changes.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::PutMember(member) => Key::Member(member.id),
            Self::CreatePipeline(pipeline) | Self::PutPipeline(pipeline) => {
                Key::Pipeline(pipeline.id)
            }
            Self::RenamePipeline { id, .. } => Key::Pipeline(*id),
            Self::CreateBox(record) | Self::EnterPipeline { record, .. } => Key::Box(record.id),
            Self::ChangeBox { id, .. }
            | Self::LeavePipeline { id, .. }
            | Self::ForgetBox { id, .. } => Key::Box(*id),
            Self::PutTeam(_) => Key::Team,
            Self::PutInvitation(invitation) => Key::Invitation(invitation.id),
            Self::PutContact(contact) => Key::Contact(contact.id),
            Self::PutOrganization(organization) => Key::Organization(organization.id),
            Self::PutSnippet(snippet) => Key::Snippet(snippet.id),
            Self::PutView(view) => Key::View(view.id),
            Self::PutSettings(settings) => Key::Settings(settings.user),
            Self::PutLesson(lesson) => Key::Lesson(lesson.id),
        }
    }

    /// Who gets to know.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::PutMember(_)
            | Self::PutTeam(_)
            | Self::PutInvitation(_)
            | Self::PutContact(_)
            | Self::PutOrganization(_) => Scope::Team,
            Self::CreatePipeline(pipeline) | Self::PutPipeline(pipeline) => {
                Scope::Pipeline(pipeline.id)
            }
            Self::RenamePipeline { id, .. } => Scope::Pipeline(*id),
            Self::CreateBox(record) | Self::EnterPipeline { record, .. } => {
                Scope::Pipeline(record.pipeline())
            }
            Self::ChangeBox { pipeline, .. } | Self::ForgetBox { pipeline, .. } => {
                Scope::Pipeline(*pipeline)
            }
            Self::LeavePipeline { from, .. } => Scope::Pipeline(*from),
            Self::PutSnippet(snippet) => snippet.home.scope(),
            Self::PutView(view) => view.home.scope(),
            Self::PutSettings(settings) => Scope::User(settings.user),
            Self::PutLesson(lesson) => Scope::User(lesson.user),
        }
    }

    /// Brings the records to what the effect says, unless a later intent said otherwise.
    /// A change of a record that is not there is passed over: it comes from a log whose record
    /// this replica does not hold.
    pub fn apply(&self, stamp: Stamp, records: &mut dyn RecordsMut) {
        match self {
            Self::PutMember(member) => match records.member_mut(member.id) {
                Some(known) => {
                    // Each part with its own stamp: a rename says nothing new about the role.
                    known.name.merge(&member.name);
                    if known.role.set(member.role.value, member.role.stamp) {
                        known.email.clone_from(&member.email);
                    }
                }
                None => records.insert_member(member.clone()),
            },
            Self::CreatePipeline(pipeline) => match records.pipeline_mut(pipeline.id) {
                Some(known) => known.merge(pipeline),
                None => records.insert_pipeline((**pipeline).clone()),
            },
            Self::PutPipeline(pipeline) => {
                if let Some(known) = records.pipeline_mut(pipeline.id) {
                    known.merge(pipeline);
                }
            }
            Self::RenamePipeline { id, name } => {
                if let Some(pipeline) = records.pipeline_mut(*id) {
                    pipeline.name.set(name.clone(), stamp);
                }
            }
            Self::CreateBox(record) | Self::EnterPipeline { record, .. } => {
                match records.box_mut(record.id) {
                    Some(known) => known.meet(record),
                    None => records.insert_box((**record).clone()),
                }
            }
            Self::ChangeBox {
                id,
                pipeline,
                change,
            } => {
                // A change from before a move came along with the box.
                if is_in(records, *id, *pipeline)
                    && let Some(record) = records.box_mut(*id)
                {
                    change.apply(stamp, record);
                }
            }
            Self::LeavePipeline { id, from, .. } => {
                // Whoever sees where it went has it there by now, or has had it back since.
                let is_there = |record: &BoxRecord| {
                    record.pipeline() == *from && record.stamp(Slot::Pipeline) < stamp
                };
                if records.box_record(*id).is_some_and(is_there) {
                    records.remove(Key::Box(*id));
                }
            }
            Self::ForgetBox { id, pipeline } => {
                if is_in(records, *id, *pipeline) {
                    records.remove(Key::Box(*id));
                }
            }
            Self::PutTeam(team) => match records.team_mut() {
                Some(known) => known.merge(team),
                None => records.insert_team((**team).clone()),
            },
            Self::PutInvitation(invitation) => match records.invitation_mut(invitation.id) {
                Some(known) => known.merge(invitation),
                None => records.insert_invitation(invitation.clone()),
            },
            Self::PutContact(contact) => match records.contact_mut(contact.id) {
                Some(known) => known.merge(contact),
                None => records.insert_contact((**contact).clone()),
            },
            Self::PutOrganization(theirs) => match records.organization_mut(theirs.id) {
                Some(known) => known.merge(theirs),
                None => records.insert_organization((**theirs).clone()),
            },
            Self::PutSnippet(snippet) => match records.snippet_mut(snippet.id) {
                Some(known) => known.merge(snippet),
                None => records.insert_snippet((**snippet).clone()),
            },
            Self::PutView(view) => match records.view_mut(view.id) {
                Some(known) => known.merge(view),
                None => records.insert_view((**view).clone()),
            },
            Self::PutSettings(settings) => match records.settings_mut(settings.user) {
                Some(known) => known.merge(settings),
                None => records.insert_settings(settings.clone()),
            },
            Self::PutLesson(lesson) => match records.lesson_mut(lesson.id) {
                Some(known) => known.merge(lesson),
                None => records.insert_lesson(lesson.clone()),
            },
        }
    }

    /// The intents whose values this effect would replace: whoever takes back what they did looks
    /// whether it still holds.
    #[must_use]
    pub fn replaces(&self, stamp: Stamp, records: &dyn Records) -> Vec<Stamp> {
        let mut replaced = Vec::new();
        match self {
            Self::PutMember(member) => {
                if let Some(known) = records.member(member.id) {
                    known.replaced_by(member, &mut replaced);
                }
            }
            Self::CreatePipeline(pipeline) | Self::PutPipeline(pipeline) => {
                if let Some(known) = records.pipeline(pipeline.id) {
                    known.replaced_by(pipeline, &mut replaced);
                }
            }
            Self::RenamePipeline { id, .. } => {
                let known = records.pipeline(*id).map(|pipeline| pipeline.name.stamp);
                replaced.extend(known.filter(|known| *known < stamp));
            }
            Self::CreateBox(record) => {
                if let Some(known) = records.box_record(record.id) {
                    known.replaced_by(record, &mut replaced);
                }
            }
            Self::EnterPipeline { record, .. } => {
                let known = records.box_record(record.id);
                let known = known.map(|known| known.stamp(Slot::Pipeline));
                replaced.extend(known.filter(|known| *known < record.stamp(Slot::Pipeline)));
            }
            Self::ChangeBox { id, change, .. } => {
                if let Some(record) = records.box_record(*id) {
                    change.replaces(stamp, record, &mut replaced);
                }
            }
            // As entering: a box does not go without arriving.
            Self::LeavePipeline { id, .. } => {
                replaced.extend(
                    records
                        .box_record(*id)
                        .map(|known| known.stamp(Slot::Pipeline)),
                );
            }
            Self::ForgetBox { id, .. } => {
                replaced.extend(
                    records
                        .box_record(*id)
                        .map(|record| record.stamp(Slot::Deleted)),
                );
            }
            Self::PutTeam(team) => {
                if let Some(known) = records.team() {
                    known.replaced_by(team, &mut replaced);
                }
            }
            Self::PutInvitation(invitation) => {
                if let Some(known) = records.invitation(invitation.id) {
                    known.replaced_by(invitation, &mut replaced);
                }
            }
            Self::PutContact(contact) => {
                if let Some(known) = records.contact(contact.id) {
                    known.replaced_by(contact, &mut replaced);
                }
            }
            Self::PutOrganization(organization) => {
                if let Some(known) = records.organization(organization.id) {
                    known.replaced_by(organization, &mut replaced);
                }
            }
            Self::PutSnippet(snippet) => {
                if let Some(known) = records.snippet(snippet.id) {
                    known.replaced_by(snippet, &mut replaced);
                }
            }
            Self::PutView(view) => {
                if let Some(known) = records.view(view.id) {
                    known.replaced_by(view, &mut replaced);
                }
            }
            Self::PutSettings(settings) => {
                if let Some(known) = records.settings(settings.user) {
                    known.replaced_by(settings, &mut replaced);
                }
            }
            Self::PutLesson(lesson) => {
                if let Some(known) = records.lesson(lesson.id) {
                    known.replaced_by(lesson, &mut replaced);
                }
            }
        }
        replaced
    }
}

fn is_in(records: &dyn RecordsMut, id: BoxId, pipeline: PipelineId) -> bool {
    let record = records.box_record(id);
    record.is_some_and(|record| record.pipeline() == pipeline)
}
