//! Queries in files: how each is read, and which documents it is true of.
//!
//! With `BLESS=1` in the environment the files are written anew, to be looked through.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::example::{Example, Sheet, UTC, context};
use super::sexpr;
use crate::language::{Options, Query};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden/query")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

/// How a query is read: the query, its tree, its notes, its usual form where that is another.
fn reading(text: &str, typing: bool) -> String {
    let query = Query::parse(text, &Example, Options { typing });
    let mut out = sexpr::of(&query);
    out.push('\n');
    for note in query.notes() {
        let _ = writeln!(out, "! {:?} `{}`", note.kind, note.span.of(text));
    }
    let usual = query.to_text();
    if usual != text {
        let _ = writeln!(out, "= {usual}");
    }
    out
}

#[test]
fn every_query_is_read_as_the_files_say() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut count = 0;
    for path in files("parse") {
        let file = fs::read_to_string(&path).expect("a file");
        let mut fresh = String::new();
        for line in file.lines() {
            let (sign, text) = line.split_at(line.len().min(2));
            match sign {
                "? " | "?" => {
                    if !fresh.is_empty() && !fresh.ends_with("\n\n") {
                        fresh.push('\n');
                    }
                    let _ = writeln!(fresh, "{sign}{text}");
                    fresh.push_str(&reading(text, false));
                }
                // Still being typed.
                "?*" => {
                    let text = text.strip_prefix(' ').unwrap_or(text);
                    if !fresh.is_empty() && !fresh.ends_with("\n\n") {
                        fresh.push('\n');
                    }
                    let _ = writeln!(fresh, "{line}");
                    fresh.push_str(&reading(text, true));
                }
                "# " => {
                    if !fresh.is_empty() && !fresh.ends_with("\n\n") {
                        fresh.push('\n');
                    }
                    let _ = writeln!(fresh, "{line}");
                }
                _ => continue,
            }
            count += usize::from(sign.starts_with('?'));
        }
        if bless {
            fs::write(&path, &fresh).expect("written");
            continue;
        }
        for (line, (old, new)) in file.lines().zip(fresh.lines()).enumerate() {
            assert_eq!(old, new, "{}:{}", path.display(), line + 1);
        }
        assert_eq!(file.len(), fresh.len(), "{}", path.display());
    }
    assert!(count >= 300, "{count} queries");
}

#[test]
fn every_query_is_true_of_the_documents_that_the_files_say() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut count = 0;
    for path in files("match") {
        let file = fs::read_to_string(&path).expect("a file");
        let mut sheets: Vec<(String, Sheet)> = Vec::new();
        let mut fresh = String::new();
        for block in file.split("\n\n") {
            let lines: Vec<&str> = block
                .lines()
                .filter(|line| !line.starts_with("# ") && !line.is_empty())
                .collect();
            if let Some(name) = lines.first().and_then(|it| it.strip_prefix("document ")) {
                sheets.push((
                    name.to_owned(),
                    Sheet::read(lines.get(1..).unwrap_or_default()),
                ));
            }
            for line in block.lines() {
                let Some((_, text)) = line.split_once(" <- ") else {
                    let _ = writeln!(fresh, "{line}");
                    continue;
                };
                let _ = writeln!(fresh, "{} <- {text}", found(&sheets, text));
                count += 1;
            }
            fresh.push('\n');
        }
        let fresh = format!("{}\n", fresh.trim_end());
        if bless {
            fs::write(&path, &fresh).expect("written");
            continue;
        }
        for (line, (old, new)) in file.lines().zip(fresh.lines()).enumerate() {
            assert_eq!(old, new, "{}:{}", path.display(), line + 1);
        }
        assert_eq!(file.len(), fresh.len(), "{}", path.display());
    }
    assert!(count >= 300, "{count} queries");
}

/// The names of the documents that a query is true of, or `none`.
fn found(sheets: &[(String, Sheet)], text: &str) -> String {
    let query = Query::parse(text, &Example, Options::default());
    let filter = query.prepare(&context(&UTC));
    let found: Vec<&str> = sheets
        .iter()
        .filter(|(_, sheet)| filter.matches(sheet))
        .map(|(name, _)| name.as_str())
        .collect();
    if found.is_empty() {
        return "none".to_owned();
    }
    found.join(" ")
}
