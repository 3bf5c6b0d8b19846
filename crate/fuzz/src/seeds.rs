//! What a search begins with: the files that the tests hold the formats to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of this name in `tests/golden`.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden")
        .join(name)
}

/// The files of a folder whose names have this ending, in the order of their names.
fn files(name: &str, ending: &str) -> io::Result<Vec<Vec<u8>>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder(name))? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == ending) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(fs::read).collect()
}

/// Frames of every version.
pub(crate) fn frames() -> io::Result<Vec<Vec<u8>>> {
    let mut all = files("wire/v1", "bin")?;
    all.extend(files("wire/v2", "bin")?);
    Ok(all)
}

/// A store of each version: all of its files as parts of one.
pub(crate) fn stores() -> io::Result<Vec<Vec<u8>>> {
    let mut stores = Vec::new();
    for version in ["wire/v1", "wire/v2"] {
        let mut store = Vec::new();
        for part in files(version, "bin")? {
            // What is longer than a length can say is no part of a small store.
            if let Ok(length) = u16::try_from(part.len()) {
                store.extend_from_slice(&length.to_le_bytes());
                store.extend(part);
            }
        }
        stores.push(store);
    }
    Ok(stores)
}

/// Tables.
pub(crate) fn tables() -> io::Result<Vec<Vec<u8>>> {
    files("exchange/csv", "csv")
}

/// Cards.
pub(crate) fn cards() -> io::Result<Vec<Vec<u8>>> {
    files("exchange/vcard", "vcf")
}

/// Backups.
pub(crate) fn backups() -> io::Result<Vec<Vec<u8>>> {
    let mut all = files("exchange/json", "json")?;
    all.extend(files("exchange", "json")?);
    Ok(all)
}

/// Queries, each behind a question mark.
pub(crate) fn queries() -> io::Result<Vec<Vec<u8>>> {
    let mut all = lines("query/parse", |line| line.strip_prefix("? "))?;
    all.extend(lines("query/match", |line| line.strip_prefix("? "))?);
    Ok(all)
}

/// Formulas, each before what it comes to.
pub(crate) fn formulas() -> io::Result<Vec<Vec<u8>>> {
    lines("formula", |line| {
        let (formula, _) = line.split_once(" => ")?;
        Some(
            formula
                .split_once(" | ")
                .map_or(formula, |(formula, _)| formula),
        )
    })
}

/// Alphabets.
pub(crate) fn alphabets() -> io::Result<Vec<Vec<u8>>> {
    files("collation", "letters")
}

/// What is picked of each line of a folder's texts.
fn lines(name: &str, pick: impl Fn(&str) -> Option<&str>) -> io::Result<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    for text in files(name, "txt")? {
        let text = String::from_utf8_lossy(&text);
        all.extend(
            text.lines()
                .filter_map(&pick)
                .map(|line| line.as_bytes().to_vec()),
        );
    }
    Ok(all)
}
