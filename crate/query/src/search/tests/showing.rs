//! What is shown of a result, and what is offered while a query is typed.

use super::Shelf;
use crate::language::tests::example::{Example, Sheet};
use crate::language::{Field, NoFields, Options, Query, StemLanguage, complete};
use crate::search::{CountedSchema, Index, Snippet, SnippetLimit, snippets};

/// The snippets with their highlights in brackets and what is cut as dots.
fn shown(text: &str, lines: &[&str], limit: SnippetLimit) -> Vec<(Field, String)> {
    let query = Query::parse(text, &Example, Options { typing: true });
    let english = Some(StemLanguage::English.stemmer());
    let snippets = snippets(
        &query,
        &Sheet::read(lines),
        english.map(|it| it as _),
        limit,
    );
    let line = |snippet: Snippet| {
        let mut marked = String::new();
        let mut at = 0;
        for span in &snippet.highlights {
            marked.push_str(&snippet.text[at..span.start]);
            marked.push_str(&format!("[{}]", span.of(&snippet.text)));
            at = span.end;
        }
        marked.push_str(&snippet.text[at..]);
        let dots = |cut: bool| if cut { "…" } else { "" };
        format!(
            "{}{marked}{}",
            dots(snippet.cut_before),
            dots(snippet.cut_after)
        )
    };
    snippets
        .into_iter()
        .map(|snippet| (snippet.field, line(snippet)))
        .collect()
}

#[test]
fn a_snippet_shows_the_words_where_most_of_them_are() {
    let lines = [
        "name: Acme renewal",
        "notes: Call about the price",
        "comment: Price is high; The price of the renewal was agreed",
    ];
    let limit = SnippetLimit::default();
    assert_eq!(
        shown("price renew", &lines, limit),
        [
            (
                Field::Comment,
                "The [price] of the [renewal] was agreed".to_owned()
            ),
            (Field::Notes, "Call about the [price]".to_owned()),
        ]
    );
    // The name is shown anyway, and what is denied shows nothing.
    assert_eq!(shown("acme", &lines, limit), []);
    assert_eq!(shown("-price", &lines, limit), []);
    assert_eq!(
        shown("notes:price", &lines, limit),
        [(Field::Notes, "Call about the [price]".to_owned())]
    );
    assert_eq!(
        shown("~agrees", &lines, limit),
        [(
            Field::Comment,
            "The price of the renewal was [agreed]".to_owned()
        )]
    );
}

#[test]
fn a_long_text_is_cut_at_spaces() {
    let notes = "notes: one two three four five six seven eight nine ten eleven twelve";
    let limit = SnippetLimit {
        snippets: 1,
        characters: 24,
    };
    let one = |text: &str| shown(text, &[notes], limit)[0].1.clone();
    assert_eq!(one("one"), "[one] two three four five…");
    assert_eq!(one("seven"), "…six [seven] eight nine ten…");
    assert_eq!(one("twelve"), "…nine ten eleven [twelve]");
    assert_eq!(one("one nine OR ten"), "…eight [nine] [ten] eleven…");
    let chinese = ["notes: 今天天气很好我们一起去东京吃饭然后回家看书写字听音乐睡觉"];
    assert_eq!(
        shown("东京", &chinese, limit)[0].1,
        "…很好我们一起去[东京]吃饭然后回家看书写字听音乐睡觉"
    );
}

#[test]
fn people_are_shown_with_their_address() {
    let lines = ["contact: Hank Scorpio <hank@globex.example>"];
    let limit = SnippetLimit::default();
    assert_eq!(
        shown("globex", &lines, limit),
        [(
            Field::Contact,
            "Hank Scorpio <hank@[globex].example>".to_owned()
        )]
    );
}

fn index() -> Index {
    let sheets = [
        ["stage: Lead", "org: Acme Corporation", "notes: acute"],
        ["stage: Lead", "org: Acme", "notes: stage lead"],
        ["stage: Closed Won", "org: Acme", "notes: acme"],
        ["stage: Closed", "org: Actor", "notes: none"],
    ];
    Index::build(Shelf::of(sheets.map(|lines| Sheet::read(&lines))).each())
}

#[test]
fn values_are_counted_where_they_are() {
    let index = index();
    assert_eq!(index.count_of(Field::Stage, "lead"), 2);
    assert_eq!(index.count_of(Field::Stage, "Closed Won"), 1);
    assert_eq!(index.count_of(Field::Stage, "closed"), 2);
    assert_eq!(index.count_of(Field::Stage, "Won Closed"), 0);
    assert_eq!(index.count_of(Field::Stage, ""), 0);
    let words = |field, start| index.words_of(field, start, 2);
    assert_eq!(
        words(Field::Org, "ac"),
        [("acme".to_owned(), 3), ("actor".to_owned(), 1)]
    );
    assert_eq!(words(Field::Org, "acute"), []);
    assert_eq!(words(Field::Org, "acme corp"), []);
    assert_eq!(words(Field::Notes, "")[0].1, 1);
}

#[test]
fn what_died_is_not_counted() {
    let mut index = index();
    index.remove(0);
    assert_eq!(index.count_of(Field::Stage, "Lead"), 1);
    assert_eq!(
        index.words_of(Field::Org, "acm", 5),
        [("acme".to_owned(), 2)]
    );
}

#[test]
fn completions_come_with_counts() {
    let index = index();
    let schema = CountedSchema {
        schema: &NoFields,
        index: &index,
    };
    let offers = complete("org:ac", 6, &schema);
    let offers: Vec<(&str, Option<u32>)> = offers
        .iter()
        .map(|offer| (offer.insert.as_str(), offer.count))
        .collect();
    assert_eq!(offers, [("acme", Some(3)), ("actor", Some(1))]);
}
