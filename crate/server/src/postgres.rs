//! PostgreSQL: how the database is opened, and how it comes to the newest schema.

mod accounts;
mod backup;
mod batch;
mod connection;
mod identities;
mod listening;
mod sessions;
mod tokens;

use std::sync::Arc;
use std::time::Duration;

use boxwood_model::TeamId;
use boxwood_sync::ServerId;
use postgres::{Client, NoTls};
use tokio::sync::Notify;

use crate::moment;
use crate::place::{OpenError, Place, PostgresAddress, Wanted, random};
use crate::storage::{Connection, Database, Purpose, StoreError, to_column};
use connection::{PostgresConnection, id};

/// What each version of the schema adds; the first makes version 1.
const MIGRATIONS: &[&str] = &[
    include_str!("postgres/schema/1.sql"),
    include_str!("postgres/schema/2.sql"),
    include_str!("postgres/schema/3.sql"),
    include_str!("postgres/schema/4.sql"),
];
/// Held by whoever brings a schema up to date, so that servers that start together take turns.
const MIGRATING: i64 = 0x0b0d_c4a1;
/// How long it may take until there is a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// What holds for every connection. A transaction that waits for another one, or whose server has
/// gone, ends some time; and one that is said to hold is on the disk, whatever is usual here.
const SETTINGS: &str = "
    SET lock_timeout = '10s';
    SET statement_timeout = '60s';
    SET idle_in_transaction_session_timeout = '60s';
    SET client_min_messages = warning;
    SET jit = off;
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off';
";

/// A PostgreSQL database of the newest schema. Several servers may share it.
#[derive(Debug)]
pub(crate) struct PostgresDatabase {
    address: PostgresAddress,
    server: ServerId,
    team: TeamId,
}

impl PostgresDatabase {
    /// Opens the database at an address, and brings its schema up to date.
    pub(crate) fn open(address: &PostgresAddress, wanted: Wanted) -> Result<Self, OpenError> {
        let failed = |error: StoreError| OpenError::at(Place::Postgres(address.clone()), error);
        let mut client = connect(address).map_err(failed)?;
        let (server, team) = (random()?, wanted.team()?);
        let mut transaction = client.transaction().map_err(|error| failed(error.into()))?;
        transaction
            .execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATING])
            .map_err(|error| failed(error.into()))?;
        let found = version(&mut transaction).map_err(failed)?;
        let place = || Place::Postgres(address.clone());
        let known = MIGRATIONS.len();
        match found {
            Found::Foreign => return Err(OpenError::Foreign { place: place() }),
            Found::Version(found) if found > known => {
                return Err(OpenError::Newer {
                    place: place(),
                    found,
                    known,
                });
            }
            Found::Version(0) if wanted == Wanted::Existing => {
                return Err(OpenError::Missing { place: place() });
            }
            Found::Version(1..) if matches!(wanted, Wanted::Restored(_)) => {
                return Err(OpenError::NotEmpty { place: place() });
            }
            Found::Version(found) => {
                migrate(&mut transaction, found, server, team).map_err(failed)?;
            }
        }
        let (server, team) = identity(&mut transaction).map_err(failed)?;
        transaction.commit().map_err(|error| failed(error.into()))?;
        Ok(Self {
            address: address.clone(),
            server,
            team,
        })
    }
}

impl Database for PostgresDatabase {
    fn server(&self) -> ServerId {
        self.server
    }

    fn team(&self) -> TeamId {
        self.team
    }

    fn connect(&self, purpose: Purpose) -> Result<Box<dyn Connection>, StoreError> {
        let client = connect(&self.address)?;
        Ok(Box::new(PostgresConnection::new(
            client, self.team, purpose,
        )))
    }

    #[cfg(test)]
    fn connect_as(&self, team: TeamId) -> Box<dyn Connection> {
        let another = Self {
            address: self.address.clone(),
            server: self.server,
            team,
        };
        let mut connection = another.connect(Purpose::Reading).unwrap();
        connection.begin().unwrap();
        connection
    }

    fn listen(&self, wake: Arc<Notify>) -> std::io::Result<()> {
        listening::start(self.address.clone(), self.team, wake)
    }
}

fn connect(address: &PostgresAddress) -> Result<Client, StoreError> {
    let mut config = address.config();
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_application_name().is_none() {
        config.application_name("boxwood");
    }
    let mut client = config.connect(NoTls)?;
    client.batch_execute(SETTINGS)?;
    Ok(client)
}

/// What a database is.
enum Found {
    /// Ours, of this version; 0 for one without a schema.
    Version(usize),
    /// Another program's.
    Foreign,
}

fn version(transaction: &mut postgres::Transaction<'_>) -> Result<Found, StoreError> {
    let tables = transaction.query_one(
        "SELECT to_regclass('boxwood') IS NOT NULL, to_regclass('record') IS NOT NULL",
        &[],
    )?;
    if !tables.try_get::<_, bool>(0)? {
        return Ok(match tables.try_get(1)? {
            true => Found::Foreign,
            false => Found::Version(0),
        });
    }
    let row = transaction.query_one("SELECT version FROM boxwood", &[])?;
    let version: i32 = row.try_get(0)?;
    usize::try_from(version)
        .map(Found::Version)
        .map_err(|_| StoreError::Nonsense("a version below 0"))
}

/// Brings the schema up to date. `server` and `team` are used if the database is new.
fn migrate(
    transaction: &mut postgres::Transaction<'_>,
    found: usize,
    server: [u8; 16],
    team: [u8; 16],
) -> Result<(), StoreError> {
    let missing = MIGRATIONS.get(found..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    for sql in missing {
        transaction.batch_execute(sql)?;
    }
    if found == 0 {
        transaction.execute(
            "INSERT INTO boxwood (version, server) VALUES (0, $1)",
            &[&&server[..]],
        )?;
        transaction.execute(
            "INSERT INTO team (id, created_at) VALUES ($1, $2)",
            &[&&team[..], &to_column(moment::now())],
        )?;
    }
    let newest = i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX);
    transaction.execute("UPDATE boxwood SET version = $1", &[&newest])?;
    Ok(())
}

fn identity(transaction: &mut postgres::Transaction<'_>) -> Result<(ServerId, TeamId), StoreError> {
    let server = transaction.query_one("SELECT server FROM boxwood", &[])?;
    let team = transaction.query_one("SELECT id FROM team", &[])?;
    Ok((ServerId(id(&server, 0)?), TeamId::from_bytes(id(&team, 0)?)))
}

/// What PostgreSQL said, without the rows that it may quote.
pub(crate) fn said(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(error) => format!("{} ({})", error.message(), error.code().code()),
        None => {
            let cause = std::error::Error::source(error);
            let cause = cause.map(|cause| format!(": {cause}"));
            format!("{error}{}", cause.unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests;
