//! The index as a WebAssembly module that imports nothing, for `run.mjs` to measure it in the browser's engine.
//!
//! Bytes go in and out through memory that the module names; nothing here is unsafe but the exported names.
#![allow(
    unsafe_code,
    reason = "an exported name is one that the linker must not change"
)]
#![allow(dead_code, reason = "records are read by the other tool too")]

#[path = "../search/lean.rs"]
mod lean;
#[path = "../search/record.rs"]
mod record;

use std::cell::RefCell;

use boxwood_query::language::{Context, Document, FixedOffset, Options, Query, Weekday};
use boxwood_query::search::{Documents, Index, Request};
use record::{Fields, Record};

#[derive(Default)]
struct Bench {
    room: Vec<u8>,
    fields: Fields,
    /// Read and not indexed so far.
    records: Vec<Record>,
    index: Index,
    next: u128,
    found: Vec<u128>,
    manifest: Vec<u8>,
    segments: Vec<(u64, Vec<u8>)>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

fn with<T>(work: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(work)
}

/// None of the queries asks for what only a document knows.
struct Nowhere;

impl Documents for Nowhere {
    fn document(&self, _id: u128, _see: &mut dyn FnMut(&dyn Document)) {}
}

/// Makes room for so many bytes, and says where.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *const u8 {
    with(|bench| {
        bench.room = vec![0; length];
        bench.room.as_ptr()
    })
}

/// Reads the records in the room; says how many wait to be indexed.
#[unsafe(no_mangle)]
extern "C" fn read() -> usize {
    with(|bench| {
        let bytes = std::mem::take(&mut bench.room);
        let text = String::from_utf8(bytes).unwrap_or_default();
        for line in text.lines() {
            bench.records.extend(lean::read(line, &mut bench.fields));
        }
        bench.records.len()
    })
}

/// Indexes the records that were read, under the next numbers.
#[unsafe(no_mangle)]
extern "C" fn index() {
    with(|bench| {
        let Bench {
            index,
            records,
            next,
            ..
        } = bench;
        index.extend(
            (*next..)
                .zip(&*records)
                .map(|(id, record)| (record.header(id), record)),
        );
        *next += records.len() as u128;
    });
}

/// Forgets the records that were read.
#[unsafe(no_mangle)]
extern "C" fn forget() {
    with(|bench| bench.records = Vec::new());
}

/// Tidies up until nothing is left to do.
#[unsafe(no_mangle)]
extern "C" fn maintain() {
    with(|bench| while bench.index.maintain() {});
}

/// Puts a record that was read in the place of the one with this number.
#[unsafe(no_mangle)]
extern "C" fn replace(id: u32, record: usize) {
    with(|bench| {
        let Bench { index, records, .. } = bench;
        if let Some(record) = records.get(record) {
            index.put(&record.header(id.into()), record);
        }
    });
}

/// Asks the query in the room; says how many documents are shown.
#[unsafe(no_mangle)]
extern "C" fn search(typing: bool, limit: usize) -> usize {
    with(|bench| {
        let text = String::from_utf8_lossy(&bench.room);
        let zone = FixedOffset::default();
        let context = Context {
            // 2026-01-01, after all records.
            now: 1_767_225_600_000,
            zone: &zone,
            week_start: Weekday::Monday,
            me: None,
            addresses: &[],
            stemmer: None,
        };
        let query = Query::parse(&text, &bench.fields, Options { typing });
        let request = Request {
            query: &query,
            context: &context,
            limit,
            puts_aside: true,
            counts: false,
            forgives: false,
        };
        let answer = bench.index.search(&request, &Nowhere);
        bench.found = answer.found.iter().map(|found| found.id).collect();
        bench.found.len()
    })
}

/// A document that is shown.
#[unsafe(no_mangle)]
extern "C" fn found(number: usize) -> f64 {
    with(|bench| bench.found.get(number).map_or(-1.0, |id| *id as f64))
}

/// The bytes that the index takes.
#[unsafe(no_mangle)]
extern "C" fn memory_of_index() -> usize {
    with(|bench| bench.index.memory())
}

/// Copies the index, as it is to be kept; says how many segments it has.
#[unsafe(no_mangle)]
extern "C" fn save() -> usize {
    with(|bench| {
        let saved = bench.index.save();
        bench.segments = saved
            .segments
            .iter()
            .map(|(name, bytes)| (*name, bytes.to_vec()))
            .collect();
        bench.manifest = saved.manifest;
        bench.segments.len()
    })
}

/// The bytes that were saved.
#[unsafe(no_mangle)]
extern "C" fn saved() -> usize {
    with(|bench| {
        let segments = bench.segments.iter().map(|(_, bytes)| bytes.len());
        bench.manifest.len() + segments.sum::<usize>()
    })
}

/// Takes a copy of what was saved for the index; says how many documents there are.
#[unsafe(no_mangle)]
extern "C" fn load() -> usize {
    with(|bench| {
        let segments = &bench.segments;
        let loaded = Index::load(&bench.manifest, |name| {
            let found = segments.iter().find(|(known, _)| *known == name);
            found.map(|(_, bytes)| bytes.clone())
        });
        bench.index = loaded.unwrap_or_default();
        bench.index.len()
    })
}
