//! Tests of opening a data folder.

use boxwood_model::{
    BoxId, ClientId, Hlc, Operation, PipelineId, Scope, StageId, Stamp, State, UserId,
};
use boxwood_sync::{Authority, AuthorityStore as _, Heads};

use super::*;
use crate::storage::{Binned, SessionRows as _};
use crate::store::Store;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn open(folder: &Path) -> Result<SqliteDatabase, OpenError> {
    SqliteDatabase::open(folder, Wanted::New)
}

fn writer(database: &SqliteDatabase) -> SqliteConnection {
    database.connection(Purpose::Writing).unwrap()
}

#[test]
fn a_database_keeps_its_identity() {
    let folder = folder();
    let data = folder.path().join("deep/data");
    let first = open(&data).unwrap();
    let again = open(&data).unwrap();
    assert_eq!((first.server, first.team), (again.server, again.team));
    assert_ne!(
        open(&folder.path().join("other")).unwrap().server,
        first.server
    );
}

#[test]
fn every_commit_waits_for_the_disk() {
    let folder = folder();
    let connection = writer(&open(folder.path()).unwrap());
    let connection = connection.inner();
    let pragma = |name| -> String {
        connection
            .pragma_query_value(None, name, |row| {
                row.get_ref(0).map(|value| match value {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    text => text.as_str().unwrap().to_owned(),
                })
            })
            .unwrap()
    };
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "2", "2 is FULL");
    assert_eq!(pragma("foreign_keys"), "1");
}

#[test]
fn a_reader_cannot_write() {
    let folder = folder();
    let reader = open(folder.path())
        .unwrap()
        .connection(Purpose::Reading)
        .unwrap();
    assert!(reader.inner().execute("DELETE FROM meta", []).is_err());
}

#[test]
fn a_newer_database_is_left_as_it_is() {
    let folder = folder();
    let newer = MIGRATIONS.len() + 1;
    let connection = writer(&open(folder.path()).unwrap());
    let connection = connection.inner();
    connection
        .pragma_update(None, "user_version", newer)
        .unwrap();
    let error = open(folder.path()).unwrap_err();
    assert!(
        matches!(error, OpenError::Newer { found, .. } if found == newer),
        "{error}"
    );
    assert_eq!(version(connection).unwrap(), newer);
}

/// A file as a release made it.
fn of_version(folder: &Path, version: usize) -> (ServerId, TeamId) {
    let name = format!("../../tests/golden/store/sqlite-{version}.sql");
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let connection = rusqlite::Connection::open(folder.join(FILE)).unwrap();
    connection
        .execute_batch(&std::fs::read_to_string(sql).unwrap())
        .unwrap();
    (ServerId([7; 16]), TeamId::from_bytes([8; 16]))
}

#[test]
fn there_is_a_file_of_every_release() {
    for version in 1..=MIGRATIONS.len() {
        let folder = folder();
        let (server, team) = of_version(folder.path(), version);
        let database = open(folder.path()).unwrap();
        assert_eq!((database.server, database.team), (server, team));
        let mut connection = writer(&database);
        connection.begin().unwrap();
        let mut store = Store::reading(&mut connection, team);
        // Every frame in it is read.
        for (scope, head) in store.all_heads().unwrap() {
            let entries = store.entries(scope, 0, 1_000).unwrap();
            assert_eq!(entries.len() as u64, head, "{scope:?}");
            store.told(&[scope], None, u64::MAX, 1_000).unwrap();
        }
        let people = store.people().unwrap();
        let pipelines = store.pipelines().unwrap();
        let records = pipelines.iter().map(|id| store.records_of(*id).unwrap());
        let records: Vec<usize> = records.map(|records| records.len()).collect();
        let expected = match version {
            1 => (1, vec![2]),
            2..=5 => (3, vec![4, 2]),
            _ => panic!("say what is in the file of version {version}"),
        };
        assert_eq!((people.len(), records), expected);
        let sessions = connection.sessions_of(UserId::from_bytes([1; 16])).unwrap();
        assert_eq!(sessions.len(), usize::from(version >= 3));
    }
}

#[test]
fn a_file_of_the_first_release_goes_on() {
    let folder = folder();
    let (server, team) = of_version(folder.path(), 1);
    let database = open(folder.path()).unwrap();
    assert_eq!((database.server, database.team), (server, team));
    let mut connection = writer(&database);
    assert_eq!(version(connection.inner()).unwrap(), MIGRATIONS.len());
    connection.begin().unwrap();

    let (ann, pipeline) = (
        UserId::from_bytes([1; 16]),
        PipelineId::from_bytes([10; 16]),
    );
    let mut store = Store::writing(&mut connection, team);
    assert_eq!(store.people().unwrap().len(), 1);
    let scope = Scope::Pipeline(pipeline);
    assert!(store.heads(ann).unwrap().contains(&(scope, 17)));
    assert_eq!(store.entries(scope, 0, 100).unwrap().len(), 17);
    // What an entry says now is written anew, and what there is can be changed.
    let id = BoxId::from_bytes([50; 16]);
    assert_eq!(store.bin(Binned::default(), u64::MAX, 9).unwrap(), []);
    let delete = Operation::DeleteBox { id };
    let heads = Authority::new(&mut store, 1_900_000_000_000)
        .operate(ClientId::from_bytes([2; 16]), delete)
        .unwrap()
        .unwrap();
    assert_eq!(heads, Heads::from([(scope, 18)]));
    assert_eq!(store.bin(Binned::default(), u64::MAX, 9).unwrap().len(), 1);
}

#[test]
fn boxes_that_were_deleted_before_the_second_schema_are_in_the_bin() {
    let folder = folder();
    let database = open(folder.path()).unwrap();
    let mut connection = writer(&database);
    connection.begin().unwrap();
    let stamp = Stamp::new(Hlc::at(5_000), ClientId::from_bytes([2; 16]));
    let (pipeline, stage) = (
        PipelineId::from_bytes([3; 16]),
        StageId::from_bytes([4; 16]),
    );
    let mut records = State::default();
    for (n, deleted) in [(1, true), (2, false)] {
        let id = BoxId::from_bytes([n; 16]);
        let maker = UserId::from_bytes([5; 16]);
        let mut record = BoxRecord::new(id, pipeline, stage, "Deal".to_owned(), maker, stamp);
        record.change(|head| head.deleted.value = deleted);
        records.boxes.insert(id, record);
    }
    let mut store = Store::writing(&mut connection, database.team);
    store.put(&records).unwrap();
    store.keep().unwrap();
    store.finish().unwrap();
    let bin = |connection: &mut SqliteConnection, before| {
        let found = connection.binned(Binned::default(), before, 9).unwrap();
        found.iter().map(|it| it.box_id()).collect::<Vec<BoxId>>()
    };
    connection
        .inner()
        .execute("UPDATE record SET deleted_at = NULL", [])
        .unwrap();
    assert_eq!(bin(&mut connection, u64::MAX), []);
    fill_bin(connection.inner()).unwrap();
    let first = BoxId::from_bytes([1; 16]);
    assert_eq!(bin(&mut connection, u64::MAX), [first]);
    assert_eq!(bin(&mut connection, 4_999), []);
}

#[test]
fn a_database_of_another_program_is_refused() {
    let folder = folder();
    let connection = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    connection
        .pragma_update(None, "application_id", 0x0f05_5112)
        .unwrap();
    let error = open(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");
}

#[test]
fn what_is_no_database_is_refused() {
    let folder = folder();
    std::fs::write(folder.path().join(FILE), [0x5a; 8_192]).unwrap();
    let error = open(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Failed { .. }), "{error}");
}

#[test]
fn a_file_where_the_folder_should_be_is_refused() {
    let folder = folder();
    let path = folder.path().join("file");
    std::fs::write(&path, "").unwrap();
    let error = open(&path).unwrap_err();
    assert!(matches!(error, OpenError::NotWritable { .. }), "{error}");
}

#[test]
fn what_is_not_there_is_not_made_by_looking() {
    let folder = folder();
    let error = SqliteDatabase::open(folder.path(), Wanted::Existing).unwrap_err();
    assert!(matches!(error, OpenError::Missing { .. }), "{error}");
    assert!(!folder.path().join(FILE).exists());
}

#[test]
fn only_one_serves_a_folder() {
    let folder = folder();
    let first = lock(folder.path()).unwrap();
    let error = lock(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::InUse { .. }), "{error}");
    drop(first);
    lock(folder.path()).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let data = folder.path().join("data");
    let database = open(&data).unwrap();
    let connection = writer(&database);
    connection.inner().execute("DELETE FROM token", []).unwrap();
    for path in [
        data.clone(),
        data.join(FILE),
        data.join(format!("{FILE}-wal")),
    ] {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}
