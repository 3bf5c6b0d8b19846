//! A replica without a server: what it settles, what it tells, and how both lie on disk.

use boxwood_model::{ClientId, LessonId, Operation, Role, Scope, TeamOperation};

use super::samples;
use crate::{
    Changed, Handover, HistoryRequest, Intent, Journal, Replica, Restored, Segments, StateHash,
    Subject,
};

const NOW: u64 = 1_800_000_000_000;

/// A replica and its segments, as a store would keep them.
struct Alone {
    replica: Replica,
    segments: Segments,
    commands: u8,
}

impl Alone {
    fn new() -> Self {
        let replica = Replica::new(samples::CLIENT);
        let begun = replica.begin_alone(samples::hello(), "Ann".to_owned(), NOW);
        let mut alone = Self {
            replica,
            segments: Segments::default(),
            commands: 0,
        };
        alone.fold(&begun.unwrap());
        alone
    }

    fn fold(&mut self, journal: &Journal) -> Changed {
        let changed = self.replica.fold(journal);
        self.segments.touch(&changed);
        changed
    }

    fn name_team(&mut self, name: &str) -> Vec<Journal> {
        self.commands = self.commands.wrapping_add(1);
        let operation = Operation::Team(TeamOperation::Rename(name.to_owned()));
        let mut command = [self.commands; 16];
        command[..8].copy_from_slice(&self.replica.last_seq().to_be_bytes());
        let taken = self.replica.intend(command, operation, NOW).unwrap();
        let Intent::Taken { journal, .. } = taken else {
            panic!("taken before");
        };
        let settled = self.replica.settle_alone(NOW).unwrap();
        self.fold(&settled);
        vec![journal, settled]
    }

    fn told(&self) -> Vec<u64> {
        let request = HistoryRequest {
            server: samples::SERVER,
            subject: Subject::Scope(Scope::Team),
            before: None,
            most: 500,
        };
        let told = self.replica.history_alone(&request, NOW).happenings;
        told.into_iter().map(|(number, _)| number).collect()
    }
}

#[test]
fn whoever_begins_alone_owns_a_team_of_one() {
    let alone = Alone::new();
    assert!(alone.replica.is_alone());
    let member = &alone.replica.confirmed().members[&samples::ANN];
    assert_eq!(
        (&*member.email, member.role.value),
        ("ann@boxwood.example", Role::Owner)
    );
    assert_eq!(alone.replica.confirmed().keys().count(), 1);
}

#[test]
fn an_address_that_is_none_begins_nothing() {
    let replica = Replica::new(samples::CLIENT);
    let hello = crate::Hello {
        email: "nobody".to_owned(),
        ..samples::hello()
    };
    assert!(replica.begin_alone(hello, "Ann".to_owned(), NOW).is_err());
}

#[test]
fn what_was_settled_waits_no_longer_and_is_numbered_without_gaps() {
    let mut alone = Alone::new();
    for n in 1..=3 {
        alone.name_team(&format!("Team {n}"));
    }
    assert_eq!(alone.replica.pending().len(), 0);
    assert_eq!(alone.replica.acked(), 3);
    assert_eq!(alone.replica.settle_alone(NOW), None);
    let told = alone.told();
    let newest = told[0];
    assert_eq!(told, (1..=newest).rev().collect::<Vec<_>>());
}

#[test]
fn an_intent_that_was_not_settled_is_settled_after_a_restart_as_it_would_have_been() {
    let mut alone = Alone::new();
    let checkpoint = alone.segments.checkpoint(&alone.replica, 0).unwrap();
    let journal = alone.name_team("Hill");
    let intent = crate::encode(crate::FrameKind::Journal, &journal[0]).unwrap();
    let restored = Restored::read(
        Some(&checkpoint.manifest),
        checkpoint
            .segments
            .iter()
            .map(|(id, bytes)| (*id, &**bytes)),
        [(0, &*intent)],
        ClientId::from_bytes([99; 16]),
    );
    let mut replica = restored.replica;
    assert_eq!(replica.pending().len(), 1);
    let settled = replica.settle_alone(NOW).unwrap();
    assert_eq!(settled, journal[1]);
    replica.fold(&settled);
    assert_eq!(replica.confirmed(), alone.replica.confirmed());
}

#[test]
fn what_happened_lies_in_segments_of_which_an_edit_writes_one() {
    let mut alone = Alone::new();
    for n in 0..900 {
        alone.name_team(&format!("{n:0900}"));
    }
    let whole = alone.segments.checkpoint(&alone.replica, 0).unwrap();
    assert!(whole.segments.len() > 2, "{}", whole.segments.len());
    for (_, bytes) in &whole.segments {
        assert!(bytes.len() < 600 * 1024);
    }
    alone.name_team("Hill");
    let next = alone.segments.checkpoint(&alone.replica, 9).unwrap();
    assert_eq!(next.segments.len(), 1);

    let mut stored: std::collections::BTreeMap<u32, Vec<u8>> = whole.segments.into_iter().collect();
    stored.extend(next.segments);
    let restored = Restored::read(
        Some(&next.manifest),
        stored.iter().map(|(id, bytes)| (*id, &**bytes)),
        [],
        ClientId::from_bytes([99; 16]),
    );
    assert_eq!(restored.replica.chronicle, alone.replica.chronicle);

    // Once a server has it all, it is gone from here.
    alone.fold(&Journal::Moving {
        access: samples::access(),
    });
    let moved = Journal::Moved {
        hello: samples::hello(),
        cursors: Some(Vec::new()),
    };
    alone.fold(&moved);
    let last = alone.segments.checkpoint(&alone.replica, 10).unwrap();
    assert_eq!(last.dropped.len(), stored.len());
    assert!(alone.told().is_empty());
}

#[test]
fn what_moves_is_named_by_what_it_is() {
    let mut alone = Alone::new();
    let first = Handover::of(&alone.replica).unwrap();
    assert_eq!(Handover::of(&alone.replica).unwrap(), first);
    alone.name_team("Hill");
    assert_ne!(Handover::of(&alone.replica).unwrap(), first);
}

#[test]
fn only_who_has_nothing_to_lose_is_bare() {
    assert!(Alone::new().replica.is_bare());
    let team = Operation::Team(TeamOperation::Rename("Hill".to_owned()));
    let lesson = Operation::Learn {
        id: LessonId::from_bytes([9; 16]),
        content: vec![1, 2, 3].into(),
    };
    for operation in [team, lesson] {
        let mut alone = Alone::new();
        let taken = alone.replica.intend([1; 16], operation, NOW).unwrap();
        assert!(matches!(taken, Intent::Taken { .. }));
        assert!(!alone.replica.is_bare(), "it waits");
        let settled = alone.replica.settle_alone(NOW).unwrap();
        alone.fold(&settled);
        assert!(!alone.replica.is_bare());
    }
}

#[test]
fn a_state_has_one_hash_whatever_order_its_records_come_in() {
    let (_, state) = samples::log();
    let mut backwards = StateHash::default();
    let mut records: Vec<_> = state.records().collect();
    records.reverse();
    for record in &records {
        backwards.add(record).unwrap();
    }
    assert_eq!(StateHash::of(&state).unwrap(), backwards);
    for left_out in state.keys().collect::<Vec<_>>() {
        let mut other = state.clone();
        boxwood_model::RecordsMut::remove(&mut other, left_out);
        if left_out != boxwood_model::Key::Team {
            assert_ne!(StateHash::of(&other).unwrap(), backwards, "{left_out:?}");
        }
    }
    // The same bits on every platform and for ever: a browser's core and a server compare them.
    let text: String = backwards
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(text, "13ad0a22096242af35c0c1acf9c02ce3");
}
