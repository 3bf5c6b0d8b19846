// @vitest-environment happy-dom
/** What a view shows: sorting, columns, places; and whether it was changed. */
import { expect, test } from "vitest";

import type { SavedViewView } from "../src/generated/SavedViewView";
import type { ViewShape } from "../src/generated/ViewShape";
import { arranged, columnsOf, shownColumns } from "../src/ui/pipeline/columns";
import { placeAfter, placeBeside } from "../src/ui/pipeline/place";
import {
  columnKey,
  PLAIN,
  sameShape,
  setColumns,
  setSort,
  setSummary,
  sortBy,
} from "../src/ui/pipeline/shape";
import { ViewDesk } from "../src/ui/pipeline/view-desk";
import { contentText, groupTitle } from "../src/ui/pipeline/window-view";
import { sampleField, samplePipeline, sampleWindow } from "./samples";

const NAME = { kind: "builtIn", key: "name" } as const;
const AMOUNT = { kind: "field", field: "amount" } as const;
const PIPELINE = samplePipeline({ fields: [sampleField("amount", "Amount", { kind: "number" })] });
const ALL = columnsOf(PIPELINE);

function sorted(shape: ViewShape): string {
  return shape.sort
    .map(({ column, isDescending }) => `${isDescending ? "-" : ""}${columnKey(column)}`)
    .join();
}

test("a click sorts up, down, and no more; with Shift the other columns stay", () => {
  let shape = sortBy(PLAIN, NAME, false);
  expect(sorted(shape)).toBe("name");
  shape = sortBy(shape, NAME, false);
  expect(sorted(shape)).toBe("-name");
  shape = sortBy(shape, AMOUNT, true);
  expect(sorted(shape)).toBe("-name,amount");
  shape = sortBy(shape, AMOUNT, true);
  expect(sorted(shape)).toBe("-name,-amount");
  expect(sorted(sortBy(shape, AMOUNT, true))).toBe("-name");
  expect(sorted(sortBy(shape, NAME, true))).toBe("-amount");
  expect(sorted(sortBy(shape, AMOUNT, false))).toBe("");
});

test("a direction that is chosen keeps the column's place among the keys", () => {
  const two = setSort(setSort(PLAIN, NAME, "ascending"), AMOUNT, "descending");
  expect(sorted(setSort(two, NAME, "descending"))).toBe("-name,-amount");
  expect(sorted(setSort(two, NAME, undefined))).toBe("-amount");
});

test("the name comes first, computed columns are there when they are asked for, hidden ones go", () => {
  const keys = (shape: ViewShape): string =>
    shownColumns(ALL, shape.columns)
      .map(({ key }) => key)
      .join();
  expect(keys(PLAIN)).toBe("name,stage,amount,assignees,notes");
  const days = { kind: "builtIn", key: "days-in-stage" } as const;
  const shape = setColumns(PLAIN, [
    { name: days, hidden: false },
    { name: NAME, hidden: true },
    { name: AMOUNT, hidden: true },
  ]);
  expect(keys(shape)).toBe("name,days-in-stage,stage,assignees,notes");
});

test("a width that a person has set is kept when columns are moved", () => {
  const columns = [{ column: AMOUNT, width: 333, isHidden: false, isFrozen: false }];
  const shape = { ...PLAIN, columns };
  expect(arranged(ALL, shape.columns).find(({ column }) => column.key === "amount")?.column.width).toBe(333);
  expect(setColumns(shape, [{ name: AMOUNT, hidden: true }]).columns[0]).toMatchObject({ width: 333 });
});

test("one summary a column", () => {
  const once = setSummary(setSummary(PLAIN, AMOUNT, "sum"), AMOUNT, "average");
  expect(once.summaries).toEqual([{ column: AMOUNT, summary: "average" }]);
  expect(setSummary(once, AMOUNT, undefined).summaries).toEqual([]);
});

test("a view is changed where it shows something else than what is saved", () => {
  const desk = new ViewDesk();
  const view: SavedViewView = {
    id: "v",
    name: "Big ones",
    home: { kind: "mine" },
    pipeline: "p",
    shape: { ...PLAIN, filter: "amount>1000" },
    starred: false,
  };
  expect(desk.isChanged(undefined)).toBe(false);
  desk.open(view);
  expect([desk.chosen.value, desk.isChanged(view)]).toEqual(["v", false]);
  desk.change({ ...desk.shape.value, filter: " amount>1000 " });
  expect(desk.isChanged(view)).toBe(false);
  desk.change({ ...desk.shape.value, group: null });
  expect(desk.isChanged(view)).toBe(true);
  desk.choose(view);
  expect(sameShape(desk.shape.value, view.shape)).toBe(true);
});

test("a pipeline does not open with a view once something else was chosen", () => {
  const desk = new ViewDesk();
  desk.change({ ...PLAIN, filter: "mine" });
  const shape = { ...PLAIN, filter: "other" };
  desk.open({ id: "v", name: "", home: { kind: "mine" }, pipeline: "p", shape, starred: false });
  expect(desk.shape.value.filter).toBe("mine");
});

test("a place is beside what is there", () => {
  const all = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(placeBeside(all, "b", -1)).toEqual({ after: null, before: "a" });
  expect(placeBeside(all, "b", 1)).toEqual({ after: "c", before: null });
  expect(placeBeside(all, "a", 1)).toEqual({ after: "b", before: "c" });
  expect(placeBeside(all, "a", -1)).toBeUndefined();
  expect(placeBeside(all, "c", 1)).toBeUndefined();
  expect(placeAfter(all, "a")).toEqual({ after: "a", before: "b" });
  expect(placeAfter(all, "c")).toEqual({ after: "c", before: null });
});

test("a group is called as its boxes' content is", () => {
  const group = sampleWindow([]).groups[0];
  if (group === undefined) throw new Error("a sample without a group");
  expect(groupTitle(group, PLAIN, PIPELINE)).toMatchObject({ name: "Lead", stage: { id: "s" } });
  const byAmount = { ...PLAIN, group: AMOUNT };
  const ten = { ...group, key: "10", label: { kind: "number", number: "10" } } as const;
  expect(groupTitle(ten, byAmount, PIPELINE)).toEqual({ name: "10", stage: undefined });
  const none = { ...group, key: "", label: { kind: "empty" } } as const;
  expect(groupTitle(none, byAmount, PIPELINE).name).toBe("(nothing)");
});

test("contents are words, numbers as their field has them", () => {
  expect(contentText({ kind: "flag", on: false }, undefined)).toBe("No");
  expect(contentText({ kind: "number", number: "0.5" }, { kind: "percent" })).toBe("50%");
  expect(contentText({ kind: "named", ids: ["a", "b"], names: ["A", "B"] }, undefined)).toBe("A, B");
});
