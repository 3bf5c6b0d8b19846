//! The rules, over one file's name and text.

/// The most lines that one person keeps in mind.
const LONGEST: usize = 500;

/// Files that may be longer, each with the reason.
const LONG: &[(&str, &str)] = &[];

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "misc"];

/// The crates that are handed time, chance and bytes, and reach for none of them.
const PURE: &[&str] = &["model", "exchange", "query", "suggest", "sync", "core"];

/// What those would reach with.
const REACHING: &[&str] = &[
    "SystemTime",
    "Instant::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "rand::",
];

/// Whether the rules are about this file's text.
pub(super) fn is_source(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["rs", "ts", "tsx", "js", "mjs", "css", "html"].contains(&extension) && !is_generated(name)
}

fn is_generated(name: &str) -> bool {
    name.starts_with("extension/src/generated/")
}

/// A breach in the file's name.
pub(super) fn name(name: &str) -> Option<String> {
    let empty = name
        .split('/')
        .map(|part| part.split('.').next().unwrap_or_default())
        .find(|part| EMPTY_NAMES.contains(&part.to_lowercase().as_str()))?;
    Some(format!(
        "{name}: `{empty}` says nothing; name it after what is inside"
    ))
}

/// The breaches in the file's text.
pub(super) fn text(name: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    broken.extend(opening(name, text));
    let lines = text.lines().count();
    if lines > LONGEST && !LONG.iter().any(|(long, _)| *long == name) {
        broken.push(format!(
            "{name}: {lines} lines, where {LONGEST} are the most; split it"
        ));
    }
    broken.extend(reaching(name, text));
    broken
}

fn opening(name: &str, text: &str) -> Option<String> {
    let first = text.lines().next().unwrap_or_default();
    let (wanted, fine) = if name.ends_with(".rs") {
        ("//!", first.starts_with("//! "))
    } else if name.ends_with(".ts") || name.ends_with(".tsx") {
        ("//", first.starts_with("//") || first.starts_with("/*"))
    } else {
        return None;
    };
    (!fine).then(|| format!("{name}:1: opens with no `{wanted}` line that says what it is"))
}

fn reaching(name: &str, text: &str) -> Vec<String> {
    let pure = PURE.iter().any(|one| {
        name.strip_prefix("crate/")
            .is_some_and(|name| name.starts_with(&format!("{one}/src/")))
    });
    if !pure || name.ends_with("/tests.rs") || name.contains("/tests/") {
        return Vec::new();
    }
    let mut broken = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let line = line.trim_start();
        // Tests inside the file come last, and may.
        if line == "#[cfg(test)]" && lines.peek().is_some_and(|(_, next)| next.ends_with('{')) {
            break;
        }
        if line.starts_with("//") {
            continue;
        }
        if let Some(word) = REACHING.iter().find(|word| holds(line, word)) {
            broken.push(format!(
                "{name}:{}: `{word}`: layers 0-2 are handed time, chance and bytes",
                number + 1
            ));
        }
    }
    broken
}

/// Whether `line` has `word` where no longer word ends with it (`operand::` does not hold `rand::`).
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_some_and(|before| before.is_alphanumeric() || before == '_')
    })
}
