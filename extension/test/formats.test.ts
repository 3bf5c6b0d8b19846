/** Numbers, money and dates, as people of several regions type and read them. */
import { afterEach, expect, test, vi } from "vitest";

import { readAddress } from "../src/options/address";
import {
  editNumber,
  inkOn,
  likelyCurrency,
  readDate,
  readNumber,
  showDate,
  showNumber,
} from "../src/words/formats";

function at(region: string): void {
  vi.stubGlobal("navigator", { language: region });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["en-US", "1,234.5", "1234.5"],
  ["en-US", "$1,200", "1200"],
  ["en-US", "1200 USD", "1200"],
  ["en-US", "1,5", "1.5"],
  ["en-US", "-0012", "-12"],
  ["en-US", "\u22125", "-5"],
  ["en-US", ".5", "0.5"],
  ["en-US", "1.2.3", undefined],
  ["en-US", "1,23,4", undefined],
  ["en-US", "twelve", undefined],
  ["en-US", "1e5", undefined],
  ["en-US", "", undefined],
  ["de-DE", "1.234,5", "1234.5"],
  ["de-DE", "1.5", "1.5"],
  ["de-DE", "12.000", "12000"],
  ["fr-FR", "1 234,50 €", "1234.50"],
  ["en-IN", "12,34,567", "1234567"],
  ["en-US", "٣٫٥".replace("٫", "."), "3.5"],
  ["en-US", "12345678901234567890.12", "12345678901234567890.12"],
])("in %s %j is %j", (region, typed, expected) => {
  at(region);
  expect(readNumber(typed)).toBe(expected);
});

test("what is shown in an editor is read back as it was", () => {
  for (const region of ["en-US", "de-DE", "fr-FR", "ar-EG", "hi-IN", "de-CH"]) {
    at(region);
    for (const number of ["0", "-1234.50", "1000000", "0.125"]) {
      expect(readNumber(editNumber(number)), `${region} ${number}`).toBe(number);
    }
  }
});

test("shows numbers exactly and money with its sign", () => {
  at("en-US");
  expect(showNumber("12345678901234567890.12")).toBe("12,345,678,901,234,567,890.12");
  expect(showNumber("1200", "USD")).toBe("$1,200.00");
  expect(showNumber("nonsense")).toBe("nonsense");
  expect(showNumber("5", "no such")).toBe("5 no such");
});

test("shows dates of the calendar, in no time zone", () => {
  at("en-US");
  expect(showDate("2026-11-23")).toBe("Nov 23, 2026");
  expect(showDate("<img onerror=x>")).toBe("<img onerror=x>");
});

test("knows the currency of a region", () => {
  for (const [region, currency] of [
    ["en-US", "USD"],
    ["de", "EUR"],
    ["en-GB", "GBP"],
    ["ja", "JPY"],
    ["xx", "USD"],
  ]) {
    at(region ?? "");
    expect(likelyCurrency()).toBe(currency);
  }
});

test("writes on a colour in what reads better", () => {
  expect(inkOn("#f9ab00")).toBe("#000000");
  expect(inkOn("#1a73e8")).toBe("#ffffff");
  expect(inkOn("#188038")).toBe("#ffffff");
});

test.each([
  ["https://boxwood.example", { address: "https://boxwood.example" }],
  ["https://boxwood.example/crm/", { address: "https://boxwood.example/crm" }],
  ["boxwood.example", { address: "https://boxwood.example" }],
  ["127.0.0.1:8080", { address: "http://127.0.0.1:8080" }],
  ["http://localhost:8080/", { address: "http://localhost:8080" }],
  ["http://boxwood.example", { problem: "not-secure" }],
  ["http://localhost.evil.example", { problem: "not-secure" }],
  ["ftp://boxwood.example", { problem: "malformed" }],
  ["https://user:secret@boxwood.example", { problem: "malformed" }],
  ["https://", { problem: "malformed" }],
  ["  ", { problem: "empty" }],
])("the address %j", (typed, expected) => {
  expect(readAddress(typed)).toEqual(expected);
});

test.each([
  ["en-US", "2027-03-31", "2027-03-31"],
  ["en-US", "3/31/2027", "2027-03-31"],
  ["en-US", "3/31/27", "2027-03-31"],
  ["en-GB", "31/03/2027", "2027-03-31"],
  ["de-DE", "31.3.2027", "2027-03-31"],
  ["ja-JP", "2027/3/1", "2027-03-01"],
  ["en-US", "2/30/2027", undefined],
  ["en-US", "31", undefined],
  ["en-US", "tomorrow", undefined],
])("in %s, the date %j is %s", (region, typed, date) => {
  at(region);
  expect(readDate(typed)).toBe(date);
});
