//! What is told of each change.

use super::{ANN, BEN, BOX, LEAD, OTHER, PIPELINE, SECOND, START, Story, TEXT, WON, create, stamp};
use crate::{
    BoxChange, BoxOperation, CommentId, CommentOperation, Effect, FieldKind, FieldOperation, Key,
    Mail, MeetingId, MeetingKind, MeetingOperation, MessageId, Operation, Part, PipelineOperation,
    Said, StageOperation, TaskId, TaskOperation, Thread, ThreadId, Value, What, happenings,
};

fn text(text: &str) -> Said {
    Said::Text(text.to_owned())
}

fn set(part: Part, old: Said, new: Said) -> What {
    What::Set { part, old, new }
}

/// What is told when Ben does this, in a minute.
fn told(story: &mut Story, operation: Operation) -> Vec<What> {
    let told = story.does(BEN, 1, operation);
    for happening in &told {
        assert_eq!(happening.by, Some(BEN));
        assert_eq!(happening.stamp, stamp(1, BEN));
    }
    told.into_iter().map(|happening| happening.what).collect()
}

#[test]
fn registers_tell_what_they_were_and_are() {
    let mut story = Story::new();
    let name = "Acme Ltd".to_owned();
    let renamed = told(&mut story, Operation::RenameBox { id: BOX, name });
    assert_eq!(renamed, [set(Part::Name, text("Acme"), text("Acme Ltd"))]);

    let notes = "Call them".to_owned();
    let noted = told(&mut story, Operation::SetNotes { id: BOX, notes });
    assert_eq!(noted, [set(Part::Notes, Said::Nothing, text("Call them"))]);

    let moved = told(
        &mut story,
        Operation::MoveBox {
            id: BOX,
            stage: WON,
        },
    );
    let stage = |id, name: &str| Said::Stage(id, name.to_owned());
    assert_eq!(
        moved,
        [set(Part::Stage, stage(LEAD, "Lead"), stage(WON, "Won"))]
    );

    let value = Value::Text("Graz".to_owned());
    let cell = Said::Cell {
        field: "City".to_owned(),
        value: value.clone(),
        text: "Graz".to_owned(),
    };
    let (id, field) = (BOX, TEXT);
    let filled = told(&mut story, Operation::SetField { id, field, value });
    assert_eq!(filled, [set(Part::Field(TEXT), Said::Nothing, cell)]);
}

#[test]
fn what_changes_nothing_is_not_told() {
    let mut story = Story::new();
    let name = "Acme".to_owned();
    assert_eq!(told(&mut story, Operation::RenameBox { id: BOX, name }), []);
    let unassign = BoxOperation::Assign(ANN, false);
    assert_eq!(told(&mut story, Operation::Box(BOX, unassign)), []);
}

#[test]
fn an_edit_that_lost_is_told_with_what_it_wanted() {
    let mut story = Story::new();
    let name = "Later".to_owned();
    story.does(ANN, 9, Operation::RenameBox { id: BOX, name });
    let name = "Earlier".to_owned();
    let lost = told(&mut story, Operation::RenameBox { id: BOX, name });
    let (wanted, kept) = (text("Earlier"), text("Later"));
    let part = Part::Name;
    assert_eq!(lost, [What::Lost { part, wanted, kept }]);
    assert_eq!(story.state.boxes[&BOX].name(), "Later");
}

#[test]
fn the_life_of_a_task_is_told() {
    let mut story = Story::new();
    let task = TaskId::from_bytes([60; 16]);
    let mut does = |operation| {
        told(
            &mut story,
            Operation::Box(BOX, BoxOperation::Task(task, operation)),
        )
    };
    let made = does(TaskOperation::Create {
        text: "Call".to_owned(),
        due: None,
        assignees: vec![ANN],
    });
    let assigned = Part::TaskAssignee(task, ANN);
    assert_eq!(
        made,
        [
            set(Part::Task(task), Said::Nothing, text("Call")),
            set(assigned, Said::Nothing, Said::Flag(true)),
        ]
    );
    let done = does(TaskOperation::SetDone(true));
    let when = Said::Moment(START + 60_000);
    assert_eq!(done, [set(Part::TaskDone(task), Said::Nothing, when)]);
    let gone = does(TaskOperation::SetDeleted(true));
    assert_eq!(gone, [set(Part::Task(task), text("Call"), Said::Nothing)]);
    let back = does(TaskOperation::SetDeleted(false));
    assert_eq!(back, [set(Part::Task(task), Said::Nothing, text("Call"))]);
}

#[test]
fn comments_and_reactions_are_told() {
    let mut story = Story::new();
    let comment = CommentId::from_bytes([61; 16]);
    let mut does = |operation| {
        let operation = BoxOperation::Comment(comment, operation);
        told(&mut story, Operation::Box(BOX, operation))
    };
    let said = does(CommentOperation::Create {
        text: "Nice".to_owned(),
        mentions: vec![],
        parent: None,
    });
    assert_eq!(
        said,
        [set(Part::Comment(comment), Said::Nothing, text("Nice"))]
    );
    let edited = does(CommentOperation::Edit {
        text: "Very nice".to_owned(),
        mentions: vec![],
    });
    let part = Part::Comment(comment);
    assert_eq!(edited, [set(part, text("Nice"), text("Very nice"))]);
    let liked = does(CommentOperation::React("👍".to_owned(), true));
    let part = Part::Reaction(comment, "👍".to_owned(), BEN);
    assert_eq!(liked, [set(part, Said::Nothing, Said::Flag(true))]);
    let gone = does(CommentOperation::SetDeleted(true));
    let part = Part::Comment(comment);
    assert_eq!(gone, [set(part, text("Very nice"), Said::Nothing)]);
}

#[test]
fn mails_and_meetings_are_told_at_their_own_time() {
    let mut story = Story::new();
    let thread = ThreadId("18f2".to_owned());
    let subject = "Offer".to_owned();
    let about = Thread { subject };
    let id = BOX;
    let in_box = Operation::AddThread {
        id,
        thread: thread.clone(),
        about,
    };
    let added = told(&mut story, in_box);
    let part = Part::Thread(thread.clone());
    assert_eq!(added, [set(part, Said::Nothing, text("Offer"))]);

    let message = MessageId("a@hill.example".to_owned());
    let mail = Mail {
        thread: thread.clone(),
        at: 77,
        from: "ana@hill.example".to_owned(),
        to: vec![],
        is_sent: false,
    };
    let mails = vec![(message.clone(), mail.clone()), (message.clone(), mail)];
    let add = Operation::Box(BOX, BoxOperation::AddMails { thread, mails });
    let told_of = story.does(BEN, 1, add.clone());
    assert_eq!(told_of.len(), 1, "a mail that is named twice is one");
    assert_eq!(told_of[0].at, 77);
    let from = "ana@hill.example".to_owned();
    let what = What::Mail {
        id: message,
        from,
        is_sent: false,
    };
    assert_eq!(told_of[0].what, what);
    assert_eq!(
        story.does(BEN, 2, add),
        [],
        "a mail that is known is no news"
    );

    let meeting = MeetingId::from_bytes([62; 16]);
    let call = MeetingOperation::Create {
        kind: MeetingKind::Call,
        starts_at: 88,
        minutes: Some(5),
        notes: "They like it".to_owned(),
    };
    let called = story.does(
        BEN,
        1,
        Operation::Box(BOX, BoxOperation::Meeting(meeting, call)),
    );
    assert_eq!(called.len(), 1);
    assert_eq!(called[0].at, 88);
}

#[test]
fn a_move_to_another_pipeline_is_told_once_with_what_is_left() {
    let mut story = Story::new();
    let value = Value::Text("Graz".to_owned());
    story.does(
        ANN,
        0,
        Operation::SetField {
            id: BOX,
            field: TEXT,
            value,
        },
    );
    story.does(ANN, 0, super::pipeline(OTHER, FieldKind::Number));
    let (pipeline, stage) = (OTHER, LEAD);
    let moves = BoxOperation::MoveToPipeline { pipeline, stage };
    let moved = told(&mut story, Operation::Box(BOX, moves));
    let [What::Moved { from, to, left }] = &moved[..] else {
        panic!("{moved:?}");
    };
    assert_eq!((*from, *to), (PIPELINE, OTHER));
    assert_eq!((&*left[0].field, &*left[0].text), ("City", "Graz"));
}

#[test]
fn merging_is_told_on_both_boxes() {
    let mut story = Story::new();
    story.does(ANN, 0, create(SECOND, "Acme again"));
    let merge = Operation::Box(SECOND, BoxOperation::MergeInto(BOX));
    let told = story.does(BEN, 1, merge);
    let of = |id| told.iter().filter(move |h| h.about == Key::Box(id));
    assert!(of(BOX).any(|h| matches!(&h.what, What::TookIn { from, .. } if *from == SECOND)));
    let into = set(Part::MergedInto, Said::Nothing, Said::Box(BOX));
    assert!(of(SECOND).any(|h| h.what == into));
}

#[test]
fn the_shape_of_a_pipeline_is_told() {
    let mut story = Story::new();
    let rename = StageOperation::Rename("Prospect".to_owned());
    let renamed = Operation::Pipeline(PIPELINE, PipelineOperation::Stage(LEAD, rename));
    let part = Part::PipelineStage(LEAD);
    let wanted = set(part.clone(), text("Lead"), text("Prospect"));
    assert_eq!(told(&mut story, renamed), [wanted]);
    let delete = StageOperation::Delete { into: WON };
    let deleted = Operation::Pipeline(PIPELINE, PipelineOperation::Stage(LEAD, delete));
    assert_eq!(
        told(&mut story, deleted),
        [set(part, text("Prospect"), Said::Nothing)]
    );
    let kind = FieldOperation::SetKind(TEXT, FieldKind::Number);
    let changed = Operation::Pipeline(PIPELINE, PipelineOperation::Field(kind));
    let part = Part::FieldKind(TEXT);
    assert_eq!(
        told(&mut story, changed),
        [set(part, Said::Something, Said::Something)]
    );
}

#[test]
fn effects_of_one_intent_build_on_each_other() {
    let story = Story::new();
    let change = |name: &str| Effect::ChangeBox {
        id: BOX,
        pipeline: PIPELINE,
        change: BoxChange::Notes(name.to_owned()),
    };
    let effects = [change("b"), change("c")];
    let told = happenings(&effects, stamp(1, ANN), Some(ANN), &story.state);
    let told: Vec<What> = told.into_iter().map(|happening| happening.what).collect();
    let first = set(Part::Notes, Said::Nothing, text("b"));
    assert_eq!(told, [first, set(Part::Notes, text("b"), text("c"))]);
}
