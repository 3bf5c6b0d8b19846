/** Every message that code shows is in the catalogue, and every message of the catalogue is shown. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { parse, type Resource } from "@fluent/syntax";
import { expect, test } from "vitest";

import english from "../locales/en.ftl";
import { PROBLEMS } from "../src/options/issuer";
import { CELL_ERRORS } from "../src/ui/cells";
import { describe as inWords } from "../src/ui/failures";
import { SAMPLE_MESSAGES } from "../src/ui/first-run/sample";
import { KEY_MESSAGES } from "../src/ui/palette/key-sheet";
import { COMPUTED } from "../src/ui/pipeline/built-in";
import { say, speak } from "../src/words/words";

const TOP = process.cwd();

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes("generated"),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The ids that code names outright: `say("id"`, also where it chooses between two: `say(is ? "id" : "other"`. */
async function named(): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const file of await sources(join(TOP, "src"))) {
    const text = await readFile(file, "utf8");
    for (const [, one, other] of text.matchAll(
      /\bsay\(\s*(?:[^"`,;?][^`,;?]*\?\s*)?"([^"]+)"(?:\s*:\s*"([^"]+)")?/g,
    )) {
      if (one !== undefined) ids.add(one);
      if (other !== undefined) ids.add(other);
    }
  }
  return ids;
}

/** The members of a generated union of strings. */
async function union(type: string): Promise<string[]> {
  const text = await readFile(join(TOP, `src/generated/${type}.ts`), "utf8");
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...code.matchAll(/"kind": "(\w+)"|"([\w-]+)"(?! *:)/g)].flatMap(
    ([, kind, member]) => kind ?? member ?? [],
  );
}

/** The ids that are put together of the keys of templates, as the Rust code has them. */
async function templates(): Promise<string[]> {
  const text = await readFile(join(TOP, "../crate/model/src/template.rs"), "utf8");
  const priority = /const PRIORITY[^=]*= KindTemplate::Dropdown\(&\[([^\]]*)\]\)/.exec(text)?.[1] ?? "";
  const strings = (list: string): string[] =>
    [...list.matchAll(/"([^"]+)"/g)].flatMap(([, one]) => one ?? []);
  const ids: string[] = [];
  for (const block of text.split("PipelineTemplate {").slice(2)) {
    const key = /key: "([^"]+)"/.exec(block)?.[1] ?? "";
    ids.push(`template-${key}`);
    for (const [, stage] of block.matchAll(/\bstage\(\s*"([^"]+)"/g))
      ids.push(`template-${key}-stage-${stage}`);
    for (const [, field] of block.matchAll(/\bfield\(\s*"([^"]+)"/g))
      ids.push(`template-${key}-field-${field}`);
    const choices = [...block.matchAll(/Dropdown\(&\[([^\]]*)\]\)/g)].flatMap(([, list]) =>
      strings(list ?? ""),
    );
    if (/\bPRIORITY\b/.test(block)) choices.push(...strings(priority));
    for (const choice of choices) ids.push(`template-${key}-choice-${choice}`);
  }
  return ids;
}

async function catalogue(): Promise<Resource> {
  return parse(await readFile(join(TOP, "locales/en.ftl"), "utf8"), {});
}

/** The ids that are put together of closed lists. */
async function composed(): Promise<string[]> {
  const lists = [
    ["failure-", await union("FailureCode")],
    ["command-", await union("Command")],
    ["field-type-", await union("KindInput")],
    ["summary-", await union("Summary")],
    ["layout-", await union("Layout")],
    ["meeting-kind-", await union("MeetingKind")],
    ["role-", (await union("PipelineRole")).filter((role) => role !== "custom")],
    ["row-problem-", await union("RowProblemCode")],
    ["import-outcome-", await union("RowOutcome")],
    ["cards-outcome-", await union("RowOutcome")],
    ["card-problem-", await union("CardProblemCode")],
    ["import-delimiter-", await union("Delimiter")],
    ["import-target-", (await union("ImportTarget")).filter((target) => target !== "field")],
    ["place-", ["home", "contacts", "organizations", "bin"]],
    ["contact", ["-new", "-missing", "s-count", "s-empty"]],
    ["organization", ["-new", "-missing", "s-count", "s-empty"]],
    ["", KEY_MESSAGES],
    ["", SAMPLE_MESSAGES],
    ["why-", (await union("Why")).filter((why) => why !== "filed")],
    ["why-filed-", await union("Likeness")],
    ["why-filed-", ["sender-named", "domain-named"]],
    ["column-", COMPUTED],
    ["options-sign-in-", PROBLEMS],
    ["column-", ["ascending", "descending"]],
  ] as const;
  return lists.flatMap(([start, members]) => members.map((member) => start + member));
}

/** Messages of the timeline; the core names the parts, which are not a closed list in TypeScript. */
const OF_TIMELINE = /^timeline-/;

/** Messages for what the query language did not understand; its codes are not a closed list in TypeScript. */
const OF_FILTERS = /^filter-note-/;

/** Finer messages for a failure at a place; the place is not a closed list in TypeScript. */
const AT_PLACES = /^failure-(empty|malformed|not-found|not-here|too-long|too-many|wrong-type|duplicate)-/;

test("code and catalogue name the same messages", async () => {
  const used = new Set([
    ...(await named()),
    ...(await templates()),
    ...(await composed()),
    ...Object.values(CELL_ERRORS),
  ]);
  const { body } = await catalogue();
  const there = body.flatMap((entry) => (entry.type === "Message" ? [entry.id.name] : []));
  expect(new Set(there).size).toBe(there.length);
  expect([...used].filter((id) => !there.includes(id))).toEqual([]);
  expect(
    there.filter(
      (id) => !used.has(id) && !AT_PLACES.test(id) && !OF_TIMELINE.test(id) && !OF_FILTERS.test(id),
    ),
  ).toEqual([]);
  // The lists above are read out of code; a change there must not empty them.
  expect((await templates()).length).toBeGreaterThan(100);
  expect((await union("FailureCode")).length).toBeGreaterThan(15);
  expect((await union("Command")).length).toBeGreaterThan(10);
});

test("the catalogue has no broken entry", async () => {
  const { body } = await catalogue();
  expect(body.filter((entry) => entry.type === "Junk")).toEqual([]);
});

test("failures say what is wrong with values, and more where the place is known", () => {
  const params = { most: "1000", has: "10000" };
  expect(inWords({ code: "too-long", place: "boxName", params })).toBe(
    "Too long: it has 10,000 characters, and 1,000 are the most.",
  );
  expect(inWords({ code: "empty", place: "boxName", params: {} })).toBe("A box needs a name.");
  expect(inWords({ code: "empty", place: "stageName", params: {} })).toBe("It must not be empty.");
  expect(inWords({ code: "server-failed", place: null, params: { status: "500" } })).toContain("(500)");
});

test("counts take their plural", () => {
  expect(say("status-offline", { count: 0 })).toBe("Offline");
  expect(say("status-offline", { count: 1 })).toBe("Offline. 1 change waits");
  expect(say("status-offline", { count: 3 })).toBe("Offline. 3 changes wait");
});

test("isolates a name of the other direction, and leaves others copyable", () => {
  expect(say("grid-label", { pipeline: "Sales" })).toBe("Boxes of Sales");
  expect(say("grid-label", { pipeline: "שלום" })).toBe("Boxes of \u2068שלום\u2069");
});

test("another language can be switched to at run time", () => {
  speak("ar", new FluentResource("loading = جارٍ التحميل\n").body);
  expect(say("loading")).toBe("جارٍ التحميل");
  speak("en", english);
  expect(say("loading")).toBe("Loading…");
});
