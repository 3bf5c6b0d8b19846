//! Letters in another width or style.
//!
//! Unicode's compatibility decompositions hold thousands of these, which weigh 62 KB in WebAssembly.
//! These are the ones that are typed: the forms that East Asian keyboards have in two widths, the
//! ligatures of typeset text, and raised and lowered digits.

/// Half-width katakana, U+FF66 to U+FF9F, as the usual ones.
const KATAKANA: [char; 58] = [
    'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ', 'エ', 'オ',
    'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ',
    'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ',
    'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン', '\u{3099}', '\u{309A}',
];

/// The ligatures U+FB00 to U+FB06, by letters.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// Hands `out` what `c` is in its usual width and style.
pub(super) fn usual(c: char, out: &mut impl FnMut(char)) {
    let code = u32::from(c);
    let digit = |zero: u32| char::from_digit(code - zero, 10);
    let from = |first: u32| usize::try_from(code - first).unwrap_or(usize::MAX);
    let one = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(code - 0xFEE0),
        '\u{FF66}'..='\u{FF9F}' => KATAKANA.get(from(0xFF66)).copied(),
        '\u{B9}' => Some('1'),
        '\u{B2}' | '\u{B3}' => digit(0xB0),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => digit(0x2070),
        '\u{2080}'..='\u{2089}' => digit(0x2080),
        '\u{FB00}'..='\u{FB06}' => {
            LIGATURES
                .get(from(0xFB00))
                .into_iter()
                .for_each(|letters| letters.chars().for_each(&mut *out));
            return;
        }
        other => Some(other),
    };
    out(one.unwrap_or(c));
}
