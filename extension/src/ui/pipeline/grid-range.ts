/** What is done to a range of cells: copied, pasted into, filled down, cleared. */
import type { Command } from "../../generated/Command";
import type { PipelineView } from "../../generated/PipelineView";
import type { ViewShape } from "../../generated/ViewShape";
import { say } from "../../words/words";
import type { App } from "../app";
import { describe, failureOf } from "../failures";
import { type Change, changeTo, changeToTyped, copiedText } from "./cell-command";
import type { Column } from "./columns";
import type { GridState, Range } from "./grid-state";
import { readTsv, writeTsv } from "./tsv";
import { type BoxRowView, windowQuery } from "./window-view";

/** The core gives no more rows at once. */
const PART = 500;
/** The most rows that are read for a range: what one action may change has an end. */
const MOST_ROWS = 10_000;

/** What acts on ranges. */
export interface RangeDesk {
  app: App;
  state: GridState;
  pipeline: PipelineView;
  shape: ViewShape;
  columns: readonly Column[];
}

/** The boxes of the rows that the core gave already, if it gave all of them. */
function givenBoxes({ state }: RangeDesk, first: number, last: number): BoxRowView[] | undefined {
  const boxes: BoxRowView[] = [];
  for (let row = first; row <= last; row += 1) {
    const there = state.rowAt(row);
    if (there === undefined) return undefined;
    if (there.kind === "box") boxes.push(there);
  }
  return boxes;
}

/** The boxes of some rows, from the core where they are out of sight. */
export async function boxesOf(desk: RangeDesk, first: number, last: number): Promise<BoxRowView[]> {
  const given = givenBoxes(desk, first, last);
  if (given !== undefined) return given;
  const boxes: BoxRowView[] = [];
  const end = Math.min(last, first + MOST_ROWS - 1);
  for (let row = first; row <= end; row += PART) {
    const rows = { first: row, count: Math.min(PART, end - row + 1) };
    const query = windowQuery(desk.pipeline.id, rows, desk.shape, desk.state.collapsed.peek());
    const response = await desk.app.link.ask({ kind: "read", query });
    if (response.kind !== "view" || response.view.kind !== "window") break;
    for (const one of response.view.window?.rows ?? []) if (one.kind === "box") boxes.push(one);
  }
  return boxes;
}

/** The text of a range as a table. */
function tableOf(desk: RangeDesk, boxes: readonly BoxRowView[], range: Range): string {
  const columns = desk.columns.slice(range.left, range.right + 1);
  return writeTsv(
    boxes.map(({ record, computed }) => columns.map((column) => copiedText(column, record, computed))),
  );
}

/** Puts the range on the clipboard: at once where its rows are in sight, else when the core gave them. */
export function copyRange(desk: RangeDesk, event: ClipboardEvent): void {
  const range = desk.state.range.peek();
  if (range === undefined) return;
  event.preventDefault();
  const given = givenBoxes(desk, range.top, range.bottom);
  if (given !== undefined) {
    event.clipboardData?.setData("text/plain", tableOf(desk, given, range));
    return;
  }
  const copy = async (): Promise<void> => {
    const boxes = await boxesOf(desk, range.top, range.bottom);
    await navigator.clipboard.writeText(tableOf(desk, boxes, range));
    desk.app.notify(say("range-copied", { count: boxes.length }));
  };
  copy().catch(reportError);
}

/** Does changes as one thing, which undo takes back as one; says what could not be. */
async function doAll(desk: RangeDesk, changes: readonly Change[]): Promise<void> {
  const commands: Command[] = [];
  let left = 0;
  for (const change of changes) {
    if (change === undefined) continue;
    if ("command" in change) commands.push(change.command);
    else left += 1;
  }
  const failure =
    commands.length === 0 ? undefined : failureOf(await desk.app.link.do({ kind: "batch", commands }));
  if (failure !== undefined) desk.app.notify(describe(failure));
  else if (left > 0) desk.app.notify(say("range-left", { count: left }));
}

/**
 * Puts a table from the clipboard into the cells from the range's first one on. One cell goes into
 * every cell of the range; headers of groups are passed over.
 */
export async function pasteInto(desk: RangeDesk, text: string): Promise<void> {
  const range = desk.state.range.peek();
  const table = readTsv(text);
  if (range === undefined || table.length === 0) return;
  const single = table.length === 1 && table[0]?.length === 1 ? (table[0][0] ?? "") : undefined;
  // Beyond the table's rows as many more as there can be headers between them.
  const wanted = single === undefined ? table.length : range.bottom - range.top + 1;
  const headers = desk.state.window.peek()?.groups.length ?? 0;
  const last = Math.min(desk.state.total.peek() - 1, range.top + wanted + headers - 1);
  const found = await boxesOf(desk, range.top, single === undefined ? last : range.bottom);
  const boxes = single === undefined ? found.slice(0, table.length) : found;
  const changes = boxes.flatMap(({ record }, row) => {
    const cells = single === undefined ? (table[row] ?? []) : undefined;
    const width = cells?.length ?? range.right - range.left + 1;
    return desk.columns
      .slice(range.left, range.left + width)
      .map((column, at) => changeTo(column, record, cells?.[at] ?? single ?? "", desk.pipeline));
  });
  await doAll(desk, changes);
}

/** Puts what the first box of the range has into the others. */
export async function fillDown(desk: RangeDesk): Promise<void> {
  const range = desk.state.range.peek();
  if (range === undefined) return;
  const [first, ...others] = await boxesOf(desk, range.top, range.bottom);
  if (first === undefined) return;
  const columns = desk.columns.slice(range.left, range.right + 1);
  const changes = others.flatMap(({ record }) =>
    columns.map((column) => changeToTyped(column, record, column.edited(first.record), desk.pipeline)),
  );
  await doAll(desk, changes);
}

/** Empties the cells of the range that can be empty. */
export async function clearRange(desk: RangeDesk): Promise<void> {
  const range = desk.state.range.peek();
  if (range === undefined) return;
  const columns = desk.columns.slice(range.left, range.right + 1).filter(({ optional }) => optional);
  const boxes = await boxesOf(desk, range.top, range.bottom);
  const changes = boxes.flatMap(({ record }) =>
    columns.map((column) => changeToTyped(column, record, "", desk.pipeline)),
  );
  await doAll(desk, changes);
}
