// @vitest-environment happy-dom
/** The link lives through the death of the service worker, and through that of the extension. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { AWAKE_EVERY, DEADLINE, Link } from "../src/link/link";
import { PageContext } from "../src/platform/page-context";
import { FakeWorker } from "./fake-ports";

let context: PageContext;
let worker: FakeWorker;
let visibility: DocumentVisibilityState;

beforeEach(() => {
  vi.useFakeTimers();
  visibility = "visible";
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
  context = new PageContext();
  worker = new FakeWorker();
});

afterEach(() => {
  context.end();
  vi.useRealTimers();
});

function connect(): Link {
  return new Link(context, "ann@example.com", worker);
}

test("says first for which account it is", () => {
  connect();
  expect(worker.port.said).toEqual([{ hello: { account: "ann@example.com" } }]);
});

test("answers each request by its id, in whatever order", async () => {
  const link = connect();
  const first = link.ask({ kind: "reconnect" });
  const second = link.ask({ kind: "signOut" });
  const [one, two] = worker.asked;
  worker.answer({ id: two?.id ?? 0, response: { kind: "done", storage: "disk", created: "two" } });
  worker.answer({ id: one?.id ?? 0, response: { kind: "nothing" } });
  expect(await first).toEqual({ kind: "nothing" });
  expect(await second).toEqual({ kind: "done", storage: "disk", created: "two" });
});

test("sends what was not answered again, commands under the same id, when the worker died", async () => {
  const link = connect();
  const done = link.do({ kind: "renameBox", id: "b", name: "x" });
  const before = worker.asked[0]?.request;
  worker.port.lose();
  await vi.advanceTimersByTimeAsync(0);
  expect(worker.ports.length).toBe(2);
  expect(worker.port.said[0]).toEqual({ hello: { account: "ann@example.com" } });
  expect(worker.asked[0]?.request).toEqual(before);
  worker.answer({ id: worker.asked[0]?.id ?? 0, response: { kind: "done", storage: "disk", created: null } });
  expect((await done).kind).toBe("done");
  // Answered: not sent once more.
  worker.port.lose();
  await vi.advanceTimersByTimeAsync(0);
  expect(worker.asked).toEqual([]);
});

test("subscribes again under the same name, with the question as it is now", async () => {
  const link = connect();
  const nav = link.subscribe({ kind: "nav" });
  const thread = link.subscribe({ kind: "thread", thread: "t1", mails: [] });
  thread.change({ kind: "thread", thread: "t2", mails: [] });
  worker.port.lose();
  await vi.advanceTimersByTimeAsync(0);
  expect(worker.asked.map(({ request }) => request)).toEqual([
    { kind: "subscribe", subscription: 1, query: { kind: "nav" } },
    { kind: "subscribe", subscription: 2, query: { kind: "thread", thread: "t2", mails: [] } },
  ]);
  const pipelines = [
    { id: "p", name: "Sales", boxes: 3, icon: "", colour: null, hidden: false, opensWith: null },
  ];
  worker.answer({ subscription: 1, view: { kind: "nav", pipelines } });
  expect(nav.view.value?.pipelines).toEqual(pipelines);
});

test("drops the answer to a question that was changed since, and views of another kind", () => {
  const link = connect();
  const found = link.subscribe({ kind: "findBoxes", text: "a", count: 5 });
  const first = worker.asked[0]?.id ?? 0;
  found.change({ kind: "findBoxes", text: "ab", count: 5 });
  worker.answer({ id: first, response: { kind: "view", view: { kind: "boxes", hits: [] } } });
  expect(found.view.value).toBeUndefined();
  worker.answer({ subscription: 1, view: { kind: "nav", pipelines: [] } });
  expect(found.view.value).toBeUndefined();
  worker.answer({
    id: worker.asked[1]?.id ?? 0,
    response: { kind: "view", view: { kind: "boxes", hits: [] } },
  });
  expect(found.view.value).toEqual({ kind: "boxes", hits: [] });
});

test("shows a refused question as a failure and what comes later as the answer", () => {
  const link = connect();
  const nav = link.subscribe({ kind: "nav" });
  const failure = { code: "core-stopped", place: null, params: {} } as const;
  worker.answer({ id: worker.asked[0]?.id ?? 0, response: { kind: "failed", failure } });
  expect(nav.failure.value).toEqual(failure);
  worker.answer({ subscription: 1, view: { kind: "nav", pipelines: [] } });
  expect(nav.failure.value).toBeUndefined();
});

test("gives up a request after its deadline, as data", async () => {
  const link = connect();
  const asked = link.ask({ kind: "reconnect" });
  await vi.advanceTimersByTimeAsync(DEADLINE);
  expect(await asked).toMatchObject({ kind: "failed", failure: { code: "core-stopped" } });
});

test("says that it is looked at, and only then", async () => {
  connect();
  await vi.advanceTimersByTimeAsync(AWAKE_EVERY);
  expect(worker.port.said.at(-1)).toEqual({ awake: true });
  const count = worker.port.said.length;
  visibility = "hidden";
  await vi.advanceTimersByTimeAsync(AWAKE_EVERY * 3);
  expect(worker.port.said.length).toBe(count);
});

test("lets the worker sleep while nobody looks, and wakes it for a look or a request", async () => {
  const link = connect();
  visibility = "hidden";
  worker.port.lose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(worker.ports.length).toBe(1);
  expect(link.state.value).toBe("asleep");
  visibility = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  expect(worker.ports.length).toBe(2);
  visibility = "hidden";
  worker.port.lose();
  await vi.advanceTimersByTimeAsync(1_000);
  void link.ask({ kind: "reconnect" });
  expect(worker.ports.length).toBe(3);
});

test("pauses longer and longer between attempts that fail", async () => {
  connect();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    worker.port.lose();
    await vi.advanceTimersByTimeAsync(attempt === 0 ? 0 : 5_000);
  }
  expect(worker.ports.length).toBe(7);
  worker.port.lose();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(worker.ports.length).toBe(7);
});

test("is outdated when the extension was updated, and fails what was asked", async () => {
  const link = connect();
  const asked = link.ask({ kind: "reconnect" });
  worker.current = false;
  worker.port.lose();
  expect(link.state.value).toBe("outdated");
  expect((await asked).kind).toBe("failed");
});

test("ends with its page", async () => {
  const link = connect();
  const asked = link.ask({ kind: "reconnect" });
  context.end();
  expect((await asked).kind).toBe("failed");
  expect(worker.port.gone).toBe(true);
  expect((await link.ask({ kind: "reconnect" })).kind).toBe("failed");
  await vi.advanceTimersByTimeAsync(AWAKE_EVERY * 2);
  expect(worker.ports.length).toBe(1);
});
