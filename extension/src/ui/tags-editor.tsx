/** Any of some options: what is chosen, and a list to choose from. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { say } from "../words/words";
import { joinTags, type Option, optionName, splitTags } from "./cells";
import { Problem } from "./controls";
import type { Draft } from "./draft";
import { Icon } from "./icons";

interface TagsListProps {
  label: string;
  draft: Draft;
  options: readonly Option[];
  /** Whether the first option takes the focus. */
  focused?: boolean;
  testId: string;
}

/** The options as a list of checkboxes; what is chosen is only in the draft. */
export function TagsList({ label, draft, options, focused, testId }: TagsListProps): JSX.Element {
  const list = useRef<HTMLFieldSetElement>(null);
  const chosen = splitTags(draft.text.value);
  // At once: what is typed next is meant for the list.
  useLayoutEffect(() => {
    if (focused === true) (list.current?.querySelector("input") ?? list.current)?.focus();
  }, [focused]);
  // What is gone can still be taken away.
  const gone = chosen.filter((one) => options.every(({ value }) => value !== one));
  const all = [...options, ...gone.map((value) => ({ value, name: say("cell-option-gone") }))];
  return (
    <fieldset class="tags-list" aria-label={label} tabIndex={-1} ref={list} data-testid={testId}>
      {all.map(({ value, name }) => (
        <label key={value} class="tags-option">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => {
              const rest = splitTags(draft.text.peek()).filter((one) => one !== value);
              draft.type(joinTags(event.currentTarget.checked ? [...rest, value] : rest));
            }}
          />
          <bdi>{name}</bdi>
        </label>
      ))}
      {all.length === 0 ? <p class="hint">{say("tags-none")}</p> : null}
    </fieldset>
  );
}

/** Any of some options; stored when the list is closed. */
export function TagsEditor({ label, draft, options, testId }: TagsListProps): JSX.Element {
  const open = useSignal(false);
  const frame = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const problem = useId();
  const chosen = splitTags(draft.text.value);
  const close = (): void => {
    open.value = false;
    void draft.commit();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the button and the list in it end here.
    <span
      class="editor-frame tags"
      ref={frame}
      onKeyDown={(event) => {
        if (!open.peek() || (event.key !== "Escape" && event.key !== "Enter")) return;
        event.preventDefault();
        if (event.key === "Escape") draft.revert();
        close();
        button.current?.focus();
      }}
      onFocusOut={(event) => {
        if (open.peek() && !frame.current?.contains(event.relatedTarget as Node | null)) close();
      }}
    >
      <button
        type="button"
        class="editor tags-shown"
        ref={button}
        aria-label={say("tags-change", { field: label, tags: names(chosen, options) })}
        aria-expanded={open.value}
        aria-invalid={draft.problem.value !== undefined}
        aria-describedby={problem}
        data-testid={testId}
        data-state={draft.state.value}
        onClick={() => {
          if (open.peek()) close();
          else {
            draft.begin();
            open.value = true;
          }
        }}
      >
        {chosen.map((one) => (
          <bdi key={one} class="tag">
            {optionName(one, options)}
          </bdi>
        ))}
        {chosen.length === 0 ? <span class="hint">{say("cell-nothing")}</span> : null}
        <Icon name="expand" />
      </button>
      {open.value ? (
        <TagsList label={label} draft={draft} options={options} focused={true} testId={`${testId}-list`} />
      ) : null}
      <Problem id={problem} failure={draft.problem.value} />
    </span>
  );
}

function names(chosen: readonly string[], options: readonly Option[]): string {
  if (chosen.length === 0) return say("cell-nothing");
  return chosen.map((one) => optionName(one, options)).join(", ");
}
