/** One conversation in two people's mailboxes, where it has other ids: what Ann boxes, Ben sees boxed. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxPage } from "./core.ts";
import { eventually } from "./eventually.ts";
import { ANN, BEN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";

const MAYA = { name: "Maya Lindqvist", email: "maya@nordbikes.example" };
const TEAM = [
  { name: "Ann Archer", email: ANN },
  { name: "Ben Okafor", email: BEN },
];
const BODY = "forty bikes, body-marker-4410";

describe("a conversation that two mailboxes have", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;
  /** A page of Ann's extension. */
  let annsOptions: Page;
  let anns: string;
  let bens: string;

  /** The same mail, once in each mailbox. */
  function deliver(rfcId: string, body: string, threads?: { anns: string; bens: string }): void {
    const mail = { from: MAYA, to: TEAM, subject: "Forty bikes", body, rfcId };
    anns = scene.gmail.deliver({ ...mail, only: ANN, ...(threads && { threadId: threads.anns }) });
    bens = scene.gmail.deliver({ ...mail, only: BEN, ...(threads && { threadId: threads.bens }) });
  }

  beforeAll(async () => {
    scene = await Scene.open();
    deliver("<first@nordbikes.example>", BODY);
    deliver("<second@nordbikes.example>", `And: ${BODY}`, { anns, bens });
    ({ person: ann } = await scene.join(ANN, "Ann Archer"));
    ({ person: ben } = await scene.join(BEN, "Ben Okafor"));
    await ann.createPipeline("sales", "Sales");
    await ben.navigation("Sales").first().waitFor();
    annsOptions = await ann.options();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("has other ids in each", () => {
    expect(anns).not.toBe(bens);
  });

  it("is recognised in Ben's, also while he looks at it", async () => {
    await ben.openThread(bens);
    await ann.openThread(anns);
    await ann.addToNewBox(anns, "Sales", "Nord Bikes");
    await ben.card(bens, "Nord Bikes").waitFor();
  });

  it("has told its box of its mails, by their heads alone", async () => {
    const page = async () => await boxPage(annsOptions, ANN, "Nord Bikes");
    await eventually(async () => (await page()).mailCount, 2);
    const [last, first] = (await page()).mails;
    expect(first).toMatchObject({ messageId: "first@nordbikes.example", thread: anns, from: MAYA.email });
    expect(last).toMatchObject({ to: [ANN, BEN], isSent: false });
    expect(JSON.stringify(await page())).not.toContain("body-marker");
  });

  it("tells it of a mail that comes while it is open, whoever looks", async () => {
    await ann.go("#inbox");
    await ben.openThread(bens);
    deliver("<third@nordbikes.example>", "When?", { anns, bens });
    await eventually(async () => (await boxPage(annsOptions, ANN, "Nord Bikes")).mailCount, 3);
    const page = await boxPage(annsOptions, ANN, "Nord Bikes");
    expect(page.record.threads.map(({ id }) => id)).toEqual([anns]);
  });

  it("is recognised by Ben after a start of his browser", async () => {
    await ben.close();
    await ben.open();
    await ben.openThread(bens);
    await ben.card(bens, "Nord Bikes").waitFor();
  });

  it("leaves a conversation alone that is another one", async () => {
    const other = scene.gmail.deliver({ from: MAYA, subject: "Forty bikes", body: BODY, only: BEN });
    await ben.openThread(other);
    await ben.panel(other).getByTestId("add-to-new").waitFor();
    expect(await ben.panel(other).getByTestId("box-card").count()).toBe(0);
  });
});
