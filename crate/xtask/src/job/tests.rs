//! Jobs that end by themselves, that do not, and what they leave behind.

use std::time::Duration;

use super::Job;
use crate::family;

fn shell(script: &str) -> Job {
    Job::new("sh").args(["-c", script]).quiet()
}

#[test]
fn reads_what_a_job_says() {
    let said = shell("printf 'one\\r\\ntwo'; echo three >&2").read();
    assert_eq!(said.expect("a job that succeeds"), "one\ntwo\n");
}

#[test]
fn a_job_that_fails_says_how() {
    let error = shell("exit 3").run().expect_err("a job that fails");
    assert!(error.to_string().contains("exit status: 3"), "{error}");
    let shown = shell("exit 3").show(|_| {}).expect("a status");
    assert_eq!(shown.code(), Some(3));
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let error = Job::new("no-such-program")
        .run()
        .expect_err("nothing to start");
    assert!(error.to_string().contains("no-such-program"), "{error}");
}

/// Starts a job that has a child and waits for it, and returns the child's id and the job's end.
fn late_job(script: &str) -> (u32, anyhow::Result<std::process::ExitStatus>) {
    let mut child = None;
    let end = shell(script)
        .limit(Duration::from_millis(500))
        .show(|line| child = line.parse().ok());
    (child.expect("the child's id"), end)
}

#[test]
fn at_its_limit_a_job_is_ended_with_all_its_children() {
    let (child, end) = late_job("sleep 600 & echo $!; wait");
    let error = end.expect_err("it reached its limit");
    assert!(error.to_string().contains("time limit"), "{error}");
    assert!(!family::is_alive(child));
}

#[test]
fn a_job_that_ignores_the_request_is_killed() {
    let (child, end) = late_job("trap '' TERM; sleep 600 & echo $!; wait; wait");
    assert!(end.is_err());
    assert!(!family::is_alive(child));
}

#[test]
fn a_child_that_left_the_group_is_ended_too() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let (child, end) = late_job("setsid sh -c 'echo $$; exec sleep 600' & wait");
    assert!(end.is_err());
    assert!(!family::is_alive(child));
}

#[test]
fn output_held_by_a_child_left_behind_does_not_hold_us() {
    let mut child = None;
    let status = shell("sleep 600 & echo $!")
        .show(|line| child = line.parse().ok())
        .expect("it ended by itself");
    assert!(status.success());
    assert!(!family::is_alive(child.expect("the child's id")));
}

#[test]
fn a_job_that_is_dropped_is_ended() {
    let mut running = shell("exec sleep 600").start().expect("a job");
    let id = running.id;
    assert!(running.ended().is_none() && family::is_alive(id));
    drop(running);
    assert!(!family::is_alive(id));
}
