/** Boxwood beside an open conversation. */
import type { ThreadView } from "@inboxsdk/core";

import type { ThreadInput } from "../generated/ThreadInput";
import type { End, PageContext } from "../platform/page-context";
import type { Mails } from "../ui/sidebar/mails";
import { Conversation } from "./conversation";
import { type OpenMail, OpenMails } from "./mail-text";
import { MARK_URL } from "./mark";
import type { Sdk } from "./sdk";

/**
 * Shows a screen about a conversation in an element until the result is called: with the ids of its
 * mails, and with the text of the last one, which is for the core's eyes only.
 */
export type ShowThread = (host: HTMLElement, thread: ThreadInput, mails: Mails, mail: OpenMail) => End;

/** InboxSDK paints its sidebar white in a dark Gmail too; around Boxwood's panel it keeps Gmail's colour. */
const DARK_SIDEBAR =
  ".inboxsdk__gmail_dark_body_theme .thread_app_sidebar :has([data-boxwood-panel]) { background: transparent !important; }";

function keepSidebarDark(context: PageContext): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(DARK_SIDEBAR);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  context.own(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  });
}

/** Shows a panel beside each conversation that is opened. */
export function showSidebars(sdk: Sdk, context: PageContext, show: ShowThread): void {
  keepSidebarDark(context);
  const texts = new OpenMails(sdk, context);
  const open = new Set<Conversation>();
  context.own(
    sdk.Conversations.registerThreadViewHandler((view) => {
      showSidebar(view, texts, context, show, open).catch(reportError);
    }),
  );
  // Mails come while a conversation is open.
  context.own(
    sdk.Conversations.registerMessageViewHandlerAll(() => {
      for (const conversation of open) conversation.look();
    }),
  );
}

async function showSidebar(
  view: ThreadView,
  texts: OpenMails,
  context: PageContext,
  show: ShowThread,
  open: Set<Conversation>,
): Promise<void> {
  const id = await view.getThreadIDAsync();
  if (view.destroyed || context.ended) return;
  const host = document.createElement("div");
  host.dataset["boxwoodPanel"] = "";
  const conversation = new Conversation(id);
  open.add(conversation);
  const hide = show(host, { id, subject: view.getSubject() }, conversation, texts.of(view, id));
  const end = context.own(() => {
    hide();
    conversation.end();
    open.delete(conversation);
  });
  const panel = view.addSidebarContentPanel({
    title: "Boxwood",
    iconUrl: MARK_URL,
    el: host,
    id: "boxwood",
    // InboxSDK draws it white in a dark Gmail; the panel has a heading of its own.
    hideTitleBar: true,
  });
  panel.on("destroy", end);
  view.on("destroy", end);
}
