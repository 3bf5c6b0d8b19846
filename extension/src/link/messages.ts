/** What a page and the service worker say to each other over a connection. */
import type { Request } from "../generated/Request";
import type { Response } from "../generated/Response";
import type { View } from "../generated/View";

/** From a page. The first message of a connection says for which Gmail account it is. */
export type FromPage =
  | { hello: { account: string } }
  | { id: number; request: Request }
  /** Keeps the service worker awake while the page is looked at, and the core up with the clock's zone. */
  | { awake: true };

/** From the service worker. */
export type FromWorker = { id: number; response: Response } | { subscription: number; view: View };

/** Whether a message is one of a page's. The browser lets nobody else in, so the inside is not checked. */
export function isFromPage(message: unknown): message is FromPage {
  return (
    typeof message === "object" &&
    message !== null &&
    ("hello" in message || ("id" in message && "request" in message) || "awake" in message)
  );
}

/** Whether a message is one of the service worker's. */
export function isFromWorker(message: unknown): message is FromWorker {
  return (
    typeof message === "object" &&
    message !== null &&
    (("id" in message && "response" in message) || ("subscription" in message && "view" in message))
  );
}

/** How an account is written: Gmail's address in small letters. */
export function accountOf(email: string): string {
  return email.trim().toLowerCase();
}
