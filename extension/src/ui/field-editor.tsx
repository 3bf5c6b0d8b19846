/** The editor of a cell, by the type of its field; used in the sidebar and in the grid. */
import type { JSX } from "preact";

import type { BoxView } from "../generated/BoxView";
import type { CellInput } from "../generated/CellInput";
import type { FieldView } from "../generated/FieldView";
import type { PipelineView } from "../generated/PipelineView";
import type { Link } from "../link/link";
import { say } from "../words/words";
import { useApp } from "./app";
import { cellText, editedText, options, readCell } from "./cells";
import { CheckEditor, ChoiceEditor, TextEditor, useDraft } from "./controls";
import type { Save } from "./draft";
import { failureOf } from "./failures";

const EMPTY: CellInput = { kind: "empty" };

/** What is in a box's cell. */
export function cellOf(record: BoxView, field: string): CellInput {
  return record.cells.find((cell) => cell.field === field)?.value ?? EMPTY;
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

/** The editor of a cell, always open. */
export function FieldEditor({ record, field, pipeline, label, testId }: FieldEditorProps): JSX.Element {
  const { link } = useApp();
  const value = cellOf(record, field.id);
  const draft = useDraft(editedText(value), saveCell(link, record.id, field));
  const { kind } = field;
  switch (kind.kind) {
    case "checkbox":
      return <CheckEditor label={label} draft={draft} testId={testId} />;
    case "dropdown":
    case "person":
      return (
        <ChoiceEditor
          label={label}
          draft={draft}
          options={options(kind, pipeline.people)}
          optional={true}
          testId={testId}
        />
      );
    case "date":
      return <TextEditor label={label} draft={draft} kind="date" testId={testId} />;
    case "number":
    case "currency":
      return (
        <TextEditor
          label={label}
          draft={draft}
          kind="decimal"
          shown={cellText(value, kind, pipeline.people)}
          placeholder={say("cell-nothing")}
          testId={testId}
        />
      );
    case "text":
      return <TextEditor label={label} draft={draft} placeholder={say("cell-nothing")} testId={testId} />;
  }
}
