//! What holds after whatever anybody does, in whatever order.

use proptest::prelude::*;

use super::matrix::samples;
use super::team::{BOX, FIRST, GONE, MEMBER, OWNER, PIPELINE, REMOVED, SECOND, STRANGER, stamp};
use super::undoing::{act, context, has_a_way_back, seen};
use super::world::{OTHER, TASK, THERE, later, on_box, on_pipeline, operations, world};
use crate::{
    Action, BoxOperation, Effect, Limits, Operation, PipelineOperation, PipelineRole, Role,
    Sharing, StageOperation, State, TaskOperation, TeamOperation, UserId,
};

/// Everything that can be done to the world, and what undoes or hinders it.
fn pool() -> Vec<Operation> {
    let mut all = samples();
    let stage = |id, operation| on_pipeline(PipelineOperation::Stage(id, operation));
    let member = |id, role| on_pipeline(PipelineOperation::SetMember(id, role));
    let role = |id, role| Operation::Team(TeamOperation::SetRole(id, role));
    all.extend([
        stage(FIRST, StageOperation::Delete { into: SECOND }),
        stage(SECOND, StageOperation::Delete { into: FIRST }),
        stage(FIRST, StageOperation::Restore),
        on_pipeline(PipelineOperation::Share(Sharing::Private)),
        on_pipeline(PipelineOperation::Share(Sharing::Team(PipelineRole::Admin))),
        member(OWNER, None),
        member(OWNER, Some(PipelineRole::Viewer)),
        member(MEMBER, Some(PipelineRole::Admin)),
        role(OWNER, Role::Member),
        role(OWNER, Role::Removed),
        role(MEMBER, Role::Owner),
        role(MEMBER, Role::PayerOnly),
        Operation::RestoreBox { id: BOX },
        Operation::DeleteBox { id: OTHER },
        Operation::Box(OTHER, BoxOperation::MergeInto(BOX)),
        Operation::Box(GONE, BoxOperation::MergeInto(OTHER)),
        on_box(BoxOperation::MoveToPipeline {
            pipeline: PIPELINE,
            stage: FIRST,
        }),
        Operation::MoveBox {
            id: BOX,
            stage: THERE,
        },
        on_box(BoxOperation::Task(TASK, TaskOperation::SetDeleted(false))),
    ]);
    all
}

fn actor() -> impl Strategy<Value = UserId> {
    prop_oneof![
        4 => Just(OWNER),
        3 => Just(MEMBER),
        1 => Just(REMOVED),
        1 => Just(STRANGER),
    ]
}

fn some_of(pool: Vec<Operation>, most: usize) -> impl Strategy<Value = Vec<Operation>> {
    prop::collection::vec(prop::sample::select(pool), 1..=most)
}

fn check(state: &State) {
    let owners = state.members.values();
    let owners = owners.filter(|member| member.role.value == Role::Owner);
    assert!(owners.count() > 0, "the team has an owner");
    for pipeline in state.pipelines.values() {
        let named = pipeline.members.iter();
        let named = named.filter(|(_, entry)| entry.value == Some(PipelineRole::Admin));
        let all = pipeline.sharing.value == Sharing::Team(PipelineRole::Admin);
        assert!(all || named.count() > 0, "a pipeline has an admin");
        let stages = pipeline.stages_in_order();
        assert!(!stages.is_empty(), "a pipeline has a stage");
        let places: Vec<_> = stages
            .iter()
            .map(|(id, stage)| (&stage.order.value, id))
            .collect();
        assert!(places.is_sorted_by(|a, b| a < b), "stages have an order");
        assert!(pipeline.stages.len() <= Limits::STAGES);
        assert!(pipeline.fields.len() <= Limits::FIELDS);
        for (_, field) in &pipeline.fields {
            assert!(field.former_choices.value.len() <= Limits::CHOICES);
        }
    }
    for record in state.boxes.values() {
        let home = &state.pipelines[&record.pipeline()];
        let stage = home.resolve_stage(record.stage());
        assert!(home.live_stage(stage).is_some(), "a box is at a stage");
        assert!(record.stage_history().count() <= Limits::STAGE_HISTORY);
        assert!(record.values().len() <= Limits::CELLS);
        assert!(record.tasks.len() <= Limits::TASKS);
        assert!(record.assignees.len() <= Limits::ASSOCIATES);
        assert!(record.threads.len() <= Limits::THREADS);
    }
}

fn round_trips<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq>(value: &T) -> bool {
    let bytes = postcard::to_stdvec(value).unwrap();
    postcard::from_bytes::<T>(&bytes).unwrap() == *value
}

fn apply_all<'e>(
    state: &mut State,
    actions: impl Iterator<Item = &'e (crate::Stamp, Vec<Effect>)>,
) {
    for (stamp, effects) in actions {
        effects
            .iter()
            .for_each(|effect| effect.apply(*stamp, state));
    }
}

/// An operation on something that is there: what two make under one id is not one thing.
fn changes_only(operation: &Operation) -> bool {
    operation.makes().is_none() && !format!("{operation:?}").contains("Create")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_people_do_the_records_stay_whole(
        actions in prop::collection::vec((actor(), some_of(pool(), 3), 0..4_000_000_000_u64), 1..30),
    ) {
        let mut state = world();
        for (n, (actor, operations, at)) in (0..).zip(actions) {
            let action = Action { operations, undoes: None };
            // Clocks differ, but no replica has two intents at one time.
            let context = context(actor, stamp(at / 64 * 64 + n, 2));
            let before = state.clone();
            let planned = action.plan(context, &state);
            prop_assert_eq!(&action.plan(context, &state), &planned);
            prop_assert!(round_trips(&action) && round_trips(&planned));
            let done = act(&mut state, context, &action);
            prop_assert!(done.is_ok() || state == before);
            check(&state);
            if let Some(undo) = action.inverse(context, &before) {
                prop_assert!(round_trips(&undo));
            }
        }
        prop_assert!(round_trips(&state));
    }

    #[test]
    fn what_several_do_at_once_ends_alike_in_any_order(
        before in prop::collection::vec(prop::sample::select(pool()), 0..4),
        actions in prop::collection::vec((actor(), some_of(pool(), 2)), 2..6),
        rotate in 0..6_usize,
    ) {
        let mut base = world();
        for (n, operation) in (0..).zip(before) {
            let _ = act(&mut base, context(OWNER, later(n)), &Action::from(operation));
        }
        let planned: Vec<_> = (1..)
            .zip(actions)
            .filter(|(_, (_, operations))| operations.iter().all(changes_only))
            .filter_map(|(n, (actor, operations))| {
                let context = context(actor, stamp(4_000_000_000, n + 10));
                let action = Action { operations, undoes: None };
                Some((context.stamp, action.plan(context, &base).ok()?))
            })
            .collect();
        let mut straight = base.clone();
        apply_all(&mut straight, planned.iter());
        let mut backwards = base.clone();
        apply_all(&mut backwards, planned.iter().rev());
        prop_assert_eq!(&backwards, &straight);
        let mut rotated = base;
        let by = rotate % planned.len().max(1);
        apply_all(&mut rotated, planned[by..].iter().chain(&planned[..by]));
        prop_assert_eq!(&rotated, &straight);
        // Once more changes nothing, but for boxes that are gone for good or elsewhere.
        let again = straight.clone();
        apply_all(&mut rotated, planned.iter());
        prop_assert_eq!(&rotated, &again);
    }

    #[test]
    fn undoing_a_batch_is_exact_and_so_is_redoing(
        operations in some_of(
            operations().into_iter().filter(has_a_way_back).collect(),
            4,
        ),
    ) {
        let before = world();
        let mut state = before.clone();
        let action = Action { operations, undoes: None };
        let first = context(OWNER, later(0));
        // What two of them say about one thing may be refused.
        if act(&mut state, first, &action).is_ok() {
            let undo = action.inverse(first, &before).unwrap();
            let second = context(OWNER, later(10));
            let undone = act(&mut state, second, &undo);
            prop_assert!(undone.is_ok(), "{:?} {:?}", undone, undo);
            prop_assert!(seen(state) == seen(before), "{:?}", undo);
        }
    }
}

#[test]
fn a_history_of_stages_is_bounded_and_merges_in_any_order() {
    let mut one = world().boxes[&BOX].clone();
    let mut other = one.clone();
    for n in 0..300 {
        let half = if n % 2 == 0 { &mut one } else { &mut other };
        half.put_to_stage(if n % 3 == 0 { FIRST } else { SECOND }, later(n));
    }
    let (mut a, mut b) = (one.clone(), other.clone());
    a.meet(&other);
    b.meet(&one);
    assert_eq!(a, b);
    assert_eq!(a.stage_history().count(), Limits::STAGE_HISTORY);
}
