/** What can be done with a column: sort, group, sum up, hide; and where it is a field, change that. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Command } from "../../generated/Command";
import type { FieldEdit } from "../../generated/FieldEdit";
import type { FieldView } from "../../generated/FieldView";
import type { PipelineView } from "../../generated/PipelineView";
import type { Summary } from "../../generated/Summary";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Row } from "../box/parts";
import { Problem, TextEditor, useDraft } from "../controls";
import { useDeed } from "../deed";
import { failureOf } from "../failures";
import { Menu } from "../menu";
import { useSave } from "../save";
import { notifyWithWayBack } from "../take-back";
import { ChoicesEditor } from "./choices-editor";
import { arranged, type Column } from "./columns";
import { FieldForm } from "./field-form";
import { placeAfter, placeBeside } from "./place";
import { columnKey, setColumns, setSort, setSummary, sortOf } from "./shape";
import type { ViewDesk } from "./view-desk";

const SUMMARIES: readonly Summary[] = [
  "count",
  "sum",
  "average",
  "median",
  "min",
  "max",
  "filled",
  "empty",
  "distinct",
];

interface ColumnMenuProps {
  column: Column;
  /** All columns of the pipeline, shown or not. */
  all: readonly Column[];
  pipeline: PipelineView;
  desk: ViewDesk;
}

/** The menu of a column. */
export function ColumnMenu({ column, all, pipeline, desk }: ColumnMenuProps): JSX.Element {
  return (
    <Menu
      label={say("column-menu", { column: column.name })}
      icon="menu"
      className="link quiet column-menu"
      testId={`column-menu-${column.name}`}
    >
      {(close) => (
        <>
          <OfColumn column={column} all={all} desk={desk} close={close} />
          {column.of.kind === "field" && pipeline.myRights.structure ? (
            <OfField field={column.of.field} pipeline={pipeline} close={close} />
          ) : null}
        </>
      )}
    </Menu>
  );
}

interface OfColumnProps {
  column: Column;
  all: readonly Column[];
  desk: ViewDesk;
  close: () => void;
}

function OfColumn({ column, all, desk, close }: OfColumnProps): JSX.Element {
  const shape = desk.shape.value;
  const sorted = sortOf(shape, column.key);
  const grouped = shape.group !== null && columnKey(shape.group) === column.key;
  const summary = shape.summaries.find((one) => columnKey(one.column) === column.key)?.summary ?? "";
  const act = (change: () => void): void => {
    change();
    close();
  };
  const hide = (): void => {
    const columns = arranged(all, shape.columns).map((one) => ({
      name: one.column.of,
      hidden: one.hidden || one.column.key === column.key,
    }));
    desk.change(setColumns(shape, columns));
  };
  return (
    <div class="menu-part">
      <ul class="menu-list">
        {(["ascending", "descending"] as const).map((to) => {
          const on = sorted !== undefined && sorted.isDescending === (to === "descending");
          return (
            <Item
              key={to}
              pressed={on}
              testId={`column-sort-${to}`}
              onClick={() => act(() => desk.change(setSort(shape, column.of, on ? undefined : to)))}
            >
              {say(`column-${to}`)}
            </Item>
          );
        })}
        <Item
          pressed={grouped}
          testId="column-group"
          onClick={() => act(() => desk.change({ ...shape, group: grouped ? null : column.of }))}
        >
          {say("column-group")}
        </Item>
        {column.key === "name" ? null : (
          <Item testId="column-hide" onClick={() => act(hide)}>
            {say("column-hide")}
          </Item>
        )}
      </ul>
      <label class="form-line">
        <span>{say("column-summary")}</span>
        <select
          class="editor boxed"
          value={summary}
          data-testid="column-summary"
          onChange={(event) => {
            const to = event.currentTarget.value as Summary | "";
            desk.change(setSummary(shape, column.of, to === "" ? undefined : to));
          }}
        >
          <option value="">{say("cell-nothing")}</option>
          {SUMMARIES.map((one) => (
            <option key={one} value={one}>
              {say(`summary-${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface ItemProps {
  pressed?: boolean;
  testId: string;
  onClick: () => void;
  children: string;
}

function Item({ pressed, testId, onClick, children }: ItemProps): JSX.Element {
  return (
    <li>
      <button type="button" class="menu-item" aria-pressed={pressed} onClick={onClick} data-testid={testId}>
        {children}
      </button>
    </li>
  );
}

interface OfFieldProps {
  field: string;
  pipeline: PipelineView;
  close: () => void;
}

/** What can be done with a field. */
function OfField({ field: id, pipeline, close }: OfFieldProps): JSX.Element | null {
  const app = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  const adding = useSignal(false);
  const field = pipeline.fields.find((one) => one.id === id);
  if (field === undefined) return null;
  const edit = (change: FieldEdit): Command => ({
    kind: "editField",
    of: { kind: "pipeline", pipeline: pipeline.id },
    edit: change,
  });
  const move = (step: -1 | 1): void => {
    const place = placeBeside(pipeline.fields, id, step);
    if (place !== undefined) void run(edit({ kind: "move", field: id, place }));
  };
  const remove = async (): Promise<void> => {
    if (!(await run(edit({ kind: "delete", field: id })))) return;
    close();
    notifyWithWayBack(app, say("field-deleted", { name: field.name }), edit({ kind: "restore", field: id }));
  };
  if (adding.value) return <AddField pipeline={pipeline} after={id} onDone={close} />;
  return (
    <>
      <FieldForm
        pipeline={pipeline}
        field={id}
        name={field.name}
        kind={field.kind}
        action={say("save")}
        testId="field"
        store={async (name, kind) => {
          const sameKind = kind.kind === field.kind.kind && hasChoices(kind);
          const commands = [
            ...(name === field.name ? [] : [edit({ kind: "rename", field: id, name })]),
            // Choices of a field that keeps its type are changed one by one, below.
            ...(sameKind
              ? []
              : [edit({ kind: "setKind", field: id, of: kind, choicesFromCells: hasChoices(kind) })]),
          ];
          const refused =
            commands.length === 0 ? undefined : failureOf(await app.link.do({ kind: "batch", commands }));
          if (refused === undefined) close();
          return refused;
        }}
      />
      {field.kind.kind === "dropdown" || field.kind.kind === "tags" ? (
        <ChoicesEditor field={id} choices={field.kind.choices} edit={edit} />
      ) : null}
      <FieldDescription field={field} edit={edit} />
      <p class="actions menu-part">
        <button type="button" class="link" onClick={() => move(-1)} data-testid="field-earlier">
          {say("move-earlier")}
        </button>
        <button type="button" class="link" onClick={() => move(1)} data-testid="field-later">
          {say("move-later")}
        </button>
        <button
          type="button"
          class="link"
          data-testid="field-add-after"
          onClick={() => {
            adding.value = true;
          }}
        >
          {say("field-add-after")}
        </button>
        <button type="button" class="link" onClick={() => void remove()} data-testid="field-delete">
          {say("field-delete")}
        </button>
      </p>
      <Problem id={problem} failure={failure.value} />
    </>
  );
}

/** Whether a type has choices, which cells then hold one by one. */
function hasChoices({ kind }: { kind: string }): boolean {
  return kind === "dropdown" || kind === "tags";
}

interface FieldDescriptionProps {
  field: FieldView;
  edit: (change: FieldEdit) => Command;
}

/** What a field is for. */
function FieldDescription({ field, edit }: FieldDescriptionProps): JSX.Element {
  const draft = useDraft(
    field.description,
    useSave((text) => edit({ kind: "describe", field: field.id, text })),
  );
  return (
    <div class="menu-part">
      <Row name={say("settings-description")}>
        <TextEditor
          label={say("settings-description")}
          draft={draft}
          kind="long"
          placeholder={say("field-description-placeholder")}
          testId="field-description"
        />
      </Row>
    </div>
  );
}

interface AddFieldProps {
  pipeline: PipelineView;
  /** The field after which it goes; at the end if there is none. */
  after: string | undefined;
  onDone: () => void;
}

/** Makes a field. */
export function AddField({ pipeline, after, onDone }: AddFieldProps): JSX.Element {
  const { link } = useApp();
  return (
    <FieldForm
      pipeline={pipeline}
      name=""
      action={say("field-add")}
      unsent={`field ${pipeline.id}`}
      testId="new-field"
      store={async (name, of) => {
        const place =
          after === undefined ? { after: null, before: null } : placeAfter(pipeline.fields, after);
        const edit = { kind: "create", name, of, place } as const;
        const fieldsOf = { kind: "pipeline", pipeline: pipeline.id } as const;
        const refused = failureOf(await link.do({ kind: "editField", of: fieldsOf, edit }));
        if (refused === undefined) onDone();
        return refused;
      }}
    />
  );
}
