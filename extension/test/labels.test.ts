/** Row labels are asked for in batches. */
import { expect, test } from "vitest";
import type { LabelView } from "../src/generated/LabelView";
import { LabelBoard, MOST_THREADS } from "../src/gmail/label-board";

function label(id: string): LabelView {
  return {
    id,
    name: "<img onerror=alert(1)>",
    pipeline: "p",
    pipelineName: "Sales",
    stageName: "Lead",
    colour: "#5f6368",
  };
}

function board() {
  const asked: string[][] = [];
  const due: (() => void)[] = [];
  const labels = new LabelBoard(
    (threads) => asked.push(threads),
    (action) => due.push(action),
  );
  const frame = (): void => {
    for (const action of due.splice(0)) action();
  };
  return { labels, asked, frame };
}

test("rows that come within a frame make one question", () => {
  const { labels, asked, frame } = board();
  for (const thread of ["b", "a", "c"]) labels.add(thread, () => undefined);
  expect(asked).toEqual([]);
  frame();
  expect(asked).toEqual([["a", "b", "c"]]);
});

test("a list drawn anew with the same rows asks nothing", () => {
  const { labels, asked, frame } = board();
  const end = labels.add("a", () => undefined);
  frame();
  end();
  labels.add("a", () => undefined);
  frame();
  expect(asked).toEqual([["a"]]);
});

test("shows each row its labels, each change once, and a new row what is known", () => {
  const { labels, frame } = board();
  const shown: string[] = [];
  const show = (name: string) => (list: readonly LabelView[]) =>
    shown.push(`${name}:${list.map(({ id }) => id)}`);
  labels.add("a", show("first"));
  labels.add("b", show("other"));
  frame();
  labels.answer([{ thread: "a", labels: [label("1")] }]);
  labels.answer([{ thread: "a", labels: [label("1")] }]);
  expect(shown).toEqual(["first:1", "other:"]);
  labels.add("a", show("again"));
  labels.answer([]);
  expect(shown).toEqual(["first:1", "other:", "again:1", "first:", "again:"]);
});

test("never asks for more than the core takes, and keeps the rows that came last", () => {
  const { labels, asked, frame } = board();
  for (let row = 0; row < MOST_THREADS + 10; row += 1) labels.add(`t${row}`, () => undefined);
  frame();
  expect(asked[0]?.length).toBe(MOST_THREADS);
  expect(asked[0]).not.toContain("t9");
  expect(asked[0]).toContain(`t${MOST_THREADS + 9}`);
});
