/** The palette: everything by one shortcut, and the keyboard's cheat sheet. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import { expectText, type Person } from "./person.ts";
import { addBox } from "./pipeline-page.ts";

describe("the palette", () => {
  let scene: Scene;
  let ann: Person;

  async function first(): Promise<string> {
    return (await ann.gmail.getByTestId("palette-hit").first().textContent()) ?? "";
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.go("#inbox");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("opens a box by a part of its name, from Gmail's inbox", async () => {
    await ann.gmail.keyboard.press("Control+k");
    await ann.gmail.getByTestId("palette-text").pressSequentially("nord");
    await eventually(async () => (await first()).includes("Nord Bikes"), true);
    await ann.gmail.keyboard.press("Enter");
    await expectText(ann.gmail.getByTestId("sheet-name"), "Nord Bikes");
    await ann.gmail.getByTestId("palette").waitFor({ state: "detached" });
  });

  it("goes to pipelines and places by name", async () => {
    await ann.gmail.keyboard.press("Control+k");
    await ann.gmail.getByTestId("palette-text").pressSequentially("sal");
    await ann.gmail.keyboard.press("Enter");
    await expectText(ann.gmail.getByTestId("pipeline-name"), "Sales");
    await ann.gmail.keyboard.press("Control+k");
    await ann.gmail.getByTestId("palette-text").pressSequentially("contacts");
    await ann.gmail.keyboard.press("Enter");
    await ann.gmail.getByTestId("contact-list").waitFor();
  });

  it("says that nothing is called so, and Escape closes it", async () => {
    await ann.gmail.keyboard.press("Control+k");
    await ann.gmail.getByTestId("palette-text").pressSequentially("zzzz");
    await ann.gmail.getByTestId("palette-none").waitFor();
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("palette").waitFor({ state: "detached" });
  });

  it("shows the cheat sheet, by its own shortcut too", async () => {
    await ann.gmail.keyboard.press("Control+k");
    await ann.gmail.getByTestId("palette-text").pressSequentially("keyboard");
    await ann.gmail.keyboard.press("Enter");
    await ann.gmail.getByTestId("key-sheet").waitFor();
    await ann.gmail.getByTestId("key-sheet-close").click();
    await ann.gmail.keyboard.press("Control+/");
    await ann.gmail.getByTestId("key-sheet").waitFor();
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("palette").waitFor({ state: "detached" });
  });

  it("gives the focus back to the cell that had it", async () => {
    await ann.openPipeline("Sales");
    await ann.gmail.getByTestId("grid").focus();
    await ann.gmail.keyboard.press("Control+k");
    await ann.gmail.getByTestId("palette-text").waitFor();
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("palette").waitFor({ state: "detached" });
    const focused = await ann.gmail.evaluate(() => {
      let holder = document.activeElement;
      while (holder?.shadowRoot?.activeElement != null) holder = holder.shadowRoot.activeElement;
      return holder?.getAttribute("data-testid");
    });
    expect(focused).toBe("grid");
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
