/** Puts several conversations into a box at once. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

import type { Command } from "../../generated/Command";
import type { MailText } from "../../generated/MailText";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { BoxSearch } from "../box/box-search";
import { useDeed } from "../deed";
import { canChange, Invitation } from "../status-line";
import { notifyWithWayBack } from "../take-back";

interface FileSelectedProps {
  mails: readonly MailText[];
  onDone: () => void;
}

/** A search for the box of several conversations, with those on top that fit most of them. */
export function FileSelected({ mails, onDone }: FileSelectedProps): JSX.Element {
  const app = useApp();
  const { failure, run } = useDeed();
  const threads = mails.map(({ thread }) => thread);
  const { view } = useSubscription({ kind: "suggestions", threads });
  useEffect(() => {
    app.link.ask({ kind: "readMails", mails: [...mails] }).catch(reportError);
  }, [app.link, mails]);
  const status = app.status.value;
  if (status !== undefined && !canChange(status)) return <Invitation />;
  const file = async (id: string): Promise<void> => {
    const add = mails.map(
      ({ thread, subject }): Command => ({ kind: "addThread", id, thread: { id: thread, subject } }),
    );
    if (!(await run({ kind: "batch", commands: add }))) return;
    const back = threads.map((thread): Command => ({ kind: "removeThread", id, thread }));
    notifyWithWayBack(app, say("file-selected-done", { count: mails.length }), {
      kind: "batch",
      commands: back,
    });
    onDone();
  };
  return (
    <section class="panel file-selected" aria-label={say("file-selected")} data-testid="file-selected">
      <BoxSearch
        label={say("file-selected-label", { count: mails.length })}
        without={[]}
        suggested={view.value?.together ?? []}
        failure={failure}
        onChosen={(id) => void file(id)}
        onCancel={onDone}
      />
    </section>
  );
}
