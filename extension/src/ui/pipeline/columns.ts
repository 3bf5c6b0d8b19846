/** The columns of a pipeline: name, stage, its fields, notes, assignees, and those that are computed. */
import type { BoxView } from "../../generated/BoxView";
import type { ColumnName } from "../../generated/ColumnName";
import type { ComputedCell } from "../../generated/ComputedCell";
import type { FieldKindView } from "../../generated/FieldKindView";
import type { FieldView } from "../../generated/FieldView";
import type { PipelineView } from "../../generated/PipelineView";
import type { ViewShape } from "../../generated/ViewShape";
import type { Link } from "../../link/link";
import { say } from "../../words/words";
import { saveAssignees } from "../assignees";
import {
  type CellMark,
  cellMark,
  cellText,
  editedText,
  joinTags,
  linkOf,
  type Option,
  optionName,
  options,
  people,
  readCell,
  shownText,
  splitTags,
} from "../cells";
import type { Save } from "../draft";
import { failureOf } from "../failures";
import { cellOf, saveCell } from "../field-editor";
import { COMPUTED } from "./built-in";
import { columnKey } from "./shape";
import { contentText } from "./window-view";

/** How cells of a column are edited. `none`: they are read only. */
export type EditorKind =
  | "text"
  | "decimal"
  | "url"
  | "email"
  | "phone"
  | "date"
  | "moment"
  | "choice"
  | "tags"
  | "contact"
  | "organization"
  | "checkbox"
  | "long"
  | "none";

/** A column. */
export interface Column {
  readonly key: string;
  /** How views name it. */
  readonly of: ColumnName;
  readonly name: string;
  /** What it is for, where somebody has said so. */
  readonly description: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly editor: EditorKind;
  /** Whether its text stands at the end of the cell, as numbers do. */
  readonly atEnd: boolean;
  /** Whether it is shown where nobody has said otherwise. */
  readonly shown: boolean;
  /** How a box's cell reads. */
  text(record: BoxView, computed: readonly ComputedCell[]): string;
  /** What is beside that text where it is no value of the column's type. */
  mark(record: BoxView): CellMark | undefined;
  /** Where the text leads. */
  href(record: BoxView): string | undefined;
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
  percent: "decimal",
  date: "date",
  dateTime: "moment",
  checkbox: "checkbox",
  dropdown: "choice",
  tags: "tags",
  person: "choice",
  contact: "contact",
  organization: "organization",
  url: "url",
  email: "email",
  phone: "phone",
  rating: "choice",
  formula: "none",
};

const WIDTHS: Record<FieldKindView["kind"], number> = {
  text: 200,
  number: 110,
  currency: 130,
  percent: 100,
  date: 140,
  dateTime: 190,
  checkbox: 100,
  dropdown: 150,
  tags: 180,
  person: 170,
  contact: 180,
  organization: 180,
  url: 200,
  email: 200,
  phone: 150,
  rating: 120,
  formula: 150,
};

const AT_END: ReadonlySet<FieldKindView["kind"]> = new Set(["number", "currency", "percent"]);

/** All columns of a pipeline, shown or not. */
export function columnsOf(pipeline: PipelineView): Column[] {
  return [
    nameColumn(),
    stageColumn(pipeline),
    ...pipeline.fields.map((field) => fieldColumn(field, pipeline)),
    assigneesColumn(pipeline),
    notesColumn(),
    ...COMPUTED.map(computedColumn),
  ];
}

/** All columns in the order that a view has them, each with whether it is shown. The name stays first. */
export function arranged(
  all: readonly Column[],
  shapes: ViewShape["columns"],
): { column: Column; hidden: boolean }[] {
  const places = new Map(shapes.map((one, index) => [columnKey(one.column), { one, index }]));
  const place = ({ key }: Column): number => {
    if (key === "name") return -1;
    return places.get(key)?.index ?? places.size;
  };
  return [...all]
    .sort((one, other) => place(one) - place(other))
    .map((column) => {
      const there = places.get(column.key)?.one;
      const hidden = column.key !== "name" && (there?.isHidden ?? !column.shown);
      const width = there?.width ?? null;
      return { column: width === null ? column : { ...column, width }, hidden };
    });
}

/** The columns that a view shows. */
export function shownColumns(all: readonly Column[], shapes: ViewShape["columns"]): Column[] {
  return arranged(all, shapes).flatMap(({ column, hidden }) => (hidden ? [] : [column]));
}

/** What most columns have in common. */
const COMMON = {
  description: "",
  atEnd: false,
  shown: true,
  mark: () => undefined,
  href: () => undefined,
  options: [],
  optional: false,
} as const;

function builtIn(key: string): { key: string; of: ColumnName } {
  return { key, of: { kind: "builtIn", key } };
}

function nameColumn(): Column {
  return {
    ...COMMON,
    ...builtIn("name"),
    name: say("box-name"),
    width: 280,
    editor: "text",
    text: (record) => record.name,
    edited: (record) => record.name,
    preview: (typed) => typed,
    save: (link, id) => async (name) => failureOf(await link.do({ kind: "renameBox", id, name })),
  };
}

function stageColumn(pipeline: PipelineView): Column {
  const stages = pipeline.stages.map(({ id, name }) => ({ value: id, name }));
  const nameOf = (id: string): string =>
    stages.find(({ value }) => value === id)?.name ?? say("cell-option-gone");
  return {
    ...COMMON,
    ...builtIn("stage"),
    name: say("box-stage"),
    width: 160,
    editor: "choice",
    text: (record) => nameOf(record.stage),
    edited: (record) => record.stage,
    preview: nameOf,
    options: stages,
    save: (link, id) => async (stage) => failureOf(await link.do({ kind: "moveBox", id, stage })),
  };
}

function fieldColumn(field: FieldView, pipeline: PipelineView): Column {
  const { kind } = field;
  const all = pipeline.people;
  const text = (record: BoxView): string => shownText(cellOf(record, field.id), kind, all);
  return {
    key: field.id,
    of: { kind: "field", field: field.id },
    name: field.name,
    description: field.description,
    width: WIDTHS[kind.kind],
    editor: EDITORS[kind.kind],
    atEnd: AT_END.has(kind.kind),
    shown: true,
    text,
    mark: (record) => cellMark(cellOf(record, field.id)),
    href: (record) => {
      const cell = cellOf(record, field.id);
      return cell.unread === null ? linkOf(text(record), kind.kind) : undefined;
    },
    edited: (record) => editedText(cellOf(record, field.id), kind),
    preview: (typed) => {
      const reading = readCell(typed, kind);
      return "problem" in reading ? typed : cellText(reading.value, kind, all);
    },
    options: options(kind, all),
    optional: kind.kind !== "formula",
    save: (link, id) => saveCell(link, id, field),
  };
}

function assigneesColumn(pipeline: PipelineView): Column {
  const all = people(pipeline.people);
  const nameAll = (ids: readonly string[]): string => ids.map((id) => optionName(id, all)).join(", ");
  return {
    ...COMMON,
    ...builtIn("assignees"),
    name: say("box-assignees"),
    width: 170,
    editor: "tags",
    text: (record) => nameAll(record.assignees),
    edited: (record) => joinTags(record.assignees),
    preview: (typed) => nameAll(splitTags(typed)),
    options: all,
    optional: true,
    save: (link, id) => saveAssignees(link, id),
  };
}

function notesColumn(): Column {
  return {
    ...COMMON,
    ...builtIn("notes"),
    name: say("box-notes"),
    width: 280,
    editor: "long",
    text: (record) => record.notes,
    edited: (record) => record.notes,
    preview: (typed) => typed,
    optional: true,
    save: (link, id) => async (notes) => failureOf(await link.do({ kind: "setNotes", id, notes })),
  };
}

function computedColumn(key: string): Column {
  return {
    ...COMMON,
    ...builtIn(key),
    // There are some fifty, and most of the time none of them is shown.
    get name() {
      return say(`column-${key}`);
    },
    width: 150,
    editor: "none",
    shown: false,
    text: (_, computed) => {
      const cell = computed.find((one) => one.key === key);
      return cell === undefined ? "" : contentText(cell.value, undefined);
    },
    edited: () => "",
    preview: (typed) => typed,
    save: () => async () => ({ code: "not-here", place: null, params: {} }),
  };
}
