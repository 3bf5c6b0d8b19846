//! A replica that is read from disk is the one that was written.

use std::collections::BTreeMap;

use boxwood_model::{
    Actor, BoxId, ClientId, ContactId, ContactOperation, ContactText, Context, Effect, Operation,
    OrganizationId, OrganizationOperation, OrganizationText, PipelineId, Refusal, Scope, StageId,
    Stamp,
};
use proptest::prelude::*;

use super::samples;
use crate::{
    Damage, FrameKind, Intent, Journal, LogEntry, PullReply, RefusedSeq, Replica, Restored,
    ScopeDelta, Segments, encode,
};

/// A disk that does what checkpoints and journals ask of it, and nothing else.
#[derive(Default)]
struct Disk {
    segments: Segments,
    stored: BTreeMap<u32, Vec<u8>>,
    manifest: Option<Vec<u8>>,
    journal: Vec<(u64, Vec<u8>)>,
    next: u64,
}

impl Disk {
    fn record(&mut self, journal: &Journal) {
        let bytes = encode(FrameKind::Journal, journal).unwrap();
        self.journal.push((self.next, bytes));
        self.next += 1;
    }

    fn checkpoint(&mut self, replica: &Replica) {
        self.next += 1;
        let checkpoint = self.segments.checkpoint(replica, self.next).unwrap();
        for id in checkpoint.dropped {
            self.stored.remove(&id);
        }
        self.stored.extend(checkpoint.segments);
        self.manifest = Some(checkpoint.manifest);
        self.journal.clear();
    }

    fn read(&self) -> Restored {
        let segments = self
            .stored
            .iter()
            .map(|(id, bytes)| (*id, bytes.as_slice()));
        let journal = self.journal.iter().map(|(n, bytes)| (*n, bytes.as_slice()));
        let fresh = ClientId::from_bytes([99; 16]);
        Restored::read(self.manifest.as_deref(), segments, journal, fresh)
    }
}

/// What a replica does in a random history.
#[derive(Debug, Clone)]
enum Step {
    Create(u8),
    Rename(u8, String),
    Notes(u8, usize),
    Delete(u8),
    /// Makes a contact, or writes so much about it.
    Contact(u8, usize),
    /// Makes an organization, or writes so much about it.
    Organization(u8, usize),
    /// The server settles what waits, refusing one in so many.
    Settle(usize),
    Checkpoint,
    Dismiss,
    SignOut,
    SignIn,
    Lose,
    Rename2(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<u8>().prop_map(Step::Create),
        4 => (any::<u8>(), "[a-z]{1,5}").prop_map(|(n, name)| Step::Rename(n, name)),
        2 => (any::<u8>(), 1..60_000usize).prop_map(|(n, size)| Step::Notes(n, size)),
        1 => any::<u8>().prop_map(Step::Delete),
        2 => (any::<u8>(), 1..60_000usize).prop_map(|(n, size)| Step::Contact(n, size)),
        2 => (any::<u8>(), 1..60_000usize).prop_map(|(n, size)| Step::Organization(n, size)),
        4 => (2..5usize).prop_map(Step::Settle),
        2 => Just(Step::Checkpoint),
        1 => Just(Step::Dismiss),
        1 => Just(Step::SignOut),
        1 => Just(Step::SignIn),
        1 => Just(Step::Lose),
        1 => any::<u8>().prop_map(Step::Rename2),
    ]
}

/// A replica, its disk, and just enough of a server.
struct Life {
    replica: Replica,
    disk: Disk,
    now: u64,
    commands: u64,
    versions: BTreeMap<Scope, u64>,
}

impl Life {
    fn new() -> Self {
        let replica = Replica::new(samples::CLIENT);
        let mut disk = Disk::default();
        disk.checkpoint(&replica);
        let mut life = Self {
            replica,
            disk,
            now: 1_800_000_100_000,
            commands: 0,
            versions: BTreeMap::new(),
        };
        let sign_in = samples::journal().swap_remove(2);
        life.happen(&sign_in);
        let mut reply = samples::first::pull_reply();
        reply.acked = 0;
        reply.refused.clear();
        let deltas = reply.deltas.iter();
        life.versions = deltas.map(|d| (d.scope, d.entries.len() as u64)).collect();
        life.happen(&Journal::Absorbed(reply));
        life
    }

    fn happen(&mut self, journal: &Journal) {
        let changed = self.replica.fold(journal);
        self.disk.segments.touch(&changed);
        self.disk.record(journal);
    }

    fn intend(&mut self, operation: Operation) {
        self.now += 10;
        self.commands += 1;
        let command = u128::from(self.commands).to_be_bytes();
        // What is refused changes nothing, which is a fine history too.
        if let Ok(Intent::Taken { journal, .. }) = self.replica.intend(command, operation, self.now)
        {
            self.disk.record(&journal);
        }
    }

    fn settle(&mut self, refuse: usize) {
        let mut confirmed = self.replica.confirmed().clone();
        let mut deltas: BTreeMap<Scope, Vec<LogEntry>> = BTreeMap::new();
        let mut refused = Vec::new();
        for (n, pending) in self.replica.pending().enumerate() {
            let mutation = &pending.mutation;
            let stamp = Stamp::new(mutation.at, mutation.client);
            let actor = Actor::User(samples::ANN);
            let seq = mutation.seq;
            match mutation.action.plan(Context { actor, stamp }, &confirmed) {
                Ok(effects) if n % refuse != refuse - 1 => {
                    for effect in &effects {
                        effect.apply(stamp, &mut confirmed);
                    }
                    // Everything here is about one record.
                    let scope = effects.first().map_or(Scope::Team, Effect::scope);
                    deltas.entry(scope).or_default().push(LogEntry {
                        client: mutation.client,
                        seq,
                        actor: Some(samples::ANN),
                        stamp,
                        effects,
                    });
                }
                outcome => {
                    let reason = outcome.err().unwrap_or(Refusal::NotAllowed);
                    refused.push(RefusedSeq { seq, reason });
                }
            }
        }
        let deltas = deltas.into_iter().map(|(scope, entries)| {
            let version = self.versions.entry(scope).or_default();
            let from = *version;
            *version += entries.len() as u64;
            ScopeDelta {
                scope,
                from,
                entries,
            }
        });
        let reply = PullReply {
            deltas: deltas.collect(),
            lost: vec![],
            acked: self.replica.last_seq(),
            refused,
            more: false,
        };
        self.happen(&Journal::Absorbed(reply));
        assert_eq!(*self.replica.confirmed(), confirmed);
        assert_eq!(self.replica.pending().len(), 0);
    }

    fn contact(&mut self, n: u8, size: usize) {
        let id = ContactId::from_parts(u64::from(n % 24), [4; 10]);
        let there = self.replica.confirmed().contacts.contains_key(&id)
            || self.replica.waiting_records().contacts.contains_key(&id);
        let change = if there {
            ContactOperation::SetText(ContactText::Notes, "c".repeat(size))
        } else {
            ContactOperation::Create {
                given_name: format!("contact {n}"),
                family_name: String::new(),
                emails: vec![],
            }
        };
        self.intend(Operation::Contact(id, change));
    }

    fn organization(&mut self, n: u8, size: usize) {
        let id = OrganizationId::from_parts(u64::from(n % 24), [5; 10]);
        let there = self.replica.confirmed().organizations.contains_key(&id)
            || self
                .replica
                .waiting_records()
                .organizations
                .contains_key(&id);
        let change = if there {
            OrganizationOperation::SetText(OrganizationText::Notes, "o".repeat(size))
        } else {
            OrganizationOperation::Create {
                name: format!("organization {n}"),
                domains: vec![],
            }
        };
        self.intend(Operation::Organization(id, change));
    }

    fn step(&mut self, step: Step) {
        let id = |n: u8| BoxId::from_parts(u64::from(n % 24), [3; 10]);
        match step {
            Step::Create(n) => self.intend(Operation::CreateBox {
                id: id(n),
                pipeline: samples::PIPELINE,
                stage: samples::STAGE,
                name: format!("box {n}"),
                thread: None,
            }),
            Step::Rename(n, name) => self.intend(Operation::RenameBox { id: id(n), name }),
            Step::Notes(n, size) => self.intend(Operation::SetNotes {
                id: id(n),
                notes: "n".repeat(size),
            }),
            Step::Delete(n) => self.intend(Operation::DeleteBox { id: id(n) }),
            Step::Contact(n, size) => self.contact(n, size),
            Step::Organization(n, size) => self.organization(n, size),
            Step::Settle(refuse) => self.settle(refuse),
            Step::Checkpoint => self.disk.checkpoint(&self.replica),
            Step::Dismiss => {
                if let Some(refused) = self.replica.refused().first() {
                    let number = refused.number;
                    self.happen(&Journal::Dismissed { number });
                }
            }
            Step::SignOut => self.happen(&Journal::SignedOut),
            Step::SignIn => self.happen(&samples::journal().swap_remove(2)),
            Step::Lose => {
                let other = PipelineId::from_bytes([11; 16]);
                let mut reply = samples::first::pull_reply();
                reply.deltas.clear();
                reply.lost = vec![Scope::Pipeline(other)];
                reply.acked = 0;
                self.happen(&Journal::Absorbed(reply));
            }
            Step::Rename2(n) => {
                let client = ClientId::from_bytes([n | 1; 16]);
                self.happen(&Journal::Renamed { client });
            }
        }
    }

    fn check(&self) {
        let restored = self.disk.read();
        assert_eq!(restored.damage, Damage::default());
        assert_eq!(restored.passed_over, 0);
        let (theirs, ours) = (&restored.replica, &self.replica);
        assert_eq!(theirs.facts, ours.facts);
        assert_eq!(theirs.confirmed, ours.confirmed);
        assert_eq!(theirs.waiting_records(), ours.waiting_records());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn what_is_on_disk_is_the_replica_at_any_moment(steps in prop::collection::vec(step(), 1..40)) {
        let mut life = Life::new();
        for step in steps {
            life.step(step);
            life.check();
        }
        life.disk.checkpoint(&life.replica);
        life.check();
    }
}

#[test]
fn many_boxes_lie_in_several_segments_and_an_edit_writes_one() {
    let mut life = Life::new();
    for n in 0..60u64 {
        let id = BoxId::from_parts(n, [3; 10]);
        life.intend(Operation::CreateBox {
            id,
            pipeline: samples::PIPELINE,
            stage: samples::STAGE,
            name: format!("box {n}"),
            thread: None,
        });
        let notes = "語".repeat(10_000);
        life.intend(Operation::SetNotes { id, notes });
    }
    life.settle(1_000);
    life.disk.checkpoint(&life.replica);
    life.check();
    let segments = life.disk.stored.len();
    assert!(segments >= 4, "{segments}");

    let id = BoxId::from_parts(30, [3; 10]);
    let name = "renamed".to_owned();
    life.intend(Operation::RenameBox { id, name });
    life.settle(1_000);
    let checkpoint = life.disk.segments.checkpoint(&life.replica, 0).unwrap();
    assert_eq!(checkpoint.segments.len(), 1);
    assert_eq!(checkpoint.dropped, []);
    let nothing = life.disk.segments.checkpoint(&life.replica, 0).unwrap();
    assert_eq!(nothing.segments, []);
    life.disk.segments.all_dirty();
    let all = life.disk.segments.checkpoint(&life.replica, 0).unwrap();
    assert_eq!(all.segments.len(), segments);
}

#[test]
fn contacts_and_organizations_have_segments_of_their_own() {
    let mut life = Life::new();
    for n in 0..24 {
        for size in [1, 60_000] {
            life.contact(n, size);
            life.organization(n, size);
        }
    }
    life.settle(1_000);
    life.disk.checkpoint(&life.replica);
    life.check();
    let before = life.disk.stored.len();
    assert!(before >= 8, "{before}");

    life.contact(7, 10);
    life.settle(1_000);
    let checkpoint = life.disk.segments.checkpoint(&life.replica, 0).unwrap();
    assert_eq!(checkpoint.segments.len(), 1);

    // Whoever may not read the team any more keeps nothing of it, and the boxes stay.
    let mut reply = samples::first::pull_reply();
    reply.deltas.clear();
    reply.lost = vec![Scope::Team];
    life.happen(&Journal::Absorbed(reply));
    life.disk.checkpoint(&life.replica);
    life.check();
    assert!(life.replica.confirmed().contacts.is_empty());
    assert!(life.replica.confirmed().organizations.is_empty());
    assert_eq!(life.disk.stored.len(), 1);
}

#[test]
fn a_pipeline_that_is_lost_leaves_no_byte() {
    let mut life = Life::new();
    life.step(Step::Create(1));
    life.settle(1_000);
    life.disk.checkpoint(&life.replica);
    let mut reply = samples::first::pull_reply();
    reply.deltas.clear();
    reply.lost = vec![Scope::Pipeline(samples::PIPELINE)];
    life.happen(&Journal::Absorbed(reply));
    assert!(life.replica.confirmed().boxes.is_empty());
    assert!(life.replica.confirmed().pipelines.is_empty());
    life.disk.checkpoint(&life.replica);
    life.check();
    assert!(life.disk.stored.is_empty());
    let manifest = life.disk.manifest.clone().unwrap();
    let stage: &[u8] = StageId::as_bytes(&samples::STAGE);
    assert!(!manifest.windows(16).any(|bytes| bytes == stage));
}

#[test]
fn the_same_command_is_taken_once_even_after_a_restart() {
    let mut life = Life::new();
    let operation = |n| Operation::CreateBox {
        id: BoxId::from_parts(n, [3; 10]),
        pipeline: samples::PIPELINE,
        stage: samples::STAGE,
        name: "once".to_owned(),
        thread: None,
    };
    life.intend(operation(1));
    let made = operation(1).makes();
    let mut again = life.disk.read().replica;
    let command = u128::from(life.commands).to_be_bytes();
    let before = again.facts.clone();
    let repeated = again.intend(command, operation(2), life.now + 5);
    assert_eq!(repeated, Ok(Intent::Repeated { made }));
    assert_eq!(again.facts, before);
}
