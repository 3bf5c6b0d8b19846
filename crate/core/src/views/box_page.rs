//! All about a box.

use boxwood_model::{
    Arrange as _, BoxId, BoxRecord, Comment, CommentId, Contact, LiteMap, Organization, Pipeline,
    Records, Task, TaskId, elements,
};

use super::{Answering, number};
use crate::api::{
    AssociateView, Association, BoxPage, CommentView, Due, FileView, LabelView, MailView,
    MeetingView, ReactionView, StageVisit, TaskView,
};

/// Mails that a page shows at most.
const MAILS_MOST: usize = 200;

impl Answering<'_> {
    pub(super) fn box_page(&self, id: BoxId) -> Option<BoxPage> {
        let record = self.records.box_record(id)?;
        let pipeline = self.live_pipeline(record.pipeline())?;
        let (mails, mail_count) = mails(record);
        Some(BoxPage {
            record: self.box_view(record)?,
            pipeline: self.pipeline(pipeline),
            created_at: record.created_at(),
            created_by: record.created_by().to_string(),
            stage_path: stage_path(record, pipeline),
            followers: texts(elements(&record.followers)),
            contacts: self.contacts_of(record),
            organizations: self.organizations_of(record),
            links: self.links(record),
            tasks: tasks(record),
            comments: comments(record),
            meetings: meetings(record),
            files: self.files(record),
            mails,
            mail_count,
            deleted: record.deleted(),
            merged_into: record.merged_into().map(|into| into.to_string()),
        })
    }

    fn contacts_of(&self, record: &BoxRecord) -> Vec<AssociateView> {
        let all = record.live_contacts().filter_map(|(id, association)| {
            let contact = self.records.contact(*id)?;
            Some(AssociateView {
                id: id.to_string(),
                name: Contact::display_name(contact),
                address: contact.emails.value.first().cloned(),
                association: api_association(*association),
            })
        });
        self.main_first(all.collect())
    }

    fn organizations_of(&self, record: &BoxRecord) -> Vec<AssociateView> {
        let all = record.live_organizations().filter_map(|(id, association)| {
            let organization: &Organization = self.records.organization(*id)?;
            Some(AssociateView {
                id: id.to_string(),
                name: organization.name.value.clone(),
                address: organization.domains.value.first().cloned(),
                association: api_association(*association),
            })
        });
        self.main_first(all.collect())
    }

    fn main_first(&self, mut all: Vec<AssociateView>) -> Vec<AssociateView> {
        all.arrange_by_cached_key(|view| {
            let key = self.index.name_key(&view.name);
            (!view.association.is_starred, key)
        });
        all
    }

    fn files(&self, record: &BoxRecord) -> Vec<FileView> {
        let files = record.live_files().map(|(id, file)| FileView {
            id: id.to_string(),
            name: file.name.value.clone(),
            url: file.url.value.clone(),
            created_at: file.created_at,
            created_by: file.created_by.to_string(),
        });
        let mut files: Vec<_> = files.collect();
        files.arrange_by_cached_key(|file| (self.index.name_key(&file.name), file.id.clone()));
        files
    }

    fn links(&self, record: &BoxRecord) -> Vec<LabelView> {
        let others = elements(&record.links).filter_map(|id| self.records.box_record(*id));
        let live = others.filter(|other| !other.deleted());
        live.filter_map(|other| self.label(other)).collect()
    }
}

const fn api_association(association: boxwood_model::Association) -> Association {
    Association {
        is_starred: association.is_starred,
        is_auto_boxed: association.is_auto_boxed,
    }
}

fn stage_path(record: &BoxRecord, pipeline: &Pipeline) -> Vec<StageVisit> {
    let visits = record.stage_history().map(|(stamp, stage)| {
        let known = pipeline.stages.get(&stage);
        StageVisit {
            stage: stage.to_string(),
            name: known.map(|stage| stage.name.value.clone()),
            at: stamp.at.millis(),
        }
    });
    visits.collect()
}

/// A task, for the screen.
pub(super) fn task_view(id: TaskId, task: &Task) -> TaskView {
    TaskView {
        id: id.to_string(),
        text: task.text.value.clone(),
        due: task.due.value.as_ref().map(|due| Due {
            at: due.at,
            is_all_day: due.is_all_day,
            zone: due.zone.clone(),
        }),
        assignees: texts(elements(&task.assignees)),
        done_at: task.done_at.value,
        created_at: task.created_at,
        created_by: task.created_by.to_string(),
    }
}

fn tasks(record: &BoxRecord) -> Vec<TaskView> {
    let mut tasks: Vec<_> = record.live_tasks().collect();
    tasks.arrange_by_key(|(id, task)| {
        let due = task.due.value.as_ref().map_or(u64::MAX, |due| due.at);
        (task.done_at.value, due, **id)
    });
    tasks
        .into_iter()
        .map(|(id, task)| task_view(*id, task))
        .collect()
}

/// Each comment, and after it those that answer it. One whose answered comment was deleted stands
/// by itself.
fn comments(record: &BoxRecord) -> Vec<CommentView> {
    let mut answers: LiteMap<Option<CommentId>, Vec<(CommentId, &Comment)>> = LiteMap::new();
    for (id, comment) in record.live_comments() {
        let parent = comment.parent.filter(|parent| {
            let known = record.comments.get(parent);
            known.is_some_and(|known| !known.deleted.value)
        });
        answers
            .or_insert_with(parent, Vec::new)
            .push((*id, comment));
    }
    let mut shown = Vec::new();
    let mut left = answers.remove(&None).unwrap_or_default();
    left.reverse();
    while let Some((id, comment)) = left.pop() {
        shown.push(comment_view(id, comment));
        let below = answers.remove(&Some(id)).unwrap_or_default();
        left.extend(below.into_iter().rev());
    }
    shown
}

fn comment_view(id: CommentId, comment: &Comment) -> CommentView {
    let mut reactions: Vec<ReactionView> = Vec::new();
    // In the order of the emoji, since sets are in order.
    for (emoji, person) in elements(&comment.reactions) {
        match reactions.last_mut() {
            Some(last) if last.emoji == *emoji => last.people.push(person.to_string()),
            _ => reactions.push(ReactionView {
                emoji: emoji.clone(),
                people: vec![person.to_string()],
            }),
        }
    }
    let body = &comment.body.value;
    CommentView {
        id: id.to_string(),
        parent: comment.parent.map(|parent| parent.to_string()),
        text: body.text.clone(),
        mentions: texts(body.mentions.iter()),
        reactions,
        created_at: comment.created_at,
        created_by: comment.created_by.to_string(),
        edited: comment.body.stamp.at.millis() > comment.created_at,
    }
}

fn meetings(record: &BoxRecord) -> Vec<MeetingView> {
    let mut meetings: Vec<_> = record.live_meetings().collect();
    meetings.arrange_by_key(|(id, meeting)| std::cmp::Reverse((meeting.starts_at.value, **id)));
    let views = meetings.into_iter().map(|(id, meeting)| MeetingView {
        id: id.to_string(),
        of: meeting.kind.value.into(),
        starts_at: meeting.starts_at.value,
        minutes: meeting.minutes.value,
        notes: meeting.notes.value.clone(),
        created_by: meeting.created_by.to_string(),
    });
    views.collect()
}

/// The last mails, the last one first, and how many there are in all.
fn mails(record: &BoxRecord) -> (Vec<MailView>, u32) {
    let mut mails: Vec<_> = record.live_mails().collect();
    mails.arrange_by(|a, b| (b.1.at, b.0).cmp(&(a.1.at, a.0)));
    let count = number(mails.len());
    let views = mails
        .into_iter()
        .take(MAILS_MOST)
        .map(|(id, mail)| MailView {
            message_id: id.to_string(),
            thread: mail.thread.to_string(),
            at: mail.at,
            from: mail.from.clone(),
            to: mail.to.clone(),
            is_sent: mail.is_sent,
        });
    (views.collect(), count)
}

fn texts<'i, I: ToString + 'i>(ids: impl Iterator<Item = &'i I>) -> Vec<String> {
    ids.map(ToString::to_string).collect()
}
