/** The content of cells: how each type of field is shown, edited and read. */
import type { Cell } from "../generated/Cell";
import type { CellInput } from "../generated/CellInput";
import type { ChoiceView } from "../generated/ChoiceView";
import type { Failure } from "../generated/Failure";
import type { FieldKindView } from "../generated/FieldKindView";
import type { PipelineView } from "../generated/PipelineView";
import {
  editMoment,
  editNumber,
  readMoment,
  readNumber,
  shiftDecimal,
  showDate,
  showMoment,
  showNumber,
  showPercent,
} from "../words/formats";
import { say } from "../words/words";
import { chosenName } from "./names";

/** An option of a list to choose from. */
export interface Option {
  value: string;
  name: string;
}

/** What is read from an editor: something to store, or why it cannot be. */
export type Reading = { value: CellInput } | { problem: Failure };

/** What is beside a cell's text when that is not a value of its field's type. */
export type CellMark = { kind: "unread" } | { kind: "error"; code: string };

/** How a value reads at rest; `name` is that of the contact or organization. */
export function cellText(
  value: CellInput,
  kind: FieldKindView,
  all: PipelineView["people"],
  name?: string | null,
): string {
  switch (value.kind) {
    case "empty":
      return "";
    case "text":
      return value.text;
    case "number":
      return numberText(value.number, kind);
    case "date":
      return showDate(value.date);
    case "moment":
      return showMoment(value.at);
    case "checkbox":
      return value.checked ? say("cell-checked") : "";
    case "choice":
      return optionName(value.choice, options(kind, all));
    case "person":
      return optionName(value.person, people(all));
    case "tags":
      return value.choices.map((one) => optionName(one, options(kind, all))).join(", ");
    case "contact":
      return name ?? chosenName(value.contact);
    case "organization":
      return name ?? chosenName(value.organization);
  }
}

function numberText(number: string, kind: FieldKindView): string {
  if (kind.kind === "percent") return showPercent(number);
  if (kind.kind === "rating") return say("cell-rating", { stars: Number(number), most: kind.most });
  return showNumber(number, kind.kind === "currency" ? kind.code : undefined);
}

/** How a cell reads at rest, whatever is in it. */
export function shownText(cell: Cell, kind: FieldKindView, all: PipelineView["people"]): string {
  if (cell.error !== null) return cell.error.code;
  return cell.unread ?? cellText(cell.value, kind, all, cell.name);
}

/** What is beside a cell's text; nothing where the text is a value of the field's type. */
export function cellMark(cell: Cell): CellMark | undefined {
  if (cell.error !== null) return { kind: "error", code: cell.error.code };
  return cell.unread === null ? undefined : { kind: "unread" };
}

/** The messages for what a formula can come to instead of a value. */
export const CELL_ERRORS: Readonly<Record<string, string>> = {
  "#DIV/0!": "cell-error-div",
  "#REF!": "cell-error-ref",
  "#VALUE!": "cell-error-value",
  "#CYCLE!": "cell-error-cycle",
  "#NUM!": "cell-error-num",
  "#N/A": "cell-error-na",
  "#LIMIT!": "cell-error-limit",
};

/** What a mark means, in words. */
export function markText(mark: CellMark): string {
  if (mark.kind === "unread") return say("cell-unread");
  const known = CELL_ERRORS[mark.code];
  return known === undefined ? say("cell-error-other", { code: mark.code }) : say(known);
}

/** How a cell is put into its editor. */
export function editedText(cell: Cell, kind: FieldKindView): string {
  const { value } = cell;
  if (cell.unread !== null) return isTyped(kind) ? cell.unread : "";
  switch (value.kind) {
    case "empty":
      return "";
    case "text":
      return value.text;
    case "number":
      if (kind.kind === "rating") return value.number;
      return editNumber(kind.kind === "percent" ? shiftDecimal(value.number, 2) : value.number);
    case "date":
      return value.date;
    case "moment":
      return editMoment(value.at);
    case "checkbox":
      return value.checked ? "true" : "";
    case "choice":
      return value.choice;
    case "person":
      return value.person;
    case "tags":
      return joinTags(value.choices);
    case "contact":
      return value.contact;
    case "organization":
      return value.organization;
  }
}

/** Whether a text of any kind can stand in the field's editor, to be corrected there. */
function isTyped({ kind }: FieldKindView): boolean {
  return ["text", "number", "currency", "percent", "url", "email", "phone"].includes(kind);
}

/** Tags as one text, as a draft holds them. */
export function joinTags(ids: readonly string[]): string {
  return ids.join("\n");
}

/** The tags in the text of a draft. */
export function splitTags(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

/** The name of an option; one that is gone is called so. */
export function optionName(value: string, among: readonly Option[]): string {
  if (value === "") return "";
  return among.find((option) => option.value === value)?.name ?? say("cell-option-gone");
}

/** The people of a pipeline as options. */
export function people(all: PipelineView["people"]): Option[] {
  return all.map(({ id, name, email }) => ({ value: id, name: name === "" ? email : name }));
}

/** What can be chosen in a field of a kind; nothing for kinds that are typed or looked for. */
export function options(kind: FieldKindView, all: PipelineView["people"]): Option[] {
  switch (kind.kind) {
    case "dropdown":
    case "tags":
      return kind.choices.map(({ id, name }: ChoiceView) => ({ value: id, name }));
    case "rating":
      return Array.from({ length: kind.most + 1 }, (_, stars) => ({
        value: String(stars),
        name: say("cell-rating", { stars, most: kind.most }),
      }));
    case "person":
      return people(all);
    default:
      return [];
  }
}

/** Reads what is in the editor of a field. */
export function readCell(typed: string, kind: FieldKindView): Reading {
  const text = kind.kind === "text" ? typed : typed.trim();
  if (text === "") return { value: { kind: "empty" } };
  switch (kind.kind) {
    case "url":
      return { value: { kind: "text", text: withScheme(text) } };
    case "text":
    case "email":
    case "phone":
      return { value: { kind: "text", text } };
    case "number":
    case "currency":
      return readDecimal(text, 0);
    case "percent":
      return readDecimal(text.replace(/[%٪﹪％]/gu, ""), -2);
    case "rating":
      return { value: { kind: "number", number: text } };
    case "date":
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return { problem: malformed("date") };
      return { value: { kind: "date", date: text } };
    case "dateTime": {
      const at = readMoment(text);
      return at === undefined ? { problem: malformed("date") } : { value: { kind: "moment", at } };
    }
    case "checkbox":
      return { value: { kind: "checkbox", checked: text === "true" } };
    case "dropdown":
      return { value: { kind: "choice", choice: text } };
    case "tags":
      return { value: { kind: "tags", choices: splitTags(text) } };
    case "person":
      return { value: { kind: "person", person: text } };
    case "contact":
      return { value: { kind: "contact", contact: text } };
    case "organization":
      return { value: { kind: "organization", organization: text } };
    case "formula":
      return { problem: { code: "not-here", place: "formula", params: {} } };
  }
}

function readDecimal(text: string, shift: number): Reading {
  const number = readNumber(text);
  if (number === undefined) return { problem: malformed("number") };
  return { value: { kind: "number", number: shiftDecimal(number, shift) } };
}

function malformed(wanted: "number" | "date"): Failure {
  return { code: "malformed", place: wanted, params: {} };
}

/**
 * Where a cell's text leads; nothing where it leads nowhere. Only addresses of the web, mail and
 * telephone: what teammates and files put into a cell must run nothing.
 */
export function linkOf(text: string, kind: FieldKindView["kind"]): string | undefined {
  const typed = text.trim();
  switch (kind) {
    case "url":
      return webAddress(typed);
    case "email":
      return /^[^\s@?&]+@[^\s@?&]+$/.test(typed) ? `mailto:${encodeURI(typed)}` : undefined;
    case "phone": {
      const digits = typed.normalize("NFKC").replace(/[^\d+*#,;]/g, "");
      return /\d/.test(digits) ? `tel:${encodeURI(digits).replaceAll("#", "%23")}` : undefined;
    }
    default:
      return undefined;
  }
}

/** An address as people type it, with `https://` before it where it has no scheme; `host:80` has none. */
export function withScheme(typed: string): string {
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(typed) && !/^[^/]+:\d/.test(typed);
  return hasScheme ? typed : `https://${typed}`;
}

/** An address of the web, whole; `https://` is put before one that has no scheme. */
export function webAddress(typed: string): string | undefined {
  try {
    const url = new URL(withScheme(typed));
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && typed !== "" && !/\s/.test(typed) ? url.href : undefined;
  } catch {
    // Not an address.
    return undefined;
  }
}
