/** The columns of a pipeline: name, stage, its fields, notes. */
import type { BoxView } from "../../generated/BoxView";
import type { FieldKindView } from "../../generated/FieldKindView";
import type { FieldView } from "../../generated/FieldView";
import type { PipelineView } from "../../generated/PipelineView";
import type { SortBy } from "../../generated/SortBy";
import type { Link } from "../../link/link";
import { say } from "../../words/words";
import { cellText, editedText, type Option, options, readCell } from "../cells";
import type { Save } from "../draft";
import { failureOf } from "../failures";
import { cellOf, saveCell } from "../field-editor";

/** How cells of a column are edited. */
export type EditorKind = "text" | "decimal" | "date" | "choice" | "checkbox" | "long";

/** A column. */
export interface Column {
  readonly key: string;
  readonly name: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly editor: EditorKind;
  /** Whether its text stands at the end of the cell, as numbers do. */
  readonly atEnd: boolean;
  /** What rows are sorted by when its header is clicked; nothing if they cannot be. */
  readonly sort: SortBy | undefined;
  /** How a box's cell reads. */
  text(record: BoxView): string;
  /** How a box's cell is put into the editor. */
  edited(record: BoxView): string;
  /** How a text in the editor reads at rest. */
  preview(typed: string): string;
  /** What can be chosen. */
  readonly options: readonly Option[];
  /** Whether nothing can be chosen. */
  readonly optional: boolean;
  /** Stores what is typed. */
  save(link: Link, id: string): Save;
}

const EDITORS: Record<FieldKindView["kind"], EditorKind> = {
  text: "text",
  number: "decimal",
  currency: "decimal",
  date: "date",
  checkbox: "checkbox",
  dropdown: "choice",
  person: "choice",
};

const WIDTHS: Record<FieldKindView["kind"], number> = {
  text: 200,
  number: 110,
  currency: 130,
  date: 140,
  checkbox: 100,
  dropdown: 150,
  person: 170,
};

/** The columns of a pipeline. */
export function columnsOf(pipeline: PipelineView): Column[] {
  return [
    nameColumn(),
    stageColumn(pipeline),
    ...pipeline.fields.map((field) => fieldColumn(field, pipeline)),
    notesColumn(),
  ];
}

function nameColumn(): Column {
  return {
    key: "name",
    name: say("box-name"),
    width: 280,
    editor: "text",
    atEnd: false,
    sort: { kind: "name" },
    text: (record) => record.name,
    edited: (record) => record.name,
    preview: (typed) => typed,
    options: [],
    optional: false,
    save: (link, id) => async (name) => failureOf(await link.do({ kind: "renameBox", id, name })),
  };
}

function stageColumn(pipeline: PipelineView): Column {
  const stages = pipeline.stages.map(({ id, name }) => ({ value: id, name }));
  const nameOf = (id: string): string =>
    stages.find(({ value }) => value === id)?.name ?? say("cell-option-gone");
  return {
    key: "stage",
    name: say("box-stage"),
    width: 160,
    editor: "choice",
    atEnd: false,
    sort: undefined,
    text: (record) => nameOf(record.stage),
    edited: (record) => record.stage,
    preview: nameOf,
    options: stages,
    optional: false,
    save: (link, id) => async (stage) => failureOf(await link.do({ kind: "moveBox", id, stage })),
  };
}

function fieldColumn(field: FieldView, pipeline: PipelineView): Column {
  const { kind } = field;
  const { people } = pipeline;
  return {
    key: field.id,
    name: field.name,
    width: WIDTHS[kind.kind],
    editor: EDITORS[kind.kind],
    atEnd: kind.kind === "number" || kind.kind === "currency",
    sort: { kind: "field", field: field.id },
    text: (record) => cellText(cellOf(record, field.id), kind, people),
    edited: (record) => editedText(cellOf(record, field.id)),
    preview: (typed) => {
      const reading = readCell(typed, kind);
      return "problem" in reading ? typed : cellText(reading.value, kind, people);
    },
    options: options(kind, people),
    optional: true,
    save: (link, id) => saveCell(link, id, field),
  };
}

function notesColumn(): Column {
  return {
    key: "notes",
    name: say("box-notes"),
    width: 280,
    editor: "long",
    atEnd: false,
    sort: undefined,
    text: (record) => record.notes,
    edited: (record) => record.notes,
    preview: (typed) => typed,
    options: [],
    optional: true,
    save: (link, id) => async (notes) => failureOf(await link.do({ kind: "setNotes", id, notes })),
  };
}
