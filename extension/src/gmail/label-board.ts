/**
 * Which conversations are in the list, and the labels that each shows.
 *
 * All rows share one subscription: rows that come and go within a frame change it once.
 */
import type { LabelView } from "../generated/LabelView";
import type { ThreadLabels } from "../generated/ThreadLabels";
import type { End } from "../platform/page-context";

/** The core takes no more conversations at once. */
export const MOST_THREADS = 500;

/** Shows the labels of a row. */
export type ShowLabels = (labels: readonly LabelView[]) => void;

/** Knows the rows in the list. */
export class LabelBoard {
  readonly #rows = new Map<string, Set<ShowLabels>>();
  readonly #labels = new Map<string, readonly LabelView[]>();
  readonly #ask: (threads: string[]) => void;
  readonly #soon: (action: () => void) => void;
  #asked = "";
  #due = false;

  /**
   * `ask` asks for the labels of conversations, now and whenever they change; `soon` calls an
   * action before the next frame.
   */
  constructor(ask: (threads: string[]) => void, soon: (action: () => void) => void) {
    this.#ask = ask;
    this.#soon = soon;
  }

  /** A row is there; it shows its labels until the result is called. */
  add(thread: string, show: ShowLabels): End {
    const rows = this.#rows.get(thread) ?? new Set();
    rows.add(show);
    this.#rows.set(thread, rows);
    const known = this.#labels.get(thread);
    if (known !== undefined) show(known);
    this.#plan();
    return () => {
      rows.delete(show);
      if (rows.size === 0 && this.#rows.get(thread) === rows) this.#rows.delete(thread);
      this.#plan();
    };
  }

  /** The core says which labels there are. */
  answer(threads: readonly ThreadLabels[]): void {
    const now = new Map(threads.map(({ thread, labels }) => [thread, labels]));
    for (const [thread, rows] of this.#rows) {
      const labels = now.get(thread) ?? [];
      const before = this.#labels.get(thread);
      this.#labels.set(thread, labels);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(labels)) continue;
      for (const show of rows) show(labels);
    }
    for (const thread of [...this.#labels.keys()]) if (!this.#rows.has(thread)) this.#labels.delete(thread);
  }

  #plan(): void {
    if (this.#due) return;
    this.#due = true;
    this.#soon(() => {
      this.#due = false;
      // The rows that came last are the ones in sight.
      const threads = [...this.#rows.keys()].slice(-MOST_THREADS).sort();
      const asked = threads.join(" ");
      if (asked === this.#asked) return;
      this.#asked = asked;
      this.#ask(threads);
    });
  }
}
