//! A team that had no server moves in.

use boxwood_model::{LessonId, Operation, State, UserId};
use boxwood_sync::{
    Access, Adoption, AdoptionReply, FrameKind, Handover, Hello, Intent, Journal, Replica,
    ServerId, StateHash, encode,
};

use crate::world::{Person, World, bearer, call, fresh, new_box, new_pipeline};

const NOW: u64 = 1_800_000_000_000;

/// A replica without a server, with some boxes.
fn alone(email: &str, boxes: usize) -> Replica {
    let mut replica = Replica::new(boxwood_model::ClientId::from_bytes(fresh()));
    let hello = Hello {
        server: ServerId(fresh()),
        team: boxwood_model::TeamId::from_bytes(fresh()),
        user: UserId::from_bytes(fresh()),
        email: email.to_owned(),
        now: NOW,
    };
    let begun = replica.begin_alone(hello, "Ann".to_owned(), NOW).unwrap();
    replica.fold(&begun);
    let (pipeline, stage, create) = new_pipeline("Sales");
    does(&mut replica, create);
    let id = LessonId::from_bytes(fresh());
    let content = vec![7; 40].into();
    does(&mut replica, Operation::Learn { id, content });
    for n in 0..boxes {
        does(
            &mut replica,
            new_box(pipeline, stage, &format!("Deal {n}")).1,
        );
    }
    replica
}

fn does(replica: &mut Replica, operation: Operation) {
    let taken = replica.intend(fresh(), operation, NOW).unwrap();
    assert!(matches!(taken, Intent::Taken { .. }));
    let settled = replica.settle_alone(NOW).unwrap();
    replica.fold(&settled);
}

async fn send(person: &Person, piece: &Adoption) -> AdoptionReply {
    let body = encode(FrameKind::Adoption, piece).unwrap();
    let answer = person.post("/sync/v1/adopt", &body).await;
    answer.frame(FrameKind::AdoptionReply)
}

async fn refusal(person: &Person, piece: &Adoption) -> (u16, String) {
    let body = encode(FrameKind::Adoption, piece).unwrap();
    person.post("/sync/v1/adopt", &body).await.refusal()
}

#[tokio::test]
async fn everything_is_there_under_the_same_ids_after_a_restart_in_the_middle() {
    let mut world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let mut replica = alone("ann@example.com", 700);
    let me = replica.identity().unwrap().user;
    let handover = Handover::of(&replica).unwrap();
    let pieces = handover.pieces();
    assert!(pieces > 2);
    let mut reply = AdoptionReply {
        next: 0,
        applied: false,
        heads: Vec::new(),
    };
    while reply.next <= pieces {
        let (next, heads) = (reply.next, reply.heads.clone());
        let piece = handover
            .piece(&replica, ann.server, me, next, heads)
            .unwrap();
        reply = send(&ann, &piece).await;
        assert_eq!(reply.applied, next > 0);
        // The same once more is known.
        let again = send(&ann, &piece).await;
        assert_eq!((again.next, again.applied), (reply.next, false));
        if next == 2 {
            world.stop().await;
            world.go_on().await;
            ann.addr = world.addr();
        }
    }
    let hello: Hello = call(ann.addr, "GET", "/sync/v1/hello", &bearer(&ann.token), b"")
        .await
        .frame(FrameKind::Hello);
    assert_eq!((hello.user, hello.server), (me, ann.server));

    let access = Access {
        address: "https://boxwood.example".to_owned(),
        token: ann.token.clone(),
    };
    let cursors = Some(reply.heads);
    replica.fold(&Journal::Moving { access });
    replica.fold(&Journal::Moved { hello, cursors });
    let news = replica.pull_request(replica.acked()).unwrap();
    let news: boxwood_sync::PullReply = ann.ask(&news).await.frame(FrameKind::PullReply);
    assert_eq!(news.deltas, []);
    assert_eq!(news.acked, replica.acked(), "it counts as the replica does");

    // Another device of theirs finds the same, and whoever comes later all but what is their own.
    let state = everything(&mut ann).await;
    assert_eq!(state, *replica.confirmed());
    assert_eq!(StateHash::of(&state), StateHash::of(replica.confirmed()));
    let mut ben = world.person("ben@example.com").await;
    let mut state = everything(&mut ben).await;
    state.members.remove(&ben.user);
    assert!(state.lessons.is_empty());
    state.lessons = replica.confirmed().lessons.clone();
    assert_eq!(state, *replica.confirmed());
}

/// All that a person sees.
async fn everything(person: &mut Person) -> State {
    let mut state = State::default();
    loop {
        let reply = person.pull().await;
        for entry in reply.deltas.iter().flat_map(|delta| &delta.entries) {
            for effect in &entry.effects {
                effect.apply(entry.stamp, &mut state);
            }
        }
        if !reply.more {
            return state;
        }
    }
}

#[tokio::test]
async fn nothing_moves_in_where_something_is_or_happens() {
    let world = World::start().await;
    let mut ann = world.person("ann@example.com").await;
    let replica = alone("ann@example.com", 700);
    let me = replica.identity().unwrap().user;
    let handover = Handover::of(&replica).unwrap();
    let ours = handover;
    let piece = |server, n, heads| ours.piece(&replica, server, me, n, heads).unwrap();
    let begun = send(&ann, &piece(ann.server, 1, Vec::new())).await;
    assert_eq!((begun.next, begun.applied), (2, true));
    // The person is another one from now on; something is done in between.
    ann.user = me;
    ann.push(vec![new_pipeline("Hiring").2]).await;
    let second = piece(ann.server, 2, begun.heads);
    assert_eq!(refusal(&ann, &second).await, (409, "not-empty".to_owned()));
    // Nor does another copy come in beside the first.
    let other = alone("ann@example.com", 1);
    let them = other.identity().unwrap().user;
    let handover = Handover::of(&other).unwrap();
    let other = handover
        .piece(&other, ann.server, them, 1, Vec::new())
        .unwrap();
    assert_eq!(refusal(&ann, &other).await, (409, "not-empty".to_owned()));
}

#[tokio::test]
async fn records_that_came_otherwise_than_they_were_sent_are_not_kept() {
    let world = World::start().await;
    let ann = world.person("ann@example.com").await;
    let replica = alone("ann@example.com", 1);
    let me = replica.identity().unwrap().user;
    let handover = Handover::of(&replica).unwrap();
    let mut piece = handover
        .piece(&replica, ann.server, me, 1, Vec::new())
        .unwrap();
    let whole = piece.clone();
    piece.records.pop();
    assert_eq!(refusal(&ann, &piece).await, (422, "differs".to_owned()));
    assert!(
        send(&ann, &whole).await.applied,
        "nothing of the other holds"
    );
}

#[tokio::test]
async fn only_an_owner_brings_records_and_only_as_themselves() {
    let world = World::start().await;
    let ann = world.person("ann@example.com").await;
    let ben = world.person("ben@example.com").await;
    let replica = alone("ben@example.com", 1);
    let me = replica.identity().unwrap().user;
    let handover = Handover::of(&replica).unwrap();
    let piece = handover
        .piece(&replica, ben.server, me, 1, Vec::new())
        .unwrap();
    assert_eq!(refusal(&ben, &piece).await, (403, "not-allowed".to_owned()));
    assert_eq!(refusal(&ann, &piece).await, (409, "not-empty".to_owned()));
    let elsewhere = Adoption {
        server: ServerId(fresh()),
        ..piece
    };
    assert_eq!(refusal(&ann, &elsewhere).await.1, "other-server");
}
