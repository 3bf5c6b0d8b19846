//! Tests of backups, from each database into each.

use boxwood_model::{Lesson, LessonId, Record, Register, Stamp, State};
use boxwood_sync::AuthorityStore as _;
use boxwood_testkit::conformance::agrees;

use super::*;
use crate::held::Held;
use crate::session;
use crate::store::Store;
use crate::token::{Kind, Token};

/// A place with records in it.
fn filled(held: &Held) {
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    agrees(&mut store, Store::commit, 5, 120).unwrap();
    let user = store.people().unwrap()[0].id;
    for _ in 0..2 {
        let hash = Token::random(Kind::Lasting).unwrap().hash();
        let rows = store.connection().unwrap();
        rows.keep_token(user, hash, 7).unwrap();
    }
    let lesson = Lesson {
        id: LessonId::from_bytes([1; 16]),
        user,
        content: Register::new(vec![7; 40].into(), Stamp::default()),
    };
    let mut changed = State::default();
    changed.insert(Record::Lesson(Box::new(lesson)));
    store.put(&changed).unwrap();
    let id = store.connection().unwrap().tokens().unwrap()[0].id;
    store.connection().unwrap().revoke_token(id, 9).unwrap();
    let lifetimes = session::Lifetimes {
        access: std::time::Duration::from_secs(1),
        refresh: std::time::Duration::from_secs(2),
    };
    let issued = session::begin(&mut store, 10, lifetimes, user, "Laptop").unwrap();
    let refresh = issued.refresh.reveal();
    session::renew(&mut store, 20, lifetimes, refresh, Some("a")).unwrap();
    let identity = crate::storage::IdentityRow {
        issuer: "https://id.example.com".to_owned(),
        subject: "person-1".to_owned(),
        user,
        linked: 30,
    };
    let rows = store.connection().unwrap();
    rows.put_identity(&identity).unwrap();
    crate::key::make(&mut store, 40, user, "Program").unwrap();
    let terms = crate::invitation::Terms {
        owner: false,
        email: None,
        holds: std::time::Duration::from_secs(60),
    };
    crate::invitation::make(&mut store, 50, user, terms).unwrap();
    let deed = crate::audit::Deed::KeyMade;
    crate::audit::note(&mut store, 60, Some(user), deed, "x", "127.0.0.1").unwrap();
    store.commit().unwrap();
}

fn rows(place: &Place) -> Vec<BackupRow> {
    let database = place::open(place, Wanted::Existing).unwrap();
    let mut connection = database.connect(Purpose::Reading).unwrap();
    connection.begin().unwrap();
    let mut rows = Vec::new();
    connection
        .every_row(&mut |row| {
            rows.push(row);
            Ok(())
        })
        .unwrap();
    rows
}

/// An empty place of the same kind as the one that is held.
fn from_to(from: &Held, to: &Held) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.backup");
    let written = back_up(&from.place, &file).unwrap();
    assert!(written.rows > 100, "{written:?}");
    let there = back_up(&from.place, &file).unwrap_err();
    assert!(matches!(there, BackupError::File { .. }), "{there}");

    // A place that was opened holds a team already.
    let full = restore(&file, &to.place).unwrap_err();
    assert!(matches!(full, BackupError::NotEmpty { .. }), "{full}");
    to.clear();
    let bytes = std::fs::read(&file).unwrap();
    for damage in [0, 20, bytes.len() / 2, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[damage] ^= 1;
        let other = folder.path().join("damaged");
        std::fs::write(&other, &damaged).unwrap();
        assert!(restore(&other, &to.place).is_err(), "byte {damage}");
        std::fs::write(&other, &bytes[..damage]).unwrap();
        assert!(restore(&other, &to.place).is_err(), "cut at {damage}");
    }
    assert_eq!(restore(&file, &to.place).unwrap(), written);
    assert_eq!(rows(&to.place), rows(&from.place));
    assert_ne!(server_at(&to.place), server_at(&from.place));
    // It is worked with as before.
    let database = place::open(&to.place, Wanted::Existing).unwrap();
    assert_eq!(database.team(), from.database.team());
    let mut connection = database.connect(Purpose::Writing).unwrap();
    connection.begin().unwrap();
    let mut store = Store::writing(&mut *connection, database.team());
    let server = database.server();
    crate::team::join(&mut store, server, 1, "dan@example.com", None).unwrap();
    store.commit().unwrap();
    assert_eq!(store.members().unwrap().len(), 4);
}

#[test]
fn from_sqlite_into_sqlite() {
    let from = Held::sqlite();
    filled(&from);
    from_to(&from, &Held::sqlite());
}

#[cfg(unix)]
#[test]
fn from_sqlite_into_postgres_and_back() {
    let from = Held::sqlite();
    filled(&from);
    let middle = Held::postgres();
    from_to(&from, &middle);
    from_to_again(&middle);
}

/// From a place that is not the one that `held` opened any more.
#[cfg(unix)]
fn from_to_again(held: &Held) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.backup");
    let written = back_up(&held.place, &file).unwrap();
    let place = Place::from(folder.path().join("data"));
    assert_eq!(restore(&file, &place).unwrap(), written);
    assert_eq!(rows(&place), rows(&held.place));
}

#[test]
fn what_is_no_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "Dear Ann, this is not a backup of anything.").unwrap();
    let place = Place::from(folder.path().join("data"));
    let error = restore(&file, &place).unwrap_err();
    assert!(matches!(error, BackupError::Foreign { .. }), "{error}");
    assert!(matches!(
        back_up(&place, &folder.path().join("new")).unwrap_err(),
        BackupError::Open(OpenError::Missing { .. })
    ));
}
