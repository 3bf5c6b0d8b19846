/** What a pipeline shows on this screen: a saved view or none, and what was changed about it since. */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";

import type { SavedViewView } from "../../generated/SavedViewView";
import type { ViewShape } from "../../generated/ViewShape";
import { PLAIN, sameShape } from "./shape";

/** What a pipeline shows on this screen. */
export class ViewDesk {
  readonly #shape: Signal<ViewShape> = signal(PLAIN);
  readonly #chosen: Signal<string | undefined> = signal(undefined);
  /** The saved view that the address asks for; otherwise the pipeline opens as it is set to. */
  readonly wanted: string | undefined;
  /** Whether a person has chosen anything yet: until then the pipeline opens as it is set to. */
  #touched = false;

  constructor(wanted?: string) {
    this.wanted = wanted;
  }

  /** What is shown. */
  get shape(): ReadonlySignal<ViewShape> {
    return this.#shape;
  }

  /** The saved view that it began with. */
  get chosen(): ReadonlySignal<string | undefined> {
    return this.#chosen;
  }

  /** Shows something else. */
  change(shape: ViewShape): void {
    this.#touched = true;
    this.#shape.value = shape;
  }

  /** Shows a saved view, or what a pipeline shows without one. */
  choose(view: SavedViewView | undefined): void {
    this.#touched = true;
    batch(() => {
      this.#chosen.value = view?.id;
      this.#shape.value = view?.shape ?? PLAIN;
    });
  }

  /** Opens with a view, unless something was chosen already. */
  open(view: SavedViewView): void {
    if (!this.#touched) this.choose(view);
  }

  /** Takes what is shown as the new content of a view that was saved from it. */
  saved(id: string): void {
    this.#chosen.value = id;
  }

  /** Whether what is shown is not what is saved. */
  isChanged(view: SavedViewView | undefined): boolean {
    return !sameShape(this.#shape.value, view?.shape ?? PLAIN);
  }
}
