/** Waiting for a state, by asking again until it is there. */
import { deepStrictEqual } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";

/** How long something may take to appear before a test gives up, in milliseconds. */
export const PATIENCE = 15_000;
/** How long to wait before asking again, in milliseconds. */
const AGAIN = 20;

/** Waits until a question is answered by `expected`; fails with the last answer if it never is. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  expected: T,
  patience = PATIENCE,
): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      deepStrictEqual(await ask(), expected);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(AGAIN);
    }
  }
}
