/** Boxes go out as a table, and a table comes in as boxes. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxNames, read } from "./core.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox } from "./pipeline-page.ts";

/** The table that comes in: its second row lacks what every box has. */
const TABLE = "Deal;Stage;Seats\nSüd Räder;Lead;12\n;Lead;7\nOst Bahn;Lead;3\n";

/** The second card has neither a name nor an address. */
const CARDS =
  "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lind;Maya\r\nEMAIL:maya@nord.example\r\nEND:VCARD\r\n" +
  "BEGIN:VCARD\r\nVERSION:3.0\r\nTITLE:Nobody\r\nEND:VCARD\r\n";

describe("import and export", () => {
  let scene: Scene;
  let ann: Person;
  let page: Page;
  /** Ann's boxes, as they were saved. */
  let table: string;

  /** Has a file read on the options page. */
  async function choose(name: string, text: string): Promise<void> {
    const buffer = Buffer.from(text);
    await page.getByTestId("import-file").setInputFiles({ name, mimeType: "text/plain", buffer });
    await page.getByTestId("import-read").click();
  }

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
    expect(lines[0]).toMatch(/,Box id$/);
    expect(lines[1]).toMatch(/^Nord Bikes,Lead,/);
    expect(lines.slice(2)).toEqual([""]);
    table = lines.join("\r\n");
  });

  it("finds the boxes of such a table by their ids when it comes in changed", async () => {
    await choose("changed.csv", table.replace("Nord Bikes", "Nord Cycles"));
    await page.getByTestId("import-plan").waitFor();
    expect(await page.getByTestId("import-match").inputValue()).not.toBe("");
    await page.getByTestId("import-check").click();
    await page.getByText("1 box changes").waitFor();
    await page.getByTestId("import-confirm").click();
    await page.getByText("The import is done.").waitFor();
    expect(await boxNames(page, ANN)).toEqual(["Nord Cycles"]);
    await page.getByTestId("import-another").click();
  });

  it("saves what a pipeline's page shows, as it shows it", async () => {
    // Behind another tab a page is hardly drawn.
    await ann.gmail.bringToFront();
    await ann.openPipeline("Sales");
    await ann.gmail.getByTestId("filter").fill("cycles");
    await ann.gmail.getByTestId("export").click();
    expect(await savedFrom(ann.gmail, "export-view")).toMatch(
      /^\ufeffName,(?!.*Made).*Box id\r\nNord Cycles,.*\r\n$/,
    );
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("filter").fill("nothing of this name");
    await ann.gmail.getByTestId("export").click();
    expect(await savedFrom(ann.gmail, "export-view")).toMatch(/^\ufeffName,.*Box id\r\n$/);
    expect(await savedFrom(ann.gmail, "export-pipeline")).toMatch(/\r\nNord Cycles,/);
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("filter").fill("");
    await page.bringToFront();
  });

  it("tells what is wrong with a table, and makes boxes of the rest when asked to", async () => {
    await choose("deals.csv", TABLE);
    const problem = page.getByTestId("import-problem");
    await problem.waitFor();
    expect(await problem.innerText()).toContain("A new box needs a name.");
    expect(await page.getByTestId("import-target-0").inputValue()).toBe("name");

    // All or nothing, until somebody says otherwise.
    await page.getByTestId("import-check").click();
    await page.getByTestId("import-confirm").click();
    await page.getByText("1 row cannot be imported. Correct it, or import the others.").waitFor();
    expect(await boxNames(page, ANN)).toEqual(["Nord Cycles"]);
    await page.getByTestId("import-back").click();
    await page.getByTestId("import-skips-bad-rows").check();
    await page.getByTestId("import-check").click();
    await page.getByTestId("import-confirm").click();
    await page.getByText("The import is done.").waitFor();
    expect(await boxNames(page, ANN)).toEqual(["Nord Cycles", "Ost Bahn", "Süd Räder"]);
    // Gmail's tab and the server learn of them as of any change.
    await ann.row("Süd Räder").waitFor();
    await ann.waitUntil("saved", 0);
  });

  it("tells what cards would do, and makes contacts of them all or of none", async () => {
    await page.getByTestId("import-another").click();
    await choose("people.vcf", CARDS);
    await page.getByTestId("cards-rows").waitFor();
    const rows = await page.getByTestId("cards-rows").locator("tbody tr").allInnerTexts();
    expect(rows.map((row) => row.split(/\s*\t\s*/).slice(1, 3))).toEqual([
      ["Makes a contact", "Maya Lind"],
      ["Cannot be imported", ""],
    ]);
    expect(await page.getByTestId("cards-problem").innerText()).toContain(
      "A contact needs a name or an e-mail address.",
    );
    await page.getByTestId("cards-confirm").click();
    await page.getByText("1 card cannot be imported. Correct it, or import the others.").waitFor();
    expect(await contacts()).toEqual([]);
    await page.getByTestId("cards-skips-bad").check();
    await page.getByTestId("cards-confirm").click();
    await page.getByText("The import is done.").waitFor();
    expect(await contacts()).toEqual(["Maya Lind"]);
    await page.getByTestId("cards-leave").click();
    // Who is there already is found by the address.
    await choose("people.vcf", CARDS);
    await page.getByText("Is “Maya Lind” already").waitFor();
    await page.getByTestId("cards-leave").click();
  });

  it("says of a file what it is where it cannot take it", async () => {
    await choose("boxwood.json", '{"format":"boxwood","version":1}');
    await page.getByText("This is a backup (JSON).").waitFor();
    await choose("broken.vcf", "BEGIN:VCARD\nN:Lind;Maya\n");
    await page.getByText("The card does not end.").waitFor();
    expect(await page.getByTestId("cards-confirm").count()).toBe(0);
  });

  it("goes on with an import in the middle of which the service worker died, and doubles nothing", async () => {
    const before = (await boxNames(page, ANN)).length;
    const rows = 6_000;
    const lines = Array.from({ length: rows }, (_, n) => `Bulk ${n},Lead`);
    await page.getByTestId("cards-leave").click();
    await choose("bulk.csv", `Deal,Stage\n${lines.join("\n")}\n`);
    await page.getByTestId("import-check").click();
    await page.getByTestId("import-confirm").click();
    await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0);
    await ann.killWorker();
    await page.getByText("Boxwood was started anew in the middle of the import.").waitFor();
    const said = await page.getByTestId("import-state").innerText();
    const [made = 0, left = 0] = (said.match(/[\d,]+/g) ?? []).map((count) =>
      Number(count.replace(/,/g, "")),
    );
    expect(made).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
    expect(made + left).toBe(rows);
    await page.getByTestId("import-confirm").click();
    await page.getByText("The import is done.").waitFor();
    const names = await boxNames(page, ANN);
    expect(names.length).toBe(before + rows);
    expect(new Set(names).size).toBe(before + rows);
  });

  async function contacts(): Promise<string[]> {
    const view = await read(page, ANN, { kind: "contacts", text: "", first: 0, count: 9 });
    return view.kind === "contacts" ? view.rows.map(({ name }) => name) : [];
  }
});

/** What a button has the browser save. */
async function savedFrom(page: Page, testId: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByTestId(testId).click();
  return await readFile(await (await download).path(), "utf8");
}
