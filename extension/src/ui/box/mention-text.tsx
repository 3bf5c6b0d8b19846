/** A text in which people are mentioned: after `@` the people are offered whose names go on so. */
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

import type { MemberView } from "../../generated/MemberView";
import { say } from "../../words/words";

/** How many people are offered. */
const OFFERED = 6;
/** The longest name that is looked for, in characters: further on an `@` is only a sign. */
const LONGEST = 40;

/** What is being mentioned where the caret is. */
export interface Mentioning {
  /** The index of the `@`. */
  at: number;
  /** What follows it, up to the caret. */
  typed: string;
}

/** What is being mentioned before the caret; nothing if no `@` begins a word there. */
export function mentioning(text: string, caret: number): Mentioning | undefined {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at > LONGEST) return undefined;
  if (at > 0 && !/\s|[([{]/.test(text.charAt(at - 1))) return undefined;
  const typed = text.slice(at + 1, caret);
  return /[\n@]|\s\s/.test(typed) ? undefined : { at, typed };
}

/** How a person is mentioned. */
function calledName({ name, email }: MemberView): string {
  return name === "" ? email : name;
}

/** The people whose name or address, or a word of it, begins so. */
export function mentioned(typed: string, people: readonly MemberView[]): MemberView[] {
  const wanted = typed.toLocaleLowerCase();
  const begins = (text: string): boolean => {
    const lower = text.toLocaleLowerCase();
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted));
  };
  return people.filter(({ name, email }) => begins(name) || begins(email)).slice(0, OFFERED);
}

interface MentionTextProps {
  text: Signal<string>;
  people: readonly MemberView[];
  label: string;
  describedBy: string;
  /** Called by Ctrl+Enter. */
  onSend: () => void;
  testId: string;
}

/** A text in which people are mentioned. */
export function MentionText(props: MentionTextProps): JSX.Element {
  const { text, people } = props;
  const list = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const now = useSignal<Mentioning | undefined>(undefined);
  const chosen = useSignal(0);
  const offered = now.value === undefined ? [] : mentioned(now.value.typed, people);
  const at = Math.min(chosen.value, offered.length - 1);
  const look = (element: HTMLTextAreaElement): void => {
    const found = mentioning(element.value, element.selectionEnd);
    if (found?.typed !== now.peek()?.typed) chosen.value = 0;
    now.value = found;
  };
  const take = (person: MemberView | undefined): void => {
    const place = now.peek();
    const element = input.current;
    if (person === undefined || place === undefined || element === null) return;
    const before = `${text.peek().slice(0, place.at)}@${calledName(person)} `;
    text.value = before + text.peek().slice(place.at + 1 + place.typed.length);
    now.value = undefined;
    element.focus();
    // The text is in the element after it is drawn again; only then the caret has its place.
    requestAnimationFrame(() => element.setSelectionRange(before.length, before.length));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onSend();
      return;
    }
    if (offered.length === 0) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) chosen.value = (at + step + offered.length) % offered.length;
    else if (event.key === "Enter" || event.key === "Tab") take(offered[at]);
    else if (event.key === "Escape") now.value = undefined;
    else return;
    event.preventDefault();
  };
  return (
    <span class="mention-frame">
      <textarea
        class="editor boxed"
        ref={input}
        dir="auto"
        rows={1}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-autocomplete="list"
        aria-controls={offered.length === 0 ? undefined : list}
        aria-activedescendant={offered.length === 0 ? undefined : `${list}-${at}`}
        placeholder={props.label}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          look(event.currentTarget);
        }}
        onClick={(event) => look(event.currentTarget)}
        onBlur={() => {
          now.value = undefined;
        }}
        onKeyDown={onKeyDown}
        data-testid={props.testId}
      />
      {offered.length === 0 ? null : (
        <span class="hits mention-list" id={list} role="listbox" aria-label={say("comment-mention")}>
          {offered.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the text that owns the list.
            <span
              key={person.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              class="hit"
              // The text keeps the focus, which it would lose before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
              data-testid="mention-hit"
            >
              <bdi class="hit-name">{calledName(person)}</bdi>
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
