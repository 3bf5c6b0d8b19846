/** The stand-in's server by itself: accounts, policy, control requests, and its life as a program. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:https";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Gmail, startGmail } from "./server.ts";
import type { ListAnswer } from "./wire.ts";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let gmail: Gmail;

beforeEach(async () => {
  gmail = await startGmail({ now: () => Date.UTC(2026, 10, 23, 9, 30) });
});

afterEach(async () => {
  await gmail.close();
});

async function ask(
  path: string,
  options: { cookie?: string; post?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const sent = request({
    host: "127.0.0.1",
    port: gmail.port,
    path,
    method: options.post === undefined ? "GET" : "POST",
    // The certificate is one that nobody signed.
    rejectUnauthorized: false,
    headers: { ...(options.cookie === undefined ? {} : { cookie: options.cookie }), ...options.headers },
  });
  sent.end(options.post);
  const [response] = (await once(sent, "response")) as [import("node:http").IncomingMessage];
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) {
    body += chunk;
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

async function list(account: string, index = 0): Promise<ListAnswer> {
  const { body } = await ask(`/standin/u/${index}/list/inbox`, { cookie: `user${index}=${account}` });
  return JSON.parse(body) as ListAnswer;
}

test("the original of a mail is there as text, and the same mail in another mailbox is another one", async () => {
  const [ann, ben] = ["ann@hill.example", "ben@hill.example"];
  const mail = {
    from: { name: "Maya <Nord>", email: "maya@nord.example" },
    to: [{ name: "Ann", email: ann }],
    subject: "Räder",
    body: "Hello\n\nMessage-ID: <other@x>",
    rfcId: "<one@nord.example>",
  };
  const [anns, bens] = [gmail.deliver({ ...mail, only: ann }), gmail.deliver({ ...mail, only: ben })];
  expect(anns).not.toBe(bens);
  for (const [account, thread] of [
    [ann, anns],
    [ben, bens],
  ]) {
    const cookie = `user0=${account}`;
    const { body } = await ask(`/mail/u/0?ik=x&view=om&th=${thread}`, { cookie });
    // As InboxSDK looks for it.
    expect(/^Message-ID:\s+(\S+)\s*$/im.exec(body)?.[1]).toBe("&lt;one@nord.example&gt;");
  }
  const stranger = await ask(`/mail/u/0?ik=x&view=om&th=${anns}`, { cookie: `user0=${ben}` });
  expect(stranger.status).toBe(404);
});

test("two people see the same team mails under the same ids, and another account its own", async () => {
  const ids = async (account: string, index?: number): Promise<string[]> =>
    (await list(account, index)).threads.map(({ legacyId }) => legacyId);
  const ann = await ids("ann@hill.example");
  const ben = await ids("ben@hill.example");
  expect(ann.length).toBeGreaterThan(15);
  // The mail that Ann wrote to Ben is in his inbox only.
  expect(ben.filter((id) => !ann.includes(id))).toEqual([gmail.thread("plan")]);
  expect(ann.filter((id) => !ben.includes(id))).toEqual([]);
  expect((await ids("ann.archer@meadow.example", 1)).sort()).toEqual(
    [gmail.thread("private-bank"), gmail.thread("private-choir")].sort(),
  );
  expect(await ids("stranger@else.example")).toEqual([]);
});

test("signing in by address leaves a cookie and nothing in the address", async () => {
  const { status, headers } = await ask("/mail/u/0/?user=ben%40hill.example&theme=dark");
  expect(status).toBe(302);
  expect(headers["location"]).toBe("/mail/u/0/");
  const cookie = [headers["set-cookie"] ?? []].flat().map((one) => one.split(";", 1)[0]);
  expect(cookie).toEqual(["user0=ben%40hill.example", "theme=dark"]);
  const { body } = await ask("/mail/u/0/", { cookie: cookie.join("; ") });
  expect(body).toContain('"ben@hill.example"');
  expect(body).toContain('<body class="aAU dark">');
});

test("an account that nobody signed in to leads to the first one", async () => {
  expect((await ask("/mail/u/1/")).headers["location"]).toBe("/mail/u/0/");
  expect((await ask("/standin/u/1/list/inbox")).status).toBe(401);
});

test("the document forbids foreign scripts, eval, and HTML made of strings", async () => {
  const first = await ask("/mail/u/0/");
  const policy = String(first.headers["content-security-policy"]);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe");
  const [, nonce = ""] = /'nonce-([^']+)'/.exec(policy) ?? [];
  expect(first.body).toContain(`nonce="${nonce}"`);
  const second = await ask("/mail/u/0/");
  expect(second.headers["content-security-policy"]).not.toBe(policy);
});

test("a mail with a script for a name does not break out of the document", async () => {
  const { body } = await ask("/mail/u/0/", {
    cookie: `user0=${encodeURIComponent("</script><script>alert(1)</script>@x.example")}`,
  });
  expect(body).not.toContain("<script>alert(1)");
});

test("another process delivers mail and reads what was sent", async () => {
  const delivered = await ask("/control/deliver", {
    post: JSON.stringify({
      from: { name: "Nils", email: "nils@falk.example" },
      subject: "Hi",
      body: "Hello",
    }),
  });
  const { threadId } = JSON.parse(delivered.body) as { threadId: string };
  const [newest] = (await list("ben@hill.example")).threads;
  expect(newest).toMatchObject({ legacyId: threadId, subject: "Hi", unread: true });
  expect(JSON.parse((await ask("/control/sent")).body)).toEqual([]);
});

test("a reply that is delivered makes its thread unread again", async () => {
  const threadId = gmail.thread("designer");
  await ask("/standin/u/0/act/read", { post: JSON.stringify([threadId]) });
  const find = async () =>
    (await list("ann@hill.example")).threads.find(({ legacyId }) => legacyId === threadId);
  expect((await find())?.unread).toBe(false);
  const from = { name: "Priya Raman", email: "priya.raman@mailbox.example" };
  gmail.deliver({ from, subject: "Re: Application", body: "One more thing.", threadId });
  expect(await find()).toMatchObject({ unread: true, messages: [{}, { body: "One more thing." }] });
});

test("a sync request needs the token, and an unreadable one is refused", async () => {
  expect((await ask("/sync/u/0/i/s", { post: "[]" })).status).toBe(403);
  const headers = { "x-framework-xsrf-token": "standin-xsrf" };
  expect((await ask("/sync/u/0/i/s", { post: "{", headers })).status).toBe(400);
  expect((await ask("/sync/u/0/i/s", { post: "[null,[[[1,2]]]]", headers })).status).toBe(200);
  expect(gmail.sent()).toEqual([]);
});

test.each(["stdin", "SIGTERM"] as const)("as a program it says its port and ends by %s", async (end) => {
  const run = fileURLToPath(new URL("../run.mjs", import.meta.url));
  const main = join(fileURLToPath(new URL(".", import.meta.url)), "main.ts");
  const child = spawn(process.execPath, [run, main, "--stdin-lifetime"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const { port, chromiumArguments } = JSON.parse(line) as { port: number; chromiumArguments: string[] };
  expect(chromiumArguments[0]).toContain(`MAP mail.google.com 127.0.0.1:${port}`);
  if (end === "stdin") {
    child.stdin.end();
  } else {
    child.kill(end);
  }
  expect(await ended).toEqual([0, null]);
});
