/** The mails of an open conversation: by them it is recognised, and its boxes are told of them. */
import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { HeldThread } from "../../generated/HeldThread";
import type { MailInput } from "../../generated/MailInput";
import type { ThreadView } from "../../generated/ThreadView";
import type { Link } from "../../link/link";
import { useApp, useSubscription } from "../app";
import { editBox } from "../deed";

/** A mail as its head has it; who is of the team, the page does not know. */
export type KnownMail = Omit<MailInput, "isSent">;

/** The mails of an open conversation, as far as its page knows them. */
export interface Mails {
  /** How many there are. */
  readonly count: ReadonlySignal<number>;
  /** The `Message-ID`s that are known, and those that their mails refer to. */
  readonly ids: ReadonlySignal<readonly string[]>;
  /** Has those of the first and the last mail known, as far as they can be. */
  readEnds(): Promise<void>;
  /** Reads the heads of all; mails that lack what a box keeps are left out. */
  readAll(): Promise<readonly KnownMail[]>;
}

/**
 * The boxes of a conversation, now and whenever they change; nothing before the first answer. Mails
 * are only looked into where that tells something new: the first and the last one as long as no box
 * holds the conversation, all where a box that may be changed knows fewer.
 */
export function useThread(
  thread: string,
  mails: Mails,
): { answer: ThreadView | undefined; failure: Failure | undefined } {
  const { link } = useApp();
  const { view, failure } = useSubscription({ kind: "thread", thread, mails: [...mails.ids.value] });
  const answer = view.value?.thread.thread === thread ? view.value.thread : undefined;
  const count = mails.count.value;
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (answer === undefined) return;
    if (answer.held.length === 0) {
      mails.readEnds().catch(reportError);
      return;
    }
    // Told once in the life of this panel: what a box was told and does not know, it cannot.
    const key = (held: HeldThread): string => `${held.id} ${count}`;
    const lacking = answer.held.filter((held, at) => {
      const pipeline = answer.pipelines.find(({ id }) => id === answer.boxes[at]?.pipeline);
      const mayTell = pipeline !== undefined && pipeline.myRights.edit !== "none";
      return mayTell && held.mails < count && !told.current.has(key(held));
    });
    for (const held of lacking) told.current.add(key(held));
    if (lacking.length > 0) tell(link, answer, lacking, mails).catch(reportError);
  }, [link, mails, answer, count]);
  return { answer, failure: failure.value };
}

/** Tells boxes of the mails. */
async function tell(
  link: Link,
  answer: ThreadView,
  boxes: readonly HeldThread[],
  mails: Mails,
): Promise<void> {
  const team = new Set(answer.pipelines.flatMap(({ people }) => people.map(({ email }) => email)));
  const known = await mails.readAll();
  const all = known.map((mail) => ({ ...mail, isSent: team.has(mail.from) }));
  for (const { id, thread, mails: before } of boxes) {
    if (all.length <= before) continue;
    // Nobody asked for it: what is refused is tried again when the conversation is opened again.
    await link.do(editBox(id, { kind: "addMails", thread, mails: all }));
  }
}
