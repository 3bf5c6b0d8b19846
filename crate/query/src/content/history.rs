//! When things happened to a box, and the stages it went through.

use boxwood_model::{Decimal, Millis, Register, Slot, StageId, Stamp};

use super::{Content, Contents};

/// A millionth of a half to the power of n/7.
const SEVENTHS: [i64; 7] = [
    1_000_000, 905_724, 820_335, 742_997, 672_950, 609_507, 552_045,
];

impl Contents<'_> {
    /// The stages that the box was put to, earliest first, each once in a row; of a long history
    /// the last ones. Where stages were deleted, what is said of the past stays as it was.
    pub(super) fn stages(&self) -> Vec<StageId> {
        let history = self.record.stage_history();
        let mut stages: Vec<StageId> = history.map(|(_, stage)| stage).collect();
        stages.dedup();
        stages
    }

    /// When the box came to its stage: putting it there once more, or deleting the stage that it
    /// was at into another, does not begin anew.
    pub(super) fn stage_since(&self) -> Millis {
        let record = self.record;
        let mut since = None;
        for (stamp, stage) in record.stage_history() {
            if stage == record.stage() {
                since = since.or(Some(stamp));
            } else {
                since = None;
            }
        }
        since.unwrap_or(record.stamp(Slot::Stage)).at.millis()
    }

    /// When the latest change of the box was made: of any of its registers or of a part of it.
    pub(crate) fn updated_at(&self) -> Millis {
        let record = self.record;
        let mut latest = Stamp::default();
        let mut see = |stamp: Stamp| latest = latest.max(stamp);
        see(record.stamp(Slot::Pipeline));
        see(record.stamp(Slot::Name));
        see(record.stamp(Slot::Notes));
        see(record.stamp(Slot::Stage));
        see(record.stamp(Slot::Position));
        see(record.stamp(Slot::Archived));
        see(record.stamp(Slot::Deleted));
        see(record.stamp(Slot::MergedInto));
        record.values().stamps().for_each(&mut see);
        each(record.assignees.values(), &mut see);
        each(record.followers.values(), &mut see);
        each(record.links.values(), &mut see);
        each(record.contacts.values(), &mut see);
        each(record.organizations.values(), &mut see);
        each(record.threads.values(), &mut see);
        each(record.mails.values(), &mut see);
        for task in record.tasks.values() {
            see(task.text.stamp);
            see(task.due.stamp);
            see(task.done_at.stamp);
            see(task.deleted.stamp);
            each(task.assignees.values(), &mut see);
        }
        for comment in record.comments.values() {
            see(comment.body.stamp);
            see(comment.deleted.stamp);
            each(comment.reactions.values(), &mut see);
        }
        for meeting in record.meetings.values() {
            see(meeting.kind.stamp);
            see(meeting.starts_at.stamp);
            see(meeting.minutes.stamp);
            see(meeting.notes.stamp);
            see(meeting.deleted.stamp);
        }
        for file in record.files.values() {
            see(file.name.stamp);
            see(file.url.stamp);
            see(file.deleted.stamp);
        }
        latest.at.millis().max(record.created_at())
    }

    /// When anybody was last in touch: the last mail either way, or the last call or meeting that
    /// has begun.
    pub(super) fn last_touchpoint(&self) -> Option<Millis> {
        self.last_mail(|_| true).max(self.last_meeting(None))
    }

    /// 1 on the day of the last change or touchpoint, halved with every seven days since.
    pub(super) fn freshness(&self) -> Content<'static> {
        let touched = self.last_touchpoint().unwrap_or(0);
        let days = self.world.now.days_since(self.updated_at().max(touched));
        let rest = usize::try_from(days % 7).unwrap_or(0);
        let weeks = u32::try_from(days / 7).unwrap_or(u32::MAX);
        let millionths = SEVENTHS[rest].checked_shr(weeks).unwrap_or(0);
        Content::Number(Decimal::new(millionths, 6).normalize())
    }
}

fn each<'r, T: 'r>(registers: impl Iterator<Item = &'r Register<T>>, see: &mut impl FnMut(Stamp)) {
    registers.for_each(|register| see(register.stamp));
}
