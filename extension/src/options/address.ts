/** Server addresses as people type them. */

/** What is wrong with an address. */
export type AddressProblem = "empty" | "malformed" | "not-secure";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Reads an address: `https://` anywhere, `http://` only on this machine, since a token sent over
 * an open line is everybody's. Without a scheme, the one that fits is taken.
 */
export function readAddress(typed: string): { address: string } | { problem: AddressProblem } {
  const text = typed.trim();
  if (text === "") return { problem: "empty" };
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isLoopback(text) ? "http" : "https"}://${text}`;
  let url: URL;
  try {
    url = new URL(full);
  } catch {
    return { problem: "malformed" };
  }
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (!plain || url.hostname === "") return { problem: "malformed" };
  const local = LOOPBACK.has(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && local)) {
    return { address: (url.origin + url.pathname).replace(/\/+$/, "") };
  }
  return { problem: url.protocol === "http:" ? "not-secure" : "malformed" };
}

function isLoopback(text: string): boolean {
  return LOOPBACK.has(text.replace(/(:\d+)?(\/.*)?$/, ""));
}
