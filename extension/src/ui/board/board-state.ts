/** What a board remembers beside the records: the active card, folded columns, what is being dragged. */
import { type Signal, signal } from "@preact/signals";

import type { BoxView } from "../../generated/BoxView";

/** The card that keys act on. */
export interface ActiveCard {
  /** The key of its column. */
  group: string;
  /** Its place in the column. */
  index: number;
  /** Its box; none while the core has not said which. */
  id: string | undefined;
}

/** Where a card is dropped if it is let go now. */
export interface Target {
  group: string;
  /** The place before which it goes. */
  index: number;
}

/** A card that is being dragged. */
export interface Dragged {
  record: BoxView;
  from: string;
  /** Where the pointer is, in CSS pixels of the window. */
  x: number;
  y: number;
  target: Target | undefined;
}

/** What a board remembers. */
export class BoardState {
  readonly active: Signal<ActiveCard | undefined> = signal<ActiveCard | undefined>(undefined);
  readonly folded: Signal<ReadonlySet<string>> = signal<ReadonlySet<string>>(new Set());
  readonly dragged: Signal<Dragged | undefined> = signal<Dragged | undefined>(undefined);
  /** The boxes that the core gave last, by column and place. */
  readonly cards = new Map<string, Map<number, BoxView>>();
  /** Whether the active card is to have the focus as soon as it is drawn. */
  #wantsFocus = false;

  /** Folds a column, or shows its cards again. */
  toggle(group: string): void {
    const folded = new Set(this.folded.peek());
    if (!folded.delete(group)) folded.add(group);
    this.folded.value = folded;
  }

  /** Makes a card the active one; it gets the focus when it is drawn. */
  activate(group: string, index: number, id = this.cards.get(group)?.get(index)?.id): void {
    this.#wantsFocus = true;
    this.active.value = { group, index, id };
  }

  /**
   * Whether the active card is to take the focus now: it was asked for, the card is drawn where it
   * was to go, and nobody has gone elsewhere meanwhile.
   */
  takesFocus(group: string, index: number, card: HTMLElement | null): boolean {
    const active = this.active.peek();
    if (active?.group !== group || active.index !== index) return false;
    const root = card?.getRootNode();
    if (!this.#wantsFocus || !(root instanceof ShadowRoot || root instanceof Document)) return false;
    this.#wantsFocus = false;
    const holder = root.activeElement;
    return holder === null || holder === document.body || holder.closest(".board") !== null;
  }

  /** Takes the cards of a column; the active card follows its box, also from column to column. */
  show(group: string, cards: Map<number, BoxView>): void {
    this.cards.set(group, cards);
    const active = this.active.peek();
    if (active === undefined) return;
    for (const [index, { id }] of cards) {
      if (id !== active.id) continue;
      // What it had of the focus it lost with its old place, maybe before this one was known.
      if (group !== active.group) this.#wantsFocus = true;
      if (group !== active.group || index !== active.index) this.active.value = { group, index, id };
      return;
    }
    const there = cards.get(active.index);
    if (active.group === group && active.id === undefined && there !== undefined) {
      this.active.value = { ...active, id: there.id };
    }
  }

  /** The box at a place, if the core gave it. */
  at(group: string, index: number): BoxView | undefined {
    return this.cards.get(group)?.get(index);
  }
}
