/** The rows of a table: found by a text in them, and put in another order and into other stages. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriers } from "../screens/axe.ts";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox, cellText, editCell, rowOf } from "./pipeline-page.ts";

describe("the rows of a table", () => {
  let scene: Scene;
  let ann: Person;

  const cell = (box: string, column: string): Locator => rowOf(ann, box).getByTestId(`cell-${column}`);
  const found = (): Promise<string | null> => ann.gmail.getByTestId("find-count").textContent();
  const active = (): Promise<string> => ann.gmail.locator(".cell.active").first().innerText();
  /** The names of the boxes, from the top. */
  const order = (): Promise<string[]> =>
    ann.gmail
      .getByTestId("box-row")
      .evaluateAll((rows) =>
        rows
          .toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
          .map((row) => row.querySelector("[data-testid=cell-Name] .cell-text")?.textContent ?? ""),
      );

  /** Presses on the grip of a row, and goes with it to the edge between rows above another one. */
  async function drag(box: string, above: Locator): Promise<void> {
    await rowOf(ann, box).hover();
    const [grip, to] = [
      await rowOf(ann, box).getByTestId("row-grip").boundingBox(),
      await above.boundingBox(),
    ];
    if (grip === null || to === null) throw new Error("the rows are not there");
    await ann.gmail.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await ann.gmail.mouse.down();
    await ann.gmail.mouse.move(to.x + 60, to.y + 4, { steps: 6 });
    await ann.gmail.getByTestId("row-drop").waitFor();
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    for (const name of ["Nord", "South", "West"]) await addBox(ann, "Lead", name);
    await addBox(ann, "Contacted", "Far north");
    await editCell(ann, "West", "Next step", "Call Nord first");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("are found by Ctrl-F, gone through and marked, until Escape", async () => {
    await cell("Nord", "Name").click();
    await ann.gmail.keyboard.press("Control+f");
    await ann.gmail.keyboard.type("nor");
    await eventually(found, "1 of 3");
    expect(await ann.gmail.locator(".cell mark").allTextContents()).toEqual(["Nor", "Nor", "nor"]);
    await ann.gmail.keyboard.press("Enter");
    await eventually(found, "2 of 3");
    await eventually(active, "Call Nord first");
    await ann.gmail.keyboard.press("Shift+Enter");
    await ann.gmail.keyboard.press("Shift+Enter");
    await eventually(found, "3 of 3");
    await eventually(active, "Far north");
    expect(await barriers(ann.gmail)).toEqual([]);
    await ann.gmail.keyboard.type("xyz");
    await eventually(found, "Nothing found");
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("find-bar").waitFor({ state: "detached" });
    expect(await ann.gmail.locator(".cell mark").count()).toBe(0);
    // The keys are the table's again.
    await ann.gmail.keyboard.press("Home");
    await ann.gmail.keyboard.press("ArrowUp");
    await eventually(() => ann.gmail.locator(".group.active").count(), 1);
  });

  it("find what changes while one looks", async () => {
    await cell("South", "Name").click();
    await ann.gmail.keyboard.press("Control+f");
    await ann.gmail.keyboard.type("harbour");
    await eventually(found, "Nothing found");
    await editCell(ann, "South", "Next step", "Meet at the harbour");
    await eventually(found, "1 of 1");
    await ann.gmail.getByTestId("find-close").click();
  });

  it("are put in an order of one's own by their grips, and by keys", async () => {
    await eventually(order, ["Nord", "South", "West", "Far north"]);
    await drag("West", rowOf(ann, "Nord"));
    await ann.gmail.mouse.up();
    await eventually(order, ["West", "Nord", "South", "Far north"]);
    await cell("West", "Name").click();
    await ann.gmail.keyboard.press("Alt+ArrowDown");
    await eventually(order, ["Nord", "West", "South", "Far north"]);
    await eventually(active, "West");
    await ann.gmail.keyboard.press("Control+z");
    await eventually(order, ["West", "Nord", "South", "Far north"]);
  });

  it("go to another stage with their grips, with a way back, and not when Escape is pressed", async () => {
    await drag("South", rowOf(ann, "Far north"));
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("row-drop").waitFor({ state: "detached" });
    await ann.gmail.mouse.up();
    expect(await cellText(ann, "South", "Stage")).toBe("Lead");
    await drag("South", rowOf(ann, "Far north"));
    await ann.gmail.mouse.up();
    await eventually(() => cellText(ann, "South", "Stage"), "Contacted");
    await eventually(order, ["West", "Nord", "South", "Far north"]);
    await ann.gmail.getByText("Moved to Contacted").waitFor();
    await ann.gmail.getByText("Undo", { exact: true }).last().click();
    await eventually(() => cellText(ann, "South", "Stage"), "Lead");
  });

  it("go to another stage by keys, all of a range at once", async () => {
    await cell("Nord", "Name").click();
    await cell("South", "Name").click({ modifiers: ["Shift"] });
    await ann.gmail.keyboard.press("Alt+ArrowDown");
    await eventually(() => cellText(ann, "Nord", "Stage"), "Contacted");
    await eventually(() => cellText(ann, "South", "Stage"), "Contacted");
    await cell("Nord", "Name").click();
    await ann.gmail.keyboard.press("Alt+ArrowUp");
    await eventually(() => cellText(ann, "Nord", "Stage"), "Lead");
  });

  it("say why they stay where they are while they are sorted", async () => {
    await ann.gmail.getByTestId("column-Name").locator(".column-sort").click();
    await cell("West", "Name").click();
    await ann.gmail.keyboard.press("Alt+ArrowUp");
    await ann.gmail.getByText("The rows are sorted.").waitFor();
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
