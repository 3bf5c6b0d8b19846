/** Small parts that the sections of a card share. */
import type { JSX } from "preact";

import type { MemberView } from "../../generated/MemberView";
import { say } from "../../words/words";
import { Icon } from "../icons";

/** A button that is nothing but an icon, with its words for those who wait or do not see. */
export function IconButton(props: {
  icon: Parameters<typeof Icon>[0]["name"];
  label: string;
  pressed?: boolean;
  testId: string;
  onClick: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="link quiet"
      aria-label={props.label}
      aria-pressed={props.pressed}
      title={props.label}
      onClick={props.onClick}
      data-testid={props.testId}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** The name of a person of the team. */
export function personName(id: string, people: readonly MemberView[]): string {
  const person = people.find((one) => one.id === id);
  if (person === undefined) return say("cell-option-gone");
  return person.name === "" ? person.email : person.name;
}

/** A line of a form: a name, which its editor says for those who do not see it, and the editor. */
export function Row({ name, children }: { name: string; children: JSX.Element }): JSX.Element {
  return (
    <div class="field">
      <span class="field-name" dir="auto" title={name} aria-hidden="true">
        {name}
      </span>
      {children}
    </div>
  );
}
