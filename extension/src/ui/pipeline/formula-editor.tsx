/** The editor of a formula: what it comes to, or what is wrong and where, while one types. */
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { FormulaTrial } from "../../generated/FormulaTrial";
import type { PipelineView } from "../../generated/PipelineView";
import type { Link } from "../../link/link";
import { say } from "../../words/words";
import { useApp } from "../app";
import { cellText, markText } from "../cells";
import { describe } from "../failures";
import { COMPUTED } from "./built-in";

/** On how many boxes a formula is tried. */
const TRIALS = 3;

/** What the core said of a text. */
interface Said {
  readonly text: string;
  readonly trials: readonly FormulaTrial[];
  readonly failure: Failure | undefined;
}

interface FormulaEditorProps {
  pipeline: PipelineView;
  /** The field whose formula it is; none for a field that is not there yet. */
  field: string | undefined;
  text: string;
  change: (text: string) => void;
  testId: string;
}

/** The editor of a formula. */
export function FormulaEditor(props: FormulaEditorProps): JSX.Element {
  const { pipeline, field, text, change, testId } = props;
  const { link } = useApp();
  const said = useSignal<Said | undefined>(undefined);
  const outcome = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useTrials(link, pipeline.id, field, text, said);
  const failure = said.value?.text === text ? said.value.failure : undefined;
  const insert = (column: string): void => {
    const { selectionStart, selectionEnd } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    const name = `[${column.replaceAll("]", "]]")}]`;
    change(text.slice(0, selectionStart) + name + text.slice(selectionEnd));
    area.current?.focus();
    const after = selectionStart + name.length;
    // The text is put into the element first, which takes the caret to its end.
    queueMicrotask(() => area.current?.setSelectionRange(after, after));
  };
  return (
    <div class="formula">
      <label>
        <span>{say("field-formula")}</span>
        <textarea
          class="editor boxed"
          ref={area}
          dir="ltr"
          rows={3}
          spellcheck={false}
          placeholder={say("field-formula-example")}
          value={text}
          aria-invalid={failure !== undefined}
          aria-describedby={outcome}
          onInput={(event) => change(event.currentTarget.value)}
          data-testid={`${testId}-formula`}
        />
      </label>
      <select
        class="editor boxed small"
        aria-label={say("field-formula-column")}
        value=""
        onChange={(event) => {
          insert(event.currentTarget.value);
          event.currentTarget.value = "";
        }}
        data-testid={`${testId}-formula-column`}
      >
        <option value="">{say("field-formula-column")}</option>
        {offeredColumns(pipeline, field).map(({ name, shown }) => (
          <option key={name} value={name}>
            {shown}
          </option>
        ))}
      </select>
      <div id={outcome} aria-live="polite" data-testid={`${testId}-formula-outcome`}>
        {said.value === undefined || text.trim() === "" ? null : <Outcome said={said.value} />}
      </div>
    </div>
  );
}

/** The columns that a formula may name, by their names in formulas and those that people see. */
function offeredColumns(
  pipeline: PipelineView,
  field: string | undefined,
): { name: string; shown: string }[] {
  const fields = pipeline.fields.filter(({ id }) => id !== field).map(({ name }) => name);
  return [
    // Of two fields of one name a formula means the first.
    ...[...new Set(fields)].map((name) => ({ name, shown: name })),
    { name: "name", shown: say("box-name") },
    { name: "stage", shown: say("box-stage") },
    { name: "notes", shown: say("box-notes") },
    ...COMPUTED.map((key) => ({ name: key.replaceAll("-", " "), shown: say(`column-${key}`) })),
  ];
}

/** Asks the core what a text comes to. One question at a time: what was typed meanwhile is asked next. */
function useTrials(
  link: Link,
  pipeline: string,
  field: string | undefined,
  text: string,
  said: Signal<Said | undefined>,
): void {
  const wanted = useRef<string | undefined>(undefined);
  const asking = useRef(false);
  useEffect(() => {
    wanted.current = text;
    const ask = async (): Promise<void> => {
      if (asking.current) return;
      asking.current = true;
      while (wanted.current !== undefined) {
        const formula = wanted.current;
        wanted.current = undefined;
        if (formula.trim() === "") continue;
        const query = { kind: "tryFormula", pipeline, field: field ?? null, formula, count: TRIALS } as const;
        const response = await link.ask({ kind: "read", query });
        const view = response.kind === "view" ? response.view : undefined;
        said.value = {
          text: formula,
          trials: view?.kind === "formulaTrials" ? view.trials : [],
          failure: response.kind === "failed" ? response.failure : undefined,
        };
      }
      asking.current = false;
    };
    void ask();
  }, [link, pipeline, field, text, said]);
}

function Outcome({ said }: { said: Said }): JSX.Element {
  const { failure, trials, text } = said;
  if (failure !== undefined) return <Wrong text={text} failure={failure} />;
  if (trials.length === 0) return <p class="hint">{say("field-formula-nothing-to-try")}</p>;
  return (
    <>
      <p class="formula-title">{say("field-formula-trials")}</p>
      <dl class="formula-trials">
        {trials.map((trial) => (
          <div key={trial.record} data-testid="formula-trial">
            <dt>
              <bdi>{trial.name}</bdi>
            </dt>
            <dd class={trial.error === null ? "" : "problem"}>{trialText(trial)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What a formula comes to for a box, or why it comes to nothing. */
function trialText({ value, error }: FormulaTrial): string {
  if (error !== null) {
    const why = markText({ kind: "error", code: error.code });
    return say("field-formula-fault", { why, part: error.part });
  }
  return value.kind === "empty" ? say("cell-nothing") : cellText(value, { kind: "formula", formula: "" }, []);
}

/** A text that is no formula: why, and where. */
function Wrong({ text, failure }: { text: string; failure: Failure }): JSX.Element {
  const letters = Array.from(text);
  const start = Number(failure.params["start"] ?? Number.NaN);
  const end = Number(failure.params["end"] ?? Number.NaN);
  const isPlace = start < end && end <= letters.length;
  return (
    <>
      <p class="problem" data-testid="formula-problem">
        {describe(failure)}
      </p>
      {isPlace ? (
        <p class="formula-text" dir="ltr">
          {letters.slice(0, start).join("")}
          <span class="for-readers">{say("field-formula-wrong")}</span>
          <mark data-testid="formula-wrong">{letters.slice(start, end).join("")}</mark>
          {letters.slice(end).join("")}
        </p>
      ) : null}
    </>
  );
}
