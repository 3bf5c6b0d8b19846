//! A program that runs beside ours and says on a line of its output when it is ready.

use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::job::{Job, Running};
use crate::places;

/// How long it may take to be ready.
const START: Duration = Duration::from_secs(60);

/// Where the log of the service `name` is, of its last run.
pub(crate) fn log(name: &str) -> PathBuf {
    places::target()
        .join("run")
        .join(name)
        .with_extension("log")
}

/// Starts `job` as the service `name`; returns what `ready` makes of the first line that it makes something of.
pub(crate) fn start<T>(
    name: &str,
    job: Job,
    ready: impl Fn(&str) -> Option<T>,
) -> Result<(Running, T)> {
    let log = log(name);
    places::make(log.parent().unwrap_or(Path::new(".")))?;
    let (running, lines) = job.start_logged(&log)?;
    loop {
        match lines.recv_timeout(START) {
            Ok(line) => {
                if let Some(ready) = ready(&line) {
                    return Ok((running, ready));
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                bail!(
                    "the {name} does not say that it is ready; see {}",
                    places::shown(&log)
                )
            }
            Err(RecvTimeoutError::Disconnected) => {
                let said = std::fs::read_to_string(&log)
                    .with_context(|| format!("the {name} ended and left no log"))?;
                bail!("the {name} ended at once:\n{}", said.trim_end());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Job {
        Job::new("sh").args(["-c", script]).quiet()
    }

    #[test]
    fn a_service_is_there_once_it_says_so() {
        let job = shell("echo starting; echo 'at 7'; exec sleep 600");
        let ready = |line: &str| line.strip_prefix("at ")?.parse::<u32>().ok();
        let (mut running, port) = start("ready-test", job, ready).expect("a service");
        assert_eq!(port, 7);
        assert!(running.ended().is_none());
    }

    #[test]
    fn a_service_that_ends_at_once_is_told_with_its_last_words() {
        let error = start("failing-test", shell("echo no disk >&2; exit 1"), |_| {
            Some(())
        })
        .map(drop)
        .expect_err("it never was ready");
        assert!(error.to_string().contains("no disk"), "{error}");
    }
}
