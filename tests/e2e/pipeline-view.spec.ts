/** The view of a pipeline: filtered, grouped, with columns of every type, saved, and undone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriers } from "../screens/axe.ts";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox, cellText, editCell, rowOf } from "./pipeline-page.ts";

describe("the view of a pipeline", () => {
  let scene: Scene;
  let ann: Person;

  /** Adds a field at the end. */
  async function addField(name: string, type: string): Promise<void> {
    await ann.gmail.getByTestId("add-field").click();
    await ann.gmail.getByTestId("new-field-name").fill(name);
    await ann.gmail.getByTestId("new-field-type").selectOption(type);
    await ann.gmail.getByTestId("new-field-submit").click();
    await ann.gmail.getByTestId(`column-${name}`).waitFor();
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await addBox(ann, "Lead", "South Bikes");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("has fields of a new type, whose cells read as their type does", async () => {
    await addField("Share", "percent");
    await editCell(ann, "Nord Bikes", "Share", "15.5");
    await eventually(() => cellText(ann, "Nord Bikes", "Share"), "15.5%");
    await addField("Site", "url");
    await editCell(ann, "Nord Bikes", "Site", "nord.example/bikes");
    const link = rowOf(ann, "Nord Bikes").getByTestId("cell-Site").locator("a");
    await eventually(() => link.getAttribute("href"), "https://nord.example/bikes");
  });

  it("has formulas, which show what they come to and where they are wrong while they are typed", async () => {
    await editCell(ann, "Nord Bikes", "Value", "1000");
    await ann.gmail.getByTestId("add-field").click();
    await ann.gmail.getByTestId("new-field-name").fill("Weighted");
    await ann.gmail.getByTestId("new-field-type").selectOption("formula");
    const text = ann.gmail.getByTestId("new-field-formula");
    await text.fill("ROUND([Worth] * 0.2");
    await eventually(() => ann.gmail.getByTestId("formula-wrong").textContent(), "[Worth]");
    await ann.gmail.getByText("There is no column “Worth”.").waitFor();
    expect(await text.getAttribute("aria-invalid")).toBe("true");
    await text.fill("1 / ");
    await ann.gmail.getByText("The formula is not complete.").waitFor();
    await ann.gmail.getByTestId("new-field-formula-column").selectOption({ label: "Value" });
    expect(await text.inputValue()).toBe("1 / [Value]");
    const trial = (box: string) => ann.gmail.getByTestId("formula-trial").filter({ hasText: box });
    await eventually(() => trial("Nord Bikes").locator("dd").textContent(), "0.001");
    await trial("South Bikes").getByText("divided by zero").waitFor();
    expect(await barriers(ann.gmail)).toEqual([]);
    await text.fill("[Value] * 0.2");
    await eventually(() => trial("Nord Bikes").locator("dd").textContent(), "200");
    await ann.gmail.getByTestId("new-field-submit").click();
    await eventually(() => cellText(ann, "Nord Bikes", "Weighted"), "200");
  });

  it("shows what a filter leaves, and all again without one", async () => {
    await ann.gmail.getByTestId("filter").fill("nord");
    await rowOf(ann, "South Bikes").waitFor({ state: "detached" });
    await rowOf(ann, "Nord Bikes").waitFor();
    await ann.gmail.getByTestId("filter").fill("");
    await rowOf(ann, "South Bikes").waitFor();
  });

  it("is saved under a name, and is there again when it is chosen", async () => {
    await ann.gmail.getByTestId("filter").fill("south");
    await ann.gmail.getByTestId("views-save-as").click();
    await ann.gmail.getByTestId("views-save-name").fill("The south");
    await ann.gmail.getByTestId("views-save-submit").click();
    await ann.gmail.getByTestId("views-changed").waitFor({ state: "detached" });
    await ann.gmail.getByTestId("views").click();
    await ann.gmail.getByTestId("views-view").first().click();
    await rowOf(ann, "Nord Bikes").waitFor();
    await ann.gmail.getByTestId("views").click();
    await ann.gmail.getByTestId("views-view").filter({ hasText: "The south" }).click();
    await rowOf(ann, "Nord Bikes").waitFor({ state: "detached" });
    expect(await ann.gmail.getByTestId("filter").inputValue()).toBe("south");
    await ann.gmail.getByTestId("filter").fill("");
  });

  it("takes an edit back, and does it again", async () => {
    await editCell(ann, "South Bikes", "Name", "Southern Bikes");
    await ann.gmail.getByTestId("undo").click();
    await rowOf(ann, "South Bikes").waitFor();
    await ann.gmail.getByTestId("redo").click();
    await rowOf(ann, "Southern Bikes").waitFor();
  });

  it("brings a deleted field back from the settings, cells and all", async () => {
    await ann.gmail.getByTestId("column-Share").hover();
    await ann.gmail.getByTestId("column-menu-Share").click();
    await ann.gmail.getByTestId("field-delete").click();
    await ann.gmail.getByTestId("column-Share").waitFor({ state: "detached" });
    await ann.gmail.getByTestId("pipeline-settings-toggle").click();
    await ann.gmail.getByTestId("settings-restore").first().click();
    await eventually(() => cellText(ann, "Nord Bikes", "Share"), "15.5%");
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
