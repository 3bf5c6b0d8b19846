//! Tests of the store; what it means for the protocol is tested through the server.

use boxwood_model::{Hlc, Pipeline, PipelineId, PipelineRole, Refusal, Sharing, Stamp};
use boxwood_sync::ServerId;

use boxwood_testkit::conformance::{Agreed, agrees};

use super::*;
use crate::database::Database;

struct Held {
    _folder: tempfile::TempDir,
    database: Database,
    connection: Connection,
}

fn held() -> Held {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path()).unwrap();
    let connection = database.writer().unwrap();
    Held {
        _folder: folder,
        database,
        connection,
    }
}

impl Held {
    fn writing(&self) -> SqliteStore<'_> {
        SqliteStore::writing(&self.connection, self.database.team)
    }
}

const CLIENT: ClientId = ClientId::from_bytes([1; 16]);
const PIPELINE: PipelineId = PipelineId::from_bytes([2; 16]);
const ANN: UserId = UserId::from_bytes([3; 16]);
const BEN: UserId = UserId::from_bytes([4; 16]);

fn entry(seq: u64, weight: usize) -> LogEntry {
    LogEntry {
        client: CLIENT,
        seq,
        actor: None,
        stamp: Stamp::new(Hlc::at(seq), CLIENT),
        effects: vec![boxwood_model::Effect::RenamePipeline {
            id: PIPELINE,
            name: "x".repeat(weight),
        }],
    }
}

#[test]
fn versions_have_no_gaps_and_scopes_do_not_mix() {
    let held = held();
    let mut store = held.writing();
    let scope = Scope::Pipeline(PIPELINE);
    for n in 1..=3 {
        assert_eq!(store.append(scope, &entry(n, 1)).unwrap(), n);
    }
    assert_eq!(store.append(Scope::Team, &entry(9, 1)).unwrap(), 1);
    assert_eq!(
        store.entries(scope, 1, 10).unwrap(),
        [entry(2, 1), entry(3, 1)]
    );
    assert_eq!(store.entries(scope, 0, 1).unwrap(), [entry(1, 1)]);
    assert_eq!(store.entries(scope, u64::MAX, 10).unwrap(), []);
}

#[test]
fn a_person_sees_the_team_their_pipelines_and_nobody_elses_own() {
    let held = held();
    let mut store = held.writing();
    assert_eq!(
        store.heads(ANN).unwrap(),
        [(Scope::Team, 0), (Scope::User(ANN), 0)]
    );
    store.append(Scope::User(BEN), &entry(1, 1)).unwrap();
    let scopes = [
        Scope::Pipeline(PIPELINE),
        Scope::Assigned(PIPELINE, ANN),
        Scope::Assigned(PIPELINE, BEN),
    ];
    for scope in scopes {
        store.append(scope, &entry(2, 1)).unwrap();
    }
    let own = [(Scope::Team, 0), (Scope::User(ANN), 0)];
    assert_eq!(store.heads(ANN).unwrap(), own, "there is no such pipeline");

    let stamp = Stamp::new(Hlc::at(1), CLIENT);
    let mut pipeline = Pipeline::new(PIPELINE, "Sales".to_owned(), BEN, stamp);
    for (sharing, seen) in [
        (Sharing::Private, None),
        (Sharing::Team(PipelineRole::Viewer), Some(scopes[0])),
        (Sharing::Team(PipelineRole::Observer), Some(scopes[1])),
    ] {
        pipeline.sharing.value = sharing;
        let mut changed = State::default();
        changed.insert(Record::Pipeline(Box::new(pipeline.clone())));
        store.put(&changed).unwrap();
        let heads = store.heads(ANN).unwrap().into_iter();
        let more: Vec<Scope> = heads
            .map(|(scope, _)| scope)
            .filter(|scope| !matches!(scope, Scope::Team | Scope::User(_)))
            .collect();
        assert_eq!(more, Vec::from_iter(seen), "{sharing:?}");
    }
}

#[test]
fn whatever_people_do_it_answers_as_the_store_in_memory() {
    let mut total = Agreed::default();
    for seed in 1..=12 {
        let held = held();
        held.connection.execute_batch("BEGIN").unwrap();
        let agreed = agrees(|| held.writing(), seed, 300);
        let agreed = agreed.unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
        total.settled += agreed.settled;
        total.forgotten += agreed.forgotten;
        total.entries += agreed.entries;
    }
    assert!(total.settled > 500 && total.forgotten > 5, "{total:?}");
}

#[test]
fn a_reading_is_bounded_in_bytes_and_always_gets_on() {
    let held = held();
    let heavy = READING / 2;
    for n in 1..=3 {
        held.writing()
            .append(Scope::Team, &entry(n, heavy))
            .unwrap();
    }
    held.writing()
        .append(Scope::User(ANN), &entry(4, 2 * READING))
        .unwrap();
    let mut reading = held.writing();
    let first = reading.entries(Scope::Team, 0, 10).unwrap();
    assert_eq!(first.len(), 1, "the second would not fit");
    assert_eq!(reading.entries(Scope::User(ANN), 0, 10).unwrap(), []);
    let whole = held.writing().entries(Scope::User(ANN), 0, 10).unwrap();
    assert_eq!(whole.len(), 1, "the first of a reading always goes");
}

#[test]
fn a_reader_leaves_forgetting_to_a_writer() {
    let held = held();
    let refused = |seq| RefusedSeq {
        seq,
        reason: Refusal::NotAllowed,
    };
    for seq in [2, 5] {
        held.writing().put_refusal(CLIENT, &refused(seq)).unwrap();
    }
    let reader = held.database.reader().unwrap();
    let mut store = SqliteStore::reading(&reader, held.database.team);
    store.forget_refusals(CLIENT, 1).unwrap();
    assert_eq!(store.to_forget(), None, "there is nothing to forget");
    store.forget_refusals(CLIENT, 2).unwrap();
    assert_eq!(store.to_forget(), Some((CLIENT, 2)));
    assert_eq!(store.refusals(CLIENT, 2).unwrap(), [refused(5)]);

    held.writing().forget_refusals(CLIENT, 2).unwrap();
    assert_eq!(held.writing().refusals(CLIENT, 0).unwrap(), [refused(5)]);
}

#[test]
fn a_damaged_record_is_an_error_and_not_an_absence() {
    let held = held();
    let mut store = held.writing();
    let (joined, _) =
        crate::team::join(&mut store, ServerId([9; 16]), 1, "ann@example.com", None).unwrap();
    held.connection
        .execute("UPDATE record SET bytes = substr(bytes, 1, 20)", [])
        .unwrap();
    assert!(matches!(
        store.member(joined.member.id),
        Err(StoreError::Frame(_))
    ));
}

#[test]
fn the_clock_is_kept() {
    let held = held();
    let mut clock = held.writing().clock().unwrap();
    assert_eq!(clock, Clock::default());
    clock.tick(1_000);
    held.writing().put_clock(clock).unwrap();
    assert_eq!(held.writing().clock().unwrap(), clock);
}
