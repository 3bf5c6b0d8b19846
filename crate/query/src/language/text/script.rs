//! What a character does in a text: part of a word, a word by itself, a boundary.

use unicode_normalization::char::is_combining_mark;

/// What a folded character does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of a word.
    Letter,
    /// A word by itself: scripts without spaces, and pictures.
    Alone,
    /// Belongs to the character before it.
    Mark,
    /// As if it were not there: accents, vowel points, joiners.
    Nothing,
    /// Between words.
    Boundary,
}

pub(super) fn role(c: char) -> Role {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Role::Letter
        } else {
            Role::Boundary
        };
    }
    if is_dropped(c) {
        Role::Nothing
    } else if is_syllable_end(c) || is_combining_mark(c) {
        Role::Mark
    } else if is_unspaced(c) || is_picture(c) {
        Role::Alone
    } else if c.is_alphanumeric() {
        Role::Letter
    } else {
        Role::Boundary
    }
}

/// Accents and points that people leave out, and invisible joiners. Marks that are letters of their
/// own, as Indic and Thai vowels and the Japanese voicing mark, are not among them.
const fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{0300}'..='\u{036F}'
            | '\u{0591}'..='\u{05BD}'
            | '\u{05BF}'
            | '\u{05C1}'..='\u{05C2}'
            | '\u{05C4}'..='\u{05C5}'
            | '\u{05C7}'
            | '\u{0610}'..='\u{061A}'
            | '\u{0640}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}'..='\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FE20}'..='\u{FE2F}'
            | '\u{FEFF}'
    )
}

/// The vowels and final consonants that a decomposed Hangul syllable ends with.
const fn is_syllable_end(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}')
}

/// Scripts in which no space stands between words, and Hangul, whose particles follow without one.
const fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{0E01}'..='\u{0E4E}' // Thai
            | '\u{0E81}'..='\u{0ECD}' // Lao
            | '\u{1000}'..='\u{103F}' // Burmese
            | '\u{1100}'..='\u{115F}' // Hangul
            | '\u{1780}'..='\u{17D3}' // Khmer
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{3096}' // Hiragana
            | '\u{309D}'..='\u{309F}'
            | '\u{30A1}'..='\u{30FA}' // Katakana
            | '\u{30FC}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}' // Han
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Pictures, which people do put into names and do search for.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}')
}
