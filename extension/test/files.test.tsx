// @vitest-environment happy-dom
/** Files on the options page, over a core that answers as the test says. */
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ImportReport } from "../src/generated/ImportReport";
import type { ImportView } from "../src/generated/ImportView";
import type { NavView } from "../src/generated/NavView";
import { Files } from "../src/options/files";
import { settle } from "./fake-core";
import { samplePipeline } from "./samples";
import { Screen } from "./screen";

const SALES: NavView = {
  id: "p1",
  name: "Sales / EU",
  boxes: 2,
  icon: "",
  colour: null,
  hidden: false,
  opensWith: null,
};

const VIEW: ImportView = {
  form: { delimiter: "comma", hasHeader: true },
  columns: [
    { title: "Deal", examples: ["Acme", "Bolt"] },
    { title: "", examples: ["7", "x"] },
  ],
  plan: {
    targets: [{ kind: "name" }, { kind: "newField", name: "2", content: { kind: "number" } }],
    hasDecimalComma: false,
    dates: "dayMonthYear",
    matchBy: null,
    makesUnknown: true,
    clears: false,
    skipsBadRows: false,
  },
  isDateOrderAmbiguous: false,
  rows: [
    { line: 2, cells: ["Acme", "7"], outcome: "create" },
    { line: 3, cells: ["Bolt", "x"], outcome: "rejected" },
  ],
  problems: [
    {
      line: 3,
      column: 1,
      text: "x",
      code: "not-a-number",
      params: { example: "1234.56" },
      refusal: null,
    },
  ],
  failure: null,
};

const REPORT: ImportReport = {
  rows: 2,
  created: 2,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  problems: [],
  problemCount: 0,
  newFields: ["2"],
  newStages: [],
  newChoices: [],
  newContacts: 0,
  newOrganizations: 0,
};

let screen: Screen;

beforeEach(async () => {
  screen = new Screen();
  await screen.show(<Files />);
  await screen.tell("nav", { kind: "nav", pipelines: [SALES] });
});

afterEach(() => {
  screen.end();
  vi.restoreAllMocks();
});

test("an export is fetched piece by piece and saved under the pipeline's name", async () => {
  const blobs: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return "blob:x";
  });
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  await screen.click("export-boxes");
  const begun = await screen.reply("export", { kind: "exporting", export: 4 });
  expect(begun["what"]).toMatchObject({ kind: "boxes", pipeline: "p1", shape: null });
  const piece = (text: string, done: number, isLast: boolean) =>
    ({ kind: "exported", piece: { text, done, of: 2, isLast } }) as const;
  expect((await screen.reply("exportNext", piece("\ufeffName\r\n", 1, false)))["export"]).toBe(4);
  expect(screen.find("export-state").textContent).toBe("Exporting: 1 of 2");
  await screen.reply("exportNext", piece("Acme\r\n", 2, true));
  expect(saved).toEqual(["Sales EU.csv"]);
  // `text` would leave the mark out, by which spreadsheets know the encoding.
  const bytes = new Uint8Array((await blobs[0]?.arrayBuffer()) ?? new ArrayBuffer(0));
  expect([...bytes]).toEqual([0xef, 0xbb, 0xbf, ...new TextEncoder().encode("Name\r\nAcme\r\n")]);
  expect(screen.find("export-state").textContent).toBe("Saved as Sales EU.csv.");
});

test("a failed export says why and can be tried again", async () => {
  await screen.click("export-everything");
  const failure = { code: "never-signed-in", place: null, params: {} } as const;
  await screen.reply("export", { kind: "failed", failure });
  expect(screen.place.textContent).toContain("Connect Boxwood to a server first.");
  expect(screen.find<HTMLButtonElement>("export-everything").disabled).toBe(false);
});

/** Chooses a file and has it read. */
async function read(text: string): Promise<void> {
  const file = new File([text], "deals.csv", { type: "text/csv" });
  Object.defineProperty(screen.find("import-file"), "files", { value: [file] });
  await screen.click("import-read");
  await screen.reply("import", { kind: "importing", import: 9, run: "r" });
  // The file's bytes are read in tasks of the platform.
  await vi.waitFor(() => expect(last()).toBe("importBytes"));
  const sent = await screen.reply("importBytes", { kind: "nothing" });
  expect(atob(String(sent["bytes"]))).toBe(text);
  await screen.reply("importLook", { kind: "importLooked", view: VIEW });
  await screen.tell("pipeline", { kind: "pipeline", pipeline: samplePipeline() });
}

/** What was asked for last. */
function last(): string | undefined {
  return screen.worker.asked.at(-1)?.request.kind;
}

test("without a file there is nothing to read", async () => {
  await screen.click("import-read");
  expect(screen.place.textContent).toContain("Choose a file first.");
  expect(last()).not.toBe("import");
});

test("a file is looked at, mapped, checked, confirmed and run", async () => {
  await read("Deal,\nAcme,7\nBolt,x\n");
  expect(screen.find("import-mapping").textContent).toContain("Acme, Bolt");
  const problem = screen.find("import-problem").textContent;
  expect(problem).toBe("3Column 2xThis is not a number. Write it as 1234.56.");

  await screen.choose("import-target-1", "ignore");
  // The choice is there at once, and waits for what comes of it.
  expect(screen.find("import-target-1").value).toBe("ignore");
  expect(screen.find<HTMLButtonElement>("import-check").disabled).toBe(true);
  const plan = { ...VIEW.plan, targets: [{ kind: "name" }, { kind: "ignore" }] } as ImportView["plan"];
  const looked = await screen.reply("importLook", {
    kind: "importLooked",
    view: { ...VIEW, plan, problems: [] },
  });
  expect(looked).toMatchObject({ import: 9, form: VIEW.form, plan });
  expect(screen.all("import-problem")).toEqual([]);

  await screen.click("import-check");
  const step = { done: 10, of: 20, report: null };
  await screen.reply("importNext", { kind: "importStepped", step: { phase: "checking", ...step } });
  expect(screen.find<HTMLProgressElement>("import-progress").value).toBe(50);
  await screen.reply("importNext", {
    kind: "importStepped",
    step: { phase: "checked", done: 20, of: 20, report: REPORT },
  });
  expect(screen.find("import-report").textContent).toContain("2 boxes are new");
  expect(screen.find("import-confirm").textContent).toBe("Import 2 rows");

  await screen.click("import-confirm");
  await screen.reply("importConfirm", { kind: "nothing" });
  await screen.reply("importNext", { kind: "importStepped", step: { phase: "running", ...step } });
  await screen.reply("importNext", {
    kind: "importStepped",
    step: { phase: "done", done: 20, of: 20, report: REPORT },
  });
  expect(screen.find("import-state").textContent).toBe("The import is done.");
  await screen.click("import-another");
  expect(last()).toBe("importEnd");
  expect(screen.all("import-file").length).toBe(1);
});

test("cancelling asks for no more and says that what was made stays", async () => {
  await read("Deal,\nAcme,7\nBolt,x\n");
  await screen.click("import-check");
  const checked = { phase: "checked", done: 20, of: 20, report: REPORT } as const;
  await screen.reply("importNext", { kind: "importStepped", step: checked });
  await screen.click("import-confirm");
  await screen.reply("importConfirm", { kind: "nothing" });
  await screen.click("import-cancel");
  expect(last()).toBe("importEnd");
  const step = { phase: "running", done: 10, of: 20, report: null } as const;
  await screen.reply("importNext", { kind: "importStepped", step });
  await act(settle);
  expect(last()).toBe("importEnd");
  expect(screen.place.textContent).toContain("Boxes that it had made stay.");
});

test("rows that cannot be imported keep the others out, and a lost file is begun again", async () => {
  await read("Deal,\nAcme,7\nBolt,x\n");
  await screen.click("import-check");
  const report = { ...REPORT, created: 1, rejected: 1, problems: VIEW.problems, problemCount: 1 };
  const step = { phase: "checked", done: 20, of: 20, report } as const;
  await screen.reply("importNext", { kind: "importStepped", step });
  await screen.click("import-confirm");
  await screen.reply("importConfirm", {
    kind: "failed",
    failure: { code: "not-here", place: "importRows", params: { count: "1" } },
  });
  expect(screen.place.textContent).toContain("1 row cannot be imported. Correct it, or import the others.");
  await screen.click("import-back");
  await screen.reply("importLook", {
    kind: "failed",
    failure: { code: "not-found", place: "file", params: {} },
  });
  expect(screen.place.textContent).toContain("Please begin again.");
  expect(screen.all("import-file").length).toBe(1);
});
