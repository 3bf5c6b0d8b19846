/** All about a box, beside its mail: written in one browser, seen in another. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, BEN, Scene } from "./faults/scene.ts";
import { type Person, shownText } from "./person.ts";
import { rowOf } from "./pipeline-page.ts";

describe("the card of a box", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;
  let card: Locator;
  let bens: Locator;

  /** Opens a part of the card that starts folded away. */
  async function unfold(where: Locator, part: string): Promise<Locator> {
    const section = where.getByTestId(`section-${part}`);
    await section.waitFor();
    if ((await section.getAttribute("data-folded")) === "true") {
      await section.getByTestId(`section-${part}-toggle`).click();
    }
    return section;
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    const thread = scene.gmail.thread("bikes");
    await ann.openThread(thread);
    card = await ann.addToNewBox(thread, "Sales", "Nord Bikes");
    await ann.waitUntil("saved", 0);
    ben = (await scene.join(BEN, "Ben Okafor")).person;
    await ben.openThread(thread);
    bens = ben.card(thread, "Nord Bikes");
    await bens.waitFor();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("has tasks that a teammate sees and does", async () => {
    await card.getByTestId("task-new").fill("Call them back");
    await card.getByTestId("task-new").press("Enter");
    await card.getByTestId("task").waitFor();
    await eventually(() => shownText(bens.getByTestId("task-text")), "Call them back");
    await bens.getByTestId("task-done").check();
    await card.locator("[data-testid=task][data-done=true]").waitFor();
  });

  it("has comments that a teammate answers", async () => {
    await card.getByTestId("comment-new").fill("What do we offer?");
    await card.getByTestId("comment-new").press("Control+Enter");
    await bens.getByTestId("comment-reply").click();
    await bens.getByTestId("comment-answer").fill("Ten bikes");
    await bens.getByTestId("comment-answer").press("Control+Enter");
    await eventually(() => shownText(card.getByTestId("comment-text").nth(1)), "Ten bikes");
  });

  it("has contacts, made where they are looked for", async () => {
    const contacts = await unfold(card, "box-contacts");
    await contacts.getByTestId("contact-add").click();
    await contacts.getByTestId("contact-picker-text").fill("Nora Berg <nora@nord.example>");
    await contacts.getByTestId("contact-picker-make").click();
    await contacts.getByTestId("contact").filter({ hasText: "Nora Berg" }).waitFor();
    const theirs = await unfold(bens, "box-contacts");
    await theirs.getByTestId("contact").filter({ hasText: "nora@nord.example" }).waitFor();
  });

  it("says what happened", async () => {
    const timeline = await unfold(card, "box-timeline");
    await timeline.getByTestId("timeline-line").filter({ hasText: "Call them back" }).first().waitFor();
  });

  it("remembers which parts are folded away", async () => {
    await card.getByTestId("section-box-tasks-toggle").click();
    await card.getByTestId("task-new").waitFor({ state: "detached" });
    await ann.waitUntil("saved", 0);
    await ann.gmail.reload();
    await ann.gmail.locator("[data-testid=section-box-tasks][data-folded=true]").waitFor();
  });

  it("is duplicated, and the copy is in the pipeline", async () => {
    await card.getByTestId("box-duplicate").click();
    await card.getByTestId("box-duplicate-submit").click();
    await ann.openPipeline("Sales");
    await rowOf(ann, "Nord Bikes (copy)").waitFor();
  });

  it("went without an error in either Gmail", () => {
    expect(ann.profile.problems).toEqual([]);
    expect(ben.profile.problems).toEqual([]);
  });
});
