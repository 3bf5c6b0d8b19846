// @vitest-environment happy-dom
/** The pipeline view: filter, groups, columns, saved views, fields, stages, undo, settings. */
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { PipelineView } from "../src/generated/PipelineView";
import type { SavedViewView } from "../src/generated/SavedViewView";
import type { WindowView } from "../src/generated/WindowView";
import { PipelinePage } from "../src/ui/pipeline/pipeline-page";
import { PLAIN } from "../src/ui/pipeline/shape";
import { sampleBox, sampleCell, sampleField, samplePipeline, sampleWindow } from "./samples";
import { Screen } from "./screen";

const PIPELINE = samplePipeline({
  stages: [
    { id: "s", name: "Lead", colour: "#5f6368", boxes: 1 },
    { id: "w", name: "Won", colour: "#188038", boxes: 0 },
  ],
  fields: [
    sampleField("amount", "Amount", { kind: "number" }),
    sampleField("site", "Site", { kind: "url" }),
    sampleField("tags", "Tags", {
      kind: "tags",
      choices: [
        { id: "c1", name: "Red" },
        { id: "c2", name: "Blue" },
      ],
    }),
    sampleField("who", "Who", { kind: "contact" }),
  ],
});
const BOX = sampleBox({
  cells: [
    sampleCell("amount", { kind: "empty" }, { unread: "about ten" }),
    sampleCell("site", { kind: "text", text: "hill.example" }),
    sampleCell("tags", { kind: "tags", choices: ["c1"] }),
    sampleCell("who", { kind: "contact", contact: "k" }, { name: "Ann Hill" }),
  ],
});

let screen: Screen;

beforeEach(() => {
  screen = new Screen();
});

afterEach(() => screen.end());

async function show(pipeline: PipelineView = PIPELINE, window: Partial<WindowView> = {}): Promise<void> {
  await screen.show(<PipelinePage id="p" />);
  await screen.tell("pipeline", { kind: "pipeline", pipeline });
  await screen.tell("window", { kind: "window", window: sampleWindow([BOX], window) });
}

function shape() {
  return screen.questions("window").at(-1)?.shape;
}

test("cells show what they hold: a link, tags, the name of a contact, and a mark on what does not fit", async () => {
  await show();
  expect(screen.find("cell-Amount").textContent).toContain("about ten");
  expect(screen.find("cell-unread").textContent).toContain("does not fit");
  const link = screen.find("cell-Site").querySelector("a");
  expect(link?.href).toBe("https://hill.example/");
  expect(link?.rel).toBe("noopener noreferrer");
  expect(screen.find("cell-Tags").textContent).toBe("Red");
  expect(screen.find("cell-Who").textContent).toBe("Ann Hill");
});

test("tags are chosen in a list, and stored together by Enter", async () => {
  await show();
  for (let click = 0; click < 2; click += 1) await screen.click("cell-Tags");
  const blue = screen.find("cell-tags").querySelectorAll("input")[1];
  await act(() => blue?.click());
  expect(screen.deeds()).toEqual([]);
  await screen.press("cell-tags", "Enter");
  expect(screen.deeds()).toEqual([
    { kind: "setField", id: "b", field: "tags", value: { kind: "tags", choices: ["c1", "c2"] } },
  ]);
});

test("a contact is looked for by its name, or made", async () => {
  await show();
  for (let click = 0; click < 2; click += 1) await screen.click("cell-Who");
  await screen.type("cell-picker-text", "Ben Dal");
  expect(screen.questions("contacts").at(-1)).toMatchObject({ text: "Ben Dal" });
  await screen.press("cell-picker-text", "Enter");
  expect(screen.deeds()).toEqual([
    { kind: "createContact", givenName: "Ben", familyName: "Dal", emails: [] },
  ]);
  await screen.done("k2");
  expect(screen.deeds().at(-1)).toEqual({
    kind: "setField",
    id: "b",
    field: "who",
    value: { kind: "contact", contact: "k2" },
  });
});

test("the filter is asked for while one types, and what was not understood is said", async () => {
  await show(PIPELINE, { notes: [{ code: "unknown-field", text: "amont" }] });
  await screen.type("filter", "amont>10");
  expect(shape()?.filter).toBe("amont>10");
  expect(screen.find("filter-notes").textContent).toContain("There is no field “amont”");
  await screen.press("filter", "Escape");
  expect(shape()?.filter).toBe("");
});

test("rows are sorted by several keys, grouped by any column, and summed up", async () => {
  await show();
  const header = (name: string) => screen.find(`column-${name}`).querySelector("button");
  await act(() => header("Amount")?.click());
  await act(() => {
    header("Name")?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
  });
  expect(shape()?.sort.map(({ column }) => column)).toEqual([
    { kind: "field", field: "amount" },
    { kind: "builtIn", key: "name" },
  ]);
  expect(screen.find("column-Amount").getAttribute("aria-sort")).toBe("ascending");
  await screen.choose("group-by", "amount");
  expect(shape()?.group).toEqual({ kind: "field", field: "amount" });
  await screen.click("column-menu-Amount");
  await screen.choose("column-summary", "sum");
  expect(shape()?.summaries).toEqual([{ column: { kind: "field", field: "amount" }, summary: "sum" }]);
});

test("what is said of a group stands in its header", async () => {
  const summary = {
    column: { kind: "field", field: "amount" },
    summary: "sum",
    value: { kind: "number", number: "30" },
  } as const;
  const group = { ...sampleWindow([BOX]).groups[0], summaries: [summary] } as WindowView["groups"][number];
  await show(PIPELINE, { groups: [group], summaries: [summary] });
  expect(screen.find("group-summaries").textContent).toBe("Amount: 30 (sum)");
  expect(screen.find("summaries-total").textContent).toBe("Amount: 30 (sum)");
});

test("columns are hidden, moved, and computed ones are shown", async () => {
  await show();
  await screen.click("columns");
  await screen.choose("columns-show-Notes", false);
  await screen.choose("columns-show-Days in stage", true);
  expect(screen.all("column-Notes")).toEqual([]);
  expect(screen.find("column-Days in stage")).toBeDefined();
  // The core is asked for what is shown, and not for what it is called or how wide it is.
  const asked = shape()?.columns.flatMap(({ column }) => (column.kind === "builtIn" ? [column.key] : []));
  expect(asked).toContain("days-in-stage");
  expect(asked).not.toContain("notes");
});

const VIEW: SavedViewView = {
  id: "v",
  name: "Big ones",
  home: { kind: "mine" },
  pipeline: "p",
  shape: { ...PLAIN, filter: "amount>1000" },
  starred: false,
};

test("a saved view is chosen, changed, saved, and saved under another name", async () => {
  await show();
  await screen.tell("views", { kind: "views", views: [VIEW], more: false });
  await screen.click("views");
  await act(() => screen.all("views-view")[1]?.click());
  expect(shape()?.filter).toBe("amount>1000");
  expect(screen.all("views-changed")).toEqual([]);
  await screen.type("filter", "amount>2000");
  expect(screen.find("views-changed").textContent).toBe("Changed, not saved");
  await screen.click("views-save");
  expect(screen.deeds().at(-1)).toMatchObject({
    kind: "editView",
    view: "v",
    edit: { kind: "setShape", shape: { filter: "amount>2000" } },
  });
  await screen.click("views-save-as");
  await screen.type("views-save-name", "Bigger ones");
  await screen.click("views-save-submit");
  expect(screen.deeds().at(-1)).toMatchObject({ kind: "createView", name: "Bigger ones", pipeline: "p" });
  await screen.click("views-reset");
  expect(shape()?.filter).toBe("amount>1000");
});

test("a pipeline opens with the view that one has chosen for it", async () => {
  screen.pipelines.value = [
    { id: "p", name: "Sales", boxes: 1, icon: "", colour: null, hidden: false, opensWith: "v" },
  ];
  await show();
  await screen.tell("views", { kind: "views", views: [VIEW], more: false });
  expect(shape()?.filter).toBe("amount>1000");
});

test("a view is starred", async () => {
  await show();
  await screen.tell("views", { kind: "views", views: [VIEW], more: false });
  await screen.click("views");
  await screen.click("views-view-star");
  expect(screen.deeds()).toEqual([
    { kind: "set", setting: { kind: "starredView", view: "v", starred: true } },
  ]);
});

test("a field is made, changed, moved, deleted, and brought back", async () => {
  await show();
  const of = { kind: "pipeline", pipeline: "p" };
  await screen.click("add-field");
  await screen.type("new-field-name", "Share");
  await screen.choose("new-field-type", "percent");
  await screen.click("new-field-submit");
  expect(screen.deeds().at(-1)).toEqual({
    kind: "editField",
    of,
    edit: {
      kind: "create",
      name: "Share",
      of: { kind: "percent" },
      place: { after: null, before: null },
    },
  });
  await screen.done("f9");
  await screen.click("column-menu-Amount");
  await screen.type("field-name", "Size");
  await screen.choose("field-type", "text");
  await screen.click("field-submit");
  expect(screen.deeds().at(-1)).toMatchObject({
    kind: "batch",
    commands: [
      { edit: { kind: "rename", field: "amount", name: "Size" } },
      { edit: { kind: "setKind", field: "amount", of: { kind: "text" } } },
    ],
  });
  await screen.click("field-later");
  expect(screen.deeds().at(-1)).toMatchObject({
    edit: { kind: "move", field: "amount", place: { after: "site", before: "tags" } },
  });
  await screen.click("field-delete");
  await screen.done();
  expect(screen.notices.at(-1)?.text).toBe("Deleted the field “Amount”");
  screen.notices.at(-1)?.undo?.();
  expect(screen.deeds().at(-1)).toMatchObject({ edit: { kind: "restore", field: "amount" } });
});

test("a field that is being made is there again when the form is, until it is made", async () => {
  await show();
  await screen.click("add-field");
  await screen.type("new-field-name", "Half");
  await screen.choose("new-field-type", "formula");
  await screen.type("new-field-formula", "[Amount] / 2");
  await screen.press("add-field-menu", "Escape");
  expect(screen.all("new-field-name")).toEqual([]);
  await screen.click("add-field");
  expect(screen.find("new-field-name").value).toBe("Half");
  expect(screen.find("new-field-formula").value).toBe("[Amount] / 2");
  await screen.click("new-field-submit");
  await screen.done("f9");
  await screen.click("add-field");
  expect(screen.find("new-field-name").value).toBe("");
});

test("a stage's name that is being typed is stored when its menu closes", async () => {
  await show();
  await screen.click("stage-menu");
  await screen.type("stage-name", "Prospect");
  await screen.press("stage-menu-menu", "Escape");
  expect(screen.deeds()).toMatchObject([{ edit: { kind: "rename", stage: "s", name: "Prospect" } }]);
});

test("choices are renamed, moved and taken away one by one, so that cells keep theirs", async () => {
  await show();
  await screen.click("column-menu-Tags");
  await screen.type("choice-name", "Scarlet");
  await screen.press("choice-name", "Enter");
  await screen.click("choice-later");
  await screen.click("choice-remove");
  await screen.type("choice-new", "Green");
  await act(() => screen.find("choice-new").form?.requestSubmit());
  await screen.type("field-name", "Colours");
  await screen.click("field-submit");
  const edits = screen.deeds().map((deed) => (deed.kind === "editField" ? deed.edit : deed));
  expect(edits).toMatchObject([
    { kind: "renameChoice", field: "tags", choice: "c1", name: "Scarlet" },
    { kind: "moveChoice", choice: "c1", place: { after: "c2", before: null } },
    { kind: "removeChoice", choice: "c1" },
    { kind: "addChoice", name: "Green", place: { after: "c2", before: null } },
    { kind: "batch", commands: [{ edit: { kind: "rename", name: "Colours" } }] },
  ]);
});

test("a box is added where rows are not grouped by stage, too", async () => {
  await show();
  await screen.choose("group-by", "");
  await screen.click("new-box");
  await screen.type("new-box-name", "South Bikes");
  await screen.choose("new-box-stage", "w");
  await screen.click("new-box-add");
  expect(screen.deeds()).toEqual([
    { kind: "createBox", pipeline: "p", stage: "w", name: "South Bikes", thread: null },
  ]);
  await screen.refuse({ code: "not-allowed", place: null, params: {} });
  expect(screen.find("new-box-name").value).toBe("South Bikes");
});

test("why a formula is not taken is said where it was typed", async () => {
  await show();
  await screen.click("add-field");
  await screen.type("new-field-name", "Half");
  await screen.choose("new-field-type", "formula");
  await screen.type("new-field-formula", "[Amount] /");
  await screen.click("new-field-submit");
  const params = { start: "10", end: "10", problem: "incomplete" };
  await screen.refuse({ code: "formula-syntax", place: "formula", params });
  expect(screen.find("add-field-menu").textContent).toContain("The formula is not complete.");
  expect(screen.find("new-field-formula").value).toBe("[Amount] /");
});

test("a formula that is being typed shows what it comes to, and where it is wrong", async () => {
  await show();
  await screen.click("add-field");
  await screen.choose("new-field-type", "formula");
  await screen.type("new-field-formula", "");
  // What another test typed was asked for as soon as it was shown.
  await screen.reply("read", { kind: "view", view: { kind: "formulaTrials", trials: [] } });
  await screen.type("new-field-formula", "1/[Amount]");
  const error = { code: "#DIV/0!", part: "1/[Amount]" };
  const asked = await screen.reply("read", {
    kind: "view",
    view: {
      kind: "formulaTrials",
      trials: [
        { record: "b1", name: "Nord", value: { kind: "number", number: "0.5" }, error: null },
        { record: "b2", name: "<img onerror>", value: { kind: "empty" }, error },
      ],
    },
  });
  expect(asked["query"]).toMatchObject({ kind: "tryFormula", field: null, formula: "1/[Amount]" });
  const trials = screen.all("formula-trial").map((one) => one.textContent);
  expect(trials).toEqual(["Nord0.5", "<img onerror>Something is divided by zero. It is in 1/[Amount]."]);
  await screen.type("new-field-formula", "é*nope");
  const params = { start: "2", end: "6", problem: "unknown-column", name: "nope" };
  await screen.reply("read", {
    kind: "failed",
    failure: { code: "formula-syntax", place: "formula", params },
  });
  expect(screen.find("formula-problem").textContent).toBe("There is no column “nope”.");
  expect(screen.find("formula-wrong").textContent).toBe("nope");
  expect(screen.find("new-field-formula").getAttribute("aria-invalid")).toBe("true");
  await screen.choose("new-field-formula-column", "Amount");
  expect(screen.find("new-field-formula").value).toContain("[Amount]");
});

test("a stage is renamed, coloured, moved, followed by another, and deleted into one", async () => {
  await show();
  await screen.click("stage-menu");
  await screen.choose("stage-colour", "#ff0000");
  expect(screen.deeds().at(-1)).toMatchObject({ edit: { kind: "setColour", colour: "#ff0000" } });
  await screen.click("stage-later");
  expect(screen.deeds().at(-1)).toMatchObject({
    edit: { kind: "move", stage: "s", place: { after: "w", before: null } },
  });
  await screen.type("stage-new-name", "Contacted");
  await screen.click("stage-add");
  expect(screen.deeds().at(-1)).toMatchObject({
    edit: { kind: "create", name: "Contacted", place: { after: "s", before: "w" } },
  });
  await screen.click("stage-delete");
  expect(screen.deeds().at(-1)).toEqual({
    kind: "editStage",
    pipeline: "p",
    edit: { kind: "delete", stage: "s", into: "w" },
  });
});

test("undo and redo say what they would do, and do it", async () => {
  await show();
  expect(screen.find<HTMLButtonElement>("undo").disabled).toBe(true);
  await screen.tell("undo", { kind: "undo", undo: "renameBox", redo: null });
  expect(screen.find("undo").title).toBe("Undo: Renaming the box");
  await screen.click("undo");
  expect(screen.deeds()).toEqual([{ kind: "undo" }]);
  await screen.refuse({ code: "nothing-to-undo", place: null, params: {} });
  expect(screen.find("toolbar").textContent).toContain("There is nothing to undo");
  await screen.press("grid", "z", { ctrlKey: true, shiftKey: true });
  expect(screen.deeds().at(-1)).toEqual({ kind: "redo" });
});

test("the settings say what a pipeline is and who may do what in it", async () => {
  const person = { id: "u2", name: "Ben", email: "ben@hill.example" };
  await show({
    ...PIPELINE,
    people: [person, { id: "u3", name: "Cleo", email: "cleo@hill.example" }],
    members: [{ person, role: { kind: "viewer" } }],
  });
  await screen.click("pipeline-settings-toggle");
  await screen.type("pipeline-description", "Whom we sell to");
  await screen.press("pipeline-description", "Enter", { ctrlKey: true });
  await screen.choose("pipeline-sharing", "");
  await screen.choose("pipeline-member-ben@hill.example", "admin");
  await screen.choose("pipeline-add-member", "u3");
  const edits = screen.deeds().map((deed) => (deed.kind === "editPipeline" ? deed.edit : deed));
  expect(edits).toEqual([
    { kind: "describe", text: "Whom we sell to" },
    { kind: "share", role: null },
    { kind: "setMember", person: "u2", role: { kind: "admin" } },
    { kind: "setMember", person: "u3", role: { kind: "editor" } },
  ]);
});

test("what was deleted is brought back from the settings", async () => {
  await show({
    ...PIPELINE,
    deletedStages: [{ id: "s9", name: "Old", colour: "#000000", boxes: 0 }],
    deletedFields: [sampleField("f9", "Gone", { kind: "text" })],
  });
  await screen.click("pipeline-settings-toggle");
  for (const button of screen.all("settings-restore")) await act(() => button.click());
  expect(screen.deeds()).toMatchObject([
    { kind: "editStage", edit: { kind: "restore", stage: "s9" } },
    { kind: "editField", edit: { kind: "restore", field: "f9" } },
  ]);
});

test("who may not change the form of a pipeline is offered no way to", async () => {
  const myRights = { ...PIPELINE.myRights, structure: false, share: false };
  await show({ ...PIPELINE, myRights });
  expect(screen.all("add-field")).toEqual([]);
  expect(screen.all("stage-menu")).toEqual([]);
  await screen.click("column-menu-Amount");
  expect(screen.all("field-submit")).toEqual([]);
  await screen.click("pipeline-settings-toggle");
  expect(screen.find<HTMLSelectElement>("pipeline-sharing").disabled).toBe(true);
});
