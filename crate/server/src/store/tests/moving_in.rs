//! Room for a team that had no server, in every database.

use boxwood_model::What;

use super::*;
use crate::token::TokenHash;

const OWN: Scope = Scope::User(BEN);
const BOX: BoxId = BoxId::from_bytes([6; 16]);

pub(super) fn who_moves_in_finds_the_numbers_of_the_log_alone(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let (before, tokens) = lived_in(&mut store);
    store.append(Scope::Team, &entry(7, 1)).unwrap();
    let access = store.connection().unwrap().access_count().unwrap();
    store.vacate(before, ANN).unwrap();
    assert!(store.access_changed());
    assert_eq!(store.record(Key::Member(before)).unwrap(), None);
    assert_eq!(store.append(Scope::Team, &entry(8, 1)).unwrap(), 4);
    store.commit().unwrap();

    assert_eq!(store.people().unwrap(), []);
    assert_eq!(store.record(Key::Pipeline(PIPELINE)).unwrap(), None);
    assert_eq!(store.record(Key::Box(BOX)).unwrap(), None);
    assert_eq!(store.bin(Binned::default(), 99, 9).unwrap(), []);
    assert_eq!(store.client(CLIENT).unwrap(), None);
    assert_eq!(store.refusals(CLIENT, 0).unwrap(), []);
    let told = store.told(&[Scope::Team, OWN], None, u64::MAX, 9).unwrap();
    assert_eq!(told, []);
    assert_eq!(
        store.all_heads().unwrap(),
        Heads::from([(Scope::Team, 4), (OWN, 1)])
    );
    let log = store.entries(Scope::Team, 0, 9).unwrap();
    let log: Vec<_> = log.iter().map(|it| (it.seq, it.effects.len())).collect();
    assert_eq!(log[1..], [(6, 0), (7, 0), (8, 1)]);
    assert_eq!(log[0].1, 0);
    assert_eq!(store.entries(OWN, 0, 9).unwrap()[0].effects, []);
    let connection = store.connection().unwrap();
    assert_eq!(connection.access_count().unwrap(), access + 1);
    let holders = tokens.map(|token| connection.holder(token).unwrap().unwrap().user);
    assert_eq!(holders, [ANN, BEN]);
}

pub(super) fn room_that_was_not_taken_was_never_made(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let (before, tokens) = lived_in(&mut store);
    let log = store.entries(Scope::Team, 0, 9).unwrap();
    store.commit().unwrap();
    store.vacate(before, ANN).unwrap();
    store.undo().unwrap();
    store.finish().unwrap();
    store.commit().unwrap();

    assert_eq!(store.people().unwrap()[0].id, before);
    assert_eq!(store.pipelines().unwrap(), [PIPELINE]);
    assert_eq!(store.bin(Binned::default(), 99, 9).unwrap().len(), 1);
    assert_eq!(store.client(CLIENT).unwrap().unwrap().last_seq, 6);
    assert_eq!(store.refusals(CLIENT, 0).unwrap().len(), 1);
    let told = store.told(&[OWN], None, u64::MAX, 9).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(store.entries(Scope::Team, 0, 9).unwrap(), log);
    let connection = store.connection().unwrap();
    let holders = tokens.map(|token| connection.holder(token).unwrap().unwrap().user);
    assert_eq!(holders, [before, BEN]);
}

/// Has something of every kind in the store; says who owns the team, and the tokens of the owner and
/// of somebody else.
fn lived_in(store: &mut Store<'_>) -> (UserId, [TokenHash; 2]) {
    let (joined, _) = crate::team::join(store, SERVER, 1, "ann@example.com", None).unwrap();
    let other = Token::random(Kind::Lasting).unwrap().hash();
    store
        .connection()
        .unwrap()
        .keep_token(BEN, other, 1)
        .unwrap();
    let mut changed = State::default();
    changed.insert(Record::Pipeline(Box::new(pipeline(1))));
    let stamp = Stamp::new(Hlc::at(9), CLIENT);
    let stage = StageId::from_bytes([5; 16]);
    let mut record = BoxRecord::new(BOX, PIPELINE, stage, "Deal".to_owned(), ANN, stamp);
    record.change(|head| head.deleted.value = true);
    changed.insert(Record::Box(Box::new(record)));
    store.put(&changed).unwrap();
    store.append(Scope::Team, &entry(6, 1)).unwrap();
    store.append(OWN, &entry(6, 1)).unwrap();
    let happening = Happening {
        at: 9,
        by: Some(ANN),
        stamp,
        about: Key::Box(BOX),
        what: What::Forgotten,
    };
    store.tell(OWN, &[happening]).unwrap();
    let client = Client {
        user: joined.member.id,
        last_seq: 6,
    };
    store.put_client(CLIENT, &client).unwrap();
    let refused = RefusedSeq {
        seq: 5,
        reason: Refusal::NotAllowed,
    };
    store.put_refusal(CLIENT, &refused).unwrap();
    store.commit().unwrap();
    (joined.member.id, [joined.token.hash(), other])
}
