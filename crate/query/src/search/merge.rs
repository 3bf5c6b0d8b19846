//! Several segments made one, without the dead.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use super::bits::Bits;
use super::cursor::Cursor;
use super::dictionary::Walk;
use super::pattern::Pattern;
use super::segment::Segment;
use super::write::{Row, Writer};

type Map<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// Stands for a document that is dead.
const DEAD: u32 = u32::MAX;

/// One segment that holds what these do, except the documents that are dead.
pub(super) fn merge(parts: &[(&Segment, &Bits)]) -> Segment {
    let (rows, numbers) = order(parts);
    let (patterns, codes) = patterns(parts);
    let mut writer = Writer::new(&rows, &patterns);

    let mut walks: Vec<Walk<'_>> = Vec::with_capacity(parts.len());
    for (segment, _) in parts {
        let mut walk = segment.dictionary().walk(0);
        walk.advance();
        walks.push(walk);
    }
    // One for all words of a segment: making one costs more than most words take.
    let mut cursors: Vec<Option<Cursor<'_>>> = parts.iter().map(|_| None).collect();
    let mut least: Vec<u8> = Vec::new();
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut places: Vec<u32> = Vec::new();
    loop {
        // An empty word is one that is at its end: no word is empty.
        let words = walks.iter().map(Walk::word).filter(|word| !word.is_empty());
        let Some(word) = words.min() else { break };
        least.clear();
        least.extend(word);
        found.clear();
        for (part, walk) in walks.iter_mut().enumerate() {
            if walk.word() != least {
                continue;
            }
            let (segment, _) = parts[part];
            let word = segment.word(walk.next - 1);
            let any = match &mut cursors[part] {
                Some(cursor) => cursor.restart(word),
                cursor => {
                    *cursor = Cursor::new(segment, word);
                    cursor.is_some()
                }
            };
            if let Some(cursor) = cursors[part].as_mut().filter(|_| any) {
                collect(cursor, &numbers[part], &codes[part], &mut found);
            }
            if walk.advance().is_none() {
                walk.end();
            }
        }
        if found.is_empty() {
            continue;
        }
        writer.word(&least);
        let mut write = |posting: &Found<'_>| {
            let positions = writer.posting(posting.doc, posting.code);
            positions.extend(posting.positions);
        };
        // Many are put in their places, few are sorted.
        if found.len() * 8 > rows.len() {
            places.clear();
            places.resize(rows.len(), 0);
            for (number, posting) in (1..).zip(&found) {
                places[posting.doc as usize] = number;
            }
            let numbers = places.iter().filter_map(|number| number.checked_sub(1));
            numbers.for_each(|number| write(&found[number as usize]));
        } else {
            found.sort_unstable_by_key(|posting| posting.doc);
            found.iter().for_each(write);
        }
    }
    let mut columns: BTreeMap<_, Vec<(i64, u32)>> = BTreeMap::new();
    for (part, (segment, _)) in parts.iter().enumerate() {
        for (column, values) in segment.columns() {
            let fresh = columns.entry(column).or_default();
            let numbers = &numbers[part];
            let live = values.iter().filter_map(|(value, doc)| {
                let doc = numbers
                    .get(doc as usize)
                    .copied()
                    .filter(|doc| *doc != DEAD)?;
                Some((value, doc))
            });
            fresh.extend(live);
        }
    }
    for values in columns.values_mut() {
        values.sort_unstable();
    }
    columns.retain(|_, values| !values.is_empty());
    writer.finish(&columns)
}

/// A document of one of the segments that has the word.
struct Found<'s> {
    doc: u32,
    code: u32,
    positions: &'s [u8],
}

fn collect<'s>(
    cursor: &mut Cursor<'s>,
    numbers: &[u32],
    codes: &[u32],
    found: &mut Vec<Found<'s>>,
) {
    loop {
        let doc = numbers.get(cursor.doc() as usize).copied().unwrap_or(DEAD);
        if doc != DEAD {
            let code = cursor.code();
            let (_, positions) = cursor.positions();
            found.push(Found {
                doc,
                code: codes.get(code as usize).copied().unwrap_or(0),
                positions,
            });
        }
        if !cursor.advance() {
            return;
        }
    }
}

/// The documents in their new order, and the new numbers of the documents of each segment.
fn order(parts: &[(&Segment, &Bits)]) -> (Vec<Row>, Vec<Vec<u32>>) {
    let mut all: Vec<(Reverse<u32>, u128, usize, u32)> = Vec::new();
    for (part, (segment, live)) in parts.iter().enumerate() {
        all.extend(
            live.iter()
                .map(|doc| (Reverse(segment.key(doc)), segment.id(doc), part, doc)),
        );
    }
    all.sort_unstable();
    let mut numbers: Vec<Vec<u32>> = parts
        .iter()
        .map(|(segment, _)| vec![DEAD; segment.documents() as usize])
        .collect();
    let mut rows = Vec::with_capacity(all.len());
    for (number, (Reverse(key), id, part, doc)) in (0..).zip(all) {
        let (segment, _) = parts[part];
        numbers[part][doc as usize] = number;
        rows.push(Row {
            id,
            key,
            mine: segment.is_mine(doc),
            length: segment.length(doc),
            name: segment.name(doc),
        });
    }
    (rows, numbers)
}

/// The patterns of all, and the new numbers of the patterns of each segment.
fn patterns(parts: &[(&Segment, &Bits)]) -> (Vec<(Pattern, u64)>, Vec<Vec<u32>>) {
    let mut uses: Map<&Pattern, u64> = Map::default();
    for (segment, _) in parts {
        for (pattern, used) in segment.patterns().iter().filter(|(_, used)| *used > 0) {
            *uses.entry(pattern).or_default() += used;
        }
    }
    let mut all: Vec<(Pattern, u64)> = uses
        .into_iter()
        .map(|(pattern, used)| (pattern.clone(), used))
        .collect();
    all.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let numbers: Map<&Pattern, u32> = all.iter().map(|(pattern, _)| pattern).zip(0..).collect();
    let codes = parts
        .iter()
        .map(|(segment, _)| {
            let patterns = segment.patterns().iter();
            patterns
                .map(|(pattern, _)| numbers.get(pattern).copied().unwrap_or(0))
                .collect()
        })
        .collect();
    (all, codes)
}
