/** A core that stops is replaced without the pages noticing. */
import { expect, test } from "vitest";

import { CoreKeeper } from "../src/core/keeper";
import type { View } from "../src/generated/View";
import { fakeCores, settle } from "./fake-core";

const NAV: View = { kind: "nav", pipelines: [] };

function kept() {
  const { open, cores } = fakeCores();
  const reported: unknown[] = [];
  const keeper = new CoreKeeper("ann@example.com", open, (error) => reported.push(error));
  const published: [number, View][] = [];
  const port = keeper.connect({ trusted: false, publish: (...news) => published.push(news) });
  return { keeper, cores, reported, published, port };
}

test("asks again what was not answered, under the same command id, and subscribes again", async () => {
  const { keeper, cores, reported, published, port } = kept();
  const subscribed = keeper.ask(port, { kind: "subscribe", subscription: 7, query: { kind: "nav" } });
  const command = {
    kind: "do",
    commandId: "c1",
    command: { kind: "renameBox", id: "b", name: "x" },
  } as const;
  const done = keeper.ask(port, command);
  await settle();
  cores[0]?.waiting[0]?.answer({ kind: "view", view: NAV });
  expect(await subscribed).toEqual({ kind: "view", view: NAV });
  cores[0]?.panic();
  await settle();
  expect(cores.length).toBe(2);
  expect(reported.length).toBe(1);
  const again = cores[1]?.waiting ?? [];
  expect(again.map(({ request }) => request)).toEqual([
    { kind: "subscribe", subscription: 7, query: { kind: "nav" } },
    command,
  ]);
  again[0]?.answer({ kind: "view", view: NAV });
  again[1]?.answer({ kind: "done", storage: "disk", created: null });
  expect((await done).kind).toBe("done");
  expect(published).toEqual([[7, NAV]]);
});

test("hears nothing more of a core that was replaced", async () => {
  const { cores, published } = kept();
  await settle();
  cores[0]?.panic();
  cores[0]?.listener({ kind: "published", port: 1, subscription: 1, view: NAV });
  await settle();
  expect(published).toEqual([]);
});

test("gives a core up that stops again and again, and tries anew at the next request", async () => {
  const { keeper, cores, port } = kept();
  const asked = keeper.ask(port, { kind: "read", query: { kind: "nav" } });
  for (let stop = 0; stop < 4; stop += 1) {
    await settle();
    cores.at(-1)?.panic();
  }
  expect(await asked).toMatchObject({ kind: "failed", failure: { code: "core-stopped" } });
  const count = cores.length;
  await settle();
  expect(cores.length).toBe(count);
  const next = keeper.ask(port, { kind: "read", query: { kind: "nav" } });
  await settle();
  expect(cores.length).toBe(count + 1);
  cores.at(-1)?.waiting[0]?.answer({ kind: "view", view: NAV });
  expect((await next).kind).toBe("view");
});

test("refuses what handles tokens to a page inside Gmail, before the core sees it", async () => {
  const { keeper, cores, port } = kept();
  const session = { server: "https://boxwood.example", token: "t" };
  for (const request of [{ kind: "signIn", session }, { kind: "signOut" }] as const) {
    expect(await keeper.ask(port, request)).toMatchObject({ failure: { code: "not-allowed" } });
  }
  await settle();
  expect(cores[0]?.waiting).toEqual([]);
  const own = keeper.connect({ trusted: true, publish: () => undefined });
  void keeper.ask(own, { kind: "signIn", session });
  await settle();
  expect(cores[0]?.waiting[0]).toMatchObject({ trusted: true, request: { kind: "signIn" } });
});

test("a page that goes away takes its subscriptions along", async () => {
  const { keeper, cores, published, port } = kept();
  void keeper.ask(port, { kind: "subscribe", subscription: 1, query: { kind: "nav" } });
  await settle();
  keeper.disconnect(port);
  await settle();
  expect(cores[0]?.closedPorts).toEqual([port]);
  cores[0]?.listener({ kind: "published", port, subscription: 1, view: NAV });
  expect(published).toEqual([]);
});
