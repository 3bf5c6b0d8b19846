/** A form for one more of what a box holds. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import { say } from "../../words/words";
import { Problem } from "../controls";

interface NewItemProps {
  /** What it is: also the first part of what tests call its parts, and of its messages. */
  kind: "file" | "task";
  /** What is typed. */
  text: Signal<string>;
  inputMode?: "text" | "url";
  /** Why the last one was not added. */
  failure: Failure | undefined;
  add: () => void;
  /** What more can be said once something is typed. */
  children: ComponentChildren;
}

/** A line to type into, and more about it once something is typed. */
export function NewItem({ kind, text, inputMode, failure, add, children }: NewItemProps): JSX.Element {
  const problem = useId();
  const label = say(kind === "file" ? "file-new" : "task-new");
  return (
    <form
      class="new-item"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        class="editor boxed"
        dir="auto"
        inputMode={inputMode}
        aria-label={label}
        aria-describedby={problem}
        placeholder={label}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        data-testid={`${kind}-new`}
      />
      {text.value === "" ? null : (
        <p class="actions">
          {children}
          <button type="submit" class="primary small" data-testid={`${kind}-add`}>
            {say(kind === "file" ? "file-add" : "task-add")}
          </button>
        </p>
      )}
      <Problem id={problem} failure={failure} />
    </form>
  );
}
