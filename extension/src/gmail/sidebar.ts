/** Boxwood beside an open conversation. */
import type { ThreadView } from "@inboxsdk/core";

import type { ThreadInput } from "../generated/ThreadInput";
import type { End, PageContext } from "../platform/page-context";
import { type OpenMail, OpenMails } from "./mail-text";
import { MARK_URL } from "./mark";
import type { Sdk } from "./sdk";

/** Shows a screen about a conversation in an element until the result is called. */
export type ShowThread = (host: HTMLElement, thread: ThreadInput, mail: OpenMail) => End;

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
  const mails = new OpenMails(sdk, context);
  context.own(
    sdk.Conversations.registerThreadViewHandler((view) => {
      showSidebar(view, mails, context, show).catch(reportError);
    }),
  );
}

async function showSidebar(
  view: ThreadView,
  mails: OpenMails,
  context: PageContext,
  show: ShowThread,
): Promise<void> {
  const id = await view.getThreadIDAsync();
  if (view.destroyed || context.ended) return;
  const host = document.createElement("div");
  host.dataset["boxwoodPanel"] = "";
  const end = context.own(show(host, { id, subject: view.getSubject() }, mails.of(view, id)));
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
