/** A mail that is being written, and what is to happen when it is sent. */
import { type Signal, signal } from "@preact/signals";

import type { Due } from "../../generated/Due";
import type { LabelView } from "../../generated/LabelView";

/** The window in which a mail is written. */
export interface LetterWindow {
  /** Gmail's legacy id of the conversation that is answered; empty for a new one. */
  readonly thread: string;
  subject(): string;
  /** What was written so far. */
  text(): string;
  /** Puts a text where the caret is, and a subject where there is none. */
  insert(text: string, subject: string): void;
}

/** A task that is made when a mail is sent. */
export interface FollowUp {
  readonly text: string;
  readonly due: Due | null;
}

/** A mail that is being written. */
export class Letter {
  /** The box that its conversation goes into when it is sent. */
  readonly box: Signal<LabelView | undefined> = signal(undefined);
  /** The ids of the boxes that its conversation is in already. */
  readonly held: Signal<readonly string[]> = signal([]);
  /** What is to be done about it once it is sent. */
  readonly followUp: Signal<FollowUp | undefined> = signal(undefined);
  readonly window: LetterWindow;

  constructor(window: LetterWindow) {
    this.window = window;
  }
}
