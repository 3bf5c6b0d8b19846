/** Only the rows in sight are drawn, and whole pages are asked for. */
import { expect, test } from "vitest";

import {
  MOST_ROWS,
  OVERSCAN,
  PAGE,
  ROW_HEIGHT,
  rowsInSight,
  scrollToRow,
  windowFor,
} from "../src/ui/pipeline/paging";

test("draws a screen of rows and some around it, however many there are", () => {
  const rows = rowsInSight(50_000 * ROW_HEIGHT, 20 * ROW_HEIGHT, 100_007);
  expect(rows).toEqual({ first: 50_000 - OVERSCAN, end: 50_020 + OVERSCAN });
});

test("keeps within the rows that there are", () => {
  expect(rowsInSight(0, 600, 0)).toEqual({ first: 0, end: 0 });
  expect(rowsInSight(-50, 600, 5)).toEqual({ first: 0, end: 5 });
  const end = rowsInSight(1_000_000, 600, 100);
  expect(end.end).toBe(100);
  expect(end.first).toBeLessThan(end.end);
});

test("asks for whole pages that hold the rows, and never more than the core gives", () => {
  for (let first = 0; first < 400; first += 7) {
    const window = windowFor({ first, end: first + 40 });
    expect(window.first % PAGE).toBe(0);
    expect(window.count % PAGE).toBe(0);
    expect(window.first).toBeLessThanOrEqual(first);
    expect(window.first + window.count).toBeGreaterThanOrEqual(first + 40);
  }
  expect(windowFor({ first: 0, end: 5_000 }).count).toBe(MOST_ROWS);
  expect(windowFor({ first: 0, end: 0 })).toEqual({ first: 0, count: PAGE });
});

test("scrolling a little asks nothing new", () => {
  expect(windowFor({ first: 101, end: 140 })).toEqual(windowFor({ first: 108, end: 147 }));
});

test("scrolls no further than it takes to bring a row into sight", () => {
  expect(scrollToRow(5, 0, 600)).toBe(0);
  expect(scrollToRow(100, 0, 600)).toBe(101 * ROW_HEIGHT - 600);
  expect(scrollToRow(2, 500, 600)).toBe(2 * ROW_HEIGHT);
});
