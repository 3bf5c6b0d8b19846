/** Editors in place: a text, a choice, a checkbox. Each commits by Enter or on leaving and reverts by Escape. */
import { useSignal } from "@preact/signals";
import type { JSX, Ref } from "preact";
import { useEffect, useId, useState } from "preact/hooks";

import type { Failure } from "../generated/Failure";
import { say } from "../words/words";
import { useLeaving } from "./app";
import type { Option } from "./cells";
import { Draft, type Save } from "./draft";
import { describe } from "./failures";

/** The draft of something stored, kept up to date with it. */
export function useDraft(stored: string, save: Save): Draft {
  const [draft] = useState(() => new Draft(stored, save));
  useEffect(() => draft.incoming(stored, save));
  // What was typed is kept, whichever way the screen is left.
  useLeaving(() => void draft.commit());
  return draft;
}

/** Why a text was not stored. */
export function Problem({ id, failure }: { id: string; failure: Failure | undefined }): JSX.Element {
  return (
    <span class="problem" id={id} role="alert" data-testid="problem">
      {failure === undefined ? "" : describe(failure)}
    </span>
  );
}

/** What is typed into a text editor: which keys a screen keyboard offers, and what else helps to type it. */
export type TextKind = "text" | "date" | "moment" | "decimal" | "url" | "email" | "phone" | "long";

const INPUT_MODES = { text: "text", decimal: "decimal", url: "url", email: "email", phone: "tel" } as const;

/** How a screen keyboard helps to type a text. */
export function inputMode(kind: string): "text" | "decimal" | "url" | "email" | "tel" {
  return kind in INPUT_MODES ? INPUT_MODES[kind as keyof typeof INPUT_MODES] : "text";
}

interface TextEditorProps {
  /** What it is, for those who do not see it. */
  label: string;
  draft: Draft;
  /** How the text reads while it is not edited, where that differs. */
  shown?: string;
  kind?: TextKind;
  placeholder?: string;
  testId: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** A text, edited where it stands. */
export function TextEditor(props: TextEditorProps): JSX.Element {
  const { draft, label, kind = "text", shown } = props;
  const problem = useId();
  const focused = useSignal(false);
  const failure = draft.problem.value;
  const atRest = draft.state.value === "rest" && !focused.value;
  const value = atRest && shown !== undefined ? shown : draft.text.value;
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.currentTarget as HTMLElement;
    if (event.key === "Escape") {
      event.preventDefault();
      draft.revert();
      target.blur();
    }
    const enter = event.key === "Enter" && !event.isComposing;
    if (enter && (kind !== "long" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void draft.commit().then((stored) => {
        if (stored) target.blur();
      });
    }
  };
  const common = {
    class: `editor ${props.className ?? ""}`,
    "aria-label": label,
    "aria-invalid": failure !== undefined,
    "aria-describedby": problem,
    "data-testid": props.testId,
    "data-state": draft.state.value,
    "data-empty": value === "",
    placeholder: props.placeholder ?? "",
    value,
    dir: "auto",
    onFocus: () => {
      focused.value = true;
      draft.begin();
    },
    onBlur: () => {
      focused.value = false;
      void draft.commit();
    },
    onKeyDown,
    onInput: (event: Event) => draft.type((event.currentTarget as HTMLInputElement).value),
  } as const;
  return (
    <span class="editor-frame">
      {kind === "long" ? (
        <textarea {...common} rows={2} ref={props.inputRef as Ref<HTMLTextAreaElement>} />
      ) : null}
      {kind === "date" || kind === "moment" ? (
        <input
          {...common}
          type={kind === "date" ? "date" : "datetime-local"}
          onChange={() => {
            // A date picked with the mouse is meant at once; one being typed has a year of zeros first.
            if (/^$|^[1-9]/.test(draft.text.peek())) void draft.commit();
          }}
        />
      ) : null}
      {kind === "long" || kind === "date" || kind === "moment" ? null : (
        <input
          {...common}
          type="text"
          ref={props.inputRef as Ref<HTMLInputElement>}
          inputMode={inputMode(kind)}
        />
      )}
      <Problem id={problem} failure={failure} />
    </span>
  );
}

interface ChoiceEditorProps {
  label: string;
  draft: Draft;
  options: readonly Option[];
  /** Whether nothing can be chosen. */
  optional: boolean;
  testId: string;
  className?: string;
  colour?: string | undefined;
}

/** One of some options. */
export function ChoiceEditor(props: ChoiceEditorProps): JSX.Element {
  const { draft, options } = props;
  const problem = useId();
  const value = draft.text.value;
  const gone = value !== "" && options.every((option) => option.value !== value);
  return (
    <span class="editor-frame">
      {props.colour === undefined ? null : <Swatch colour={props.colour} />}
      <select
        class={`editor ${props.className ?? ""}`}
        aria-label={props.label}
        aria-invalid={draft.problem.value !== undefined}
        aria-describedby={problem}
        data-testid={props.testId}
        data-state={draft.state.value}
        value={value}
        onChange={(event) => {
          draft.type(event.currentTarget.value);
          void draft.commit();
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") draft.revert();
        }}
      >
        {props.optional ? <option value="">{say("cell-nothing")}</option> : null}
        {gone ? <option value={value}>{say("cell-option-gone")}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <Problem id={problem} failure={draft.problem.value} />
    </span>
  );
}

/** Yes or no. */
export function CheckEditor(props: { label: string; draft: Draft; testId: string }): JSX.Element {
  const { draft } = props;
  const problem = useId();
  return (
    <span class="editor-frame">
      <input
        type="checkbox"
        aria-label={props.label}
        aria-describedby={problem}
        data-testid={props.testId}
        data-state={draft.state.value}
        checked={draft.text.value === "true"}
        onChange={(event) => {
          draft.type(event.currentTarget.checked ? "true" : "");
          void draft.commit();
        }}
      />
      <Problem id={problem} failure={draft.problem.value} />
    </span>
  );
}

/** A patch of a stage's colour; the stage's name stands beside it. */
export function Swatch({ colour }: { colour: string }): JSX.Element {
  return <span class="swatch" style={{ backgroundColor: colour }} aria-hidden="true" />;
}
