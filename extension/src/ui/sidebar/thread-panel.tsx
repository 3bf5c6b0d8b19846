/** The sidebar beside an open conversation: its boxes, and the ways into one. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";

import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import { useApp } from "../app";
import { describe } from "../failures";
import { canChange, Invitation, StatusLine } from "../status-line";
import { SuggestionChip } from "../suggestions/chip";
import { type MailSource, type Suggested, useSuggestions } from "../suggestions/suggestions";
import { AddBox } from "./add-box";
import { BoxCard } from "./box-card";
import { FindBox } from "./find-box";
import { type Mails, useThread } from "./mails";

interface ThreadPanelProps {
  thread: ThreadInput;
  /** The ids of its mails. */
  mails: Mails;
  /** The text of its last mail. */
  mail: MailSource;
}

/** The sidebar beside an open conversation. */
export function ThreadPanel({ thread, mails, mail }: ThreadPanelProps): JSX.Element {
  const app = useApp();
  const { answer, failure } = useThread(thread.id, mails);
  const suggested = useSuggestions(thread.id, mail);
  const status = app.status.value;
  return (
    <section class="panel" aria-label={say("panel-label")} data-testid="thread-panel" data-thread={thread.id}>
      <h2 class="panel-title">Boxwood</h2>
      {status !== undefined && !canChange(status) ? (
        <Invitation />
      ) : (
        <>
          {answer?.boxes.map((record) => {
            const pipeline = answer.pipelines.find((one) => one.id === record.pipeline);
            if (pipeline === undefined) return null;
            return <BoxCard key={record.id} record={record} pipeline={pipeline} thread={thread.id} />;
          })}
          {answer === undefined ? (
            <p class="hint" data-testid="panel-loading">
              {failure === undefined ? say("loading") : describe(failure)}
            </p>
          ) : (
            <Ways thread={thread} inside={answer.boxes.map(({ id }) => id)} suggested={suggested} />
          )}
        </>
      )}
      <StatusLine />
    </section>
  );
}

interface WaysProps {
  thread: ThreadInput;
  /** The boxes that it is in. */
  inside: readonly string[];
  suggested: Suggested;
}

/** The ways into a box. */
function Ways({ thread, inside, suggested }: WaysProps): JSX.Element {
  const app = useApp();
  const way = useSignal<"none" | "new" | "existing">("none");
  const pipelines = app.pipelines.value ?? [];
  const close = (): void => {
    way.value = "none";
  };
  if (way.value === "new") return <AddBox thread={thread} pipelines={pipelines} onDone={close} />;
  const { suggestions, sender } = suggested;
  if (way.value === "existing") {
    return <FindBox thread={thread} inside={inside} suggested={suggestions?.choices ?? []} onDone={close} />;
  }
  const best = suggestions === undefined || suggestions.sure === "no" ? undefined : suggestions.choices[0];
  if (pipelines.length === 0) {
    return (
      <div class="ways">
        <p class="hint">{say("panel-no-pipelines")}</p>
        <button
          type="button"
          class="primary"
          onClick={() => app.openNewPipeline()}
          data-testid="panel-new-pipeline"
        >
          {say("nav-new-pipeline")}
        </button>
      </div>
    );
  }
  return (
    <div class="ways">
      {inside.length === 0 ? <p class="hint">{say("panel-no-boxes")}</p> : null}
      <div aria-live="polite">
        {best === undefined ? null : (
          <SuggestionChip key={best.label.id} thread={thread} suggestion={best} sender={sender} />
        )}
      </div>
      <button
        type="button"
        class={inside.length === 0 && best === undefined ? "primary" : "plain"}
        onClick={() => {
          way.value = "new";
        }}
        data-testid="add-to-new"
      >
        {say("add-new")}
      </button>
      <button
        type="button"
        class="plain"
        onClick={() => {
          way.value = "existing";
        }}
        data-testid="add-to-existing"
      >
        {say("add-existing")}
      </button>
    </div>
  );
}
