//! What a word is, and where phrases are found.

use proptest::prelude::*;

use super::example::{Example, Owned, Sheet, UTC, context};
use crate::language::text::{Phrase, Tokens, WordTest, each_token, name_key};
use crate::language::{Context, Field, Options, Query, Span, Stemmer};

fn words(text: &str) -> Vec<String> {
    Tokens::of(text).words().map(str::to_owned).collect()
}

#[test]
fn texts_that_look_alike_have_the_same_words() {
    for (a, b) in [
        ("Crème BRÛLÉE", "creme brulee"),
        ("cafe\u{301}", "café"),
        ("İstanbul ıslak", "istanbul islak"),
        ("Straße", "STRASSE"),
        ("Æsir Øre Þór Ðe", "aesir ore thor de"),
        ("ﬁn ﬆ x₁", "fin st x1"),
        ("ＡＢＣ１２３", "abc123"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("か\u{3099}", "が"),
        ("\u{1112}\u{1161}\u{11AB}", "한"),
        ("عَرَبِيّ", "عربي"),
        ("שָׁלוֹם", "שלום"),
        ("soft\u{AD}hyphen", "softhyphen"),
        ("Việt Nam", "viet nam"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
    ] {
        assert_eq!(words(a), words(b), "{a} {b}");
    }
    // Voiced and plain kana are other letters.
    assert_ne!(words("が"), words("か"));
}

#[test]
fn words_end_where_they_do() {
    for (text, expected) in [
        ("a.b-c_d", vec!["a", "b", "c", "d"]),
        ("日本語text日本", vec!["日", "本", "語", "text", "日", "本"]),
        ("½ cup", vec!["½", "cup"]),
        ("  ", vec![]),
        ("\u{301}x", vec!["x"]),
        ("🔥fire🔥", vec!["🔥", "fire", "🔥"]),
        ("❤\u{FE0F}", vec!["❤"]),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
    assert_eq!(name_key("  Deal   Size (€) "), "deal-size");
}

#[test]
fn words_say_where_they_stand() {
    let text = "Ünder: ﬃ 東京";
    let mut found = Vec::new();
    each_token(text, |word, span| {
        found.push((word.to_owned(), span.of(text).to_owned()))
    });
    let expected = [("under", "Ünder"), ("ffi", "ﬃ"), ("東", "東"), ("京", "京")];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(Span::new(0, 6).utf16("Ünder"), (0, 5));
}

#[test]
fn highlights_are_where_the_words_are() {
    let query = Query::parse(
        "annual OR rep -budget name:x",
        &Example,
        Options { typing: false },
    );
    let text = "The Annual rep: budget, x";
    let spans = query.highlights(text, Field::Notes, None);
    let shown: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    assert_eq!(shown, ["Annual", "rep"]);
    let query = Query::parse("name:\"big deal\" bi", &Example, Options { typing: true });
    let text = "Big Deal, bigger";
    let shown = |field| -> Vec<String> {
        let spans = query.highlights(text, field, None);
        spans.iter().map(|span| span.of(text).to_owned()).collect()
    };
    assert_eq!(shown(Field::Name), ["Big Deal", "bigger"]);
    assert_eq!(shown(Field::Notes), ["Big", "bigger"]);
    let terms = query.terms();
    assert_eq!(terms[0].words, ["big", "deal"]);
    assert!(terms[1].prefix && !terms[0].prefix);
}

#[test]
fn stems_are_compared_where_there_is_a_stemmer() {
    struct Plural;
    impl Stemmer for Plural {
        fn stem(&self, word: &str) -> String {
            word.trim_end_matches('s').to_owned()
        }
    }
    let mut sheet = Sheet::default();
    sheet
        .contents
        .insert(Field::Notes, vec![Owned::Text("two reports".to_owned())]);
    let stems = Context {
        stemmer: Some(&Plural),
        ..context(&UTC)
    };
    for (text, plain, stemmed) in [
        ("report", false, false),
        ("~report", false, true),
        ("~reports", true, true),
        ("+report", false, false),
        ("notes:~\"twos report\"", false, true),
    ] {
        let query = Query::parse(text, &Example, Options::default());
        assert_eq!(query.matches(&sheet, &context(&UTC)), plain, "{text}");
        assert_eq!(query.matches(&sheet, &stems), stemmed, "{text}");
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = words(&text);
        prop_assert_eq!(words(&once.join(" ")), once);
    }

    #[test]
    fn spans_are_in_order_and_on_boundaries(text in any::<String>()) {
        let mut last = 0;
        each_token(&text, |word, span| {
            assert!(!word.is_empty());
            assert!(last <= span.start || span.start < span.end, "{span:?}");
            assert!(text.get(span.start..span.end).is_some_and(|it| !it.is_empty()));
            last = span.end;
        });
    }

    /// Near by looking at every pair of places.
    #[test]
    fn near_is_near(
        text in "[abc ]{0,40}", left in "[abc]( [abc])?", right in "[abc]", distance in 0usize..6,
        ordered in any::<bool>(),
    ) {
        let tokens = Tokens::of(&text);
        let all: Vec<&str> = tokens.words().collect();
        let (l, r): (Vec<&str>, Vec<&str>) = (left.split(' ').collect(), right.split(' ').collect());
        let places = |wanted: &[&str]| -> Vec<usize> {
            (0..all.len()).filter(|at| all.get(*at..at + wanted.len()) == Some(wanted)).collect()
        };
        let mut expected = false;
        for a in places(&l) {
            for b in places(&r) {
                let apart = if b >= a + l.len() {
                    Some(b - (a + l.len()) + 1)
                } else if a >= b + r.len() && !ordered {
                    Some(a - (b + r.len()) + 1)
                } else {
                    None
                };
                expected |= apart.is_some_and(|apart| apart <= distance);
            }
        }
        let phrase = |words: &[&str]| Phrase::new(words.iter().map(|word| WordTest::Whole((*word).to_owned())).collect());
        prop_assert_eq!(phrase(&l).is_near(&phrase(&r), distance, ordered, &tokens, None), expected);
    }
}
