//! Chips, reach, and where things stand in the text.

use super::example::Example;
use crate::language::{Chip, ChipKind, Limit, NoteKind, Options, Query, Reach};

fn parse(text: &str) -> Query {
    Query::parse(text, &Example, Options::default())
}

fn shown(chip: &Chip) -> String {
    let list = |chips: &[Chip]| -> Vec<String> { chips.iter().map(shown).collect() };
    let kind = match &chip.kind {
        ChipKind::Words(value) => value.text.clone(),
        ChipKind::Field { name, op, values } => {
            let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            format!("{name}{}{}", op.sign(), values.join("|"))
        }
        ChipKind::Near {
            left,
            right,
            distance,
            ..
        } => format!("{}~{distance}~{}", left.text, right.text),
        ChipKind::All(chips) => format!("all({})", list(chips).join(", ")),
        ChipKind::Any(chips) => format!("any({})", list(chips).join(", ")),
    };
    if chip.denied {
        format!("not {kind}")
    } else {
        kind
    }
}

#[test]
fn a_query_is_shown_as_chips() {
    for (text, expected) in [
        ("", vec![]),
        ("budget", vec!["budget"]),
        (
            "assignee:(me OR amy) -stage:won x",
            vec!["assignee:me|amy", "not stage:won", "x"],
        ),
        ("a b OR c", vec!["a", "any(b, c)"]),
        ("(a b) OR c", vec!["any(all(a, b), c)"]),
        ("stage!=a OR stage!=b", vec!["any(stage!=a, stage!=b)"]),
        ("stage:a OR name:b", vec!["any(stage:a, name:b)"]),
        ("-(stage:a OR stage:b)", vec!["not stage:a|b"]),
        ("a AROUND 3 b", vec!["a~3~b"]),
    ] {
        let chips: Vec<String> = parse(text).chips().iter().map(shown).collect();
        assert_eq!(chips, expected, "{text}");
    }
    let text = "x  assignee:(me OR amy)";
    let chips = parse(text).chips();
    assert_eq!(chips[0].span.of(text), "x");
    assert_eq!(chips[1].span.of(text), "me OR amy");
}

#[test]
fn what_is_put_aside_is_in_reach_only_when_asked_for() {
    let reach = |archived, deleted| Reach { archived, deleted };
    assert_eq!(parse("a").reach(), reach(false, false));
    assert_eq!(parse("a -is:archived").reach(), reach(true, false));
    assert_eq!(parse("in:bin OR a").reach(), reach(false, true));
    assert_eq!(parse("in:anywhere a").reach(), reach(true, true));
}

#[test]
fn a_text_that_is_too_long_is_cut() {
    let text = "é ".repeat(1_500);
    let query = parse(&text);
    let note = query.notes().last().expect("a note");
    assert_eq!(
        note.kind,
        NoteKind::TooLong {
            limit: Limit::CHARACTERS
        }
    );
    assert_eq!(note.span.of(&text).chars().count(), 1_000);
    assert_eq!(query.terms().len(), 1_000);
}
