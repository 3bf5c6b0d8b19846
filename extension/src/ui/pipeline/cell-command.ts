/** Texts from elsewhere as changes of cells: what is pasted, filled down or cleared. */
import type { BoxView } from "../../generated/BoxView";
import type { Command } from "../../generated/Command";
import type { ComputedCell } from "../../generated/ComputedCell";
import type { Failure } from "../../generated/Failure";
import type { PipelineView } from "../../generated/PipelineView";
import { readDate } from "../../words/formats";
import { say } from "../../words/words";
import { joinTags, readCell, splitTags } from "../cells";
import { editBox } from "../deed";
import type { Column } from "./columns";

/** A change, or why a text cannot be one; neither where it changes nothing. */
export type Change = { command: Command } | { problem: Failure } | undefined;

/** How a cell's content is copied: so that a spreadsheet reads it as what it is. */
export function copiedText(column: Column, record: BoxView, computed: readonly ComputedCell[]): string {
  if (column.editor === "date" || column.editor === "moment") return column.edited(record).replace("T", " ");
  if (column.editor === "checkbox") return column.edited(record) === "true" ? "TRUE" : "FALSE";
  return column.text(record, computed);
}

const WRONG: Change = { problem: { code: "wrong-type", place: null, params: {} } };
const YES = /^(true|yes|y|1|x|✓)$/i;
const NO = /^(false|no|n|0|)$/i;

/** The value of the option that is called so; the text is one itself where it is an option's value. */
function optionOf(column: Column, text: string): string | undefined {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return "";
  return column.options.find(({ name, value }) => value === text || name.toLocaleLowerCase() === wanted)
    ?.value;
}

/** A text from elsewhere as an editor of the column has it; nothing if it fits none. */
function typedText(column: Column, text: string): string | undefined {
  switch (column.editor) {
    case "choice":
      return optionOf(column, text);
    case "tags": {
      const names = text.split(/[,;\n]/).filter((name) => name.trim() !== "");
      const found = names.map((name) => optionOf(column, name));
      return found.includes(undefined) ? undefined : joinTags(found.filter((one) => one !== undefined));
    }
    case "checkbox":
      if (YES.test(text.trim()) || text.trim() === say("cell-checked")) return "true";
      return NO.test(text.trim()) || text.trim() === say("cell-unchecked") ? "" : undefined;
    case "date":
      return text.trim() === "" ? "" : readDate(text);
    case "moment":
      return text.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, "$1T");
    case "contact":
    case "organization":
      // Of several with one name nobody could say which is meant.
      return text.trim() === "" ? "" : undefined;
    case "none":
      return undefined;
    default:
      return text;
  }
}

/** The change that puts a text from elsewhere into a cell. */
export function changeTo(column: Column, record: BoxView, text: string, pipeline: PipelineView): Change {
  const typed = typedText(column, text);
  return typed === undefined ? WRONG : changeToTyped(column, record, typed, pipeline);
}

/** The change that puts what another cell's editor has into a cell of the same column. */
export function changeToTyped(
  column: Column,
  record: BoxView,
  typed: string,
  pipeline: PipelineView,
): Change {
  const { id } = record;
  if (typed === column.edited(record)) return undefined;
  if (typed === "" && !column.optional && column.editor !== "checkbox") return WRONG;
  switch (column.key) {
    case "name":
      return { command: { kind: "renameBox", id, name: typed } };
    case "stage":
      return { command: { kind: "moveBox", id, stage: typed } };
    case "notes":
      return { command: { kind: "setNotes", id, notes: typed } };
    case "assignees": {
      const after = splitTags(typed);
      const assign = (person: string, on: boolean): Command => editBox(id, { kind: "assign", person, on });
      const commands = [
        ...after.filter((one) => !record.assignees.includes(one)).map((person) => assign(person, true)),
        ...record.assignees.filter((one) => !after.includes(one)).map((person) => assign(person, false)),
      ];
      return { command: { kind: "batch", commands } };
    }
    default:
      break;
  }
  const field = pipeline.fields.find((one) => one.id === column.key);
  if (field === undefined || column.editor === "none") return WRONG;
  const reading = readCell(typed, field.kind);
  if ("problem" in reading) return reading;
  return { command: { kind: "setField", id, field: field.id, value: reading.value } };
}
