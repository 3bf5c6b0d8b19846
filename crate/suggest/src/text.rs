//! Words of subjects and bodies, in bounded time whatever the text is.

/// How many bytes of a word count.
const LONGEST_WORD: usize = 40;

/// Calls `take` with each word, lower case, until it returns false. A word is a run of letters and digits; in
/// scripts that are written without spaces it is a pair of neighbouring signs.
pub(crate) fn words(text: &str, mut take: impl FnMut(&[u8]) -> bool) {
    let mut word = Word::default();
    let mut before = None;
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
            before = None;
        } else if is_dense(letter) {
            if !word.finish(&mut take) {
                return;
            }
            if let Some(before) = before.replace(letter) {
                word.push(before);
                word.push(letter);
                if !word.finish(&mut take) {
                    return;
                }
            }
        } else if !letter.is_ascii() && letter.is_alphanumeric() {
            for lower in letter.to_lowercase() {
                word.push(lower);
            }
            before = None;
        } else {
            before = None;
            if !word.finish(&mut take) {
                return;
            }
        }
    }
    word.finish(&mut take);
}

/// Han, kana and other signs that follow each other without spaces.
fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

struct Word {
    bytes: [u8; LONGEST_WORD],
    len: usize,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            bytes: [0; LONGEST_WORD],
            len: 0,
        }
    }
}

impl Word {
    fn push(&mut self, letter: char) {
        if let Some(room) = self.bytes.get_mut(self.len..self.len + letter.len_utf8()) {
            letter.encode_utf8(room);
            self.len += letter.len_utf8();
        }
    }

    /// Hands the word over, if there is one; false when no more are wanted.
    fn finish(&mut self, take: &mut impl FnMut(&[u8]) -> bool) -> bool {
        let len = std::mem::take(&mut self.len);
        len == 0 || self.bytes.get(..len).is_none_or(take)
    }
}

/// The beginning of `text`, at most `bytes` long and whole letters only.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// A subject without what replying and forwarding put in front of it.
pub(crate) fn bare_subject(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        let mark = mark.trim();
        let known = [
            "re", "fw", "fwd", "aw", "wg", "sv", "vs", "tr", "rv", "antw", "回复", "转发",
        ]
        .iter()
        .any(|known| mark.eq_ignore_ascii_case(known));
        if !known {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word| {
            found.push(String::from_utf8(word.to_vec()).expect("whole letters"));
            true
        });
        found
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            of("Re: Q3-Angebot, GRÖSSE 12"),
            ["re", "q3", "angebot", "grösse", "12"]
        );
        assert!(of(" \u{fffd}\0 ").is_empty());
    }

    #[test]
    fn dense_scripts_give_pairs() {
        assert_eq!(of("報告書 v2"), ["報告", "告書", "v2"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(of(&"ä".repeat(1000)), ["ä".repeat(20)]);
    }

    #[test]
    fn reply_marks_go() {
        assert_eq!(bare_subject(" RE: Fwd: re: Lunch: when?"), "Lunch: when?");
        assert_eq!(bare_subject("Lunch"), "Lunch");
    }
}
