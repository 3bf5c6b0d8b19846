/** The stand-in's page: watches the hash, shows lists and conversations, asks for new mail. */
import { fetchList, fetchThread, sync } from "./client.ts";
import { openCompose, setUpCompose } from "./compose.ts";
import { h } from "./dom.ts";
import { drawFrame } from "./frame.ts";
import { type ListView, listView } from "./list.ts";
import { type Route, routeOf } from "./routes.ts";
import { type ThreadView, threadView } from "./thread.ts";

declare global {
  interface Window {
    /** Gmail's old interface for extensions, of which InboxSDK uses two functions. */
    gmonkey: unknown;
  }
}

const POLL_MS = 700;
const { account } = window.STANDIN;

type Shown =
  | { readonly kind: "list"; readonly route: Route; readonly view: ListView }
  | { readonly kind: "thread"; readonly route: Route; readonly id: string; readonly view: ThreadView };

const frame = drawFrame(openCompose);
let shown: Shown | undefined;
let revision = 0;
/** Counts the views asked for, so that a late answer does not replace a newer view. */
let asked = 0;

/** Shows what the hash says. Does nothing at a hash that is not Gmail's. */
async function open(): Promise<void> {
  const route = routeOf(window.location.hash);
  if (route === undefined) {
    return;
  }
  asked += 1;
  const mine = asked;
  const [list, thread] = await Promise.all([
    fetchList(route.list, route.query),
    route.thread === undefined ? null : fetchThread(route.thread),
  ]);
  if (mine !== asked) {
    return;
  }
  revision = list.revision;
  frame.mark(route.list, list.unread);
  if (route.list === "search") {
    frame.search.value = route.query;
  }
  if (route.thread === undefined) {
    const view = listView(route, list.threads, () => void refresh());
    show({ kind: "list", route, view });
    document.title = `${titleOf(route)} - ${account.email} - Gmail`;
  } else if (thread === null) {
    show(undefined, h("div.nH", {}, h("div.missing", { role: "main" }, "No such conversation.")));
  } else {
    const view = threadView(route, thread);
    show({ kind: "thread", route, id: thread.legacyId, view });
    document.title = `${thread.subject} - ${account.email} - Gmail`;
  }
}

/** Puts a view in the place of the one before. InboxSDK sees a route by the new child. */
function show(next: Shown | undefined, element = next?.view.element): void {
  shown = next;
  if (element !== undefined) {
    frame.views.replaceChildren(element);
    frame.scroller.scrollTop = 0;
  }
}

/** Fetches what is shown anew, and redraws what changed. */
async function refresh(): Promise<void> {
  const before = shown;
  if (before === undefined) {
    return;
  }
  const { route } = before;
  const [list, thread] = await Promise.all([
    fetchList(route.list, route.query),
    before.kind === "thread" ? fetchThread(before.id) : null,
  ]);
  if (shown !== before) {
    return;
  }
  revision = list.revision;
  frame.mark(route.list, list.unread);
  if (before.kind === "list") {
    before.view.update(list.threads);
  } else if (thread !== null) {
    before.view.update(thread);
  }
}

/** Asks for the mailbox's revision again and again, as Gmail asks for news. */
async function poll(): Promise<void> {
  try {
    const answer = await sync("i/h", [revision]);
    if (Array.isArray(answer) && answer[0] !== revision) {
      await refresh();
    }
  } catch (error) {
    // The server may be stopped and started during a test; the next round asks again.
    console.warn(error);
  }
  setTimeout(() => void poll(), POLL_MS);
}

function titleOf(route: Route): string {
  return route.list.charAt(0).toUpperCase() + route.list.slice(1);
}

window.gmonkey = {
  load: (_version: string, done: (api: unknown) => void) => {
    done({ isConversationViewDisabled: () => false });
  },
  v2: {
    getCurrentThread: () =>
      shown?.kind === "thread" ? { getThreadId: () => (shown?.kind === "thread" ? shown.id : "") } : null,
  },
};
setUpCompose(frame.moles, () => void refresh());
window.addEventListener("hashchange", () => void open());
void open();
void poll();
