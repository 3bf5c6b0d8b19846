/** What was written and not sent: it is there again when the screen is, as long as the page is. */
import { type Signal, signal } from "@preact/signals";

const unsent = new Map<string, Signal<unknown>>();

/** What was put into a form for a purpose and not sent; `start` if nothing was. */
export function unsentInput<T>(purpose: string, start: T): Signal<T> {
  const there = unsent.get(purpose) as Signal<T> | undefined;
  const input = there ?? signal(start);
  if (there === undefined) unsent.set(purpose, input as Signal<unknown>);
  return input;
}

/** What was written for a purpose and not sent. */
export function unsentText(purpose: string): Signal<string> {
  return unsentInput(purpose, "");
}

/** Forgets what was put into a form, because it was sent. */
export function forgetUnsent(purpose: string): void {
  unsent.delete(purpose);
}
