//! Both halves of the sync protocol together, without an engine.

mod clocks;

use boxwood_core::host::Endpoint;
use boxwood_model::{
    BoxId, ClientId, Colour, Millis, Operation, PipelineId, PipelineOperation, PipelineRole,
    Records as _, Role, Scope, Sharing, StageId, StageSpec, State, UserId,
};
use boxwood_sync::{
    Access, Authority, FrameKind, Hello, Intent, Journal, PullReply, PushReply, PushRequest,
    Replica, Submission, decode,
};

use crate::{MemoryServer, StoreFailed};

const NOW: Millis = crate::world::BEGINNING;
const ANN: UserId = UserId::from_bytes([1; 16]);
const BEN: UserId = UserId::from_bytes([2; 16]);
const PIPELINE: PipelineId = PipelineId::from_bytes([10; 16]);
const STAGE: StageId = StageId::from_bytes([20; 16]);
const BOX: BoxId = BoxId::from_bytes([50; 16]);

fn server() -> MemoryServer {
    let mut server = MemoryServer::new([7; 16]);
    server
        .admit(ANN, "ann@boxwood.example", Role::Owner, NOW)
        .unwrap();
    server
        .admit(BEN, "ben@boxwood.example", Role::Member, NOW)
        .unwrap();
    server
}

/// A replica of this person's, up to date.
fn replica(server: &mut MemoryServer, user: UserId, n: u8) -> Replica {
    let mut replica = Replica::new(ClientId::from_bytes([n; 16]));
    let hello = Hello {
        server: server.id,
        team: server.team,
        user,
        email: "a@b".to_owned(),
        now: NOW,
    };
    let access = Access {
        address: "https://boxwood.example".to_owned(),
        token: "t".to_owned(),
    };
    replica.fold(&Journal::SignedIn { access, hello });
    pull(server, user, &mut replica);
    replica
}

fn ask(server: &mut MemoryServer, user: UserId, replica: &Replica, most: usize) -> PullReply {
    let request = replica.pull_request(0).unwrap();
    Authority::new(&mut server.store, NOW)
        .pull(user, &request, most)
        .unwrap()
}

fn pull(server: &mut MemoryServer, user: UserId, replica: &mut Replica) {
    loop {
        let reply = ask(server, user, replica, 3);
        let more = reply.more;
        replica.fold(&Journal::Absorbed(reply));
        if !more {
            return;
        }
    }
}

type Pushed = Result<PushReply, Submission<StoreFailed>>;

fn push_at(server: &mut MemoryServer, user: UserId, request: &PushRequest, now: Millis) -> Pushed {
    let pushed = server
        .store
        .transaction(|store| Authority::new(store, now).push(user, request));
    pushed.map(|(reply, _)| reply)
}

fn push(server: &mut MemoryServer, user: UserId, request: &PushRequest) -> Pushed {
    push_at(server, user, request, NOW)
}

fn waiting(replica: &Replica) -> PushRequest {
    let acked = replica.acked();
    replica
        .push_request(acked, u64::MAX, 500, usize::MAX)
        .unwrap()
}

fn intend(replica: &mut Replica, operation: Operation, now: Millis) {
    let command = u128::from(replica.last_seq() + 1).to_be_bytes();
    let intent = replica.intend(command, operation, now).unwrap();
    assert!(matches!(intent, Intent::Taken { .. }));
}

fn create_pipeline() -> Operation {
    Operation::CreatePipeline {
        id: PIPELINE,
        name: "Sales".to_owned(),
        stages: vec![StageSpec {
            id: STAGE,
            name: "Lead".to_owned(),
            colour: Colour::from_hex(0),
        }],
        fields: vec![],
    }
}

fn create_box(id: BoxId) -> Operation {
    Operation::CreateBox {
        id,
        pipeline: PIPELINE,
        stage: STAGE,
        name: "Acme".to_owned(),
        thread: None,
    }
}

fn rename(name: &str) -> Operation {
    let name = name.to_owned();
    Operation::RenameBox { id: BOX, name }
}

/// A server with a box, and Ann's replica of it, all settled.
fn with_a_box() -> (MemoryServer, Replica) {
    let mut server = server();
    let mut ann = replica(&mut server, ANN, 11);
    intend(&mut ann, create_pipeline(), NOW);
    intend(&mut ann, create_box(BOX), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.pending().len(), 0);
    (server, ann)
}

fn name_at(state: &State) -> &str {
    state.box_record(BOX).unwrap().name()
}

#[test]
fn a_push_that_is_repeated_is_applied_once() {
    let (mut server, mut ann) = with_a_box();
    intend(&mut ann, rename("one"), NOW);
    intend(&mut ann, rename("two"), NOW);
    let request = waiting(&ann);
    let first = push(&mut server, ANN, &request).unwrap();
    let entries = server.store.history().len();
    let state = server.store.state().clone();
    for _ in 0..3 {
        assert_eq!(push(&mut server, ANN, &request).unwrap(), first);
    }
    assert_eq!(server.store.history().len(), entries);
    assert_eq!(*server.store.state(), state);

    // A longer one that begins with what is known: only the rest is applied.
    intend(&mut ann, rename("three"), NOW);
    assert_eq!(push(&mut server, ANN, &waiting(&ann)).unwrap().acked, 5);
    assert_eq!(server.store.history().len(), entries + 1);
    assert_eq!(name_at(server.store.state()), "three");
}

#[test]
fn a_push_with_a_mutation_missing_before_it_is_not_taken() {
    let (mut server, mut ann) = with_a_box();
    intend(&mut ann, rename("one"), NOW);
    intend(&mut ann, rename("two"), NOW);
    let mut request = waiting(&ann);
    request.first += 1;
    let gap = Submission::Gap {
        expected: 3,
        got: 4,
    };
    assert_eq!(push(&mut server, ANN, &request), Err(gap));
    assert_eq!(name_at(server.store.state()), "Acme");
    request.first = u64::MAX;
    assert!(matches!(
        push(&mut server, ANN, &request),
        Err(Submission::Gap { .. })
    ));
}

#[test]
fn a_push_that_the_store_fails_in_the_middle_leaves_nothing() {
    let (server, mut ann) = with_a_box();
    for name in ["one", "two", "three"] {
        intend(&mut ann, rename(name), NOW);
    }
    intend(&mut ann, Operation::DeleteBox { id: BOX }, NOW);
    intend(&mut ann, Operation::RestoreBox { id: BOX }, NOW);
    let request = waiting(&ann);
    let mut failures = 0;
    for writes in 0.. {
        let mut server = server.clone();
        server.store.fail_after(writes);
        match push(&mut server, ANN, &request) {
            Err(Submission::Store(StoreFailed)) => {
                failures += 1;
                assert_eq!(server.store.history(), with_a_box().0.store.history());
                assert_eq!(server.store.known(ann.client()).unwrap().last_seq, 2);
                // The next attempt finds everything as it was.
                assert_eq!(push(&mut server, ANN, &request).unwrap().acked, 7);
            }
            outcome => {
                assert_eq!(outcome.unwrap().acked, 7);
                break;
            }
        }
    }
    // Records, history and log of five mutations, the client and the clock.
    assert_eq!(failures, 17);
}

#[test]
fn refused_mutations_are_settled_and_told_until_they_are_known() {
    let (mut server, mut ann) = with_a_box();
    let mut ben = replica(&mut server, BEN, 12);
    intend(&mut ben, Operation::DeleteBox { id: BOX }, NOW);
    push(&mut server, BEN, &waiting(&ben)).unwrap();
    intend(&mut ann, rename("too late"), NOW);
    intend(&mut ann, create_box(BoxId::from_bytes([51; 16])), NOW);
    assert_eq!(push(&mut server, ANN, &waiting(&ann)).unwrap().acked, 4);

    let reply = ask(&mut server, ANN, &ann, 100);
    assert_eq!(reply.refused.len(), 1);
    assert_eq!(
        ask(&mut server, ANN, &ann, 100).refused,
        reply.refused,
        "told again"
    );
    ann.fold(&Journal::Absorbed(reply));
    assert_eq!(ann.pending().len(), 0);
    let refused = &ann.refused()[0];
    assert_eq!((refused.number, refused.mutation.seq), (1, 3));
    assert_eq!(refused.mutation.action, rename("too late").into());

    let request = ann.pull_request(ann.acked()).unwrap();
    let mut authority = Authority::new(&mut server.store, NOW);
    assert_eq!(authority.pull(ANN, &request, 100).unwrap().refused, []);
    ann.fold(&Journal::Dismissed { number: 1 });
    assert_eq!(ann.refused(), []);
}

#[test]
fn an_answer_that_comes_twice_or_overlaps_changes_nothing_more() {
    let (mut server, mut ann) = with_a_box();
    let mut ben = Replica::new(ClientId::from_bytes([12; 16]));
    ben.fold(&Journal::SignedIn {
        access: ann.access().unwrap().clone(),
        hello: Hello {
            user: BEN,
            ..ann.identity().unwrap().clone()
        },
    });
    let early = ask(&mut server, BEN, &ben, 100);
    intend(&mut ann, rename("later"), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    // Asked at the same time as the first: the same entries, and one more.
    let late = ask(&mut server, BEN, &ben, 100);
    for order in [
        vec![&early, &early, &late, &late],
        vec![&late, &early, &late],
        vec![&early, &late, &early],
    ] {
        let mut ben = ben.clone();
        for reply in order {
            ben.fold(&Journal::Absorbed(reply.clone()));
        }
        assert_eq!(ben.confirmed(), server.store.state());
        assert_eq!(ben.cursors()[&Scope::Pipeline(PIPELINE)], 3);
    }
}

#[test]
fn an_answer_that_would_leave_a_gap_is_passed_over() {
    let (mut server, mut ann) = with_a_box();
    let ben = replica(&mut server, BEN, 12);
    intend(&mut ann, rename("one"), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    let mut ahead = replica(&mut server, BEN, 13);
    intend(&mut ann, rename("two"), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    let reply = ask(&mut server, BEN, &ahead, 100);
    ahead.fold(&Journal::Absorbed(reply.clone()));
    assert_eq!(name_at(ahead.confirmed()), "two");

    let mut behind = ben;
    behind.fold(&Journal::Absorbed(reply));
    assert_eq!(
        name_at(behind.confirmed()),
        "Acme",
        "what is between is missing"
    );
    pull(&mut server, BEN, &mut behind);
    assert_eq!(behind.confirmed(), server.store.state());
}

#[test]
fn an_answer_in_pieces_settles_with_the_last() {
    let (mut server, mut ann) = with_a_box();
    for n in 0..10 {
        intend(&mut ann, rename(&n.to_string()), NOW);
    }
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    for most in [1, 2, 3, 7] {
        let mut ann = ann.clone();
        let mut answers = 0;
        loop {
            let reply = ask(&mut server, ANN, &ann, most);
            let entries: usize = reply.deltas.iter().map(|d| d.entries.len()).sum();
            assert!(entries <= most);
            let more = reply.more;
            ann.fold(&Journal::Absorbed(reply));
            answers += 1;
            if !more {
                break;
            }
            assert_eq!(ann.pending().len(), 10, "settled before all was there");
            let shown = ann.shown();
            assert_eq!(shown.box_record(BOX).unwrap().name(), "9");
        }
        assert_eq!(answers, 10usize.div_ceil(most));
        assert_eq!(ann.pending().len(), 0);
        assert_eq!(ann.confirmed(), server.store.state());
    }
}

#[test]
fn nobody_speaks_for_another_s_replica() {
    let (mut server, mut ann) = with_a_box();
    intend(&mut ann, rename("by ann"), NOW);
    let request = waiting(&ann);
    assert_eq!(
        push(&mut server, BEN, &request),
        Err(Submission::NotAllowed)
    );
    let pull = ann.pull_request(0).unwrap();
    let mut authority = Authority::new(&mut server.store, NOW);
    assert_eq!(authority.pull(BEN, &pull, 10), Err(Submission::NotAllowed));
}

#[test]
fn who_is_not_in_the_team_is_told_nothing() {
    let (mut server, mut ann) = with_a_box();
    server
        .admit(ANN, "ann@boxwood.example", Role::Removed, NOW)
        .unwrap();
    intend(&mut ann, rename("x"), NOW);
    let stranger = UserId::from_bytes([9; 16]);
    for user in [ANN, stranger] {
        assert_eq!(
            push(&mut server, user, &waiting(&ann)),
            Err(Submission::NotAllowed)
        );
        let pull = ann.pull_request(0).unwrap();
        let mut authority = Authority::new(&mut server.store, NOW);
        assert_eq!(authority.pull(user, &pull, 10), Err(Submission::NotAllowed));
    }
}

fn share(server: &mut MemoryServer, sharing: Sharing) {
    let share = PipelineOperation::Share(sharing);
    server
        .operate(Operation::Pipeline(PIPELINE, share), NOW)
        .unwrap();
}

#[test]
fn a_scope_that_is_hidden_is_lost_and_one_that_is_shown_again_is_filled() {
    let (mut server, _) = with_a_box();
    let mut ben = replica(&mut server, BEN, 12);
    let scope = Scope::Pipeline(PIPELINE);
    intend(&mut ben, rename("never sent"), NOW);
    share(&mut server, Sharing::Private);
    pull(&mut server, BEN, &mut ben);
    assert!(!ben.cursors().contains_key(&scope));
    assert_eq!(
        ben.confirmed().boxes.len() + ben.confirmed().pipelines.len(),
        0
    );
    assert!(ben.shown().box_record(BOX).is_none());
    assert_eq!(ben.pending().len(), 1, "what was typed is kept");

    share(&mut server, Sharing::Team(PipelineRole::Editor));
    pull(&mut server, BEN, &mut ben);
    assert_eq!(ben.confirmed(), server.store.state());
    assert_eq!(ben.shown().box_record(BOX).unwrap().name(), "never sent");
}

#[test]
fn a_server_put_back_from_an_old_copy_is_followed_and_loses_nothing_that_waits() {
    let (mut server, mut ann) = with_a_box();
    let backup = server.clone();
    intend(&mut ann, rename("after the copy was made"), NOW);
    intend(&mut ann, create_box(BoxId::from_bytes([51; 16])), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, ANN, &mut ann);
    intend(&mut ann, rename("waits"), NOW);

    let mut server = backup;
    // The server would wait for the mutation that it has forgotten, for ever.
    assert!(matches!(
        push(&mut server, ANN, &waiting(&ann)),
        Err(Submission::Gap { .. })
    ));
    let mut acked = 0;
    loop {
        let reply = ask(&mut server, ANN, &ann, 100);
        let more = reply.more;
        acked = acked.max(reply.acked);
        ann.fold(&Journal::Absorbed(reply));
        if !more {
            break;
        }
    }
    assert_eq!(ann.confirmed(), server.store.state());
    assert!(ann.is_counted_otherwise(acked));
    let client = ClientId::from_bytes([77; 16]);
    ann.fold(&Journal::Renamed { client });
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    pull(&mut server, ANN, &mut ann);
    assert_eq!(ann.pending().len(), 0);
    assert_eq!(name_at(ann.confirmed()), "waits");
    assert_eq!(ann.confirmed(), server.store.state());
}

#[test]
fn a_replica_that_is_an_old_copy_is_told_apart() {
    let (mut server, mut ann) = with_a_box();
    let mut copy = ann.clone();
    intend(&mut ann, rename("one"), NOW);
    push(&mut server, ANN, &waiting(&ann)).unwrap();
    let reply = ask(&mut server, ANN, &copy, 100);
    let acked = reply.acked;
    copy.fold(&Journal::Absorbed(reply));
    assert!(copy.is_counted_otherwise(acked), "it never sent so many");
    assert!(!ann.is_counted_otherwise(acked));
}

#[test]
fn the_server_answers_bytes_as_the_real_one_does() {
    use boxwood_core::host::CallFailure;
    let (mut server, mut ann) = with_a_box();
    let token = server.issue(ANN);
    intend(&mut ann, rename("x"), NOW);
    let whole = boxwood_sync::encode(FrameKind::PushRequest, &waiting(&ann)).unwrap();
    let status = |outcome: Result<Vec<u8>, CallFailure>| match outcome {
        Err(CallFailure::Status { status, code }) => (status, code.unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    let mut ask = |token: &str, body: &[u8]| server.call(Endpoint::Push, token, Some(body), NOW).0;
    assert_eq!(status(ask("wrong", &whole)).0, 401);
    for end in 0..whole.len() {
        assert_eq!(status(ask(&token, &whole[..end])).0, 400, "cut at {end}");
    }
    let mut newer = whole.clone();
    newer[3] += 1;
    assert_eq!(
        status(ask(&token, &newer)),
        (426, "wire-version".to_owned())
    );
    let mut other = waiting(&ann);
    other.server = boxwood_sync::ServerId([9; 16]);
    let other = boxwood_sync::encode(FrameKind::PushRequest, &other).unwrap();
    assert_eq!(
        status(ask(&token, &other)),
        (409, "other-server".to_owned())
    );
    let good = ask(&token, &whole).unwrap();
    let reply: PushReply = decode(FrameKind::PushReply, &good).unwrap();
    assert_eq!(reply.acked, 3);
}
