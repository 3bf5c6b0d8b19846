/** What is being typed is never overwritten, and never lost. */
import { expect, test } from "vitest";

import type { Failure } from "../src/generated/Failure";
import { Draft } from "../src/ui/draft";
import { settle } from "./fake-core";

const TOO_LONG: Failure = { code: "too-long", place: "boxName", params: { most: "1000", has: "10000" } };

function drafted(stored = "Acme") {
  const saves: { text: string; end: (problem?: Failure) => void }[] = [];
  const draft = new Draft(
    stored,
    (text) => new Promise((resolve) => saves.push({ text, end: (problem) => resolve(problem) })),
  );
  return { draft, saves };
}

test("shows changes that come in at rest", () => {
  const { draft } = drafted();
  draft.incoming("Acme Ltd");
  expect(draft.text.value).toBe("Acme Ltd");
});

test("never overwrites what is being typed", () => {
  const { draft } = drafted();
  draft.begin();
  draft.type("Acme In");
  draft.incoming("Ben's name");
  expect(draft.text.value).toBe("Acme In");
  expect(draft.state.value).toBe("editing");
});

test("does not overwrite an editor that is open and untouched either", () => {
  const { draft } = drafted();
  draft.begin();
  draft.incoming("Ben's name");
  expect(draft.text.value).toBe("Acme");
});

test("shows what came in meanwhile when the editor is left without a change, and stores nothing", async () => {
  const { draft, saves } = drafted();
  draft.begin();
  draft.incoming("Ben's name");
  expect(await draft.commit()).toBe(true);
  expect(draft.text.value).toBe("Ben's name");
  expect(saves).toEqual([]);
});

test("reverts to what is stored now", () => {
  const { draft } = drafted();
  draft.type("x");
  draft.incoming("Ben's name");
  draft.revert();
  expect(draft.text.value).toBe("Ben's name");
});

test("keeps a refused text in the editor with the reason, through changes that come in", async () => {
  const { draft, saves } = drafted();
  draft.type("very long");
  const stored = draft.commit();
  saves[0]?.end(TOO_LONG);
  expect(await stored).toBe(false);
  draft.incoming("Ben's name");
  expect(draft.text.value).toBe("very long");
  expect(draft.problem.value).toEqual(TOO_LONG);
  draft.type("short");
  const again = draft.commit();
  saves[1]?.end();
  expect(await again).toBe(true);
  expect(draft.problem.value).toBeUndefined();
});

test("shows what was typed until the news of it comes, then what is stored", async () => {
  const { draft, saves } = drafted();
  draft.type("New");
  const stored = draft.commit();
  expect(draft.text.value).toBe("New");
  saves[0]?.end();
  await stored;
  expect(draft.text.value).toBe("New");
  draft.incoming("New");
  draft.incoming("Newer by Ben");
  expect(draft.text.value).toBe("Newer by Ben");
});

test("typing on while saving wins over the end of the saving", async () => {
  const { draft, saves } = drafted();
  draft.type("one");
  const first = draft.commit();
  draft.type("one two");
  saves[0]?.end();
  await first;
  await settle();
  expect(draft.text.value).toBe("one two");
  expect(draft.state.value).toBe("editing");
});
