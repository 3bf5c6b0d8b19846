//! What the calls, meetings and comments of a box come to.

use boxwood_model::{Comment, Decimal, MeetingKind, Millis};

use super::{Content, Contents};

impl<'r> Contents<'r> {
    /// How many calls or meetings were written down, those to come too.
    pub(super) fn meetings(&self, kind: MeetingKind) -> Content<'static> {
        let meetings = self.record.live_meetings();
        Content::count(meetings.filter(|(_, m)| m.kind.value == kind).count())
    }

    /// When the last call or meeting, or either, began; those to come do not count.
    pub(super) fn last_meeting(&self, kind: Option<MeetingKind>) -> Option<Millis> {
        let now = self.world.now.millis;
        let meetings = self.record.live_meetings().map(|(_, meeting)| meeting);
        let of_kind = meetings.filter(|m| kind.is_none_or(|kind| m.kind.value == kind));
        let begun = of_kind.filter(|meeting| meeting.starts_at.value <= now);
        begun.map(|meeting| meeting.starts_at.value).max()
    }

    /// When the next call or meeting begins.
    pub(super) fn next_meeting(&self) -> Option<Millis> {
        let now = self.world.now.millis;
        let meetings = self.record.live_meetings();
        let starts = meetings.map(|(_, meeting)| meeting.starts_at.value);
        starts.filter(|at| *at > now).min()
    }

    /// How many minutes all calls or meetings take whose length is known.
    pub(super) fn minutes(&self, kind: MeetingKind) -> Content<'static> {
        let meetings = self.record.live_meetings().map(|(_, meeting)| meeting);
        let of_kind = meetings.filter(|meeting| meeting.kind.value == kind);
        let minutes = of_kind.filter_map(|meeting| meeting.minutes.value);
        Content::Number(Decimal::from(minutes.map(u64::from).sum::<u64>()))
    }

    /// The last comment; of two at once, the one whose id is greater.
    pub(super) fn last_comment(&self) -> Option<&'r Comment> {
        let comments = self.record.live_comments();
        let last = comments.max_by_key(|(id, comment)| (comment.created_at, **id));
        last.map(|(_, comment)| comment)
    }
}
