//! One suite for every database; what it means for the protocol is tested through the server.

mod accounts;
mod identities;
mod moving_in;
mod sessions;

use boxwood_model::{
    BoxId, BoxRecord, Effect, Hlc, Pipeline, PipelineRole, Refusal, Sharing, StageId, Stamp,
};
use boxwood_sync::ServerId;
use boxwood_testkit::conformance::{Agreed, agrees};

use super::*;
use crate::held::Held;
use crate::storage::Purpose;
use crate::token::{Credential, Kind, Token, TokenId};
use accounts::{
    deeds_are_kept_in_order, invitations_are_kept, keys_are_found_by_their_hash,
    nothing_of_another_team_is_found, what_somebody_is_known_by_passes_on,
};
use identities::{codes_are_taken_once, people_are_known_by_the_issuers_name};
use moving_in::{
    room_that_was_not_taken_was_never_made, who_moves_in_finds_the_numbers_of_the_log_alone,
};
use sessions::{sessions_are_found_by_their_tokens, sessions_that_are_over_are_forgotten};

/// Each test for each database.
macro_rules! on_every_database {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name(crate::held::Held::sqlite);
            })*
        }
        #[cfg(unix)]
        mod postgres {
            $(#[test]
            fn $name() {
                super::$name(crate::held::Held::postgres);
            })*
        }
    };
}

on_every_database! {
    versions_have_no_gaps_and_scopes_do_not_mix
    a_person_sees_the_team_their_pipelines_and_nobody_elses_own
    whatever_people_do_it_answers_as_the_store_in_memory
    a_reading_is_bounded_in_bytes_and_always_gets_on
    a_reader_leaves_forgetting_to_a_writer
    a_reader_does_not_write
    a_damaged_record_is_an_error_and_not_an_absence
    the_clock_is_kept
    what_is_undone_never_was
    what_is_rolled_back_never_was
    a_reading_is_one_snapshot
    boxes_in_the_bin_come_in_the_order_in_which_they_were_deleted
    tokens_hold_until_they_are_revoked
    sessions_are_found_by_their_tokens
    sessions_that_are_over_are_forgotten
    people_are_known_by_the_issuers_name
    codes_are_taken_once
    keys_are_found_by_their_hash
    invitations_are_kept
    deeds_are_kept_in_order
    nothing_of_another_team_is_found
    what_somebody_is_known_by_passes_on
    changes_are_noticed_by_other_connections
    every_record_comes_back_as_it_went
    who_moves_in_finds_the_numbers_of_the_log_alone
    room_that_was_not_taken_was_never_made
}

type New = fn() -> Held;

const CLIENT: ClientId = ClientId::from_bytes([1; 16]);
const SERVER: ServerId = ServerId([9; 16]);
const PIPELINE: PipelineId = PipelineId::from_bytes([2; 16]);
const ANN: UserId = UserId::from_bytes([3; 16]);
const BEN: UserId = UserId::from_bytes([4; 16]);

fn entry(seq: u64, weight: usize) -> LogEntry {
    LogEntry {
        client: CLIENT,
        seq,
        actor: None,
        stamp: Stamp::new(Hlc::at(seq), CLIENT),
        effects: vec![Effect::RenamePipeline {
            id: PIPELINE,
            name: "x".repeat(weight),
        }],
    }
}

fn versions_have_no_gaps_and_scopes_do_not_mix(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
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

fn a_person_sees_the_team_their_pipelines_and_nobody_elses_own(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
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

fn whatever_people_do_it_answers_as_the_store_in_memory(new: New) {
    let mut total = Agreed::default();
    for seed in 1..=12 {
        let held = new();
        let mut connection = held.begin();
        let mut store = held.writing(&mut *connection);
        let agreed = agrees(&mut store, Store::commit, seed, 300);
        let agreed = agreed.unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
        total.settled += agreed.settled;
        total.forgotten += agreed.forgotten;
        total.entries += agreed.entries;
    }
    assert!(total.settled > 500 && total.forgotten > 5, "{total:?}");
}

fn a_reading_is_bounded_in_bytes_and_always_gets_on(new: New) {
    let held = new();
    let heavy = READING / 2;
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    for n in 1..=3 {
        store.append(Scope::Team, &entry(n, heavy)).unwrap();
    }
    store
        .append(Scope::User(ANN), &entry(4, 2 * READING))
        .unwrap();
    store.commit().unwrap();
    let first = store.entries(Scope::Team, 0, 10).unwrap();
    assert_eq!(first.len(), 1, "the second would not fit");
    assert_eq!(store.entries(Scope::User(ANN), 0, 10).unwrap(), []);
    store.commit().unwrap();
    let whole = store.entries(Scope::User(ANN), 0, 10).unwrap();
    assert_eq!(whole.len(), 1, "the first of a reading always goes");
}

fn a_reader_leaves_forgetting_to_a_writer(new: New) {
    let held = new();
    let mut writing = held.begin();
    let refused = |seq| RefusedSeq {
        seq,
        reason: Refusal::NotAllowed,
    };
    let mut writer = held.writing(&mut *writing);
    for seq in [2, 5] {
        writer.put_refusal(CLIENT, &refused(seq)).unwrap();
    }
    writer.commit().unwrap();
    let mut reading = held.snapshot();
    let mut store = Store::reading(&mut *reading, held.database.team());
    store.forget_refusals(CLIENT, 1).unwrap();
    assert_eq!(store.to_forget(), None, "there is nothing to forget");
    store.forget_refusals(CLIENT, 2).unwrap();
    assert_eq!(store.to_forget(), Some((CLIENT, 2)));
    assert_eq!(store.refusals(CLIENT, 2).unwrap(), [refused(5)]);

    writer.forget_refusals(CLIENT, 2).unwrap();
    writer.commit().unwrap();
    assert_eq!(writer.refusals(CLIENT, 0).unwrap(), [refused(5)]);
}

fn a_reader_does_not_write(new: New) {
    let held = new();
    let mut reading = held.snapshot();
    let mut store = Store::reading(&mut *reading, held.database.team());
    store.put_clock(Clock::default()).unwrap();
    assert!(matches!(store.finish(), Err(StoreError::ReadOnly)));
    let hash = Token::random(Kind::Lasting).unwrap().hash();
    assert!(reading.keep_token(ANN, hash, 1).is_err());
}

fn a_damaged_record_is_an_error_and_not_an_absence(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let (joined, _) = crate::team::join(&mut store, SERVER, 1, "ann@example.com", None).unwrap();
    store.commit().unwrap();
    let at = key_columns(Key::Member(joined.member.id), held.database.team());
    let mut damaged = crate::storage::Batch::default();
    let bytes = connection.record(at).unwrap().unwrap();
    let row = crate::storage::RecordRow {
        scope: scope_to_bytes(Scope::Team),
        bytes: bytes[..20].to_vec(),
        deleted_at: None,
    };
    damaged.records.insert(at, Some(row));
    connection.write(&damaged).unwrap();
    let mut store = held.writing(&mut *connection);
    assert!(matches!(
        store.member(joined.member.id),
        Err(StoreError::Frame(_))
    ));
}

fn the_clock_is_kept(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let mut clock = store.clock().unwrap();
    assert_eq!(clock, Clock::default());
    clock.tick(1_000);
    store.put_clock(clock).unwrap();
    assert_eq!(store.clock().unwrap(), clock);
    store.commit().unwrap();
    assert_eq!(store.clock().unwrap(), clock);
}

/// Jobs that are undone, before and after their rows had to be in the database for something that
/// was asked, leave what was kept as it was.
fn what_is_undone_never_was(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let hash = || Token::random(Kind::Lasting).unwrap().hash();
    let kept = hash();
    for (seq, (asks, keeps)) in [
        (false, true),
        (false, false),
        (true, false),
        (true, true),
        (true, false),
        (false, true),
    ]
    .into_iter()
    .enumerate()
    {
        let seq = seq as u64;
        let record = pipeline(seq);
        let mut changed = State::default();
        changed.insert(Record::Pipeline(Box::new(record)));
        store.put(&changed).unwrap();
        store.append(Scope::Team, &entry(seq, 1)).unwrap();
        let client = Client {
            user: ANN,
            last_seq: seq,
        };
        store.put_client(CLIENT, &client).unwrap();
        if asks {
            assert_eq!(store.pipelines().unwrap(), [PIPELINE]);
            let token = if keeps { kept } else { hash() };
            store
                .connection()
                .unwrap()
                .keep_token(ANN, token, 1)
                .unwrap();
        }
        assert_eq!(
            store.record(Key::Pipeline(PIPELINE)).unwrap(),
            Some(Record::Pipeline(Box::new(pipeline(seq))))
        );
        if keeps {
            store.keep().unwrap();
        } else {
            store.undo().unwrap();
        }
    }
    store.finish().unwrap();
    store.connection.commit().unwrap();
    drop(connection);

    let mut connection = held.snapshot();
    let mut store = Store::reading(&mut *connection, held.database.team());
    assert_eq!(
        store.entries(Scope::Team, 0, 9).unwrap(),
        [entry(0, 1), entry(3, 1), entry(5, 1)]
    );
    assert_eq!(store.all_heads().unwrap(), Heads::from([(Scope::Team, 3)]));
    assert_eq!(store.client(CLIENT).unwrap().unwrap().last_seq, 5);
    let shown = store.record(Key::Pipeline(PIPELINE)).unwrap();
    assert_eq!(shown, Some(Record::Pipeline(Box::new(pipeline(5)))));
    assert_eq!(connection.token_count().unwrap(), (1, 0));
    assert!(connection.holder(kept).unwrap().is_some());
    assert_eq!(connection.access_count().unwrap(), 3);
}

fn what_is_rolled_back_never_was(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    store.append(Scope::Team, &entry(1, 1)).unwrap();
    store.keep().unwrap();
    store.finish().unwrap();
    connection.roll_back().unwrap();
    connection.roll_back().unwrap();
    connection.begin().unwrap();
    assert_eq!(connection.heads().unwrap(), []);
}

fn a_reading_is_one_snapshot(new: New) {
    let held = new();
    let mut reading = held.snapshot();
    assert_eq!(reading.heads().unwrap(), []);
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    store.append(Scope::Team, &entry(1, 1)).unwrap();
    store.commit().unwrap();
    assert_eq!(reading.heads().unwrap(), [], "as it was when it began");
    reading.roll_back().unwrap();
    reading.begin().unwrap();
    assert_eq!(reading.heads().unwrap().len(), 1);
}

fn boxes_in_the_bin_come_in_the_order_in_which_they_were_deleted(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let mut changed = State::default();
    let stage = StageId::from_bytes([5; 16]);
    for (n, deleted) in [(1_u8, Some(30)), (2, None), (3, Some(10)), (4, Some(20))] {
        let stamp = Stamp::new(Hlc::at(deleted.unwrap_or(5)), CLIENT);
        let id = BoxId::from_bytes([n; 16]);
        let mut record = BoxRecord::new(id, PIPELINE, stage, "Deal".to_owned(), ANN, stamp);
        record.change(|head| head.deleted.value = deleted.is_some());
        changed.insert(Record::Box(Box::new(record)));
    }
    store.put(&changed).unwrap();
    let mut find = |after, before, most| -> Vec<u8> {
        let found = store.bin(after, before, most).unwrap();
        found.iter().map(|it| it.id[0]).collect()
    };
    assert_eq!(find(Binned::default(), 99, 9), [3, 4, 1]);
    assert_eq!(find(Binned::default(), 20, 9), [3, 4]);
    assert_eq!(find(Binned::default(), 99, 1), [3]);
    let first = Binned {
        deleted_at: 10,
        id: [3; 16],
    };
    assert_eq!(find(first, 99, 9), [4, 1]);
    store.remove(Key::Box(BoxId::from_bytes([4; 16]))).unwrap();
    let left = store.bin(first, 99, 9).unwrap();
    assert_eq!(left.len(), 1);
}

fn tokens_hold_until_they_are_revoked(new: New) {
    let held = new();
    let mut connection = held.begin();
    let hashes = [(); 4].map(|()| Token::random(Kind::Lasting).unwrap().hash());
    for (n, hash) in hashes.into_iter().enumerate() {
        let user = if n < 3 { ANN } else { BEN };
        connection.keep_token(user, hash, 1_000).unwrap();
    }
    assert!(
        connection
            .holder(Token::random(Kind::Lasting).unwrap().hash())
            .unwrap()
            .is_none()
    );
    let held_by = |connection: &mut dyn Connection| -> Vec<Option<(TokenId, UserId)>> {
        let found = hashes
            .map(|hash| connection.holder(hash).unwrap())
            .into_iter();
        let id = |credential| match credential {
            Credential::Token(id) => id,
            other => panic!("it is a token, not {other:?}"),
        };
        found
            .map(|holder| holder.map(|it| (id(it.credential), it.user)))
            .collect()
    };
    let holders = held_by(&mut *connection);
    let ids: Vec<_> = holders.iter().map(|holder| holder.unwrap().0).collect();
    assert_eq!(holders[3].unwrap().1, BEN);
    assert!(connection.revoke_token(ids[0], 2_000).unwrap());
    assert!(!connection.revoke_token(ids[0], 3_000).unwrap());
    assert!(!connection.token_holds(ids[0]).unwrap());
    assert_eq!(connection.token_count().unwrap(), (4, 1));
    assert_eq!(connection.revoke_tokens(ANN, 4_000).unwrap(), 2);
    let holds = held_by(&mut *connection)
        .iter()
        .map(Option::is_some)
        .collect::<Vec<_>>();
    assert_eq!(holds, [false, false, false, true]);
    let listed = connection.tokens().unwrap();
    let listed: Vec<_> = listed
        .iter()
        .map(|row| (row.id, row.user, row.created, row.revoked))
        .collect();
    assert_eq!(
        listed,
        [
            (ids[0], ANN, 1_000, Some(2_000)),
            (ids[1], ANN, 1_000, Some(4_000)),
            (ids[2], ANN, 1_000, Some(4_000)),
            (ids[3], BEN, 1_000, None),
        ]
    );
}

fn changes_are_noticed_by_other_connections(new: New) {
    let held = new();
    let mut looking = held.database.connect(Purpose::Reading).unwrap();
    let before = looking.changes().unwrap();
    assert_eq!(looking.changes().unwrap(), before);
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    store.append(Scope::Team, &entry(1, 1)).unwrap();
    store.commit().unwrap();
    let after = looking.changes().unwrap();
    assert_ne!(after, before);
    connection
        .keep_token(ANN, Token::random(Kind::Lasting).unwrap().hash(), 1)
        .unwrap();
    connection.commit().unwrap();
    assert_ne!(looking.changes().unwrap(), after);
}

fn every_record_comes_back_as_it_went(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let (joined, _) = crate::team::join(&mut store, SERVER, 1, "ann@example.com", None).unwrap();
    let mut changed = State::default();
    changed.insert(Record::Pipeline(Box::new(pipeline(1))));
    store.put(&changed).unwrap();
    store.commit().unwrap();
    let member = store.member(joined.member.id).unwrap().unwrap();
    assert_eq!(member, joined.member);
    assert_eq!(store.people().unwrap(), [member]);
    assert_eq!(store.owners().unwrap(), 1);
    let found = store.member_by_email("ann@example.com").unwrap();
    assert_eq!(found, Some(joined.member.id));
    let records = store.records_of(PIPELINE).unwrap();
    assert_eq!(records, [Record::Pipeline(Box::new(pipeline(1)))]);
    store.remove(Key::Pipeline(PIPELINE)).unwrap();
    assert_eq!(store.record(Key::Pipeline(PIPELINE)).unwrap(), None);
    store.commit().unwrap();
    assert_eq!(store.record(Key::Pipeline(PIPELINE)).unwrap(), None);
    assert_eq!(store.pipelines().unwrap(), []);
}

fn pipeline(n: u64) -> Pipeline {
    let stamp = Stamp::new(Hlc::at(1 + n), CLIENT);
    Pipeline::new(PIPELINE, format!("Pipeline {n}"), BEN, stamp)
}
