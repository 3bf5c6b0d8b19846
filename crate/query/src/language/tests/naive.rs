//! Random queries beside an evaluator that knows nothing of the parser: the same answers.

use std::fmt::Write;

use proptest::prelude::*;

use super::example::{Example, NOW, Owned, Sheet, UTC, context};
use crate::language::{Field, FieldKey, Options, Query, State};

const DAY: u64 = 86_400_000;

/// A query as a person thinks of it.
#[derive(Debug, Clone)]
enum Wish {
    Word(&'static str),
    Phrase(&'static str, &'static str),
    InName(&'static str),
    NameIs(&'static str, &'static str),
    Size(&'static str, i64),
    SizeWithin(i64, i64),
    ChangedBefore(u64),
    ChangedOn(u64),
    ChangedAfter(u64),
    Archived,
    HasNotes,
    Near(&'static str, u8, &'static str),
    Not(Box<Wish>),
    All(Vec<Wish>),
    Any(Vec<Wish>),
}

/// A document as it is.
#[derive(Debug, Clone)]
struct Paper {
    name: Vec<&'static str>,
    notes: Option<Vec<&'static str>>,
    size: Option<i64>,
    /// How many days before today it was changed, at noon.
    days: u64,
    archived: bool,
}

const WORDS: &[&str] = &["ash", "birch", "cedar", "elm"];

fn word() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(WORDS)
}

fn wish() -> impl Strategy<Value = Wish> {
    let sign = proptest::sample::select(&[":", "=", "!=", "<", "<=", ">", ">="][..]);
    let leaf = prop_oneof![
        4 => word().prop_map(Wish::Word),
        1 => (word(), word()).prop_map(|(a, b)| Wish::Phrase(a, b)),
        2 => word().prop_map(Wish::InName),
        1 => (word(), word()).prop_map(|(a, b)| Wish::NameIs(a, b)),
        2 => (sign, -1i64..4).prop_map(|(sign, n)| Wish::Size(sign, n)),
        1 => (-1i64..4, -1i64..4).prop_map(|(a, b)| Wish::SizeWithin(a, b)),
        1 => (0u64..4).prop_map(Wish::ChangedBefore),
        1 => (0u64..4).prop_map(Wish::ChangedOn),
        1 => (0u64..4).prop_map(Wish::ChangedAfter),
        1 => Just(Wish::Archived),
        1 => Just(Wish::HasNotes),
        1 => (word(), 0u8..3, word()).prop_map(|(a, n, b)| Wish::Near(a, n, b)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            inner.prop_map(|wish| Wish::Not(Box::new(wish))),
            several.clone().prop_map(Wish::All),
            several.prop_map(Wish::Any),
        ]
    })
}

fn paper() -> impl Strategy<Value = Paper> {
    let text = || proptest::collection::vec(word(), 0..4);
    (
        text(),
        proptest::option::of(text()),
        proptest::option::of(-1i64..4),
        0u64..5,
        any::<bool>(),
    )
        .prop_map(|(name, notes, size, days, archived)| Paper {
            name,
            notes,
            size,
            days,
            archived,
        })
}

/// Writes the wish down, in one of the ways there are, by `turn`.
fn write(wish: &Wish, turn: &mut u32, out: &mut String) {
    *turn = turn.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    let way = *turn >> 16;
    let day = |days: &u64| match (days, way % 2) {
        (0, 0) => "today".to_owned(),
        (1, 0) => "yesterday".to_owned(),
        (days, 0) => format!("{days}d"),
        (days, _) => format!("2026-03-{:02}", 11 - days),
    };
    let _ = match wish {
        Wish::Word(a) if way.is_multiple_of(3) => write!(out, "\"{}\"", a.to_uppercase()),
        Wish::Word(a) => write!(out, "{a}"),
        Wish::Phrase(a, b) if way.is_multiple_of(2) => write!(out, "{a}-{b}"),
        Wish::Phrase(a, b) => write!(out, "\"{a}, {b}\""),
        Wish::InName(a) if way.is_multiple_of(2) => write!(out, "name: {a}"),
        Wish::InName(a) => write!(out, "NAME:{a}"),
        Wish::NameIs(a, b) => write!(out, "name=\"{a} {b}\""),
        Wish::Size(sign, n) if way.is_multiple_of(2) => write!(out, "deal-size{sign}{n}"),
        Wish::Size(sign, n) => write!(out, "\"Deal Size\" {sign} {n}.0"),
        Wish::SizeWithin(a, b) => write!(out, "deal_size:{a}..{b}"),
        Wish::ChangedBefore(days) => write!(out, "before:{}", day(days)),
        Wish::ChangedOn(days) => write!(out, "on:{}", day(days)),
        Wish::ChangedAfter(days) => write!(out, "after:{}", day(days)),
        Wish::Archived => write!(out, "is:archived"),
        Wish::HasNotes => write!(out, "has:note"),
        Wish::Near(a, n, b) => write!(out, "({a} AROUND {n} {b})"),
        Wish::Not(inner) => {
            out.push_str(if way.is_multiple_of(2) { "-" } else { "NOT " });
            let group = matches!(**inner, Wish::All(_) | Wish::Any(_));
            bracketed(inner, group, turn, out);
            Ok(())
        }
        Wish::All(wishes) => {
            let and = way.is_multiple_of(3);
            for (n, one) in wishes.iter().enumerate() {
                if n > 0 {
                    out.push_str(if and { " AND " } else { "  " });
                }
                // `OR` binds tighter, so alternatives need no brackets here.
                let bare = matches!(one, Wish::Any(_)) && way.is_multiple_of(2);
                let group = matches!(one, Wish::All(_) | Wish::Any(_)) && !bare;
                bracketed(one, group, turn, out);
            }
            Ok(())
        }
        Wish::Any(wishes) => {
            for (n, one) in wishes.iter().enumerate() {
                if n > 0 {
                    out.push_str(" OR ");
                }
                bracketed(one, matches!(one, Wish::All(_)), turn, out);
            }
            Ok(())
        }
    };
}

fn bracketed(wish: &Wish, group: bool, turn: &mut u32, out: &mut String) {
    if group {
        out.push('(');
    }
    write(wish, turn, out);
    if group {
        out.push(')');
    }
}

fn is_true(wish: &Wish, paper: &Paper) -> bool {
    let texts = || std::iter::once(&paper.name).chain(&paper.notes);
    match wish {
        Wish::Word(a) => texts().any(|text| text.contains(a)),
        Wish::Phrase(a, b) => texts().any(|text| text.windows(2).any(|two| two == [*a, *b])),
        Wish::InName(a) => paper.name.contains(a),
        Wish::NameIs(a, b) => paper.name == [*a, *b],
        Wish::Size(sign, n) => match *sign {
            "!=" => paper.size != Some(*n),
            "<" => paper.size.is_some_and(|size| size < *n),
            "<=" => paper.size.is_some_and(|size| size <= *n),
            ">" => paper.size.is_some_and(|size| size > *n),
            ">=" => paper.size.is_some_and(|size| size >= *n),
            _ => paper.size == Some(*n),
        },
        Wish::SizeWithin(a, b) => paper.size.is_some_and(|size| *a <= size && size <= *b),
        Wish::ChangedBefore(days) => paper.days > *days,
        Wish::ChangedOn(days) => paper.days == *days,
        Wish::ChangedAfter(days) => paper.days <= *days,
        Wish::Archived => paper.archived,
        Wish::HasNotes => paper.notes.is_some(),
        Wish::Near(a, n, b) => texts().any(|text| {
            (0..text.len()).any(|i| {
                (0..text.len()).any(|j| {
                    i != j && text[i] == *a && text[j] == *b && i.abs_diff(j) <= usize::from(*n)
                })
            })
        }),
        Wish::Not(inner) => !is_true(inner, paper),
        Wish::All(wishes) => wishes.iter().all(|wish| is_true(wish, paper)),
        Wish::Any(wishes) => wishes.iter().any(|wish| is_true(wish, paper)),
    }
}

fn sheet(paper: &Paper) -> Sheet {
    let mut sheet = Sheet::default();
    let mut put = |field, content| {
        sheet.contents.insert(field, vec![content]);
    };
    put(Field::Name, Owned::Text(paper.name.join(" ")));
    if let Some(notes) = &paper.notes {
        put(Field::Notes, Owned::Text(notes.join(", ")));
    }
    if let Some(size) = paper.size {
        put(Field::Custom(FieldKey(1)), Owned::Number(size.into()));
    }
    put(Field::Updated, Owned::Moment(NOW - paper.days * DAY));
    if paper.archived {
        sheet.states.push(State::Archived);
    }
    sheet
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_asked_for_is_found(wish in wish(), papers in proptest::collection::vec(paper(), 1..6), turn in any::<u32>()) {
        let mut text = String::new();
        write(&wish, &mut { turn }, &mut text);
        let query = Query::parse(&text, &Example, Options::default());
        prop_assert!(query.notes().is_empty(), "{}: {:?}", text, query.notes());
        let again = Query::parse(&query.to_text(), &Example, Options::default());
        for paper in &papers {
            let expected = is_true(&wish, paper);
            prop_assert_eq!(query.matches(&sheet(paper), &context(&UTC)), expected, "{}: {:?}", text, paper);
            prop_assert_eq!(again.matches(&sheet(paper), &context(&UTC)), expected, "{}: {:?}", text, paper);
        }
    }
}
