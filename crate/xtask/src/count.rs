//! How many tests passed, failed and were skipped, read from what the test runners say.

use std::ops::AddAssign;
use std::process::ExitStatus;

use serde_json::Value;

/// Tests, or checks, by how they went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Counts {
    pub(crate) fn one(passed: bool) -> Self {
        Self {
            passed: passed.into(),
            failed: (!passed).into(),
            skipped: 0,
        }
    }

    /// A runner that failed without naming a failed test (it did not compile, it crashed) counts as one failure.
    pub(crate) fn ended(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// What a line of `cargo test`, or of wasm-bindgen's test runner, adds up to, if it does:
/// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
pub(crate) fn rust(line: &str) -> Option<Counts> {
    let line = plain(line);
    let (_, figures) = line
        .trim()
        .strip_prefix("test result: ")?
        .split_once(". ")?;
    let mut counts = Counts::default();
    for figure in figures.split(';') {
        let Some((number, word)) = figure.trim().split_once(' ') else {
            continue;
        };
        let Ok(number) = number.parse::<u64>() else {
            continue;
        };
        match word {
            "passed" => counts.passed = number,
            "failed" => counts.failed = number,
            "ignored" => counts.skipped = number,
            _ => {}
        }
    }
    Some(counts)
}

/// What vitest's JSON report adds up to; a file whose tests could not be read counts as a failure.
pub(crate) fn vitest(report: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    let figure = |name: &str| report.get(name)?.as_u64();
    let unread = report
        .get("testResults")?
        .as_array()?
        .iter()
        .filter(|file| {
            let empty = file
                .get("assertionResults")
                .and_then(Value::as_array)
                .is_none_or(Vec::is_empty);
            empty && file.get("status").and_then(Value::as_str) == Some("failed")
        })
        .count();
    Some(Counts {
        passed: figure("numPassedTests")?,
        failed: figure("numFailedTests")? + u64::try_from(unread).unwrap_or(u64::MAX),
        skipped: figure("numPendingTests")? + figure("numTodoTests").unwrap_or(0),
    })
}

/// `line` without colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        if letter == '\u{1b}' {
            // An escape sequence ends with its first letter.
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Option<Counts> {
        Some(Counts {
            passed,
            failed,
            skipped,
        })
    }

    #[test]
    fn reads_the_results_of_rust_tests() {
        assert_eq!(
            rust(
                "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.01s"
            ),
            counts(3, 2, 1)
        );
        assert_eq!(
            rust(
                "test result: \u{1b}[32mok\u{1b}[0m. 7 passed; 0 failed; 0 ignored; 0 filtered out"
            ),
            counts(7, 0, 0)
        );
        assert_eq!(rust("test result_of_nothing ... ok"), None);
    }

    #[test]
    fn reads_the_report_of_vitest() {
        let report = r#"{"numPassedTests": 4, "numFailedTests": 1, "numPendingTests": 2, "numTodoTests": 1,
            "testResults": [{"status": "failed", "assertionResults": []},
                {"status": "failed", "assertionResults": [{}]}]}"#;
        assert_eq!(vitest(report), counts(4, 2, 3));
        assert_eq!(vitest("{}"), None);
    }

    #[test]
    fn the_last_line_names_what_was_skipped_only_if_something_was() {
        let mut all = Counts::one(true);
        assert_eq!(all.to_string(), "1 passed, 0 failed");
        all += Counts {
            passed: 1,
            failed: 0,
            skipped: 2,
        };
        assert_eq!(all.to_string(), "2 passed, 0 failed, 2 skipped");
    }
}
