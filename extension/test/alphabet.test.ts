/**
 * Alphabets against the browser's own order of texts. The core's keys are compared with the same
 * words in `crate/query/src/tests/collation.rs`; `BOXWOOD_BLESS=1` writes them anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

import { alphabet } from "../src/core/alphabet";

const GOLDEN = new URL("../../tests/golden/collation/", import.meta.url);

/** What the words of each language are made of; nothing that sorts as two letters, or with another as one. */
const LOCALES: Record<string, string> = {
  ar: "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ",
  de: "aAäÄbBeéÉfoöÖpsSuüÜvz -.,0129",
  el: "αάΑΆβγεέηήιίϊΐοόσςτυύωώΩ ",
  en: "aàáâãAbBcçdeéèêiïnñoôszZ '-_()&0159",
  es: "aáÁbeénNñÑoOóuüz ¡!¿?09",
  et: "aäboõöpršsSzžŽtuüwvxyVW 12",
  he: "אבגדהוזחטיכךלמםנןסעפףצץקרשת ",
  ja: "あいうえおかがきぎはばぱアイウカガハバパんン",
  lt: "aąbcčeęėiįyYjkšsuųūzž ",
  pl: "aąbcćeęlłnńoósśzźżŻ ",
  ru: "абвгеёЁжзийклПпяЯ -05",
  sv: "aåäöAÅÄÖeéoøvwWxyzuü 019",
  tr: "aâbcçgğhıIiİjoösşuüz ",
  vi: "aàảãáạăằâầấbdđeèêếioôơớợuưứyỳ ",
};

/** Words out of these characters, the same ones each time. */
function words(characters: string): string[] {
  const letters = [...characters];
  let state = 1;
  // Numerical Recipes' generator.
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const word = (): string =>
    Array.from({ length: 1 + below(5) }, () => letters[below(letters.length)]).join("");
  return [...new Set([...letters, ...Array.from({ length: 300 }, word)])];
}

/** The browser's order, as views want it: numbers by value, without regard to case. */
function order(locale: string): (a: string, b: string) => number {
  return new Intl.Collator(locale, { numeric: true, sensitivity: "accent" }).compare;
}

if (process.env["BOXWOOD_BLESS"] === "1") {
  for (const [locale, characters] of Object.entries(LOCALES)) {
    const compare = order(locale);
    let before: string | undefined;
    let text = "";
    for (const word of words(characters).sort(compare)) {
      if (before !== undefined) text += compare(before, word) === 0 ? "\t" : "\n";
      text += word;
      before = word;
    }
    writeFileSync(new URL(`${locale}.words`, GOLDEN), text);
    writeFileSync(new URL(`${locale}.letters`, GOLDEN), alphabet(locale));
  }
}

test.each(Object.keys(LOCALES))("the words that the core sorts are in the browser's order: %s", (locale) => {
  const compare = order(locale);
  const lines = readFileSync(new URL(`${locale}.words`, GOLDEN), "utf8")
    .split("\n")
    .map((line) => line.split("\t"));
  expect(lines.length).toBeGreaterThan(100);
  for (const [at, line] of lines.entries()) {
    const [first = ""] = line;
    for (const word of line) expect(compare(first, word), `${first} ${word}`).toBe(0);
    const next = lines[at + 1]?.[0];
    if (next !== undefined) expect(compare(first, next), `${first} ${next}`).toBeLessThan(0);
  }
});

test.each(Object.keys(LOCALES))("an alphabet has its letters in the browser's order: %s", (locale) => {
  const letters = alphabet(locale);
  const compare = (sensitivity: "base" | "accent") => new Intl.Collator(locale, { sensitivity }).compare;
  const [base, accent] = [compare("base"), compare("accent")];
  const [ignored = "", ...lines] = letters.split("\n");
  for (const character of ignored) expect(base(character, "")).toBe(0);
  const forms = lines.map((line) => line.split("\t"));
  expect(forms.length).toBeGreaterThan(500);
  for (const [at, letter] of forms.entries()) {
    const first = letter[0]?.charAt(0) ?? "";
    const next = forms[at + 1]?.[0]?.charAt(0);
    if (next !== undefined) expect(base(first, next), `${first} ${next}`).toBeLessThan(0);
    for (const [rank, form] of letter.entries()) {
      expect(base(first, form.charAt(0))).toBe(0);
      for (const character of form) expect(accent(form.charAt(0), character)).toBe(0);
      const after = letter[rank + 1]?.charAt(0);
      if (after !== undefined) expect(accent(form.charAt(0), after)).toBeLessThan(0);
    }
  }
  // As much as the core takes, and each character once.
  expect(letters.length).toBeLessThan(16_384);
  const characters = [...letters.replaceAll(/[\t\n]/g, "")];
  expect(new Set(characters).size).toBe(characters.length);
});

test("letters are where people look for them", () => {
  const place = (locale: string, letter: string) =>
    alphabet(locale)
      .split("\n")
      .findIndex((line, at) => at > 0 && line.includes(letter));
  expect(place("sv", "å")).toBeGreaterThan(place("sv", "z"));
  expect(place("sv", "ä")).toBeGreaterThan(place("sv", "å"));
  expect(place("de", "ö")).toBe(place("de", "o"));
  expect(place("es", "ñ")).toBeGreaterThan(place("es", "n"));
  expect(place("es", "ñ")).toBeLessThan(place("es", "o"));
  expect(place("et", "z")).toBeLessThan(place("et", "t"));
  expect(place("et", "õ")).toBeGreaterThan(place("et", "w"));
});
