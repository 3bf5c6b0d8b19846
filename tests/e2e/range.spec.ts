/** Ranges of cells: chosen, copied, pasted, filled down, and changed in bulk; columns moved and resized. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox, cellText, editCell, rowOf } from "./pipeline-page.ts";

describe("a range of cells", () => {
  let scene: Scene;
  let ann: Person;

  const cell = (box: string, column: string): Locator => rowOf(ann, box).getByTestId(`cell-${column}`);
  const clipboard = (): Promise<string> => ann.gmail.evaluate(() => navigator.clipboard.readText());
  const put = (text: string): Promise<void> =>
    ann.gmail.evaluate((what) => navigator.clipboard.writeText(what), text);

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    const permissions = ["clipboard-read", "clipboard-write"];
    await ann.profile.context.grantPermissions(permissions, { origin: "https://mail.google.com" });
    await ann.createPipeline("sales", "Sales");
    for (const name of ["Nord", "South", "West"]) await addBox(ann, "Lead", name);
    await editCell(ann, "Nord", "Value", "1000");
    await editCell(ann, "Nord", "Close date", "2027-03-31");
    await editCell(ann, "Nord", "Source", "Event");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("is chosen with Shift, and copied as a table that a spreadsheet reads", async () => {
    await cell("Nord", "Value").click();
    await cell("South", "Source").click({ modifiers: ["Shift"] });
    await ann.gmail.keyboard.press("Control+c");
    const [first, second] = (await clipboard()).split("\n");
    expect(first).toMatch(/^\$1,000\.00\t2027-03-31\t.*\tEvent$/);
    expect(second).toMatch(/^\t+$/);
  });

  it("takes a table that is pasted, as one step that undo takes back", async () => {
    await put('$2,500.00\t3/31/2027\r\n"1,250.50"\t2027-04-01\r\n');
    await cell("South", "Value").click();
    await ann.gmail.keyboard.press("Control+v");
    await eventually(() => cellText(ann, "South", "Value"), "$2,500.00");
    await eventually(() => cellText(ann, "West", "Value"), "$1,250.50");
    await eventually(() => cellText(ann, "West", "Close date"), "Apr 1, 2027");
    await ann.gmail.keyboard.press("Control+z");
    await eventually(() => cellText(ann, "South", "Value"), "");
    await eventually(() => cellText(ann, "West", "Close date"), "");
  });

  it("leaves cells as they are where what is pasted does not fit, and says so", async () => {
    await put("Nowhere");
    await cell("South", "Source").click();
    await ann.gmail.keyboard.press("Control+v");
    await ann.gmail.getByText("does not fit").waitFor();
    expect(await cellText(ann, "South", "Source")).toBe("");
  });

  it("takes quotes, tabs and line ends into a text", async () => {
    await put('"say ""hi""\tthere"');
    await cell("West", "Next step").click();
    await ann.gmail.keyboard.press("Control+v");
    await eventually(() => cellText(ann, "West", "Next step"), 'say "hi"\tthere');
  });

  it("is filled down, and emptied", async () => {
    await cell("Nord", "Value").click();
    await ann.gmail.keyboard.press("Shift+ArrowDown");
    await ann.gmail.keyboard.press("Shift+ArrowDown");
    await ann.gmail.keyboard.press("Control+d");
    await eventually(() => cellText(ann, "West", "Value"), "$1,000.00");
    await cell("South", "Value").click();
    await cell("West", "Value").click({ modifiers: ["Shift"] });
    await ann.gmail.keyboard.press("Delete");
    await eventually(() => cellText(ann, "West", "Value"), "");
    expect(await cellText(ann, "Nord", "Value")).toBe("$1,000.00");
  });

  it("moves, assigns and archives its boxes all at once, with a way back", async () => {
    await cell("Nord", "Name").click();
    await cell("West", "Name").click({ modifiers: ["Shift"] });
    await eventually(() => ann.gmail.getByTestId("bulk-count").textContent(), "3 boxes");
    await ann.gmail.getByTestId("bulk-assign").selectOption({ label: "Ann Archer" });
    await eventually(() => cellText(ann, "South", "Assigned to"), "Ann Archer");
    await ann.gmail.getByTestId("bulk-move").selectOption({ label: "Won" });
    await eventually(() => cellText(ann, "West", "Stage"), "Won");
    await rowOf(ann, "Nord").waitFor();
    await cell("Nord", "Name").click();
    await cell("South", "Name").click({ modifiers: ["Shift"] });
    await ann.gmail.getByTestId("bulk-delete").click();
    await rowOf(ann, "Nord").waitFor({ state: "detached" });
    await ann.gmail.getByText("Undo", { exact: true }).last().click();
    await rowOf(ann, "Nord").waitFor();
  });

  it("is chosen by dragging", async () => {
    const [from, to] = [
      await cell("Nord", "Value").boundingBox(),
      await cell("South", "Value").boundingBox(),
    ];
    if (from === null || to === null) throw new Error("the cells are not there");
    await ann.gmail.mouse.move(from.x + 20, from.y + 10);
    await ann.gmail.mouse.down();
    await ann.gmail.mouse.move(to.x + 20, to.y + 10, { steps: 4 });
    await ann.gmail.mouse.up();
    await eventually(() => ann.gmail.getByTestId("bulk-count").textContent(), "2 boxes");
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("bulk-bar").waitFor({ state: "detached" });
  });

  it("has columns whose edges are moved by keys and pointer, and which change places", async () => {
    const edge = ann.gmail.getByTestId("column-edge-Stage");
    const before = Number(await edge.getAttribute("aria-valuenow"));
    await edge.focus();
    await edge.press("ArrowRight");
    await eventually(() => edge.getAttribute("aria-valuenow"), String(before + 10));
    const [value, stage] = [
      await ann.gmail.getByTestId("column-Value").locator(".column-sort").boundingBox(),
      await ann.gmail.getByTestId("column-Stage").boundingBox(),
    ];
    if (value === null || stage === null) throw new Error("the columns are not there");
    await ann.gmail.mouse.move(value.x + 8, value.y + 8);
    await ann.gmail.mouse.down();
    await ann.gmail.mouse.move(stage.x + 20, stage.y + 15, { steps: 4 });
    await ann.gmail.mouse.up();
    const order = (): Promise<string[]> =>
      ann.gmail
        .locator("[role=columnheader]")
        .evaluateAll((all) => all.slice(0, 3).map((one) => one.getAttribute("data-testid") ?? ""));
    await eventually(order, ["column-Name", "column-Value", "column-Stage"]);
    await ann.gmail.getByTestId("views-changed").waitFor();
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
