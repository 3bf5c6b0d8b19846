//! What the figures of one run come to beside each other, and what they are to come to.

use serde_json::{Value, json};

const CLASSES: [&str; 5] = ["one", "and2", "prefix", "field", "mixed"];
/// A keystroke's 99th percentile, in milliseconds.
const KEYSTROKE: f64 = 4.0;
/// The same among a million records: a frame.
const KEYSTROKE_OF_MILLION: f64 = 16.0;

/// Figures of the run; a missing one is left out.
struct Figures<'l>(&'l [Value]);

impl Figures<'_> {
    /// A figure of the index in the browser's engine.
    fn own(&self, name: &str, figure: &str) -> Option<f64> {
        let mut lines = self.0.iter();
        let line = lines.find(|line| {
            line.get("engine").and_then(Value::as_str) == Some("boxwood, WebAssembly")
                && line.get("name").and_then(Value::as_str) == Some(name)
        });
        line?.get(figure)?.as_f64()
    }

    /// A figure of another engine.
    fn other(&self, engine: &str, path: &str) -> Option<f64> {
        let mut lines = self.0.iter();
        let line = lines.find(|line| {
            line.get("engine").is_none() && line.get("name").and_then(Value::as_str) == Some(engine)
        });
        line?.pointer(path)?.as_f64()
    }

    fn own_mean(&self) -> Option<f64> {
        mean(|class| self.own(class, "mean_ms"))
    }

    fn other_mean(&self, engine: &str) -> Option<f64> {
        mean(|class| self.other(engine, &format!("/lat/{class}/cpu/mean")))
    }
}

/// The mean of the classes' means.
fn mean(of: impl Fn(&str) -> Option<f64>) -> Option<f64> {
    let all: Option<Vec<f64>> = CLASSES.iter().map(|class| of(class)).collect();
    Some(all?.iter().sum::<f64>() / CLASSES.len() as f64)
}

/// Prints a line for each figure that has a goal.
pub(super) fn print(lines: &[Value]) {
    let all = Figures(lines);
    let beside = |name: &str, own: Option<f64>, other: Option<f64>, part: f64| {
        goal(name, own, other.map(|other| other * part), other);
    };
    let mini = |path: &str| all.other("minisearch", path);
    beside(
        "build beside MiniSearch",
        all.own("build", "ms"),
        mini("/buildCpuMs"),
        1.0 / 8.0,
    );
    beside(
        "mean beside MiniSearch",
        all.own_mean(),
        all.other_mean("minisearch"),
        1.0 / 100.0,
    );
    beside(
        "mean beside SQLite FTS5",
        all.own_mean(),
        all.other_mean("sqlite"),
        1.0 / 50.0,
    );
    beside(
        "mean beside tantivy, native",
        all.own_mean(),
        all.other_mean("tantivy"),
        5.0,
    );
    goal(
        "keystroke p99",
        all.own("prefix", "p99_ms"),
        Some(KEYSTROKE),
        None,
    );
    beside(
        "keystroke p99 beside a scan",
        all.own("prefix", "p99_ms"),
        all.other("scan", "/lat/prefix/cpu/p99"),
        1.0 / 8.0,
    );
    beside(
        "memory beside MiniSearch",
        all.own("memory", "bytes").map(|bytes| bytes / 1e6),
        mini("/memIndexMB"),
        1.0 / 5.0,
    );
    beside(
        "load beside MiniSearch",
        all.own("load", "ms"),
        mini("/save/loadCpuMs"),
        1.0 / 50.0,
    );
    beside(
        "replace beside MiniSearch",
        all.own("replace", "mean_ms"),
        mini("/lat/updateCpu/mean"),
        1.0 / 3.0,
    );
}

/// The same for a run over a million records.
pub(super) fn print_million(lines: &[Value]) {
    let all = Figures(lines);
    goal(
        "keystroke p99 among a million",
        all.own("prefix", "p99_ms"),
        Some(KEYSTROKE_OF_MILLION),
        None,
    );
}

/// A figure and what it may be at most; `other` is what that is a part or a multiple of.
fn goal(name: &str, own: Option<f64>, most: Option<f64>, other: Option<f64>) {
    let (Some(own), Some(most)) = (own, most) else {
        let line = json!({ "bench": "search", "goal": name, "skipped": "a figure is missing" });
        println!("{line}");
        return;
    };
    let mut line = json!({
        "bench": "search",
        "goal": name,
        "figure": round(own),
        "at_most": round(most),
        "reached": own <= most,
    });
    if let Some(other) = other {
        line["other"] = json!(round(other));
        line["ratio"] = json!(round(own / other));
    }
    println!("{line}");
}

fn round(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}
