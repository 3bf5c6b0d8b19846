/** Gmail's addresses: which hash shows what. */
import type { ListName } from "../wire.ts";

/** What a native hash shows: a list, and a thread of it if one is open. */
export interface Route {
  readonly list: ListName;
  readonly query: string;
  /** The id of the open thread in either form, or `undefined` in a list. */
  readonly thread: string | undefined;
}

const LISTS: Readonly<Record<string, ListName>> = {
  inbox: "inbox",
  starred: "starred",
  sent: "sent",
  all: "all",
  drafts: "drafts",
  trash: "trash",
  search: "search",
};

/** Reads a hash. `undefined` for one that is not Gmail's; Gmail does nothing at such a hash. */
export function routeOf(hash: string): Route | undefined {
  const [path = ""] = hash.replace(/^#/, "").split("?", 1);
  const parts = path.split("/").map((part) => decode(part.replace(/\+/g, " ")));
  const list = LISTS[path === "" ? "inbox" : (parts[0] ?? "")];
  if (list === undefined) {
    return undefined;
  }
  const query = list === "search" ? (parts[1] ?? "") : "";
  const last = parts[list === "search" ? 2 : 1];
  const thread =
    last === undefined || last === "" || /^p\d+$/.test(last) ? undefined : last.replace(/^#/, "");
  return { list, query, thread };
}

/** The hash of a list, or of a thread in it. */
export function hashOf(route: Route): string {
  const parts = [route.list as string];
  if (route.list === "search") {
    parts.push(encodeURIComponent(route.query).replace(/%20/g, "+"));
  }
  if (route.thread !== undefined) {
    parts.push(encodeURIComponent(route.thread));
  }
  return `#${parts.join("/")}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign, typed by hand.
    return part;
  }
}
