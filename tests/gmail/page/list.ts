/** A list of threads, in the table that InboxSDK reads rows from. */
import type { Message, Person, Thread, ThreadAction } from "../wire.ts";
import { act } from "./client.ts";
import { freshId, h, show } from "./dom.ts";
import { type IconName, icon } from "./icons.ts";
import { say } from "./notice.ts";
import { hashOf, type Route } from "./routes.ts";
import { toolbar } from "./toolbar.ts";

/** A list on the screen. */
export interface ListView {
  readonly element: HTMLElement;
  /** Shows other threads, and redraws only the rows that changed. */
  update(threads: readonly Thread[]): void;
}

const { account } = window.STANDIN;
const DONE: Readonly<Record<ThreadAction, string>> = {
  read: "Marked as read.",
  unread: "Marked as unread.",
  star: "Starred.",
  unstar: "No longer starred.",
  archive: "Conversation archived.",
  inbox: "Moved to the inbox.",
  trash: "Conversation moved to Trash.",
};

/** Draws the list of `route`. `onChange` is called after an action, to fetch it anew. */
export function listView(route: Route, threads: readonly Thread[], onChange: () => void): ListView {
  const body = h("tbody");
  const selected = new Set<string>();
  const rows = new Map<string, { row: HTMLElement; revision: number }>();
  const empty = h("div.empty", {}, "Nothing here.");

  const perform = (action: ThreadAction, ids: readonly string[]): void => {
    void act(action, ids).then(() => {
      say(DONE[action]);
      onChange();
    });
  };
  const refreshSelection = (): void => {
    for (const [id, { row }] of rows) {
      const on = selected.has(id);
      row.classList.toggle("x7", on);
      row.querySelector("[role=checkbox]")?.setAttribute("aria-checked", String(on));
    }
    bar.setActing(selected.size > 0);
  };
  const bar = toolbar({
    onAction: (action) => perform(action, [...selected]),
    onRefresh: onChange,
    onSelectAll: () => {
      const all = selected.size === rows.size;
      selected.clear();
      if (!all) {
        for (const id of rows.keys()) {
          selected.add(id);
        }
      }
      refreshSelection();
    },
  });
  const select = (id: string): void => {
    if (!selected.delete(id)) {
      selected.add(id);
    }
    refreshSelection();
  };

  const update = (now: readonly Thread[]): void => {
    const wanted = new Set(now.map(({ legacyId }) => legacyId));
    for (const [id, { row }] of rows) {
      if (!wanted.has(id)) {
        row.remove();
        rows.delete(id);
        selected.delete(id);
      }
    }
    let before: Element | null = body.firstElementChild;
    for (const thread of now) {
      const known = rows.get(thread.legacyId);
      if (known?.revision === thread.revision) {
        if (known.row !== before) {
          body.insertBefore(known.row, before);
        } else {
          before = before.nextElementSibling;
        }
        continue;
      }
      if (known !== undefined && known.row === before) {
        before = before.nextElementSibling;
      }
      known?.row.remove();
      const row = threadRow(thread, route, select, perform);
      body.insertBefore(row, before);
      rows.set(thread.legacyId, { row, revision: thread.revision });
    }
    show(empty, now.length === 0);
    refreshSelection();
  };
  const columns = ["k0vOLb", "Ci", "y5", "WA", "yY", "null", "yg", "xX", "bq3"].map((name) =>
    h(`col.${name}`),
  );
  update(threads);
  const main = h(
    "div.bGI.nH.oy8Mbf",
    { role: "main" },
    bar.element,
    h(
      "div.ae4.UI",
      { gh: "tl" },
      h(
        "div.Cp",
        {},
        h("div", {}, h("table.F.cf.zt", { role: "grid" }, h("colgroup", {}, ...columns), body)),
      ),
      empty,
    ),
  );
  return { element: h("div.nH", {}, main), update };
}

function threadRow(
  thread: Thread,
  route: Route,
  select: (id: string) => void,
  perform: (action: ThreadAction, ids: readonly string[]) => void,
): HTMLElement {
  const { legacyId, syncId, unread, starred } = thread;
  const last = thread.messages.at(-1);
  const tool = (name: string, image: IconName, action: ThreadAction): HTMLElement =>
    h(
      "li.bqX",
      { "data-tooltip": name, "aria-label": name, onclick: inner(() => perform(action, [legacyId])) },
      icon(image),
    );
  return h(
    `tr.zA.${unread ? "zE" : "yO"}`,
    {
      id: freshId(),
      role: "row",
      tabindex: "-1",
      onclick: () => {
        window.location.hash = hashOf({ ...route, thread: legacyId });
      },
    },
    h("td.PF.xY"),
    h(
      "td.oZ-x3.xY",
      { onclick: inner(() => select(legacyId)) },
      h("div.oZ-jc.T-Jo.J-J5-Ji", {
        id: freshId(),
        role: "checkbox",
        "aria-checked": "false",
        "aria-label": "Select",
        tabindex: "-1",
      }),
    ),
    h(
      "td.apU.xY",
      { onclick: inner(() => perform(starred ? "unstar" : "star", [legacyId])) },
      h(`span.aXw.T-KT${starred ? ".T-KT-Jp" : ""}`, { "aria-label": "Star" }, icon("star", 18)),
    ),
    h("td.WA.xY"),
    h("td.yX.xY", {}, senders(thread, route)),
    h(
      "td.xY.a4W",
      {},
      h(
        "div.xS",
        { role: "link" },
        h(
          "div.xT",
          {},
          h(
            "div.y6",
            {},
            h(
              "span.bog",
              { id: freshId(), dir: "auto" },
              h(
                "span",
                {
                  "data-thread-id": `#${syncId}`,
                  "data-legacy-thread-id": legacyId,
                  "data-legacy-last-message-id": last?.legacyId ?? "",
                },
                thread.subject === "" ? "(no subject)" : thread.subject,
              ),
            ),
          ),
          h("span.y2", {}, h("span.Zt", {}, " - "), snippet(last)),
        ),
      ),
    ),
    h("td.byZ.xY"),
    h("td.yf.xY"),
    h("td.xW.xY", {}, h("span", { title: fullDate(last?.at ?? 0) }, shortDate(last?.at ?? 0))),
    h(
      "td.bq4.xY",
      {},
      h(
        "ul.bqY",
        // A press on one of its buttons, InboxSDK's too, does not also open the thread.
        { role: "toolbar", onclick: (event) => event.stopPropagation() },
        tool("Archive", "archive", "archive"),
        tool("Delete", "trash", "trash"),
        unread ? tool("Mark as read", "mail", "read") : tool("Mark as unread", "unread", "unread"),
      ),
    ),
  );
}

/** A listener whose click does not also open the thread. */
function inner(act: () => void): (event: Event) => void {
  return (event) => {
    event.stopPropagation();
    act();
  };
}

/** The first column: who wrote, or to whom, and how many mails there are. */
function senders(thread: Thread, route: Route): HTMLElement {
  const outgoing = route.list === "sent";
  const people = outgoing ? thread.messages.flatMap(({ to }) => to) : thread.messages.map(({ from }) => from);
  const seen = new Map<string, Person>(people.map((person) => [person.email, person]));
  const cell = h("div.yW", {}, ...(outgoing ? ["To: "] : []));
  let first = true;
  for (const { name, email } of seen.values()) {
    const whole = name === "" ? email : name;
    const short = email === account.email ? "me" : seen.size > 1 ? givenName(whole) : whole;
    if (!first) {
      cell.append(", ");
    }
    first = false;
    cell.append(h("span.bA4", {}, h(`span.${thread.unread ? "zF" : "yP"}`, { email, name: whole }, short)));
  }
  if (thread.messages.length > 1) {
    cell.append(h("span.bx0", {}, String(thread.messages.length)));
  }
  return cell;
}

function givenName(name: string): string {
  return name.split(" ", 1)[0] ?? name;
}

function snippet(message: Message | undefined): string {
  return (message?.body ?? "").replace(/\s+/g, " ").slice(0, 160);
}

/** As Gmail writes it in a list: the time today, the day this year, else the date. */
export function shortDate(at: number): string {
  const date = new Date(at);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) {
    return date.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
  }
  return date.getFullYear() === now.getFullYear()
    ? date.toLocaleDateString("en-US", { month: "short", day: "numeric" })
    : date.toLocaleDateString("en-US", { month: "numeric", day: "numeric", year: "2-digit" });
}

/** As Gmail writes it in a tooltip: `Mon, Nov 23, 2026, 9:05 AM`. */
export function fullDate(at: number): string {
  return new Date(at).toLocaleString("en-US", {
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
}
