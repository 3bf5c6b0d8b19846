/** Signing in by an issuer: what is sent, what is believed of what comes back. */
import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";

import { issuerOf, PROBLEMS, signInBy, type Window } from "../src/options/issuer";
import { say } from "../src/words/words";

const SERVER = "https://crm.example.com";
const WAITS = "https://abc.chromiumapp.org/";

afterEach(() => vi.unstubAllGlobals());

/** Answers requests; what was asked. */
function serve(answer: (url: string, body: unknown) => unknown): { url: string; init: RequestInit }[] {
  const asked: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    return { json: async () => answer(url, body) };
  });
  return asked;
}

/** A window that ends at an address. */
function windowAt(end: string | undefined): Window & { opened: string[] } {
  const opened: string[] = [];
  const open = async (url: string): Promise<string | undefined> => {
    opened.push(url);
    return end;
  };
  return { opened, waitsAt: () => WAITS, open };
}

test("a code is traded with the verifier whose hash went out", async () => {
  const window = windowAt(`${WAITS}?code=bxc_1`);
  let traded: Record<string, string> = {};
  const asked = serve((_, body) => {
    traded = Object(body);
    return { access: "bxa_1", refresh: "bxr_2", session: "3" };
  });
  const outcome = await signInBy(SERVER, "", window);
  expect(outcome).toEqual({ token: expect.stringMatching(/^bxa_1:bxr_2:[0-9a-f]{32}$/) });
  const opened = new URL(String(window.opened[0]));
  expect(opened.origin + opened.pathname).toBe(`${SERVER}/account/v1/sign-in`);
  expect(opened.searchParams.get("return")).toBe(WAITS);
  expect(opened.searchParams.has("invitation")).toBe(false);
  const hash = createHash("sha256").update(String(traded["verifier"])).digest("base64url");
  expect(opened.searchParams.get("challenge")).toBe(hash);
  expect(opened.href).not.toContain(traded["verifier"]);
  expect(traded["code"]).toBe("bxc_1");
  expect(asked[0]?.init).toMatchObject({ method: "POST", credentials: "omit", redirect: "error" });
});

test("an invitation goes along", async () => {
  const window = windowAt(undefined);
  const link = `${SERVER}/join/bxi_1`;
  expect(await signInBy(SERVER, link, window)).toEqual({ problem: "closed" });
  expect(new URL(String(window.opened[0])).searchParams.get("invitation")).toBe(link);
});

test("what went wrong is said, and nothing is believed of another address", async () => {
  serve(() => ({ error: { code: "code-refused" } }));
  for (const [end, problem] of [
    [undefined, "closed"],
    ["https://evil.example.com/?code=bxc_1", "closed"],
    [`${WAITS}?error=not-in-the-team`, "not-in-the-team"],
    [`${WAITS}?error=<b>`, "issuer-failed"],
    [WAITS, "issuer-failed"],
    [`${WAITS}?code=bxc_1`, "code-refused"],
  ] as const) {
    expect(await signInBy(SERVER, "", windowAt(end))).toEqual({ problem });
  }
  serve(() => "nonsense");
  expect(await signInBy(SERVER, "", windowAt(`${WAITS}?code=x`))).toEqual({ problem: "unreachable" });
});

test("a server says by whom people sign in, or is none of ours", async () => {
  const asked = serve(() => ({ issuer: { name: "Google" }, token: true }));
  expect(await issuerOf(SERVER)).toBe("Google");
  expect(asked[0]?.url).toBe(`${SERVER}/account/v1/ways`);
  for (const nonsense of [{ issuer: null }, {}, null, "x", { issuer: { name: 7 } }]) {
    serve(() => nonsense);
    expect(await issuerOf(SERVER)).toBeUndefined();
  }
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("no network");
  });
  expect(await issuerOf(SERVER)).toBeUndefined();
});

test("every problem has words", () => {
  for (const problem of PROBLEMS) {
    expect(say(`options-sign-in-${problem}`, { issuer: "Google" })).not.toContain("options-");
  }
});
