/** What happens when a mail was sent: its conversation goes into the box, and the task is made. */
import type { Command } from "../../generated/Command";
import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import type { App } from "../app";
import { editBox } from "../deed";
import { describe, failureOf } from "../failures";
import type { Letter } from "./letter";

/** What a mail that was sent does to its box; nothing where none was chosen, or nothing is left to do. */
export function filing(letter: Letter, thread: ThreadInput, me: string | undefined): Command[] {
  const { box, followUp, held } = letter;
  const label = box.peek();
  if (label === undefined) return [];
  // Put in once more it would get the subject of the answer.
  const commands: Command[] = held.peek().includes(label.id)
    ? []
    : [{ kind: "addThread", id: label.id, thread }];
  const task = followUp.peek();
  if (task !== undefined) {
    const assignees = me === undefined ? [] : [me];
    const edit = { kind: "create", text: task.text, due: task.due, assignees } as const;
    commands.push(editBox(label.id, { kind: "task", edit }));
  }
  return commands;
}

/** Does what was chosen for a mail that was sent, and says so. */
export async function fileSent(app: App, letter: Letter, thread: ThreadInput): Promise<void> {
  const commands = filing(letter, thread, app.status.peek()?.me?.id);
  if (commands.length === 0) return;
  const refused = failureOf(await app.link.do({ kind: "batch", commands }));
  const box = letter.box.peek()?.name ?? "";
  if (refused === undefined) app.notify(say("letter-filed", { box }));
  else app.notify(say("letter-not-filed", { box, reason: describe(refused) }));
}
