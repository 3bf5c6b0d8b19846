//! Random documents and queries.

use boxwood_model::{Date, Decimal};
use proptest::prelude::*;

use crate::language::tests::example::{ME, NOW, Owned, Sheet};
use crate::language::{Field, FieldKey, State};

const WORDS: &[&str] = &[
    "ash",
    "ashen",
    "birch",
    "cedar",
    "cedars",
    "reporting",
    "elm",
    "oak",
    "Ash",
    "ÉLM",
    "5",
    "10",
    "2026",
    "2.5",
    "東京都",
    "กรุง",
    "amy@oak.example",
    "me@boxwood.example",
    "old-oak",
    "🔥",
    "2026-03-09",
];

const TEXTS: &[Field] = &[
    Field::Name,
    Field::Notes,
    Field::Stage,
    Field::Pipeline,
    Field::Org,
    Field::Task,
    Field::Comment,
    Field::Subject,
    Field::Email,
    Field::Custom(FieldKey(6)),
    Field::Custom(FieldKey(7)),
    Field::Custom(FieldKey(10)),
    Field::Custom(FieldKey(18)),
];

const NUMBERS: &[u128] = &[1, 2, 11, 12, 14, 17];

fn phrase() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(WORDS), 0..6)
        .prop_map(|words| words.join(" "))
}

fn number() -> impl Strategy<Value = Decimal> {
    proptest::sample::select(
        &[
            "0",
            "5",
            "5.0",
            "10",
            "-5",
            "2.5",
            "2.50001",
            "0.00001",
            "9",
            "1500",
            "79228162514264337593543950335",
        ][..],
    )
    .prop_map(|number| number.parse().expect("a number"))
}

fn person() -> impl Strategy<Value = Owned> {
    let known = [
        (Some(ME), "Me", ""),
        (Some(2), "Amy Ash", "amy@oak.example"),
        (None, "Bob Elm", "ME@boxwood.example"),
        (None, "", "not-me@boxwood.example"),
    ];
    proptest::sample::select(known.to_vec())
        .prop_map(|(id, name, address)| Owned::Person(id, name.to_owned(), address.to_owned()))
}

fn content() -> impl Strategy<Value = (Field, Owned)> {
    let text = (proptest::sample::select(TEXTS), phrase());
    let time = proptest::sample::select(
        &[
            Field::Created,
            Field::Updated,
            Field::Moved,
            Field::Due,
            Field::Custom(FieldKey(4)),
        ][..],
    );
    let people = proptest::sample::select(
        &[
            Field::Assignee,
            Field::Follower,
            Field::Contact,
            Field::From,
            Field::Custom(FieldKey(8)),
        ][..],
    );
    prop_oneof![
        8 => text.prop_map(|(field, text)| (field, Owned::Text(text))),
        2 => (proptest::sample::select(NUMBERS), number())
            .prop_map(|(key, number)| (Field::Custom(FieldKey(key)), Owned::Number(number))),
        2 => (time, 0_u64..40).prop_map(|(field, days)| (field, Owned::Moment(NOW - days * 21_600_000))),
        1 => (1_u8..28).prop_map(|day| {
            let date = Date::new(2026, 3, day).expect("a date");
            (Field::Custom(FieldKey(3)), Owned::Date(date))
        }),
        1 => any::<bool>().prop_map(|on| (Field::Custom(FieldKey(5)), Owned::Flag(on))),
        2 => (people, person()),
    ]
}

/// Any document.
pub(super) fn sheet() -> impl Strategy<Value = Sheet> {
    let states = [
        State::Open,
        State::Done,
        State::Starred,
        State::Archived,
        State::Deleted,
        State::Overdue,
    ];
    let states = proptest::sample::subsequence(states.to_vec(), 0..3);
    (proptest::collection::vec(content(), 0..10), states).prop_map(|(contents, states)| {
        let mut sheet = Sheet::default();
        for (field, content) in contents {
            sheet.contents.entry(field).or_default().push(content);
        }
        sheet.states = states;
        sheet
    })
}

/// One condition.
fn condition() -> impl Strategy<Value = String> {
    let names = &[
        "name",
        "notes",
        "stage",
        "pipeline",
        "org",
        "task",
        "comment",
        "subject",
        "email",
        "contact",
        "assignee",
        "follower",
        "from",
        "source",
        "tags",
        "phone",
        "budget",
        "deal-size",
        "probability",
        "score",
        "close-date",
        "last-call",
        "paid",
        "account-owner",
        "due",
        "created",
        "updated",
        "moved",
        "in",
        "\"Due\"",
    ][..];
    let signs = &[":", ":", ":", "=", "!=", "<", "<=", ">", ">="][..];
    let values = &[
        "ash",
        "\"ash elm\"",
        "oak",
        "me",
        "5",
        "10",
        "2.5",
        "2.500001",
        "5..10",
        "..9",
        "0..",
        "today",
        "yesterday",
        "2026-03-09",
        "3d",
        "2026-03-09..2026-03-11",
        "yes",
        "no",
        "+ash",
        "~cedar",
        "~reports",
        "東京",
        "amy@oak.example",
        "bob",
        "last-week",
        "1500",
        "\"old oak\"",
        "500",
    ][..];
    let others = &[
        "is:open",
        "is:mine",
        "is:unassigned",
        "is:followed",
        "is:archived",
        "is:overdue",
        "is:starred",
        "in:anywhere",
        "has:note",
        "has:task",
        "has:paid",
        "has:budget",
        "has:assignee",
        "has:due",
        "before:yesterday",
        "after:2026-03-05",
        "on:today",
        "older_than:3d",
        "newer_than:2d",
        "~cedars",
        "~\"report ash\"",
        "ash AROUND 1 oak",
        "\"ash AROUND 2 elm\"",
        "name:(ash AROUND 70 oak)",
        "notes:(ash oak)",
        "ash AROUND 100 cedar",
    ][..];
    let word = || proptest::sample::select(WORDS);
    prop_oneof![
        4 => word().prop_map(str::to_owned),
        2 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        6 => (proptest::sample::select(names), proptest::sample::select(signs), proptest::sample::select(values))
            .prop_map(|(name, sign, value)| format!("{name}{sign}{value}")),
        4 => proptest::sample::select(others).prop_map(str::to_owned),
    ]
}

/// Any query, and whether it is still being typed.
pub(super) fn query() -> impl Strategy<Value = (String, bool)> {
    let text = condition().prop_recursive(4, 12, 4, |inner| {
        let several = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            inner.prop_map(|one| format!("-({one})")),
            several
                .clone()
                .prop_map(|all| format!("({})", all.join(" "))),
            several.clone().prop_map(|all| all.join(" OR ")),
            several.prop_map(|all| format!("{{{}}}", all.join(" "))),
        ]
    });
    (text, any::<bool>())
}

/// Words of which all must be there, the last one perhaps unfinished.
pub(super) fn plain() -> impl Strategy<Value = (String, bool)> {
    let word = proptest::sample::select(
        &[
            "ash",
            "as",
            "birch",
            "cedar",
            "c",
            "elm",
            "oak",
            "o",
            "name:ash",
            "stage:elm",
            "notes:oak",
        ][..],
    );
    let words = proptest::collection::vec(word, 1..4);
    (words.prop_map(|words| words.join(" ")), any::<bool>())
}
