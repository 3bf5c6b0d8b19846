// @vitest-environment happy-dom
/** Screens that are drawn part by part: how much of them in each task. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useGrowth, useTasksLater } from "../src/ui/tasks";
import "./page";

/** Tasks that were asked for and have not begun. */
const waiting: (() => void)[] = [];
const place = document.createElement("div");

/** Lets the tasks run that wait now. */
async function runTasks(): Promise<void> {
  await act(async () => {
    for (const task of waiting.splice(0)) task();
    await Promise.resolve();
    await Promise.resolve();
  });
}

beforeEach(() => {
  vi.stubGlobal("scheduler", {
    postTask: (task: () => void) => new Promise<void>((resolve) => waiting.push(() => resolve(task()))),
  });
});

afterEach(() => {
  render(null, place);
  waiting.length = 0;
  vi.unstubAllGlobals();
});

function Rows({ rows }: { rows: number }) {
  return <p>{Math.min(rows, useGrowth(rows))}</p>;
}

test("rows are drawn a few at first and more in later tasks, and all at once from then on", async () => {
  await act(() => render(<Rows rows={0} />, place));
  expect(waiting).toHaveLength(0);
  await act(() => render(<Rows rows={30} />, place));
  const drawn: number[] = [Number(place.textContent)];
  while (waiting.length > 0) {
    await runTasks();
    drawn.push(Number(place.textContent));
  }
  expect(drawn[0]).toBeLessThan(5);
  expect(drawn.length).toBeGreaterThan(3);
  expect(drawn.at(-1)).toBe(30);
  expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
  await act(() => render(<Rows rows={80} />, place));
  expect(place.textContent).toBe("80");
});

test("tasks that take long draw fewer rows", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 20;
    return now;
  });
  await act(() => render(<Rows rows={20} />, place));
  const drawn: number[] = [Number(place.textContent)];
  while (waiting.length > 0) {
    await runTasks();
    drawn.push(Number(place.textContent));
  }
  const steps = drawn.slice(1).map((rows, at) => rows - (drawn[at] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(2);
  expect(drawn.at(-1)).toBe(20);
});

function Part() {
  return <p>{useTasksLater(2) ? "there" : "not yet"}</p>;
}

test("a part is drawn so many tasks after what is around it", async () => {
  await act(() => render(<Part />, place));
  await runTasks();
  expect(place.textContent).toBe("not yet");
  await runTasks();
  expect(place.textContent).toBe("there");
});
