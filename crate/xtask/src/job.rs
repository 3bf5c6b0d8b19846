//! A program started by this one: in a process group of its own, with a time limit, ended whole.
//!
//! Nothing is started past this module, so that Ctrl-C and a limit reach everything.

#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::{family, places};

/// Long enough for everything that this program starts, on a slow machine with nothing built yet.
const LIMIT: Duration = Duration::from_secs(25 * 60);
/// How long the output of a program that has ended may still be held open by one it left behind.
const DRAIN: Duration = Duration::from_millis(if cfg!(test) { 300 } else { 5000 });

/// The leaders of the running process groups; `None` once everything is being ended.
static RUNNING: Mutex<Option<Vec<u32>>> = Mutex::new(Some(Vec::new()));
static DEADLINE: OnceLock<Instant> = OnceLock::new();

/// From now on Ctrl-C, SIGTERM and SIGHUP end all jobs, then this program.
pub(crate) fn end_with_signals() -> Result<()> {
    family::adopt_orphans();
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])
        .context("cannot listen for signals")?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            eprintln!("xtask: ending everything that was started");
            end_all(128 + signal);
        }
    });
    Ok(())
}

/// Ends all jobs and everything below them, then this program.
pub(crate) fn end_all(code: i32) -> ! {
    let Some(leaders) = running().take() else {
        wait_for_the_end();
    };
    family::end_all(&leaders);
    std::process::exit(code)
}

/// All jobs together end by `time` from now; each that runs then counts as failed.
pub(crate) fn end_within(time: Duration) {
    DEADLINE.get_or_init(|| Instant::now() + time);
}

fn running() -> MutexGuard<'static, Option<Vec<u32>>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the end that a signal has begun: whoever sees its effects has nothing to say any more.
fn wait_for_the_end() -> ! {
    loop {
        std::thread::park();
    }
}

/// A program to start.
pub(crate) struct Job {
    command: Command,
    title: String,
    limit: Duration,
    quiet: bool,
}

/// What a line of a job's output came from.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Output,
    Error,
}

impl Job {
    /// A program, started at the top of the repository.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let title = Path::new(program.as_ref())
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut command = Command::new(program);
        command
            .current_dir(places::top())
            .stdin(Stdio::null())
            .process_group(0);
        // Cargo describes this very crate to it: no business of what it starts, and some builds would start afresh.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        Self {
            command,
            title,
            limit: LIMIT,
            quiet: false,
        }
    }

    /// Cargo, the one that started this program.
    pub(crate) fn cargo() -> Self {
        let mut job = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // Cargo run by cargo finds its toolchain through this; the title stays what people type.
        job.title = "cargo".to_owned();
        job
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for argument in args {
            let argument = argument.as_ref();
            self.title.push(' ');
            self.title.push_str(&places::shown(Path::new(argument)));
            self.command.arg(argument);
        }
        self
    }

    /// One more argument.
    pub(crate) fn arg(self, argument: impl AsRef<OsStr>) -> Self {
        self.args([argument])
    }

    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn envs(mut self, pairs: &[(&'static str, std::ffi::OsString)]) -> Self {
        self.command
            .envs(pairs.iter().map(|(name, value)| (name, value)));
        self
    }

    pub(crate) fn dir(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Lets it run for as long as this program.
    pub(crate) fn without_limit(self) -> Self {
        self.limit(Duration::MAX)
    }

    /// Does not name the program when it starts.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it to its end, its output on our standard error; fails where it fails.
    pub(crate) fn run(mut self) -> Result<()> {
        let stderr = std::io::stderr()
            .as_fd()
            .try_clone_to_owned()
            .context("cannot hand on standard error")?;
        self.command.stdout(stderr);
        let title = self.title.clone();
        must_succeed(&title, self.start()?.wait()?)
    }

    /// Runs it to its end, its standard output on ours; fails where it fails.
    pub(crate) fn run_to_stdout(self) -> Result<()> {
        let title = self.title.clone();
        must_succeed(&title, self.start()?.wait()?)
    }

    /// Runs it to its end and returns what it wrote on standard output; fails where it fails.
    pub(crate) fn read(mut self) -> Result<String> {
        self.quiet = true;
        let mut text = String::new();
        let title = self.title.clone();
        let status = self.watch(|stream, line| match stream {
            Stream::Output => {
                text.push_str(line);
                text.push('\n');
            }
            Stream::Error => eprintln!("{line}"),
        })?;
        must_succeed(&title, status)?;
        Ok(text)
    }

    /// Runs it to its end, showing each line and handing it to `see`; returns how it ended.
    pub(crate) fn show(self, mut see: impl FnMut(&str)) -> Result<ExitStatus> {
        self.watch(|stream, line| {
            // A reader that went away (a pipe into `head`) is not the job's failure.
            let _unread = match stream {
                Stream::Output => writeln!(std::io::stdout(), "{line}"),
                Stream::Error => writeln!(std::io::stderr(), "{line}"),
            };
            see(line);
        })
    }

    fn watch(mut self, mut see: impl FnMut(Stream, &str)) -> Result<ExitStatus> {
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let title = self.title.clone();
        let mut running = self.start()?;
        let (send, lines) = channel();
        if let Some(output) = running.take_stdout() {
            let send = send.clone();
            std::thread::spawn(move || {
                each_line(output, |line| send.send((Stream::Output, line)).is_ok());
            });
        }
        if let Some(error) = running.take_stderr() {
            std::thread::spawn(move || {
                each_line(error, |line| send.send((Stream::Error, line)).is_ok());
            });
        }
        // The channel closes when the job and all that hold its output have ended.
        loop {
            match lines.recv_timeout(running.left()) {
                Ok((stream, line)) => see(stream, &line),
                Err(RecvTimeoutError::Disconnected) => return running.wait(),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(status) = running.ended() {
                        eprintln!(
                            "xtask: `{title}` ended and left something that holds its output"
                        );
                        running.end();
                        return Ok(status);
                    }
                    if running.late() {
                        return running.wait();
                    }
                }
            }
        }
    }

    /// Runs it to its end, all of its output into `log`; returns how it ended.
    pub(crate) fn log(mut self, log: &Path) -> Result<ExitStatus> {
        let file = std::fs::File::create(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        let errors = file.try_clone().context("cannot share the log")?;
        self.command.stdout(file).stderr(errors);
        self.start()?.wait()
    }

    /// Starts it with its output going into `log`, except that its lines on standard output come here too.
    pub(crate) fn start_logged(mut self, log: &Path) -> Result<(Running, Receiver<String>)> {
        let mut file = std::fs::File::create(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        let errors = file.try_clone().context("cannot share the log")?;
        self.command.stdout(Stdio::piped()).stderr(errors);
        let mut running = self.without_limit().start()?;
        let (send, lines) = channel();
        if let Some(output) = running.take_stdout() {
            std::thread::spawn(move || {
                each_line(output, |line| {
                    let kept = writeln!(file, "{line}").is_ok();
                    // The log goes on after nobody listens any more.
                    let _heard = send.send(line);
                    kept
                });
            });
        }
        Ok((running, lines))
    }

    /// Starts it and returns at once.
    pub(crate) fn start(mut self) -> Result<Running> {
        if !self.quiet {
            eprintln!("> {}", self.title);
        }
        let mut guard = running();
        let Some(leaders) = guard.as_mut() else {
            drop(guard);
            wait_for_the_end();
        };
        let child = self
            .command
            .spawn()
            .with_context(|| format!("cannot start `{}`", self.title))?;
        leaders.push(child.id());
        drop(guard);
        let now = Instant::now();
        let own = now.checked_add(self.limit);
        let until = match (own, DEADLINE.get().copied()) {
            (Some(own), Some(deadline)) => Some(own.min(deadline)),
            (own, deadline) => own.or(deadline),
        };
        Ok(Running::new(child, self.title, until))
    }
}

/// A job that has started. Dropped, it and everything below it are ended.
pub(crate) struct Running {
    id: u32,
    title: String,
    until: Option<Instant>,
    output: Option<std::process::ChildStdout>,
    error: Option<std::process::ChildStderr>,
    end: Receiver<std::io::Result<ExitStatus>>,
    status: Option<ExitStatus>,
}

impl Running {
    fn new(mut child: Child, title: String, until: Option<Instant>) -> Self {
        let (send, end) = channel();
        let (id, output, error) = (child.id(), child.stdout.take(), child.stderr.take());
        std::thread::spawn(move || {
            let status = child.wait();
            if let Some(leaders) = running().as_mut() {
                leaders.retain(|leader| *leader != id);
            }
            // The other side is gone only when this program ends.
            let _heard = send.send(status);
        });
        Self {
            id,
            title,
            until,
            output,
            error,
            end,
            status: None,
        }
    }

    fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.output.take()
    }

    fn take_stderr(&mut self) -> Option<std::process::ChildStderr> {
        self.error.take()
    }

    /// How long to wait for its next line before looking at it again.
    fn left(&self) -> Duration {
        self.until.map_or(DRAIN, |until| {
            DRAIN.min(until.saturating_duration_since(Instant::now()))
        })
    }

    fn late(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        if self.status.is_none()
            && let Ok(Ok(status)) = self.end.try_recv()
        {
            self.status = Some(status);
        }
        self.status
    }

    /// Waits for its end; at its limit ends it and fails.
    pub(crate) fn wait(mut self) -> Result<ExitStatus> {
        if let Some(status) = self.status {
            return Ok(status);
        }
        let left = self
            .until
            .map(|until| until.saturating_duration_since(Instant::now()));
        let end = match left {
            Some(left) => self.end.recv_timeout(left),
            None => self
                .end
                .recv()
                .map_err(|_closed| RecvTimeoutError::Disconnected),
        };
        match end {
            Ok(status) => {
                let status = status.with_context(|| format!("`{}` was lost", self.title))?;
                self.status = Some(status);
                if running().is_none() {
                    wait_for_the_end();
                }
                Ok(status)
            }
            Err(RecvTimeoutError::Timeout) => {
                self.end();
                bail!("`{}` was ended: it reached its time limit", self.title)
            }
            Err(RecvTimeoutError::Disconnected) => bail!("`{}` was lost", self.title),
        }
    }

    /// Ends it and everything below it.
    pub(crate) fn end(&mut self) {
        family::end(self.id);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended().is_none() {
            self.end();
        }
    }
}

fn must_succeed(title: &str, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{title}` failed ({status})");
    }
    Ok(())
}

/// Hands on each line, bytes that are no text replaced, until the end or until nobody wants more.
fn each_line(source: impl Read, mut keep: impl FnMut(String) -> bool) {
    let mut source = BufReader::new(source);
    let mut line = Vec::new();
    loop {
        line.clear();
        match source.read_until(b'\n', &mut line) {
            Ok(1..) => {
                let text = String::from_utf8_lossy(&line);
                if !keep(text.trim_end_matches(['\n', '\r']).to_owned()) {
                    return;
                }
            }
            Ok(0) | Err(_) => return,
        }
    }
}
