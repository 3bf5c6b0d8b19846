/** A cell of the grid: its text at rest, its editor while it is edited, and what was refused. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import type { BoxView } from "../../generated/BoxView";
import { say } from "../../words/words";
import { Swatch } from "../controls";
import { describe } from "../failures";
import { Icon } from "../icons";
import type { Column } from "./columns";
import { cellKey, type GridState } from "./grid-state";

interface CellProps {
  state: GridState;
  record: BoxView;
  row: number;
  column: Column;
  columnIndex: number;
  id: string;
  colour: string | undefined;
  onOpen: (record: BoxView) => void;
  /** Gives the focus back to the grid, and makes another cell the active one. */
  move: (rows: number, columns: number) => void;
}

/** A cell. */
export function GridCell(props: CellProps): JSX.Element {
  const { state, record, row, column, columnIndex } = props;
  const key = cellKey(record.id, column.key);
  const active = useComputed(
    () => state.active.value?.key === record.id && state.active.value.column === columnIndex,
  ).value;
  const editing = useComputed(
    () => state.editing.value?.record.id === record.id && state.editing.value.column === column.key,
  ).value;
  const draft = useComputed(() => state.drafts.value.get(key)).value;
  const stored = column.edited(record);
  useEffect(() => draft?.incoming(stored), [draft, stored]);
  const failure = draft?.problem.value;
  const held = draft !== undefined && draft.state.value !== "rest";
  const text = held ? column.preview(draft.text.value) : column.text(record);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles keys for its active cell.
    // biome-ignore lint/a11y/useFocusableInteractive: focus is the grid's, which names the active cell.
    <div
      role="gridcell"
      id={props.id}
      aria-colindex={columnIndex + 1}
      aria-selected={active}
      aria-invalid={failure !== undefined}
      class={`cell${column.atEnd ? " at-end" : ""}${active ? " active" : ""}${held ? " held" : ""}`}
      data-testid={`cell-${column.name}`}
      data-column={column.key}
      data-state={draft?.state.value ?? "rest"}
      onClick={(event) => {
        if (editing || event.defaultPrevented) return;
        // The second click on a cell edits it; the first one makes it the active one.
        if (active && column.editor !== "checkbox") state.edit(record, row, column);
        else state.activate(row, columnIndex);
      }}
      onDblClick={() => {
        if (!editing && column.editor !== "checkbox") state.edit(record, row, column);
      }}
    >
      {editing ? (
        <CellEditor {...props} />
      ) : (
        <CellRest {...props} text={text} checked={(held ? draft.text.value : stored) === "true"} />
      )}
      {failure === undefined ? null : (
        <span class="cell-problem" role="alert" data-testid="cell-problem">
          {describe(failure)}
        </span>
      )}
    </div>
  );
}

function CellRest(props: CellProps & { text: string; checked: boolean }): JSX.Element {
  const { column, record, state, text } = props;
  if (column.editor === "checkbox") {
    return (
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={column.name}
        checked={props.checked}
        onChange={(event) => {
          state.activate(props.row, props.columnIndex);
          state.draft(record, column).type(event.currentTarget.checked ? "true" : "");
          void state.commit(record.id, column.key);
          props.move(0, 0);
        }}
      />
    );
  }
  return (
    <>
      {column.key === "stage" && props.colour !== undefined ? <Swatch colour={props.colour} /> : null}
      <span class="cell-text" dir="auto" title={text}>
        {text}
      </span>
      {column.key === "name" ? <NameMarks {...props} /> : null}
    </>
  );
}

/** What stands beside a name: the way to its mail, and whether a change waits. */
function NameMarks({ record, onOpen }: CellProps): JSX.Element {
  return (
    <>
      {record.waiting ? (
        <span class="waiting" title={say("box-waiting")} data-testid="row-waiting">
          <Icon name="waiting" />
          <span class="for-readers">{say("box-waiting")}</span>
        </span>
      ) : null}
      {record.threads.length === 0 ? null : (
        <button
          type="button"
          class="link quiet marks"
          tabIndex={-1}
          title={say("box-open-mail", { count: record.threads.length })}
          aria-label={say("box-open-mail", { count: record.threads.length })}
          data-testid="row-open-mail"
          onClick={(event) => {
            event.preventDefault();
            onOpen(record);
          }}
        >
          <Icon name="mail" />
          {record.threads.length > 1 ? <span>{record.threads.length}</span> : null}
        </button>
      )}
    </>
  );
}

function CellEditor({ state, record, column, move }: CellProps): JSX.Element {
  const field = useRef<HTMLElement | null>(null);
  const draft = state.draft(record, column);
  useEffect(() => {
    const element = field.current;
    element?.focus();
    if (element instanceof HTMLInputElement && element.type === "text") element.setSelectionRange(-1, -1);
    if (element instanceof HTMLSelectElement) openList(element);
  }, []);
  const commit = (rows: number, columns: number): void => {
    void state.commit(record.id, column.key);
    move(rows, columns);
  };
  const common = {
    class: "cell-editor",
    "aria-label": column.name,
    "data-testid": "cell-editor",
    value: draft.text.value,
    dir: "auto",
    onInput: (event: Event) => draft.type((event.currentTarget as HTMLInputElement).value),
    onBlur: () => void state.commit(record.id, column.key),
    onKeyDown: (event: KeyboardEvent) => {
      // The grid's keys are not for the editor.
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.preventDefault();
        state.revert(record.id, column.key);
        move(0, 0);
      } else if (event.key === "Enter" && !(column.editor === "long" && event.shiftKey)) {
        event.preventDefault();
        commit(event.shiftKey ? -1 : 1, 0);
      } else if (event.key === "Tab") {
        event.preventDefault();
        commit(0, event.shiftKey ? -1 : 1);
      }
    },
    ref: (element: HTMLElement | null) => {
      field.current = element;
    },
  } as const;
  if (column.editor === "choice") {
    return (
      <select
        {...common}
        onChange={(event) => {
          draft.type(event.currentTarget.value);
          commit(0, 0);
        }}
      >
        {column.optional ? <option value="">{say("cell-nothing")}</option> : null}
        {column.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    );
  }
  if (column.editor === "long") return <textarea {...common} rows={4} />;
  if (column.editor === "date") return <input {...common} type="date" />;
  return <input {...common} type="text" inputMode={column.editor === "decimal" ? "decimal" : "text"} />;
}

/** Drops a list down at once, where the browser lets it: only just after a click or a key. */
function openList(select: HTMLSelectElement): void {
  if (!navigator.userActivation?.isActive) return;
  try {
    select.showPicker();
  } catch {
    // Not allowed here; the list opens by another click or key.
    return;
  }
}
