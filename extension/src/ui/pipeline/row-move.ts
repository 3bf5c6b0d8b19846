/** Rows put in another order and into other groups, by the pointer and by keys. */
import type { Command } from "../../generated/Command";
import type { PipelineView } from "../../generated/PipelineView";
import type { ViewShape } from "../../generated/ViewShape";
import { say } from "../../words/words";
import { followDrag, scrollStep } from "../drag";
import { describe, failureOf } from "../failures";
import { notifyWithWayBack } from "../take-back";
import { boxesOf, type RangeDesk } from "./grid-range";
import type { GridState } from "./grid-state";
import { ROW_HEIGHT } from "./paging";
import { between, fixedOrder, intoGroup, ORDERED_MOST } from "./placing";
import { groupOf, groupTitle } from "./window-view";

/** The rows that go along with one: all of the range if it is in that, else itself. */
export function rowsAlong(state: GridState, row: number): [first: number, last: number] {
  const range = state.anchor.peek() === undefined ? undefined : state.range.peek();
  return range !== undefined && row >= range.top && row <= range.bottom
    ? [range.top, range.bottom]
    : [row, row];
}

/** The key of the group that holds what is put before a row; none before all groups, and without groups. */
function groupBefore(state: GridState, row: number): string | undefined {
  return state.window.peek()?.groups.findLast((group) => group.row < row)?.key;
}

/** Where rows can be put that are dropped before one; `undefined` where they cannot. */
export function placeBefore(desk: RangeDesk, row: number): { group: string | undefined } | undefined {
  const { state, shape, pipeline } = desk;
  if (row < 0 || row > state.total.peek()) return undefined;
  const group = groupBefore(state, row);
  if (shape.group === null) return { group };
  return group === undefined || !isChosen(group, shape, pipeline) ? undefined : { group };
}

/** Whether boxes can be put into a group at all. */
function isChosen(group: string, shape: ViewShape, pipeline: PipelineView): boolean {
  return intoGroup("", group, shape, pipeline) !== undefined;
}

/** Puts the boxes of some rows before another row, and says so with a way back. */
export async function moveRows(desk: RangeDesk, first: number, last: number, before: number): Promise<void> {
  const { app, state, shape, pipeline } = desk;
  const place = placeBefore(desk, before);
  if (place === undefined) return;
  const rows = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const homes = rows.flatMap((row) => {
    const there = state.rowAt(row);
    return there?.kind === "box" ? [{ id: there.record.id, group: groupBefore(state, row) }] : [];
  });
  // Rows out of sight are in no group that is known here; then all of them are looked up as boxes.
  const known = new Map(homes.map(({ id, group }) => [id, group]));
  const boxes = (await boxesOf(desk, first, last)).map(({ record }) => record.id);
  const strangers = boxes.filter((id) => place.group !== undefined && known.get(id) !== place.group);
  const into = strangers.flatMap((id) => intoGroup(id, place.group ?? "", shape, pipeline) ?? []);
  const beside = (row: number, step: -1 | 1): string | null => {
    for (let at = row; ; at += step) {
      const there = state.rowAt(at);
      if (there?.kind !== "box") return null;
      if (!boxes.includes(there.record.id)) return there.record.id;
    }
  };
  const order = between(boxes, { after: beside(before - 1, -1), before: beside(before, 1) }, shape, pipeline);
  const commands: Command[] = order === undefined ? into : [...into, order];
  if (commands.length === 0) {
    const why = fixedOrder(shape, pipeline);
    if (why === "sorted") app.notify(say("row-not-sorted"));
    if (why === "many") app.notify(say("row-not-many", { most: ORDERED_MOST }));
    return;
  }
  const refused = failureOf(await app.link.do({ kind: "batch", commands }));
  if (refused !== undefined) {
    app.notify(describe(refused));
    return;
  }
  if (place.group === undefined || into.length === 0) return;
  const group = groupOf(state.window.peek(), place.group);
  if (group === undefined) return;
  const back = strangers.flatMap((id) => intoGroup(id, known.get(id) ?? "", shape, pipeline) ?? []);
  const text = say("row-moved", { count: into.length, group: groupTitle(group, shape, pipeline).name });
  notifyWithWayBack(app, text, { kind: "batch", commands: back });
}

/** Takes the active row, or the rows of the range, one row on. */
export function moveByKey(desk: RangeDesk, step: -1 | 1): void {
  const active = desk.state.active.peek();
  if (active === undefined || desk.state.rowAt(active.row)?.kind !== "box") return;
  const [first, last] = rowsAlong(desk.state, active.row);
  // Down: past the next row, which may be the header of the next group.
  moveRows(desk, first, last, step > 0 ? last + 2 : first - 1).catch(reportError);
}

/** Follows a pointer that was pressed on the grip of a row, and puts its boxes where they are let go. */
export function dragRows(grid: HTMLElement, desk: RangeDesk, row: number, press: PointerEvent): void {
  const { state } = desk;
  const body = grid.querySelector(".grid-body");
  if (body === null) return;
  const [first, last] = rowsAlong(state, row);
  let before: number | undefined;
  followDrag(grid, press, {
    over: (_, y) => {
      const frame = grid.getBoundingClientRect();
      grid.scrollTop += scrollStep(y, frame.top + ROW_HEIGHT, frame.bottom);
      const at = Math.round((y - body.getBoundingClientRect().top) / ROW_HEIGHT);
      before = Math.max(0, Math.min(state.total.peek(), at));
      const isThere = before >= first && before <= last + 1;
      const target = isThere || placeBefore(desk, before) === undefined ? undefined : before;
      state.dragged.value = { first, last, target };
    },
    end: () => {
      before = state.dragged.peek()?.target;
      state.dragged.value = undefined;
    },
    drop: () => {
      if (before !== undefined) moveRows(desk, first, last, before).catch(reportError);
    },
  });
}
