// @vitest-environment happy-dom
/** The grid follows its boxes, and keeps what was typed. */
import { expect, test } from "vitest";

import type { BoxView } from "../src/generated/BoxView";
import type { Command } from "../src/generated/Command";
import type { Response } from "../src/generated/Response";
import type { WindowView } from "../src/generated/WindowView";
import type { Link } from "../src/link/link";
import { columnsOf } from "../src/ui/pipeline/columns";
import { actOnKey, type Keyed } from "../src/ui/pipeline/grid-keys";
import { cellKey, GridState } from "../src/ui/pipeline/grid-state";
import { settle } from "./fake-core";
import { sampleBox, sampleCell, sampleField, samplePipeline, sampleWindow } from "./samples";

const PIPELINE = samplePipeline({
  boxes: 3,
  fields: [
    sampleField("amount", "Amount", { kind: "number" }),
    sampleField("sum", "Sum", { kind: "formula", formula: "[Amount] * 2" }),
  ],
});
const COLUMNS = columnsOf(PIPELINE);
const AMOUNT = COLUMNS[2] as (typeof COLUMNS)[number];

function box(id: string): BoxView {
  const cells = [sampleCell("amount", { kind: "empty" }), sampleCell("sum", { kind: "empty" })];
  return sampleBox({ id, name: id, cells });
}

function rows(...ids: string[]): WindowView {
  return sampleWindow(ids.map(box));
}

function grid() {
  const commands: Command[] = [];
  const answers: Response[] = [];
  const done: string[] = [];
  const link = {
    do: async (command: Command): Promise<Response> => {
      commands.push(command);
      return answers.shift() ?? { kind: "done", storage: "disk", created: null };
    },
  } as unknown as Link;
  const state = new GridState(link);
  state.show(rows("a", "b", "c"));
  const keyed: Keyed = {
    state,
    columns: COLUMNS,
    page: 10,
    rtl: false,
    toggle: () => undefined,
    remove: () => undefined,
    follow: () => done.push("follow"),
    fillDown: () => undefined,
    clear: () => undefined,
    moveRows: (step) => done.push(`rows ${step}`),
    undo: () => done.push("undo"),
    redo: () => done.push("redo"),
  };
  const press = (key: string, more: Partial<Keyed> = {}, held: Partial<KeyboardEvent> = {}): boolean => {
    const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false };
    const event = { key, ...none, ...held } as KeyboardEvent;
    return actOnKey(event, { ...keyed, ...more });
  };
  return { state, commands, answers, done, press };
}

test("the active cell follows its box when rows move, and stays in place when it goes away", () => {
  const { state } = grid();
  state.activate(2, 1);
  state.show(rows("x", "y", "a", "b", "c"));
  expect(state.active.value).toEqual({ row: 4, key: "b", column: 1 });
  state.show(rows("x", "y", "a", "c"));
  expect(state.active.value).toEqual({ row: 4, key: "c", column: 1 });
  state.show(rows("x"));
  expect(state.active.value).toEqual({ row: 1, key: "x", column: 1 });
});

test("arrows move within the grid, and the other way about where text runs from the right", () => {
  const { state, press } = grid();
  state.activate(1, 0);
  press("ArrowDown");
  press("ArrowRight");
  expect(state.active.value).toMatchObject({ row: 2, column: 1 });
  press("ArrowRight", { rtl: true });
  press("ArrowRight", { rtl: true });
  expect(state.active.value).toMatchObject({ row: 2, column: 0 });
  press("PageDown");
  expect(state.active.value).toMatchObject({ row: 3 });
});

test("on the header of a group the arrows fold and unfold", () => {
  const { state, press } = grid();
  state.activate(0, 0);
  press("ArrowLeft");
  expect(state.collapsed.value).toEqual(["s"]);
  press("ArrowLeft");
  expect(state.collapsed.value).toEqual(["s"]);
  press("ArrowRight");
  expect(state.collapsed.value).toEqual([]);
});

test("typing replaces what is in a cell, Enter keeps it, and Delete empties one that may be empty", async () => {
  const { state, commands, press } = grid();
  state.activate(1, 2);
  press("7");
  expect(state.editing.value?.column).toBe("amount");
  await state.commit("a", "amount");
  press("Delete");
  await settle();
  state.activate(1, 1);
  expect(press("Backspace")).toBe(false);
  expect(commands).toEqual([
    { kind: "setField", id: "a", field: "amount", value: { kind: "number", number: "7" } },
  ]);
  expect(state.drafts.value.size).toBe(0);
});

test("a refused text stays in its cell through scrolling and sorting, until it is dropped", async () => {
  const { state, answers, press } = grid();
  answers.push({ kind: "failed", failure: { code: "not-allowed", place: null, params: {} } });
  state.edit(box("a"), 1, AMOUNT, "12");
  await state.commit("a", "amount");
  const key = cellKey("a", "amount");
  expect(state.drafts.value.get(key)?.problem.value?.code).toBe("not-allowed");
  state.show(rows("c", "b", "a"));
  expect(state.drafts.value.get(key)?.text.value).toBe("12");
  state.activate(3, 2);
  press("Escape");
  expect(state.drafts.value.size).toBe(0);
});

test("a cell that is calculated is not edited, by no key", () => {
  const { state, press } = grid();
  state.activate(1, 3);
  for (const key of ["Enter", "F2", "7", "Delete"]) press(key);
  expect(state.editing.value).toBeUndefined();
  expect(state.drafts.value.size).toBe(0);
});

test("Ctrl+Z takes back, Ctrl+Shift+Z does again, Ctrl+Enter follows a link", () => {
  const { done, press } = grid();
  press("z", {}, { ctrlKey: true });
  press("Z", {}, { ctrlKey: true, shiftKey: true });
  press("z", {}, { metaKey: true });
  press("Enter", {}, { ctrlKey: true });
  expect(done).toEqual(["undo", "redo", "undo", "follow"]);
});

test("what is being typed is stored when the grid goes away", async () => {
  const { state, commands } = grid();
  state.edit(box("b"), 2, AMOUNT, "3");
  state.leave();
  await settle();
  expect(commands).toHaveLength(1);
});
