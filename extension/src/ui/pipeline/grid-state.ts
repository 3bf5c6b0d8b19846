/** What a grid remembers beside the records: folding, the active cell, what is being typed. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import type { BoxView } from "../../generated/BoxView";
import type { RowView } from "../../generated/RowView";
import type { WindowView } from "../../generated/WindowView";
import type { Link } from "../../link/link";
import { Draft } from "../draft";
import type { Column } from "./columns";
import { Finder } from "./finder";
import { groupOf, rowKey } from "./window-view";

/** The cell that keys act on. */
export interface Active {
  /** The index of its row. */
  row: number;
  /** The box, or the key of a group. */
  key: string;
  /** The index of its column. */
  column: number;
}

/** The cells between two: rows and columns, the last ones among them. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The cell whose editor is open, with the box as it was when it was opened. */
export interface Editing {
  record: BoxView;
  row: number;
  column: string;
}

/** The rows, with the records of before where they say the same: what did not change is not drawn again. */
function withSameRecords(rows: readonly RowView[], before: readonly RowView[]): RowView[] {
  const records = new Map(before.flatMap((row) => (row.kind === "box" ? [[row.record.id, row]] : [])));
  return rows.map((row) => {
    const same = row.kind === "box" ? records.get(row.record.id) : undefined;
    return same !== undefined && JSON.stringify(same) === JSON.stringify(row) ? same : row;
  });
}

/** What a grid remembers. */
export class GridState {
  readonly collapsed: Signal<readonly string[]> = signal<readonly string[]>([]);
  readonly active: Signal<Active | undefined> = signal<Active | undefined>(undefined);
  /** The other end of a range of cells; none while only the active cell is chosen. */
  readonly anchor: Signal<{ row: number; column: number } | undefined> = signal(undefined);
  /** The cells that are chosen. */
  readonly range: ReadonlySignal<Range | undefined> = computed(() => {
    const active = this.active.value;
    if (active === undefined) return undefined;
    const { row, column } = this.anchor.value ?? active;
    return {
      top: Math.min(row, active.row),
      bottom: Math.max(row, active.row),
      left: Math.min(column, active.column),
      right: Math.max(column, active.column),
    };
  });
  readonly editing: Signal<Editing | undefined> = signal<Editing | undefined>(undefined);
  /** The group to which a box is being added. */
  readonly adding: Signal<string | undefined> = signal<string | undefined>(undefined);
  /** What was typed and is not stored, by cell. */
  readonly drafts: Signal<ReadonlyMap<string, Draft>> = signal<ReadonlyMap<string, Draft>>(new Map());
  /** The rows that the core gave last. */
  readonly window: Signal<WindowView | undefined> = signal<WindowView | undefined>(undefined);
  /** The rows that are being dragged, and the row before which they go if they are let go now. */
  readonly dragged: Signal<{ first: number; last: number; target: number | undefined } | undefined> =
    signal(undefined);
  /** What is looked for in the rows. */
  readonly finder: Finder = new Finder(this);
  readonly total: ReadonlySignal<number> = computed(() => this.window.value?.total ?? 0);
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  /** The row at an index, if the core gave it. */
  rowAt(index: number): RowView | undefined {
    const window = this.window.value;
    return window?.rows[index - window.first];
  }

  /** Takes new rows; the active cell follows its box. */
  show(fresh: WindowView): void {
    const window = { ...fresh, rows: withSameRecords(fresh.rows, this.window.peek()?.rows ?? []) };
    batch(() => {
      this.window.value = window;
      const active = this.active.peek();
      if (active === undefined) return;
      const at = window.rows.findIndex((row) => rowKey(row) === active.key);
      if (at >= 0) {
        if (window.first + at === active.row) return;
        // What was chosen between two rows is something else now.
        this.anchor.value = undefined;
        this.active.value = { ...active, row: window.first + at };
        return;
      }
      // The row went away, or was never given: what stands in its place is active from now on.
      const row = Math.max(0, Math.min(active.row, window.total - 1));
      const there = window.rows[row - window.first];
      if (there !== undefined) this.active.value = { ...active, row, key: rowKey(there) };
    });
  }

  /** Makes a cell the active one. A row that is not given yet is named when it comes. */
  activate(row: number, column: number): void {
    this.anchor.value = undefined;
    this.#choose(row, column);
  }

  /** Makes a cell the active one; what is between it and the one before stays chosen. */
  extend(row: number, column: number): void {
    this.anchor.value ??= this.active.peek();
    this.#choose(row, column);
  }

  #choose(row: number, column: number): void {
    const there = this.rowAt(row);
    this.active.value = { row, key: there === undefined ? "" : rowKey(there), column };
  }

  /** Folds the boxes of a group away, or shows them. */
  toggle(group: string): void {
    const now = this.collapsed.peek();
    this.collapsed.value = now.includes(group) ? now.filter((one) => one !== group) : [...now, group];
  }

  /** Whether the boxes of a group are folded away. */
  isFolded(group: string): boolean {
    return groupOf(this.window.peek(), group)?.collapsed ?? this.collapsed.peek().includes(group);
  }

  /** The draft of a cell; made if there is none. */
  draft(record: BoxView, column: Column): Draft {
    const key = cellKey(record.id, column.key);
    const there = this.drafts.peek().get(key);
    if (there !== undefined) return there;
    const draft = new Draft(column.edited(record), column.save(this.#link, record.id));
    this.drafts.value = new Map(this.drafts.peek()).set(key, draft);
    return draft;
  }

  /** Opens the editor of a cell, with `typed` in place of what is stored if it is given. */
  edit(record: BoxView, row: number, column: Column, typed?: string): void {
    if (column.editor === "none") return;
    const draft = this.draft(record, column);
    draft.begin();
    if (typed !== undefined) draft.type(typed);
    this.editing.value = { record, row, column: column.key };
  }

  /** Closes the editor and stores what was typed; a refused text stays as a draft. */
  async commit(id: string, column: string): Promise<void> {
    const key = cellKey(id, column);
    const draft = this.drafts.peek().get(key);
    if (this.#isEditing(id, column)) this.editing.value = undefined;
    if (draft === undefined) return;
    if (await draft.commit()) this.#drop(key, draft);
  }

  /** Stores what is being typed, because the grid goes away. */
  leave(): void {
    for (const draft of this.drafts.peek().values()) void draft.commit();
  }

  /** Closes the editor and drops what was typed. */
  revert(id: string, column: string): void {
    const key = cellKey(id, column);
    const draft = this.drafts.peek().get(key);
    draft?.revert();
    if (this.#isEditing(id, column)) this.editing.value = undefined;
    if (draft !== undefined) this.#drop(key, draft);
  }

  #isEditing(id: string, column: string): boolean {
    const editing = this.editing.peek();
    return editing?.record.id === id && editing.column === column;
  }

  #drop(key: string, draft: Draft): void {
    // Opened again meanwhile: it is needed.
    if (draft.state.peek() !== "rest" || this.drafts.peek().get(key) !== draft) return;
    const drafts = new Map(this.drafts.peek());
    drafts.delete(key);
    this.drafts.value = drafts;
  }
}

/** Names a cell. */
export function cellKey(id: string, column: string): string {
  return `${id} ${column}`;
}
