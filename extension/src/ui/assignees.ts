/** Whose work a box is: the people who are chosen, stored one by one. */
import type { Link } from "../link/link";
import { splitTags } from "./cells";
import { editBox } from "./deed";
import type { Save } from "./draft";
import { failureOf } from "./failures";

/** Stores whose work a box is: everybody named, and nobody else. */
export function saveAssignees(link: Link, id: string): Save {
  return async (typed) => {
    const response = await link.ask({ kind: "read", query: { kind: "box", id } });
    if (response.kind !== "view" || response.view.kind !== "box") return failureOf(response);
    if (response.view.record === null) return { code: "not-found", place: "box", params: {} };
    const before = response.view.record.assignees;
    const after = splitTags(typed);
    const assign = (person: string, on: boolean) => editBox(id, { kind: "assign", person, on });
    const commands = [
      ...after.filter((person) => !before.includes(person)).map((person) => assign(person, true)),
      ...before.filter((person) => !after.includes(person)).map((person) => assign(person, false)),
    ];
    return commands.length === 0 ? undefined : failureOf(await link.do({ kind: "batch", commands }));
  };
}
