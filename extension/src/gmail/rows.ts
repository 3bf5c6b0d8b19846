/** Labels on the rows of a mail list: the pipeline and stage of each box, in the stage's colour. */

import type { LabelDescriptor, ThreadRowView } from "@inboxsdk/core";
import { effect } from "@preact/signals";
import * as Kefir from "kefir";

import type { LabelView } from "../generated/LabelView";
import type { Link } from "../link/link";
import type { PageContext } from "../platform/page-context";
import { inkOn } from "../words/formats";
import { say } from "../words/words";
import { LabelBoard } from "./label-board";
import type { Sdk } from "./sdk";

/** A row shows so many labels; the last one says how many more boxes there are. */
const MOST_LABELS = 3;

function descriptorOf(label: LabelView, more: number): LabelDescriptor {
  const title = say("row-label", { pipeline: label.pipelineName, stage: label.stageName });
  return {
    title: more > 0 ? say("row-label-more", { label: title, count: more }) : title,
    backgroundColor: label.colour,
    foregroundColor: inkOn(label.colour),
    maxWidth: "220px",
  };
}

/** The places for labels of one row, made as they are needed. */
class RowLabels {
  readonly #row: ThreadRowView;
  readonly #slots: ((label: LabelDescriptor | null) => void)[] = [];

  constructor(row: ThreadRowView) {
    this.#row = row;
  }

  show(labels: readonly LabelView[]): void {
    if (this.#row.destroyed) return;
    const shown = labels.slice(0, MOST_LABELS);
    for (const [at, label] of shown.entries()) {
      const more = at === MOST_LABELS - 1 ? labels.length - MOST_LABELS : 0;
      this.#slot(at)(descriptorOf(label, more));
    }
    for (let at = shown.length; at < this.#slots.length; at += 1) this.#slots[at]?.(null);
  }

  #slot(at: number): (label: LabelDescriptor | null) => void {
    const there = this.#slots[at];
    if (there !== undefined) return there;
    const changes = Kefir.pool<LabelDescriptor | null, never>();
    const slot = (label: LabelDescriptor | null): void => {
      changes.plug(Kefir.constant(label));
    };
    this.#row.addLabel(changes);
    this.#slots[at] = slot;
    return slot;
  }
}

/** Labels rows as they come. */
export function labelRows(sdk: Sdk, context: PageContext, link: Link): void {
  const labels = link.subscribe({ kind: "labels", threads: [] });
  context.own(() => labels.end());
  const board = new LabelBoard(
    (threads) => labels.change({ kind: "labels", threads }),
    (action) => context.frame(action),
  );
  context.own(
    effect(() => {
      const view = labels.view.value;
      if (view !== undefined) board.answer(view.threads);
    }),
  );
  context.own(
    sdk.Lists.registerThreadRowViewHandler((row) => {
      follow(row, board, context).catch(reportError);
    }),
  );
}

async function follow(row: ThreadRowView, board: LabelBoard, context: PageContext): Promise<void> {
  const thread = await row.getThreadIDAsync();
  if (row.destroyed || context.ended) return;
  const labels = new RowLabels(row);
  row.on("destroy", context.own(board.add(thread, (shown) => labels.show(shown))));
}
