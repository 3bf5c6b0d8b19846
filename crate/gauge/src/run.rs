//! What is measured, in order.

use std::collections::BTreeSet;

use boxwood_core::host::Stored;
use boxwood_model::{Action, BoxId, Key, State};
use boxwood_query::{FoldCase, View};
use boxwood_sync::{Intent, Replica, Restored};
use serde_json::{Value, json};

use crate::edits::Edits;
use crate::engine::{Desk, ROWS};
use crate::figure::Figure;
use crate::memory::allocated;
use crate::sample::{self, Column};
use crate::{query, store};

/// How many edits come before those that are measured, so that what compiles while it runs has.
const WARMING: usize = 1_000;

/// Where measuring happens.
pub trait Machine {
    /// What lines call it.
    fn place(&self) -> &'static str;
    /// Microseconds since some moment.
    fn micros(&self) -> f64;
    /// Bytes of WebAssembly memory, which never shrinks; nothing natively.
    fn linear_memory(&self) -> Option<usize>;
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum GaugeError {
    /// The store could not be read as it was written.
    #[error("the store is damaged: {0:?}")]
    Damaged(boxwood_sync::Damage),
    /// Something did not happen that always does.
    #[error("{0}")]
    Unexpected(&'static str),
    /// An edit was refused.
    #[error("an edit was refused: {0}")]
    NotTaken(#[from] boxwood_sync::NotTaken),
}

/// Measures everything over a store with so many boxes, and tells each figure when it is there.
///
/// # Errors
/// If something did not work that always does: then there is nothing to measure.
pub fn run(
    stored: &Stored,
    edits: usize,
    machine: &impl Machine,
    tell: &mut dyn FnMut(Value),
) -> Result<(), GaugeError> {
    let mut replica = records(stored, machine, tell)?;
    let boxes = replica.confirmed().boxes.len() as u64;
    views(&mut replica, edits, machine, &mut |figure| {
        tell(figure.line(machine.place(), boxes));
    })?;
    drop(replica);
    engine(stored, boxes, edits, machine, tell)
}

/// Reads the records, and says what they weigh.
fn records(
    stored: &Stored,
    machine: &impl Machine,
    tell: &mut dyn FnMut(Value),
) -> Result<Replica, GaugeError> {
    let segments = stored.segments.iter();
    let segments = segments.map(|(id, bytes)| (*id, bytes.as_slice()));
    let before = allocated();
    let start = machine.micros();
    let manifest = stored.manifest.as_deref();
    let restored = Restored::read(manifest, segments, std::iter::empty(), store::me());
    let micros = machine.micros() - start;
    if restored.damage != boxwood_sync::Damage::default() {
        return Err(GaugeError::Damaged(restored.damage));
    }
    let replica = restored.replica;
    let bytes = allocated().saturating_sub(before);
    let boxes = replica.confirmed().boxes.len() as u64;
    let mut read = Figure::new("read the store");
    read.add(micros);
    tell(read.line(machine.place(), boxes));
    let raw = raw_bytes(replica.confirmed());
    tell(weight("records", machine, boxes, bytes, raw));
    Ok(replica)
}

/// What a number of bytes comes to for each box, and over the raw text of the records.
fn weight(name: &str, machine: &impl Machine, boxes: u64, bytes: usize, raw: usize) -> Value {
    let hundredths = |value: f64| (value * 100.0).round() / 100.0;
    json!({
        "bench": "model",
        "name": format!("memory: {name}"),
        "where": machine.place(),
        "boxes": boxes,
        "unit": "bytes",
        "perBox": hundredths(bytes as f64 / boxes as f64),
        "rawPerBox": hundredths(raw as f64 / boxes as f64),
        "ratio": hundredths(bytes as f64 / raw as f64),
        "linearMemory": machine.linear_memory(),
    })
}

/// The UTF-8 bytes of what people read in the records: names, notes and every cell as text.
fn raw_bytes(records: &State) -> usize {
    let world = query::world(records);
    let Some(pipeline) = records.pipelines.get(&sample::pipeline_id()) else {
        return 0;
    };
    let one = |record: &boxwood_model::BoxRecord| {
        let row = boxwood_query::Contents {
            record,
            pipeline,
            world,
        };
        let columns = Column::ALL.iter();
        let cells = columns.map(|column| {
            let column = boxwood_model::Column::Field(column.id());
            row.text(column).len()
        });
        record.name().len() + record.notes().len() + cells.sum::<usize>()
    };
    records.boxes.values().map(one).sum()
}

/// Views alone, without an engine: opening one, its summaries, keeping it up through edits.
fn views(
    replica: &mut Replica,
    edits: usize,
    machine: &impl Machine,
    tell: &mut dyn FnMut(Figure),
) -> Result<(), GaugeError> {
    let confirmed = replica.confirmed();
    let ids: Vec<BoxId> = confirmed.boxes.keys().copied().collect();
    for (name, with_summaries) in [("view: open", false), ("view: open with summaries", true)] {
        let shape = query::shape(with_summaries);
        let mut figure = Figure::new(name);
        for _ in 0..openings(ids.len()) {
            let start = machine.micros();
            let view = query::open(&shape, confirmed, confirmed);
            let window = view.window(0, ROWS as usize, &BTreeSet::new());
            figure.add(machine.micros() - start);
            if window.rows.is_empty() {
                return Err(GaugeError::Unexpected("the view is empty"));
            }
        }
        tell(figure);
    }
    let mut view = query::open(&query::shape(true), confirmed, confirmed);
    let mut summaries = Figure::new("view: summaries");
    for _ in 0..edits {
        let start = machine.micros();
        let total = view.summaries();
        let groups = view.groups(0..view.group_count(), &BTreeSet::new());
        summaries.add(machine.micros() - start);
        if total.is_empty() || groups.is_empty() {
            return Err(GaugeError::Unexpected("the view sums nothing up"));
        }
    }
    tell(summaries);
    keep_up(replica, &mut view, Edits::new(ids), edits, machine, tell)
}

/// Edits, and an open view after each.
fn keep_up(
    replica: &mut Replica,
    view: &mut View,
    mut next: Edits,
    edits: usize,
    machine: &impl Machine,
    tell: &mut dyn FnMut(Figure),
) -> Result<(), GaugeError> {
    let mut planned = Figure::new("model: plan and apply");
    let mut refreshed = Figure::new("view: refresh");
    let mut both = Figure::new("view: edit to refreshed");
    for (n, now) in (0..WARMING + edits).zip(sample::NOW..) {
        let edit = next.next().ok_or(GaugeError::Unexpected("no boxes"))?;
        let mut command = [0; 16];
        command[..8].copy_from_slice(&now.to_be_bytes());
        let start = machine.micros();
        let intent = replica.intend(command, Action::from(edit), now)?;
        let middle = machine.micros();
        let Intent::Taken { changed, .. } = intent else {
            return Err(GaugeError::Unexpected("an edit was done before"));
        };
        let changed = changed.iter().filter_map(|key| match key {
            Key::Box(id) => Some(*id),
            _ => None,
        });
        let shown = replica.shown();
        view.update(&changed.collect(), query::world(&shown), &FoldCase);
        let window = view.window(0, ROWS as usize, &BTreeSet::new());
        let end = machine.micros();
        if window.rows.is_empty() {
            return Err(GaugeError::Unexpected("the view is empty"));
        }
        if n >= WARMING {
            planned.add(middle - start);
            refreshed.add(end - middle);
            both.add(end - start);
        }
    }
    [planned, refreshed, both].into_iter().for_each(tell);
    Ok(())
}

/// The whole engine: opening it, opening a view, edits.
fn engine(
    stored: &Stored,
    boxes: u64,
    edits: usize,
    machine: &impl Machine,
    tell: &mut dyn FnMut(Value),
) -> Result<(), GaugeError> {
    let before = allocated();
    let mut opened = Figure::new("engine: open");
    let start = machine.micros();
    let mut desk = Desk::open(stored);
    opened.add(machine.micros() - start);
    tell(opened.line(machine.place(), boxes));
    let raw = raw_bytes(desk.replica().confirmed());
    tell(weight("engine", machine, boxes, allocated() - before, raw));
    let mut view = Figure::new("engine: open a view");
    view.add(desk.subscribe(machine)?);
    tell(view.line(machine.place(), boxes));
    tell(weight(
        "engine with an open view",
        machine,
        boxes,
        allocated() - before,
        raw,
    ));
    let mut next = Edits::new(desk.boxes());
    let mut refreshed = Figure::new("engine: edit to refreshed view");
    let mut published = 0;
    for n in 0..WARMING + edits {
        let edit = next.next().ok_or(GaugeError::Unexpected("no boxes"))?;
        let (micros, is_published) = desk.edit(machine, &edit)?;
        if n >= WARMING {
            refreshed.add(micros);
            published += usize::from(is_published);
        }
    }
    let mut line = refreshed.line(machine.place(), boxes);
    line["published"] = published.into();
    tell(line);
    // What runs often is compiled better by now.
    let mut view = Figure::new("engine: open a view again");
    for number in 0..openings(next.boxes()) {
        view.add(desk.subscribe_again(machine, number)?);
    }
    tell(view.line(machine.place(), boxes));
    Ok(())
}

/// How often a view is opened: often enough to tell, and no longer than some seconds.
const fn openings(boxes: usize) -> usize {
    match boxes {
        0..=10_000 => 100,
        10_001..=100_000 => 30,
        _ => 5,
    }
}
