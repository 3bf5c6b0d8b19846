/** A pipeline with made-up boxes, to look around in before one has any of one's own. */
import type { CellInput } from "../../generated/CellInput";
import type { Command } from "../../generated/Command";
import type { Failure } from "../../generated/Failure";
import type { PipelineView } from "../../generated/PipelineView";
import type { TaskEdit } from "../../generated/TaskEdit";
import type { Link } from "../../link/link";
import { likelyCurrency, zone } from "../../words/formats";
import { say } from "../../words/words";
import { editBox } from "../deed";
import { failureOf } from "../failures";
import { fromTemplate } from "../new-pipeline/from-template";

const DAY = 86_400_000;
/** The template that the sample is made of. */
const TEMPLATE = "sales";

/** The boxes: the name's message, the place of the stage, the amount, in how many days it closes. */
const BOXES = [
  { name: "sample-box-couriers", stage: 0, amount: "48000", closes: 60 },
  { name: "sample-box-rental", stage: 0, amount: "9500", closes: 75 },
  { name: "sample-box-council", stage: 1, amount: "410000", closes: 120 },
  { name: "sample-box-bakery", stage: 2, amount: "6400", closes: 30, task: "sample-task-call" },
  { name: "sample-box-hotel", stage: 3, amount: "28000", closes: 14, task: "sample-task-offer" },
  { name: "sample-box-school", stage: 5, amount: "17300", closes: -4 },
] as const;

/** The ids of the messages that the boxes are made of, for the catalogue's test. */
export const SAMPLE_MESSAGES: readonly string[] = BOXES.flatMap((box) =>
  "task" in box ? [box.name, box.task] : [box.name],
);

/** Whether a pipeline is the sample, and nobody has made it their own by describing it otherwise. */
export function isSample({ description }: PipelineView): boolean {
  return description === say("sample-description");
}

/** Makes the sample; gives its id, or why it could not be made. */
export async function makeSample(link: Link, now: number): Promise<string | Failure> {
  const asked = await link.ask({ kind: "read", query: { kind: "templates" } });
  const templates = asked.kind === "view" && asked.view.kind === "templates" ? asked.view.templates : [];
  const template = templates.find(({ key }) => key === TEMPLATE);
  if (template === undefined) return failureOf(asked) ?? MISSING;
  const made = await link.do(fromTemplate(template, say("sample-pipeline"), likelyCurrency()));
  if (made.kind !== "done" || made.created === null) return failureOf(made) ?? MISSING;
  const pipeline = made.created;
  const edit = { kind: "describe", text: say("sample-description") } as const;
  const refused = failureOf(await link.do({ kind: "editPipeline", pipeline, edit }));
  if (refused !== undefined) return refused;
  const shaped = await link.ask({ kind: "read", query: { kind: "pipeline", pipeline } });
  const shape = shaped.kind === "view" && shaped.view.kind === "pipeline" ? shaped.view.pipeline : null;
  if (shape === null) return failureOf(shaped) ?? MISSING;
  for (const box of BOXES) {
    const failure = await makeBox(link, shape, box, now);
    if (failure !== undefined) return failure;
  }
  return pipeline;
}

const MISSING: Failure = { code: "core-stopped", place: null, params: {} };

async function makeBox(
  link: Link,
  { id: pipeline, stages, fields }: PipelineView,
  box: (typeof BOXES)[number],
  now: number,
): Promise<Failure | undefined> {
  const stage = stages[Math.min(box.stage, stages.length - 1)]?.id ?? null;
  const made = await link.do({ kind: "createBox", pipeline, stage, name: say(box.name), thread: null });
  if (made.kind !== "done" || made.created === null) return failureOf(made) ?? MISSING;
  const id = made.created;
  const closes = new Date(now + box.closes * DAY).toISOString().slice(0, 10);
  const values: Partial<Record<string, CellInput>> = {
    currency: { kind: "number", number: box.amount },
    date: { kind: "date", date: closes },
  };
  const commands = fields.flatMap((field): Command[] => {
    const value = values[field.kind.kind];
    return value === undefined ? [] : [{ kind: "setField", id, field: field.id, value }];
  });
  if ("task" in box) {
    const due = { at: now - (now % DAY) + DAY, isAllDay: true, zone: zone() };
    const task: TaskEdit = { kind: "create", text: say(box.task), due, assignees: [] };
    commands.push(editBox(id, { kind: "task", edit: task }));
  }
  return failureOf(await link.do({ kind: "batch", commands }));
}
