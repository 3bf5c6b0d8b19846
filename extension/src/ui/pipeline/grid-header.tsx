/** The names of a grid's columns; a click sorts by one, a click with Shift by one more. */
import type { JSX } from "preact";

import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { Icon } from "../icons";
import { ColumnMenu } from "./column-menu";
import type { Column } from "./columns";
import { sortBy, sortOf } from "./shape";
import type { ViewDesk } from "./view-desk";

interface GridHeaderProps {
  /** The columns that are shown. */
  columns: readonly Column[];
  /** All columns of the pipeline. */
  all: readonly Column[];
  pipeline: PipelineView;
  desk: ViewDesk;
  width: number;
}

/** The header of a grid. */
export function GridHeader(props: GridHeaderProps): JSX.Element {
  return (
    <div class="grid-header" role="rowgroup" style={{ minWidth: `${props.width}px` }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons are what is focused. */}
      <div role="row" class="row" aria-rowindex={1}>
        {props.columns.map((column) => (
          <ColumnHeader key={column.key} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}

function ColumnHeader(props: GridHeaderProps & { column: Column }): JSX.Element {
  const { column, desk } = props;
  const shape = desk.shape.value;
  const sorted = sortOf(shape, column.key);
  const direction = sorted?.isDescending === true ? "descending" : "ascending";
  const several = sorted !== undefined && shape.sort.length > 1;
  const title = say("grid-sort", { column: column.name });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons are what is focused.
    <div
      role="columnheader"
      class={`cell${column.atEnd ? " at-end" : ""}`}
      data-column={column.key}
      aria-sort={sorted === undefined ? "none" : direction}
      data-testid={`column-${column.name}`}
    >
      <button
        type="button"
        class="column-sort"
        title={column.description === "" ? title : `${column.description}\n${title}`}
        onClick={(event) => desk.change(sortBy(desk.shape.peek(), column.of, event.shiftKey))}
      >
        <span class="cell-text">
          <bdi>{column.name}</bdi>
        </span>
        {sorted === undefined ? null : <Icon name={sorted.isDescending ? "down" : "up"} />}
        {several ? <span class="sort-place">{sorted.place + 1}</span> : null}
      </button>
      <ColumnMenu column={column} all={props.all} pipeline={props.pipeline} desk={desk} />
    </div>
  );
}
