//! The contents of the columns that every box has.
//!
//! Columns that count are 0 where there is nothing; all others are empty then. What was deleted from
//! the box does not count anywhere; boxes that it is linked to count wherever they are. "Days" are midnights of the user's that passed since ([`Now::days_since`]).
//!
//! [`Now::days_since`]: super::Now::days_since

use std::borrow::Cow;

use boxwood_model::{
    Arrange as _, BuiltIn, ContactId, Decimal, MeetingKind, Millis, OrganizationId, StampedSet,
    UserId, elements,
};

use super::{Content, Contents, list, text};

impl<'r> Contents<'r> {
    /// The content of a built-in column.
    pub(super) fn built_in(&self, column: BuiltIn) -> Content<'r> {
        use BuiltIn as B;
        let record = self.record;
        match column {
            B::Name => text(record.name()),
            B::Notes => text(record.notes()),
            B::NotesLength => Content::count(record.notes().chars().count()),
            B::Stage => Content::Stage(self.pipeline.resolve_stage(record.stage())),
            B::Pipeline => Content::Pipeline(record.pipeline()),
            B::Position => match record.place() {
                Some(place) => Content::Position(Cow::Borrowed(place)),
                None => Content::Empty,
            },
            B::Archived => Content::Flag(record.archived()),

            B::Assignees => people(&record.assignees),
            B::AssigneeCount => Content::count(elements(&record.assignees).count()),
            B::Followers => people(&record.followers),
            B::FollowerCount => Content::count(elements(&record.followers).count()),
            B::Contacts => list(self.contacts(), Content::Contacts),
            B::ContactCount => Content::count(self.contacts().len()),
            B::Organizations => list(self.organizations(), Content::Organizations),
            B::OrganizationCount => Content::count(self.organizations().len()),
            B::LinkedBoxes => Content::count(elements(&record.links).count()),

            B::CreatedAt => Content::Moment(record.created_at()),
            B::CreatedBy => Content::People(Cow::Owned(vec![record.created_by()])),
            B::UpdatedAt => Content::Moment(self.updated_at()),
            B::Age => self.days_since(Some(record.created_at())),
            B::Freshness => self.freshness(),
            B::StageSince => Content::Moment(self.stage_since()),
            B::DaysInStage => self.days_since(Some(self.stage_since())),
            B::StageChanges => Content::count(self.stages().len().saturating_sub(1)),
            B::PreviousStage => match self.stages()[..] {
                [.., before, _] => Content::Stages(Cow::Owned(vec![before])),
                _ => Content::Empty,
            },
            B::StageHistory => list(self.stages(), Content::Stages),
            B::LastTouchpoint => Content::moment(self.last_touchpoint()),
            B::DaysSinceTouchpoint => self.days_since(self.last_touchpoint()),

            B::LastMail => Content::moment(self.last_mail(|_| true)),
            B::LastMailReceived => Content::moment(self.last_mail(|mail| !mail.is_sent)),
            B::LastMailSent => Content::moment(self.last_mail(|mail| mail.is_sent)),
            B::FirstMail => Content::moment(self.first_mail()),
            B::LastMailFrom => self
                .latest_mail()
                .map_or(Content::Empty, |mail| text(mail.from.as_str())),
            B::DaysSinceMailReceived => self.days_since(self.last_mail(|mail| !mail.is_sent)),
            B::DaysSinceMailSent => self.days_since(self.last_mail(|mail| mail.is_sent)),
            B::AwaitsReply => Content::Flag(self.latest_mail().is_some_and(|mail| !mail.is_sent)),
            B::Mails => self.mails(|_| true),
            B::MailsReceived => self.mails(|mail| !mail.is_sent),
            B::MailsSent => self.mails(|mail| mail.is_sent),
            B::MailParticipants => self.mail_participants(),
            B::Threads => Content::count(record.live_threads().count()),

            B::Tasks => self.tasks(|_| true),
            B::OpenTasks => self.tasks(|task| task.is_open()),
            B::DoneTasks => self.tasks(|task| !task.is_open()),
            B::OverdueTasks => self.overdue_tasks(),
            B::NextDue => Content::moment(self.next_due()),
            B::NextTask => self.next_task(),
            B::LastTaskDone => Content::moment(self.last_task_done()),

            B::Comments => Content::count(record.live_comments().count()),
            B::LastComment => {
                Content::moment(self.last_comment().map(|comment| comment.created_at))
            }
            B::LastCommentBy => self.last_comment().map_or(Content::Empty, |comment| {
                Content::People(Cow::Borrowed(std::slice::from_ref(&comment.created_by)))
            }),
            B::Calls => self.meetings(MeetingKind::Call),
            B::LastCall => Content::moment(self.last_meeting(Some(MeetingKind::Call))),
            B::CallMinutes => self.minutes(MeetingKind::Call),
            B::Meetings => self.meetings(MeetingKind::Meeting),
            B::LastMeeting => Content::moment(self.last_meeting(Some(MeetingKind::Meeting))),
            B::MeetingMinutes => self.minutes(MeetingKind::Meeting),
            B::Files => Content::count(record.live_files().count()),
            B::LastFile => {
                Content::moment(record.live_files().map(|(_, file)| file.created_at).max())
            }
        }
    }

    /// How many days ago something was, if it was.
    fn days_since(&self, at: Option<Millis>) -> Content<'static> {
        at.map_or(Content::Empty, |at| {
            Content::Number(Decimal::from(self.world.now.days_since(at)))
        })
    }

    /// The contacts, starred ones first, without those that were deleted from the address book.
    fn contacts(&self) -> Vec<ContactId> {
        let is_there = |id: &ContactId| {
            let known = self.world.records.contact(*id);
            known.is_none_or(|contact| !contact.deleted.value)
        };
        let live = self.record.live_contacts();
        let mut contacts: Vec<_> = live.filter(|(id, _)| is_there(id)).collect();
        contacts.arrange_by_key(|(_, how)| !how.is_starred);
        contacts.into_iter().map(|(id, _)| *id).collect()
    }

    /// The organizations, likewise.
    fn organizations(&self) -> Vec<OrganizationId> {
        let is_there = |id: &OrganizationId| {
            let known = self.world.records.organization(*id);
            known.is_none_or(|organization| !organization.deleted.value)
        };
        let live = self.record.live_organizations();
        let mut organizations: Vec<_> = live.filter(|(id, _)| is_there(id)).collect();
        organizations.arrange_by_key(|(_, how)| !how.is_starred);
        organizations.into_iter().map(|(id, _)| *id).collect()
    }
}

fn people(set: &StampedSet<UserId>) -> Content<'static> {
    list(elements(set).copied().collect::<Vec<_>>(), Content::People)
}
