//! `query`: the ids of the records that a query is true of, the best first.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use anyhow::{Context as _, Result, bail};
use boxwood_model::Millis;
use boxwood_query::language::{Context, Document, Options, Query, StemLanguage, Weekday, Zone};
use boxwood_query::search::{Documents, Index, Request};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::record::{Fields, Record};

/// What is asked for on the command line.
#[derive(Default)]
struct Asked {
    records: Option<String>,
    queries: Option<String>,
    now: Option<String>,
    zone: Option<String>,
    limit: Option<String>,
    language: Option<String>,
    typing: bool,
    query: Option<String>,
}

/// The records, by the numbers that are their ids in the index.
struct Records(Vec<Record>);

impl Documents for Records {
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document)) {
        if let Some(record) = usize::try_from(id).ok().and_then(|id| self.0.get(id)) {
            see(record);
        }
    }
}

/// A time zone of the tz database.
struct Named(TimeZone);

impl Zone for Named {
    fn offset(&self, moment: i64) -> i32 {
        let moment = Timestamp::from_millisecond(moment);
        let moment = moment.unwrap_or(Timestamp::UNIX_EPOCH);
        self.0.to_offset(moment).seconds()
    }
}

pub(crate) fn run(words: impl Iterator<Item = String>) -> Result<()> {
    let asked = read_arguments(words)?;
    let file = asked
        .records
        .context("say where the records are: --records FILE")?;
    let now = match &asked.now {
        Some(now) => now.parse().with_context(|| {
            format!("--now wants a moment as 2026-03-09T12:00:00Z, not `{now}`")
        })?,
        None => Timestamp::now(),
    };
    let name = asked.zone.as_deref().unwrap_or("UTC");
    let zone = TimeZone::get(name)
        .with_context(|| format!("--tz wants a time zone as Europe/Berlin, not `{name}`"))?;
    let limit = match &asked.limit {
        Some(limit) => limit
            .parse()
            .with_context(|| format!("--limit wants a number from 0 on, not `{limit}`"))?,
        None => usize::MAX,
    };
    let queries = match (&asked.query, &asked.queries) {
        (Some(_), Some(_)) => bail!("say a query or --queries FILE, not both"),
        (Some(query), None) => vec![query.clone()],
        (None, Some(file)) => read_queries(file)?,
        (None, None) => bail!("say a query, or --queries FILE"),
    };
    let (records, fields) = read_records(&file)?;
    let index = Index::build(
        (0..)
            .zip(&records.0)
            .map(|(id, record)| (record.header(id), record)),
    );
    let tag = asked.language.as_deref().unwrap_or("en");
    let language = StemLanguage::of_tag(tag)
        .with_context(|| format!("--lang wants a language with stems as en, not `{tag}`"))?;
    let zone = Named(zone);
    let context = Context {
        now: Millis::try_from(now.as_millisecond()).context("--now is before 1970")?,
        zone: &zone,
        week_start: Weekday::Monday,
        me: None,
        addresses: &[],
        stemmer: Some(language.stemmer()),
    };
    let mut out = std::io::stdout().lock();
    for text in queries {
        let typing = asked.typing;
        let query = Query::parse(&text, &fields, Options { typing });
        let request = Request {
            query: &query,
            context: &context,
            limit,
            puts_aside: true,
            counts: true,
            forgives: false,
        };
        let answer = index.search(&request, &records);
        let found = answer.found.iter().filter_map(|found| {
            let record = records.0.get(usize::try_from(found.id).ok()?)?;
            Some(&record.id)
        });
        if asked.queries.is_some() {
            let ids: Vec<&Value> = found.collect();
            writeln!(out, "{}", json!({ "query": text, "ids": ids }))?;
            continue;
        }
        for id in found {
            match id {
                Value::String(id) => writeln!(out, "{id}")?,
                id => writeln!(out, "{id}")?,
            }
        }
        for note in query.notes() {
            eprintln!("search: {} at `{}`", note.kind.code(), note.span.of(&text));
        }
    }
    Ok(())
}

fn read_arguments(mut words: impl Iterator<Item = String>) -> Result<Asked> {
    let mut asked = Asked::default();
    let mut bare = false;
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => {
                (name.to_owned(), Some(value.to_owned()))
            }
            _ => (word.clone(), None),
        };
        let place = match name.as_str() {
            _ if bare => &mut asked.query,
            "--records" => &mut asked.records,
            "--queries" => &mut asked.queries,
            "--now" => &mut asked.now,
            "--tz" => &mut asked.zone,
            "--limit" => &mut asked.limit,
            "--lang" => &mut asked.language,
            "--typing" => {
                asked.typing = true;
                continue;
            }
            "--" => {
                bare = true;
                continue;
            }
            // A query may start with one dash: `-foo`.
            other if other.starts_with("--") => bail!(
                "`{other}` is not understood; possible: --records FILE, --queries FILE, --now RFC3339, --tz Area/City, --limit N, --lang TAG, --typing; a query that starts so goes behind `--`"
            ),
            _ => &mut asked.query,
        };
        let is_query = bare || !name.starts_with("--");
        let value = if is_query {
            word
        } else {
            match inline {
                Some(value) => value,
                None => words
                    .next()
                    .with_context(|| format!("{name} wants a value"))?,
            }
        };
        if place.replace(value).is_some() {
            if is_query {
                bail!("there is more than one query: put the query in quotes");
            }
            bail!("{name} is given more than once");
        }
    }
    Ok(asked)
}

/// The records of a file, one a line.
fn read_records(file: &str) -> Result<(Records, Fields)> {
    let mut fields = Fields::default();
    let mut records = Vec::new();
    let mut ids = HashSet::new();
    for (number, line) in lines(file)? {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let at = || format!("{file}, line {number}");
        let record = Record::read(&line, &mut fields).with_context(at)?;
        if !ids.insert(record.id.to_string()) {
            bail!("{}: the id {} was there before", at(), record.id);
        }
        records.push(record);
    }
    Ok((Records(records), fields))
}

/// The queries of a file: a line each; of one that is called `.ndjson`, `.jsonl` or `.json`, a text
/// in JSON or an object with a text `query` each.
fn read_queries(file: &str) -> Result<Vec<String>> {
    let is_json = [".ndjson", ".jsonl", ".json"]
        .iter()
        .any(|end| file.ends_with(end));
    let mut queries = Vec::new();
    for (number, line) in lines(file)? {
        let line = line?;
        if !is_json {
            queries.push(line);
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let value: Value = serde_json::from_str(&line)
            .with_context(|| format!("{file}, line {number}: this is no JSON"))?;
        let query = match &value {
            Value::Object(object) => object.get("query").and_then(Value::as_str),
            other => other.as_str(),
        };
        match query {
            Some(query) => queries.push(query.to_owned()),
            None => {
                bail!("{file}, line {number}: a query is a text, or an object with a text `query`")
            }
        }
    }
    Ok(queries)
}

type Lines = Box<dyn Iterator<Item = (usize, Result<String>)>>;

fn lines(file: &str) -> Result<Lines> {
    let reader = BufReader::new(File::open(file).with_context(|| format!("cannot read {file}"))?);
    let name = file.to_owned();
    let lines = reader.lines().zip(1..).map(move |(line, number)| {
        let line = line.with_context(|| format!("{name}, line {number}: cannot be read"));
        (number, line)
    });
    Ok(Box::new(lines))
}
