/** Makes a pipeline: a process to start from, and a name. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { TemplateView } from "../../generated/TemplateView";
import { currencies, likelyCurrency } from "../../words/formats";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { StageName } from "../box/box-search";
import { Problem } from "../controls";
import { describe, failureOf } from "../failures";
import { SampleOffer } from "../first-run/first-steps";
import { canChange, Invitation, StatusLine } from "../status-line";
import { fieldName, fromTemplate, needsCurrency, stageName, templateName } from "./from-template";

/** The page that makes pipelines. */
export function NewPipelinePage(): JSX.Element {
  const app = useApp();
  const { view, failure } = useSubscription({ kind: "templates" });
  const templates = view.value?.templates;
  const status = app.status.value;
  return (
    <main class="page" data-testid="new-pipeline-page">
      <header class="page-header">
        <h1>{say("new-pipeline-title")}</h1>
        <StatusLine />
      </header>
      {status !== undefined && !canChange(status) ? <Invitation /> : null}
      {templates === undefined ? (
        <p class="hint">{failure.value === undefined ? say("loading") : describe(failure.value)}</p>
      ) : null}
      {templates === undefined || !canChange(status) ? null : <Chooser templates={templates} />}
      {canChange(status) && app.pipelines.value?.length === 0 ? <SampleOffer /> : null}
    </main>
  );
}

function Chooser({ templates }: { templates: readonly TemplateView[] }): JSX.Element {
  const app = useApp();
  const problem = useId();
  const group = useId();
  const chosen = useSignal(templates[0]?.key ?? "");
  const name = useSignal("");
  const named = useSignal(false);
  const currency = useSignal(likelyCurrency());
  const failure = useSignal<Failure | undefined>(undefined);
  const busy = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const template = templates.find(({ key }) => key === chosen.value);
  useEffect(() => {
    // The template's name is a good one until another is typed.
    if (template !== undefined && !named.peek()) name.value = templateName(template);
  }, [template, named, name]);
  const create = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (template === undefined || busy.peek()) return;
    busy.value = true;
    const response = await app.link.do(fromTemplate(template, name.peek(), currency.peek()));
    busy.value = false;
    failure.value = failureOf(response);
    if (response.kind === "done" && response.created !== null) app.openPipeline(response.created);
    else input.current?.focus();
  };
  return (
    <form class="chooser" onSubmit={(event) => void create(event)} data-testid="new-pipeline-form">
      <fieldset class="templates">
        <legend>{say("new-pipeline-start-from")}</legend>
        {templates.map((one) => (
          <label key={one.key} class="template" data-testid={`template-${one.key}`}>
            <input
              type="radio"
              name={group}
              value={one.key}
              checked={one.key === chosen.value}
              onChange={() => {
                chosen.value = one.key;
              }}
            />
            <span class="template-name">{templateName(one)}</span>
            <span class="template-bar" aria-hidden="true">
              {one.stages.map((stage) => (
                <span key={stage.key} style={{ backgroundColor: stage.colour }} />
              ))}
            </span>
            <ol class="template-stages" aria-label={say("new-pipeline-stages")}>
              {one.stages.map((stage) => (
                <li key={stage.key}>
                  <StageName name={stageName(one, stage.key)} colour={stage.colour} />
                </li>
              ))}
            </ol>
            <span class="template-fields">
              {one.fields.length === 0
                ? say("new-pipeline-no-fields")
                : one.fields.map(({ key }) => fieldName(one, key)).join(" · ")}
            </span>
          </label>
        ))}
      </fieldset>
      <div class="chooser-rest">
        <label>
          <span>{say("pipeline-name")}</span>
          <input
            class="editor boxed"
            ref={input}
            dir="auto"
            value={name.value}
            onInput={(event) => {
              named.value = true;
              name.value = event.currentTarget.value;
            }}
            aria-invalid={failure.value !== undefined}
            aria-describedby={problem}
            data-testid="new-pipeline-name"
          />
          <Problem id={problem} failure={failure.value} />
        </label>
        {template !== undefined && needsCurrency(template) ? (
          <label>
            <span>{say("new-pipeline-currency")}</span>
            <select
              class="editor boxed"
              value={currency.value}
              onChange={(event) => {
                currency.value = event.currentTarget.value;
              }}
              data-testid="new-pipeline-currency"
            >
              {currencies().map((one) => (
                <option key={one.code} value={one.code}>{`${one.code} – ${one.name}`}</option>
              ))}
            </select>
          </label>
        ) : null}
        <button type="submit" class="primary" disabled={busy.value} data-testid="new-pipeline-create">
          {say("new-pipeline-create")}
        </button>
      </div>
    </form>
  );
}
