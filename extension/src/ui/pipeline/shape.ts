/** What a view of a pipeline shows, and the changes that a person makes to that. */
import type { ColumnName } from "../../generated/ColumnName";
import type { ColumnShape } from "../../generated/ColumnShape";
import type { SortKey } from "../../generated/SortKey";
import type { Summary } from "../../generated/Summary";
import type { ViewShape } from "../../generated/ViewShape";

/** What a pipeline shows before anybody chooses anything: all boxes by stage. */
export const PLAIN: ViewShape = {
  filter: "",
  sort: [],
  group: { kind: "builtIn", key: "stage" },
  columns: [],
  summaries: [],
  layout: "table",
};

/** Names a column among the others: a field's id or the key of one that every box has. */
export function columnKey(column: ColumnName): string {
  return column.kind === "field" ? column.field : column.key;
}

/** Whether two shapes show the same. */
export function sameShape(one: ViewShape, other: ViewShape): boolean {
  return JSON.stringify(plainForm(one)) === JSON.stringify(plainForm(other));
}

/** A shape with its parts in an order of their own, wherever it came from. */
function plainForm(shape: ViewShape): unknown {
  return [
    shape.filter.trim(),
    shape.sort.map(({ column, isDescending }) => [columnKey(column), isDescending]),
    shape.group === null ? null : columnKey(shape.group),
    shape.columns.map((one) => [columnKey(one.column), one.width, one.isHidden, one.isFrozen]),
    shape.summaries.map(({ column, summary }) => [columnKey(column), summary]),
    shape.layout,
  ];
}

/** How rows are sorted by a column; nothing if they are not. */
export function sortOf(shape: ViewShape, key: string): { place: number; isDescending: boolean } | undefined {
  const place = shape.sort.findIndex(({ column }) => columnKey(column) === key);
  const found = shape.sort[place];
  return found === undefined ? undefined : { place, isDescending: found.isDescending };
}

/**
 * Sorts by a column; by the same one again turns about, and then stops. With `add` the other columns
 * that rows are sorted by stay, and come first.
 */
export function sortBy(shape: ViewShape, column: ColumnName, add: boolean): ViewShape {
  const now = sortOf(shape, columnKey(column));
  const others = add ? shape.sort.filter((one) => columnKey(one.column) !== columnKey(column)) : [];
  const key: SortKey = { column, isDescending: now !== undefined };
  if (now?.isDescending === true) return { ...shape, sort: others };
  if (now === undefined || !add) return { ...shape, sort: [...others, key] };
  return { ...shape, sort: shape.sort.map((one, index) => (index === now.place ? key : one)) };
}

/** Sorts by a column in a direction, or no more; the other columns that rows are sorted by stay. */
export function setSort(
  shape: ViewShape,
  column: ColumnName,
  to: "ascending" | "descending" | undefined,
): ViewShape {
  const there = sortOf(shape, columnKey(column));
  const key: SortKey = { column, isDescending: to === "descending" };
  if (to === undefined) return { ...shape, sort: shape.sort.filter((_, index) => index !== there?.place) };
  if (there === undefined) return { ...shape, sort: [...shape.sort, key] };
  return { ...shape, sort: shape.sort.map((one, index) => (index === there.place ? key : one)) };
}

/** Says what is told about a column; nothing any more if there is no summary. */
export function setSummary(shape: ViewShape, column: ColumnName, summary: Summary | undefined): ViewShape {
  const others = shape.summaries.filter((one) => columnKey(one.column) !== columnKey(column));
  return { ...shape, summaries: summary === undefined ? others : [...others, { column, summary }] };
}

/** Gives a column a width, in CSS pixels. */
export function setWidth(
  shape: ViewShape,
  shown: readonly { name: ColumnName; hidden: boolean }[],
  key: string,
  width: number,
): ViewShape {
  // A view names either none of its columns or all that are shown, so that their order stays.
  const named = shape.columns.some((one) => columnKey(one.column) === key) ? shape : setColumns(shape, shown);
  return {
    ...named,
    columns: named.columns.map((one) => (columnKey(one.column) === key ? { ...one, width } : one)),
  };
}

/** Puts a column before another one; both stay shown as they are. */
export function moveColumn(
  shape: ViewShape,
  all: readonly { name: ColumnName; hidden: boolean }[],
  key: string,
  before: string,
): ViewShape {
  const moved = all.find(({ name }) => columnKey(name) === key);
  const others = all.filter(({ name }) => columnKey(name) !== key);
  const at = others.findIndex(({ name }) => columnKey(name) === before);
  if (moved === undefined || at < 0) return shape;
  return setColumns(shape, [...others.slice(0, at), moved, ...others.slice(at)]);
}

/** Says which columns are shown, first to last, and which are not. */
export function setColumns(
  shape: ViewShape,
  columns: readonly { name: ColumnName; hidden: boolean }[],
): ViewShape {
  const before = new Map(shape.columns.map((one) => [columnKey(one.column), one]));
  return {
    ...shape,
    columns: columns.map(({ name, hidden }): ColumnShape => {
      const there = before.get(columnKey(name));
      return {
        column: name,
        width: there?.width ?? null,
        isHidden: hidden,
        isFrozen: there?.isFrozen ?? false,
      };
    }),
  };
}
