//! The order that a language has its letters in.

use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::Collation;
use super::composed::composed;

/// The most characters that an alphabet may have.
const MOST: usize = 16_384;

/// Ends the letters of a key; what follows are their forms.
const FORMS: u8 = 1;
/// The form of a letter without any accent.
const PLAIN: u8 = 1;
/// The first byte of the first letter's code.
const FIRST: u8 = 2;
/// The first byte of the code of a character that the alphabet does not have.
const UNKNOWN: u8 = u8::MAX;
/// The most digits that are compared as one number.
const DIGITS: usize = 250;

/// Texts in the order of a language's letters; accents decide between texts of the same letters,
/// case never does. Runs of digits count as numbers. Characters that the alphabet does not have come
/// behind those that it has, in the order of their numbers.
///
/// Letters are single characters: where a language sorts two of them as one (the Czech ch), or one
/// as two (the German ß), this does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alphabet {
    /// What is known of characters, by their number's last byte; the pages that are needed.
    pages: Vec<[Weight; 256]>,
    /// Which of the pages is for the characters whose number begins so, counted from 1.
    page_of: [u16; 256],
    /// The first byte of numbers, if the alphabet has a 0.
    number: Option<u8>,
}

/// What is known of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Weight {
    /// It is not in the alphabet.
    #[default]
    Unknown,
    /// It counts nothing.
    Ignored,
    Digit(u8),
    /// A letter's code, whose second byte is zero if there is none, and the form.
    Letter([u8; 2], u8),
}

/// Why an alphabet is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AlphabetError {
    /// It has too many characters.
    #[error("an alphabet has {most} characters at most, this one {has}")]
    TooLong {
        /// How many it may have.
        most: usize,
        /// How many it has.
        has: usize,
    },
    /// A character is in it twice.
    #[error("the character {0:?} is in the alphabet twice")]
    Twice(char),
    /// A character is beyond those that every program can handle as one.
    #[error("the character {0:?} cannot be in an alphabet")]
    TooHigh(char),
    /// There are too many letters, or forms of a letter, until this character.
    #[error("too many letters, or too many forms of one, at {0:?}")]
    TooMany(char),
}

impl Alphabet {
    /// Reads an alphabet: a line of characters that count nothing in sorting, which may be empty;
    /// then a line for each letter, in order. In such a line the letter's forms are parted by tabs,
    /// in order; characters of the same form differ by case at most.
    ///
    /// # Errors
    /// If it is not such a text, or too large.
    pub fn read(text: &str) -> Result<Self, AlphabetError> {
        let has = text.chars().count();
        if has > MOST {
            return Err(AlphabetError::TooLong { most: MOST, has });
        }
        let mut alphabet = Self {
            pages: Vec::new(),
            page_of: [0; 256],
            number: None,
        };
        let mut lines = text.split('\n');
        for ignored in lines.next().unwrap_or_default().chars() {
            alphabet.set(ignored, Weight::Ignored)?;
        }
        let mut code = [FIRST - 1, 0];
        for line in lines {
            let Some(first) = line.chars().next() else {
                continue;
            };
            code = next_code(code, line).ok_or(AlphabetError::TooMany(first))?;
            let digit = line.bytes().find(u8::is_ascii_digit);
            if digit == Some(b'0') {
                alphabet.number = Some(code[0]);
            }
            for (form, characters) in line.split('\t').enumerate() {
                let form = u8::try_from(form + usize::from(PLAIN));
                for character in characters.chars() {
                    let form = form.map_err(|_| AlphabetError::TooMany(character))?;
                    let weight = match digit {
                        Some(digit) => Weight::Digit(digit - b'0'),
                        None => Weight::Letter(code, form),
                    };
                    alphabet.set(character, weight)?;
                }
            }
        }
        Ok(alphabet)
    }

    fn set(&mut self, character: char, weight: Weight) -> Result<(), AlphabetError> {
        let number = u16::try_from(u32::from(character));
        let [high, low] = number
            .map_err(|_| AlphabetError::TooHigh(character))?
            .to_be_bytes();
        let page = &mut self.page_of[usize::from(high)];
        if *page == 0 {
            self.pages.push([Weight::Unknown; 256]);
            // There are no more than 256.
            *page = u16::try_from(self.pages.len()).unwrap_or_default();
        }
        let place = self
            .pages
            .get_mut(usize::from(*page) - 1)
            .map(|page| &mut page[usize::from(low)]);
        match place {
            Some(place) if *place == Weight::Unknown => *place = weight,
            _ => return Err(AlphabetError::Twice(character)),
        }
        Ok(())
    }

    fn weight(&self, character: char) -> Weight {
        let Ok(number) = u16::try_from(u32::from(character)) else {
            return Weight::Unknown;
        };
        let [high, low] = number.to_be_bytes();
        let page = usize::from(self.page_of[usize::from(high)]);
        let page = page.checked_sub(1).and_then(|page| self.pages.get(page));
        page.map_or(Weight::Unknown, |page| page[usize::from(low)])
    }

    fn append(&self, characters: impl Iterator<Item = char>, key: &mut Vec<u8>) {
        let mut characters = characters.peekable();
        let mut letters = 0;
        let mut forms = Vec::new();
        while let Some(character) = characters.next() {
            match (self.weight(character), self.number) {
                (Weight::Ignored, _) => continue,
                (Weight::Letter([first, 0], form), _) => {
                    key.push(first);
                    note(form, letters, &mut forms);
                }
                (Weight::Letter(code, form), _) => {
                    key.extend(code);
                    note(form, letters, &mut forms);
                }
                (Weight::Digit(digit), Some(number)) => {
                    key.extend([number, 1]);
                    let start = key.len();
                    let mut digit = Some(digit);
                    while let Some(value) = digit {
                        // Zeros in front say nothing.
                        if value > 0 || key.len() > start {
                            key.push(value + 1);
                        }
                        if key.len() - start == DIGITS {
                            break;
                        }
                        digit = characters.peek().and_then(|next| match self.weight(*next) {
                            Weight::Digit(digit) => Some(digit),
                            _ => None,
                        });
                        if digit.is_some() {
                            characters.next();
                        }
                    }
                    // A number of more digits is a larger one.
                    let length = u8::try_from(key.len() - start).unwrap_or(u8::MAX);
                    key[start - 1] += length;
                }
                (Weight::Unknown | Weight::Digit(_), _) => {
                    for small in character.to_lowercase() {
                        key.push(UNKNOWN);
                        key.extend(&u32::from(small).to_be_bytes()[1..]);
                    }
                }
            }
            letters += 1;
        }
        if !forms.is_empty() {
            key.push(FORMS);
            key.append(&mut forms);
        }
    }
}

/// Takes note of the form of the letter of this index; plain ones at the end are left out.
fn note(form: u8, letter: usize, forms: &mut Vec<u8>) {
    if form != PLAIN {
        forms.resize(letter, PLAIN);
        forms.push(form);
    }
}

/// The code of the letter behind the one that has `code`; none if there are no more. Most texts
/// consist of what is in ASCII: such letters have codes of one byte, those between share first bytes.
fn next_code([first, second]: [u8; 2], line: &str) -> Option<[u8; 2]> {
    let is_short = line
        .bytes()
        .any(|byte| byte.is_ascii_graphic() || byte == b' ');
    if !is_short && second > 0 && second < u8::MAX {
        return Some([first, second + 1]);
    }
    let first = first.checked_add(1).filter(|first| *first < UNKNOWN)?;
    Some([first, u8::from(!is_short)])
}

impl Collation for Alphabet {
    fn key(&self, text: &str, key: &mut Vec<u8>) {
        if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            self.append(text.chars(), key);
        } else {
            self.append(composed(text).into_iter(), key);
        }
    }
}
