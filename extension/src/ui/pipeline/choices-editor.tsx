/** The choices of a dropdown or tags field: each renamed, moved and taken away as itself. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { ChoiceView } from "../../generated/ChoiceView";
import type { Command } from "../../generated/Command";
import type { FieldEdit } from "../../generated/FieldEdit";
import { say } from "../../words/words";
import { IconButton } from "../box/parts";
import { Problem, TextEditor, useDraft } from "../controls";
import { type Deed, useDeed } from "../deed";
import { useSave } from "../save";
import { unsentText } from "../unsent";
import { placeBeside } from "./place";

interface ChoicesEditorProps {
  field: string;
  choices: readonly ChoiceView[];
  /** The command that changes the field. */
  edit: (change: FieldEdit) => Command;
}

/** The choices of a field, and a place to add one. */
export function ChoicesEditor({ field, choices, edit }: ChoicesEditorProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const fresh = unsentText(`choice ${field}`);
  const add = async (): Promise<void> => {
    const name = fresh.peek().trim();
    const place = { after: choices.at(-1)?.id ?? null, before: null };
    if (name === "" || !(await run(edit({ kind: "addChoice", field, name, place })))) return;
    fresh.value = "";
  };
  return (
    <div class="form menu-part" data-testid="choices">
      <p class="hint">{say("choices-label")}</p>
      <ul class="menu-list">
        {choices.map((choice) => (
          <Choice key={choice.id} choice={choice} field={field} choices={choices} edit={edit} run={run} />
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <input
          class="editor boxed"
          dir="auto"
          aria-label={say("choice-new")}
          aria-describedby={problem}
          placeholder={say("choice-new")}
          value={fresh.value}
          onInput={(event) => {
            fresh.value = event.currentTarget.value;
          }}
          data-testid="choice-new"
        />
      </form>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

function Choice(props: ChoicesEditorProps & { choice: ChoiceView; run: Deed["run"] }): JSX.Element {
  const { choice, field, choices, edit, run } = props;
  const { id, name } = choice;
  const draft = useDraft(
    name,
    useSave((to) => edit({ kind: "renameChoice", field, choice: id, name: to })),
  );
  const move = (step: -1 | 1): void => {
    const place = placeBeside(choices, id, step);
    if (place !== undefined) void run(edit({ kind: "moveChoice", field, choice: id, place }));
  };
  return (
    <li class="menu-line" data-testid="choice">
      <TextEditor label={say("choice-name")} draft={draft} testId="choice-name" />
      <span class="actions tight">
        <IconButton
          icon="up"
          label={say("columns-earlier", { column: name })}
          testId="choice-earlier"
          onClick={() => move(-1)}
        />
        <IconButton
          icon="down"
          label={say("columns-later", { column: name })}
          testId="choice-later"
          onClick={() => move(1)}
        />
        <IconButton
          icon="delete"
          label={say("choice-remove", { name })}
          testId="choice-remove"
          onClick={() => void run(edit({ kind: "removeChoice", field, choice: id }))}
        />
      </span>
    </li>
  );
}
