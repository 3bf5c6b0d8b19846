/** Writing mail: the window at the lower right, the reply below a message, and sending. */
import type { Message, Person, Thread } from "../wire.ts";
import { sync } from "./client.ts";
import { type ComposeFields, composeFields } from "./compose-fields.ts";
import { find, freshId, h } from "./dom.ts";
import { type IconName, iconUrl } from "./icons.ts";
import { say } from "./notice.ts";

const { account } = window.STANDIN;

let parent: HTMLElement | undefined;
let onSent: (() => void) | undefined;

/** Says where compose windows go, and what is to happen after a mail was sent. */
export function setUpCompose(moles: HTMLElement, sent: () => void): void {
  parent = moles;
  onSent = sent;
}

/** Opens an empty compose window. */
export function openCompose(): void {
  if (parent === undefined) {
    throw new Error("compose windows have no parent yet");
  }
  const draft = { messageId: `msg-a:r${randomDigits()}`, threadId: `thread-a:r${randomDigits()}` };
  const close = (): void => mole.remove();
  const fields = composeFields({
    inline: false,
    draftId: draft.messageId,
    onSend: () => {
      close();
      void post(fields, draft, false);
    },
    onDiscard: close,
  });
  const title = h("div.aYF", {}, "New Message");
  fields.subject.addEventListener("input", () => {
    title.textContent = fields.subject.value === "" ? "New Message" : fields.subject.value;
  });
  const below = h("div.nH.nn", {}, h("div.aaZ", {}, fields.element));
  // InboxSDK tells the three by their order.
  const mark = (classes: string, name: IconName, label: string, act: () => void): HTMLElement =>
    h(`img.${classes}`, {
      src: iconUrl(name),
      alt: label,
      "aria-label": label,
      "data-tooltip": label,
      onclick: act,
    });
  const titleBar = h(
    "div.pi",
    {},
    h(
      "div.l.m",
      {},
      h(
        "div.l.n",
        {},
        h(
          "table.cf.Ht",
          { role: "presentation" },
          h(
            "tbody",
            {},
            h(
              "tr",
              {},
              h("td", {}, h("div.Hp", {}, h("h2.a3E", {}, title))),
              h(
                "td.Hm",
                {},
                mark("Hl", "minimise", "Minimize", () => {
                  below.style.display = below.style.display === "none" ? "" : "none";
                }),
                mark("Hq", "expand", "Full screen", () => dialog.classList.toggle("wide")),
                mark("Ha", "close", "Save & close", close),
              ),
            ),
          ),
        ),
      ),
    ),
  );
  const dialog = h(
    "div.nH.Hy.aXJ",
    { role: "dialog", id: freshId(), "aria-label": "New Message" },
    titleBar,
    below,
  );
  const mole = h("div.nH.nn", {}, h("div.AD", {}, h("div.nH", {}, dialog)));
  parent.prepend(mole);
  fields.to.focus();
}

/** Opens a reply, or a forwarded mail, below `message`. One that is open already is kept. */
export function openReply(
  message: HTMLElement,
  thread: Thread,
  answered: Message,
  kind: "reply" | "forward",
): void {
  if (!message.classList.contains("h7")) {
    find(message, ".iA").click();
  }
  const holder = find(message, ".ip");
  if (holder.classList.contains("adB")) {
    return;
  }
  const draft = { messageId: `msg-a:r${randomDigits()}`, threadId: thread.syncId };
  const close = (): void => {
    holder.classList.remove("adB");
    holder.replaceChildren(h("div"));
  };
  const fields = composeFields({
    inline: true,
    draftId: draft.messageId,
    answeredId: answered.syncId,
    threadId: thread.legacyId,
    onSend: () => {
      close();
      void post(fields, draft, true);
    },
    onDiscard: close,
  });
  const mark = kind === "reply" ? "Re: " : "Fwd: ";
  const bare = thread.subject.replace(/^(?:re|fwd): /i, "");
  fields.subject.value = `${mark}${bare}`;
  if (kind === "reply") {
    const mine = answered.from.email === account.email;
    fields.to.add(mine ? answered.to : [answered.from]);
  } else {
    fields.body.append(h("blockquote.gmail_quote", {}, answered.body));
  }
  holder.replaceChildren(fields.element);
  holder.classList.add("adB");
  fields.body.focus();
}

/** Posts the mail as Gmail does, in the format that InboxSDK follows. */
async function post(
  fields: ComposeFields,
  draft: { readonly messageId: string; readonly threadId: string },
  reply: boolean,
): Promise<void> {
  say("Sending…");
  const now = Date.now();
  const message: unknown[] = Array.from({ length: 55 }, () => null);
  message[0] = draft.messageId;
  message[1] = [1, account.email, account.name];
  message[2] = contacts(fields.to.people());
  message[3] = contacts(fields.cc.people());
  message[4] = contacts(fields.bcc.people());
  message[6] = now;
  message[7] = fields.subject.value;
  message[8] = [null, [[0, `<div dir="ltr">${fields.body.innerHTML}</div>`]]];
  message[10] = ["^all", "^pfg", "^f_bt", "^f_btns", "^f_cl", "^i", "^u"];
  message[17] = now;
  message[54] = `s:1|#${draft.messageId}|0`;
  const change: unknown[] = Array.from({ length: reply ? 2 : 14 }, () => null);
  change[reply ? 1 : 13] = [message, null, 1];
  try {
    await sync("i/s?rt=r&pt=ji", [
      [null, null, 2],
      [[[reply ? 9 : 10, [draft.threadId, change]]]],
      null,
      [now, 1, now, 1, 1],
      2,
    ]);
  } catch (error) {
    say("The message could not be sent.");
    throw error;
  }
  say("Message sent");
  onSent?.();
}

function contacts(people: readonly Person[]): unknown {
  return people.length === 0 ? null : people.map(({ name, email }) => [1, email, name]);
}

/** Gmail's ids for things made in the browser: up to 19 digits. */
function randomDigits(): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return ((BigInt(high) << 30n) + BigInt(low)).toString();
}
