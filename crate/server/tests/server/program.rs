//! The program `boxwood` itself: what it says, and where.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::thread::JoinHandle;

use boxwood_sync::{FrameKind, Hello};

use crate::world::{Answer, bearer, call};

fn boxwood(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boxwood"));
    command.args(arguments).arg("--data").arg(data);
    command
}

fn run(arguments: &[&str], data: &Path) -> Output {
    boxwood(arguments, data).output().unwrap()
}

/// The one line that a good run writes to standard output.
fn said(arguments: &[&str], data: &Path) -> String {
    let output = run(arguments, data);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// What a run that fails writes to standard error.
fn complaint(arguments: &[&str], data: &Path) -> String {
    let output = run(arguments, data);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A running `boxwood serve`; ended when dropped.
struct Serving {
    child: Child,
    out: BufReader<ChildStdout>,
    log: Option<JoinHandle<String>>,
    addr: SocketAddr,
}

impl Serving {
    fn start(data: &Path) -> Self {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--log-level", "trace"];
        let mut child = boxwood(&arguments, data)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || read(stderr));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let addr = line
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("the first line is {line:?}"));
        let addr = addr.trim_end().parse().unwrap();
        Self {
            child,
            out,
            log: Some(log),
            addr,
        }
    }

    async fn hello(&self, token: &str) -> Answer {
        call(self.addr, "GET", "/sync/v1/hello", &bearer(token), b"").await
    }

    /// Tells it to stop; how it ended, and all that it logged.
    fn stop(mut self) -> (ExitStatus, String) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        let status = self.child.wait().unwrap();
        let mut more = String::new();
        self.out.read_to_string(&mut more).unwrap();
        assert_eq!(more, "", "standard output has one line");
        (status, self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(mut stderr: ChildStderr) -> String {
    let mut log = String::new();
    stderr.read_to_string(&mut log).unwrap();
    log
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_made_and_revoked_while_it_serves_and_are_in_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let serving = Serving::start(data);
    let new = [
        "token",
        "new",
        "--email",
        "ann@example.com",
        "--name",
        "Ann",
    ];
    let output = run(&new, data);
    let remarks = String::from_utf8(output.stderr).unwrap();
    assert!(remarks.contains("owner"), "{remarks}");
    let token = String::from_utf8(output.stdout).unwrap();
    let token = token.strip_suffix('\n').unwrap();
    assert!(token.starts_with("bxw_") && token.lines().count() == 1);

    let hello: Hello = serving.hello(token).await.frame(FrameKind::Hello);
    assert_eq!(hello.email, "ann@example.com");
    let wrong = "bxw_thisisnotatoken";
    assert_eq!(serving.hello(wrong).await.status.as_u16(), 401);

    let listed = said(&["token", "list"], data);
    let columns: Vec<_> = listed.split('\t').collect();
    assert_eq!(
        (columns[0], columns[1], columns[3]),
        ("1", "ann@example.com", "holds")
    );
    assert!(!listed.contains(token));
    said(&["token", "revoke", "--id", "1"], data);
    assert_eq!(serving.hello(token).await.status.as_u16(), 401);
    assert!(said(&["token", "list"], data).contains("\trevoked 20"));

    let (status, log) = serving.stop();
    assert!(status.success(), "{status}");
    assert!(!log.contains(&token[4..]) && !log.contains(wrong), "{log}");
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered = lines
        .iter()
        .filter(|line| line["fields"]["message"] == "answered")
        .count();
    assert_eq!(answered, 3, "{log}");
    let fine = ["TRACE", "DEBUG", "INFO"].map(serde_json::Value::from);
    assert!(
        lines.iter().all(|line| fine.contains(&line["level"])),
        "{log}"
    );
    assert_eq!(lines.last().unwrap()["fields"]["message"], "stopped");
    assert!(!data.join("boxwood.sqlite-wal").exists(), "all in one file");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_there_is_there_after_it_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let token = said(
        &["token", "new", "--email", "ann@example.com"],
        folder.path(),
    );
    let before: Hello = serving.hello(&token).await.frame(FrameKind::Hello);
    drop(serving);
    let serving = Serving::start(folder.path());
    let after: Hello = serving.hello(&token).await.frame(FrameKind::Hello);
    assert_eq!((before.server, before.team), (after.server, after.team));
}

#[test]
fn a_second_server_over_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let _serving = Serving::start(folder.path());
    let complaint = complaint(&["serve", "--listen", "127.0.0.1:0"], folder.path());
    assert!(complaint.contains("another boxwood serves"), "{complaint}");
}

#[test]
fn a_port_that_is_taken_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let complaint = complaint(&["serve", "--listen", &addr], folder.path());
    assert!(complaint.contains("another program listens"), "{complaint}");
    assert!(complaint.contains(&addr), "{complaint}");
}

#[test]
fn a_folder_that_cannot_be_used_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    for arguments in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["token", "new", "--email", "ann@example.com"],
    ] {
        let complaint = complaint(arguments, &file);
        assert!(complaint.contains("cannot write into"), "{complaint}");
    }
    let nothing = complaint(&["token", "list"], folder.path());
    assert!(
        nothing.contains("there is no Boxwood database"),
        "{nothing}"
    );
}

#[test]
fn an_address_that_cannot_be_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let complaint = complaint(&["token", "new", "--email", "ann"], folder.path());
    assert!(complaint.contains("not well formed"), "{complaint}");
    assert_eq!(said(&["token", "list"], folder.path()), "");
}

#[test]
fn an_origin_that_cannot_be_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&["serve", "--allow-origin", "*"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("not a web origin"), "{said}");
}
