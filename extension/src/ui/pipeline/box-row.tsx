/** A box as a row of the grid. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";

import type { BoxView } from "../../generated/BoxView";
import type { ComputedCell } from "../../generated/ComputedCell";
import { DraftCell, type RowActions, restingCell } from "./cell";
import type { Column } from "./columns";
import { cellKey, type GridState } from "./grid-state";
import { ROW_HEIGHT } from "./paging";

interface BoxRowProps {
  state: GridState;
  actions: RowActions;
  record: BoxView;
  computed: readonly ComputedCell[];
  row: number;
  columns: readonly Column[];
  colour: string | undefined;
  /** What the ids of cells begin with. */
  base: string;
}

/** A box as a row. It is drawn again when its box changes, or what is done to its cells. */
export function BoxRow(props: BoxRowProps): JSX.Element {
  const { state, actions, record, row, columns, base } = props;
  const active = useComputed(() =>
    state.active.value?.key === record.id ? state.active.value.column : -1,
  ).value;
  const editing = useComputed(() =>
    state.editing.value?.record.id === record.id ? state.editing.value.column : undefined,
  ).value;
  // The columns of the range where that has several cells, as one text for the same reason.
  const chosen = useComputed(() => {
    const range = state.anchor.value === undefined ? undefined : state.range.value;
    return range !== undefined && row >= range.top && row <= range.bottom
      ? `${range.left} ${range.right}`
      : "";
  }).value;
  const [left = -1, right = -1] = chosen === "" ? [] : chosen.split(" ").map(Number);
  const dragged = useComputed(() => {
    const rows = state.dragged.value;
    return rows !== undefined && row >= rows.first && row <= rows.last;
  }).value;
  const needle = state.finder.needle.value;
  // The names of its cells with a draft, as one text: the row is drawn again when that changes.
  const drafts = useComputed(() =>
    [...state.drafts.value.keys()].filter((key) => key.startsWith(`${record.id} `)).join("\n"),
  ).value;
  /** The column that a click is on, and its index. */
  const clicked = (event: MouseEvent): [Column, number] | undefined => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return undefined;
    const cell = event.target.closest("[data-column]");
    const index = columns.findIndex(({ key }) => key === cell?.getAttribute("data-column"));
    const column = columns[index];
    const open = state.editing.peek();
    const inEditor = open?.record.id === record.id && open.column === column?.key;
    return column === undefined || inEditor ? undefined : [column, index];
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles keys for its active cell.
    // biome-ignore lint/a11y/useFocusableInteractive: focus is the grid's, which names the active cell.
    <div
      role="row"
      class={dragged ? "row dragged" : "row"}
      aria-level={2}
      aria-rowindex={row + 2}
      style={{ top: `${row * ROW_HEIGHT}px` }}
      data-testid="box-row"
      data-box={record.id}
      onClick={(event) => {
        const [column, index] = clicked(event) ?? [];
        if (column === undefined || index === undefined) return;
        // The second click on a cell edits it; the first one makes it the active one.
        if (event.shiftKey) state.extend(row, index);
        else if (active === index && column.editor !== "checkbox") state.edit(record, row, column);
        else state.activate(row, index);
      }}
      onDblClick={(event) => {
        const [column] = clicked(event) ?? [];
        if (column !== undefined && column.editor !== "checkbox") state.edit(record, row, column);
      }}
    >
      {columns.map((column, index) => {
        const cell = {
          state,
          actions,
          record,
          computed: props.computed,
          column,
          columnIndex: index,
          id: `${base}-${row}-${index}`,
          colour: props.colour,
          active: active === index,
          chosen: index >= left && index <= right,
          needle,
        };
        const key = cellKey(record.id, column.key);
        const draft = drafts.includes(key) ? state.drafts.peek().get(key) : undefined;
        if (draft === undefined) return restingCell(cell);
        return <DraftCell key={column.key} {...cell} draft={draft} editing={editing === column.key} />;
      })}
    </div>
  );
}
