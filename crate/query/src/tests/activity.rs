//! What the columns about mail, tasks, calls, meetings, comments and files say of a box.

use boxwood_model::{BuiltIn, CommentId, FileId, MeetingId, MeetingKind, ThreadId};

use super::parts::{bare, check, comment, content, file, mail, meeting, number, task};
use super::records::{DAY, HOUR, NOON, PEOPLE, register};
use crate::Content;

#[test]
fn mails_either_way() {
    use BuiltIn as B;
    let mut record = bare();
    mail(&mut record, "c", NOON - 5 * DAY, true);
    mail(&mut record, "a", NOON - 3 * DAY, false);
    mail(&mut record, "b", NOON - DAY, false);
    let moment = |days| Content::Moment(NOON - days * DAY);
    check(
        &record,
        &[
            (B::Mails, number(3)),
            (B::MailsReceived, number(2)),
            (B::MailsSent, number(1)),
            (B::Threads, number(1)),
            (B::FirstMail, moment(5)),
            (B::LastMail, moment(1)),
            (B::LastMailReceived, moment(1)),
            (B::LastMailSent, moment(5)),
            (B::DaysSinceMailReceived, number(1)),
            (B::DaysSinceMailSent, number(5)),
            (B::LastMailFrom, Content::Text("anna@acme.example".into())),
            (B::AwaitsReply, Content::Flag(true)),
            (B::LastTouchpoint, moment(1)),
            (B::DaysSinceTouchpoint, number(1)),
            // Anna, Zoe, and the three that mails went to.
            (B::MailParticipants, number(5)),
        ],
    );
    // Of two mails at once the one whose id is greater is the last.
    mail(&mut record, "z", NOON - DAY, true);
    check(
        &record,
        &[
            (B::LastMailFrom, Content::Text("zoe@boxwood.example".into())),
            (B::AwaitsReply, Content::Flag(false)),
        ],
    );
    // With its conversation a mail goes.
    let thread = ThreadId("0123456789abcdef".to_owned());
    record.threads.insert(thread, register(None));
    check(
        &record,
        &[
            (B::Mails, number(0)),
            (B::Threads, number(0)),
            (B::LastMail, Content::Empty),
            (B::LastMailFrom, Content::Empty),
            (B::LastTouchpoint, Content::Empty),
            (B::DaysSinceTouchpoint, Content::Empty),
        ],
    );
}

#[test]
fn tasks() {
    use BuiltIn as B;
    let mut record = bare();
    task(&mut record, 1, "Whenever", None);
    task(&mut record, 2, "Later", Some(NOON + HOUR));
    task(&mut record, 3, "Overdue", Some(NOON - HOUR));
    let done = task(&mut record, 4, "Done", Some(NOON - DAY));
    let deleted = task(&mut record, 5, "Deleted", Some(NOON - DAY));
    if let Some(task) = record.tasks.get_mut(&done) {
        task.done_at = register(Some(NOON - 2 * HOUR));
    }
    if let Some(task) = record.tasks.get_mut(&deleted) {
        task.deleted = register(true);
    }
    check(
        &record,
        &[
            (B::Tasks, number(4)),
            (B::OpenTasks, number(3)),
            (B::DoneTasks, number(1)),
            (B::OverdueTasks, number(1)),
            (B::NextDue, Content::Moment(NOON - HOUR)),
            (B::NextTask, Content::Text("Overdue".into())),
            (B::LastTaskDone, Content::Moment(NOON - 2 * HOUR)),
        ],
    );
    let mut record = bare();
    task(&mut record, 2, "Second", None);
    task(&mut record, 1, "First", None);
    check(
        &record,
        &[
            (B::NextDue, Content::Empty),
            (B::NextTask, Content::Text("First".into())),
        ],
    );
}

#[test]
fn a_task_is_overdue_after_its_moment_or_its_day() {
    let overdue = |at, is_all_day| {
        let mut record = bare();
        let id = task(&mut record, 1, "Call", Some(at));
        if let Some(due) = record.tasks.get_mut(&id).and_then(|t| t.due.value.as_mut()) {
            due.is_all_day = is_all_day;
        }
        content(&record, BuiltIn::OverdueTasks)
    };
    assert_eq!(overdue(NOON, false), number(0));
    assert_eq!(overdue(NOON - 1, false), number(1));
    assert_eq!(overdue(NOON - DAY + 1, true), number(0));
    assert_eq!(overdue(NOON - DAY, true), number(1));
}

#[test]
fn calls_and_meetings() {
    use BuiltIn as B;
    let mut record = bare();
    meeting(&mut record, 1, MeetingKind::Call, NOON - 3 * DAY, Some(20));
    meeting(&mut record, 2, MeetingKind::Call, NOON - 2 * DAY, None);
    meeting(
        &mut record,
        3,
        MeetingKind::Meeting,
        NOON - 4 * DAY,
        Some(60),
    );
    meeting(&mut record, 4, MeetingKind::Meeting, NOON + DAY, Some(30));
    check(
        &record,
        &[
            (B::Calls, number(2)),
            (B::CallMinutes, number(20)),
            (B::LastCall, Content::Moment(NOON - 2 * DAY)),
            (B::Meetings, number(2)),
            (B::MeetingMinutes, number(90)),
            // That which is to come was not yet.
            (B::LastMeeting, Content::Moment(NOON - 4 * DAY)),
            (B::LastTouchpoint, Content::Moment(NOON - 2 * DAY)),
            (B::DaysSinceTouchpoint, number(2)),
        ],
    );
    if let Some(meeting) = record.meetings.get_mut(&MeetingId::from_bytes([2; 16])) {
        meeting.deleted = register(true);
    }
    check(
        &record,
        &[
            (B::Calls, number(1)),
            (B::LastCall, Content::Moment(NOON - 3 * DAY)),
        ],
    );
}

#[test]
fn comments_and_files() {
    use BuiltIn as B;
    let mut record = bare();
    comment(&mut record, 1, NOON - DAY);
    comment(&mut record, 2, NOON - 2 * DAY);
    file(&mut record, 1, NOON - 3 * DAY);
    file(&mut record, 2, NOON - 2 * DAY);
    check(
        &record,
        &[
            (B::Comments, number(2)),
            (B::LastComment, Content::Moment(NOON - DAY)),
            (B::LastCommentBy, Content::People(vec![PEOPLE[1]].into())),
            (B::Files, number(2)),
            (B::LastFile, Content::Moment(NOON - 2 * DAY)),
        ],
    );
    if let Some(comment) = record.comments.get_mut(&CommentId::from_bytes([1; 16])) {
        comment.deleted = register(true);
    }
    if let Some(file) = record.files.get_mut(&FileId::from_bytes([2; 16])) {
        file.deleted = register(true);
    }
    check(
        &record,
        &[
            (B::Comments, number(1)),
            (B::LastCommentBy, Content::People(vec![PEOPLE[2]].into())),
            (B::Files, number(1)),
            (B::LastFile, Content::Moment(NOON - 3 * DAY)),
        ],
    );
}
