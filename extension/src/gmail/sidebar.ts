/** Boxwood beside an open conversation. */
import type { ThreadView } from "@inboxsdk/core";

import type { ThreadInput } from "../generated/ThreadInput";
import type { End, PageContext } from "../platform/page-context";
import { MARK_URL } from "./mark";
import type { Sdk } from "./sdk";

/** Shows a screen about a conversation in an element until the result is called. */
export type ShowThread = (host: HTMLElement, thread: ThreadInput) => End;

/** Shows a panel beside each conversation that is opened. */
export function showSidebars(sdk: Sdk, context: PageContext, show: ShowThread): void {
  context.own(
    sdk.Conversations.registerThreadViewHandler((view) => {
      showSidebar(view, context, show).catch(reportError);
    }),
  );
}

async function showSidebar(view: ThreadView, context: PageContext, show: ShowThread): Promise<void> {
  const id = await view.getThreadIDAsync();
  if (view.destroyed || context.ended) return;
  const host = document.createElement("div");
  const end = context.own(show(host, { id, subject: view.getSubject() }));
  const panel = view.addSidebarContentPanel({ title: "Boxwood", iconUrl: MARK_URL, el: host, id: "boxwood" });
  panel.on("destroy", end);
  view.on("destroy", end);
}
