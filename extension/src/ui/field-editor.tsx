/** The editor of a cell, by the type of its field; used in the sidebar and in the grid. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

import type { BoxView } from "../generated/BoxView";
import type { Cell } from "../generated/Cell";
import type { FieldView } from "../generated/FieldView";
import type { PipelineView } from "../generated/PipelineView";
import type { Link } from "../link/link";
import { say } from "../words/words";
import { useApp } from "./app";
import { cellMark, editedText, linkOf, markText, options, readCell, shownText } from "./cells";
import { CheckEditor, ChoiceEditor, Problem, TextEditor, type TextKind, useDraft } from "./controls";
import type { Draft, Save } from "./draft";
import { failureOf } from "./failures";
import { Icon } from "./icons";
import { chosenName, rememberName } from "./names";
import { RecordPicker } from "./record-picker";
import { TagsEditor } from "./tags-editor";

/** What is in a box's cell. */
export function cellOf(record: BoxView, field: string): Cell {
  const cell = record.cells.find((one) => one.field === field);
  return cell ?? { field, value: { kind: "empty" }, name: null, unread: null, error: null };
}

/** Stores what is typed into a cell. */
export function saveCell(link: Link, id: string, field: FieldView): Save {
  return async (typed) => {
    const reading = readCell(typed, field.kind);
    if ("problem" in reading) return reading.problem;
    return failureOf(await link.do({ kind: "setField", id, field: field.id, value: reading.value }));
  };
}

interface FieldEditorProps {
  record: BoxView;
  field: FieldView;
  pipeline: PipelineView;
  label: string;
  testId: string;
}

/** The editor of a cell, always open; what it holds that is no value of its type is marked. */
export function FieldEditor(props: FieldEditorProps): JSX.Element {
  const { record, field, label, testId } = props;
  const { link } = useApp();
  const cell = cellOf(record, field.id);
  const { kind } = field;
  const draft = useDraft(editedText(cell, kind), saveCell(link, record.id, field));
  const mark = cellMark(cell);
  const shown = shownText(cell, kind, props.pipeline.people);
  const common = { label, draft, testId };
  return (
    <span class="field-value">
      {mark?.kind === "unread" && draft.state.value === "rest" ? (
        <span class="unread" data-testid={`${testId}-unread`}>
          <Icon name="warning" />
          <span>
            <bdi class="unread-text">{shown}</bdi> {markText(mark)}
          </span>
        </span>
      ) : null}
      <span class="field-row">
        <Editor {...props} {...common} shown={shown} mark={mark === undefined ? undefined : markText(mark)} />
      </span>
    </span>
  );
}

const TYPED: Partial<Record<FieldView["kind"]["kind"], TextKind>> = {
  text: "text",
  number: "decimal",
  currency: "decimal",
  percent: "decimal",
  date: "date",
  dateTime: "moment",
  url: "url",
  email: "email",
  phone: "phone",
};

function Editor(
  props: FieldEditorProps & { draft: Draft; shown: string; mark: string | undefined },
): JSX.Element {
  const { field, pipeline, label, testId, draft, shown } = props;
  const { kind } = field;
  switch (kind.kind) {
    case "checkbox":
      return <CheckEditor label={label} draft={draft} testId={testId} />;
    case "dropdown":
    case "person":
    case "rating": {
      const among = options(kind, pipeline.people);
      return <ChoiceEditor label={label} draft={draft} options={among} optional={true} testId={testId} />;
    }
    case "tags":
      return (
        <TagsEditor
          label={label}
          draft={draft}
          options={kind.choices.map(({ id, name }) => ({ value: id, name }))}
          testId={testId}
        />
      );
    case "contact":
    case "organization":
      return <RecordEditor of={kind.kind} label={label} draft={draft} shown={shown} testId={testId} />;
    case "formula":
      return <Calculated label={label} shown={shown} mark={props.mark} testId={testId} />;
    default:
      break;
  }
  const typed = TYPED[kind.kind] ?? "text";
  const address = draft.state.value === "rest" ? linkOf(draft.text.value, kind.kind) : undefined;
  const isDate = typed === "date" || typed === "moment";
  return (
    <>
      <TextEditor
        label={label}
        draft={draft}
        kind={typed}
        {...(isDate || kind.kind === "text" ? {} : { shown })}
        placeholder={say("cell-nothing")}
        testId={testId}
      />
      {address === undefined ? null : (
        <a
          class="link quiet"
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          title={say("cell-open", { address: draft.text.value })}
          aria-label={say("cell-open", { address: draft.text.value })}
          data-testid={`${testId}-open`}
        >
          <Icon name="open" />
        </a>
      )}
    </>
  );
}

/** What a formula comes to: read, not written. */
function Calculated(props: {
  label: string;
  shown: string;
  mark: string | undefined;
  testId: string;
}): JSX.Element {
  return (
    <output class="calculated" aria-label={props.label} data-testid={props.testId}>
      {props.mark === undefined ? null : <Icon name="warning" />}
      <bdi>{props.shown === "" ? say("cell-nothing") : props.shown}</bdi>
      {props.mark === undefined ? null : <span class="hint"> {props.mark}</span>}
    </output>
  );
}

interface RecordEditorProps {
  of: "contact" | "organization";
  label: string;
  draft: Draft;
  /** The name of what is stored. */
  shown: string;
  testId: string;
}

/** A contact or an organization: its name, and a search for another one. */
function RecordEditor({ of, label, draft, shown, testId }: RecordEditorProps): JSX.Element {
  const open = useSignal(false);
  const problem = useId();
  const button = useRef<HTMLButtonElement>(null);
  const id = draft.text.value;
  const held = draft.state.value === "rest" && shown !== "" ? shown : chosenName(id);
  const name = id === "" ? say("cell-nothing") : held;
  const close = (): void => {
    open.value = false;
    button.current?.focus();
  };
  const store = (to: string, called: string): void => {
    if (to !== "") rememberName(to, called);
    close();
    draft.type(to);
    void draft.commit();
  };
  return (
    <span class="editor-frame">
      <button
        type="button"
        class="editor record-shown"
        ref={button}
        aria-label={say("record-change", { field: label, name })}
        aria-expanded={open.value}
        aria-describedby={problem}
        data-testid={testId}
        data-state={draft.state.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <bdi>{name}</bdi>
      </button>
      {id === "" ? null : (
        <button
          type="button"
          class="link quiet"
          title={say("record-clear", { field: label })}
          aria-label={say("record-clear", { field: label })}
          onClick={() => store("", "")}
          data-testid={`${testId}-clear`}
        >
          <Icon name="close" />
        </button>
      )}
      {open.value ? (
        <RecordPicker of={of} label={label} onChosen={store} onCancel={close} testId={`${testId}-picker`} />
      ) : null}
      <Problem id={problem} failure={draft.problem.value} />
    </span>
  );
}
