/**
 * The order in which a language has its letters, from the browser, whose `Intl.Collator` compares
 * texts and gives no keys to sort them by: the core makes those from this.
 */

/** First and last characters of what people write names in; what is missing sorts behind, by number. */
const RANGES: readonly (readonly [first: number, last: number])[] = [
  // ASCII and Latin.
  [0x20, 0x7e],
  [0xa0, 0x24f],
  // Accents that stand alone.
  [0x300, 0x36f],
  // Greek and Cyrillic.
  [0x370, 0x52f],
  // Armenian, Hebrew, Arabic.
  [0x531, 0x58f],
  [0x591, 0x5f4],
  [0x600, 0x6ff],
  // Devanagari.
  [0x900, 0x97f],
  // Georgian.
  [0x10a0, 0x10ff],
  // More Latin, of Vietnamese among others, and more Greek.
  [0x1e00, 0x1fff],
  // Dashes, quotation marks, currencies.
  [0x2010, 0x205e],
  [0x20a0, 0x20bf],
  // Kana.
  [0x3041, 0x30ff],
];

/** How letters are compared: as the browser sorts, but for numbers, which the core sees to. */
function comparing(
  locale: string,
  sensitivity: "base" | "accent" | "variant",
): (a: string, b: string) => number {
  return new Intl.Collator(locale, { usage: "sort", numeric: false, sensitivity }).compare;
}

/**
 * The alphabet of a locale as the core reads it: a line of characters that count nothing; then a line
 * for each letter, in order. Tabs part its forms, which differ by an accent; characters of the same
 * form differ by case at most.
 */
export function alphabet(locale: string): string {
  const base = comparing(locale, "base");
  const accent = comparing(locale, "accent");
  const ignored: string[] = [];
  const letters: string[] = [];
  for (const [first, last] of RANGES) {
    for (let code = first; code <= last; code += 1) {
      const character = String.fromCharCode(code);
      if (/\p{Unassigned}/u.test(character)) continue;
      (base(character, "") === 0 ? ignored : letters).push(character);
    }
  }
  // What is equal to a less exact comparison comes to lie side by side in a more exact one.
  letters.sort(comparing(locale, "variant"));
  const lines = letters.map((character, at) => {
    const before = letters[at - 1];
    if (before === undefined || base(before, character) !== 0) return `\n${character}`;
    return accent(before, character) === 0 ? character : `\t${character}`;
  });
  return ignored.join("") + lines.join("");
}
