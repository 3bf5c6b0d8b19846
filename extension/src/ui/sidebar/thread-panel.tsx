/** The sidebar beside an open conversation: its boxes, and the ways into one. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";

import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import { useApp } from "../app";
import { describe } from "../failures";
import { canChange, Invitation, StatusLine } from "../status-line";
import { AddBox } from "./add-box";
import { BoxCard } from "./box-card";
import { FindBox } from "./find-box";
import { type Mails, useThread } from "./mails";

/** The sidebar beside an open conversation. */
export function ThreadPanel({ thread, mails }: { thread: ThreadInput; mails: Mails }): JSX.Element {
  const app = useApp();
  const { answer, failure } = useThread(thread.id, mails);
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
            <Ways thread={thread} inside={answer.boxes.map(({ id }) => id)} />
          )}
        </>
      )}
      <StatusLine />
    </section>
  );
}

/** The ways into a box. */
function Ways({ thread, inside }: { thread: ThreadInput; inside: readonly string[] }): JSX.Element {
  const app = useApp();
  const way = useSignal<"none" | "new" | "existing">("none");
  const pipelines = app.pipelines.value ?? [];
  const close = (): void => {
    way.value = "none";
  };
  if (way.value === "new") return <AddBox thread={thread} pipelines={pipelines} onDone={close} />;
  if (way.value === "existing") return <FindBox thread={thread} inside={inside} onDone={close} />;
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
      <button
        type="button"
        class={inside.length === 0 ? "primary" : "plain"}
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
