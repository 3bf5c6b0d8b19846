/** Pages are connected to the core of their account, and to no other. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { LINGER, Switchboard } from "../src/background/switchboard";
import { alphabet } from "../src/core/alphabet";
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

test("a core knows zone and alphabet before the first question, and when they change", async () => {
  const offset = vi.spyOn(Date.prototype, "getTimezoneOffset").mockReturnValue(-60);
  const options = new Intl.Collator().resolvedOptions();
  const language = vi.spyOn(Intl.Collator.prototype, "resolvedOptions");
  language.mockReturnValue({ ...options, locale: "de-AT" });
  const { switchboard, cores } = board();
  const port = page(switchboard, "ann@example.com");
  port.hear({ id: 1, request: { kind: "read", query: { kind: "nav" } } });
  await settle();
  const german = { kind: "alphabet", letters: alphabet("de-AT") };
  expect(cores[0]?.told).toEqual([{ kind: "zone", offsetMinutes: 60 }, german]);
  expect(cores[0]?.waiting.length).toBe(1);
  port.hear({ awake: true });
  await settle();
  expect(cores[0]?.told.length).toBe(2);
  // The clocks go forward while nobody asks anything.
  offset.mockReturnValue(-120);
  port.hear({ awake: true });
  await settle();
  expect(cores[0]?.told.slice(2)).toEqual([{ kind: "zone", offsetMinutes: 120 }]);
  // And back again, before the next question; meanwhile somebody has come to like Swedish.
  offset.mockReturnValue(-60);
  language.mockReturnValue({ ...options, locale: "sv" });
  port.hear({ id: 2, request: { kind: "read", query: { kind: "nav" } } });
  await settle();
  const all = [
    { kind: "zone", offsetMinutes: 60 },
    { kind: "alphabet", letters: alphabet("sv") },
  ];
  expect(cores[0]?.told.slice(3)).toEqual(all);
  // One that takes its place knows nothing yet.
  cores[0]?.panic();
  await settle();
  expect(cores[1]?.told).toEqual(all);
  vi.restoreAllMocks();
});
