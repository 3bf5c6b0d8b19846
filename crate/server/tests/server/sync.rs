//! Push and pull: everything once, in order, and never lost.

use std::collections::BTreeSet;

use boxwood_model::{Hlc, Operation, Records, Refusal, Scope, State};
use boxwood_sync::{FrameKind, PullReply, PushReply, RefusedSeq};

use crate::world::{Person, World, bearer, call, later, new_box, new_pipeline, soon};

/// The records that a replica that starts from nothing ends with.
async fn records(person: &Person) -> State {
    let mut replica = Person {
        cursors: Vec::new(),
        ..person.clone()
    };
    let mut state = State::default();
    loop {
        let reply = replica.pull().await;
        apply(&reply, &mut state);
        if !reply.more {
            return state;
        }
    }
}

fn apply(reply: &PullReply, state: &mut State) {
    for entry in reply.deltas.iter().flat_map(|delta| &delta.entries) {
        for effect in &entry.effects {
            effect.apply(entry.stamp, state);
        }
    }
}

fn rename(id: boxwood_model::BoxId, name: &str) -> Operation {
    Operation::RenameBox {
        id,
        name: name.to_owned(),
    }
}

#[tokio::test]
async fn what_one_pushes_the_other_pulls() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut ben = world.person("ben@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    let (id, open) = new_box(pipeline, stage, "Müller & Søn 🪴");
    let reply = ann.push(vec![create, open]).await;
    assert_eq!((reply.acked, reply.clock_ahead), (2, None));

    let news = ben.pull().await;
    assert_eq!((news.acked, news.more), (0, false));
    let mut state = State::default();
    apply(&news, &mut state);
    let names: BTreeSet<_> = state.members.values().map(|m| m.email.as_str()).collect();
    assert_eq!(names, ["ann@example.com", "ben@example.com"].into());
    let record = state.box_record(id).unwrap();
    assert_eq!(record.name(), "Müller & Søn 🪴");
    assert_eq!(record.created_by(), ann.user);

    assert_eq!(ben.pull().await.deltas, [], "nothing is new now");
    ann.push(vec![rename(id, "Müller")]).await;
    apply(&ben.pull().await, &mut state);
    assert_eq!(state.box_record(id).unwrap().name(), "Müller");
    assert_eq!(records(&ann).await, state);
}

#[tokio::test]
async fn a_push_that_comes_twice_is_applied_once() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    let request = ann.next_push(vec![create, new_box(pipeline, stage, "Once").1]);
    let first: PushReply = ann.send(&request).await.frame(FrameKind::PushReply);
    let again: PushReply = ann.send(&request).await.frame(FrameKind::PushReply);
    assert_eq!(first, again);
    ann.pull().await;
    assert!(ann.cursors.contains(&(Scope::Pipeline(pipeline), 2)));

    // The half that is known is passed over, the other half applied.
    let mut longer = request.clone();
    longer
        .intents
        .push((later(), new_box(pipeline, stage, "More").1.into()));
    let reply: PushReply = ann.send(&longer).await.frame(FrameKind::PushReply);
    assert_eq!(reply.acked, 3);
    assert_eq!(records(&ann).await.boxes.len(), 2);
}

#[tokio::test]
async fn a_gap_changes_nothing_and_says_what_is_next() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    ann.seq += 3;
    let request = ann.next_push(vec![new_box(pipeline, stage, "Lost").1]);
    let (status, error) = ann.send(&request).await.error();
    assert_eq!(status, 409);
    assert_eq!(
        (&error["code"], &error["expected"]),
        (&"gap".into(), &2.into())
    );
    assert_eq!(records(&ann).await.boxes.len(), 0);
}

#[tokio::test]
async fn a_refusal_is_told_until_it_is_known() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    let nameless = new_box(pipeline, stage, " ").1;
    let reply = ann
        .push(vec![create, nameless, new_box(pipeline, stage, "Fine").1])
        .await;
    assert_eq!(reply.acked, 3, "what is refused is settled");
    for _ in 0..2 {
        let news = ann.pull().await;
        assert!(
            matches!(
                news.refused[..],
                [RefusedSeq {
                    seq: 2,
                    reason: Refusal::Invalid { .. }
                }]
            ),
            "{:?}",
            news.refused
        );
    }
    assert_eq!(records(&ann).await.boxes.len(), 1);

    ann.settled = 3;
    assert_eq!(ann.pull().await.refused, []);
    // Forgotten in fact, and not only left out: a replica that knew nothing would not get it now.
    ann.settled = 0;
    soon(async { while !ann.pull().await.refused.is_empty() {} }).await;
}

#[tokio::test]
async fn stopping_and_starting_loses_nothing() {
    let mut world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    for round in 0..3_u64 {
        world.stop().await;
        world.go_on().await;
        ann.addr = world.addr();
        let name = format!("Box {round}");
        let reply = ann.push(vec![new_box(pipeline, stage, &name).1]).await;
        assert_eq!(reply.acked, round + 2);
    }
    let news = ann.pull().await;
    assert_eq!(news.acked, 4);
    assert!(ann.cursors.contains(&(Scope::Pipeline(pipeline), 4)));
    assert_eq!(records(&ann).await.boxes.len(), 3);
}

#[tokio::test]
async fn much_news_comes_in_pieces_without_gaps() {
    let world = World::start_with(|config| config.limits.entries = 3).await;
    let mut ann = world.person("ann@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    let boxes = (0..10).map(|n| new_box(pipeline, stage, &format!("Box {n}")).1);
    ann.push(std::iter::once(create).chain(boxes).collect())
        .await;
    let mut pieces = 0;
    loop {
        let reply = ann.pull().await;
        let entries: usize = reply.deltas.iter().map(|delta| delta.entries.len()).sum();
        assert!(entries <= 3);
        pieces += 1;
        if !reply.more {
            break;
        }
    }
    // Eleven of the pipeline and one of the team.
    assert!(pieces >= 4);
    assert!(ann.cursors.contains(&(Scope::Pipeline(pipeline), 11)));
    assert_eq!(records(&ann).await.boxes.len(), 10);
}

#[tokio::test]
async fn a_clock_that_is_far_ahead_is_told_so() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut request = ann.next_push(vec![new_pipeline("Sales").2]);
    request.intents[0].0 = Hlc::at(u64::MAX);
    let reply: PushReply = ann.send(&request).await.frame(FrameKind::PushReply);
    assert_eq!(reply.acked, 1);
    assert!(reply.clock_ahead.unwrap() > 60_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_each_applied_once_and_in_order() {
    const REPLICAS: u64 = 16;
    const PUSHES: u64 = 20;
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let (pipeline, stage, create) = new_pipeline("Sales");
    ann.push(vec![create]).await;
    let mut all = Vec::new();
    for n in 0..REPLICAS {
        let mut one = Person {
            client: boxwood_model::ClientId::from_bytes(crate::world::fresh()),
            seq: 0,
            ..ann.clone()
        };
        all.push(tokio::spawn(async move {
            for push in 0..PUSHES {
                let name = format!("Box {push} of {n}");
                let request = one.next_push(vec![new_box(pipeline, stage, &name).1]);
                // Each twice at once: the network is like that.
                let (a, b) = tokio::join!(one.send(&request), one.send(&request));
                for answer in [a, b] {
                    let reply: PushReply = answer.frame(FrameKind::PushReply);
                    assert_eq!(reply.acked, push + 1);
                }
            }
            one
        }));
    }
    for one in all {
        let mut one = soon(one).await.unwrap();
        assert_eq!(one.pull().await.acked, PUSHES);
    }
    ann.pull().await;
    let all = REPLICAS * PUSHES;
    assert!(ann.cursors.contains(&(Scope::Pipeline(pipeline), all + 1)));
    let names: BTreeSet<String> = records(&ann)
        .await
        .boxes
        .values()
        .map(|record| record.name().to_owned())
        .collect();
    assert_eq!(names.len() as u64, all);
}

#[tokio::test]
async fn whoever_comes_while_it_runs_is_in_at_once() {
    let world = World::start().await;
    let join = |email: &str, name| world.operate(|it| it.new_token(email, name).unwrap());
    let first = join("ann@example.com", Some("Ann"));
    assert_eq!(first.member.role.value, boxwood_model::Role::Owner);
    let second = join("Ben@Example.com ", None);
    assert_eq!(second.member.role.value, boxwood_model::Role::Member);
    assert_eq!(second.member.email, "ben@example.com");
    assert_eq!(second.member.name.value, "Ben");

    // A second token of the same person; both hold.
    let again = join("ANN@example.com", None);
    assert!(!again.is_new);
    assert_eq!(again.member, first.member);
    for joined in [first, second, again] {
        let headers = bearer(joined.token.reveal());
        let answer = call(world.addr(), "GET", "/sync/v1/hello", &headers, b"").await;
        let hello: boxwood_sync::Hello = answer.frame(FrameKind::Hello);
        assert_eq!(hello.user, joined.member.id);
    }
}

#[tokio::test]
async fn health_is_told_to_anybody() {
    let world = World::start().await;
    let answer = call(world.addr(), "GET", "/healthz", &[], b"").await;
    let body: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        (answer.status.as_u16(), &body["status"]),
        (200, &"ok".into())
    );
    assert_eq!(body["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(body["wire"]["newest"], boxwood_sync::WIRE_VERSION);
}
