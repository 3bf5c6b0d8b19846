/** The names of a grid's columns; a click sorts by one, a click with Shift by one more. */
import { type Signal, useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";

import type { ColumnName } from "../../generated/ColumnName";
import type { PipelineView } from "../../generated/PipelineView";
import type { ViewShape } from "../../generated/ViewShape";
import { direction, say } from "../../words/words";
import { Icon } from "../icons";
import { useTasksLater } from "../tasks";
import { followMove, followResize, NARROWEST, WIDEST, widthWithin } from "./column-drag";
import { ColumnMenu } from "./column-menu";
import { arranged, type Column } from "./columns";
import { moveColumn, setWidth, sortBy, sortOf } from "./shape";
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
  const before = useSignal<string | undefined>(undefined);
  // After the names, and after the toolbar.
  const hasTools = useTasksLater(2);
  return (
    <div class="grid-header" role="rowgroup" style={{ minWidth: `${props.width}px` }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons are what is focused. */}
      <div role="row" class="row" aria-rowindex={1}>
        {props.columns.map((column) => (
          <ColumnHeader key={column.key} column={column} before={before} {...props} hasTools={hasTools} />
        ))}
      </div>
    </div>
  );
}

/** All columns in order, as what a view shows names them. */
function named(all: readonly Column[], shape: ViewShape): { name: ColumnName; hidden: boolean }[] {
  return arranged(all, shape.columns).map(({ column, hidden }) => ({ name: column.of, hidden }));
}

/** The edge of a column: dragged, or moved by the arrows, it makes the column wider and narrower. */
function Edge({
  column,
  all,
  desk,
}: {
  column: Column;
  all: readonly Column[];
  desk: ViewDesk;
}): JSX.Element {
  const set = (width: number): void => {
    const shape = desk.shape.peek();
    desk.change(setWidth(shape, named(all, shape), column.key, widthWithin(width)));
  };
  return (
    <span
      class="column-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say("column-width", { column: column.name })}
      aria-valuenow={column.width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      onPointerDown={(event) => followResize(event, column.width, direction() === "rtl", set)}
      onKeyDown={(event) => {
        const wider = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        set(column.width + (event.key === wider ? 10 : -10));
      }}
      data-testid={`column-edge-${column.name}`}
    />
  );
}

function ColumnHeader(
  props: GridHeaderProps & { column: Column; before: Signal<string | undefined>; hasTools: boolean },
): JSX.Element {
  const { column, desk, all, before } = props;
  const isTarget = useComputed(() => before.value === column.key).value;
  const shape = desk.shape.value;
  const sorted = sortOf(shape, column.key);
  const direction = sorted?.isDescending === true ? "descending" : "ascending";
  const several = sorted !== undefined && shape.sort.length > 1;
  const title = say("grid-sort", { column: column.name });
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons are what is focused.
    <div
      role="columnheader"
      class={`cell${column.atEnd ? " at-end" : ""}${isTarget ? " before" : ""}`}
      data-column={column.key}
      aria-sort={sorted === undefined ? "none" : direction}
      data-testid={`column-${column.name}`}
    >
      <button
        type="button"
        class="column-sort"
        title={column.description === "" ? title : `${column.description}\n${title}`}
        onPointerDown={(event) => {
          const header = event.currentTarget.closest<HTMLElement>(".grid-header");
          // The name stays first.
          if (header === null || column.key === "name") return;
          followMove(
            header,
            event,
            (over) => {
              before.value = over;
            },
            (over) => {
              const now = desk.shape.peek();
              desk.change(moveColumn(now, named(all, now), column.key, over));
            },
          );
        }}
        onClick={(event) => desk.change(sortBy(desk.shape.peek(), column.of, event.shiftKey))}
      >
        <span class="cell-text">
          <bdi>{column.name}</bdi>
        </span>
        {sorted === undefined ? null : <Icon name={sorted.isDescending ? "down" : "up"} />}
        {several ? <span class="sort-place">{sorted.place + 1}</span> : null}
      </button>
      {props.hasTools ? (
        <>
          <ColumnMenu column={column} all={all} pipeline={props.pipeline} desk={desk} />
          <Edge column={column} all={all} desk={desk} />
        </>
      ) : null}
    </div>
  );
}
