/** A pipeline as a board: cards moved by pointer and by keys, columns that are folded and summed up. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, BEN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox, editCell } from "./pipeline-page.ts";

/** The names of the cards of a column, from top to bottom. */
async function cards(person: Person, stage: string): Promise<string[]> {
  const all = column(person, stage).getByTestId("board-card");
  const found = await all.evaluateAll((nodes) =>
    nodes.map((node) => ({
      at: Number(node.getAttribute("data-index")),
      name: node.querySelector("[data-testid=board-card-name]")?.textContent ?? "",
    })),
  );
  return found.toSorted((a, b) => a.at - b.at).map(({ name }) => name);
}

function column(person: Person, stage: string): Locator {
  return person.gmail.locator(`[data-testid=board-column][data-name=${JSON.stringify(stage)}]`);
}

function card(person: Person, name: string): Locator {
  return person.gmail.getByTestId("board-card").filter({ hasText: name });
}

/** Drags a card onto the middle of another element. */
async function drag(person: Person, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (start === null || end === null) throw new Error("what is dragged is not there");
  const { mouse } = person.gmail;
  await mouse.move(start.x + start.width / 2, start.y + 12);
  await mouse.down();
  await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 5 });
}

describe("the board of a pipeline", () => {
  let scene: Scene;
  let ann: Person;

  /** The box whose card has the focus. */
  async function focused(): Promise<string> {
    return await ann.gmail.evaluate(() => {
      let holder = document.activeElement;
      while (holder?.shadowRoot?.activeElement != null) holder = holder.shadowRoot.activeElement;
      return holder instanceof HTMLButtonElement ? (holder.textContent ?? "") : `${holder?.tagName}`;
    });
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await addBox(ann, "Lead", "South Bikes");
    await addBox(ann, "Contacted", "West Bikes");
    await editCell(ann, "Nord Bikes", "Value", "1000");
    await editCell(ann, "South Bikes", "Value", "500");
    await ann.gmail.getByTestId("layout-board").click();
    await card(ann, "Nord Bikes").waitFor();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("has a column for every stage, with its cards, their number and what they come to", async () => {
    await eventually(() => cards(ann, "Lead"), ["Nord Bikes", "South Bikes"]);
    expect(await column(ann, "Won").getByTestId("board-count").textContent()).toBe("0");
    expect(await column(ann, "Lead").getByTestId("board-summaries").textContent()).toContain("$1,500.00");
  });

  it("moves a card that is dragged, and back by the button of the message", async () => {
    await drag(ann, card(ann, "Nord Bikes"), column(ann, "Contacted"));
    await ann.gmail.mouse.up();
    await eventually(() => cards(ann, "Lead"), ["South Bikes"]);
    await ann.gmail.getByText("Undo", { exact: true }).first().click();
    await eventually(async () => (await cards(ann, "Lead")).includes("Nord Bikes"), true);
  });

  it("leaves a card where it was when the drag is given up, and opens nothing", async () => {
    const before = await cards(ann, "Lead");
    await drag(ann, card(ann, "South Bikes"), column(ann, "Won"));
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.mouse.up();
    expect(await cards(ann, "Lead")).toEqual(before);
    expect(await ann.gmail.getByTestId("box-panel").count()).toBe(0);
  });

  it("puts cards in order by hand", async () => {
    const [first = "", second = ""] = await cards(ann, "Lead");
    await card(ann, first).getByTestId("board-card-name").focus();
    await ann.gmail.keyboard.press("Shift+ArrowDown");
    await eventually(() => cards(ann, "Lead"), [second, first]);
    expect(await focused()).toBe(first);
  });

  it("goes from card to card by arrows, and takes one along with Shift", async () => {
    const name = await focused();
    await ann.gmail.keyboard.press("Shift+ArrowRight");
    await eventually(async () => (await cards(ann, "Contacted")).includes(name), true);
    await eventually(focused, name);
    await ann.gmail.keyboard.press("ArrowLeft");
    await eventually(async () => (await cards(ann, "Lead")).includes(await focused()), true);
  });

  it("opens a box over the board, and gives the focus back to its card", async () => {
    const name = await focused();
    await ann.gmail.keyboard.press("Enter");
    await ann.gmail.getByTestId("box-panel").getByTestId("sheet-name").waitFor();
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("box-panel").waitFor({ state: "detached" });
    await eventually(focused, name);
  });

  it("folds a column, and takes boxes for a stage", async () => {
    await column(ann, "Contacted").getByTestId("board-fold").click();
    await column(ann, "Contacted").getByTestId("board-cards").waitFor({ state: "detached" });
    await column(ann, "Contacted").getByTestId("board-fold").click();
    await column(ann, "Won").getByTestId("board-add").click();
    await ann.gmail.getByTestId("new-box-name").fill("Porto Print");
    await ann.gmail.getByTestId("new-box-add").click();
    await eventually(() => cards(ann, "Won"), ["Porto Print"]);
    await ann.gmail.keyboard.press("Escape");
  });

  it("stands by a dropdown field, too, with a column for every choice", async () => {
    await ann.gmail.getByTestId("group-by").selectOption({ label: "Source" });
    await column(ann, "Event").waitFor();
    const name = "South Bikes";
    await drag(ann, card(ann, name), column(ann, "Event"));
    await ann.gmail.mouse.up();
    await eventually(() => cards(ann, "Event"), [name]);
    await ann.gmail.getByTestId("group-by").selectOption({ label: "Stage" });
  });

  it("is kept in a saved view, which a teammate's browser opens as a board", async () => {
    await ann.gmail.getByTestId("views-save-as").click();
    await ann.gmail.getByTestId("views-save-name").fill("The board");
    await ann.gmail.locator("[data-testid=views-save-as-menu] input[type=checkbox]").check();
    await ann.gmail.getByTestId("views-save-submit").click();
    await ann.gmail.getByTestId("views-changed").waitFor({ state: "detached" });
    await ann.waitUntil("saved", 0);
    const { person: ben } = await scene.join(BEN, "Ben Okafor");
    await ben.openPipeline("Sales");
    await ben.gmail.getByTestId("views").click();
    await ben.gmail.getByTestId("views-view").filter({ hasText: "The board" }).click();
    await column(ben, "Won").waitFor();
    await column(ben, "Lost").scrollIntoViewIfNeeded();
    await drag(ben, card(ben, "Porto Print"), column(ben, "Lost"));
    await ben.gmail.mouse.up();
    await eventually(() => cards(ann, "Lost"), ["Porto Print"]);
    expect(ben.profile.problems).toEqual([]);
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
