//! Keys of texts against the browser's order of words, which `extension/test/alphabet.test.ts` wrote
//! down, and alphabets that are none.

use std::path::PathBuf;

use proptest::prelude::*;

use crate::{Alphabet, AlphabetError, Collation};

fn golden(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/collation");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn alphabet(locale: &str) -> Alphabet {
    Alphabet::read(&golden(&format!("{locale}.letters"))).unwrap()
}

fn key(alphabet: &Alphabet, text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    alphabet.key(text, &mut key);
    key
}

fn sorted<const N: usize>(locale: &str, mut words: [&'static str; N]) -> [&'static str; N] {
    let alphabet = alphabet(locale);
    words.sort_by_key(|word| key(&alphabet, word));
    words
}

#[test]
fn words_sort_as_the_browser_sorts_them() {
    for locale in [
        "ar", "de", "el", "en", "es", "et", "he", "ja", "lt", "pl", "ru", "sv", "tr", "vi",
    ] {
        let alphabet = alphabet(locale);
        let mut before: Option<(Vec<u8>, &str)> = None;
        let words = golden(&format!("{locale}.words"));
        for line in words.split('\n') {
            let mut line = line.split('\t');
            let first = line.next().unwrap();
            let own = key(&alphabet, first);
            for other in line {
                assert_eq!(key(&alphabet, other), own, "{locale}: {first:?} {other:?}");
            }
            if let Some((key, word)) = before {
                assert!(key < own, "{locale}: {word:?} {first:?}");
            }
            before = Some((own, first));
        }
    }
}

#[test]
fn letters_are_where_people_look_for_them() {
    let swedish = ["Zorn", "Åberg", "Ängel", "Öberg", "ÖBERG II"];
    assert_eq!(sorted("sv", swedish), swedish);
    let german = ["Oder", "Öder", "Odern", "Ösen", "Otto", "Zorn"];
    assert_eq!(sorted("de", german), german);
    let spanish = ["nube", "nzá", "ñu", "ola"];
    assert_eq!(sorted("es", spanish), spanish);
    let estonian = ["saar", "šokk", "zebra", "žanr", "tee", "vesi", "õun", "äär"];
    assert_eq!(sorted("et", estonian), estonian);
}

#[test]
fn numbers_case_and_how_accents_are_written() {
    let numbers = ["Deal 2", "Deal 10", "Deal 10 b", "Deal 10b", "Deal 100"];
    assert_eq!(sorted("en", numbers), numbers);
    let english = alphabet("en");
    for (one, other) in [
        ("Deal 007", "deal 7"),
        ("ÉCOLE", "e\u{301}cole"),
        ("٣ x", "3 X"),
        ("co\u{ad}op", "coop"),
    ] {
        assert_eq!(key(&english, one), key(&english, other), "{one} {other}");
    }
    let long = "9".repeat(600);
    let longer = format!("1{}", "0".repeat(600));
    assert!(key(&english, "9") < key(&english, &long));
    assert!(key(&english, &long) != key(&english, &longer));
}

#[test]
fn what_the_alphabet_lacks_comes_behind_by_number() {
    let words = ["z", "ω", "一", "二", "😀"];
    assert_eq!(sorted("en", words), words);
    let two = Alphabet::read("\nbB\naA").unwrap();
    let mut words = ["a", "B", "c", "AB", "ab1", "1"];
    words.sort_by_key(|word| key(&two, word));
    assert_eq!(words, ["B", "a", "AB", "ab1", "1", "c"]);
}

#[test]
fn what_is_no_alphabet_is_refused() {
    let refused = |text: &str| Alphabet::read(text).unwrap_err();
    assert_eq!(refused("\na\nba"), AlphabetError::Twice('a'));
    assert_eq!(refused("a\na"), AlphabetError::Twice('a'));
    assert_eq!(refused("\n😀"), AlphabetError::TooHigh('😀'));
    let many = "a".repeat(20_000);
    assert!(matches!(refused(&many), AlphabetError::TooLong { .. }));
    let forms: String = (0..300)
        .filter_map(|n| char::from_u32(0x4e00 + n))
        .flat_map(|c| [c, '\t'])
        .collect();
    assert!(matches!(
        refused(&format!("\n{forms}")),
        AlphabetError::TooMany(_)
    ));
    assert!(Alphabet::read("").is_ok());
}

proptest! {
    #[test]
    fn any_text_can_be_read_and_any_text_has_a_key(letters in "[\\PC\n\t]{0,60}", text in "\\PC*") {
        if let Ok(alphabet) = Alphabet::read(&letters) {
            key(&alphabet, &text);
        }
    }

    #[test]
    fn one_text_behind_another_is_behind_it_with_more_to_it(
        one in "[a-dé ]{0,6}", more in "[a-d]{1,3}",
    ) {
        let english = alphabet("en");
        let both = one.clone() + &more;
        prop_assert!(key(&english, &one) < key(&english, &both));
    }
}
