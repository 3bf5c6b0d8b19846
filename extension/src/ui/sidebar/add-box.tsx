/** Puts a mail into a new box. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { NavView } from "../../generated/NavView";
import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Choice } from "../choice";
import { Problem } from "../controls";
import { failureOf } from "../failures";

interface AddBoxProps {
  thread: ThreadInput;
  pipelines: readonly NavView[];
  /** Called when the box is made, or when it is not to be. */
  onDone: () => void;
}

/** Strips what mail programs put before a subject. */
export function nameFromSubject(subject: string): string {
  return subject.replace(/^((re|fwd?|aw|wg|sv|tr|rv|antw)\s*(\[\d+\])?\s*:\s*)+/i, "").trim();
}

/** A form that puts a mail into a new box. */
export function AddBox({ thread, pipelines, onDone }: AddBoxProps): JSX.Element {
  const { link } = useApp();
  const problem = useId();
  const name = useSignal(nameFromSubject(thread.subject));
  const pipeline = useSignal(pipelines[0]?.id ?? "");
  const stage = useSignal("");
  const failure = useSignal<Failure | undefined>(undefined);
  const busy = useSignal(false);
  const first = useRef<HTMLInputElement>(null);
  const shape = useSubscription({ kind: "pipeline", pipeline: pipeline.value });
  const stages = shape.view.value?.pipeline?.id === pipeline.value ? shape.view.value.pipeline.stages : [];
  useEffect(() => first.current?.select(), []);
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    const response = await link.do({
      kind: "createBox",
      pipeline: pipeline.peek(),
      stage: stage.peek() === "" ? null : stage.peek(),
      name: name.peek(),
      thread,
    });
    busy.value = false;
    failure.value = failureOf(response);
    if (failure.peek() === undefined) onDone();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => void add(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
      aria-label={say("add-new")}
      data-testid="add-box-form"
    >
      <label>
        <span>{say("box-name")}</span>
        <input
          class="editor boxed"
          ref={first}
          dir="auto"
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          aria-invalid={failure.value !== undefined}
          aria-describedby={problem}
          data-testid="add-box-name"
        />
        <Problem id={problem} failure={failure.value} />
      </label>
      <Choice
        label={say("add-pipeline")}
        value={pipeline.value}
        options={pipelines}
        choose={(id) => {
          pipeline.value = id;
          stage.value = "";
        }}
        testId="add-box-pipeline"
      />
      <Choice
        label={say("box-stage")}
        value={stage.value === "" ? (stages[0]?.id ?? "") : stage.value}
        options={stages}
        choose={(id) => {
          stage.value = id;
        }}
        testId="add-box-stage"
      />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy.value} data-testid="add-box-submit">
          {say("add-submit")}
        </button>
        <button type="button" class="plain" onClick={onDone} data-testid="add-box-cancel">
          {say("cancel")}
        </button>
      </p>
    </form>
  );
}
