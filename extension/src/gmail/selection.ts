/** Filing the conversations that are selected in a list: a button above it, with a panel. */
import type { DropdownView, ThreadRowView } from "@inboxsdk/core";

import type { MailText } from "../generated/MailText";
import { accountOf } from "../link/messages";
import type { End, PageContext } from "../platform/page-context";
import { say } from "../words/words";
import { textOfRow } from "./mail-text";
import { MARK_URL } from "./mark";
import type { Sdk } from "./sdk";

/** Shows a screen that files these conversations, in an element, until the result is called. */
export type ShowFiling = (host: HTMLElement, mails: readonly MailText[], close: () => void) => End;

/** Shows the button. */
export function offerFiling(sdk: Sdk, context: PageContext, show: ShowFiling): void {
  const account = accountOf(sdk.User.getEmailAddress());
  const open = async (rows: readonly ThreadRowView[], dropdown: DropdownView): Promise<void> => {
    const mails = await Promise.all(
      rows.map(async (row) => textOfRow(row, await row.getThreadIDAsync(), account)),
    );
    if (dropdown.destroyed || context.ended) return;
    const host = document.createElement("div");
    dropdown.el.append(host);
    const end = context.own(show(host, mails, () => dropdown.close()));
    dropdown.on("destroy", end);
    dropdown.reposition();
  };
  context.own(
    sdk.Toolbars.registerThreadButton({
      title: say("file-selected"),
      iconUrl: MARK_URL,
      positions: ["LIST"],
      listSection: "METADATA_STATE",
      hasDropdown: true,
      onClick: ({ selectedThreadRowViews, dropdown }) => {
        if (dropdown !== undefined) open(selectedThreadRowViews, dropdown).catch(reportError);
      },
    }),
  );
}
