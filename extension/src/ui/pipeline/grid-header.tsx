/** The names of a grid's columns; a click sorts by one. */
import type { JSX } from "preact";

import { say } from "../../words/words";
import { Icon } from "../icons";
import type { Column } from "./columns";
import type { GridState } from "./grid-state";

/** The header of a grid. */
export function GridHeader(props: {
  columns: readonly Column[];
  state: GridState;
  width: number;
}): JSX.Element {
  return (
    <div class="grid-header" role="rowgroup" style={{ minWidth: `${props.width}px` }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons are what is focused. */}
      <div role="row" class="row" aria-rowindex={1}>
        {props.columns.map((column) => (
          <ColumnHeader key={column.key} column={column} state={props.state} />
        ))}
      </div>
    </div>
  );
}

function ColumnHeader({ column, state }: { column: Column; state: GridState }): JSX.Element {
  const { sort, direction } = state.sorting.value;
  const mine = column.sort !== undefined && JSON.stringify(column.sort) === JSON.stringify(sort);
  const ariaSort = mine ? direction : "none";
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button is what is focused.
    <div
      role="columnheader"
      class={`cell${column.atEnd ? " at-end" : ""}`}
      data-column={column.key}
      aria-sort={column.sort === undefined ? undefined : ariaSort}
      data-testid={`column-${column.name}`}
    >
      {column.sort === undefined ? (
        <span class="cell-text">
          <bdi>{column.name}</bdi>
        </span>
      ) : (
        <button
          type="button"
          class="column-sort"
          title={say("grid-sort", { column: column.name })}
          onClick={() => {
            if (column.sort !== undefined) state.sortBy(column.sort);
          }}
        >
          <span class="cell-text">
            <bdi>{column.name}</bdi>
          </span>
          {mine ? <Icon name={direction === "ascending" ? "up" : "down"} /> : null}
        </button>
      )}
    </div>
  );
}
