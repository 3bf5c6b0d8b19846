//! The processes that this program started, and theirs: who is still there, and how all of them are ended.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

/// How long a process may take to end by itself once asked to.
const GRACE: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 8 });
/// How often to look whether it has.
const LOOK: Duration = Duration::from_millis(20);

/// Makes this process the parent of every orphan below it, so that a browser whose starter died is still found.
pub(crate) fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::set_child_subreaper(Some(rustix::process::getpid())) {
        eprintln!("xtask: orphans cannot be adopted ({error}); some may outlive this program");
    }
}

/// Ends the process group `leader` and everything below it: asks, waits, then kills.
pub(crate) fn end(leader: u32) {
    let mut members = below(leader);
    members.push(leader);
    end_members(&[leader], members);
}

/// Ends everything below this program.
pub(crate) fn end_all(leaders: &[u32]) {
    let mut members = below(std::process::id());
    members.extend(leaders);
    end_members(leaders, members);
}

fn end_members(leaders: &[u32], mut members: Vec<u32>) {
    signal(leaders, &members, Signal::TERM);
    if gone(leaders, &members) {
        return;
    }
    // Those who were asked may have started others since.
    for leader in leaders {
        members.extend(below(*leader));
    }
    signal(leaders, &members, Signal::KILL);
    gone(leaders, &members);
}

/// Waits until all have ended, or may no longer be waited for.
fn gone(leaders: &[u32], members: &[u32]) -> bool {
    let until = Instant::now() + GRACE;
    while any_alive(leaders, members) {
        if Instant::now() >= until {
            return false;
        }
        std::thread::sleep(LOOK);
    }
    true
}

fn signal(leaders: &[u32], members: &[u32], signal: Signal) {
    // A process that is gone already is what is wanted, so a failure to reach it is none.
    for group in leaders.iter().filter_map(|leader| pid(*leader)) {
        let _gone = rustix::process::kill_process_group(group, signal);
    }
    let table = parents();
    for member in members {
        // Members of the groups have had theirs: a second signal would cut their orderly end short.
        let in_group = table
            .get(member)
            .is_some_and(|entry| leaders.contains(&entry.group));
        if !in_group && let Some(member) = pid(*member) {
            let _gone = rustix::process::kill_process(member, signal);
        }
    }
}

fn any_alive(leaders: &[u32], members: &[u32]) -> bool {
    if cfg!(target_os = "linux") {
        let table = parents();
        table.iter().any(|(id, entry)| {
            entry.alive && (members.contains(id) || leaders.contains(&entry.group))
        })
    } else {
        leaders
            .iter()
            .filter_map(|leader| pid(*leader))
            .any(|group| rustix::process::test_kill_process_group(group).is_ok())
    }
}

/// Whether the process `id` still runs.
#[cfg(test)]
pub(crate) fn is_alive(id: u32) -> bool {
    parents().get(&id).is_some_and(|entry| entry.alive)
}

fn pid(id: u32) -> Option<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw)
}

struct Entry {
    parent: u32,
    group: u32,
    alive: bool,
}

/// Every process of the machine; empty where there is no `/proc`, and process groups must do.
fn parents() -> HashMap<u32, Entry> {
    let Ok(folder) = std::fs::read_dir("/proc") else {
        return HashMap::new();
    };
    folder
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let line = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            Some((id, entry_of(&line)?))
        })
        .collect()
}

/// Reads `pid (name) state parent group …`; the name may hold anything, so the last parenthesis counts.
fn entry_of(line: &str) -> Option<Entry> {
    let mut words = line.get(line.rfind(')')? + 1..)?.split_whitespace();
    let state = words.next()?;
    Some(Entry {
        parent: words.next()?.parse().ok()?,
        group: words.next()?.parse().ok()?,
        alive: state != "Z" && state != "X",
    })
}

/// All processes below `ancestor`, without itself.
fn below(ancestor: u32) -> Vec<u32> {
    let table = parents();
    let mut found = vec![ancestor];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        found.extend(
            table
                .iter()
                .filter(|(id, entry)| entry.parent == parent && !found.contains(id))
                .map(|(id, _)| *id)
                .collect::<Vec<_>>(),
        );
        next += 1;
    }
    found.remove(0);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_name_with_spaces_and_parentheses() {
        let entry = entry_of("42 (a (b) c) S 7 42 42 0 -1").expect("a line of the kernel's");
        assert_eq!((entry.parent, entry.group, entry.alive), (7, 42, true));
        assert!(!entry_of("42 (x) Z 7 42").expect("a zombie").alive);
        assert!(entry_of("42 (x) Z").is_none());
    }
}
