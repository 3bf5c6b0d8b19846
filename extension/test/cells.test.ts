// @vitest-environment happy-dom
/** Every type of field: how its cell reads, how it is edited, and what is read from the editor. */
import { expect, test, vi } from "vitest";

import type { CellInput } from "../src/generated/CellInput";
import type { FieldKindView } from "../src/generated/FieldKindView";
import { cellMark, editedText, linkOf, markText, readCell, shownText, webAddress } from "../src/ui/cells";
import { kindInput } from "../src/ui/pipeline/field-form";
import { makeRecord } from "../src/ui/record-picker";
import { editMoment, readMoment, shiftDecimal } from "../src/words/formats";
import { sampleCell } from "./samples";

vi.stubGlobal("navigator", { ...navigator, language: "en-US" });

const PEOPLE = [{ id: "u1", name: "Ann", email: "ann@hill.example" }];
const CHOICES = [
  { id: "c1", name: "Red" },
  { id: "c2", name: "Blue" },
];
const AT = new Date(2026, 10, 24, 9, 30).getTime();

const CASES: [kind: FieldKindView, value: CellInput, edited: string, shown: string][] = [
  [{ kind: "text" }, { kind: "text", text: " a " }, " a ", " a "],
  [{ kind: "number" }, { kind: "number", number: "-1234.5" }, "-1234.5", "-1,234.5"],
  [{ kind: "currency", code: "EUR" }, { kind: "number", number: "1200" }, "1200", "€1,200.00"],
  [{ kind: "percent" }, { kind: "number", number: "0.155" }, "15.5", "15.5%"],
  [{ kind: "date" }, { kind: "date", date: "2026-11-24" }, "2026-11-24", "Nov 24, 2026"],
  [{ kind: "dateTime" }, { kind: "moment", at: AT }, "2026-11-24T09:30", "Nov 24, 2026, 9:30 AM"],
  [{ kind: "checkbox" }, { kind: "checkbox", checked: true }, "true", "Yes"],
  [{ kind: "dropdown", choices: CHOICES }, { kind: "choice", choice: "c2" }, "c2", "Blue"],
  [{ kind: "tags", choices: CHOICES }, { kind: "tags", choices: ["c2", "c1"] }, "c2\nc1", "Blue, Red"],
  [{ kind: "person" }, { kind: "person", person: "u1" }, "u1", "Ann"],
  [{ kind: "contact" }, { kind: "contact", contact: "k" }, "k", "Hill"],
  [{ kind: "organization" }, { kind: "organization", organization: "o" }, "o", "Hill"],
  [
    { kind: "url" },
    { kind: "text", text: "http://hill.example" },
    "http://hill.example",
    "http://hill.example",
  ],
  [{ kind: "email" }, { kind: "text", text: "a@hill.example" }, "a@hill.example", "a@hill.example"],
  [{ kind: "phone" }, { kind: "text", text: "+43 1 234" }, "+43 1 234", "+43 1 234"],
  [{ kind: "rating", most: 5 }, { kind: "number", number: "3" }, "3", "3 of 5 stars"],
];

test.each(CASES)("%o: %o is edited as %j and reads %j", (kind, value, edited, shown) => {
  const cell = sampleCell("f", value, { name: "Hill" });
  expect(editedText(cell, kind)).toBe(edited);
  expect(readCell(edited, kind)).toEqual({ value });
  expect(shownText(cell, kind, PEOPLE).replaceAll("\u202f", " ")).toBe(shown);
  expect(cellMark(cell)).toBeUndefined();
  expect(readCell("", kind)).toEqual({ value: { kind: "empty" } });
});

test("an address that is typed without its scheme gets one", () => {
  const value = { kind: "text", text: "https://hill.example/a" };
  expect(readCell("hill.example/a", { kind: "url" })).toEqual({ value });
});

test("what is typed as a share may have its sign, and what is none is refused", () => {
  expect(readCell("12.5 %", { kind: "percent" })).toEqual({ value: { kind: "number", number: "0.125" } });
  expect(readCell("half", { kind: "percent" })).toMatchObject({ problem: { place: "number" } });
  expect(readCell("tomorrow", { kind: "dateTime" })).toMatchObject({ problem: { place: "date" } });
  expect(readCell("1", { kind: "formula", formula: "1" })).toMatchObject({ problem: { code: "not-here" } });
});

test.each([
  ["12.5", -2, "0.125"],
  ["-0.5", -2, "-0.005"],
  ["0.155", 2, "15.5"],
  ["1", 2, "100"],
  ["99999999999999999999.01", -2, "999999999999999999.9901"],
])("%s moved by %i digits is exactly %s", (decimal, by, moved) => {
  expect(shiftDecimal(decimal, by)).toBe(moved);
  expect(shiftDecimal(moved, -by)).toBe(decimal);
});

test("a moment is edited where the person is, to the minute", () => {
  expect(readMoment(editMoment(AT))).toBe(AT);
  expect(readMoment("2026-13-40T00:00")).toBeUndefined();
});

test("what cannot be read as its type is shown, marked, and put into the editor where it can be mended", () => {
  const cell = sampleCell("f", { kind: "empty" }, { unread: "about ten" });
  expect(shownText(cell, { kind: "number" }, PEOPLE)).toBe("about ten");
  expect(editedText(cell, { kind: "number" })).toBe("about ten");
  expect(editedText(cell, { kind: "date" })).toBe("");
  const mark = cellMark(cell);
  expect(mark === undefined ? "" : markText(mark)).toBe("This does not fit the field’s type.");
});

test("a formula that fails says its code and what that means", () => {
  const failed = (code: string) => {
    const cell = sampleCell("f", { kind: "empty" }, { error: { code, start: 0, end: 1 } });
    const mark = cellMark(cell);
    return [shownText(cell, { kind: "formula", formula: "1/0" }, PEOPLE), mark && markText(mark)];
  };
  expect(failed("#DIV/0!")).toEqual(["#DIV/0!", "Something is divided by zero."]);
  expect(failed("#NEW!")).toEqual(["#NEW!", "The formula fails (#NEW!)."]);
});

test.each([
  ["url", "https://hill.example/a?b", "https://hill.example/a?b"],
  ["url", "hill.example", "https://hill.example/"],
  ["url", "hill.example:8080/a", "https://hill.example:8080/a"],
  ["url", "javascript:alert(1)", undefined],
  ["url", " JaVaScRiPt:alert(1)", undefined],
  ["url", "data:text/html,x", undefined],
  ["url", "file:///etc/passwd", undefined],
  ["url", "java\nscript:alert(1)", undefined],
  ["url", "two words", undefined],
  ["email", "ann@hill.example", "mailto:ann@hill.example"],
  ["email", "ann@hill.example?bcc=x@y", undefined],
  ["email", "nobody", undefined],
  ["phone", "+43 (1) 234-56", "tel:+43123456"],
  ["phone", "none", undefined],
  ["text", "https://hill.example", undefined],
] as const)("a %s of %j leads to %j", (kind, text, to) => {
  expect(linkOf(text, kind)).toBe(to);
});

test("nothing leads nowhere", () => {
  expect(webAddress("")).toBeUndefined();
});

test("what is typed into a picker is a name, an address, or both", () => {
  expect(makeRecord("contact", "Ann Mary Hill <ann@hill.example>")).toEqual({
    kind: "createContact",
    givenName: "Ann Mary",
    familyName: "Hill",
    emails: ["ann@hill.example"],
  });
  expect(makeRecord("contact", "ann@hill.example")).toMatchObject({ givenName: "", familyName: "" });
  expect(makeRecord("contact", "Plato")).toMatchObject({ givenName: "Plato", familyName: "", emails: [] });
  expect(makeRecord("organization", "hill.example")).toEqual({
    kind: "createOrganization",
    name: "",
    domains: ["hill.example"],
  });
  expect(makeRecord("organization", "Hill & Co.")).toMatchObject({ name: "Hill & Co.", domains: [] });
});

test("a field is made of what its type needs, and nothing else", () => {
  const typed = { code: "EUR", choices: " Red \n\nBlue", most: 5, formula: "1 + 1" };
  expect(kindInput({ ...typed, kind: "tags" })).toEqual({ kind: "tags", choices: ["Red", "Blue"] });
  expect(kindInput({ ...typed, kind: "currency" })).toEqual({ kind: "currency", code: "EUR" });
  expect(kindInput({ ...typed, kind: "rating" })).toEqual({ kind: "rating", most: 5 });
  expect(kindInput({ ...typed, kind: "formula" })).toEqual({ kind: "formula", formula: "1 + 1" });
  expect(kindInput({ ...typed, kind: "date" })).toEqual({ kind: "date" });
});
