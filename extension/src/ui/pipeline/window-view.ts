/** What the grid asks of the core, and what it is told: the one place that knows a window's form. */
import type { ContentView } from "../../generated/ContentView";
import type { GroupView } from "../../generated/GroupView";
import type { PipelineView } from "../../generated/PipelineView";
import type { Query } from "../../generated/Query";
import type { RowView } from "../../generated/RowView";
import type { SummaryView } from "../../generated/SummaryView";
import type { ViewShape } from "../../generated/ViewShape";
import type { WindowView } from "../../generated/WindowView";
import { showDate, showMoment, showNumber, showPercent } from "../../words/formats";
import { hasMessage, say } from "../../words/words";
import { columnKey } from "./shape";

/** A box's row. */
export type BoxRowView = Extract<RowView, { kind: "box" }>;

/** The question for some rows. */
export function windowQuery(
  pipeline: string,
  rows: { first: number; count: number },
  shape: ViewShape,
  collapsed: readonly string[],
): Extract<Query, { kind: "window" }> {
  const { first, count } = rows;
  // Widths and the order of columns are the screen's own: the core would make another view for each.
  const columns = shape.columns
    .filter(({ column, isHidden }) => column.kind === "builtIn" && !isHidden)
    .map(({ column }) => ({ column, width: null, isHidden: false, isFrozen: false }))
    .sort((one, other) => (columnKey(one.column) < columnKey(other.column) ? -1 : 1));
  const asked = { ...shape, columns };
  return { kind: "window", pipeline, first, count, shape: asked, collapsed: [...collapsed] };
}

/** The name of a row: a box's id or a group's key. */
export function rowKey(row: RowView): string {
  return row.kind === "box" ? row.record.id : row.key;
}

/** The group of a header. */
export function groupOf(window: WindowView | undefined, key: string): GroupView | undefined {
  return window?.groups.find((group) => group.key === key);
}

/** How a group is called, and the stage where it is one. */
export interface GroupTitle {
  name: string;
  /** The stage whose boxes it holds. */
  stage: PipelineView["stages"][number] | undefined;
}

/** How a group is called. */
export function groupTitle(group: GroupView, shape: ViewShape, pipeline: PipelineView): GroupTitle {
  const { label } = group;
  const byStage = shape.group !== null && columnKey(shape.group) === "stage";
  const id = byStage && label.kind === "named" ? label.ids[0] : undefined;
  const stage = pipeline.stages.find((one) => one.id === (id ?? (byStage ? group.key : undefined)));
  const field = shape.group?.kind === "field" ? fieldKind(shape.group.field, pipeline) : undefined;
  const text = contentText(label, field);
  return { name: stage?.name ?? (text === "" ? say("group-empty") : text), stage };
}

/** What a summary says, with its name and its column's. */
export function summaryText(summary: SummaryView, pipeline: PipelineView, columnName: string): string {
  const isCount = ["count", "filled", "empty", "distinct"].includes(summary.summary);
  const field = summary.column.kind === "field" && !isCount ? summary.column.field : undefined;
  const value = contentText(summary.value, field === undefined ? undefined : fieldKind(field, pipeline));
  const text = value === "" ? say("cell-nothing") : value;
  return say("summary-line", { column: columnName, summary: say(`summary-${summary.summary}`), value: text });
}

type FieldKind = PipelineView["fields"][number]["kind"];

function fieldKind(field: string, pipeline: PipelineView): FieldKind | undefined {
  return pipeline.fields.find(({ id }) => id === field)?.kind;
}

/** A content in words. */
export function contentText(content: ContentView, kind: FieldKind | undefined): string {
  switch (content.kind) {
    case "empty":
      return "";
    case "text":
    case "unread":
      return content.text;
    case "number":
      if (kind?.kind === "percent") return showPercent(content.number);
      return showNumber(content.number, kind?.kind === "currency" ? kind.code : undefined);
    case "date":
      return showDate(content.date);
    case "moment":
      return showMoment(content.at);
    case "flag":
      return say(content.on ? "cell-checked" : "cell-unchecked");
    case "named":
      return content.names.join(", ");
    case "error":
      return content.code;
  }
}

/** What of a filter was not understood, in words. */
export function filterNotes(window: WindowView | undefined): string[] {
  return (window?.notes ?? []).map(({ code, text }) => {
    const id = `filter-note-${code}`;
    return hasMessage(id) ? say(id, { text }) : say("filter-note", { text });
  });
}
