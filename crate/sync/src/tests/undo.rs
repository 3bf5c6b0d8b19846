//! What can be undone outlives the program, and goes by the stamps that the log has.

use boxwood_model::{
    Action, BoxId, BoxOperation, ClientId, Hlc, Operation, Refusal, Scope, Stamp, ThreadId,
};

use super::samples;
use crate::{
    Done, FrameKind, Intent, Journal, LogEntry, PullReply, RefusedSeq, Replica, Restored,
    ScopeDelta, Segments, Step, Turn, decode, encode,
};

const NOW: u64 = 1_800_000_100_000;
const FRESH: ClientId = ClientId::from_bytes([99; 16]);

/// A replica that is up to date, with a box that waits in its pipeline, and how many things were
/// done.
struct Life {
    replica: Replica,
    journal: Vec<Vec<u8>>,
    done: u8,
}

impl Life {
    fn new() -> Self {
        let mut replica = Replica::new(samples::CLIENT);
        let mut reply = samples::first::pull_reply();
        reply.acked = 0;
        reply.refused.clear();
        replica.fold(&samples::journal()[2]);
        replica.fold(&Journal::Absorbed(reply));
        Self {
            replica,
            journal: vec![],
            done: 0,
        }
    }

    fn take(&mut self, turn: Turn, name: &str, action: Action) {
        self.done += 1;
        let command = [self.done; 16];
        let now = NOW + u64::from(self.done);
        let name = name.to_owned();
        let intent = self
            .replica
            .intend_in_turn(command, action, turn, name, now);
        let Ok(Intent::Taken { journal, .. }) = intent else {
            panic!("{intent:?}");
        };
        self.journal
            .push(encode(FrameKind::Journal, &journal).unwrap());
    }

    /// Makes a box of this number.
    fn make(&mut self, n: u8) {
        let create = Operation::CreateBox {
            id: BoxId::from_bytes([60 + n; 16]),
            pipeline: samples::PIPELINE,
            stage: samples::STAGE,
            name: format!("box {n}"),
            thread: None,
        };
        self.take(Turn::Do, "createBox", create.into());
    }

    fn turn(&mut self, turn: Turn) {
        let step = self.replica.done().next(turn).unwrap().clone();
        self.take(turn, &step.name, step.action);
    }

    /// The server took what waits first, under this stamp, if it did.
    fn settle(&mut self, stamp: Option<Stamp>) {
        let mutation = self.replica.pending().next().unwrap().mutation.clone();
        let scope = Scope::Pipeline(samples::PIPELINE);
        let from = self.replica.cursors()[&scope];
        let entry = stamp.map(|stamp| LogEntry {
            client: mutation.client,
            seq: mutation.seq,
            actor: None,
            stamp,
            effects: vec![],
        });
        let refused = RefusedSeq {
            seq: mutation.seq,
            reason: Refusal::NotAllowed,
        };
        let reply = PullReply {
            refused: entry.is_none().then_some(refused).into_iter().collect(),
            deltas: vec![ScopeDelta {
                scope,
                from,
                entries: entry.into_iter().collect(),
            }],
            lost: vec![],
            acked: mutation.seq,
            more: false,
        };
        self.replica.fold(&Journal::Absorbed(reply));
    }

    /// The stamp of the last thing that was done.
    fn last(&self) -> Stamp {
        let pending = self.replica.pending().last().unwrap();
        Stamp::new(pending.mutation.at, pending.mutation.client)
    }

    fn undoes(&self) -> Option<Stamp> {
        let next = self.replica.done().next(Turn::Undo);
        next.and_then(|step| step.action.undoes)
    }
}

#[test]
fn a_replica_that_starts_again_can_undo_and_redo_the_same() {
    let mut life = Life::new();
    let before = life.replica.clone();
    life.make(1);
    life.make(2);
    life.make(3);
    life.turn(Turn::Undo);
    // This one turns out to be impossible, as far as the program knows, and the next one is done.
    life.replica.drop_step(Turn::Undo);
    life.turn(Turn::Undo);
    life.turn(Turn::Redo);
    assert_eq!(life.replica.done().undo(), Some("createBox"));
    assert_eq!(life.replica.done().redo(), Some("createBox"));

    let mut again = before;
    for bytes in &life.journal {
        let journal: Journal = decode(FrameKind::Journal, bytes).unwrap();
        for _ in 0..2 {
            again.fold(&journal);
        }
    }
    assert_eq!(again.facts, life.replica.facts);

    let checkpoint = Segments::default().checkpoint(&life.replica, 7).unwrap();
    let segments = checkpoint.segments.iter();
    let segments = segments.map(|(id, bytes)| (*id, bytes.as_slice()));
    let restored = Restored::read(Some(&checkpoint.manifest), segments, [], FRESH);
    assert_eq!(restored.replica.facts, life.replica.facts);
}

#[test]
fn a_step_goes_by_the_stamp_that_the_server_gave() {
    let mut life = Life::new();
    life.make(1);
    let asked = life.last();
    assert_eq!(life.undoes(), Some(asked));
    let clamped = Stamp::new(Hlc::at(NOW - 50_000), samples::CLIENT);
    life.settle(Some(clamped));
    assert_eq!(life.undoes(), Some(clamped));
    // What is settled under its own stamp stays as it is, and what waits too.
    life.make(2);
    let second = life.last();
    life.make(3);
    life.settle(Some(second));
    assert_eq!(life.undoes(), Some(life.last()));
    life.turn(Turn::Undo);
    assert_eq!(life.undoes(), Some(second));
}

#[test]
fn a_step_about_what_the_log_does_not_have_is_dropped() {
    let mut life = Life::new();
    life.make(1);
    let first = life.last();
    life.make(2);
    life.settle(Some(first));
    life.settle(None);
    assert_eq!(life.undoes(), Some(first));
}

#[test]
fn a_replica_by_another_name_undoes_what_it_did_under_either() {
    let mut life = Life::new();
    life.make(1);
    let first = life.last();
    life.make(2);
    let second = life.last();
    life.settle(Some(first));
    life.replica.fold(&Journal::Renamed { client: FRESH });
    assert_eq!(life.undoes(), Some(Stamp::new(second.at, FRESH)));
    assert_eq!(life.undoes(), Some(life.last()));
    life.turn(Turn::Undo);
    assert_eq!(life.undoes(), Some(first));
    // The server settles the first one that waits, by its new name and number.
    life.settle(Some(Stamp::new(second.at, FRESH)));
    assert_eq!(life.undoes(), Some(first));
}

#[test]
fn something_new_ends_what_could_be_done_again_and_old_steps_are_forgotten() {
    let action = |n: usize| {
        let rename = Operation::RenameBox {
            id: samples::BOX,
            name: "x".repeat(n),
        };
        Action::from(rename)
    };
    let step = |n: usize| Some(Step::new(n.to_string(), action(n)));
    let mut done = Done::default();
    for n in 0..150 {
        done.record(Turn::Do, &action(0), step(n));
    }
    for n in (50..150).rev() {
        assert_eq!(done.undo(), Some(&*n.to_string()));
        done.record(Turn::Undo, &action(n), step(n));
    }
    assert_eq!((done.undo(), done.redo()), (None, Some("50")));
    // What a page does by itself is nothing new.
    let thread = ThreadId("t".to_owned());
    let mails = vec![];
    let noted = Operation::Box(samples::BOX, BoxOperation::AddMails { thread, mails });
    done.record(Turn::Do, &noted.into(), None);
    assert_eq!((done.undo(), done.redo()), (None, Some("50")));
    done.record(Turn::Redo, &action(50), step(1));
    done.record(Turn::Do, &action(0), None);
    assert_eq!((done.undo(), done.redo()), (Some("1"), None));

    // Four of 300 kB are more than fit.
    for n in 0..4 {
        done.record(Turn::Do, &action(0), step(300_000 + n));
    }
    for n in (1..4).rev() {
        assert_eq!(done.undo(), Some(&*(300_000 + n).to_string()));
        done.record(Turn::Undo, &action(300_000 + n), None);
    }
    assert_eq!(done.undo(), None);
    done.record(Turn::Do, &action(0), step(2_000_000));
    assert_eq!(done.undo(), Some("2000000"));
}
