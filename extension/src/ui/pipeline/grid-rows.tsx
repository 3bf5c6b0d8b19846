/** The rows of a grid that are drawn, and what they do. */
import type { JSX, VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";

import type { PipelineView } from "../../generated/PipelineView";
import { useApp } from "../app";
import { deleteBox } from "../delete-box";
import { useGrowth } from "../tasks";
import { BoxRow } from "./box-row";
import type { RowActions } from "./cell";
import type { Column } from "./columns";
import type { GridState } from "./grid-state";
import { GroupRow } from "./group-row";
import { ROW_HEIGHT } from "./paging";
import type { ViewDesk } from "./view-desk";
import { type BoxRowView, groupOf, groupTitle, rowKey } from "./window-view";

interface RowsProps {
  state: GridState;
  pipeline: PipelineView;
  desk: ViewDesk;
  /** All columns of the pipeline, shown or not. */
  all: readonly Column[];
  columns: readonly Column[];
  base: string;
  inSight: { first: number; end: number };
  refocus: () => void;
  show: (id: string) => void;
}

/** A row as it was drawn last, and from what. */
interface Drawn {
  record: BoxRowView["record"];
  computed: BoxRowView["computed"];
  row: number;
  colour: string | undefined;
  columns: readonly Column[];
  node: VNode;
}

/** The rows in sight, and the one that is being edited wherever it is. */
export function Rows(props: RowsProps): JSX.Element {
  const { state, pipeline, columns, base, inSight, refocus } = props;
  const actions = useRowActions(state, columns.length, refocus, props.show);
  const end = inSight.first + useGrowth(inSight.end - inSight.first);
  const last = useRef(new Map<string, Drawn>());
  const drawn = new Map<string, Drawn>();
  const drawBox = ({ record, computed }: Omit<BoxRowView, "kind">, row: number): VNode => {
    const colour = pipeline.stages.find(({ id }) => id === record.stage)?.colour;
    const before = last.current.get(record.id);
    const same =
      before?.record === record &&
      before.computed === computed &&
      before.row === row &&
      before.colour === colour &&
      before.columns === columns;
    // The very same node tells Preact that there is nothing to do.
    const node = same ? (
      before.node
    ) : (
      <BoxRow key={record.id} {...{ state, actions, record, computed, row, columns, colour, base }} />
    );
    drawn.set(record.id, { record, computed, row, colour, columns, node });
    return node;
  };
  const nodes: VNode[] = [];
  for (let row = inSight.first; row < Math.min(end, inSight.end); row += 1) {
    const there = state.rowAt(row);
    if (there === undefined) nodes.push(<Gap key={`gap ${row}`} row={row} />);
    else if (there.kind === "box") nodes.push(drawBox(there, row));
    else {
      const group = groupOf(state.window.value, there.key);
      if (group === undefined) continue;
      nodes.push(
        <GroupRow
          key={group.key}
          {...{ state, pipeline, group, row, refocus }}
          title={groupTitle(group, props.desk.shape.value, pipeline)}
          all={props.all}
          id={`${base}-${row}-0`}
          top={row * ROW_HEIGHT}
        />,
      );
    }
  }
  // An open editor is not lost by scrolling on.
  const editing = state.editing.value;
  if (editing !== undefined && !drawn.has(editing.record.id))
    nodes.push(drawBox({ record: editing.record, computed: [] }, editing.row));
  last.current = drawn;
  return <>{nodes}</>;
}

function Gap({ row }: { row: number }): JSX.Element {
  return <div class="row gap" style={{ top: `${row * ROW_HEIGHT}px` }} aria-hidden="true" />;
}

function useRowActions(
  state: GridState,
  columns: number,
  refocus: () => void,
  show: (id: string) => void,
): RowActions {
  const app = useApp();
  const focus = useRef(refocus);
  focus.current = refocus;
  return useMemo(
    () => ({
      show: ({ id }) => {
        const at = state.window.peek()?.rows.findIndex((row) => rowKey(row) === id) ?? -1;
        // The active cell says where the focus is when the box is closed again.
        if (at >= 0) state.activate((state.window.peek()?.first ?? 0) + at, 0);
        show(id);
      },
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
    [app, state, columns, show],
  );
}
