/** What the core suggests for the open conversation, which this shows it. */
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { MailText } from "../../generated/MailText";
import type { ThreadSuggestions } from "../../generated/ThreadSuggestions";
import { useApp, useSubscription } from "../app";

/** The mail that a screen is about, as the page can read it. */
export interface MailSource {
  /** Changes when there is more to read. */
  readonly arrived: ReadonlySignal<number>;
  /** Reads it; none while it is not in the page. */
  read(): MailText | undefined;
}

/** What is suggested for a conversation, and who sent it. */
export interface Suggested {
  readonly suggestions: ThreadSuggestions | undefined;
  readonly sender: string;
}

/** Lets whatever is being drawn be drawn, and calls `action` when there is time. */
function whenIdle(action: () => void): () => void {
  const control = new AbortController();
  scheduler.postTask(action, { priority: "background", signal: control.signal }).catch((error: unknown) => {
    if (!control.signal.aborted) reportError(error);
  });
  return () => control.abort();
}

/** Shows the core a mail, and says what it suggests for it. */
export function useSuggestions(thread: string, mail: MailSource): Suggested {
  const { link } = useApp();
  const { view } = useSubscription({ kind: "suggestions", threads: [thread] });
  const answer = view.value;
  const suggestions = answer?.threads.find((one) => one.thread === thread);
  const sender = useRef("");
  const arrived = useComputed(() => mail.arrived.value).value;
  // The core may have started anew, and then knows nothing of it any more.
  const isKnown = suggestions?.known === "whole";
  const read = useRef(0);
  const isOn = answer?.on === true;
  useEffect(() => {
    if (!isOn || arrived === 0 || (isKnown && read.current === arrived)) return undefined;
    return whenIdle(() => {
      const text = mail.read();
      if (text === undefined) return;
      read.current = arrived;
      sender.current = text.from;
      link.ask({ kind: "readMails", mails: [text] }).catch(reportError);
    });
  }, [link, mail, arrived, isOn, isKnown]);
  useEffect(
    () => () => {
      link.ask({ kind: "leftUnfiled", thread }).catch(reportError);
    },
    [link, thread],
  );
  return { suggestions, sender: sender.current };
}
