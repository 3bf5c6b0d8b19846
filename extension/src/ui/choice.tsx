/** One of several, chosen from a list. */
import type { JSX } from "preact";

interface ChoiceProps {
  label: string;
  /** The id of what is chosen. */
  value: string;
  options: readonly { readonly id: string; readonly name: string }[];
  choose: (id: string) => void;
  testId: string;
  className?: string;
}

/** One of several, chosen from a list, under its label. */
export function Choice(props: ChoiceProps): JSX.Element {
  return (
    <label class={props.className}>
      <span>{props.label}</span>
      <select
        class="editor boxed"
        value={props.value}
        onChange={(event) => props.choose(event.currentTarget.value)}
        data-testid={props.testId}
      >
        {props.options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
