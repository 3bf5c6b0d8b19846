//! `bench CORPUS QUERIES`: how long it takes, in milliseconds of the processor's time, and how much
//! memory; a line of JSON for each figure.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};
use boxwood_query::language::{Context, Document, FixedOffset, Options, Query, Weekday};
use boxwood_query::search::{Answer, Documents, Index, Request};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use crate::lean;
use crate::record::{Fields, Record};

/// 2026-01-01, after all records.
const NOW: u64 = 1_767_225_600_000;
/// So many documents are shown.
const SHOWN: usize = 20;

struct Records(Vec<Record>);

impl Documents for Records {
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document)) {
        if let Some(record) = usize::try_from(id).ok().and_then(|id| self.0.get(id)) {
            see(record);
        }
    }
}

pub(crate) fn run(mut words: impl Iterator<Item = String>) -> Result<()> {
    let mut next = || words.next().context("say bench CORPUS QUERIES");
    let (corpus, queries) = (next()?, next()?);
    let text = fs::read_to_string(&corpus).with_context(|| format!("cannot read {corpus}"))?;
    let queries = fs::read_to_string(&queries).with_context(|| format!("cannot read {queries}"))?;
    let queries: Value = serde_json::from_str(&queries)?;
    let mut fields = Fields::default();
    let records = text
        .lines()
        .filter_map(|line| lean::read(line, &mut fields));
    let mut records = Records(records.collect());
    drop(text);
    let count = records.0.len();
    let print = |name: &str, mut line: Value| {
        line["bench"] = json!("search");
        line["engine"] = json!("boxwood, native");
        line["records"] = json!(count);
        line["name"] = json!(name);
        println!("{line}");
    };

    let start = now();
    let mut index = Index::build(
        (0..)
            .zip(&records.0)
            .map(|(id, record)| (record.header(id), record)),
    );
    print("build", json!({ "ms": millis(now() - start) }));
    print("memory", json!({ "bytes": index.memory() }));
    for (class, typing, texts) in classes(&queries) {
        let ask = |text: &str| -> Answer { ask(&index, &records, &fields, text, typing) };
        for text in texts.iter().take(30) {
            ask(text);
        }
        let mut times = Vec::new();
        let mut hits = 0;
        let mut slowest = (Duration::ZERO, "");
        for text in &texts {
            let start = now();
            let answer = ask(text);
            let time = now() - start;
            times.push(time);
            slowest = slowest.max((time, text));
            hits += answer.found.len();
        }
        print(
            &class,
            figures(times, json!({ "hits": hits, "slowest": slowest.1 })),
        );
    }
    let mut times = Vec::new();
    for number in 0..500.min(count / 2) {
        records.0[number] = records.0[number + count / 2].clone();
        let record = &records.0[number];
        let header = record.header(number as u128);
        let start = now();
        index.put(&header, record);
        times.push(now() - start);
    }
    print("replace", figures(times, json!({})));
    while index.maintain() {}
    let start = now();
    let saved = index.save();
    let bytes: Vec<(u64, Vec<u8>)> = saved
        .segments
        .iter()
        .map(|(name, bytes)| (*name, bytes.to_vec()))
        .collect();
    let manifest = saved.manifest;
    let size = manifest.len() + bytes.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    print(
        "save",
        json!({ "ms": millis(now() - start), "bytes": size }),
    );
    let start = now();
    let loaded = Index::load(&manifest, |name| {
        let found = bytes.iter().find(|(known, _)| *known == name);
        found.map(|(_, bytes)| bytes.clone())
    })?;
    print(
        "load",
        json!({ "ms": millis(now() - start), "found": loaded.len() }),
    );
    Ok(())
}

fn ask(index: &Index, records: &Records, fields: &Fields, text: &str, typing: bool) -> Answer {
    let zone = FixedOffset::default();
    let context = Context {
        now: NOW,
        zone: &zone,
        week_start: Weekday::Monday,
        me: None,
        addresses: &[],
        stemmer: None,
    };
    let query = Query::parse(text, fields, Options { typing });
    let request = Request {
        query: &query,
        context: &context,
        limit: SHOWN,
        puts_aside: true,
        counts: false,
        forgives: false,
    };
    index.search(&request, records)
}

/// The classes of queries: name, whether the last word is unfinished, and the queries.
fn classes(queries: &Value) -> Vec<(String, bool, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = |class: &str, write: &dyn Fn(&Value) -> String| {
        let list = queries[class].as_array();
        let texts = list.into_iter().flatten().map(write).collect();
        (class.to_owned(), class == "prefix", texts)
    };
    vec![
        of("one", &text),
        of("and2", &|pair| {
            format!("{} {}", text(&pair[0]), text(&pair[1]))
        }),
        of("prefix", &text),
        of("field", &|query| {
            format!("{}:{}", text(&query["field"]), text(&query["term"]))
        }),
        of("mixed", &|query| {
            format!("stage:{} {}", text(&query["stage"]), text(&query["term"]))
        }),
    ]
}

fn figures(times: Vec<Duration>, mut line: Value) -> Value {
    let mut times: Vec<f64> = times.into_iter().map(millis).collect();
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times.get((times.len() as f64 * part) as usize).copied();
    line["queries"] = json!(times.len());
    line["mean_ms"] = json!(times.iter().sum::<f64>() / times.len().max(1) as f64);
    line["p50_ms"] = json!(at(0.5));
    line["p99_ms"] = json!(at(0.99));
    line
}

fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e7).round() / 1e4
}

/// The processor's time that this thread has used.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}
