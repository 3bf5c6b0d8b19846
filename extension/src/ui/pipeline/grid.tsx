/** The boxes of a pipeline as rows grouped by stage. Only the rows in sight are drawn. */
import { effect, useComputed, useSignal } from "@preact/signals";
import type { JSX, VNode } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import type { BoxView } from "../../generated/BoxView";
import type { PipelineView } from "../../generated/PipelineView";
import { direction, say } from "../../words/words";
import { useApp, useLeaving, useSubscription } from "../app";
import { deleteBox } from "../delete-box";
import { describe } from "../failures";
import { BoxRow } from "./box-row";
import type { RowActions } from "./cell";
import { type Column, columnsOf } from "./columns";
import { GridHeader } from "./grid-header";
import { actOnKey } from "./grid-keys";
import { GridState } from "./grid-state";
import { GroupRow } from "./group-row";
import { ROW_HEIGHT, rowsInSight, scrollToRow, windowFor } from "./paging";

/** The boxes of a pipeline as rows. */
export function Grid({ pipeline }: { pipeline: PipelineView }): JSX.Element {
  const app = useApp();
  const state = useMemo(() => new GridState(app.link), [app.link]);
  useLeaving(() => state.leave());
  // Columns change with the pipeline's shape, not with the number of its boxes.
  const shape = JSON.stringify([
    pipeline.fields,
    pipeline.people,
    pipeline.stages.map(({ id, name }) => [id, name]),
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` is what of the pipeline matters here.
  const columns = useMemo(() => columnsOf(pipeline), [shape]);
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useSignal(0);
  const height = useSignal(600);
  const inSight = useComputed(() => rowsInSight(scrolled.value, height.value, state.total.value));
  const asked = useComputed(() => windowFor(inSight.value));
  const sorting = state.sorting.value;
  const { view, failure } = useSubscription({
    kind: "window",
    pipeline: pipeline.id,
    first: asked.value.first,
    count: asked.value.count,
    sort: sorting.sort,
    direction: sorting.direction,
    collapsed: [...state.collapsed.value],
  });
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
    });
    if (acted) event.preventDefault();
  };
  return (
    <div class="grid-frame">
      <div
        class="grid"
        role="grid"
        ref={scroller}
        tabIndex={0}
        style={{ "--columns": tracks }}
        aria-label={say("grid-label", { pipeline: pipeline.name })}
        aria-rowcount={state.total.value + 1}
        aria-colcount={columns.length}
        aria-activedescendant={active === undefined ? undefined : `${base}-${active.row}-${active.column}`}
        data-testid="grid"
        data-rows={state.total.value}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === scroller.current && state.active.peek() === undefined) state.activate(0, 0);
        }}
        onScroll={(event) => {
          scrolled.value = event.currentTarget.scrollTop;
        }}
      >
        <GridHeader columns={columns} state={state} width={width} />
        <div
          class="grid-body"
          role="rowgroup"
          style={{ height: `${state.total.value * ROW_HEIGHT}px`, minWidth: `${width}px` }}
        >
          <Rows
            state={state}
            pipeline={pipeline}
            columns={columns}
            base={base}
            inSight={inSight.value}
            refocus={refocus}
          />
        </div>
      </div>
      {failure.value === undefined ? null : (
        <p class="hint" role="alert" data-testid="grid-failure">
          {describe(failure.value)}
        </p>
      )}
    </div>
  );
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

interface RowsProps {
  state: GridState;
  pipeline: PipelineView;
  columns: readonly Column[];
  base: string;
  inSight: { first: number; end: number };
  refocus: () => void;
}

/** A row as it was drawn last, and from what. */
interface Drawn {
  record: BoxView;
  row: number;
  colour: string | undefined;
  columns: readonly Column[];
  node: VNode;
}

/** The rows in sight, and the one that is being edited wherever it is. */
function Rows({ state, pipeline, columns, base, inSight, refocus }: RowsProps): JSX.Element {
  const actions = useRowActions(state, columns.length, refocus);
  const last = useRef(new Map<string, Drawn>());
  const drawn = new Map<string, Drawn>();
  const drawBox = (record: BoxView, row: number): VNode => {
    const colour = pipeline.stages.find(({ id }) => id === record.stage)?.colour;
    const before = last.current.get(record.id);
    const same =
      before?.record === record &&
      before.row === row &&
      before.colour === colour &&
      before.columns === columns;
    // The very same node tells Preact that there is nothing to do.
    const node = same ? (
      before.node
    ) : (
      <BoxRow key={record.id} {...{ state, actions, record, row, columns, colour, base }} />
    );
    drawn.set(record.id, { record, row, colour, columns, node });
    return node;
  };
  const nodes: VNode[] = [];
  for (let row = inSight.first; row < inSight.end; row += 1) {
    const there = state.rowAt(row);
    if (there === undefined) nodes.push(<Gap key={`gap ${row}`} row={row} />);
    else if (there.kind === "box") nodes.push(drawBox(there.record, row));
    else {
      const stage = pipeline.stages.find(({ id }) => id === there.stage);
      const group = state.window.value?.groups.find((one) => one.stage === there.stage);
      if (stage === undefined || group === undefined) continue;
      nodes.push(
        <GroupRow
          key={stage.id}
          {...{ state, stage, group, row, refocus }}
          pipeline={pipeline.id}
          id={`${base}-${row}-0`}
          top={row * ROW_HEIGHT}
        />,
      );
    }
  }
  // An open editor is not lost by scrolling on.
  const editing = state.editing.value;
  if (editing !== undefined && !drawn.has(editing.record.id))
    nodes.push(drawBox(editing.record, editing.row));
  last.current = drawn;
  return <>{nodes}</>;
}

function Gap({ row }: { row: number }): JSX.Element {
  return <div class="row gap" style={{ top: `${row * ROW_HEIGHT}px` }} aria-hidden="true" />;
}

function useRowActions(state: GridState, columns: number, refocus: () => void): RowActions {
  const app = useApp();
  const focus = useRef(refocus);
  focus.current = refocus;
  return useMemo(
    () => ({
      open: (record) => {
        const thread = record.threads[0];
        if (thread !== undefined) app.openThread(thread.id);
      },
      remove: (record) => deleteBox(app, record),
      move: (toRows, toColumns) => {
        const active = state.active.peek();
        if (active !== undefined && (toRows !== 0 || toColumns !== 0)) {
          const row = Math.max(0, Math.min(state.total.peek() - 1, active.row + toRows));
          state.activate(row, Math.max(0, Math.min(columns - 1, active.column + toColumns)));
        }
        focus.current();
      },
    }),
    [app, state, columns],
  );
}
