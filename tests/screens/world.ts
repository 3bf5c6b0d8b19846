/** What the screens show: a person with pipelines, boxes and people in every shape that a screen must bear. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { CellInput } from "../../extension/src/generated/CellInput.ts";
import type { Command } from "../../extension/src/generated/Command.ts";
import type { PipelineView } from "../../extension/src/generated/PipelineView.ts";
import { seeded } from "../bench/seeded.ts";
import { BoxwoodServer } from "../e2e/boxwood.ts";
import { ask, pipelines, read } from "../e2e/core.ts";
import { signInWholly } from "../e2e/faults/scene.ts";
import { Network } from "../e2e/network.ts";
import { Person } from "../e2e/person.ts";
import { type Gmail, startGmail } from "../gmail/server.ts";

/** Who looks at the screens. */
export const ANN = "ann@hill.example";

/** How a world is filled. `stranger`: nobody ever signed in; `new`: nothing was made yet. */
export type Filling = "stranger" | "new" | "empty" | "filled" | "large";

/** A person at a browser, and ids of what there is to look at. */
export interface World {
  readonly ann: Person;
  readonly gmail: Gmail;
  readonly network: Network;
  /** The pipeline to look at; empty where there is none. */
  readonly pipeline: string;
  /** A box with everything in it. */
  readonly box: string;
  /** A contact and an organization of that box. */
  readonly contact: string;
  readonly organization: string;
  close(): Promise<void>;
}

/** How a browser is opened. */
export interface Look {
  readonly name: string;
  readonly theme: "light" | "dark";
  readonly viewport: { readonly width: number; readonly height: number };
}

const LONG =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft: forty cargo bikes for couriers in five cities";
const BOXES: readonly [name: string, stage: string, value: string, day: string][] = [
  ["Galil Tours גליל טורס", "Lead", "12000", "2027-03-31"],
  ["Kumo Rentals 雲レンタル", "Lead", "9500", "2027-04-15"],
  [LONG, "Lead", "1234567890.5", "2027-05-01"],
  ["Nord Bikes", "Contacted", "180000", "2027-01-29"],
  ["Oasis Logistics واحة", "Qualified", "64000", "2027-02-12"],
  ["Lumen Rotterdam", "Proposal", "112500", "2026-12-18"],
  ["City council, bike sharing", "Proposal", "410000", "2027-06-30"],
  ["Atelier Moreau", "Negotiation", "28000", "2026-12-04"],
  ["Porto Print", "Won", "17300", "2026-11-20"],
];
const DAY = 86_400_000;

async function make(page: Page, command: Command): Promise<string> {
  const response = await ask(page, ANN, { kind: "do", commandId: randomUUID(), command });
  if (response.kind !== "done") throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(response)}`);
  return response.created ?? "";
}

async function shape(page: Page, pipeline: string): Promise<PipelineView> {
  const view = await read(page, ANN, { kind: "pipeline", pipeline });
  if (view.kind !== "pipeline" || view.pipeline === null) throw new Error("there is no pipeline");
  return view.pipeline;
}

function cellOf({ kind }: PipelineView["fields"][number], value: string, day: string): CellInput {
  if (kind.kind === "currency") return { kind: "number", number: value };
  if (kind.kind === "date") return { kind: "date", date: day };
  if (kind.kind === "dropdown") return { kind: "choice", choice: kind.choices[value.length % 4]?.id ?? "" };
  return { kind: "text", text: "Answer on Thursday" };
}

type Ids = Pick<World, "pipeline" | "box" | "contact" | "organization">;

/** Fills a pipeline: every field, people, tasks of all kinds, a box with everything, one in the bin. */
async function fill(page: Page, pipeline: string, thread: string): Promise<Ids> {
  const { stages, fields } = await shape(page, pipeline);
  const contact = await make(page, {
    kind: "createContact",
    givenName: "Nora",
    familyName: "Berg",
    emails: ["nora@nord.example"],
  });
  const organization = await make(page, {
    kind: "createOrganization",
    name: "Nord Bikes AS",
    domains: ["nord.example"],
  });
  const ids: string[] = [];
  for (const [name, stageName, value, day] of BOXES) {
    const stage = stages.find((one) => one.name === stageName)?.id ?? null;
    const about = name === "Nord Bikes" ? { id: thread, subject: "Fleet of 40 cargo bikes" } : null;
    const id = await make(page, { kind: "createBox", pipeline, stage, name, thread: about });
    ids.push(id);
    const cells = fields.filter(({ kind }) => kind.kind !== "person" && kind.kind !== "formula");
    await make(page, {
      kind: "batch",
      commands: cells.map((field) => ({
        kind: "setField",
        id,
        field: field.id,
        value: cellOf(field, value, day),
      })),
    });
  }
  const box = ids[3] ?? "";
  const zone = "UTC";
  const today = Date.now();
  const status = await read(page, ANN, { kind: "status" });
  const me = (status.kind === "status" ? status.status.me?.id : undefined) ?? "";
  const tasks = [-3, 0, 2].map((days): Command => {
    const due = { at: today - (today % DAY) + days * DAY, isAllDay: true, zone };
    const edit = { kind: "create", text: `Call them (${days})`, due } as const;
    return { kind: "editBoxes", boxes: [box], edit: { kind: "task", edit: { ...edit, assignees: [me] } } };
  });
  const of = (edit: Extract<Command, { kind: "editBoxes" }>["edit"]): Command => ({
    kind: "editBoxes",
    boxes: [box],
    edit,
  });
  for (const command of [
    ...tasks,
    of({ kind: "contact", contact, association: { isStarred: true, isAutoBoxed: true } }),
    of({ kind: "organization", organization, association: { isStarred: true, isAutoBoxed: false } }),
    of({ kind: "link", other: ids[5] ?? "", on: true }),
    of({
      kind: "comment",
      edit: { kind: "create", text: "They want ten first.\nThen forty.", mentions: [], parent: null },
    }),
    { kind: "setNotes", id: box, notes: "40 cargo bikes by May" },
    {
      kind: "createSnippet",
      home: { kind: "team" },
      name: "Offer with the value",
      subject: "Our offer",
      text: "Dear {{Contacts}},\nour offer for {{Name}} comes to {{Value}}.",
      shortcut: ";offer",
    },
  ] satisfies Command[]) {
    await make(page, command);
  }
  const old = await make(page, { kind: "createBox", pipeline, stage: null, name: "Old lead", thread: null });
  await make(page, { kind: "deleteBox", id: old });
  return { pipeline, box, contact, organization };
}

/** Opens a browser with what the screens show. */
export async function openWorld(filling: Filling, look: Look): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "boxwood-screens-"));
  const gmail = await startGmail();
  const large = filling === "large" ? await seeded(join(folder, "data"), 100_000) : undefined;
  const server = large?.server ?? (await BoxwoodServer.start());
  const network = await Network.to(() => server.port);
  const { theme, viewport } = look;
  const profileDir = join(folder, "profile");
  const ann = await Person.arrive({ profileDir, gmailPort: gmail.port, user: ANN, theme, viewport });
  let ids: Ids = { pipeline: large?.pipeline ?? "", box: "", contact: "", organization: "" };
  if (filling !== "stranger") {
    const token = large?.token ?? (await server.token(ANN, "Ann Archer"));
    await signInWholly(ann, ANN, network.address, token);
  }
  if (filling === "empty" || filling === "filled") {
    await ann.createPipeline("sales", "Enterprise sales");
    const page = await ann.options();
    const id = (await pipelines(page, ANN))[0]?.id ?? "";
    ids = { ...ids, pipeline: id };
    if (filling === "filled") ids = await fill(page, id, gmail.thread("bikes"));
    await page.close();
  }
  return {
    ann,
    gmail,
    network,
    ...ids,
    close: async () => {
      await ann.close();
      await Promise.all([gmail.close(), server.close(), network.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
