/** Tables on the clipboard: quotes, tabs and line ends as Google Sheets and Excel write them. */
import { describe, expect, test } from "vitest";

import { readTsv, writeTsv } from "../src/ui/pipeline/tsv";

describe("readTsv", () => {
  const cases: [what: string, text: string, rows: string[][]][] = [
    ["one cell", "a", [["a"]]],
    ["nothing", "", [[""]]],
    [
      "cells and rows",
      "a\tb\nc\td",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "Excel's last line end",
      "a\tb\r\nc\td\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "empty cells",
      "\ta\t\n\t\t",
      [
        ["", "a", ""],
        ["", "", ""],
      ],
    ],
    ["an empty row between", "a\n\nb", [["a"], [""], ["b"]]],
    ["a quoted line end", '"a\nb"\tc', [["a\nb", "c"]]],
    ["a quoted tab", '"a\tb"\tc', [["a\tb", "c"]]],
    ["doubled quotes", '"say ""hi"""\tb', [['say "hi"', "b"]]],
    ["a quote within", '5" pipe\tb', [['5" pipe', "b"]]],
    ["a quote that nothing closes", '"a\tb', [['"a', "b"]]],
    ["a quoted word within a text", '"a" b\tc', [['"a" b', "c"]]],
  ];
  test.each(cases)("reads %s", (_, text, rows) => {
    expect(readTsv(text)).toEqual(rows);
  });
});

test("what is written is read again as it was", () => {
  const rows = [
    ["a", 'say "hi"', "two\nlines"],
    ["", "tab\there", '"'],
    ["\r", "last", ""],
  ];
  expect(readTsv(writeTsv(rows))).toEqual(rows);
});

test("a long text of quotes is read in one go", () => {
  const many = '"'.repeat(200_000);
  const begin = performance.now();
  expect(readTsv(writeTsv([[many]]))).toEqual([[many]]);
  expect(performance.now() - begin).toBeLessThan(2_000);
});
