/** Finding a text in a view: the cells that hold it, in the order of the rows, also those out of sight. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

import type { WindowView } from "../../generated/WindowView";
import { nextTask } from "../../platform/page-context";
import type { Column } from "./columns";
import type { GridState } from "./grid-state";

/** How many rows are asked for at once, and how many a task looks through. */
const PART = 500;
const ROWS_IN_A_TASK = 50;
/** The most cells that are gone through one by one. */
export const MOST_FOUND = 10_000;

/** A cell that holds what is looked for. */
export interface Match {
  readonly row: number;
  readonly column: number;
}

/** What was found. */
export interface Found {
  readonly matches: readonly Match[];
  /** Whether all rows were looked through. */
  readonly isComplete: boolean;
  /** The match that one is at; none before the first. */
  readonly at: number | undefined;
}

/** Gives some rows of the view, wherever they are. */
export type ReadRows = (first: number, count: number) => Promise<WindowView | undefined>;

const NOTHING: Found = { matches: [], isComplete: true, at: undefined };

/** Where a text holds another one, in whichever case: from and up to but not with. */
export function placesOf(text: string, needle: string): [start: number, end: number][] {
  const places: [number, number][] = [];
  const [folded, wanted] = [text.toLowerCase(), needle.toLowerCase()];
  // A letter that is several in lower case (İ) would put all places after it off.
  if (wanted === "" || folded.length !== text.length) return places;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    places.push([at, at + wanted.length]);
  }
  return places;
}

/** Finds a text in a view. */
export class Finder {
  /** What is looked for; nothing while nobody looks for anything. */
  readonly needle: Signal<string> = signal("");
  readonly #found: Signal<Found> = signal<Found>(NOTHING);
  readonly #state: GridState;
  /** Counts the searches: one that is not the last ends without a result. */
  #search = 0;

  constructor(state: GridState) {
    this.#state = state;
  }

  /** What was found. */
  get found(): ReadonlySignal<Found> {
    return this.#found;
  }

  /** Looks for nothing any more. */
  end(): void {
    this.#search += 1;
    this.needle.value = "";
    this.#found.value = NOTHING;
  }

  /** Looks through all rows, and goes to the first match from the active cell on. */
  async search(read: ReadRows, columns: readonly Column[]): Promise<void> {
    this.#search += 1;
    const search = this.#search;
    const needle = this.needle.peek();
    const from = this.#state.active.peek() ?? { row: 0, column: 0 };
    const matches: Match[] = [];
    let at: number | undefined;
    const tell = (isComplete: boolean): void => {
      if (isComplete && matches.length > 0) at ??= 0;
      this.#found.value = { matches: [...matches], isComplete, at };
      const match = at === undefined ? undefined : matches[at];
      if (match !== undefined) this.#state.activate(match.row, match.column);
    };
    if (needle === "") {
      this.#found.value = NOTHING;
      return;
    }
    for (let first = 0, total = 1; first < total && matches.length < MOST_FOUND; first += PART) {
      const window = await read(first, PART);
      if (this.#search !== search) return;
      if (window === undefined) break;
      total = window.total;
      for (const [index, row] of window.rows.entries()) {
        if (index > 0 && index % ROWS_IN_A_TASK === 0) await nextTask();
        if (this.#search !== search) return;
        if (row.kind !== "box") continue;
        for (const [column, { text }] of columns.entries()) {
          if (placesOf(text(row.record, row.computed), needle).length === 0) continue;
          const match = { row: first + index, column };
          if (isAfter(match, from)) at ??= matches.length;
          matches.push(match);
        }
      }
      tell(first + PART >= total || matches.length >= MOST_FOUND);
    }
  }

  /** Goes to the next match, or to the one before; past the last it begins anew. */
  go(step: -1 | 1): void {
    const { matches, at = step > 0 ? -1 : 0 } = this.#found.peek();
    const next = (at + step + matches.length) % Math.max(1, matches.length);
    const match = matches[next];
    if (match === undefined) return;
    this.#found.value = { ...this.#found.peek(), at: next };
    this.#state.activate(match.row, match.column);
  }
}

/** Whether a match is a cell or comes after it. */
function isAfter(match: Match, cell: Match): boolean {
  return match.row > cell.row || (match.row === cell.row && match.column >= cell.column);
}
