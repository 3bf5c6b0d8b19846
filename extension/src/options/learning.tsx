/** What was learnt from mail, and what it is used for: a part of the options page. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Failure } from "../generated/Failure";
import type { FiledItselfView } from "../generated/FiledItselfView";
import type { LearningView } from "../generated/LearningView";
import { useApp, useSubscription } from "../ui/app";
import { Problem } from "../ui/controls";
import { useDeed } from "../ui/deed";
import { failureOf } from "../ui/failures";
import { showMoment } from "../words/formats";
import { say } from "../words/words";

/** The suggestions of one account. */
export function Learning(): JSX.Element {
  const learning = useSubscription({ kind: "learning" }).view.value?.learning;
  const { failure, run } = useDeed();
  const [heading, problem] = [useId(), useId()];
  return (
    <section class="learning" aria-labelledby={heading} data-testid="learning">
      <h3 id={heading}>{say("learning-title")}</h3>
      <p class="hint">{say("learning-hint")}</p>
      {learning === undefined ? (
        <p class="hint">{say("loading")}</p>
      ) : (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={learning.on}
              onChange={(event) =>
                void run({
                  kind: "set",
                  setting: { kind: "suggestions", on: event.currentTarget.checked },
                })
              }
              data-testid="learning-on"
            />
            <span>{say("learning-on")}</span>
          </label>
          {learning.on ? <ByItself learning={learning} /> : null}
          <Filed filed={learning.filed} />
          <Learnt learning={learning} />
          <Pairing learnt={learning.learnt} />
        </>
      )}
      <Problem id={problem} failure={failure.value} />
    </section>
  );
}

/** Which pipelines take in mail without asking. */
function ByItself({ learning }: { learning: LearningView }): JSX.Element | null {
  const { failure, run } = useDeed();
  const problem = useId();
  if (learning.pipelines.length === 0) return null;
  return (
    <fieldset class="learning-part" aria-describedby={problem}>
      <legend>{say("learning-by-itself")}</legend>
      <p class="hint">{say("learning-by-itself-hint")}</p>
      {learning.pipelines.map(({ id, name, on }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) =>
              void run({
                kind: "set",
                setting: { kind: "filesItself", pipeline: id, on: event.currentTarget.checked },
              })
            }
            data-testid="learning-by-itself"
            data-pipeline={name}
          />
          <bdi>{name}</bdi>
        </label>
      ))}
      <Problem id={problem} failure={failure.value} />
    </fieldset>
  );
}

/** What was filed without asking, each with a way back. */
function Filed({ filed }: { filed: readonly FiledItselfView[] }): JSX.Element | null {
  const { failure, run } = useDeed();
  const [heading, problem] = [useId(), useId()];
  if (filed.length === 0) return null;
  return (
    <div class="learning-part">
      <h4 id={heading}>{say("learning-filed")}</h4>
      <ul class="learning-filed" aria-labelledby={heading} data-testid="learning-filed">
        {filed.map(({ thread, subject, at, label }) => (
          <li key={`${thread} ${label.id}`} data-testid="learning-filed-mail">
            <span class="learning-what">
              <bdi class="hit-name">{subject === "" ? say("mail-no-subject") : subject}</bdi>
              <span class="hit-where">
                <bdi>{say("learning-filed-in", { box: label.name, pipeline: label.pipelineName })}</bdi>
                <time dateTime={new Date(at).toISOString()}>{showMoment(at)}</time>
              </span>
            </span>
            <button
              type="button"
              class="plain"
              aria-label={say("learning-take-out", { mail: subject, box: label.name })}
              onClick={() => void run({ kind: "removeThread", id: label.id, thread })}
              data-testid="learning-take-out"
            >
              {say("undo")}
            </button>
          </li>
        ))}
      </ul>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

/** How much was learnt, and a way to forget it. */
function Learnt({ learning }: { learning: LearningView }): JSX.Element {
  const { failure, run } = useDeed();
  const asked = useSignal(false);
  const problem = useId();
  const forget = async (): Promise<void> => {
    if (await run({ kind: "forgetLearnt" })) asked.value = false;
  };
  return (
    <div class="learning-part">
      <p data-testid="learning-learnt" data-count={learning.learnt}>
        {say("learning-learnt", { count: learning.learnt })}
      </p>
      {learning.unreadable === 0 ? null : (
        <p class="hint" data-testid="learning-unreadable">
          {say("learning-unreadable", { count: learning.unreadable })}
        </p>
      )}
      {learning.learnt + learning.unreadable === 0 ? null : asked.value ? (
        <p class="actions">
          <button
            type="button"
            class="primary"
            onClick={() => void forget()}
            data-testid="learning-forget-really"
          >
            {say("learning-forget-really")}
          </button>
          <button
            type="button"
            class="plain"
            onClick={() => {
              asked.value = false;
            }}
          >
            {say("cancel")}
          </button>
        </p>
      ) : (
        <button
          type="button"
          class="plain"
          onClick={() => {
            asked.value = true;
          }}
          data-testid="learning-forget"
        >
          {say("learning-forget")}
        </button>
      )}
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

/** Bringing what was learnt to another device, and from one. */
function Pairing({ learnt }: { learnt: number }): JSX.Element {
  const { link } = useApp();
  const code = useSignal("");
  const typed = useSignal("");
  const failure = useSignal<Failure | undefined>(undefined);
  const isPaired = useSignal(false);
  const [problem, loss] = [useId(), useId()];
  const show = async (): Promise<void> => {
    const response = await link.ask({ kind: "pairingCode" });
    failure.value = failureOf(response);
    if (response.kind === "pairingCode") code.value = response.code;
  };
  const pair = async (event: Event): Promise<void> => {
    event.preventDefault();
    isPaired.value = false;
    failure.value = failureOf(await link.ask({ kind: "pair", code: typed.peek() }));
    isPaired.value = failure.peek() === undefined;
    if (isPaired.peek()) typed.value = "";
  };
  return (
    <form class="learning-part" onSubmit={(event) => void pair(event)} noValidate>
      <h4>{say("pairing-title")}</h4>
      <p class="hint">{say("pairing-hint")}</p>
      {code.value === "" ? (
        <button type="button" class="plain" onClick={() => void show()} data-testid="pairing-show">
          {say("pairing-show")}
        </button>
      ) : (
        <output class="pairing-code" dir="ltr" data-testid="pairing-code">
          {code.value}
        </output>
      )}
      <p class="hint" id={loss} hidden={learnt === 0 || isPaired.value} data-testid="pairing-loss">
        {say("pairing-loss", { count: learnt })}
      </p>
      <label>
        <span>{say("pairing-type")}</span>
        <input
          class="editor boxed"
          type="text"
          dir="ltr"
          autoComplete="off"
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            failure.value = undefined;
          }}
          aria-invalid={failure.value !== undefined}
          aria-describedby={`${loss} ${problem}`}
          data-testid="pairing-typed"
        />
      </label>
      <Problem id={problem} failure={failure.value} />
      <p class="actions">
        <button type="submit" class="plain" disabled={typed.value.trim() === ""} data-testid="pairing-submit">
          {say("pairing-submit")}
        </button>
        <span role="status">{isPaired.value ? say("pairing-done") : ""}</span>
      </p>
    </form>
  );
}
