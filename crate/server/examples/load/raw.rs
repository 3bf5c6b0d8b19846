//! The databases alone: what the server writes for an edit, in commits of as many as clients wait.

use std::time::{Duration, Instant};

use anyhow::Result;
use postgres::NoTls;
use rusqlite::params;

/// The bytes of an edit's frames, about: a box, a log entry, a happening.
const RECORD: [u8; 180] = [7; 180];
const ENTRY: [u8; 110] = [8; 110];
const HAPPENING: [u8; 90] = [9; 90];
const CLOCK: [u8; 20] = [1; 20];

/// So many clients' edits per second in SQLite, all of a commit together.
pub(crate) fn sqlite(clients: usize, length: Duration) -> Result<f64> {
    let folder = tempfile::tempdir()?;
    let connection = rusqlite::Connection::open(folder.path().join("raw.sqlite"))?;
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "full")?;
    for schema in [
        include_str!("../../src/sqlite/schema/1.sql"),
        include_str!("../../src/sqlite/schema/2.sql"),
    ] {
        connection.execute_batch(schema)?;
    }
    let team = [1_u8; 16];
    connection.execute("INSERT INTO team (id, created_at) VALUES (?1, 1)", [team])?;
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<()> {
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    };
    let scope = [1_u8; 17];
    measure(clients, length, |version, ids| {
        run("BEGIN IMMEDIATE", &[])?;
        for id in ids {
            run(
                "INSERT INTO record (team_id, kind, id, scope, bytes, deleted_at)
                 VALUES (?1, 3, ?2, ?3, ?4, NULL)
                 ON CONFLICT (team_id, kind, id) DO UPDATE SET
                 scope = excluded.scope, bytes = excluded.bytes,
                 deleted_at = excluded.deleted_at",
                params![team, id, scope, RECORD],
            )?;
        }
        let last = version + ids.len() as i64;
        run(
            "INSERT INTO head (team_id, scope, version) VALUES (?1, ?2, ?3)
             ON CONFLICT (team_id, scope) DO UPDATE SET version = excluded.version",
            params![team, scope, last],
        )?;
        for (number, id) in (version + 1..).zip(ids) {
            run(
                "INSERT INTO log (team_id, scope, version, bytes) VALUES (?1, ?2, ?3, ?4)",
                params![team, scope, number, ENTRY],
            )?;
            run(
                "INSERT INTO happening (team_id, scope, kind, id, bytes) VALUES (?1, ?2, 3, ?3, ?4)",
                params![team, scope, id, HAPPENING],
            )?;
            run(
                "INSERT INTO client (team_id, id, user_id, last_seq) VALUES (?1, ?2, ?1, ?3)
                 ON CONFLICT (team_id, id) DO UPDATE SET
                 user_id = excluded.user_id, last_seq = excluded.last_seq",
                params![team, id, number],
            )?;
        }
        run(
            "UPDATE team SET clock = ?2 WHERE id = ?1",
            params![team, CLOCK],
        )?;
        run("COMMIT", &[])
    })
}

/// So many clients' edits per second in PostgreSQL, all of a commit in one statement.
pub(crate) fn postgres(address: &str, clients: usize, length: Duration) -> Result<f64> {
    let mut client = postgres::Client::connect(address, NoTls)?;
    let team = [2_u8; 16];
    client.execute(
        "INSERT INTO team (id, created_at) VALUES ($1, 1)",
        &[&&team[..]],
    )?;
    let write = client.prepare(include_str!("../../src/postgres/write.sql"))?;
    let scope = [1_u8; 17];
    let held = format!(
        "BEGIN; SELECT FROM team WHERE id = '\\x{}' FOR UPDATE",
        "02".repeat(16)
    );
    measure(clients, length, |version, ids| {
        let count = ids.len() as i64;
        let each = |bytes: &'static [u8]| vec![bytes; ids.len()];
        let ids: Vec<&[u8]> = ids.iter().map(|id| &id[..]).collect();
        let numbers: Vec<i64> = (version + 1..).take(ids.len()).collect();
        let (kinds, scopes) = (vec![3_i16; ids.len()], vec![&scope[..]; ids.len()]);
        let (users, none) = (vec![&team[..]; ids.len()], Vec::<&[u8]>::new());
        let deleted = vec![None::<i64>; ids.len()];
        client.batch_execute(&held)?;
        client.execute(
            &write,
            &[
                &&team[..],
                &Some(&CLOCK[..]),
                &0_i64,
                &count,
                &kinds,
                &ids,
                &scopes,
                &each(&RECORD),
                &deleted,
                &vec![&scope[..]],
                &vec![version + count],
                &scopes,
                &numbers,
                &each(&ENTRY),
                &ids,
                &users,
                &numbers,
                &none,
                &Vec::<i64>::new(),
                &none,
                &scopes,
                &kinds,
                &ids,
                &each(&HAPPENING),
            ],
        )?;
        client.batch_execute("COMMIT")?;
        Ok(())
    })
}

/// How many edits per second a commit at a time, each of all the clients' boxes, comes to.
fn measure(
    clients: usize,
    length: Duration,
    mut commit: impl FnMut(i64, &[[u8; 16]]) -> Result<()>,
) -> Result<f64> {
    let ids: Vec<[u8; 16]> = (0..clients as u128).map(u128::to_be_bytes).collect();
    let mut version = 0;
    let mut edit = |until: Instant| -> Result<usize> {
        let mut edits = 0;
        while Instant::now() < until {
            commit(version, &ids)?;
            version += ids.len() as i64;
            edits += ids.len();
        }
        Ok(edits)
    };
    edit(Instant::now() + Duration::from_millis(500))?;
    let edits = edit(Instant::now() + length)?;
    Ok(edits as f64 / length.as_secs_f64())
}
