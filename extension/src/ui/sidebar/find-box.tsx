/** Puts a mail into a box that is there already: found by typing a part of its name. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { BoxHit } from "../../generated/BoxHit";
import type { Failure } from "../../generated/Failure";
import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Problem } from "../controls";
import { failureOf } from "../failures";
import { StageName } from "./box-card";

/** How many boxes are offered. */
const OFFERED = 12;

interface FindBoxProps {
  thread: ThreadInput;
  /** The boxes that the mail is in already. */
  inside: readonly string[];
  /** Called when the mail is in a box, or when it is not to be. */
  onDone: () => void;
}

/** A search for the box that a mail belongs to. */
export function FindBox({ thread, inside, onDone }: FindBoxProps): JSX.Element {
  const { link } = useApp();
  const list = useId();
  const problem = useId();
  const text = useSignal("");
  const chosen = useSignal(0);
  const failure = useSignal<Failure | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const found = useSubscription({ kind: "findBoxes", text: text.value, count: OFFERED });
  const hits = found.view.value?.hits.filter(({ label }) => !inside.includes(label.id));
  const at = Math.min(chosen.value, (hits?.length ?? 0) - 1);
  useEffect(() => input.current?.focus(), []);
  const add = async (hit: BoxHit | undefined): Promise<void> => {
    if (hit === undefined) return;
    const response = await link.do({ kind: "addThread", id: hit.label.id, thread });
    failure.value = failureOf(response);
    if (failure.peek() === undefined) onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onDone();
    if (event.key === "Enter" && !event.isComposing) void add(hits?.[at]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    chosen.value = Math.max(0, Math.min((hits?.length ?? 1) - 1, at + step));
  };
  return (
    <div class="form" data-testid="find-box-form">
      <label>
        <span>{say("find-label")}</span>
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
      <Problem id={problem} failure={failure.value} />
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
            onClick={() => void add(hit)}
            data-testid="find-box-hit"
            data-box={hit.label.id}
          >
            <span class="hit-name" dir="auto">
              {hit.label.name}
            </span>
            <span class="hit-where">
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
        <button type="button" class="plain" onClick={onDone} data-testid="find-box-cancel">
          {say("cancel")}
        </button>
      </p>
    </div>
  );
}
