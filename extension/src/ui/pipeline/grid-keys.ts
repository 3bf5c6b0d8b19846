/** The keys of a grid while no editor is open. */

import type { BoxView } from "../../generated/BoxView";
import type { Column, EditorKind } from "./columns";
import type { GridState } from "./grid-state";

/** The editors that begin with what is typed. */
const TYPED: ReadonlySet<EditorKind> = new Set(["text", "decimal", "url", "email", "phone", "long"]);

/** What the keys act on. */
export interface Keyed {
  state: GridState;
  columns: readonly Column[];
  /** How many rows are in sight. */
  page: number;
  /** Whether text runs from right to left. */
  rtl: boolean;
  /** Checks or unchecks a checkbox. */
  toggle(row: number, column: Column): void;
  /** Deletes a box. */
  remove(record: BoxView): void;
  /** Opens what the active cell leads to. */
  follow(): void;
  /** Puts what the first row of the range has into the others. */
  fillDown(): void;
  /** Empties the cells of the range. */
  clear(): void;
  /** Takes the rows of the range one row on. */
  moveRows(step: -1 | 1): void;
  /** Takes back what was done last. */
  undo(): void;
  /** Does again what was taken back. */
  redo(): void;
}

/** Acts on a key; whether it did is the result. */
export function actOnKey(event: KeyboardEvent, keyed: Keyed): boolean {
  const { state, columns } = keyed;
  const { row, column } = state.active.peek() ?? { row: 0, column: 0 };
  const last = Math.max(0, state.total.peek() - 1);
  const move = (toRow: number, toColumn: number): boolean => {
    const [goodRow, goodColumn] = [
      Math.max(0, Math.min(last, toRow)),
      Math.max(0, Math.min(columns.length - 1, toColumn)),
    ];
    if (event.shiftKey) state.extend(goodRow, goodColumn);
    else state.activate(goodRow, goodColumn);
    return true;
  };
  if (event.isComposing) return false;
  if (event.altKey) return actWithAlt(event, keyed);
  const jump = event.ctrlKey || event.metaKey;
  if (jump && actOnShortcut(event, keyed)) return true;
  switch (event.key) {
    case "ArrowDown":
      return move(jump ? last : row + 1, column);
    case "ArrowUp":
      return move(jump ? 0 : row - 1, column);
    case "ArrowRight":
    case "ArrowLeft": {
      const step = (event.key === "ArrowRight") === keyed.rtl ? -1 : 1;
      if (foldByArrow(state, row, step)) return true;
      return move(row, column + step);
    }
    case "Home":
      return move(jump ? 0 : row, 0);
    case "End":
      return move(jump ? last : row, columns.length - 1);
    case "PageDown":
      return move(row + keyed.page, column);
    case "PageUp":
      return move(row - keyed.page, column);
  }
  return actOnCell(event, keyed, row, column);
}

function actWithAlt(event: KeyboardEvent, keyed: Keyed): boolean {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
  keyed.moveRows(event.key === "ArrowDown" ? 1 : -1);
  return true;
}

function actOnShortcut(event: KeyboardEvent, keyed: Keyed): boolean {
  const key = event.key.toLowerCase();
  if (key === "z") {
    if (event.shiftKey) keyed.redo();
    else keyed.undo();
    return true;
  }
  if (key === "d") {
    keyed.fillDown();
    return true;
  }
  if (key === "a") {
    const { state, columns } = keyed;
    state.activate(Math.max(0, state.total.peek() - 1), columns.length - 1);
    state.extend(0, 0);
    return true;
  }
  if (key !== "enter") return false;
  keyed.follow();
  return true;
}

/** On a group's header the arrows fold and unfold, as in a tree. */
function foldByArrow(state: GridState, index: number, step: number): boolean {
  const row = state.rowAt(index);
  if (row?.kind !== "group") return false;
  if (state.collapsed.peek().includes(row.key) === step > 0) state.toggle(row.key);
  return true;
}

function actOnCell(event: KeyboardEvent, keyed: Keyed, index: number, columnIndex: number): boolean {
  const { state, columns } = keyed;
  const isRange = state.anchor.peek() !== undefined;
  if (isRange && event.key === "Escape") {
    state.anchor.value = undefined;
    return true;
  }
  if (isRange && (event.key === "Delete" || event.key === "Backspace")) {
    keyed.clear();
    return true;
  }
  const row = state.rowAt(index);
  if (row === undefined || event.ctrlKey || event.metaKey) return false;
  if (row.kind === "group") {
    if (event.key !== "Enter" && event.key !== " ") return false;
    state.toggle(row.key);
    return true;
  }
  const column = columns[columnIndex];
  if (column === undefined) return false;
  switch (event.key) {
    case "Enter":
    case "F2":
    case " ":
      if (column.editor === "checkbox") keyed.toggle(index, column);
      else state.edit(row.record, index, column);
      return true;
    case "Escape":
      state.revert(row.record.id, column.key);
      return true;
    case "Delete":
    case "Backspace":
      if (column.key === "name" && event.key === "Delete") {
        keyed.remove(row.record);
        return true;
      }
      if (!column.optional) return false;
      state.draft(row.record, column).type("");
      void state.commit(row.record.id, column.key);
      return true;
  }
  const typed = event.key.length === 1 || [...event.key].length === 1;
  if (!typed || !TYPED.has(column.editor)) return false;
  state.edit(row.record, index, column, event.key);
  return true;
}
