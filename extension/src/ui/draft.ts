/**
 * A text that is being edited in place.
 *
 * Changes that come in meanwhile are remembered but never shown over what is being typed. A text
 * that is refused stays where it was typed, with the reason, until it is changed or reverted.
 */
import { batch, type ReadonlySignal, signal } from "@preact/signals";

import type { Failure } from "../generated/Failure";

/** `rest`: shows what is stored. `editing`: holds what is typed, also after a refusal. */
export type DraftState = "rest" | "editing" | "saving";

/** Stores a text; gives the reason if it was not stored. */
export type Save = (text: string) => Promise<Failure | undefined>;

/** A text that is being edited in place. */
export class Draft {
  readonly #text = signal("");
  readonly #state = signal<DraftState>("rest");
  readonly #problem = signal<Failure | undefined>(undefined);
  #save: Save;
  #stored: string;
  /** What was stored when typing began; typing the same again changes nothing. */
  #base: string;
  #turn = 0;

  constructor(stored: string, save: Save) {
    this.#stored = stored;
    this.#base = stored;
    this.#save = save;
    this.#text.value = stored;
  }

  /** What the editor shows. */
  get text(): ReadonlySignal<string> {
    return this.#text;
  }

  get state(): ReadonlySignal<DraftState> {
    return this.#state;
  }

  /** Why the text was not stored. */
  get problem(): ReadonlySignal<Failure | undefined> {
    return this.#problem;
  }

  /** Takes what is stored now, and how to store from now on. */
  incoming(stored: string, save: Save = this.#save): void {
    this.#save = save;
    if (stored === this.#stored) return;
    this.#stored = stored;
    if (this.#state.peek() === "rest") this.#text.value = stored;
  }

  /** Begins to edit; what is typed so far stays. */
  begin(): void {
    if (this.#state.peek() !== "rest") return;
    batch(() => {
      this.#base = this.#stored;
      this.#text.value = this.#stored;
      this.#state.value = "editing";
    });
  }

  /** Takes what is typed. */
  type(text: string): void {
    this.begin();
    batch(() => {
      this.#turn += 1;
      this.#text.value = text;
      this.#state.value = "editing";
    });
  }

  /** Stores the text if it was changed. Whether the editor may be closed is the result. */
  async commit(): Promise<boolean> {
    if (this.#state.peek() === "rest") return true;
    if (this.#state.peek() === "saving") return true;
    const text = this.#text.peek();
    if (text === this.#base) {
      this.revert();
      return true;
    }
    this.#turn += 1;
    const turn = this.#turn;
    batch(() => {
      this.#state.value = "saving";
      this.#problem.value = undefined;
    });
    const problem = await this.#save(text);
    // Typed on meanwhile: what was typed last decides.
    if (turn !== this.#turn) return problem === undefined;
    batch(() => {
      this.#problem.value = problem;
      if (problem !== undefined) {
        this.#state.value = "editing";
        return;
      }
      // Where the news of the change is not here yet, what was typed stands in for it.
      if (this.#stored !== this.#base) this.#text.value = this.#stored;
      this.#base = text;
      this.#state.value = "rest";
    });
    return problem === undefined;
  }

  /** Drops what was typed. */
  revert(): void {
    this.#turn += 1;
    batch(() => {
      this.#problem.value = undefined;
      this.#text.value = this.#stored;
      this.#base = this.#stored;
      this.#state.value = "rest";
    });
  }
}
