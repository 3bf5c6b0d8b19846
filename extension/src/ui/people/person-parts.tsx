/** What the pages of contacts and of organizations have in common. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

import type { Command } from "../../generated/Command";
import type { LabelView } from "../../generated/LabelView";
import type { PersonRow } from "../../generated/PersonRow";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Row } from "../box/parts";
import { BoxLine } from "../box-line";
import { Problem, TextEditor, type TextKind, useDraft } from "../controls";
import { useDeed } from "../deed";
import { Icon } from "../icons";
import type { RecordKind } from "../record-picker";
import { useSave } from "../save";

interface TextRowProps {
  name: string;
  value: string;
  kind?: TextKind;
  command: (text: string) => Command;
  testId: string;
}

/** A line with a text that is edited in place. */
export function TextRow({ name, value, kind = "text", command, testId }: TextRowProps): JSX.Element {
  const draft = useDraft(value, useSave(command));
  return (
    <Row name={name}>
      <TextEditor
        label={name}
        draft={draft}
        kind={kind}
        placeholder={say("cell-nothing")}
        testId={`person-${testId}`}
      />
    </Row>
  );
}

/** Several texts, one a line, as an editor has them. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The boxes that are about somebody. */
export function BoxesOf({ boxes }: { boxes: readonly LabelView[] }): JSX.Element {
  return (
    <Part title={say("person-boxes")} count={boxes.length}>
      <ul class="items" data-testid="person-boxes">
        {boxes.map((label) => (
          <li key={label.id}>
            <BoxLine label={label} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** People or organizations that belong together, each leading to its page. */
export function Related(props: {
  of: RecordKind;
  title: string;
  rows: readonly PersonRow[];
}): JSX.Element | null {
  const app = useApp();
  if (props.rows.length === 0) return null;
  return (
    <Part title={props.title} count={props.rows.length}>
      <ul class="items" data-testid={`person-${props.of}s`}>
        {props.rows.map(({ id, name, address }) => (
          <li key={id} class="item-line">
            <button type="button" class="link" onClick={() => app.go({ kind: props.of, id })}>
              <bdi>{name}</bdi>
            </button>
            {address === null || address === name ? null : <bdi class="hint">{address}</bdi>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** A part of a page under a heading. */
export function Part(props: { title: string; count?: number; children: ComponentChildren }): JSX.Element {
  const heading = useId();
  return (
    <section class="card-section" aria-labelledby={heading}>
      <h2 class="part-title" id={heading}>
        {props.title}
        {props.count === undefined || props.count === 0 ? null : (
          <span class="group-count">{props.count}</span>
        )}
      </h2>
      {props.children}
    </section>
  );
}

interface BinSwitchProps {
  deleted: boolean;
  command: (deleted: boolean) => Command;
}

/** Puts somebody into the bin, or takes them out. */
export function BinSwitch({ deleted, command }: BinSwitchProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  return (
    <div class={deleted ? "warning" : "actions"}>
      {deleted ? (
        <>
          <Icon name="delete" />
          <span role="status">{say("person-is-deleted")}</span>
        </>
      ) : null}
      <button
        type="button"
        class="link"
        onClick={() => void run(command(!deleted))}
        data-testid={deleted ? "person-restore" : "person-delete"}
      >
        {say(deleted ? "restore" : "person-delete")}
      </button>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}
