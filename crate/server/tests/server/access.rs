//! Who gets to see what of a pipeline, over the wire: no more than they may, not even an id.

use boxwood_model::{
    BoxOperation, Effect, Key, Operation, PipelineId, PipelineOperation, PipelineRole, Refusal,
    Scope, Sharing, UserId,
};
use boxwood_sync::{FrameKind, Heads, PullReply, encode};

use crate::live::Live;
use crate::world::{Person, World, new_box, new_pipeline};

fn share(pipeline: PipelineId, sharing: Sharing) -> Operation {
    Operation::Pipeline(pipeline, PipelineOperation::Share(sharing))
}

fn name(pipeline: PipelineId, person: UserId, role: Option<PipelineRole>) -> Operation {
    Operation::Pipeline(pipeline, PipelineOperation::SetMember(person, role))
}

/// Whether an id is anywhere in what somebody was told.
fn holds(bytes: &[u8], id: &[u8; 16]) -> bool {
    bytes.windows(16).any(|part| part == id)
}

/// What somebody is told of a pipeline's scope or their own part of it, effect by effect.
fn effects(reply: &PullReply, scope: Scope) -> Vec<Effect> {
    let deltas = reply.deltas.iter().filter(|delta| delta.scope == scope);
    let entries = deltas.flat_map(|delta| &delta.entries);
    entries.flat_map(|entry| entry.effects.clone()).collect()
}

async fn refused(person: &mut Person, operation: Operation) -> Refusal {
    person.push(vec![operation]).await;
    let reply = person.pull().await;
    let last = reply.refused.into_iter().next_back();
    last.expect("a refusal").reason
}

#[tokio::test]
async fn a_private_pipeline_is_nobody_elses_in_any_way() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    let mut bens = Live::open(&world, &ben).await;

    // Made and made private in one push, so that it never was anybody's.
    let (secret, stage, create) = new_pipeline("Layoffs");
    let (deal, add) = new_box(secret, stage, "Ben");
    let push = vec![create, share(secret, Sharing::Private), add];
    ann.push(push).await;
    let (open, _, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;

    // What comes first says nothing of it, although it was there first; that somebody joined may come
    // before.
    let told = loop {
        let mut told = bens.notice().await;
        told.remove(&Scope::Team);
        if !told.is_empty() {
            break told;
        }
    };
    assert_eq!(
        told.keys().copied().collect::<Vec<_>>(),
        [Scope::Pipeline(open)]
    );
    let reply = ben.pull().await;
    let bytes = encode(FrameKind::PullReply, &reply).unwrap();
    assert!(!holds(&bytes, secret.as_bytes()) && !holds(&bytes, deal.as_bytes()));
    assert!(holds(&bytes, open.as_bytes()));

    // Who guesses the ids learns nothing: it is as if there were none.
    let guess = Operation::RenameBox {
        id: deal,
        name: "x".to_owned(),
    };
    let (unknown, _) = new_box(secret, stage, "none");
    let nothing = Operation::RenameBox {
        id: unknown,
        name: "x".to_owned(),
    };
    assert_eq!(
        refused(&mut ben, guess).await,
        refused(&mut ben, nothing).await
    );
    ben.cursors.push((Scope::Pipeline(secret), 0));
    ben.cursors.push((Scope::Assigned(secret, ben.user), 0));
    ben.cursors.push((Scope::User(ann.user), 0));
    let reply = ben.pull().await;
    assert!(reply.deltas.is_empty());
    assert_eq!(reply.lost.len(), 3);
}

#[tokio::test]
async fn gaining_a_pipeline_fills_it_and_losing_it_is_told_once() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Hiring");
    let (_, add) = new_box(pipeline, stage, "Cai");
    ann.push(vec![create, share(pipeline, Sharing::Private), add])
        .await;
    let scope = Scope::Pipeline(pipeline);
    let mut bens = Live::open(&world, &ben).await;
    ben.pull().await;
    assert!(ben.cursors.iter().all(|(known, _)| *known != scope));

    ann.push(vec![name(pipeline, ben.user, Some(PipelineRole::Viewer))])
        .await;
    bens.reaches(scope, 4).await;
    let reply = ben.pull().await;
    assert_eq!(effects(&reply, scope).len(), 4, "all of it, from the start");

    ann.push(vec![name(pipeline, ben.user, None)]).await;
    bens.reaches(scope, 5).await;
    let reply = ben.pull().await;
    assert_eq!((reply.lost, reply.deltas), (vec![scope], vec![]));

    // From then on it is silent.
    let (_, add) = new_box(pipeline, stage, "Dee");
    ann.push(vec![add]).await;
    let (open, _, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    let mut told = Heads::new();
    while told.is_empty() {
        told = bens.notice().await;
        // That these two joined is noticed whenever the server looks for it.
        told.remove(&Scope::Team);
    }
    assert_eq!(
        told.keys().copied().collect::<Vec<_>>(),
        [Scope::Pipeline(open)]
    );
}

#[tokio::test]
async fn an_observer_has_the_boxes_that_are_theirs_for_as_long_as_they_are() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Partners");
    let (theirs, add) = new_box(pipeline, stage, "Acme");
    let (other, add_other) = new_box(pipeline, stage, "Beta");
    let observers = share(pipeline, Sharing::Team(PipelineRole::Observer));
    ann.push(vec![create, observers, add, add_other]).await;

    let scope = Scope::Assigned(pipeline, ben.user);
    let mut bens = Live::open(&world, &ben).await;
    let reply = ben.pull().await;
    let keys: Vec<Key> = effects(&reply, scope).iter().map(Effect::key).collect();
    assert_eq!(
        keys.iter()
            .filter(|key| **key != Key::Pipeline(pipeline))
            .count(),
        0
    );
    assert!(!keys.is_empty(), "the pipeline itself");
    let version = |ben: &Person| ben.cursors.iter().find(|(s, _)| *s == scope).unwrap().1;

    let user = ben.user;
    let assign = |is_in| Operation::Box(theirs, BoxOperation::Assign(user, is_in));
    ann.push(vec![assign(true)]).await;
    bens.reaches(scope, version(&ben) + 1).await;
    let reply = ben.pull().await;
    assert!(matches!(
        &effects(&reply, scope)[..],
        [Effect::CreateBox(record)] if record.id == theirs && record.name() == "Acme"
    ));

    let rename = |id, name: &str| Operation::RenameBox {
        id,
        name: name.to_owned(),
    };
    ann.push(vec![rename(theirs, "Acme Ltd"), rename(other, "Beta Ltd")])
        .await;
    let reply = ben.pull().await;
    assert_eq!(effects(&reply, scope).len(), 1);
    let bytes = encode(FrameKind::PullReply, &reply).unwrap();
    assert!(!holds(&bytes, other.as_bytes()));

    ann.push(vec![assign(false), rename(theirs, "not for Ben")])
        .await;
    let reply = ben.pull().await;
    let forgotten = Effect::ForgetBox {
        id: theirs,
        pipeline,
    };
    assert_eq!(effects(&reply, scope), [forgotten]);
}
