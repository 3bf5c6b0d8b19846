//! What cannot be read is counted, and what can be saved is.

use boxwood_model::{BoxId, ClientId, Operation};

use super::samples;
use crate::{Damage, FrameKind, Intent, Journal, Replica, Restored, Segments, decode, encode};

const FRESH: ClientId = ClientId::from_bytes([99; 16]);

/// A checkpoint of a replica that is up to date, and behind it a journal of three intents.
struct Store {
    manifest: Vec<u8>,
    segment: Vec<u8>,
    journal: Vec<(u64, Vec<u8>)>,
    replica: Replica,
}

fn store() -> Store {
    let mut replica = Replica::new(samples::CLIENT);
    let mut reply = samples::first::pull_reply();
    reply.acked = 0;
    reply.refused.clear();
    replica.fold(&samples::journal()[2]);
    replica.fold(&Journal::Absorbed(reply));
    let checkpoint = Segments::default().checkpoint(&replica, 40).unwrap();
    let mut journal = Vec::new();
    for n in 0..3u8 {
        let operation = Operation::CreateBox {
            id: BoxId::from_bytes([60 + n; 16]),
            pipeline: samples::PIPELINE,
            stage: samples::STAGE,
            name: format!("box {n}"),
            thread: None,
        };
        let now = 1_800_000_100_000 + u64::from(n);
        let intent = replica.intend([n; 16], operation, now).unwrap();
        let Intent::Taken {
            journal: record, ..
        } = intent
        else {
            panic!("repeated");
        };
        let bytes = encode(FrameKind::Journal, &record).unwrap();
        journal.push((40 + u64::from(n), bytes));
    }
    Store {
        manifest: checkpoint.manifest,
        segment: checkpoint.segments[0].1.clone(),
        journal,
        replica,
    }
}

impl Store {
    fn read(&self) -> Restored {
        let journal = self.journal.iter().map(|(n, bytes)| (*n, bytes.as_slice()));
        let segments = [(0, self.segment.as_slice())];
        Restored::read(Some(&self.manifest), segments, journal, FRESH)
    }
}

fn numbers(replica: &Replica) -> Vec<u64> {
    replica.pending().map(|p| p.mutation.seq).collect()
}

#[test]
fn an_undamaged_store_is_read_wholly() {
    let store = store();
    let restored = store.read();
    assert_eq!(restored.damage, Damage::default());
    assert_eq!(restored.replica.facts, store.replica.facts);
}

#[test]
fn nothing_at_all_is_a_new_replica() {
    let restored = Restored::read(None, [], [], FRESH);
    assert_eq!(restored.damage, Damage::default());
    assert_eq!(restored.replica.client(), FRESH);
    assert_eq!((restored.journal, restored.passed_over), (0, 0));
}

#[test]
fn a_journal_without_a_manifest_is_behind_a_refused_checkpoint() {
    let store = store();
    let journal = store
        .journal
        .iter()
        .map(|(n, bytes)| (*n, bytes.as_slice()));
    let restored = Restored::read(None, [], journal, FRESH);
    assert_eq!(restored.passed_over, 3);
    assert_eq!(restored.replica.pending().len(), 0);
    assert_eq!(restored.replica.client(), FRESH);
}

#[test]
fn a_damaged_segment_is_asked_for_anew_and_what_waits_is_kept() {
    for end in [0, 3, 20] {
        let mut store = store();
        store.segment.truncate(end);
        let restored = store.read();
        assert_eq!(restored.damage.segments, 1);
        let replica = restored.replica;
        assert!(replica.cursors().is_empty());
        assert!(replica.confirmed().boxes.is_empty());
        assert_eq!(numbers(&replica), [1, 2, 3]);
        assert_eq!(replica.client(), samples::CLIENT);
    }
}

#[test]
fn a_missing_segment_is_a_damaged_one() {
    let store = store();
    let restored = Restored::read(Some(&store.manifest), [], [], FRESH);
    assert_eq!(restored.damage.segments, 1);
}

#[test]
fn a_damaged_manifest_leaves_what_the_journal_says() {
    let mut store = store();
    let middle = store.manifest.len() / 2;
    store.manifest[middle] ^= 1;
    let restored = store.read();
    assert!(restored.damage.manifest);
    let replica = restored.replica;
    assert_eq!(numbers(&replica), [1, 2, 3]);
    assert_eq!(
        replica.client(),
        samples::CLIENT,
        "it is still they who wait"
    );
    assert_eq!(replica.identity(), None);
    assert!(replica.confirmed().boxes.is_empty());
}

#[test]
fn a_damaged_journal_record_leaves_the_others_and_a_gap() {
    for spoiled in 0..3 {
        let mut store = store();
        store.journal[spoiled].1.pop();
        let mut replica = store.read().replica;
        assert_eq!(store.read().damage.journal, 1);
        let left: Vec<u64> = (1..4).filter(|seq| *seq != spoiled as u64 + 1).collect();
        assert_eq!(numbers(&replica), left);

        // Only what follows on is sent, under its own number.
        let first = replica.push_request(0, u64::MAX, 10, 1 << 20);
        let sent = first.map_or(0, |request| request.intents.len());
        assert_eq!(sent, spoiled);

        // What is intended next has a number that the lost one cannot have had.
        let rename = Operation::RenameBox {
            id: samples::BOX,
            name: "later".to_owned(),
        };
        replica.intend([9; 16], rename, 1_800_000_200_000).unwrap();
        let last = *numbers(&replica).last().unwrap();
        assert!(last > 1_000_000, "{last}");
        assert_eq!(replica.push_request(3, u64::MAX, 10, 1 << 20), None);

        // The server is as far as what was sent: what is left takes another name.
        let acked = spoiled as u64;
        let mut reply = samples::first::pull_reply();
        reply.deltas.clear();
        reply.acked = acked;
        replica.fold(&Journal::Absorbed(reply));
        assert!(replica.is_counted_otherwise(acked));
        let client = ClientId::from_bytes([77; 16]);
        replica.fold(&Journal::Renamed { client });
        let anew: Vec<u64> = (1..=3 - acked).collect();
        assert_eq!(numbers(&replica), anew);
        assert!(replica.pending().all(|p| p.mutation.client == client));
        let request = replica.push_request(0, u64::MAX, 10, 1 << 20).unwrap();
        assert_eq!((request.client, request.first), (client, 1));
        assert!(!replica.is_counted_otherwise(0));
    }
}

#[test]
fn a_record_that_is_missing_ends_the_journal() {
    let mut store = store();
    store.journal.remove(1);
    let restored = store.read();
    assert_eq!(restored.damage, Damage::default());
    assert_eq!(restored.passed_over, 1);
    assert_eq!(numbers(&restored.replica), [1]);
    store.journal.remove(0);
    let restored = store.read();
    assert_eq!(restored.passed_over, 1);
    assert!(numbers(&restored.replica).is_empty());
}

#[test]
fn any_byte_of_a_store_may_be_wrong() {
    let whole = store();
    let check = |store: &Store, what: &str| {
        let restored = store.read();
        assert_ne!(restored.damage, Damage::default(), "{what}");
    };
    for at in 0..whole.manifest.len() {
        let mut store = store();
        store.manifest[at] ^= 0x10;
        check(&store, &format!("manifest {at}"));
    }
    for at in 0..whole.segment.len() {
        let mut store = store();
        store.segment[at] ^= 0x10;
        check(&store, &format!("segment {at}"));
    }
    for at in 0..whole.journal[1].1.len() {
        let mut store = store();
        store.journal[1].1[at] ^= 0x10;
        check(&store, &format!("journal {at}"));
    }
}

#[test]
fn a_token_is_not_printed() {
    let text = format!("{:?}", samples::journal());
    assert!(!text.contains("secret"));
    let bytes = encode(FrameKind::Journal, &samples::journal()[2]).unwrap();
    let back: Journal = decode(FrameKind::Journal, &bytes).unwrap();
    assert_eq!(back, samples::journal()[2]);
}
