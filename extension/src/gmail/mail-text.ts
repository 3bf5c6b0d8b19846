/**
 * What a mail says, read in Gmail's page so that the core can tell where it belongs.
 *
 * The text is handed over and kept nowhere: not in here, and the core keeps keyed hashes only.
 */
import type { MessageView, ThreadRowView, ThreadView } from "@inboxsdk/core";
import { type ReadonlySignal, signal } from "@preact/signals";

import type { MailText } from "../generated/MailText";
import { accountOf } from "../link/messages";
import type { PageContext } from "../platform/page-context";
import type { Sdk } from "./sdk";

/** The core looks at no more letters of a text. */
export const MOST_LETTERS = 16_000;
/** The core looks at no more recipients. */
const MOST_PEOPLE = 256;
/** No mail has so many pieces of text before that many letters; one that does is not worth the time. */
const MOST_PIECES = 4_000;

/** What is no text of this mail: scripts, styles, and the mails that it answers. */
const NOT_TEXT = "script, style, noscript, template, blockquote, .gmail_quote, .gmail_signature";

/** The beginning of a mail's text. It is read without asking how it is laid out, which would take long. */
export function bodyText(body: Element): string {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element
      ? node.matches(NOT_TEXT)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP
      : NodeFilter.FILTER_ACCEPT,
  );
  let text = "";
  for (let pieces = 0; text.length < MOST_LETTERS && pieces < MOST_PIECES; pieces += 1) {
    const node = walker.nextNode();
    if (node === null) break;
    const piece = node.nodeValue ?? "";
    if (piece.trim() !== "") text += `${piece.slice(0, MOST_LETTERS)} `;
  }
  return text.slice(0, MOST_LETTERS);
}

/** A conversation that is open in Gmail. */
export interface OpenMail {
  /** Counts the mails of it that have come into the page so far. */
  readonly arrived: ReadonlySignal<number>;
  /** Reads its last mail from somebody else; none while none is in the page. */
  read(): MailText | undefined;
}

/** Knows the conversations that are open. */
export class OpenMails {
  readonly #arrived = new WeakMap<ThreadView, ReturnType<typeof signal<number>>>();
  readonly #account: string;

  constructor(sdk: Sdk, context: PageContext) {
    this.#account = accountOf(sdk.User.getEmailAddress());
    context.own(
      sdk.Conversations.registerMessageViewHandler((message) => {
        const arrived = this.#count(message.getThreadView());
        arrived.value = (arrived.peek() ?? 0) + 1;
      }),
    );
  }

  /** An open conversation. */
  of(view: ThreadView, thread: string): OpenMail {
    return {
      arrived: this.#count(view) as ReadonlySignal<number>,
      read: () => (view.destroyed ? undefined : textOfThread(view, thread, this.#account)),
    };
  }

  #count(view: ThreadView): ReturnType<typeof signal<number>> {
    const known = this.#arrived.get(view);
    if (known !== undefined) return known;
    const fresh = signal<number | undefined>(0);
    this.#arrived.set(view, fresh);
    return fresh;
  }
}

function textOfThread(view: ThreadView, thread: string, account: string): MailText | undefined {
  const there = view.getMessageViews().filter((message) => !message.destroyed && message.isLoaded());
  const others = there.filter((message) => accountOf(message.getSender().emailAddress) !== account);
  const message: MessageView | undefined = others.at(-1) ?? there.at(-1);
  if (message === undefined) return undefined;
  const sender = message.getSender();
  return {
    thread,
    from: sender.emailAddress,
    fromName: sender.name,
    to: message.getRecipientEmailAddresses().slice(0, MOST_PEOPLE),
    subject: view.getSubject(),
    body: bodyText(message.getBodyElement()),
  };
}

/** What a list shows of a conversation; less than its mails say. */
export function textOfRow(row: ThreadRowView, thread: string, account: string): MailText {
  const people = row.getContacts().filter(({ emailAddress }) => accountOf(emailAddress) !== account);
  const sender = people[0];
  return {
    thread,
    from: sender?.emailAddress ?? "",
    fromName: sender?.name ?? "",
    to: people.slice(1, MOST_PEOPLE).map(({ emailAddress }) => emailAddress),
    subject: row.getSubject(),
    body: null,
  };
}
