//! The secret of one's devices as a code that is typed on another one.

use boxwood_suggest::Key;
use boxwood_sync::Secret;
use data_encoding::BASE32_NOPAD;

/// Letters and digits between hyphens.
const GROUP: usize = 4;

/// A secret as text: seven groups of letters and digits, with a check against mistypings.
pub(crate) fn code_of(secret: Secret) -> String {
    let mut bytes = secret.0.to_vec();
    bytes.push(check(secret));
    let text = BASE32_NOPAD.encode(&bytes);
    let groups: Vec<&str> = text
        .as_bytes()
        .chunks(GROUP)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join("-")
}

/// The secret that a code says, however it is spaced and cased; none if it is mistyped.
pub(crate) fn secret_of(code: &str) -> Option<Secret> {
    let letters: Vec<u8> = code
        .chars()
        .take(100)
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            // No code has these digits.
            '0' => b'O',
            '1' => b'I',
            '8' => b'B',
            letter => letter as u8,
        })
        .collect();
    let bytes = BASE32_NOPAD.decode(&letters).ok()?;
    let (secret, rest) = bytes.split_first_chunk::<16>()?;
    let secret = Secret(*secret);
    (rest == [check(secret)]).then_some(secret)
}

fn check(secret: Secret) -> u8 {
    let [first, ..] = Key::new(&secret.0).fingerprint().to_be_bytes();
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_its_secret_however_it_is_typed() {
        let secret = Secret(*b"sixteen of them!");
        let code = code_of(secret);
        assert_eq!(code.len(), 34);
        assert_eq!(secret_of(&code), Some(secret));
        let spaced = code.to_lowercase().replace('-', " ");
        assert_eq!(secret_of(&spaced), Some(secret));
        assert_eq!(secret_of(&code.replace('B', "8")), Some(secret));
    }

    #[test]
    fn a_mistyped_code_is_refused() {
        let code = code_of(Secret([7; 16]));
        let other = |letter: char| if letter == 'Q' { 'R' } else { 'Q' };
        for (at, letter) in code.char_indices().filter(|(_, l)| *l != '-') {
            let mut typed = code.clone();
            typed.replace_range(at..=at, &other(letter).to_string());
            // One of 256 mistypings passes the check by chance, and the last letter's low bits say nothing.
            if let Some(secret) = secret_of(&typed) {
                assert_ne!(secret, Secret([7; 16]), "{typed}");
            }
        }
        for code in ["", "ABCD", "äöü", &"A".repeat(500)] {
            assert_eq!(secret_of(code), None, "{code}");
        }
    }
}
