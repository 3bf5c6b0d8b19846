//! A query in its usual form.

use std::fmt::Write;

use super::condition::{Condition, FieldName, Literal, Mode, Near, Node};
use super::lexer::{is_quote, keyword};

/// The text that is read as this query.
pub(super) fn query(root: Option<&Node>) -> String {
    let mut out = String::new();
    match root {
        None => {}
        Some(Node::And(nodes)) => list(nodes, " ", &mut out),
        Some(Node::Or(nodes)) => list(nodes, " OR ", &mut out),
        Some(node) => element(node, &mut out),
    }
    out
}

fn list(nodes: &[Node], between: &str, out: &mut String) {
    // `OR` binds tighter than a space, so lists of alternatives need no brackets.
    let bare = between == " ";
    for (n, node) in nodes.iter().enumerate() {
        if n > 0 {
            out.push_str(between);
        }
        match node {
            Node::Or(inner) if bare => list(inner, " OR ", out),
            other => element(other, out),
        }
    }
}

fn element(node: &Node, out: &mut String) {
    match node {
        Node::And(nodes) => group(nodes, " ", out),
        Node::Or(nodes) => group(nodes, " OR ", out),
        Node::Not(inner) => {
            out.push('-');
            match &**inner {
                // `-a AROUND 5 b` denies both, but hardly looks so.
                Node::Near(near) if near.field.is_none() && !near.ordered => {
                    out.push('(');
                    element(inner, out);
                    out.push(')');
                }
                inner => element(inner, out),
            }
        }
        Node::Near(near) => around(near, out),
        Node::Is(condition) => compared(condition, out),
    }
}

fn group(nodes: &[Node], between: &str, out: &mut String) {
    out.push('(');
    list(nodes, between, out);
    out.push(')');
}

fn compared(condition: &Condition, out: &mut String) {
    if let Some(field) = &condition.field {
        name(field, out);
        out.push_str(condition.op.sign());
    }
    literal(&condition.value, condition.field.is_some(), out);
}

fn around(near: &Near, out: &mut String) {
    if let Some(field) = &near.field {
        name(field, out);
        out.push(':');
    }
    let Near {
        left,
        right,
        distance,
        ..
    } = near;
    if near.ordered {
        // The sides are words, which need no escapes.
        let _ = write!(out, "\"{} AROUND {distance} {}\"", left.text, right.text);
        return;
    }
    if near.field.is_some() {
        out.push('(');
    }
    literal(left, false, out);
    let _ = write!(out, " AROUND {distance} ");
    literal(right, false, out);
    if near.field.is_some() {
        out.push(')');
    }
}

fn name(field: &FieldName, out: &mut String) {
    if field.quoted {
        quoted(&field.text, out);
    } else {
        word(&field.text, false, out);
    }
}

fn literal(value: &Literal, compared: bool, out: &mut String) {
    match value.mode {
        Mode::Plain => {}
        Mode::Exact => {
            // Right after a comparison `+5` is a number.
            if compared && value.text.starts_with(|c: char| c.is_ascii_digit()) {
                out.push(' ');
            }
            out.push('+');
        }
        Mode::Stem => out.push('~'),
    }
    if value.quoted {
        quoted(&value.text, out);
    } else {
        word(&value.text, compared, out);
    }
}

/// `text` in quotes.
pub(super) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if c == '\\' || is_quote(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// `text` without quotes, so that it is one word and no sign. After a comparison a minus is none.
pub(super) fn word(text: &str, compared: bool, out: &mut String) {
    let mut chars = text.chars();
    if let Some(first) = chars.next().filter(|_| keyword(text).is_some()) {
        let _ = write!(out, "\\u{:04X}", u32::from(first));
        out.push_str(chars.as_str());
        return;
    }
    for (n, c) in text.chars().enumerate() {
        let sign = c.is_whitespace()
            || is_quote(c)
            || matches!(
                c,
                '\\' | '(' | ')' | '{' | '}' | ':' | '=' | '<' | '>' | '!'
            )
            || (n == 0 && (matches!(c, '+' | '~') || (c == '-' && !compared)));
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
}
