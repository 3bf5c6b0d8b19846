/** Who is at the other end of a connection is told by what the browser vouches for. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { callerOf, isCurrent, onErrand, onPort, openPort } from "../src/platform/ports";

const ID = "kblbjdaiklpakgocifgepgkgeacbdpdh";
type Listener = (...words: never[]) => unknown;

function fakeChrome() {
  const listeners: Record<string, Listener[]> = { connect: [], message: [] };
  const event = (name: string) => ({ addListener: (listener: Listener) => listeners[name]?.push(listener) });
  const runtime = {
    id: ID as string | undefined,
    getURL: (path: string) => `chrome-extension://${ID}/${path}`,
    connect: () => {
      if (runtime.id === undefined) throw new Error("Extension context invalidated.");
      return { postMessage: () => undefined };
    },
    onConnect: event("connect"),
    onMessage: event("message"),
  };
  return { runtime, listeners };
}

let fake: ReturnType<typeof fakeChrome>;

beforeEach(() => {
  fake = fakeChrome();
  vi.stubGlobal("chrome", fake);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  [{ id: ID, origin: "https://mail.google.com", url: "https://mail.google.com/mail/u/0/" }, "gmail"],
  [
    { id: ID, origin: `chrome-extension://${ID}`, url: `chrome-extension://${ID}/options.html` },
    "extension-page",
  ],
  [{ id: ID, url: `chrome-extension://${ID}/options.html` }, "extension-page"],
  [
    { id: ID, origin: "https://evil.example", url: `https://evil.example/chrome-extension://${ID}/` },
    "stranger",
  ],
  [{ id: ID, origin: "https://mail.google.com.evil.example" }, "stranger"],
  [{ id: "another", origin: "https://mail.google.com" }, "stranger"],
  [{ id: ID }, "stranger"],
  [undefined, "stranger"],
] as const)("%j is %s", (sender, caller) => {
  expect(callerOf(sender as chrome.runtime.MessageSender | undefined)).toBe(caller);
});

test("a connection comes with who made it", () => {
  const heard: string[] = [];
  onPort((_, caller) => heard.push(caller));
  const port = { sender: { id: ID, origin: "https://mail.google.com" } };
  for (const listener of fake.listeners["connect"] ?? []) listener(port as never);
  expect(heard).toEqual(["gmail"]);
});

test("leaves messages alone that are not its own, such as InboxSDK's", () => {
  onErrand(async () => "answer");
  const [listener] = fake.listeners["message"] ?? [];
  expect(
    listener?.({ type: "inboxsdk__injectPageWorld" } as never, {} as never, (() => undefined) as never),
  ).toBe(false);
});

test("answers an errand later, and one that fails too", async () => {
  vi.stubGlobal("reportError", () => undefined);
  onErrand(async (errand) => {
    if (errand.errand === "open-options") throw new Error("no window");
    return ["ann@example.com"];
  });
  const [listener] = fake.listeners["message"] ?? [];
  const sender = { id: ID, origin: `chrome-extension://${ID}` };
  const answers = ["list-accounts", "open-options"].map(
    (errand) =>
      new Promise((resolve) => {
        expect(listener?.({ errand } as never, sender as never, resolve as never)).toBe(true);
      }),
  );
  expect(await Promise.all(answers)).toEqual([["ann@example.com"], undefined]);
});

test("knows when the extension is no longer the installed one", () => {
  expect(isCurrent()).toBe(true);
  fake.runtime.id = undefined;
  expect(isCurrent()).toBe(false);
  expect(() => openPort()).toThrow("invalidated");
});
