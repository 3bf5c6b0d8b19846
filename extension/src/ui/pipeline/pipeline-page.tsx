/** A pipeline over the whole width of Gmail: its name, how things stand, its boxes. */
import { signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";

import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Board } from "../board/board";
import { BoxPanel } from "../box-page/box-panel";
import { TextEditor, useDraft } from "../controls";
import { describe } from "../failures";
import { InboxLink, SampleNote } from "../first-run/first-steps";
import { useSave } from "../save";
import { canChange, Invitation, StatusLine } from "../status-line";
import { Grid } from "./grid";
import { PipelineSettings } from "./pipeline-settings";
import { ViewDesk } from "./view-desk";

interface PipelinePageProps {
  id: string;
  /** The saved view to open with, if the address names one. */
  view?: string | undefined;
}

/** A pipeline over the whole width. */
export function PipelinePage({ id, view: wanted }: PipelinePageProps): JSX.Element {
  const app = useApp();
  const { view, failure } = useSubscription({ kind: "pipeline", pipeline: id });
  const settings = useSignal(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pipeline shows a view of its own.
  const desk = useMemo(() => new ViewDesk(wanted), [id, wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a box that is open belongs to its pipeline.
  const opened = useMemo(() => signal<string | undefined>(undefined), [id]);
  const body = useRef<HTMLDivElement>(null);
  const show = useCallback(
    (box: string) => {
      opened.value = box;
    },
    [opened],
  );
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
      <PipelineHeader
        pipeline={pipeline}
        open={settings.value}
        toggle={() => {
          settings.value = !settings.peek();
        }}
      />
      <SampleNote pipeline={pipeline} />
      {settings.value ? (
        <PipelineSettings
          key={`settings ${id}`}
          pipeline={pipeline}
          onClose={() => {
            settings.value = false;
          }}
        />
      ) : null}
      <div class="pipeline-body" ref={body}>
        {desk.shape.value.layout === "board" ? (
          <Board key={id} pipeline={pipeline} desk={desk} show={show} />
        ) : (
          <Grid key={id} pipeline={pipeline} desk={desk} show={show} />
        )}
        {opened.value === undefined ? null : (
          <BoxPanel
            id={opened.value}
            onClose={() => {
              opened.value = undefined;
              body.current?.querySelector<HTMLElement>("[data-focus-home]")?.focus({ preventScroll: true });
            }}
          />
        )}
      </div>
    </main>
  );
}

interface PipelineHeaderProps {
  pipeline: PipelineView;
  /** Whether the settings are open. */
  open: boolean;
  toggle: () => void;
}

function PipelineHeader({ pipeline, open, toggle }: PipelineHeaderProps): JSX.Element {
  const { id } = pipeline;
  const name = useDraft(
    pipeline.name,
    useSave((text) => ({ kind: "renamePipeline", pipeline: id, name: text })),
  );
  return (
    <header class="page-header">
      <h1>
        {pipeline.icon === "" ? null : <span aria-hidden="true">{pipeline.icon} </span>}
        <TextEditor label={say("pipeline-name")} draft={name} testId="pipeline-name" className="page-title" />
      </h1>
      <p class="page-count" data-testid="pipeline-count" data-count={pipeline.boxes}>
        {say("pipeline-count", { count: pipeline.boxes })}
      </p>
      <button
        type="button"
        class="link"
        aria-expanded={open}
        onClick={toggle}
        data-testid="pipeline-settings-toggle"
      >
        {say("settings-open")}
      </button>
      <StatusLine />
      {pipeline.boxes === 0 ? (
        <p class="hint" data-testid="pipeline-empty">
          {say("pipeline-empty")} <InboxLink />
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
