/** The content of cells: how each type of field is shown, edited and read. */
import type { CellInput } from "../generated/CellInput";
import type { Failure } from "../generated/Failure";
import type { FieldKindView } from "../generated/FieldKindView";
import type { PipelineView } from "../generated/PipelineView";
import { editNumber, readNumber, showDate, showNumber } from "../words/formats";
import { say } from "../words/words";

/** An option of a list to choose from. */
export interface Option {
  value: string;
  name: string;
}

/** What is read from an editor: something to store, or why it cannot be. */
export type Reading = { value: CellInput } | { problem: Failure };

/** How a cell reads at rest. */
export function cellText(value: CellInput, kind: FieldKindView, people: PipelineView["people"]): string {
  switch (value.kind) {
    case "empty":
      return "";
    case "text":
      return value.text;
    case "number":
      return showNumber(value.number, kind.kind === "currency" ? kind.code : undefined);
    case "date":
      return showDate(value.date);
    case "checkbox":
      return value.checked ? say("cell-checked") : "";
    case "choice":
    case "person":
      return optionName(optionValue(value), options(kind, people));
  }
}

/** How a cell is put into its editor. */
export function editedText(value: CellInput): string {
  switch (value.kind) {
    case "empty":
      return "";
    case "text":
      return value.text;
    case "number":
      return editNumber(value.number);
    case "date":
      return value.date;
    case "checkbox":
      return value.checked ? "true" : "";
    case "choice":
    case "person":
      return optionValue(value);
  }
}

function optionValue(value: CellInput): string {
  if (value.kind === "choice") return value.choice;
  return value.kind === "person" ? value.person : "";
}

/** The name of an option; one that is gone is called so. */
export function optionName(value: string, among: readonly Option[]): string {
  if (value === "") return "";
  return among.find((option) => option.value === value)?.name ?? say("cell-option-gone");
}

/** What can be chosen in a field of a kind; nothing for kinds that are typed. */
export function options(kind: FieldKindView, people: PipelineView["people"]): Option[] {
  if (kind.kind === "dropdown") return kind.choices.map(({ id, name }) => ({ value: id, name }));
  if (kind.kind !== "person") return [];
  return people.map(({ id, name, email }) => ({ value: id, name: name === "" ? email : name }));
}

/** Reads what is in the editor of a field. */
export function readCell(typed: string, kind: FieldKindView): Reading {
  const text = kind.kind === "text" ? typed : typed.trim();
  if (text === "") return { value: { kind: "empty" } };
  switch (kind.kind) {
    case "text":
      return { value: { kind: "text", text } };
    case "number":
    case "currency": {
      const number = readNumber(text);
      if (number === undefined) return { problem: malformed("number") };
      return { value: { kind: "number", number } };
    }
    case "date":
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return { problem: malformed("date") };
      return { value: { kind: "date", date: text } };
    case "checkbox":
      return { value: { kind: "checkbox", checked: text === "true" } };
    case "dropdown":
      return { value: { kind: "choice", choice: text } };
    case "person":
      return { value: { kind: "person", person: text } };
  }
}

function malformed(wanted: "number" | "date"): Failure {
  return { code: "malformed", place: wanted, params: {} };
}
