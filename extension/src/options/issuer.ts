/**
 * Signing in by the issuer that a server trusts.
 *
 * A verifier is made up here and told to nobody; its hash goes with the browser's window to the server,
 * the issuer and back. The code at the end is good only together with the verifier, so that whoever
 * reads the window's addresses has nothing.
 */

/** The browser's window for signing in. */
export interface Window {
  /** Where it ends. */
  waitsAt(): string;
  /** Opens it; where it ended, or nothing when the person closed it. */
  open(url: string): Promise<string | undefined>;
}

/** Why nobody is signed in, as the catalogue has it. */
export const PROBLEMS = [
  "address-unverified",
  "closed",
  "code-refused",
  "denied",
  "identity-invalid",
  "invitation-refused",
  "issuer-failed",
  "issuer-refused",
  "issuer-unreachable",
  "not-in-the-team",
  "other-person",
  "unreachable",
] as const;

/** One of them. */
export type SignInProblem = (typeof PROBLEMS)[number];

/** What came of it: what the core keeps as its token, or why there is none. */
export type Outcome = { token: string } | { problem: SignInProblem };

/** How long a server may take to answer, in milliseconds. */
const PATIENCE = 20_000;

/** The name of the issuer by which people sign in at a server, if there is one. */
export async function issuerOf(server: string): Promise<string | undefined> {
  const ways = await ask(`${server}/account/v1/ways`, undefined);
  const issuer = property(ways, "issuer");
  const name = property(issuer, "name");
  return typeof name === "string" ? name : undefined;
}

/** Signs in by the server's issuer; `invitation` is a link, or nothing. */
export async function signInBy(server: string, invitation: string, window: Window): Promise<Outcome> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const url = new URL(`${server}/account/v1/sign-in`);
  url.searchParams.set("challenge", base64url(new Uint8Array(hash)));
  url.searchParams.set("return", window.waitsAt());
  if (invitation !== "") url.searchParams.set("invitation", invitation);
  const end = await window.open(url.href);
  if (end?.startsWith(window.waitsAt()) !== true) return { problem: "closed" };
  const told = new URL(end).searchParams;
  const code = told.get("code");
  if (code === null) return { problem: problemOf(told.get("error")) };
  return finish(server, code, verifier);
}

/** Trades the code for a session. */
async function finish(server: string, code: string, verifier: string): Promise<Outcome> {
  const tokens = await ask(`${server}/account/v1/sign-in/finish`, { code, verifier, device: device() });
  const access = property(tokens, "access");
  const refresh = property(tokens, "refresh");
  if (typeof access === "string" && typeof refresh === "string") {
    // With the name under which the core renews them: see `credentials.rs`.
    return { token: `${access}:${refresh}:${crypto.randomUUID().replaceAll("-", "")}` };
  }
  const refusal = property(property(tokens, "error"), "code");
  return { problem: typeof refusal === "string" ? problemOf(refusal) : "unreachable" };
}

/** What this device calls itself in the list of its person's devices. */
function device(): string {
  const platform = property(property(property(globalThis, "navigator"), "userAgentData"), "platform");
  return typeof platform === "string" && platform !== "" ? `Boxwood, ${platform}` : "Boxwood";
}

/** Asks a server in JSON; nothing when it does not answer so. */
async function ask(url: string, body: unknown): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return await answer.json();
  } catch {
    // No network, no such server, or one that is none of ours: there is nothing to be had from it.
    return undefined;
  }
}

function problemOf(code: string | null): SignInProblem {
  return PROBLEMS.find((known) => known === code) ?? "issuer-failed";
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Reflect.get(value, name);
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
