/** Looks a contact or an organization up by a part of its name, or makes it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import type { Command } from "../generated/Command";
import type { Failure } from "../generated/Failure";
import type { PersonRow } from "../generated/PersonRow";
import { say } from "../words/words";
import { useApp, useSubscription } from "./app";
import { Problem } from "./controls";
import { failureOf } from "./failures";

/** What is looked for. */
export type RecordKind = "contact" | "organization";

/** How many are offered. */
const OFFERED = 8;

interface RecordPickerProps {
  of: RecordKind;
  label: string;
  /** Those that are not offered. */
  without?: readonly string[];
  /** Called with what was chosen or made. */
  onChosen: (id: string, name: string) => void;
  /** Called when nothing is to be chosen. */
  onCancel: () => void;
  testId: string;
}

/** What is typed, as the command that makes a record of it. */
export function makeRecord(of: RecordKind, typed: string): Command {
  const text = typed.trim();
  if (of === "organization") {
    const isDomain = /^[^\s@]+\.[^\s@.]+$/.test(text);
    return { kind: "createOrganization", name: isDomain ? "" : text, domains: isDomain ? [text] : [] };
  }
  // `Ann Hill <ann@hill.example>`, an address alone, or a name.
  const address = /<?([^\s<>]+@[^\s<>]+)>?\s*$/.exec(text);
  const name = (address === null ? text : text.slice(0, address.index)).trim();
  const space = name.lastIndexOf(" ");
  return {
    kind: "createContact",
    givenName: space < 0 ? name : name.slice(0, space),
    familyName: space < 0 ? "" : name.slice(space + 1),
    emails: address?.[1] === undefined ? [] : [address[1]],
  };
}

/** A search for a contact or an organization, with a way to make it. */
export function RecordPicker(props: RecordPickerProps): JSX.Element {
  const { of, label, without = [], onChosen, onCancel, testId } = props;
  const { link } = useApp();
  const list = useId();
  const problem = useId();
  const text = useSignal("");
  const at = useSignal(0);
  const failure = useSignal<Failure | undefined>(undefined);
  const busy = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const kind = of === "contact" ? "contacts" : "organizations";
  const found = useSubscription({ kind, text: text.value.trim(), first: 0, count: OFFERED + without.length });
  const rows = (found.view.value?.rows ?? []).filter(({ id }) => !without.includes(id)).slice(0, OFFERED);
  const canMake = text.value.trim() !== "";
  const last = rows.length - (canMake ? 0 : 1);
  const chosen = Math.max(0, Math.min(at.value, last));
  // At once: what is typed next is meant for the search.
  useLayoutEffect(() => input.current?.focus(), []);
  const make = async (): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    const response = await link.do(makeRecord(of, text.peek()));
    busy.value = false;
    failure.value = failureOf(response);
    if (response.kind === "done" && response.created !== null) onChosen(response.created, text.peek().trim());
  };
  const take = (index: number): void => {
    const row = rows[index];
    if (row !== undefined) onChosen(row.id, row.name);
    else if (canMake) void make();
  };
  return (
    <div class="picker" data-testid={testId}>
      <input
        class="editor boxed"
        ref={input}
        type="text"
        dir="auto"
        role="combobox"
        aria-label={label}
        aria-expanded={true}
        aria-controls={list}
        aria-activedescendant={last >= 0 ? `${list}-${chosen}` : undefined}
        aria-invalid={failure.value !== undefined}
        aria-describedby={problem}
        autoComplete="off"
        placeholder={say(of === "contact" ? "picker-contact" : "picker-organization")}
        value={text.value}
        data-testid={`${testId}-text`}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          at.value = 0;
          failure.value = undefined;
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.isComposing) return;
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter") {
            event.preventDefault();
            take(chosen);
          }
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step === 0) return;
          event.preventDefault();
          at.value = Math.max(0, Math.min(last, chosen + step));
        }}
      />
      <div class="hits" id={list} role="listbox" aria-label={label}>
        {rows.map((row, index) => (
          <Hit
            key={row.id}
            row={row}
            id={`${list}-${index}`}
            chosen={index === chosen}
            take={() => take(index)}
          />
        ))}
        {canMake ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list.
          <div
            id={`${list}-${rows.length}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen === rows.length}
            class="hit"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void make()}
            data-testid={`${testId}-make`}
          >
            <span class="hit-name">
              {say(of === "contact" ? "picker-make-contact" : "picker-make-organization", {
                name: text.value.trim(),
              })}
            </span>
          </div>
        ) : null}
      </div>
      {rows.length === 0 && !canMake && found.view.value !== undefined ? (
        <p class="hint">{say("picker-none")}</p>
      ) : null}
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

function Hit(props: { row: PersonRow; id: string; chosen: boolean; take: () => void }): JSX.Element {
  const { row } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list.
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.chosen}
      class="hit"
      // The input keeps the focus, which it would lose before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.take}
      data-testid="picker-hit"
    >
      <span class="hit-name" dir="auto">
        {row.name}
      </span>
      {row.address === null || row.address === row.name ? null : (
        <span class="hit-where" dir="auto">
          {row.address}
        </span>
      )}
    </div>
  );
}
