/** Has a screen drawn part by part, so that Gmail goes on in between. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

import { nextTask } from "../platform/page-context";

/** Calls `action` in the next task, unless the result is called before. */
function inNextTask(action: () => void): () => void {
  let isWanted = true;
  nextTask().then(() => {
    if (isWanted) action();
  }, reportError);
  return () => {
    isWanted = false;
  };
}

/** Whether so many tasks have passed since the component was first drawn. */
export function useTasksLater(count: number): boolean {
  const passed = useSignal(0);
  const now = passed.value;
  useLayoutEffect(() => {
    if (now >= count) return undefined;
    return inNextTask(() => {
      passed.value = now + 1;
    });
  }, [now, count, passed]);
  return now >= count;
}

/** How long a task should draw, in milliseconds: less than half a frame. */
const LONG = 6;
/** How many rows are drawn at first. */
const FIRST_ROWS = 2;

/**
 * How many of so many rows are to be drawn now: a few at first, and in each task after that as many
 * more as the machine is quick enough for. Once all were drawn, it is always all of them: scrolling
 * adds few at a time.
 */
export function useGrowth(rows: number): number {
  const drawn = useSignal(FIRST_ROWS);
  const step = useRef({ rows: FIRST_ROWS, began: Number.NaN });
  const now = drawn.value;
  useLayoutEffect(() => {
    if (rows === 0 || now === Number.POSITIVE_INFINITY) return undefined;
    if (now >= rows) {
      drawn.value = Number.POSITIVE_INFINITY;
      return undefined;
    }
    const took = performance.now() - step.current.began;
    if (took < LONG / 2) step.current.rows *= 2;
    else if (took > LONG) step.current.rows = Math.max(1, Math.floor(step.current.rows / 2));
    return inNextTask(() => {
      step.current.began = performance.now();
      drawn.value = now + step.current.rows;
    });
  }, [rows, now, drawn]);
  return now;
}
