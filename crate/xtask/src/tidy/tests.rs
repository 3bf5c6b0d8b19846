//! One file that keeps the rules, and one for each way of breaking them.

use super::rule::{is_source, name, text};

#[track_caller]
fn check(file: &str, content: &str, expected: &[&str]) {
    let found = text(file, content);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} is not {expected}");
    }
}

#[test]
fn tidy_files_pass() {
    check(
        "crate/model/src/lib.rs",
        "//! The records.\nfn f() {}\n",
        &[],
    );
    check(
        "extension/src/ui/box.tsx",
        "/** A box. */\nexport {};\n",
        &[],
    );
    check("extension/src/ui/box.css", ".box {}\n", &[]);
    assert_eq!(name("crate/model/src/utility_bill.rs"), None);
}

#[test]
fn a_file_opens_with_its_purpose() {
    check(
        "crate/model/src/lib.rs",
        "use std::fmt;\n",
        &["crate/model/src/lib.rs:1: opens"],
    );
    check(
        "crate/model/src/lib.rs",
        "",
        &["crate/model/src/lib.rs:1: opens"],
    );
    check(
        "extension/src/a.ts",
        "import 'x';\n// late\n",
        &["extension/src/a.ts:1: opens"],
    );
}

#[test]
fn a_file_is_not_too_long() {
    let most = format!("//! Long.\n{}", "\n".repeat(499));
    check("crate/model/src/lib.rs", &most, &[]);
    check(
        "crate/model/src/lib.rs",
        &format!("{most}\n"),
        &["crate/model/src/lib.rs: 501 lines"],
    );
}

#[test]
fn a_name_says_what_is_inside() {
    assert!(name("extension/src/utils.ts").is_some());
    assert!(name("crate/core/src/Helpers/x.rs").is_some());
    assert!(name("tests/misc/a.json").is_some());
}

#[test]
fn the_lower_layers_reach_for_nothing() {
    let reach =
        "//! Reaches.\nfn now() { std::time::SystemTime::now(); }\nlet x = rand::random();\n";
    check(
        "crate/sync/src/a.rs",
        reach,
        &[
            "crate/sync/src/a.rs:2: `SystemTime`",
            "crate/sync/src/a.rs:3: `rand::`",
        ],
    );
    check("crate/server/src/a.rs", reach, &[]);
    check(
        "crate/sync/src/a.rs",
        "//! x\n// std::fs is not for us\nlet y = operand::of();\n",
        &[],
    );
    check(
        "crate/sync/src/a.rs",
        "//! x\n#[cfg(test)]\nmod tests {\n use std::fs;\n}\n",
        &[],
    );
    check(
        "crate/sync/src/a.rs",
        "//! x\n#[cfg(test)]\nuse a;\nuse std::fs;\n",
        &["crate/sync/src/a.rs:4"],
    );
}

#[test]
fn data_and_generated_files_are_left_alone() {
    assert!(is_source("crate/xtask/src/main.rs"));
    assert!(!is_source("Cargo.lock"));
    assert!(!is_source("extension/locales/en.ftl"));
    assert!(!is_source("extension/src/generated/Box.ts"));
}
