/** Pages are connected to the core of their account, and to no other. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { LINGER, Switchboard } from "../src/background/switchboard";
import { fakeCores, settle } from "./fake-core";
import { FakePort } from "./fake-ports";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function board() {
  const fakes = fakeCores();
  const onAccount = vi.fn();
  return { ...fakes, onAccount, switchboard: new Switchboard(fakes.open, () => undefined, onAccount) };
}

function page(switchboard: Switchboard, account: string, caller: "gmail" | "extension-page" = "gmail") {
  const port = new FakePort();
  switchboard.serve(port, caller);
  port.hear({ hello: { account } });
  return port;
}

test("two tabs of an account share a core; another account has its own", async () => {
  const { switchboard, cores, accounts } = board();
  page(switchboard, "ann@example.com");
  page(switchboard, " Ann@Example.com");
  page(switchboard, "ben@example.com");
  await settle();
  expect(accounts).toEqual(["ann@example.com", "ben@example.com"]);
  expect(cores.length).toBe(2);
});

test("says when there is one more account, and not for every tab", () => {
  const { switchboard, onAccount } = board();
  onAccount.mockImplementation(() => expect(switchboard.accounts).toContain("ann@example.com"));
  page(switchboard, "ann@example.com");
  page(switchboard, "ann@example.com");
  expect(onAccount).toHaveBeenCalledTimes(1);
  page(switchboard, "ben@example.com");
  expect(onAccount).toHaveBeenCalledTimes(2);
});

test("answers a page by the id of its request, and trusts only the extension's own pages", async () => {
  const { switchboard, cores } = board();
  const gmail = page(switchboard, "ann@example.com");
  const own = page(switchboard, "ann@example.com", "extension-page");
  gmail.hear({ id: 5, request: { kind: "reconnect" } });
  own.hear({ id: 6, request: { kind: "signOut" } });
  await settle();
  const waiting = cores[0]?.waiting ?? [];
  expect(waiting.map(({ trusted }) => trusted)).toEqual([false, true]);
  waiting[0]?.answer({ kind: "nothing" });
  await settle();
  expect(gmail.said).toEqual([{ id: 5, response: { kind: "nothing" } }]);
  expect(own.said).toEqual([]);
});

test("a connection stays one account's, whatever it says later", async () => {
  const { switchboard, accounts } = board();
  const port = page(switchboard, "ann@example.com");
  port.hear({ hello: { account: "ben@example.com" } });
  await settle();
  expect(accounts).toEqual(["ann@example.com"]);
});

test("turns strangers away", () => {
  const { switchboard, cores } = board();
  const port = new FakePort();
  switchboard.serve(port, "stranger");
  expect(port.gone).toBe(true);
  expect(cores).toEqual([]);
});

test("closes a core a while after its last page, and opens it again only when it is closed", async () => {
  const { switchboard, cores } = board();
  const port = page(switchboard, "ann@example.com");
  await settle();
  port.lose();
  await vi.advanceTimersByTimeAsync(LINGER / 2);
  const second = page(switchboard, "ann@example.com");
  await vi.advanceTimersByTimeAsync(LINGER * 2);
  expect(cores[0]?.closed).toBe(false);
  second.lose();
  await vi.advanceTimersByTimeAsync(LINGER);
  expect(cores[0]?.closed).toBe(true);
  page(switchboard, "ann@example.com");
  await settle();
  expect(cores.length).toBe(2);
});
