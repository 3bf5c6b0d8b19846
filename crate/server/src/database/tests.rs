//! Tests of opening a data folder.

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_database_keeps_its_identity() {
    let folder = folder();
    let data = folder.path().join("deep/data");
    let first = Database::open(&data).unwrap();
    let again = Database::open(&data).unwrap();
    assert_eq!((first.server, first.team), (again.server, again.team));
    assert_ne!(
        Database::open(&folder.path().join("other")).unwrap().server,
        first.server
    );
}

#[test]
fn every_commit_waits_for_the_disk() {
    let folder = folder();
    let connection = Database::open(folder.path()).unwrap().writer().unwrap();
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
    let reader = Database::open(folder.path()).unwrap().reader().unwrap();
    assert!(reader.execute("DELETE FROM meta", []).is_err());
}

#[test]
fn a_newer_database_is_left_as_it_is() {
    let folder = folder();
    let newer = MIGRATIONS.len() + 1;
    let connection = Database::open(folder.path()).unwrap().writer().unwrap();
    connection
        .pragma_update(None, "user_version", newer)
        .unwrap();
    let error = Database::open(folder.path()).unwrap_err();
    assert!(
        matches!(error, OpenError::Newer { found, .. } if found == newer),
        "{error}"
    );
    assert_eq!(version(&connection).unwrap(), newer);
}

#[test]
fn a_database_of_another_program_is_refused() {
    let folder = folder();
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    connection
        .pragma_update(None, "application_id", 0x0f05_5112)
        .unwrap();
    let error = Database::open(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");
}

#[test]
fn what_is_no_database_is_refused() {
    let folder = folder();
    std::fs::write(folder.path().join(FILE), [0x5a; 8_192]).unwrap();
    let error = Database::open(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Sqlite { .. }), "{error}");
}

#[test]
fn a_file_where_the_folder_should_be_is_refused() {
    let folder = folder();
    let path = folder.path().join("file");
    std::fs::write(&path, "").unwrap();
    let error = Database::open(&path).unwrap_err();
    assert!(matches!(error, OpenError::NotWritable { .. }), "{error}");
}

#[test]
fn what_is_not_there_is_not_made_by_looking() {
    let folder = folder();
    let error = Database::open_existing(folder.path()).unwrap_err();
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
    let database = Database::open(&data).unwrap();
    let connection = database.writer().unwrap();
    connection.execute("DELETE FROM token", []).unwrap();
    for path in [
        data.clone(),
        data.join(FILE),
        data.join(format!("{FILE}-wal")),
    ] {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}
