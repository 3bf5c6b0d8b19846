//! Undo and redo: exact, and only of what nobody else has changed since.

use super::team::{BOX, MEMBER, OWNER, PIPELINE, SECOND, TEXT, stamp};
use super::world::{
    COMMENT, ELSEWHERE, FILE, MEETING, NEW_BOX, OTHER, TASK, THERE, later, on_box, operations,
    world,
};
use crate::{
    Action, Actor, BoxOperation, BoxRecord, Context, Merge, Operation, Records as _, Refusal,
    StageHistory, Stamp, State, TaskOperation, TeamOperation, UserId, Value, has_element,
};

pub(super) fn context(user: UserId, stamp: Stamp) -> Context {
    Context {
        actor: Actor::User(user),
        stamp,
    }
}

pub(super) fn act(state: &mut State, context: Context, action: &Action) -> Result<(), Refusal> {
    for effect in action.plan(context, state)? {
        effect.apply(context.stamp, state);
    }
    Ok(())
}

/// The same record with every value as people see it and no stamps: what was taken out is like what
/// never was, and so is what was made and then deleted.
pub(super) fn seen(mut state: State) -> State {
    let forget = &mut |stamp: &mut Stamp| *stamp = Stamp::default();
    state.pipelines.retain(|_, one| !one.deleted.value);
    state.contacts.retain(|_, one| !one.deleted.value);
    state.organizations.retain(|_, one| !one.deleted.value);
    state.snippets.retain(|_, one| !one.deleted.value);
    state.views.retain(|_, one| !one.deleted.value);
    state.invitations.retain(|_, one| !one.revoked.value);
    state.lessons.retain(|_, one| !one.content.value.is_empty());
    let pipelines = &state.pipelines;
    state
        .boxes
        .retain(|_, one| !one.deleted() && pipelines.contains_key(&one.pipeline()));
    for settings in state.settings.values_mut() {
        let unset = crate::SettingValue::Unset;
        settings.entries.retain(|_, entry| entry.value != unset);
    }
    state
        .settings
        .retain(|_, settings| !settings.entries.is_empty());
    if let Some(team) = &mut state.team {
        team.contact_fields.retain(|_, field| !field.deleted.value);
        team.organization_fields
            .retain(|_, field| !field.deleted.value);
        team.each_stamp(forget);
    }
    for one in state.pipelines.values_mut() {
        one.stages.retain(|_, stage| stage.is_live());
        one.fields.retain(|_, field| !field.deleted.value);
        one.members.retain(|_, entry| entry.value.is_some());
        one.permission_sets.retain(|_, entry| entry.value.is_some());
        for (_, field) in one.fields.iter_mut() {
            // Somebody may have chosen what was there for a while: it keeps its name.
            field.former_choices.value.clear();
        }
        one.each_stamp(forget);
    }
    for one in state.boxes.values_mut() {
        // Cells of another pipeline are not seen.
        let home = &state.pipelines[&one.pipeline()];
        one.change(|head| {
            head.values
                .retain(|field, _| home.fields.contains_key(field))
        });
        plain_box(one);
        one.each_stamp(forget);
    }
    for one in state.contacts.values_mut() {
        one.handles.retain(|_, entry| !entry.value.is_empty());
        one.values.retain(|_, cell| cell.value != Value::Empty);
        one.organizations.retain(|_, entry| entry.value);
        one.links.retain(|_, entry| entry.value);
        one.each_stamp(forget);
    }
    for one in state.organizations.values_mut() {
        one.handles.retain(|_, entry| !entry.value.is_empty());
        one.values.retain(|_, cell| cell.value != Value::Empty);
        one.links.retain(|_, entry| entry.value);
        one.each_stamp(forget);
    }
    state
        .members
        .values_mut()
        .for_each(|one| one.each_stamp(forget));
    state
        .invitations
        .values_mut()
        .for_each(|one| one.each_stamp(forget));
    state
        .snippets
        .values_mut()
        .for_each(|one| one.each_stamp(forget));
    state
        .views
        .values_mut()
        .for_each(|one| one.each_stamp(forget));
    state
        .settings
        .values_mut()
        .for_each(|one| one.each_stamp(forget));
    state
        .lessons
        .values_mut()
        .for_each(|one| one.each_stamp(forget));
    state
}

fn plain_box(one: &mut BoxRecord) {
    // What happened stays in the history.
    one.change(|head| {
        head.stage_history = StageHistory::new();
        head.values.retain(|_, cell| cell.value != Value::Empty);
    });
    let threads = one.threads.clone();
    one.mails.retain(|_, mail| {
        let thread = threads.get(&mail.value.thread);
        thread.is_some_and(|thread| thread.value.is_some())
    });
    one.assignees.retain(|_, entry| entry.value);
    one.followers.retain(|_, entry| entry.value);
    one.links.retain(|_, entry| entry.value);
    one.contacts.retain(|_, entry| entry.value.is_some());
    one.organizations.retain(|_, entry| entry.value.is_some());
    one.threads.retain(|_, entry| entry.value.is_some());
    one.tasks.retain(|_, part| !part.deleted.value);
    one.comments.retain(|_, part| !part.deleted.value);
    one.meetings.retain(|_, part| !part.deleted.value);
    one.files.retain(|_, part| !part.deleted.value);
    for (_, task) in one.tasks.iter_mut() {
        task.assignees.retain(|_, entry| entry.value);
        // When it was done is when its undo was.
        if let Some(at) = &mut task.done_at.value {
            *at = 0;
        }
    }
    for (_, comment) in one.comments.iter_mut() {
        comment.reactions.retain(|_, entry| entry.value);
    }
}

pub(super) const fn has_a_way_back(operation: &Operation) -> bool {
    !matches!(
        operation,
        Operation::AddMember { .. }
            | Operation::Team(TeamOperation::SetRole(..))
            | Operation::Invite { whom: None, .. }
            | Operation::Box(_, BoxOperation::AddMails { .. } | BoxOperation::Forget)
    )
}

#[test]
fn undo_brings_back_what_was_and_redo_what_was_done() {
    for operation in operations() {
        let before = world();
        let mut state = before.clone();
        let action = Action::from(operation.clone());
        let first = context(OWNER, later(0));
        act(&mut state, first, &action).unwrap();
        let done = state.clone();
        assert_ne!(done, before, "{operation:?}");
        let undo = action.inverse(first, &before);
        assert_eq!(undo.is_some(), has_a_way_back(&operation), "{operation:?}");
        let Some(undo) = undo else { continue };

        let second = context(OWNER, later(1));
        let planned = act(&mut state, second, &undo);
        assert_eq!(planned, Ok(()), "{operation:?} {undo:?}");
        let is_back = seen(state.clone()) == seen(before.clone());
        assert!(is_back, "{operation:?}");

        let Some(redo) = undo.inverse(second, &done) else {
            // Who was invited has to be invited anew.
            assert!(matches!(operation, Operation::Invite { .. }), "{undo:?}");
            continue;
        };
        let third = context(OWNER, later(2));
        let undone = state.clone();
        assert_eq!(act(&mut state, third, &redo), Ok(()), "{redo:?}");
        let is_done = seen(state.clone()) == seen(done);
        assert!(is_done, "{operation:?} {redo:?}");

        // And once more back.
        let undo = redo.inverse(third, &undone).unwrap();
        assert_eq!(act(&mut state, context(OWNER, later(3)), &undo), Ok(()));
        assert!(seen(state) == seen(before), "{operation:?}");
    }
}

fn rename(name: &str) -> Operation {
    Operation::RenameBox {
        id: BOX,
        name: name.to_owned(),
    }
}

fn set_text(text: &str) -> Operation {
    Operation::SetField {
        id: BOX,
        field: TEXT,
        value: Value::Text(text.to_owned()),
    }
}

#[test]
fn a_batch_is_undone_but_for_what_others_have_changed_since() {
    let before = world();
    let mut state = before.clone();
    let batch = Action {
        operations: vec![
            rename("Zeta"),
            rename("Alpha"),
            set_text("mine"),
            Operation::MoveBox {
                id: BOX,
                stage: SECOND,
            },
        ],
        undoes: None,
    };
    let first = context(OWNER, later(0));
    act(&mut state, first, &batch).unwrap();
    // The last of two operations holds, whichever sorts later.
    assert_eq!(state.boxes[&BOX].name(), "Alpha");
    let theirs = Action::from(set_text("theirs"));
    act(
        &mut state,
        context(MEMBER, stamp(4_000_000_000, 7)),
        &theirs,
    )
    .unwrap();

    let undo = batch.inverse(first, &before).unwrap();
    act(&mut state, context(OWNER, stamp(4_000_000_001, 2)), &undo).unwrap();
    let record = &state.boxes[&BOX];
    assert_eq!(record.name(), "Acme");
    assert_eq!(record.stage(), before.boxes[&BOX].stage());
    assert_eq!(record.value(TEXT), Value::Text("theirs".to_owned()));

    // Nothing of it is left to undo, and that is said.
    let others = context(MEMBER, stamp(4_000_000_002, 7));
    act(&mut state, others, &Action::from(rename("Theirs"))).unwrap();
    let again = Action {
        operations: vec![rename("Acme")],
        undoes: undo.undoes,
    };
    let refused = again.plan(context(OWNER, stamp(4_000_000_003, 2)), &state);
    assert_eq!(refused, Err(Refusal::NothingToUndo));
}

#[test]
fn two_edits_of_one_register_are_undone_one_after_the_other() {
    let mut state = world();
    let (one, two) = (Action::from(rename("One")), Action::from(rename("Two")));
    let mut undos = Vec::new();
    for (n, action) in (0..).zip([one, two]) {
        let context = context(OWNER, later(n));
        undos.push(action.inverse(context, &state).unwrap());
        act(&mut state, context, &action).unwrap();
    }
    for (n, name) in [(10, "One"), (11, "Acme")] {
        let undo = undos.pop().unwrap();
        act(&mut state, context(OWNER, later(n)), &undo).unwrap();
        assert_eq!(state.boxes[&BOX].name(), name);
    }
}

#[test]
fn what_others_have_worked_on_is_not_deleted_with_the_undo_of_its_making() {
    let before = world();
    let mut state = before.clone();
    let copy = Action::from(on_box(BoxOperation::Duplicate {
        copy: NEW_BOX,
        name: "Copy".to_owned(),
    }));
    let first = context(OWNER, later(0));
    act(&mut state, first, &copy).unwrap();
    let undo = copy.inverse(first, &before).unwrap();
    let note = Action::from(Operation::SetNotes {
        id: NEW_BOX,
        notes: "theirs".to_owned(),
    });
    act(&mut state, context(MEMBER, stamp(4_000_000_000, 7)), &note).unwrap();
    let refused = undo.plan(context(OWNER, stamp(4_000_000_001, 2)), &state);
    assert_eq!(refused, Err(Refusal::NothingToUndo));
}

#[test]
fn a_merge_undone_leaves_what_others_have_changed_in_the_other_box() {
    let before = world();
    let mut state = before.clone();
    let merge = Action::from(on_box(BoxOperation::MergeInto(OTHER)));
    let first = context(OWNER, later(0));
    act(&mut state, first, &merge).unwrap();
    let theirs = Operation::Box(
        OTHER,
        BoxOperation::Task(TASK, TaskOperation::SetText("Theirs".to_owned())),
    );
    let others = context(MEMBER, stamp(4_000_000_000, 7));
    act(&mut state, others, &Action::from(theirs)).unwrap();
    let undo = merge.inverse(first, &before).unwrap();
    act(&mut state, context(OWNER, stamp(4_000_000_001, 2)), &undo).unwrap();
    let other = &state.boxes[&OTHER];
    assert!(other.tasks[&TASK].is_open(), "somebody works on it");
    assert!(other.comments[&COMMENT].deleted.value);
    assert!(other.meetings[&MEETING].deleted.value && other.files[&FILE].deleted.value);
    let back = &state.boxes[&BOX];
    assert!(!back.deleted() && back.merged_into().is_none());
}

#[test]
fn a_box_that_comes_back_has_its_cells_again_and_keeps_what_others_changed_there() {
    let mut state = world();
    let date = crate::FieldId::from_bytes([38; 16]);
    let there = Action::from(on_box(BoxOperation::MoveToPipeline {
        pipeline: ELSEWHERE,
        stage: THERE,
    }));
    let before = state.clone();
    let first = context(OWNER, later(0));
    act(&mut state, first, &there).unwrap();
    assert_eq!(
        state.boxes[&BOX].value(date),
        Value::Date("2026-03-09".parse().unwrap())
    );
    let theirs = Operation::SetField {
        id: BOX,
        field: date,
        value: Value::Date("2027-01-01".parse().unwrap()),
    };
    let others = context(MEMBER, stamp(4_000_000_000, 7));
    act(&mut state, others, &Action::from(theirs)).unwrap();
    let undo = there.inverse(first, &before).unwrap();
    act(&mut state, context(OWNER, stamp(4_000_000_001, 2)), &undo).unwrap();
    let record = state.box_record(BOX).unwrap();
    assert_eq!(record.pipeline(), PIPELINE);
    assert_eq!(record.value(TEXT), Value::Text("2027-01-01".to_owned()));
    let was = before.box_record(BOX).unwrap();
    for (field, cell) in was.values().iter().filter(|(field, _)| *field != TEXT) {
        assert_eq!(record.value(field), cell.value);
    }
    assert!(!has_element(&record.assignees, &OWNER));
}

#[test]
fn an_empty_action_and_one_of_a_stranger_are_refused() {
    let none = Action {
        operations: vec![],
        undoes: None,
    };
    let state = world();
    let refused = none.plan(context(OWNER, later(0)), &state);
    let (place, problem) = (crate::Place::Action, crate::Problem::Empty);
    assert_eq!(refused, Err(Refusal::Invalid { place, problem }));
    for undoes in [None, Some(later(0))] {
        let action = Action {
            operations: vec![rename("x"), rename("y")],
            undoes,
        };
        let stranger = context(super::team::STRANGER, later(1));
        assert_eq!(action.plan(stranger, &state), Err(Refusal::NotAllowed));
    }
}

#[test]
fn the_last_operation_of_an_action_wins_in_a_record_that_is_told_whole() {
    let mut state = world();
    let name = |name: &str| {
        let text = crate::ContactText::GivenName;
        let operation = crate::ContactOperation::SetText(text, name.to_owned());
        Operation::Contact(super::world::CONTACT, operation)
    };
    let twice = Action {
        operations: vec![name("Zed"), name("Abe")],
        undoes: None,
    };
    act(&mut state, context(OWNER, later(0)), &twice).unwrap();
    let contact = &state.contacts[&super::world::CONTACT];
    assert_eq!(contact.given_name.value, "Abe");
    assert_eq!(contact.given_name.stamp, later(0));
}

#[test]
fn notes_written_and_merged_in_one_go_leave_both_boxes() {
    let before = world();
    let mut state = before.clone();
    let notes = Operation::SetNotes {
        id: BOX,
        notes: "mine".to_owned(),
    };
    let action = Action {
        operations: vec![notes, on_box(BoxOperation::MergeInto(OTHER))],
        undoes: None,
    };
    let first = context(OWNER, later(0));
    act(&mut state, first, &action).unwrap();
    assert!(state.boxes[&OTHER].notes().ends_with("mine"));
    let undo = action.inverse(first, &before).unwrap();
    act(&mut state, context(OWNER, later(1)), &undo).unwrap();
    for id in [BOX, OTHER] {
        assert_eq!(state.boxes[&id].notes(), before.boxes[&id].notes());
    }
}
