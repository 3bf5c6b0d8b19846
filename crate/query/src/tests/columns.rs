//! What the columns about a box itself say: its texts, people, stages and days.

use std::collections::BTreeSet;

use boxwood_model::{
    Association, BoxId, BoxRecord, BuiltIn, Column, CommentId, Decimal, FileId, MeetingId,
    MeetingKind, MessageId, Millis, OrderKey, Register, StageId, Stamp, Value,
};

use super::parts::{bare, check, comment, content, file, mail, meeting, number, task, text};
use super::records::{
    ACME, ANNA, BERT, BETA, DAY, ELSEWHERE, GONE, HOUR, NOON, NOW, PEOPLE, PIPELINE, STAGES, TEXT,
    id, record, register, stamp_at, state, world,
};
use crate::{Content, Contents};

#[test]
fn a_box_with_nothing_in_it() {
    use BuiltIn as B;
    let bare = bare();
    let made = bare.created_at();
    let filled: Vec<(BuiltIn, Content<'static>)> = vec![
        (B::Name, Content::Text("Acme".into())),
        (B::Stage, Content::Stage(STAGES[0])),
        (B::Pipeline, Content::Pipeline(PIPELINE)),
        (B::CreatedAt, Content::Moment(made)),
        (B::CreatedBy, Content::People(vec![PEOPLE[0]].into())),
        (B::UpdatedAt, Content::Moment(made)),
        (B::StageSince, Content::Moment(made)),
        (B::Age, number(10)),
        (B::DaysInStage, number(10)),
        (B::StageHistory, Content::Stages(vec![STAGES[0]].into())),
        // A half by the first seven days, less by three more.
        (B::Freshness, Content::Number("0.371498".parse().unwrap())),
        (B::AwaitsReply, Content::Flag(false)),
        (B::Archived, Content::Flag(false)),
    ];
    let zero = [
        B::StageChanges,
        B::Mails,
        B::MailsReceived,
        B::MailsSent,
        B::MailParticipants,
        B::Threads,
        B::Tasks,
        B::OpenTasks,
        B::DoneTasks,
        B::OverdueTasks,
        B::Comments,
        B::Calls,
        B::CallMinutes,
        B::Meetings,
        B::MeetingMinutes,
        B::Files,
        B::ContactCount,
        B::OrganizationCount,
        B::LinkedBoxes,
        B::AssigneeCount,
        B::FollowerCount,
        B::NotesLength,
    ];
    for column in BuiltIn::ALL {
        let said = filled.iter().find(|(known, _)| known == column);
        let expected = match said {
            Some((_, content)) => content.clone(),
            None if zero.contains(column) => number(0),
            None => Content::Empty,
        };
        assert_eq!(content(&bare, *column), expected, "{}", column.key());
    }
}

#[test]
fn what_people_wrote() {
    let mut record = bare();
    record.change(|head| head.notes = register("Grüße".to_owned()));
    record.change(|head| head.archived = register(true));
    let place = OrderKey::default();
    record.change(|head| head.position = register(Some(place.clone())));
    check(
        &record,
        &[
            (BuiltIn::Notes, Content::Text("Grüße".into())),
            (BuiltIn::NotesLength, number(5)),
            (BuiltIn::Archived, Content::Flag(true)),
            (
                BuiltIn::Position,
                Content::Position(place.as_bytes().to_vec().into()),
            ),
        ],
    );
    assert_eq!(text(&record, BuiltIn::Archived), "TRUE");
    assert_eq!(text(&record, BuiltIn::Notes), "Grüße");
}

#[test]
fn people_who_are_in_and_people_who_were() {
    let mut record = bare();
    record.assignees.insert(PEOPLE[0], register(true));
    record.assignees.insert(PEOPLE[1], register(true));
    record.assignees.insert(PEOPLE[2], register(false));
    record.followers.insert(PEOPLE[2], register(true));
    record.followers.insert(PEOPLE[0], register(false));
    check(
        &record,
        &[
            (
                BuiltIn::Assignees,
                Content::People(vec![PEOPLE[0], PEOPLE[1]].into()),
            ),
            (BuiltIn::AssigneeCount, number(2)),
            (BuiltIn::Followers, Content::People(vec![PEOPLE[2]].into())),
            (BuiltIn::FollowerCount, number(1)),
        ],
    );
    assert_eq!(text(&record, BuiltIn::Assignees), "Zoe, adam");
}

#[test]
fn the_address_book_starred_first() {
    let mut record = bare();
    let plain = Association::default();
    let starred = Association {
        is_starred: true,
        ..plain
    };
    record.contacts.insert(ANNA, register(Some(plain)));
    record.contacts.insert(BERT, register(Some(starred)));
    record.organizations.insert(ACME, register(None));
    record.organizations.insert(BETA, register(Some(plain)));
    check(
        &record,
        &[
            (
                BuiltIn::Contacts,
                Content::Contacts(vec![BERT, ANNA].into()),
            ),
            (BuiltIn::ContactCount, number(2)),
            (
                BuiltIn::Organizations,
                Content::Organizations(vec![BETA].into()),
            ),
            (BuiltIn::OrganizationCount, number(1)),
        ],
    );
    assert_eq!(text(&record, BuiltIn::Contacts), "Bert, Anna");
    assert_eq!(text(&record, BuiltIn::Organizations), "Beta");

    let mut state = state([record.clone()]);
    if let Some(anna) = state.contacts.get_mut(&ANNA) {
        anna.deleted = register(true);
    }
    let row = Contents {
        record: &record,
        pipeline: &state.pipelines[&PIPELINE],
        world: world(&state),
    };
    let contacts = row.get(Column::BuiltIn(BuiltIn::Contacts));
    assert_eq!(contacts, Content::Contacts(vec![BERT].into()));
    assert_eq!(row.get(Column::BuiltIn(BuiltIn::ContactCount)), number(1));
}

#[test]
fn linked_boxes() {
    let mut record = bare();
    record.links.insert(id(1), register(true));
    record
        .links
        .insert(BoxId::from_bytes([9; 16]), register(true));
    record.links.insert(id(2), register(false));
    check(&record, &[(BuiltIn::LinkedBoxes, number(2))]);
}

/// Puts a box to a stage as an operation does.
fn put(record: &mut BoxRecord, stage: StageId, at: Millis) {
    record.change(|head| head.stage.set(stage, stamp_at(at)));
    record.change(|head| head.stage_history.insert(stamp_at(at), stage));
}

#[test]
fn stages_it_went_through() {
    let mut record = bare();
    put(&mut record, STAGES[1], NOON - 5 * DAY);
    put(&mut record, STAGES[2], NOON - 2 * DAY);
    // Once more to where it is: nothing changes but that somebody did so.
    put(&mut record, STAGES[2], NOON - DAY);
    let went = vec![STAGES[0], STAGES[1], STAGES[2]];
    check(
        &record,
        &[
            (BuiltIn::Stage, Content::Stage(STAGES[2])),
            (BuiltIn::StageSince, Content::Moment(NOON - 2 * DAY)),
            (BuiltIn::DaysInStage, number(2)),
            (BuiltIn::StageChanges, number(2)),
            (
                BuiltIn::PreviousStage,
                Content::Stages(vec![STAGES[1]].into()),
            ),
            (BuiltIn::StageHistory, Content::Stages(went.into())),
            (BuiltIn::UpdatedAt, Content::Moment(NOON - DAY)),
        ],
    );
    assert_eq!(text(&record, BuiltIn::StageHistory), "Lead, Talks, Won");
    put(&mut record, STAGES[0], NOON);
    check(
        &record,
        &[
            (BuiltIn::StageChanges, number(3)),
            (BuiltIn::StageSince, Content::Moment(NOON)),
            (BuiltIn::DaysInStage, number(0)),
            (
                BuiltIn::PreviousStage,
                Content::Stages(vec![STAGES[2]].into()),
            ),
        ],
    );
}

#[test]
fn a_stage_that_was_deleted_is_another_one_now() {
    let mut record = bare();
    put(&mut record, GONE, NOON - DAY);
    check(
        &record,
        &[
            (BuiltIn::Stage, Content::Stage(STAGES[1])),
            (BuiltIn::StageSince, Content::Moment(NOON - DAY)),
            (
                BuiltIn::StageHistory,
                Content::Stages(vec![STAGES[0], GONE].into()),
            ),
        ],
    );
    assert_eq!(text(&record, BuiltIn::StageHistory), "Lead, Gone");
    assert_eq!(text(&record, BuiltIn::Stage), "Talks");
}

#[test]
fn days_are_midnights_of_the_users() {
    // Midnight in the user's zone is at 23:00 in UTC.
    let midnight = NOON - 13 * HOUR;
    for (made, days) in [
        (midnight, 0),
        (midnight - 1, 1),
        (midnight - DAY, 1),
        (midnight - DAY - 1, 2),
        (NOON, 0),
        (NOON + 5 * DAY, 0),
    ] {
        check(&record(made, 0, "x"), &[(BuiltIn::Age, number(days))]);
    }
    assert_eq!(NOW.midnight(), midnight + DAY);
}

#[test]
fn freshness_is_halved_every_week() {
    for (days, expected) in [
        (0, "1"),
        (1, "0.905724"),
        (6, "0.552045"),
        (7, "0.5"),
        (8, "0.452862"),
        (14, "0.25"),
        (140, "0"),
        (20_000, "0"),
    ] {
        let expected = Content::Number(expected.parse().unwrap());
        check(
            &record(NOON - days * DAY, 0, "x"),
            &[(BuiltIn::Freshness, expected)],
        );
    }
    // A mail makes it fresh.
    let mut record = bare();
    mail(&mut record, "a", NOON - 7 * DAY, true);
    check(
        &record,
        &[(BuiltIn::Freshness, Content::Number(Decimal::new(5, 1)))],
    );
}

#[test]
fn anything_that_changes_is_an_update() {
    let later = stamp_at(NOON - HOUR);
    let edits: Vec<fn(&mut BoxRecord, Stamp)> = vec![
        |record, at| record.change(|head| head.notes.stamp = at),
        |record, at| record.change(|head| head.pipeline.stamp = at),
        |record, at| record.change(|head| head.archived.stamp = at),
        |record, at| record.change(|head| head.position.stamp = at),
        |record, at| {
            let cell = Register::new(Value::Empty, at);
            record.change(|head| head.values.insert(TEXT, cell));
        },
        |record, at| {
            let out = Register::new(false, at);
            record.assignees.insert(PEOPLE[0], out);
        },
        |record, at| {
            let id = task(record, 1, "Call", None);
            if let Some(task) = record.tasks.get_mut(&id) {
                task.done_at.stamp = at;
            }
        },
        |record, at| {
            comment(record, 1, 5);
            if let Some(comment) = record.comments.get_mut(&CommentId::from_bytes([1; 16])) {
                comment.body.stamp = at;
            }
        },
        |record, at| {
            meeting(record, 1, MeetingKind::Call, 5, None);
            if let Some(meeting) = record.meetings.get_mut(&MeetingId::from_bytes([1; 16])) {
                meeting.notes.stamp = at;
            }
        },
        |record, at| {
            file(record, 1, 5);
            if let Some(file) = record.files.get_mut(&FileId::from_bytes([1; 16])) {
                file.deleted.stamp = at;
            }
        },
        |record, at| {
            mail(record, "a", 5, true);
            if let Some(mail) = record.mails.get_mut(&MessageId("a".to_owned())) {
                mail.stamp = at;
            }
        },
    ];
    for (which, edit) in edits.into_iter().enumerate() {
        let mut record = bare();
        edit(&mut record, later);
        let updated = content(&record, BuiltIn::UpdatedAt);
        assert_eq!(updated, Content::Moment(NOON - HOUR), "edit {which}");
    }
}

#[test]
fn names_of_what_a_content_refers_to() {
    let record = bare();
    assert_eq!(text(&record, BuiltIn::Pipeline), "Sales");
    assert_eq!(text(&record, BuiltIn::CreatedBy), "Zoe");
    assert_eq!(text(&record, BuiltIn::CreatedAt), "2026-02-27 12:00");
    assert_eq!(text(&record, BuiltIn::Age), "10");
    assert_eq!(text(&record, BuiltIn::LastMail), "");
    let mut stranger = record;
    stranger.change(|head| head.pipeline = register(ELSEWHERE));
    assert_eq!(text(&stranger, BuiltIn::Pipeline), "Hiring");
    let keys: BTreeSet<&str> = BuiltIn::ALL.iter().map(|column| column.key()).collect();
    assert_eq!(keys.len(), BuiltIn::ALL.len());
}
