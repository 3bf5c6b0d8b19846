//! A query as an S-expression: the tree without the places in the text.

use std::fmt::Write;

use crate::language::{
    Comparison, Condition, Field, Literal, Meaning, Mode, Node, Period, Query, Reading, TimeTest,
};

pub(super) fn of(query: &Query) -> String {
    let mut out = String::new();
    match query.root() {
        Some(root) => node(root, &mut out),
        None => out.push_str("(everything)"),
    }
    out
}

fn node(tree: &Node, out: &mut String) {
    match tree {
        Node::And(nodes) => list("and", nodes, out),
        Node::Or(nodes) => list("or", nodes, out),
        Node::Not(inner) => list("not", std::slice::from_ref(&**inner), out),
        Node::Near(near) => {
            let how = if near.ordered { "before" } else { "near" };
            let _ = write!(
                out,
                "({how} {} {} {} {})",
                near.distance,
                fields(&near.fields),
                literal(&near.left),
                literal(&near.right)
            );
        }
        Node::Is(one) => condition(one, out),
    }
}

fn list(name: &str, nodes: &[Node], out: &mut String) {
    let _ = write!(out, "({name}");
    for inner in nodes {
        out.push(' ');
        node(inner, out);
    }
    out.push(')');
}

fn condition(one: &Condition, out: &mut String) {
    let denied = one.op == Comparison::NotEqual && !matches!(one.meaning, Meaning::Contents { .. });
    if denied {
        out.push('!');
    }
    let _ = match &one.meaning {
        Meaning::Has(of) => write!(out, "(has {})", fields(of)),
        Meaning::Is(state) => write!(out, "(is {})", format!("{state:?}").to_lowercase()),
        Meaning::Anywhere => write!(out, "(anywhere)"),
        Meaning::Contents {
            fields: of,
            reading,
        } => {
            let op = match one.op {
                Comparison::Contains => String::new(),
                op => format!(" {}", op.sign()),
            };
            write!(out, "({}{op}{})", fields(of), read(reading, &one.value))
        }
    };
}

fn read(reading: &Reading, value: &Literal) -> String {
    let mut out = String::new();
    if !reading.words.is_empty() {
        let _ = write!(out, " {}", literal(value));
        let words = reading.words.join(" ");
        if words != value.text {
            let _ = write!(out, "[{words}]");
        }
    }
    if reading.me {
        out.push_str(" me");
    }
    if let Some(digits) = &reading.digits {
        let _ = write!(out, " digits {digits}");
    }
    if let Some(number) = reading.number {
        let _ = write!(out, " {number:?}");
    }
    if let Some(time) = reading.time {
        let _ = write!(out, " {}", when(time));
    }
    if let Some(flag) = reading.flag {
        let _ = write!(out, " {flag}");
    }
    out
}

fn when(test: TimeTest) -> String {
    let period = |period| match period {
        Period::Day(date) => date.to_string(),
        Period::Month { year, month } => format!("{year}-{month}"),
        other => format!("{other:?}"),
    };
    match test {
        TimeTest::Within(when) => format!("Within({})", period(when)),
        TimeTest::Before(when) => format!("Before({})", period(when)),
        TimeTest::From(when) => format!("From({})", period(when)),
        TimeTest::After(when) => format!("After({})", period(when)),
        TimeTest::UpTo(when) => format!("UpTo({})", period(when)),
        TimeTest::Between(a, b) => format!("Between({}, {})", period(a), period(b)),
        TimeTest::OlderThan(..) | TimeTest::NewerThan(..) => format!("{test:?}"),
    }
}

fn literal(value: &Literal) -> String {
    let mode = match value.mode {
        Mode::Plain => "",
        Mode::Exact => "+",
        Mode::Stem => "~",
    };
    let quote = if value.quoted { "\"" } else { "'" };
    let prefix = if value.prefix { "*" } else { "" };
    format!("{mode}{quote}{}{quote}{prefix}", value.text)
}

fn fields(of: &[Field]) -> String {
    let names: Vec<String> = of
        .iter()
        .map(|field| match field {
            Field::Custom(key) => format!("#{}", key.0),
            other => format!("{other:?}").to_lowercase(),
        })
        .collect();
    names.join("/")
}
