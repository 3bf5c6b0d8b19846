/** The boxes of a pipeline as rows in groups. Only the rows in sight are drawn. */
import { effect, useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import type { PipelineView } from "../../generated/PipelineView";
import { direction, say } from "../../words/words";
import { useApp, useLeaving, useSubscription } from "../app";
import { deleteBox } from "../delete-box";
import { describe } from "../failures";
import { BulkBar } from "./bulk-bar";
import { type Column, columnsOf, shownColumns } from "./columns";
import { FindBar } from "./find-bar";
import { GridHeader } from "./grid-header";
import { actOnKey } from "./grid-keys";
import { clearRange, copyRange, fillDown, pasteInto } from "./grid-range";
import { Rows } from "./grid-rows";
import { GridState } from "./grid-state";
import { ROW_HEIGHT, rowsInSight, scrollToRow, windowFor } from "./paging";
import { chooseByPointer } from "./range-pointer";
import { dragRows, moveByKey } from "./row-move";
import { Toolbar } from "./toolbar";
import { useUndo } from "./undo";
import type { ViewDesk } from "./view-desk";
import { windowQuery } from "./window-view";

interface GridProps {
  pipeline: PipelineView;
  desk: ViewDesk;
  /** Shows all of a box. */
  show: (id: string) => void;
}

/** The boxes of a pipeline as rows. */
export function Grid({ pipeline, desk, show }: GridProps): JSX.Element {
  const app = useApp();
  const undo = useUndo();
  const state = useMemo(() => new GridState(app.link), [app.link]);
  useLeaving(() => state.leave());
  // Columns change with the pipeline's form, not with the number of its boxes.
  const form = JSON.stringify([
    pipeline.fields,
    pipeline.people,
    pipeline.stages.map(({ id, name }) => [id, name]),
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `form` is what of the pipeline matters here.
  const all = useMemo(() => columnsOf(pipeline), [form]);
  const shape = desk.shape.value;
  const columns = useMemo(() => shownColumns(all, shape.columns), [all, shape.columns]);
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useSignal(0);
  const height = useSignal(600);
  const inSight = useComputed(() => rowsInSight(scrolled.value, height.value, state.total.value));
  const asked = useComputed(() => windowFor(inSight.value));
  const { view, failure } = useSubscription(
    windowQuery(pipeline.id, asked.value, shape, state.collapsed.value),
  );
  // At once, where `useSignalEffect` waits for the next frame: the answer to an edit comes right after
  // its news, and in between the cell would show what it held before.
  useLayoutEffect(
    () =>
      effect(() => {
        const window = view.value?.window ?? undefined;
        if (window !== undefined && window.pipeline === pipeline.id) state.show(window);
      }),
    [view, state, pipeline.id],
  );
  useLayoutEffect(() => measure(scroller.current, height), [height]);
  useFollowActive(state, scroller, scrolled, height);
  const base = useId();
  const active = state.active.value;
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const tracks = columns.map((column) => `minmax(${column.width}px, ${column.width}fr)`).join(" ");
  // The very same nodes tell Preact that there is nothing to do, while one moves from cell to cell.
  const toolbar = useMemo(
    () => <Toolbar {...{ pipeline, all, desk, state, undo }} />,
    [pipeline, all, desk, state, undo],
  );
  const header = useMemo(
    () => <GridHeader {...{ columns, all, pipeline, desk, width }} />,
    [columns, all, pipeline, desk, width],
  );
  const rangeDesk = useMemo(
    () => ({ app, state, pipeline, shape, columns }),
    [app, state, pipeline, shape, columns],
  );
  const refocus = (): void => scroller.current?.focus({ preventScroll: true });
  const page = Math.max(1, Math.floor((height.value - ROW_HEIGHT) / ROW_HEIGHT) - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys typed into an editor or on a button inside are theirs.
    if (event.target !== scroller.current) return;
    const acted = actOnKey(event, {
      state,
      columns,
      page,
      rtl: direction() === "rtl",
      toggle: (row, column) => toggleCell(state, row, column),
      remove: (record) => deleteBox(app, record),
      follow: () => {
        if (follow(scroller.current, `${base}-${active?.row}-${active?.column}`)) return;
        const row = active === undefined ? undefined : state.rowAt(active.row);
        if (row?.kind === "box") show(row.record.id);
      },
      fillDown: () => void fillDown(rangeDesk),
      clear: () => void clearRange(rangeDesk),
      moveRows: (step) => {
        if (pipeline.myRights.edit !== "none") moveByKey(rangeDesk, step);
      },
      undo: undo.undo,
      redo: undo.redo,
    });
    if (acted) event.preventDefault();
  };
  return (
    <div class="grid-frame" ref={frame}>
      {toolbar}
      <FindBar desk={rangeDesk} finder={state.finder} frame={frame} refocus={refocus} />
      <div
        class="grid"
        role="treegrid"
        ref={scroller}
        tabIndex={0}
        style={{ "--columns": tracks }}
        aria-label={say("grid-label", { pipeline: pipeline.name })}
        aria-rowcount={state.total.value + 1}
        aria-colcount={columns.length}
        aria-multiselectable={true}
        aria-activedescendant={active === undefined ? undefined : `${base}-${active.row}-${active.column}`}
        data-focus-home=""
        data-testid="grid"
        data-rows={state.total.value}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === scroller.current && state.active.peek() === undefined) state.activate(0, 0);
        }}
        onCopy={(event) => {
          if (event.target === scroller.current) copyRange(rangeDesk, event);
        }}
        onPaste={(event) => {
          if (event.target !== scroller.current) return;
          event.preventDefault();
          void pasteInto(rangeDesk, event.clipboardData?.getData("text/plain") ?? "");
        }}
        onPointerDown={(event) => {
          if (scroller.current === null) return;
          const grip = event.target instanceof Element ? event.target.closest(".row-grip") : null;
          const row = Number(grip?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex")) - 2;
          if (row >= 0) dragRows(scroller.current, rangeDesk, row, event);
          else chooseByPointer(scroller.current, state, event);
        }}
        onScroll={(event) => {
          scrolled.value = event.currentTarget.scrollTop;
        }}
      >
        {header}
        <div
          class="grid-body"
          role="rowgroup"
          style={{ height: `${state.total.value * ROW_HEIGHT}px`, minWidth: `${width}px` }}
        >
          <Rows
            state={state}
            pipeline={pipeline}
            desk={desk}
            all={all}
            columns={columns}
            base={base}
            inSight={inSight.value}
            refocus={refocus}
            show={show}
          />
          <DropLine state={state} />
        </div>
      </div>
      <BulkBar desk={rangeDesk} />
      {failure.value === undefined ? null : (
        <p class="hint" role="alert" data-testid="grid-failure">
          {describe(failure.value)}
        </p>
      )}
    </div>
  );
}

/** Where rows go that are let go now. */
function DropLine({ state }: { state: GridState }): JSX.Element | null {
  const target = state.dragged.value?.target;
  if (target === undefined) return null;
  return (
    <div
      class="row-drop"
      aria-hidden="true"
      style={{ top: `${target * ROW_HEIGHT}px` }}
      data-testid="row-drop"
    />
  );
}

/** Opens what the cell of an id leads to; whether it leads anywhere is the result. */
function follow(grid: HTMLElement | null, id: string): boolean {
  const root = grid?.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return false;
  const link = root.getElementById(id)?.querySelector("a");
  link?.click();
  return link != null;
}

/** Keeps the height of the grid known. */
function measure(element: HTMLElement | null, height: { value: number }): (() => void) | undefined {
  if (element === null) return undefined;
  const observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined && entry.contentRect.height > 0) height.value = entry.contentRect.height;
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Scrolls to the active cell when another row becomes the active one. */
function useFollowActive(
  state: GridState,
  scroller: { current: HTMLDivElement | null },
  scrolled: { peek(): number },
  height: { peek(): number },
): void {
  const row = state.active.value?.row;
  useEffect(() => {
    if (row === undefined || scroller.current === null) return;
    // The header of the columns stays above the rows.
    const to = scrollToRow(row, scrolled.peek(), height.peek() - ROW_HEIGHT);
    if (to !== scrolled.peek()) scroller.current.scrollTop = to;
  }, [row, scroller, scrolled, height]);
}

function toggleCell(state: GridState, index: number, column: Column): void {
  const row = state.rowAt(index);
  if (row?.kind !== "box") return;
  const checked = column.edited(row.record) === "true";
  state.draft(row.record, column).type(checked ? "" : "true");
  void state.commit(row.record.id, column.key);
}
