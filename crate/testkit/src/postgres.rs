//! A PostgreSQL for tests: the one that `DATABASE_URL` names, or a cluster of this process's own.
//!
//! Such a cluster lies in a new folder, listens on a socket in it and nowhere else, and is ended and
//! removed when this process ends, however it does.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

/// Names the database to use.
const ADDRESS: &str = "DATABASE_URL";
/// Where Debian has each version's programs.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Runs a cluster until standard input ends. The folder is the first argument, the programs' the
/// second, and the rest are settings.
const GUARD: &str = r#"
folder=$1; programs=$2; shift 2
"$programs/initdb" --pgdata="$folder/data" --auth=trust --username=boxwood --encoding=UTF8 --locale=C --no-sync >&2 || exit 1
"$programs/postgres" -D "$folder/data" -k "$folder" -h '' "$@" &
server=$!
read -r end
kill -INT "$server"
wait "$server"
rm -rf "$folder"
"#;

/// Whether what is committed survives a loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durable {
    /// As in use.
    Yes,
    /// Faster, for what is thrown away.
    No,
}

/// A running cluster; ended when dropped.
#[derive(Debug)]
pub struct Cluster {
    address: String,
    /// It ends when its standard input does.
    guard: Child,
}

impl Cluster {
    /// Starts a cluster in a new folder.
    ///
    /// # Errors
    /// If PostgreSQL is not installed, or does not start; with what to do about it.
    pub fn start(durable: Durable) -> Result<Self, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let programs = programs()?;
        let name = format!(
            "boxwood-postgres-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        let failed = |what: &str, error: std::io::Error| format!("cannot {what}: {error}");
        std::fs::create_dir(&folder).map_err(|error| failed("make the cluster's folder", error))?;
        let mut guard = Command::new("sh");
        guard
            .args(["-c", GUARD, "guard"])
            .arg(&folder)
            .arg(&programs);
        if durable == Durable::No {
            guard.args(["-c", "fsync=off", "-c", "full_page_writes=off"]);
        }
        guard.args(["-c", "max_connections=300"]);
        if let Some((user, group)) = another_account()? {
            // It refuses to be run by an account that may do everything.
            std::os::unix::fs::chown(&folder, Some(user), Some(group))
                .map_err(|error| failed("give the cluster's folder away", error))?;
            guard.uid(user).gid(group);
        }
        // A place of its own: what ends this process with its group must not end the guard first.
        guard.process_group(0).current_dir("/");
        let mut guard = guard
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| failed("start the cluster", error))?;
        let log = guard.stderr.take().ok_or("the cluster has no log")?;
        let mut log = BufReader::new(log).lines();
        let mut said = String::new();
        loop {
            let line = match log.next() {
                Some(Ok(line)) => line,
                Some(Err(_)) | None => return Err(format!("PostgreSQL did not start:\n{said}")),
            };
            said.push_str(&line);
            said.push('\n');
            if line.contains("ready to accept connections") {
                break;
            }
        }
        // So that it never waits for somebody to read.
        std::thread::spawn(move || log.for_each(drop));
        let host = folder.display().to_string().replace('/', "%2F");
        Ok(Self {
            address: format!("postgresql://boxwood@{host}/postgres"),
            guard,
        })
    }

    /// Where it is: `postgresql://…`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // It may have ended already.
        let _ = self.guard.wait();
    }
}

/// The PostgreSQL for this process's tests.
///
/// # Panics
/// If there is none and none can be started, with what to do about it.
#[must_use]
pub fn address() -> &'static str {
    static FOUND: OnceLock<Result<(String, Option<Cluster>), String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| match std::env::var(ADDRESS) {
        Ok(address) if !address.is_empty() => Ok((address, None)),
        _ => {
            let cluster = Cluster::start(Durable::No)?;
            Ok((cluster.address.clone(), Some(cluster)))
        }
    });
    match found {
        Ok((address, _)) => address,
        Err(problem) => panic!("{problem}"),
    }
}

/// A part of the database that nobody else uses; removed with all that is in it when dropped.
#[derive(Debug)]
pub struct Part {
    name: String,
    address: String,
    base: String,
}

impl Part {
    /// A new part of [`address`].
    ///
    /// # Panics
    /// If the database cannot be used.
    #[must_use]
    pub fn new() -> Self {
        Self::of(address())
    }

    /// A new part of a database.
    ///
    /// # Panics
    /// If the database cannot be used.
    #[must_use]
    pub fn of(base: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("boxwood_test_{}_{number}", std::process::id());
        run(base, &format!("CREATE SCHEMA {name}"));
        let separator = if base.contains('?') { '&' } else { '?' };
        Self {
            address: format!("{base}{separator}options=-csearch_path%3D{name}"),
            name,
            base: base.to_owned(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Takes away all that is in it.
    ///
    /// # Panics
    /// If the database cannot be used.
    pub fn clear(&self) {
        let name = &self.name;
        let sql = format!("DROP SCHEMA {name} CASCADE; CREATE SCHEMA {name}");
        run(&self.base, &sql);
    }
}

impl Default for Part {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        run(&self.base, &format!("DROP SCHEMA {} CASCADE", self.name));
    }
}

/// Runs SQL, on a thread of its own: the caller may be within a runtime.
fn run(address: &str, sql: &str) {
    let outcome = std::thread::scope(|scope| {
        let asked = scope.spawn(|| Client::connect(address, NoTls)?.batch_execute(sql));
        asked.join()
    });
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(error)) => panic!("{sql}: {error:?}"),
        Err(_) => panic!("{sql}: stopped"),
    }
}

/// The folder with the programs of the newest PostgreSQL.
fn programs() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let newest = versions.into_iter().rev().map(|(_, folder)| folder);
    let has_all = |folder: &PathBuf| {
        let has = |name: &str| Path::new(folder).join(name).is_file();
        has("initdb") && has("postgres")
    };
    newest
        .chain(std::env::split_paths(&path))
        .find(has_all)
        .ok_or_else(|| {
            format!(
                "these tests need PostgreSQL. Install it (`apt-get install postgresql`; `cargo xtask setup` does so), or name a database of your own in {ADDRESS}."
            )
        })
}

/// The account and group to run as, where this one may do everything.
fn another_account() -> Result<Option<(u32, u32)>, String> {
    use std::os::unix::fs::MetadataExt;
    let me = std::fs::metadata("/proc/self").map_err(|error| error.to_string())?;
    if me.uid() != 0 {
        return Ok(None);
    }
    let accounts = std::fs::read_to_string("/etc/passwd").map_err(|error| error.to_string())?;
    let find = |name: &str| {
        accounts.lines().find_map(|line| {
            let mut columns = line.split(':');
            if columns.next()? != name {
                return None;
            }
            let user = columns.nth(1)?.parse().ok()?;
            let group = columns.next()?.parse().ok()?;
            Some((user, group))
        })
    };
    match find("postgres").or_else(|| find("nobody")) {
        Some(account) => Ok(Some(account)),
        None => Err("root may not run PostgreSQL, and there is no account `postgres`".to_owned()),
    }
}
