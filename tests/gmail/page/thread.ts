/** A conversation: subject, messages, reply. */
import type { Message, Person, Thread, ThreadAction } from "../wire.ts";
import { act, sync } from "./client.ts";
import { openReply } from "./compose.ts";
import { button, h } from "./dom.ts";
import { icon } from "./icons.ts";
import { fullDate, shortDate } from "./list.ts";
import { hashOf, type Route } from "./routes.ts";
import { toolbar } from "./toolbar.ts";

/** A conversation on the screen. */
export interface ThreadView {
  readonly element: HTMLElement;
  /** Adds the messages that are new. */
  update(thread: Thread): void;
}

const { account } = window.STANDIN;
/** With more mails than this, those in the middle are folded away. */
const FOLD_FROM = 5;
const COLOURS = ["#0b57d0", "#146c2e", "#8430ce", "#b3261e", "#a05a00", "#00639b"];

/** Draws `thread`, opened from `route`. */
export function threadView(route: Route, thread: Thread): ThreadView {
  const back = (): void => {
    window.location.hash = hashOf({ ...route, thread: undefined });
  };
  const perform = (action: ThreadAction): void => {
    void act(action, [thread.legacyId]).then(back);
  };
  const bar = toolbar({ onAction: perform, onBack: back });
  const messages = h("div", { role: "list" });
  const shown = new Set<string>();

  const update = (now: Thread): void => {
    const begun = shown.size > 0;
    const count = now.messages.length;
    now.messages.forEach((message, index) => {
      if (shown.has(message.legacyId)) {
        return;
      }
      shown.add(message.legacyId);
      const last = index === count - 1;
      const folded = !begun && count >= FOLD_FROM && index > 0 && index < count - 2;
      const state = begun || last ? "open" : folded ? "folded" : "closed";
      messages.append(messageElement(now, message, state));
    });
    foldNotice(messages);
    // Gmail asks for the whole thread, with every recipient; InboxSDK reads the answer along.
    void sync("i/fd?rt=r&pt=ji", [[[now.syncId, 1]], 2]);
  };
  update(thread);

  const latest = (): HTMLElement | undefined => {
    const last = messages.lastElementChild;
    return last instanceof HTMLElement ? last : undefined;
  };
  const answer = (kind: "reply" | "forward"): void => {
    const last = latest();
    if (last !== undefined) {
      openReply(last, thread, messageOf(thread, last), kind);
    }
  };
  const footer = h(
    "div.amn",
    {},
    h(
      "span.ams.bkH",
      { role: "link", tabindex: "0", onclick: () => answer("reply") },
      icon("reply"),
      "Reply",
    ),
    h(
      "span.ams.bkG",
      { role: "link", tabindex: "0", onclick: () => answer("forward") },
      icon("forward"),
      "Forward",
    ),
  );
  const element = h(
    "div.nH",
    { role: "main" },
    h("div.nH.aqK-over", {}, bar.element),
    h(
      "div.nH.g.id",
      {},
      h(
        "div.nH.a98.iY",
        {},
        h(
          "div.nH",
          {},
          h(
            "div.V8djrc.byY",
            {},
            h(
              "div.ha",
              {},
              h(
                "h2.hP",
                {
                  dir: "auto",
                  "data-legacy-thread-id": thread.legacyId,
                  "data-thread-perm-id": thread.syncId,
                },
                thread.subject === "" ? "(no subject)" : thread.subject,
              ),
              h("span.J-J5-Ji"),
            ),
            h("div.bHJ"),
          ),
        ),
        h("div.nH", {}, h("div.aHU.hx", {}, messages, footer)),
      ),
    ),
  );
  if (thread.unread) {
    void act("read", [thread.legacyId]);
  }
  return { element, update };
}

function messageOf(thread: Thread, element: HTMLElement): Message {
  const id = element.querySelector("[data-legacy-message-id]")?.getAttribute("data-legacy-message-id");
  const found = thread.messages.find(({ legacyId }) => legacyId === id) ?? thread.messages.at(-1);
  if (found === undefined) {
    throw new Error("a thread without messages");
  }
  return found;
}

function messageElement(thread: Thread, message: Message, state: "open" | "closed" | "folded"): HTMLElement {
  const { from, at } = message;
  const reply = h("div.ip.iq", {}, h("div"));
  const more = button("div.T-I.J-J5-Ji.T-I-Js-Gs.aap.T-I-awG.T-I-ax7.L3", "More", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    // Only an open menu is in the document, so that InboxSDK cannot take another one for it.
    if (open) {
      more.after(menu);
    } else {
      menu.remove();
    }
  });
  more.setAttribute("aria-haspopup", "true");
  more.setAttribute("aria-expanded", "false");
  more.append(icon("more"));
  const menu = h("div.b7.J-M", { role: "menu", "aria-haspopup": "true" });

  const head = h(
    "div.gE.iv.gt",
    {},
    h(
      "table.cf.gJ",
      { role: "presentation" },
      h(
        "tbody",
        {},
        h(
          "tr.acZ",
          {},
          h("td.gF.gK", {}, h("h3.iw", {}, h("span.qu", {}, sender(from)))),
          h(
            "td.gH.bAk",
            {},
            h("div.gK", {}, h("span.g3", { title: fullDate(at) }, shortDate(at)), h("span")),
          ),
          h(
            "td.gH.acX.bAm",
            {},
            button(
              "div.T-I.J-J5-Ji.T-I-Js-IF.aaq.T-I-ax7.L3",
              "Reply",
              (event) => {
                event.stopPropagation();
                openReply(element, thread, message, "reply");
              },
              icon("reply"),
            ),
            more,
          ),
        ),
        h("tr.acZ.xD", {}, h("td", { colspan: "3" }, h("div.iw.ajw", {}, recipients(message)))),
      ),
    ),
  );
  const inner = h(
    "div",
    { "data-message-id": `#${message.syncId}`, "data-legacy-message-id": message.legacyId },
    h(
      `div.${state === "open" ? "adn" : "adf"}.ads`,
      {},
      h("div.aju", {}, avatar(from)),
      h(
        "div.gs",
        {},
        head,
        h("div.iA.g6", {}, message.body.replace(/\s+/g, " ").slice(0, 120)),
        h("div", {}, h("div.ii.gt", {}, body(message.body))),
        h("div.hi"),
      ),
    ),
  );
  const classes = { open: "h7", closed: "kv", folded: "kv.kQ" }[state];
  const element = h(
    `div.${classes}.ie`,
    { role: "listitem", tabindex: "-1" },
    h("div.Bk", {}, h("div.G3.G2", {}, inner, h("div.gA.gt.acV", {}, h("div.gB.xu", {}, reply)))),
  );
  head.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[role=button]") === null) {
      toggle(element);
    }
  });
  element.querySelector(".iA")?.addEventListener("click", () => toggle(element));
  return element;
}

/** Opens a closed message, or closes an open one. */
function toggle(message: HTMLElement): void {
  const open = message.classList.contains("h7");
  message.querySelector(".ads")?.classList.replace(open ? "adn" : "adf", open ? "adf" : "adn");
  message.classList.remove("kQ");
  message.classList.replace(open ? "h7" : "kv", open ? "kv" : "h7");
}

/** Where messages are folded away, the first of them says how many, and unfolds them. */
function foldNotice(messages: HTMLElement): void {
  const folded = [...messages.querySelectorAll(":scope > .kQ")];
  const first = folded[0];
  if (first === undefined || first.classList.contains("adv")) {
    return;
  }
  const notice = h("span.adx", {
    role: "button",
    tabindex: "0",
    onclick: (event) => {
      event.stopPropagation();
      for (const one of folded) {
        one.classList.remove("kQ", "adv");
      }
      notice.remove();
    },
  });
  notice.append(h("span", {}, String(folded.length)));
  first.classList.add("adv");
  first.querySelector(".G3")?.append(notice);
}

function sender({ name, email }: Person): HTMLElement {
  const whole = name === "" ? email : name;
  return h(
    "span",
    {},
    h("span.gD", { email, name: whole, "data-hovercard-id": email }, whole),
    h("span.go", {}, `<${email}>`),
  );
}

function recipients({ to, cc, bcc }: Message): HTMLElement {
  const line = h("span.hb", {}, "to ");
  [...to, ...cc, ...bcc].forEach(({ name, email }, index) => {
    const whole = name === "" ? email : name;
    const short = email === account.email ? "me" : (whole.split(" ", 1)[0] ?? whole);
    line.append(
      ...(index === 0 ? [] : [", "]),
      h("span.g2", { email, name: whole, dir: "ltr", "data-hovercard-id": email }, short),
    );
  });
  return line;
}

function avatar({ name, email }: Person): HTMLElement {
  const letter = (name === "" ? email : name)
    .replace(/[^\p{L}]/gu, "")
    .charAt(0)
    .toUpperCase();
  let sum = 0;
  for (const char of email) {
    sum += char.charCodeAt(0);
  }
  return h("div.avatar", { style: `background: ${COLOURS[sum % COLOURS.length] ?? ""}` }, letter);
}

/** The text of a mail in paragraphs, with its web addresses made into links. */
function body(text: string): HTMLElement {
  const element = h("div.a3s.aiL");
  for (const paragraph of text.split(/\n{2,}/)) {
    const block = h("p", { dir: "auto" });
    paragraph.split("\n").forEach((line, index) => {
      if (index > 0) {
        block.append(h("br"));
      }
      for (const part of line.split(/(https:\/\/\S+)/)) {
        block.append(part.startsWith("https://") ? h("a", { href: part, rel: "noreferrer" }, part) : part);
      }
    });
    element.append(block);
  }
  return element;
}
