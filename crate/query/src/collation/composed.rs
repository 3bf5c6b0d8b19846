//! Texts whose accents are part of their letters, as far as Unicode has such letters (NFC).

use boxwood_model::Arrange as _;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// The characters of a text's canonical composition.
///
/// It is what the library's `nfc` gives. That one holds on to the tables of the compatibility forms
/// too, which nobody asks it for: thirty kilobytes of the WebAssembly module, compressed.
pub(super) fn composed(text: &str) -> Vec<char> {
    let mut parts: Vec<(u8, char)> = Vec::with_capacity(text.len());
    for character in text.chars() {
        decompose_canonical(character, |part| {
            parts.push((canonical_combining_class(part), part));
        });
    }
    // What stands above and below a letter may have been written in any order.
    for marks in parts.split_mut(|(class, _)| *class == 0) {
        if marks.len() > 1 {
            marks.arrange_by_key(|(class, _)| *class);
        }
    }
    let mut out: Vec<char> = Vec::with_capacity(parts.len());
    let mut letter = None;
    // The class of the last mark behind the letter that did not become part of it.
    let mut before = None;
    for (class, part) in parts {
        let is_free = before.is_none_or(|before| before < class);
        if let Some(own) = letter.filter(|_| is_free).and_then(|at| out.get_mut(at))
            && let Some(whole) = compose(*own, part)
        {
            *own = whole;
            continue;
        }
        if class == 0 {
            letter = Some(out.len());
            before = None;
        } else {
            before = Some(class);
        }
        out.push(part);
    }
    out
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::composed;

    fn theirs(text: &str) -> Vec<char> {
        text.nfc().collect()
    }

    #[test]
    fn every_character_is_composed_as_the_library_does() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            assert_eq!(composed(&text), theirs(&text), "{character:?}");
            let decomposed: String = text.nfd().collect();
            assert_eq!(composed(&decomposed), theirs(&text), "{character:?}");
        }
    }

    proptest! {
        /// Letters, marks above, below and blocking each other, parts of Korean syllables, and
        /// letters that are composed of letters.
        #[test]
        fn texts_are_composed_as_the_library_does(
            text in "[aeAoux\u{300}-\u{345}\u{31b}\u{5b0}-\u{5bd}\u{9c7}\u{9be}\u{9d7}\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11a7}-\u{11c2}가각\u{1100}\u{f71}-\u{f80}é\u{1e69}]{0,12}|\\PC{0,12}",
        ) {
            prop_assert_eq!(composed(&text), theirs(&text));
        }
    }
}
