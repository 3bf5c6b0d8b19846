/** A cell of the grid: its text at rest, its editor while it is edited, and what was refused. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import type { BoxView } from "../../generated/BoxView";
import type { ComputedCell } from "../../generated/ComputedCell";
import { say } from "../../words/words";
import { type CellMark, markText } from "../cells";
import { inputMode, Swatch } from "../controls";
import type { Draft } from "../draft";
import { describe } from "../failures";
import { Icon } from "../icons";
import { rememberName } from "../names";
import { RecordPicker } from "../record-picker";
import { TagsList } from "../tags-editor";
import type { Column } from "./columns";
import { placesOf } from "./finder";
import type { GridState } from "./grid-state";

/** What a box's row does for its cells. */
export interface RowActions {
  /** Shows all of the box. */
  show(record: BoxView): void;
  /** Shows the box's first mail. */
  open(record: BoxView): void;
  remove(record: BoxView): void;
  /** Gives the focus back to the grid, and makes another cell the active one. */
  move(rows: number, columns: number): void;
}

/** What a cell is drawn from. */
export interface CellProps {
  state: GridState;
  actions: RowActions;
  record: BoxView;
  computed: readonly ComputedCell[];
  column: Column;
  columnIndex: number;
  id: string;
  colour: string | undefined;
  active: boolean;
  /** Whether it is in a range of several cells. */
  chosen: boolean;
  /** What is looked for in the rows. */
  needle: string;
}

/**
 * A cell at rest; focus is the grid's, which names the active cell. Not a component: most cells are at rest, and a screen has hundreds. Clicks are
 * the row's.
 */
export function restingCell(props: CellProps): JSX.Element {
  const { column, record, computed } = props;
  const href = column.href(record);
  const text = column.text(record, computed);
  return (
    <div {...frame(props, "")} key={column.key} data-state="rest" aria-invalid={false}>
      {column.key === "name" ? grip() : null}
      {marked(column.mark(record))}
      {content(props, text, column.edited(record) === "true", href)}
    </div>
  );
}

/** A cell with a draft: being typed in, being stored, or refused. */
export function DraftCell(props: CellProps & { draft: Draft; editing: boolean }): JSX.Element {
  const { record, column, draft, editing } = props;
  const stored = column.edited(record);
  useEffect(() => draft.incoming(stored), [draft, stored]);
  const failure = draft.problem.value;
  const held = draft.state.value !== "rest";
  const typed = draft.text.value;
  const text = held ? column.preview(typed) : column.text(record, props.computed);
  return (
    <div
      {...frame(props, held ? " held" : "")}
      data-state={draft.state.value}
      aria-invalid={failure !== undefined}
    >
      {editing ? <CellEditor {...props} /> : content(props, text, (held ? typed : stored) === "true")}
      {failure === undefined ? null : (
        <span class="cell-problem" role="alert" data-testid="cell-problem">
          {describe(failure)}
        </span>
      )}
    </div>
  );
}

function frame({ column, columnIndex, active, chosen, id }: CellProps, more: string) {
  return {
    role: "gridcell",
    id,
    "aria-colindex": columnIndex + 1,
    "aria-selected": active || chosen,
    "aria-readonly": column.editor === "none",
    class: `cell${column.atEnd ? " at-end" : ""}${active ? " active" : ""}${chosen ? " chosen" : ""}${more}`,
    "data-testid": `cell-${column.name}`,
    "data-column": column.key,
  } as const;
}

/** The mark of a text that is no value of its column's type: an icon, and what it means. */
function marked(mark: CellMark | undefined): JSX.Element | null {
  if (mark === undefined) return null;
  const words = markText(mark);
  return (
    <span class="cell-mark" title={words} data-testid={`cell-${mark.kind}`}>
      <Icon name="warning" />
      <span class="for-readers">{words}</span>
    </span>
  );
}

function content(props: CellProps, text: string, checked: boolean, href?: string): JSX.Element {
  const { column, record, state, actions } = props;
  if (column.editor === "checkbox") {
    return (
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={column.name}
        checked={checked}
        onChange={(event) => {
          state.draft(record, column).type(event.currentTarget.checked ? "true" : "");
          void state.commit(record.id, column.key);
          actions.move(0, 0);
        }}
      />
    );
  }
  return (
    <>
      {column.key === "stage" && props.colour !== undefined ? <Swatch colour={props.colour} /> : null}
      {/* A name of the other direction begins where the others of its column do. */}
      <span class="cell-text" title={text}>
        {href === undefined ? (
          <bdi>{highlighted(text, props.needle)}</bdi>
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer" tabIndex={-1} onClick={stopThere}>
            <bdi>{highlighted(text, props.needle)}</bdi>
          </a>
        )}
      </span>
      {column.key === "name" ? nameMarks(record, actions) : null}
    </>
  );
}

/** By which a row is dragged; keys have their own way. */
function grip(): JSX.Element {
  return (
    <span class="row-grip" aria-hidden="true" title={say("row-drag")} data-testid="row-grip">
      <Icon name="grip" />
    </span>
  );
}

/** A text, with what is looked for in it marked. */
function highlighted(text: string, needle: string): ComponentChildren {
  const places = needle === "" ? [] : placesOf(text, needle);
  if (places.length === 0) return text;
  const parts: ComponentChildren[] = [];
  let done = 0;
  for (const [start, end] of places) {
    parts.push(text.slice(done, start), <mark key={start}>{text.slice(start, end)}</mark>);
    done = end;
  }
  return [...parts, text.slice(done)];
}

/** A click on a link is not for its cell. */
function stopThere(event: Event): void {
  event.stopPropagation();
}

/** What stands beside a name: whether a change waits, the bin, and the way to the mail. */
function nameMarks(record: BoxView, actions: RowActions): JSX.Element {
  const mails = say("box-open-mail", { count: record.threads.length });
  return (
    <>
      {record.waiting ? (
        <span class="waiting" title={say("box-waiting")} data-testid="row-waiting">
          <Icon name="waiting" />
          <span class="for-readers">{say("box-waiting")}</span>
        </span>
      ) : null}
      <button
        type="button"
        class="link quiet on-hover"
        tabIndex={-1}
        title={say("box-open", { name: record.name })}
        aria-label={say("box-open", { name: record.name })}
        data-testid="row-open"
        onClick={(event) => {
          event.preventDefault();
          actions.show(record);
        }}
      >
        <Icon name="open" />
      </button>
      <button
        type="button"
        class="link quiet on-hover"
        tabIndex={-1}
        title={say("box-delete")}
        aria-label={say("box-delete")}
        data-testid="row-delete"
        onClick={(event) => {
          event.preventDefault();
          actions.remove(record);
        }}
      >
        <Icon name="delete" />
      </button>
      {record.threads.length === 0 ? null : (
        <button
          type="button"
          class="link quiet"
          tabIndex={-1}
          title={mails}
          aria-label={mails}
          data-testid="row-open-mail"
          onClick={(event) => {
            event.preventDefault();
            actions.open(record);
          }}
        >
          <Icon name="mail" />
          {record.threads.length > 1 ? <span>{record.threads.length}</span> : null}
        </button>
      )}
    </>
  );
}

function CellEditor(props: CellProps & { draft: Draft }): JSX.Element {
  const { editor } = props.column;
  if (editor === "tags" || editor === "contact" || editor === "organization")
    return <ListEditor {...props} />;
  return <InputEditor {...props} />;
}

/** An editor that is a list under the cell: closed by Enter, Tab and leaving, given up by Escape. */
function ListEditor({ state, record, column, actions, draft }: CellProps & { draft: Draft }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const commit = (rows: number, columns: number): void => {
    void state.commit(record.id, column.key);
    actions.move(rows, columns);
  };
  const giveUp = (): void => {
    state.revert(record.id, column.key);
    actions.move(0, 0);
  };
  const { editor } = column;
  return (
    <div
      class="cell-list"
      role="dialog"
      aria-label={column.name}
      ref={frame}
      data-testid="cell-editor"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Tab") {
          event.preventDefault();
          commit(0, event.shiftKey ? -1 : 1);
        } else if (editor === "tags" && event.key === "Escape") giveUp();
        else if (editor === "tags" && event.key === "Enter") commit(1, 0);
        else if (editor === "tags" && /^Arrow(Up|Down)$/.test(event.key)) {
          event.preventDefault();
          focusBeside(frame.current, event.key === "ArrowDown" ? 1 : -1);
        }
      }}
      onFocusOut={(event) => {
        if (!frame.current?.contains(event.relatedTarget as Node | null))
          void state.commit(record.id, column.key);
      }}
    >
      {editor === "tags" ? (
        <TagsList
          label={column.name}
          draft={draft}
          options={column.options}
          focused={true}
          testId="cell-tags"
        />
      ) : (
        <RecordPicker
          of={editor === "contact" ? "contact" : "organization"}
          label={column.name}
          testId="cell-picker"
          onCancel={giveUp}
          onChosen={(id, name) => {
            rememberName(id, name);
            draft.type(id);
            commit(0, 0);
          }}
        />
      )}
    </div>
  );
}

function focusBeside(list: HTMLElement | null, step: number): void {
  const all = [...(list?.querySelectorAll("input") ?? [])];
  const at = all.findIndex((one) => one.matches(":focus"));
  all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
}

function InputEditor({ state, record, column, actions, draft }: CellProps & { draft: Draft }): JSX.Element {
  const field = useRef<HTMLElement | null>(null);
  // At once: the second key of a fast typist is meant for the editor, too.
  useLayoutEffect(() => {
    const element = field.current;
    element?.focus();
    if (element instanceof HTMLInputElement && element.type === "text") element.setSelectionRange(-1, -1);
    if (element instanceof HTMLSelectElement) openList(element);
  }, []);
  const commit = (rows: number, columns: number): void => {
    void state.commit(record.id, column.key);
    actions.move(rows, columns);
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
        actions.move(0, 0);
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
  if (column.editor === "moment") return <input {...common} type="datetime-local" />;
  return <input {...common} type="text" inputMode={inputMode(column.editor)} />;
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
