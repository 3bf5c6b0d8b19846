// @vitest-environment happy-dom
/** All about a box, beside its mail: people, tasks, comments, meetings, files, and what is done with it. */
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { BoxEdit } from "../src/generated/BoxEdit";
import type { BoxPage } from "../src/generated/BoxPage";
import { BoxDetails } from "../src/ui/box/box-details";
import { mentionsIn } from "../src/ui/box/comments";
import { dueOf, dueParts, isOverdue } from "../src/ui/box/due";
import { zone } from "../src/words/formats";
import { samplePage, samplePipeline } from "./samples";
import { Screen } from "./screen";

const PEOPLE = [
  { id: "u1", name: "Ann", email: "ann@hill.example" },
  { id: "u2", name: "", email: "ben@hill.example" },
];
const PIPELINE = samplePipeline({ people: PEOPLE });

let screen: Screen;

beforeEach(() => {
  screen = new Screen();
});

afterEach(() => screen.end());

/** Shows all about a box, every part open. */
async function show(changes: Partial<BoxPage> = {}): Promise<void> {
  await screen.show(<BoxDetails id="b" />);
  const page = samplePage({ pipeline: PIPELINE, ...changes });
  await screen.tell("boxPage", { kind: "boxPage", page });
  const folded = ["contacts", "organizations", "meetings", "files", "links"].map(
    (part) => `box-${part}-open`,
  );
  await screen.tell("settings", { kind: "settings", settings: { language: null, folded } });
}

/** What was asked to be changed about the box. */
function edits(): BoxEdit[] {
  return screen.deeds().flatMap((deed) => (deed.kind === "editBoxes" ? [deed.edit] : []));
}

const TASK = {
  id: "t",
  text: "Call",
  due: { at: Date.UTC(2020, 0, 2), isAllDay: true, zone: "UTC" },
  assignees: ["u1"],
  doneAt: null,
  createdAt: 0,
  createdBy: "u1",
};

test("parts are folded away and opened, for every box, by a setting", async () => {
  await show();
  expect(screen.find("section-box-tasks").dataset["folded"]).toBe("false");
  expect(screen.find("section-box-timeline").dataset["folded"]).toBe("true");
  await screen.click("section-box-tasks-toggle");
  await screen.click("section-box-timeline-toggle");
  expect(screen.find("section-box-tasks").dataset["folded"]).toBe("true");
  expect(screen.find("timeline")).toBeDefined();
  expect(screen.questions("timeline").at(-1)).toMatchObject({ of: { kind: "box", id: "b" } });
  expect(screen.deeds()).toEqual([
    { kind: "set", setting: { kind: "folded", part: "box-tasks", folded: true } },
    { kind: "set", setting: { kind: "folded", part: "box-timeline-open", folded: true } },
  ]);
});

test("a task is added, done, changed, given to others, and deleted", async () => {
  await show({ tasks: [TASK] });
  expect(screen.find("task-overdue").textContent).toContain("Overdue since Jan 2, 2020");
  await screen.choose("task-done", true);
  await screen.choose("task-due-date", "");
  await screen.click("task-assignees");
  await act(() => screen.find("task-assignees-list").querySelectorAll("input")[1]?.click());
  await screen.press("task-assignees-list", "Enter");
  await screen.click("task-delete");
  await screen.type("task-new", "Write");
  await screen.choose("task-new-due-date", "2030-01-02");
  await screen.click("task-add");
  expect(edits()).toEqual([
    { kind: "task", edit: { kind: "setDone", task: "t", done: true } },
    { kind: "task", edit: { kind: "setDue", task: "t", due: null } },
    { kind: "task", edit: { kind: "setDeleted", task: "t", deleted: true } },
    {
      kind: "task",
      edit: {
        kind: "create",
        text: "Write",
        due: { at: new Date(2030, 0, 2).getTime(), isAllDay: true, zone: zone() },
        assignees: [],
      },
    },
  ]);
  const batch = screen.deeds().find(({ kind }) => kind === "batch");
  expect(batch).toMatchObject({
    commands: [{ edit: { kind: "task", edit: { kind: "assign", task: "t", person: "u2", on: true } } }],
  });
  await screen.done();
  expect(screen.find("task-new").value).toBe("");
});

test("what was written and not sent is there again with the screen", async () => {
  await show();
  await screen.type("comment-new", "half a thou");
  await screen.click("comment-send");
  await screen.refuse({ code: "not-allowed", place: null, params: {} });
  expect(screen.find("comment-new").value).toBe("half a thou");
  screen.end();
  screen = new Screen();
  await show();
  expect(screen.find("comment-new").value).toBe("half a thou");
  await screen.click("comment-send");
  await screen.done();
  expect(screen.find("comment-new").value).toBe("");
});

test("a comment is answered, reacted to, written anew and deleted; only one's own is", async () => {
  const comment = {
    id: "c",
    parent: null,
    text: "Hello",
    mentions: [],
    reactions: [{ emoji: "🚀", people: ["u1"] }],
    createdAt: 0,
    createdBy: "u1",
    edited: false,
  };
  await show({ comments: [comment, { ...comment, id: "c2", createdBy: "u2", reactions: [] }] });
  expect(screen.all("comment-edit")).toHaveLength(1);
  await screen.click("comment-reaction");
  await screen.click("comment-reply");
  await screen.type("comment-answer", "Hi @ann");
  await screen.click("comment-send");
  await screen.done();
  await screen.click("comment-edit");
  await screen.type("comment-editor", "Hello there");
  await screen.press("comment-editor", "Enter", { ctrlKey: true });
  await screen.click("comment-delete");
  expect(edits().map((edit) => (edit.kind === "comment" ? edit.edit : edit))).toEqual([
    { kind: "react", comment: "c", emoji: "🚀", on: false },
    { kind: "create", text: "Hi @ann", mentions: ["u1"], parent: "c" },
    { kind: "setText", comment: "c", text: "Hello there", mentions: [] },
    { kind: "setDeleted", comment: "c", deleted: true },
  ]);
});

test("people are mentioned by their name, or by their address", () => {
  expect(mentionsIn("@Ann and @ben@hill.example", PEOPLE)).toEqual(["u1", "u2"]);
  expect(mentionsIn("Ann, write to ben@hill.example", PEOPLE)).toEqual([]);
});

test("contacts and organizations are starred, put to auto-box, taken out, and looked for", async () => {
  const association = { isStarred: false, isAutoBoxed: false };
  const contact = { id: "k", name: "Ann Hill", address: "ann@hill.example", association };
  await show({ contacts: [contact] });
  await screen.click("contact-star");
  await screen.choose("contact-auto-box", true);
  await screen.click("contact-remove");
  await screen.click("organization-add");
  const rows = [{ id: "o", name: "Hill", address: "hill.example" }];
  await screen.tell("organizations", { kind: "organizations", rows, total: 1 });
  await screen.press("organization-picker-text", "Enter");
  expect(edits()).toEqual([
    { kind: "contact", contact: "k", association: { isStarred: true, isAutoBoxed: false } },
    { kind: "contact", contact: "k", association: { isStarred: false, isAutoBoxed: true } },
    { kind: "contact", contact: "k", association: null },
    { kind: "organization", organization: "o", association: { isStarred: true, isAutoBoxed: false } },
  ]);
});

test("a meeting is written down, changed and deleted; minutes are a number", async () => {
  const meeting = {
    id: "m",
    of: "meeting",
    startsAt: 0,
    minutes: 30,
    notes: "",
    createdBy: "u1",
  } as const;
  await show({ meetings: [meeting] });
  await screen.type("meeting-minutes", "soon");
  await screen.press("meeting-minutes", "Enter");
  expect(edits()).toEqual([]);
  await screen.type("meeting-minutes", "45");
  await screen.press("meeting-minutes", "Enter");
  await screen.click("meeting-delete");
  await screen.click("meeting-new");
  await screen.type("meeting-new-notes", "They agreed");
  await screen.click("meeting-add");
  expect(edits()).toMatchObject([
    { edit: { kind: "setMinutes", meeting: "m", minutes: 45 } },
    { edit: { kind: "setDeleted", meeting: "m", deleted: true } },
    { edit: { kind: "create", of: "meeting", minutes: null, notes: "They agreed" } },
  ]);
});

test("a file leads only into the web", async () => {
  const file = { id: "f", name: "Plan", url: "javascript:alert(1)", createdAt: 0, createdBy: "u1" };
  await show({ files: [file, { ...file, id: "g", url: "https://hill.example/plan" }] });
  expect(screen.all<HTMLAnchorElement>("file-open").map(({ href }) => href)).toEqual([
    "https://hill.example/plan",
  ]);
  await screen.type("file-new", "https://hill.example/offer");
  await screen.type("file-new-name", "Offer");
  await screen.click("file-add");
  expect(edits()).toEqual([
    { kind: "file", edit: { kind: "create", name: "Offer", url: "https://hill.example/offer" } },
  ]);
});

test("who follows a box is said by name", async () => {
  await show({ followers: ["u1", "u2"] });
  expect(screen.find("box-followers").textContent).toBe("Followed by Ann, ben@hill.example");
  await screen.click("box-follow");
  expect(edits()).toEqual([{ kind: "follow", person: null, on: false }]);
});

test("a box is followed, archived, duplicated, moved, linked and merged", async () => {
  const nav = { name: "Hiring", boxes: 0, icon: "", colour: null, hidden: false, opensWith: null };
  screen.pipelines.value = [
    { ...nav, id: "p" },
    { ...nav, id: "q" },
  ];
  await show();
  await screen.click("box-follow");
  await screen.click("box-archive");
  await screen.click("box-duplicate");
  await screen.click("box-duplicate-submit");
  await screen.done();
  await screen.click("box-move");
  await screen.click("box-move-submit");
  await screen.done();
  const label = {
    id: "other",
    name: "South Bikes",
    pipeline: "p",
    pipelineName: "Sales",
    stageName: "Lead",
    colour: "#5f6368",
  };
  for (const way of ["link-add", "box-merge"]) {
    await screen.click(way);
    await screen.tell("findBoxes", { kind: "boxes", hits: [{ label }] });
    await screen.click("find-box-hit");
    await screen.done();
  }
  expect(edits()).toEqual([
    { kind: "follow", person: null, on: true },
    { kind: "archive", on: true },
    { kind: "duplicate", name: "Nord Bikes (copy)" },
    { kind: "moveToPipeline", pipeline: "q", stage: null },
    { kind: "link", other: "other", on: true },
    { kind: "mergeInto", target: "other" },
  ]);
});

test("a due date is a whole day in its zone, or a moment where the person is", () => {
  const day = { at: Date.UTC(2026, 10, 24, 23), isAllDay: true, zone: "Europe/Vienna" };
  expect(dueParts(day)).toEqual({ date: "2026-11-25", time: "" });
  const moment = dueOf({ date: "2026-11-24", time: "17:45" });
  expect(moment).toMatchObject({ isAllDay: false, at: new Date(2026, 10, 24, 17, 45).getTime() });
  expect(dueParts(moment)).toEqual({ date: "2026-11-24", time: "17:45" });
  expect(dueOf({ date: "", time: "17:45" })).toBeNull();
  expect(dueParts({ ...day, zone: "Nowhere/Land" }).date).toBe("2026-11-24");
  expect(isOverdue(day, day.at + 23 * 3_600_000)).toBe(false);
  expect(isOverdue(day, day.at + 24 * 3_600_000)).toBe(true);
});

vi.stubGlobal("navigator", { ...navigator, language: "en-US" });
