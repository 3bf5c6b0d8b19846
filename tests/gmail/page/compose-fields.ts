/** The fields and the lower bar of a mail that is being written, for a window and for a reply. */
import { button, freshId, h, input, show } from "./dom.ts";
import { type IconName, icon } from "./icons.ts";
import { type RecipientField, recipientField } from "./recipients.ts";

/** What a compose window is for. */
export interface ComposeOptions {
  /** A reply below a message, in contrast to a window. */
  readonly inline: boolean;
  /** The draft's id, without the hash sign. */
  readonly draftId: string;
  /** The message that is answered. */
  readonly answeredId?: string;
  /** The older id of the thread that is answered. */
  readonly threadId?: string;
  readonly onSend: () => void;
  readonly onDiscard: () => void;
}

/** The parts of a mail that is being written. */
export interface ComposeFields {
  /** `div.M9`. */
  readonly element: HTMLElement;
  readonly to: RecipientField;
  readonly cc: RecipientField;
  readonly bcc: RecipientField;
  readonly subject: HTMLInputElement;
  readonly body: HTMLElement;
}

const { account } = window.STANDIN;

/** Makes them. The depth of the elements is a part of what InboxSDK relies on. */
export function composeFields(options: ComposeOptions): ComposeFields {
  const { inline, draftId } = options;
  const to = recipientField("to", inline);
  const cc = recipientField("cc", inline);
  const bcc = recipientField("bcc", inline);
  show(cc.element, false);
  show(bcc.element, false);
  const opener = (classes: string, label: string, field: RecipientField): HTMLElement =>
    h(
      `span.${classes}`,
      {
        role: "link",
        tabindex: "0",
        onclick: ({ currentTarget }) => {
          show(field.element, true);
          if (currentTarget instanceof HTMLElement) {
            show(currentTarget, false);
          }
        },
      },
      label,
    );
  const openers = h("span.aB-all", {}, opener("aB.gQ.pE", "Cc", cc), opener("aB.gQ.pB", "Bcc", bcc));
  // table.GS > tbody > tr.bzf > td.eV > div > div > div.anm
  const people = h(
    "table.GS",
    { role: "presentation" },
    h(
      "tbody",
      {},
      h(
        "tr.bzf",
        {},
        h("td.eV", {}, h("div", {}, h("div", {}, to.element, cc.element, bcc.element)), openers),
      ),
    ),
  );
  const subject = input("subjectbox", { placeholder: "Subject", "aria-label": "Subject" });
  subject.className = "aoT";
  const hidden = [
    hiddenField("composeid", freshId()),
    hiddenField("draft", `#${draftId}`),
    hiddenField("from", account.email),
    hiddenField("rm", options.answeredId === undefined ? "undefined" : `#${options.answeredId}`),
    ...(options.threadId === undefined ? [] : [hiddenField("lts", options.threadId)]),
  ];
  const form = h(
    "form.bAs",
    { method: "POST" },
    inline ? h("div", {}, replyTable(people)) : h("div", {}, people),
    h("div.aoD.hl", { tabindex: "-1" }),
    inline ? h("div.hidden-subject", {}, subject) : h("div.aA6", {}, subject),
    ...hidden,
  );
  form.addEventListener("submit", (event) => event.preventDefault());

  const body = h("div.Am.Al.editable.LW-avf", {
    id: freshId(),
    g_editable: "true",
    role: "textbox",
    contenteditable: "true",
    "aria-label": "Message Body",
    "aria-multiline": "true",
    tabindex: "1",
  });
  const content = h(
    "table.iN",
    { role: "presentation" },
    h(
      "tbody",
      {},
      h(
        "tr",
        {},
        h(
          "td.Ap",
          {},
          h(
            "div.GP",
            { id: freshId(), style: inline ? "max-height: 600px" : "max-height: 340px" },
            h("div.qz.aiL", {}, body),
          ),
        ),
      ),
      h("tr", {}, h("td.HE", {}, h("div.aDg", {}, h("div.aDj", {}, lowerBar(options))))),
    ),
  );
  const region = h(
    "div.aoI",
    { role: "region", "aria-label": "Message" },
    h("table.aoP", { role: "presentation" }, h("tbody", {}, h("tr", {}, h("td.I5", {}, form, content)))),
  );
  const element = h("div.M9", { jsaction: "standin" }, region);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      options.onSend();
    }
  });
  return { element, to, cc, bcc, subject, body };
}

/** The button with which a reply becomes a forwarded mail, and the recipients beside it. */
function replyTable(people: HTMLElement): HTMLElement {
  return h(
    "table.reply",
    { role: "presentation" },
    h("tbody", {}, h("tr", {}, h("td.Ix", {}, responseType()), h("td.Iy", {}, h("div.fX", {}, people)))),
  );
}

function responseType(): HTMLElement {
  return h(
    "div.J-J5-Ji.Un.J-JN-M-I",
    { role: "button", "aria-label": "Type of response" },
    h("div.J-JN-M-I-Jm", {}, h("img.mH", { alt: "" }), icon("reply", 16)),
  );
}

/** `div.aDh`: Send, the formatting button, Discard. */
function lowerBar({ inline, onSend, onDiscard }: ComposeOptions): HTMLElement {
  const send = h(
    "div.T-I.J-J5-Ji.aoO.v7.T-I-atl.L3",
    { role: "button", tabindex: "1", "aria-label": "Send", onclick: onSend },
    "Send",
  );
  const schedule = h(
    "div.J-M.jQjAxd.schedule",
    { role: "menu" },
    h("div.J-N", { role: "menuitem", selector: "scheduledSend" }, "Schedule send"),
  );
  show(schedule, false);
  const moreSend = button(
    "div.T-I.J-J5-Ji.hG.T-I-atl.L3",
    "More send options",
    () => show(schedule, schedule.style.display === "none"),
    icon("down", 16),
  );
  moreSend.setAttribute("aria-haspopup", "true");
  const formatting = h("div.aX", { role: "toolbar" }, h("div.aA4"), "Sans Serif");
  show(formatting, false);
  const tool = (name: IconName, label: string, mark: string): HTMLElement =>
    button("div.wG.J-Z-I", label, undefined, h(`div.${mark}.J-J5-Ji`, {}, icon(name)));
  const format = button(
    "div.dv-button.J-Z-I",
    "Formatting options",
    () => show(formatting, formatting.style.display === "none"),
    h("div.dv", {}, icon("format")),
  );
  const discard = button("div.oh.J-Z-I", "Discard draft", onDiscard, icon("trash"));
  return h(
    "div.aDh",
    {},
    formatting,
    h(
      "table.IZ",
      { role: "presentation" },
      h("colgroup", {}, h("col")),
      h(
        "tbody",
        {},
        h(
          "tr.btC",
          {},
          h("td.gU.Up", {}, h("div.J-J5-Ji", {}, h("div.dC", {}, send, moreSend, schedule))),
          h("td.oc.gU", {}, h("div.oc-in", {}, format)),
          h(
            "td.gU.a0z",
            {},
            h(
              "div.bAK",
              {},
              tool("attach", "Attach files", "a1"),
              tool("link", "Insert link", "e5"),
              tool("smile", "Insert emoji", "QT"),
              h("div.eq"),
            ),
          ),
          h("td.gU.az5", {}, ...(inline ? [] : [h("div.anchor", {}, windowResponseType())])),
          h("td.gU.aoY", {}, discard),
        ),
      ),
    ),
  );
}

/** A window has the same button as a reply, out of sight. */
function windowResponseType(): HTMLElement {
  const element = responseType();
  show(element, false);
  return element;
}

function hiddenField(name: string, value: string): HTMLInputElement {
  return input(name, { type: "hidden", value });
}
