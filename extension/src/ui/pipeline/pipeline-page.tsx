/** A pipeline over the whole width of Gmail: its name, how things stand, its boxes. */
import type { JSX } from "preact";

import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { TextEditor, useDraft } from "../controls";
import { describe } from "../failures";
import { useSave } from "../sidebar/box-card";
import { canChange, Invitation, StatusLine } from "../status-line";
import { Grid } from "./grid";

/** A pipeline over the whole width. */
export function PipelinePage({ id }: { id: string }): JSX.Element {
  const app = useApp();
  const { view, failure } = useSubscription({ kind: "pipeline", pipeline: id });
  const status = app.status.value;
  const pipeline = view.value?.pipeline;
  if (status !== undefined && !canChange(status)) {
    return (
      <main class="page" data-testid="pipeline-page">
        <Invitation />
      </main>
    );
  }
  if (pipeline === null) return <Missing />;
  if (pipeline === undefined || pipeline.id !== id) {
    return (
      <main class="page" data-testid="pipeline-page">
        <p class="hint" data-testid="pipeline-loading">
          {failure.value === undefined ? say("loading") : describe(failure.value)}
        </p>
        <StatusLine />
      </main>
    );
  }
  return (
    <main class="page pipeline" data-testid="pipeline-page" data-pipeline={id}>
      <PipelineHeader pipeline={pipeline} />
      <Grid key={id} pipeline={pipeline} />
    </main>
  );
}

function PipelineHeader({ pipeline }: { pipeline: PipelineView }): JSX.Element {
  const { id } = pipeline;
  const name = useDraft(
    pipeline.name,
    useSave((text) => ({ kind: "renamePipeline", pipeline: id, name: text })),
  );
  return (
    <header class="page-header">
      <h1>
        <TextEditor label={say("pipeline-name")} draft={name} testId="pipeline-name" className="page-title" />
      </h1>
      <p class="page-count" data-testid="pipeline-count" data-count={pipeline.boxes}>
        {say("pipeline-count", { count: pipeline.boxes })}
      </p>
      <StatusLine />
      {pipeline.boxes === 0 ? (
        <p class="hint" data-testid="pipeline-empty">
          {say("pipeline-empty")}
        </p>
      ) : null}
    </header>
  );
}

function Missing(): JSX.Element {
  const app = useApp();
  return (
    <main class="page" data-testid="pipeline-missing">
      <p class="hint">{say("pipeline-missing")}</p>
      <button type="button" class="plain" onClick={() => app.openNewPipeline()}>
        {say("nav-new-pipeline")}
      </button>
      <StatusLine />
    </main>
  );
}
