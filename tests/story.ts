/**
 * The main job as a story: a mail becomes a box, and a teammate's browser sees it.
 *
 * Told once, and played by the end-to-end test (each step a test) and by the tour (each step a line
 * and a picture). A step that does not come out as it should throws.
 */

import { deepStrictEqual, ok } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BoxwoodServer } from "./e2e/boxwood.ts";
import { eventually } from "./e2e/eventually.ts";
import { Network } from "./e2e/network.ts";
import { Person } from "./e2e/person.ts";
import { type Gmail, startGmail } from "./gmail/server.ts";

/** What a story needs of its server. */
export interface StoryServer {
  /** Its port on loopback. */
  readonly port: number;
  /** Makes a token for a person. */
  token(email: string, name: string): Promise<string>;
  /** Stops and starts it. */
  again(): Promise<void>;
}

/** Two people, their mail, their server, and what is between. */
export interface World {
  readonly ann: Person;
  readonly ben: Person;
  readonly gmail: Gmail;
  readonly server: StoryServer;
  readonly annsNetwork: Network;
  readonly bensNetwork: Network;
  close(): Promise<void>;
}

/** A step: its title, and what is done and seen. */
export interface Step {
  readonly title: string;
  /** Whose screen shows it best. */
  readonly look: "ann" | "ben";
  play(world: World): Promise<void>;
}

const ANN = "ann@hill.example";
const BEN = "ben@hill.example";
/** A change at one must be on the other's screen within this time, in milliseconds. */
const A_SECOND = 1_000;
const PIPELINE = "Enterprise sales";
const BOX = "Nord Bikes";
const SECOND_BOX = "Lumen";

/** A server that can be stopped and started. */
export function restartable(server: BoxwoodServer): StoryServer {
  return {
    port: server.port,
    token: (email, name) => server.token(email, name),
    again: async () => {
      await server.stop();
      await server.start();
    },
  };
}

/** Opens a world: a stand-in Gmail, two browsers with the extension, and their networks. */
export async function openWorld(server: StoryServer): Promise<World> {
  const profiles = await mkdtemp(join(tmpdir(), "boxwood-profiles-"));
  const gmail = await startGmail();
  const arrive = (user: string): Promise<Person> =>
    Person.arrive({ profileDir: join(profiles, user), gmailPort: gmail.port, user });
  const annsNetwork = await Network.to(() => server.port);
  const bensNetwork = await Network.to(() => server.port);
  const ann = await arrive(ANN);
  const ben = await arrive(BEN);
  return {
    ann,
    ben,
    gmail,
    server,
    annsNetwork,
    bensNetwork,
    close: async () => {
      await Promise.all([ann.close(), ben.close()]);
      await Promise.all([gmail.close(), annsNetwork.close(), bensNetwork.close()]);
      await rm(profiles, { recursive: true, force: true });
    },
  };
}

/** The thread that the story is about, and another one. */
const bikes = (world: World): string => world.gmail.thread("bikes");
const crash = (world: World): string => world.gmail.thread("crash");

/** The labels on the row of a conversation in a list. */
async function labels(person: Person, thread: string): Promise<string> {
  const row = person.gmail.locator(`tr.zA:has([data-legacy-thread-id="${thread}"])`);
  return (await row.count()) === 0 ? "" : ((await row.first().textContent()) ?? "");
}

async function labelled(person: Person, thread: string, stage: string, within?: number): Promise<void> {
  const words = async (): Promise<boolean> => {
    const text = await labels(person, thread);
    return text.includes(PIPELINE) && text.includes(stage);
  };
  await eventually(words, true, within);
}

/** The cell of a box on the pipeline's page. */
async function cell(person: Person, box: string, column: string): Promise<string> {
  const row = person.row(box);
  if ((await row.count()) === 0) return "";
  return ((await row.first().getByTestId(`cell-${column}`).textContent()) ?? "").trim();
}

/** Types into a cell of the pipeline's page. */
async function edit(person: Person, box: string, column: string, text: string): Promise<void> {
  await person.row(box).getByTestId(`cell-${column}`).dblclick();
  const editor = person.gmail.getByTestId("cell-editor");
  const choice = await editor.evaluate((node) => node instanceof HTMLSelectElement);
  if (choice) {
    await editor.selectOption({ label: text });
  } else {
    await editor.fill(text);
    await editor.press("Enter");
  }
}

/** What a pipeline's page shows, box by box, for comparing two people's. */
async function whole(person: Person): Promise<string[]> {
  const rows = await person.gmail.getByTestId("box-row").all();
  return await Promise.all(rows.map(async (row) => (await row.innerText()).replace(/\s+/g, " ")));
}

/** The steps, in order; each builds on those before. */
export const steps: readonly Step[] = [
  {
    title: "Ann and Ben open Gmail and sign in to their server with a token each",
    look: "ann",
    async play(world) {
      const { ann, ben, server, annsNetwork, bensNetwork } = world;
      await ann.signIn(ANN, annsNetwork.address, await server.token(ANN, "Ann Archer"));
      await ben.signIn(BEN, bensNetwork.address, await server.token(BEN, "Ben Okafor"));
      await ann.openThread(bikes(world));
      await ann.waitUntil("saved", 0);
      await ben.openThread(bikes(world));
      await ben.waitUntil("saved", 0);
    },
  },
  {
    title: "Ann makes a pipeline from the sales template; both see it in Gmail's navigation",
    look: "ann",
    async play({ ann, ben }) {
      await ann.createPipeline("sales", PIPELINE);
      await ben.navigation(PIPELINE).first().waitFor({ timeout: A_SECOND });
      await ann.navigation(PIPELINE).first().waitFor();
    },
  },
  {
    title: "Ann opens a mail and puts it into a new box",
    look: "ann",
    async play(world) {
      const { ann, ben } = world;
      await ann.openThread(bikes(world));
      await ann.addToNewBox(bikes(world), PIPELINE, BOX);
      await ben.card(bikes(world), BOX).waitFor({ timeout: A_SECOND });
    },
  },
  {
    title: "Ann edits the box beside the mail: stage, a field, notes; Ben sees each within a second",
    look: "ann",
    async play(world) {
      const { ann, ben } = world;
      const mine = ann.card(bikes(world), BOX);
      const theirs = ben.card(bikes(world), BOX);
      await mine.getByTestId("box-stage").selectOption({ label: "Contacted" });
      await eventually(() => shown(theirs.getByTestId("box-stage")), "Contacted", A_SECOND);
      await mine.getByTestId("box-field-Next step").fill("Send the offer");
      await mine.getByTestId("box-field-Next step").press("Enter");
      await eventually(() => shown(theirs.getByTestId("box-field-Next step")), "Send the offer", A_SECOND);
      await mine.getByTestId("box-notes").fill("40 cargo bikes by May");
      await mine.getByTestId("box-notes").blur();
      await eventually(() => shown(theirs.getByTestId("box-notes")), "40 cargo bikes by May", A_SECOND);
    },
  },
  {
    title: "Ann adds a second mail to the same box, found by a part of its name",
    look: "ann",
    async play(world) {
      const { ann, ben } = world;
      await ann.openThread(crash(world));
      const panel = ann.panel(crash(world));
      await panel.getByTestId("add-to-existing").click();
      await panel.getByTestId("find-box-text").fill("nord");
      await panel.getByTestId("find-box-hit").filter({ hasText: BOX }).click();
      await ann.card(crash(world), BOX).waitFor();
      await ben.openThread(crash(world));
      await ben.card(crash(world), BOX).waitFor({ timeout: A_SECOND });
    },
  },
  {
    title: "The rows of both mails in the inbox carry the pipeline and stage, for Ann and for Ben",
    look: "ann",
    async play(world) {
      const { ann, ben } = world;
      for (const person of [ann, ben]) {
        await person.go("#inbox");
        await labelled(person, bikes(world), "Contacted");
        await labelled(person, crash(world), "Contacted");
      }
    },
  },
  {
    title: "Ann opens the pipeline: boxes as rows grouped by stage, edited in place; Ben sees it",
    look: "ann",
    async play({ ann, ben }) {
      await ann.openPipeline(PIPELINE);
      await ben.openPipeline(PIPELINE);
      await ann.row(BOX).waitFor();
      await edit(ann, BOX, "Value", "48000");
      await eventually(async () => (await cell(ben, BOX, "Value")).includes("48,000"), true, A_SECOND);
      await edit(ann, BOX, "Stage", "Proposal");
      await eventually(() => stageOf(ben, BOX), "Proposal", A_SECOND);
      const group = ann.gmail.locator('[data-testid=group-row][data-name="Lead"]');
      await group.getByTestId("group-add").click();
      await ann.gmail.getByTestId("group-add-name").fill(SECOND_BOX);
      await ann.gmail.getByTestId("group-add-name").press("Enter");
      await ben.row(SECOND_BOX).waitFor({ timeout: A_SECOND });
    },
  },
  {
    title: "The server stops and starts: nothing is lost, and both are in touch again by themselves",
    look: "ben",
    async play({ ann, ben, server }) {
      await server.again();
      await edit(ann, BOX, "Next step", "Call on Monday");
      await eventually(() => cell(ben, BOX, "Next step"), "Call on Monday");
      await ann.waitUntil("saved", 0);
      await ben.waitUntil("saved", 0);
    },
  },
  {
    title: "Ann loses the network, moves a box, edits a field, makes a box; she is told that 3 changes wait",
    look: "ann",
    async play({ ann, ben, annsNetwork }) {
      annsNetwork.set("cut");
      await edit(ann, BOX, "Stage", "Won");
      await edit(ann, BOX, "Value", "52500");
      const group = ann.gmail.locator('[data-testid=group-row][data-name="Lead"]');
      await group.getByTestId("group-add").click();
      await ann.gmail.getByTestId("group-add-name").fill("Made offline");
      await ann.gmail.getByTestId("group-add-name").press("Enter");
      await ann.row("Made offline").waitFor();
      await ann.waitUntil("offline", 3);
      deepStrictEqual(await stageOf(ben, BOX), "Proposal");
      ok((await cell(ben, BOX, "Value")).includes("48,000"));
    },
  },
  {
    title: "Ann closes the browser and starts it again, still offline: everything is there",
    look: "ann",
    async play({ ann }) {
      await ann.close();
      await ann.open("#inbox");
      await ann.openPipeline(PIPELINE);
      await ann.waitUntil("offline", 3);
      await ann.row("Made offline").waitFor();
      await eventually(() => stageOf(ann, BOX), "Won");
      await eventually(async () => (await cell(ann, BOX, "Value")).includes("52,500"), true);
    },
  },
  {
    title: "The network returns: the changes go out once, in order; both see the same",
    look: "ben",
    async play(world) {
      const { ann, ben, annsNetwork, server } = world;
      await server.again();
      annsNetwork.set("up");
      await ann.tryNow();
      await ann.waitUntil("saved", 0);
      await ben.row("Made offline").waitFor();
      await eventually(() => stageOf(ben, BOX), "Won");
      await eventually(async () => (await cell(ben, BOX, "Value")).includes("52,500"), true);
      await eventually(async () => (await whole(ben)).length, 3);
      deepStrictEqual(await whole(ann), await whole(ben));
      await ben.go("#inbox");
      await labelled(ben, bikes(world), "Won");
    },
  },
];

/** The name of the group that a box stands in. */
async function stageOf(person: Person, box: string): Promise<string> {
  return await cell(person, box, "Stage");
}

async function shown(editor: ReturnType<Person["row"]>): Promise<string> {
  return await editor.evaluate((node) => {
    if (node instanceof HTMLSelectElement) return node.selectedOptions[0]?.textContent?.trim() ?? "";
    return node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement ? node.value : "";
  });
}
