/** What a board asks of the core: its columns, and the cards of each that are in sight. */
import type { GroupView } from "../../generated/GroupView";
import type { PipelineView } from "../../generated/PipelineView";
import type { Query } from "../../generated/Query";
import type { ViewShape } from "../../generated/ViewShape";
import { columnKey } from "../pipeline/shape";
import { windowQuery } from "../pipeline/window-view";

/** The height of a card with the gap after it, in CSS pixels. */
export const CARD_HEIGHT = 96;
/** Cards drawn above and below those in sight. */
const OVERSCAN = 4;
/** The core is asked for whole pages of cards, so that scrolling a little asks nothing new. */
const PAGE = 20;

/** Whether cards can stand in columns by a column of the pipeline: its stages, or a dropdown's choices. */
export function isBoardColumn(key: string, pipeline: PipelineView): boolean {
  return key === "stage" || pipeline.fields.some(({ id, kind }) => id === key && kind.kind === "dropdown");
}

/** The shape that a board asks for: by stage where the view groups by something that has no columns. */
export function boardShape(shape: ViewShape, pipeline: PipelineView): ViewShape {
  const group =
    shape.group !== null && isBoardColumn(columnKey(shape.group), pipeline)
      ? shape.group
      : ({ kind: "builtIn", key: "stage" } as const);
  // What one wants to know of a column of deals is what they come to.
  const money = pipeline.fields.find(({ kind }) => kind.kind === "currency");
  const summaries =
    shape.summaries.length > 0 || money === undefined
      ? shape.summaries
      : [{ column: { kind: "field", field: money.id } as const, summary: "sum" as const }];
  return { ...shape, layout: "board", group, summaries };
}

/** The question for the columns alone. */
export function columnsQuery(pipeline: string, shape: ViewShape): Extract<Query, { kind: "window" }> {
  return windowQuery(pipeline, { first: 0, count: 0 }, shape, []);
}

/** Cards from `first` up to but without `end`. */
export interface Cards {
  first: number;
  end: number;
}

/** The cards to draw, for a scroll position and a height in pixels. */
export function cardsInSight(scrolled: number, height: number, total: number): Cards {
  const first = Math.max(0, Math.floor(Math.max(0, scrolled) / CARD_HEIGHT) - OVERSCAN);
  const end = Math.min(total, Math.ceil((Math.max(0, scrolled) + height) / CARD_HEIGHT) + OVERSCAN);
  return { first: Math.min(first, Math.max(0, end - 1)), end: Math.max(0, end) };
}

/**
 * The question for cards of a column. The boxes of all other columns are folded away, so the cards
 * come right after the headers of the columns before theirs, however many boxes those have.
 */
export function cardsQuery(
  pipeline: string,
  shape: ViewShape,
  groups: readonly GroupView[],
  key: string,
  cards: Cards,
): Extract<Query, { kind: "window" }> {
  const at = groups.findIndex((group) => group.key === key);
  const from = Math.floor(cards.first / PAGE) * PAGE;
  const end = Math.max(from + PAGE, Math.ceil(cards.end / PAGE) * PAGE);
  const others = groups.flatMap((group) => (group.key === key ? [] : [group.key]));
  return windowQuery(pipeline, { first: at + 1 + from, count: end - from }, shape, others);
}
