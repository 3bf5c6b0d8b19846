/** Looks a box up by a part of its name. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { BoxHit } from "../../generated/BoxHit";
import type { Failure } from "../../generated/Failure";
import type { SuggestionView } from "../../generated/SuggestionView";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { Problem, Swatch } from "../controls";

/** How many boxes are offered. */
const OFFERED = 12;

interface BoxSearchProps {
  /** What the search is for. */
  label: string;
  /** The boxes that are not offered. */
  without: readonly string[];
  /** The boxes that are offered first, before anything is typed. */
  suggested?: readonly SuggestionView[];
  /** Why what was chosen could not be done. */
  failure: ReadonlySignal<Failure | undefined>;
  /** Called with the box that was chosen. */
  onChosen: (id: string) => void;
  /** Called when none is to be chosen. */
  onCancel: () => void;
}

/** A search for a box. */
export function BoxSearch(props: BoxSearchProps): JSX.Element {
  const { without, onChosen, onCancel } = props;
  const list = useId();
  const problem = useId();
  const text = useSignal("");
  const chosen = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  const count = OFFERED + without.length;
  const found = useSubscription({ kind: "findBoxes", text: text.value, count: Math.min(count, 50) });
  const first = text.value === "" ? (props.suggested ?? []) : [];
  const hits = offered(first, found.view.value?.hits, without);
  const at = Math.min(chosen.value, (hits?.length ?? 0) - 1);
  useEffect(() => input.current?.focus(), []);
  const take = (hit: BoxHit | undefined): void => {
    if (hit !== undefined) onChosen(hit.label.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      onCancel();
    }
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      take(hits?.[at]);
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    chosen.value = Math.max(0, Math.min((hits?.length ?? 1) - 1, at + step));
  };
  return (
    <div class="form" data-testid="find-box-form">
      <label>
        <span>{props.label}</span>
        <input
          class="editor boxed"
          ref={input}
          type="text"
          dir="auto"
          role="combobox"
          aria-expanded={true}
          aria-controls={list}
          aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
          aria-describedby={problem}
          autoComplete="off"
          value={text.value}
          placeholder={say("find-placeholder")}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            chosen.value = 0;
          }}
          onKeyDown={onKeyDown}
          data-testid="find-box-text"
        />
      </label>
      <Problem id={problem} failure={props.failure.value} />
      <div class="hits" id={list} role="listbox" aria-label={say("find-hits")} data-testid="find-box-hits">
        {hits?.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list.
          <div
            key={hit.label.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            class="hit"
            onClick={() => take(hit)}
            data-testid="find-box-hit"
            data-box={hit.label.id}
          >
            <span class="hit-name" dir="auto">
              {hit.label.name}
            </span>
            <span class="hit-where">
              {first.some(({ label }) => label.id === hit.label.id) ? (
                <span class="suggested">{say("find-suggested")}</span>
              ) : null}
              <span dir="auto">{hit.label.pipelineName}</span>
              <StageName name={hit.label.stageName} colour={hit.label.colour} />
            </span>
          </div>
        ))}
      </div>
      {hits?.length === 0 ? (
        <p class="hint" data-testid="find-box-none">
          {text.value === "" ? say("find-no-boxes") : say("find-none")}
        </p>
      ) : null}
      <p class="actions">
        <button type="button" class="plain" onClick={onCancel} data-testid="find-box-cancel">
          {say("cancel")}
        </button>
      </p>
    </div>
  );
}

/** The boxes that are offered: those that are suggested first, each once. */
function offered(
  first: readonly SuggestionView[],
  found: readonly BoxHit[] | undefined,
  without: readonly string[],
): BoxHit[] | undefined {
  if (found === undefined) return undefined;
  const suggested = first.filter(({ label }) => !without.includes(label.id)).map(({ label }) => ({ label }));
  const known = new Set([...without, ...suggested.map(({ label }) => label.id)]);
  return [...suggested, ...found.filter(({ label }) => !known.has(label.id))].slice(0, OFFERED);
}

/** A stage with its colour, in words. */
export function StageName({ name, colour }: { name: string; colour: string }): JSX.Element {
  return (
    <span class="stage-name">
      <Swatch colour={colour} />
      <span dir="auto">{name}</span>
    </span>
  );
}
