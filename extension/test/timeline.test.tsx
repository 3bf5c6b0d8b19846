// @vitest-environment happy-dom
/** What happened, as sentences, and as a list that grows and leaves kinds out. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { TimelineLine } from "../src/generated/TimelineLine";
import type { TimelineWhat } from "../src/generated/TimelineWhat";
import { leftBehind, lineText } from "../src/ui/timeline/line-text";
import { Timeline } from "../src/ui/timeline/timeline";
import { Screen } from "./screen";

vi.stubGlobal("navigator", { ...navigator, language: "en-US" });

const EVIL = '<img src=x onerror="document.title=`owned`">';

function line(what: TimelineWhat, changes: Partial<TimelineLine> = {}): TimelineLine {
  const at = Date.UTC(2026, 10, 24);
  return { key: "1", at, by: "Ann", waiting: false, edits: 1, kind: "edit", record: null, what, ...changes };
}

const NOTHING = { kind: "nothing" } as const;
const text = (said: string) => ({ kind: "text", text: said }) as const;

const CASES: [what: TimelineWhat, sentence: string][] = [
  [{ kind: "made", name: "Nord" }, "Made “Nord”"],
  [
    { kind: "set", part: "name", name: null, old: text("a"), new: text("b") },
    "Changed the name from “a” to “b”",
  ],
  [{ kind: "set", part: "field", name: "Amount", old: NOTHING, new: text("7") }, "Set Amount to “7”"],
  [{ kind: "set", part: "field", name: "Amount", old: text("7"), new: NOTHING }, "Emptied Amount (was “7”)"],
  [{ kind: "set", part: "notes", name: null, old: NOTHING, new: { kind: "something" } }, "Changed the notes"],
  [
    { kind: "set", part: "assignee", name: "Ben", old: NOTHING, new: { kind: "flag", on: true } },
    "Assigned it to Ben",
  ],
  [
    {
      kind: "set",
      part: "assignee",
      name: "Ben",
      old: { kind: "flag", on: true },
      new: { kind: "flag", on: false },
    },
    "Took it off Ben",
  ],
  [{ kind: "set", part: "comment", name: null, old: NOTHING, new: text("Hi") }, "Commented: “Hi”"],
  [
    { kind: "lost", part: "stage", name: null, wanted: text("Lead"), kept: text("Won") },
    "Wanted the stage to be “Lead”; a later change to “Won” stayed",
  ],
  [{ kind: "moved", from: "Sales", to: null, left: [] }, "Moved from Sales to –"],
  [{ kind: "mail", from: "ann@hill.example", sent: true }, "ann@hill.example sent a mail"],
  [{ kind: "forgotten" }, "Deleted for good"],
];

test.each(CASES)("%j reads %j", (what, sentence) => {
  expect(lineText(line(what))).toBe(sentence);
});

test("what a box could not take along is listed", () => {
  const moved = line({ kind: "moved", from: "a", to: "b", left: [{ field: "Size", text: "XL" }] });
  expect(leftBehind(moved)).toEqual(["Not taken along: Size: XL"]);
});

let screen: Screen;

beforeEach(() => {
  screen = new Screen();
});

afterEach(() => screen.end());

test("lines are text, kinds are left out, and more is asked for", async () => {
  await screen.show(<Timeline of={{ kind: "box", id: "b" }} />);
  const lines = [line({ kind: "made", name: EVIL }, { by: EVIL })];
  const timeline = { lines, more: true, state: "here" } as const;
  await screen.tell("timeline", { kind: "timeline", timeline: { ...timeline, lines } });
  expect(screen.place.querySelector("img")).toBeNull();
  expect(screen.find("timeline-line").textContent).toContain(EVIL);
  await screen.choose("timeline-kind-mail", false);
  await screen.click("timeline-more");
  expect(screen.questions("timeline").at(-1)).toEqual({
    kind: "timeline",
    of: { kind: "box", id: "b" },
    kinds: ["comment", "meeting", "task", "file", "edit"],
    count: 40,
  });
});
