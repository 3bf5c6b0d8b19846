/** Which rows are on screen, and which are asked of the core: the cost of a screen does not depend on how many rows there are. */

/** The height of every row, in CSS pixels. */
export const ROW_HEIGHT = 36;
/** Rows drawn above and below those in sight, so that a turn of the wheel shows no gap. */
export const OVERSCAN = 8;
/** The core is asked for whole pages of rows, so that scrolling a little asks nothing new. */
export const PAGE = 50;
/** The core gives no more rows at once. */
export const MOST_ROWS = 500;

/** Rows from `first` up to but without `end`. */
export interface Rows {
  first: number;
  end: number;
}

/** The rows to draw, for a scroll position and a height in pixels. */
export function rowsInSight(scrolled: number, height: number, total: number): Rows {
  const top = Math.max(0, scrolled);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN);
  const end = Math.min(total, Math.ceil((top + height) / ROW_HEIGHT) + OVERSCAN);
  return { first: Math.min(first, Math.max(0, end - 1)), end: Math.max(end, 0) };
}

/** The window of rows to ask the core for, so that `rows` are in it. */
export function windowFor(rows: Rows): { first: number; count: number } {
  const first = Math.floor(rows.first / PAGE) * PAGE;
  const end = Math.max(first + PAGE, Math.ceil(rows.end / PAGE) * PAGE);
  return { first, count: Math.min(MOST_ROWS, end - first) };
}

/** Where to scroll so that a row is wholly in sight under the header; the same place if it is. */
export function scrollToRow(row: number, scrolled: number, height: number): number {
  const top = row * ROW_HEIGHT;
  if (top < scrolled) return top;
  const bottom = top + ROW_HEIGHT;
  return bottom > scrolled + height ? bottom - height : scrolled;
}
