//! The server that is measured: a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// A line in the log for each request would be measured too.
const SERVE: [&str; 4] = [
    "serve",
    "--listen=127.0.0.1:0",
    "--log-level=warn",
    // What is measured is what the server can do, not what it lets one person do.
    "--requests-per-second=1000000",
];

/// Where it keeps the records.
#[derive(Debug, Clone)]
pub(crate) enum Store {
    Folder(PathBuf),
    Postgres(String),
}

/// A running server; ended when dropped.
#[derive(Debug)]
pub(crate) struct Serving {
    program: PathBuf,
    store: Store,
    child: Child,
    pub(crate) addr: SocketAddr,
}

impl Serving {
    pub(crate) fn start(program: &Path, store: Store) -> Result<Self> {
        let mut child = over(program, &store, &SERVE)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let out = child.stdout.take().context("the server says nothing")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let addr = line.trim().strip_prefix("listening on http://");
        let addr = addr.context("the server does not listen")?.parse()?;
        Ok(Self {
            program: program.to_path_buf(),
            store,
            child,
            addr,
        })
    }

    /// A token for a person.
    pub(crate) fn token(&self, email: &str) -> Result<String> {
        let output = over(
            &self.program,
            &self.store,
            &["token", "new", "--email", email],
        )
        .output()?;
        ensure!(output.status.success(), "no token was made");
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// How many bytes of memory it has.
    pub(crate) fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        let kilobytes: u64 = kilobytes.context("no memory is told")?.parse()?;
        Ok(kilobytes * 1_024)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program with some words, told where the records are.
fn over(program: &Path, store: &Store, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words);
    match store {
        Store::Folder(folder) => command.arg("--data").arg(folder),
        Store::Postgres(address) => command.env("DATABASE_URL", address),
    };
    command
}
