/** Boxes go out as a table, and a table comes in as boxes. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxNames } from "./core.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox } from "./pipeline-page.ts";

/** The table that comes in: its second row lacks what every box has. */
const TABLE = "Deal;Stage;Seats\nSüd Räder;Lead;12\n;Lead;7\nOst Bahn;Lead;3\n";

describe("import and export", () => {
  let scene: Scene;
  let ann: Person;
  let page: Page;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ person: ann } = await scene.join(ANN, "Ann Archer"));
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.waitUntil("saved", 0);
    page = await ann.options();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("saves a pipeline's boxes as a table", async () => {
    const download = page.waitForEvent("download");
    await page.getByTestId("export-boxes").click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("Sales.csv");
    const lines = (await readFile(await saved.path(), "utf8")).split("\r\n");
    expect(lines[0]).toMatch(/^\ufeffName,Stage,Assignees,Contacts,Organizations,Notes,Made,/);
    expect(lines[1]).toMatch(/^Nord Bikes,Lead,/);
    expect(lines.slice(2)).toEqual([""]);
  });

  it("tells what is wrong with a table, and makes boxes of the rest when asked to", async () => {
    const buffer = Buffer.from(TABLE);
    await page.getByTestId("import-file").setInputFiles({ name: "deals.csv", mimeType: "text/csv", buffer });
    await page.getByTestId("import-read").click();
    const problem = page.getByTestId("import-problem");
    await problem.waitFor();
    expect(await problem.innerText()).toContain("A new box needs a name.");
    expect(await page.getByTestId("import-target-0").inputValue()).toBe("name");

    // All or nothing, until somebody says otherwise.
    await page.getByTestId("import-check").click();
    await page.getByTestId("import-confirm").click();
    await page.getByText("1 row cannot be imported. Correct it, or import the others.").waitFor();
    expect(await boxNames(page, ANN)).toEqual(["Nord Bikes"]);
    await page.getByTestId("import-back").click();
    await page.getByTestId("import-skips-bad-rows").check();
    await page.getByTestId("import-check").click();
    await page.getByTestId("import-confirm").click();
    await page.getByText("The import is done.").waitFor();
    expect(await boxNames(page, ANN)).toEqual(["Nord Bikes", "Ost Bahn", "Süd Räder"]);
    // Gmail's tab and the server learn of them as of any change.
    await ann.row("Süd Räder").waitFor();
    await ann.waitUntil("saved", 0);
  });
});
