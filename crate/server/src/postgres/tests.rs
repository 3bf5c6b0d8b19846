//! Tests of opening a PostgreSQL database.

#![cfg(unix)]

use boxwood_sync::AuthorityStore as _;
use boxwood_testkit::postgres::Part;
use std::path::Path;

use super::*;
use crate::store::Store;
use crate::token::TokenHash;

fn address(part: &Part) -> PostgresAddress {
    part.address().parse().unwrap()
}

fn run(part: &Part, sql: &str) {
    connect(&address(part)).unwrap().batch_execute(sql).unwrap();
}

fn refusal(part: &Part, wanted: Wanted) -> OpenError {
    PostgresDatabase::open(&address(part), wanted).unwrap_err()
}

#[test]
fn a_database_keeps_its_identity() {
    let part = Part::new();
    let open = || PostgresDatabase::open(&address(&part), Wanted::New).unwrap();
    let (first, again) = (open(), open());
    assert_eq!((first.server, first.team), (again.server, again.team));
    assert_ne!(
        PostgresDatabase::open(&address(&Part::new()), Wanted::New)
            .unwrap()
            .server,
        first.server
    );
}

#[test]
fn servers_that_start_together_make_one_database() {
    let part = Part::new();
    let open = || {
        PostgresDatabase::open(&address(&part), Wanted::New)
            .unwrap()
            .server
    };
    let servers = std::thread::scope(|scope| {
        let starting = [(); 4].map(|()| scope.spawn(open));
        starting.map(|one| one.join().unwrap())
    });
    assert_eq!(servers, [servers[0]; 4]);
}

#[test]
fn a_database_of_every_release_goes_on() {
    for version in 1..=MIGRATIONS.len() {
        let part = Part::new();
        let name = format!("../../tests/golden/store/postgres-{version}.sql");
        let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        run(&part, &std::fs::read_to_string(sql).unwrap());
        let database = PostgresDatabase::open(&address(&part), Wanted::Existing).unwrap();
        let mut connection = database.connect(Purpose::Writing).unwrap();
        connection.begin().unwrap();
        assert_eq!(connection.tokens().unwrap().len(), 2);
        let refresh = TokenHash::of("refresh");
        let session = connection.session_by_refresh(refresh).unwrap();
        assert_eq!(session.is_some(), version >= 2);
        let mut store = Store::writing(&mut *connection, database.team());
        let people = store.people().unwrap();
        assert_eq!(people.len(), 2);
        for (scope, head) in store.all_heads().unwrap() {
            let entries = store.entries(scope, 0, 1_000).unwrap();
            assert_eq!(entries.len() as u64, head, "{scope:?}");
            store.told(&[scope], None, u64::MAX, 1_000).unwrap();
        }
        crate::team::join(&mut store, database.server(), 1, "cem@example.com", None).unwrap();
        store.commit().unwrap();
        assert_eq!(store.people().unwrap().len(), 3);
    }
}

#[test]
fn a_newer_database_is_left_as_it_is() {
    let part = Part::new();
    PostgresDatabase::open(&address(&part), Wanted::New).unwrap();
    run(&part, "UPDATE boxwood SET version = 99");
    let error = refusal(&part, Wanted::New);
    assert!(
        matches!(error, OpenError::Newer { found: 99, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("newer boxwood"), "{error}");
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let part = Part::new();
    run(&part, "CREATE TABLE record (title TEXT)");
    let error = refusal(&part, Wanted::New);
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");
    run(&part, "INSERT INTO record VALUES ('x')");
}

#[test]
fn what_is_not_there_is_not_made_by_looking() {
    let part = Part::new();
    for _ in 0..2 {
        let error = refusal(&part, Wanted::Existing);
        assert!(matches!(error, OpenError::Missing { .. }), "{error}");
    }
}

#[test]
fn a_password_is_shown_to_nobody() {
    let address: PostgresAddress = "postgresql://ann:secret@127.0.0.1:1/crm".parse().unwrap();
    let error = PostgresDatabase::open(&address, Wanted::New).unwrap_err();
    assert!(matches!(error, OpenError::Failed { .. }), "{error}");
    for shown in [
        format!("{error}"),
        format!("{error:?}"),
        format!("{address:?}"),
    ] {
        assert!(!shown.contains("secret"), "{shown}");
        assert!(
            shown.contains("crm") && shown.contains("127.0.0.1"),
            "{shown}"
        );
    }
    for wrong in [
        "",
        "crm.example.com",
        "postgresql://",
        "postgresql:///crm",
        "mysql://h/d",
    ] {
        assert!(wrong.parse::<PostgresAddress>().is_err(), "{wrong}");
    }
}

#[test]
fn every_commit_waits_for_the_disk() {
    let part = Part::new();
    let careless = format!("{}%20-csynchronous_commit%3Doff", part.address());
    let mut client = connect(&careless.parse().unwrap()).unwrap();
    let row = client.query_one("SHOW synchronous_commit", &[]).unwrap();
    assert_eq!(row.get::<_, String>(0), "on");
}

#[test]
fn a_connection_that_was_cut_is_broken_and_another_one_works() {
    let part = Part::new();
    let database = PostgresDatabase::open(&address(&part), Wanted::New).unwrap();
    let mut connection = database.connect(Purpose::Writing).unwrap();
    connection.begin().unwrap();
    run(
        &part,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'boxwood' AND pid <> pg_backend_pid()
         AND query LIKE '%FOR UPDATE%'",
    );
    assert!(connection.heads().is_err());
    assert!(connection.is_broken());
    connection.roll_back().unwrap();
    let mut another = database.connect(Purpose::Writing).unwrap();
    another.begin().unwrap();
    assert_eq!(another.heads().unwrap(), []);
}
