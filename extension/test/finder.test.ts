/** Finding a text in a view: where it is, in which order, and what is found when the view changes. */
import { beforeEach, expect, test, vi } from "vitest";

import type { WindowView } from "../src/generated/WindowView";
import type { Link } from "../src/link/link";
import type { Column } from "../src/ui/pipeline/columns";
import { placesOf, type ReadRows } from "../src/ui/pipeline/finder";
import { GridState } from "../src/ui/pipeline/grid-state";
import { sampleBox, sampleWindow } from "./samples";

const COLUMNS = [
  { key: "name", text: ({ name }: { name: string }) => name },
  { key: "notes", text: ({ notes }: { notes: string }) => notes },
] as unknown as Column[];

beforeEach(() => {
  vi.stubGlobal("scheduler", { postTask: async (task: () => void) => task() });
});

function view(...names: string[]): WindowView {
  return sampleWindow(names.map((name) => sampleBox({ id: name, name, notes: `about ${name}` })));
}

function reading(window: WindowView): ReadRows {
  return async (first, count) => ({ ...window, first, rows: window.rows.slice(first, first + count) });
}

test("a text is found in whichever case, everywhere in another one", () => {
  expect(placesOf("Nord and NORD", "nord")).toEqual([
    [0, 4],
    [9, 13],
  ]);
  expect(placesOf("aaa", "aa")).toEqual([[0, 2]]);
  expect(placesOf("anything", "")).toEqual([]);
  // Lower case makes this text longer, so its letters have no places.
  expect(placesOf("İstanbul", "bul")).toEqual([]);
});

test("matches are gone through in the order of the rows, from the active cell on and round", async () => {
  const window = view("Nord", "South", "Nordic");
  const state = new GridState({} as Link);
  state.show(window);
  state.activate(2, 0);
  state.finder.needle.value = "nord";
  await state.finder.search(reading(window), COLUMNS);
  const { matches, at, isComplete } = state.finder.found.value;
  expect(isComplete).toBe(true);
  expect(matches.map(({ row, column }) => [row, column])).toEqual([
    [1, 0],
    [1, 1],
    [3, 0],
    [3, 1],
  ]);
  expect(at).toBe(2);
  expect(state.active.value).toMatchObject({ row: 3, column: 0 });
  state.finder.go(1);
  state.finder.go(1);
  expect(state.active.value).toMatchObject({ row: 1, column: 0 });
  state.finder.go(-1);
  expect(state.active.value).toMatchObject({ row: 3, column: 1 });
});

test("nothing found leaves the active cell where it is, and a search that is superseded says nothing", async () => {
  const window = view("Nord");
  const state = new GridState({} as Link);
  state.show(window);
  state.activate(1, 0);
  state.finder.needle.value = "xyz";
  await state.finder.search(reading(window), COLUMNS);
  expect(state.finder.found.value).toEqual({ matches: [], isComplete: true, at: undefined });
  expect(state.active.value).toMatchObject({ row: 1, column: 0 });

  state.finder.needle.value = "nord";
  const slow = state.finder.search(reading(window), COLUMNS);
  state.finder.end();
  await slow;
  expect(state.finder.found.value.matches).toEqual([]);
});
