//! People's mail from files: `USER.jsonl.gz` what they filed, `USER.unfiled.jsonl.gz` what they left in their inbox.
#![allow(dead_code, reason = "each tool uses a part of it")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use boxwood_model::BoxId;
use boxwood_suggest::{Features, Key, Mail};
use flate2::read::GzDecoder;
use serde_json::Value;

/// The twenty people that everything was tuned on.
pub(crate) const TUNING: [&str; 20] = [
    "baughman-d",
    "blair-l",
    "campbell-l",
    "dasovich-j",
    "germany-c",
    "griffith-j",
    "hayslett-r",
    "hyatt-k",
    "hyvl-d",
    "kean-s",
    "mann-k",
    "mcconnell-m",
    "rogers-b",
    "shackleton-s",
    "shapiro-r",
    "steffes-j",
    "stokley-c",
    "symes-k",
    "taylor-m",
    "watson-k",
];

/// A mail as it is in the file.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) from_name: String,
    pub(crate) to: Vec<String>,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Milliseconds since 1970.
    pub(crate) date: u64,
    /// Where it was filed.
    pub(crate) place: Option<BoxId>,
}

impl Letter {
    fn read(line: &str, boxes: &mut BTreeMap<String, BoxId>) -> Result<Self> {
        let value: Value = serde_json::from_str(line)?;
        let text = |name: &str| {
            let text = value.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let list = |name: &str| {
            let list = value.get(name).and_then(Value::as_array);
            let list = list.into_iter().flatten().filter_map(Value::as_str);
            list.map(str::to_owned).collect::<Vec<_>>()
        };
        let place = value.get("folder").and_then(Value::as_str).map(|folder| {
            let number = boxes.len() as u64 + 1;
            let id = BoxId::from_parts(number, [0; 10]);
            *boxes.entry(folder.to_owned()).or_insert(id)
        });
        Ok(Self {
            id: text("id"),
            from: text("from"),
            from_name: text("from_name"),
            to: [list("to"), list("cc")].concat(),
            subject: text("subject"),
            body: text("body"),
            date: value.get("date").and_then(Value::as_u64).unwrap_or(0),
            place,
        })
    }

    /// What is kept of it.
    pub(crate) fn features(&self, key: &Key) -> Features {
        let to: Vec<&str> = self.to.iter().map(String::as_str).collect();
        key.read(&self.mail(&to))
    }

    /// The mail as the page would hand it over; `to` is borrowed from [`Letter::to`].
    pub(crate) fn mail<'a>(&'a self, to: &'a [&'a str]) -> Mail<'a> {
        Mail {
            id: &self.id,
            thread: None,
            from: &self.from,
            from_name: &self.from_name,
            to,
            subject: &self.subject,
            body: &self.body,
        }
    }

    /// What a thread is known by here: the subject without its marks of replying.
    pub(crate) fn thread(&self) -> String {
        let mut rest = self.subject.trim();
        while let Some((mark, after)) = rest.split_once(':') {
            if !["re", "fw", "fwd"].contains(&mark.trim().to_lowercase().as_str()) {
                break;
            }
            rest = after.trim();
        }
        rest.to_lowercase()
    }
}

/// A person's mail, each list in order of time.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) filed: Vec<Letter>,
    pub(crate) left: Vec<Letter>,
    /// The boxes by name.
    pub(crate) boxes: BTreeMap<String, BoxId>,
}

/// The names of the people whose filed mail is in `dir`, or in its folder `filed`.
pub(crate) fn names(dir: &Path) -> Result<Vec<String>> {
    let filed = dir.join("filed");
    let folder = if filed.is_dir() {
        filed
    } else {
        dir.to_owned()
    };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".jsonl.gz")
            && !name.ends_with(".unfiled")
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The first of the tuning people whose mail is not in `dir`.
pub(crate) fn missing(dir: &Path) -> Result<Option<&'static str>> {
    let names = names(dir)?;
    Ok(TUNING
        .into_iter()
        .find(|name| !names.iter().any(|known| known == name)))
}

/// Reads a person's mail.
pub(crate) fn person(dir: &Path, name: &str) -> Result<Person> {
    let mut boxes = BTreeMap::new();
    let filed = letters(
        &place(dir, "filed", &format!("{name}.jsonl.gz")),
        &mut boxes,
    )?;
    let left = letters(
        &place(dir, "unfiled", &format!("{name}.unfiled.jsonl.gz")),
        &mut boxes,
    )?;
    Ok(Person {
        name: name.to_owned(),
        filed: filed.unwrap_or_default(),
        left: left.unwrap_or_default(),
        boxes,
    })
}

fn place(dir: &Path, folder: &str, file: &str) -> PathBuf {
    let nested = dir.join(folder).join(file);
    if nested.exists() {
        nested
    } else {
        dir.join(file)
    }
}

fn letters(path: &Path, boxes: &mut BTreeMap<String, BoxId>) -> Result<Option<Vec<Letter>>> {
    if !path.exists() {
        return Ok(None);
    }
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut letters = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let line = line.with_context(|| path.display().to_string())?;
        let letter = Letter::read(&line, boxes);
        letters.push(letter.with_context(|| path.display().to_string())?);
    }
    letters.sort_by_key(|letter| letter.date);
    Ok(Some(letters))
}
