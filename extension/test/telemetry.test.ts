/** InboxSDK's reports to its maker are taken out, or the build fails. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { telemetryRemoval, withoutTelemetry } from "../build/telemetry.mjs";

test("the place to patch is in the InboxSDK that is installed", async () => {
  const code = await readFile(join(process.cwd(), "node_modules/@inboxsdk/core/inboxsdk.js"), "utf8");
  const patched = withoutTelemetry(code);
  const lines = new Set(code.split("\n"));
  const added = patched.split("\n").filter((line) => !lines.has(line));
  expect(added.length).toBeGreaterThan(0);
  expect(added.join("\n")).toContain("inboxsdk");
  expect(patched.length - code.length).toBeLessThan(300);
});

test("fails where the place is missing or there twice", () => {
  expect(() => withoutTelemetry("function fetchIt(opts) {\n}")).toThrow("0 times");
  expect(() => withoutTelemetry("function ajax(opts) {\n}\nfunction ajax(opts) {\n}")).toThrow("2 times");
});

test("fails where InboxSDK was not met at all", () => {
  expect(() => telemetryRemoval().check()).toThrow("without its reports being removed");
});

test("sends nothing to its maker, and everything else", async () => {
  const source = withoutTelemetry("function ajax(opts) {\n  return opts.send();\n}");
  const ajax = new Function(`${source}; return ajax;`)() as (options: {
    url: string;
    send: () => string;
  }) => unknown;
  let sent = 0;
  const send = (): string => {
    sent += 1;
    return "sent";
  };
  for (const url of [
    "https://api.inboxsdk.com/api/v2/errors",
    "https://pubsub.googleapis.com/v1/projects/mailfoogae/topics/events:publish",
    "https://inboxsdk.com",
  ]) {
    const race = await Promise.race([ajax({ url, send }), Promise.resolve("still open")]);
    expect(race).toBe("still open");
  }
  expect(sent).toBe(0);
  expect(ajax({ url: "https://mail.google.com/sync/u/0/i/fd", send })).toBe("sent");
});
