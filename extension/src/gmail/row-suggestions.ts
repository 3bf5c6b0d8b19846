/** A quiet label on the rows of mails that very surely belong into a box they are not in yet. */
import type { LabelDescriptor, ThreadRowView } from "@inboxsdk/core";
import { effect } from "@preact/signals";
import * as Kefir from "kefir";

import type { LabelView } from "../generated/LabelView";
import type { Link } from "../link/link";
import { accountOf } from "../link/messages";
import { nextTask, type PageContext } from "../platform/page-context";
import { say } from "../words/words";
import { LabelBoard } from "./label-board";
import { textOfRow } from "./mail-text";
import type { Sdk } from "./sdk";

/** The core takes no more conversations at once. */
const MOST_THREADS = 100;

function descriptorOf(label: LabelView): LabelDescriptor {
  return {
    title: say("row-suggestion", { box: label.name }),
    backgroundColor: "transparent",
    foregroundColor: "inherit",
    maxWidth: "180px",
  };
}

/** Suggests boxes on rows as they come. */
export function suggestOnRows(sdk: Sdk, context: PageContext, link: Link): void {
  const account = accountOf(sdk.User.getEmailAddress());
  const suggestions = link.subscribe({ kind: "suggestions", threads: [] });
  context.own(() => suggestions.end());
  const rows = new Map<string, ThreadRowView>();
  const read = async (threads: readonly string[]): Promise<void> => {
    // Gmail is drawing its list.
    await nextTask();
    const there = threads.flatMap((thread) => {
      const row = rows.get(thread);
      return row === undefined || row.destroyed ? [] : [textOfRow(row, thread, account)];
    });
    if (there.length > 0) await link.ask({ kind: "readMails", mails: there });
  };
  const board = new LabelBoard(
    (threads) => suggestions.change({ kind: "suggestions", threads: threads.slice(-MOST_THREADS) }),
    (action) => context.frame(action),
  );
  context.own(
    effect(() => {
      const view = suggestions.view.value;
      if (view === undefined) return;
      // Nor does the core know any that it knew, when it has started anew.
      const unknown = view.threads.filter(({ known }) => known === "nothing").map(({ thread }) => thread);
      if (unknown.length > 0) read(unknown).catch(reportError);
      board.answer(
        view.threads.map(({ thread, sure, choices }) => ({
          thread,
          labels: sure === "very" ? choices.slice(0, 1).map(({ label }) => label) : [],
        })),
      );
    }),
  );
  const follow = async (row: ThreadRowView): Promise<void> => {
    const thread = await row.getThreadIDAsync();
    if (row.destroyed || context.ended) return;
    rows.set(thread, row);
    let slot: Kefir.Pool<LabelDescriptor | null, never> | undefined;
    const show = (labels: readonly LabelView[]): void => {
      const label = labels[0];
      if (row.destroyed || (slot === undefined && label === undefined)) return;
      if (slot === undefined) {
        slot = Kefir.pool();
        row.addLabel(slot);
      }
      slot.plug(Kefir.constant(label === undefined ? null : descriptorOf(label)));
    };
    const leave = board.add(thread, show);
    row.on(
      "destroy",
      context.own(() => {
        if (rows.get(thread) === row) rows.delete(thread);
        leave();
      }),
    );
  };
  context.own(
    sdk.Lists.registerThreadRowViewHandler((row) => {
      follow(row).catch(reportError);
    }),
  );
}
