/** What one does first: a pipeline, and a mail in it; or a look around in a sample. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { Icon } from "../icons";
import { notifyWithWayBack } from "../take-back";
import { isSample, makeSample } from "./sample";

/** Gmail's own list of mails. */
const INBOX = "#inbox";

/** The first steps; there are none once there is a box. */
export function FirstSteps(): JSX.Element | null {
  const app = useApp();
  const heading = useId();
  const pipelines = app.pipelines.value;
  if (pipelines === undefined || pipelines.some(({ boxes }) => boxes > 0)) return null;
  const [first] = pipelines;
  return (
    <section class="first-steps" aria-labelledby={heading} data-testid="first-steps">
      <h2 class="part-title" id={heading}>
        {say("first-title")}
      </h2>
      <ol>
        <li data-testid="first-pipeline" data-done={first !== undefined}>
          <span>{say("first-pipeline")}</span>
          {first === undefined ? (
            <button type="button" class="primary" onClick={() => app.openNewPipeline()}>
              {say("nav-new-pipeline")}
            </button>
          ) : (
            <span class="good">
              <Icon name="done" />
              <bdi>{first.name}</bdi>
            </span>
          )}
        </li>
        <li>
          <span>{say("first-mail")}</span>
          <InboxLink />
        </li>
      </ol>
      {first === undefined ? <SampleOffer /> : null}
    </section>
  );
}

/** The way to one's mails. */
export function InboxLink(): JSX.Element {
  return (
    <a class="link" href={INBOX} data-testid="first-inbox">
      {say("first-inbox")}
    </a>
  );
}

/** Offers a look around in a pipeline with made-up boxes. */
export function SampleOffer(): JSX.Element {
  const app = useApp();
  const busy = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const problem = useId();
  const make = async (): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    const made = await makeSample(app.link, Date.now());
    busy.value = false;
    if (typeof made === "string") app.openPipeline(made);
    else failure.value = made;
  };
  return (
    <p class="actions">
      <button
        type="button"
        class="plain"
        disabled={busy.value}
        onClick={() => void make()}
        data-testid="sample-make"
      >
        {say("sample-make")}
      </button>
      <span class="hint">{say("sample-hint")}</span>
      <Problem id={problem} failure={failure.value} />
    </p>
  );
}

/** Over the sample: that it is one, and the way to be rid of it. */
export function SampleNote({ pipeline }: { pipeline: PipelineView }): JSX.Element | null {
  const app = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  if (!isSample(pipeline)) return null;
  const remove = async (): Promise<void> => {
    const { id } = pipeline;
    if (!(await run({ kind: "editPipeline", pipeline: id, edit: { kind: "delete" } }))) return;
    const back = { kind: "editPipeline", pipeline: id, edit: { kind: "restore" } } as const;
    notifyWithWayBack(app, say("sample-removed"), back);
  };
  return (
    <div class="sample-note" data-testid="sample-note">
      <span>{say("sample-note")}</span>
      <button type="button" class="link" onClick={() => void remove()} data-testid="sample-remove">
        {say("sample-remove")}
      </button>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}
