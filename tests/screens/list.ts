/** Every screen and state that pictures are taken of. A new screen adds a line to {@link SCREENS}. */
import type { Filling, World } from "./world.ts";

/** A screen in a state. */
export interface Screen {
  /** The name of its pictures. */
  readonly name: string;
  /** What must be there to be shown. */
  readonly of: Filling;
  /** Goes to the screen and waits until it is as it should be. */
  readonly show: (world: World) => Promise<void>;
}

/** Goes to a place and waits for what has this name there. */
function at(hash: (world: World) => string, testId: string): Screen["show"] {
  return async (world) => {
    await world.ann.go(hash(world));
    await world.ann.gmail.getByTestId(testId).first().waitFor();
  };
}

const pipeline = ({ pipeline: id }: World): string => `#boxwood/pipeline/${id}`;

/** Clicks on something of a screen and waits for what that brings. */
function then(show: Screen["show"], click: string, testId: string): Screen["show"] {
  return async (world) => {
    await show(world);
    await world.ann.gmail.getByTestId(click).first().click();
    await world.ann.gmail.getByTestId(testId).first().waitFor();
  };
}

/** Presses a key over a table, and waits for what that brings. */
function over(key: string, testId: string): Screen["show"] {
  return async (world) => {
    await table(world);
    await world.ann.gmail.keyboard.press(key);
    await world.ann.gmail.getByTestId(testId).first().waitFor();
  };
}

const table = at(pipeline, "box-row");
const thread = async ({ ann, gmail }: World): Promise<void> => {
  await ann.openThread(gmail.thread("bikes"));
  await ann.gmail.getByTestId("box-card").first().waitFor();
};

/** Every screen and state, those of one filling in the order in which they are shown. */
export const SCREENS: readonly Screen[] = [
  { name: "invitation", of: "stranger", show: at(() => "#boxwood/pipeline/0", "invitation") },
  { name: "new-pipeline", of: "empty", show: at(() => "#boxwood/new", "new-pipeline-name") },
  { name: "pipeline-empty", of: "empty", show: at(pipeline, "pipeline-empty") },
  {
    name: "pipeline-missing",
    of: "empty",
    show: at(() => "#boxwood/pipeline/00000000-0000-4000-8000-000000000000", "pipeline-missing"),
  },
  { name: "box-missing", of: "empty", show: at(() => "#boxwood/box/none", "box-failed") },
  { name: "pipeline", of: "filled", show: table },
  { name: "pipeline-columns", of: "filled", show: then(table, "columns", "columns-menu") },
  {
    name: "pipeline-settings",
    of: "filled",
    show: then(table, "pipeline-settings-toggle", "pipeline-settings"),
  },
  {
    name: "range",
    of: "filled",
    show: async (world) => {
      await table(world);
      const cells = world.ann.gmail.getByTestId("cell-Value");
      await cells.first().click();
      await cells.nth(4).click({ modifiers: ["Shift"] });
      await world.ann.gmail.getByTestId("bulk-bar").waitFor();
    },
  },
  {
    name: "find",
    of: "filled",
    show: async (world) => {
      await table(world);
      await world.ann.gmail.getByTestId("cell-Name").first().click();
      await world.ann.gmail.keyboard.press("Control+f");
      await world.ann.gmail.getByTestId("find-text").fill("o");
      await world.ann.gmail.locator(".cell mark").first().waitFor();
    },
  },
  {
    name: "formula",
    of: "filled",
    show: async (world) => {
      await then(table, "add-field", "new-field-name")(world);
      await world.ann.gmail.getByTestId("new-field-type").selectOption("formula");
      await world.ann.gmail.getByTestId("new-field-formula").fill("[Value] / LEN(notes)");
      await world.ann.gmail.getByTestId("formula-trial").first().waitFor();
    },
  },
  {
    name: "formula-wrong",
    of: "filled",
    show: async (world) => {
      await then(table, "add-field", "new-field-name")(world);
      await world.ann.gmail.getByTestId("new-field-type").selectOption("formula");
      await world.ann.gmail.getByTestId("new-field-formula").fill("ROUND([Worth] * 0.2, 2)");
      await world.ann.gmail.getByTestId("formula-wrong").waitFor();
    },
  },
  { name: "board", of: "filled", show: then(table, "layout-board", "board-card") },
  { name: "box-panel", of: "filled", show: then(table, "row-open", "sheet-name") },
  { name: "box", of: "filled", show: at(({ box }) => `#boxwood/box/${box}`, "sheet-name") },
  { name: "home", of: "filled", show: at(() => "#boxwood/home", "home-task") },
  {
    name: "home-first",
    of: "new",
    show: at(() => "#boxwood/home", "first-steps"),
  },
  {
    name: "sample",
    of: "new",
    show: async (world) => {
      await then(
        at(() => "#boxwood/home", "first-steps"),
        "sample-make",
        "sample-note",
      )(world);
      await world.ann.gmail.getByTestId("box-row").nth(4).waitFor();
    },
  },
  { name: "home-empty", of: "empty", show: at(() => "#boxwood/home", "home-no-tasks") },
  { name: "contacts", of: "filled", show: at(() => "#boxwood/contacts", "people-row") },
  { name: "contacts-empty", of: "empty", show: at(() => "#boxwood/contacts", "people-none") },
  { name: "contact", of: "filled", show: at(({ contact }) => `#boxwood/contact/${contact}`, "person-boxes") },
  { name: "organizations", of: "filled", show: at(() => "#boxwood/organizations", "people-row") },
  {
    name: "organization",
    of: "filled",
    show: at(({ organization }) => `#boxwood/organization/${organization}`, "person-boxes"),
  },
  { name: "bin", of: "filled", show: at(() => "#boxwood/bin", "bin-box") },
  { name: "bin-empty", of: "empty", show: at(() => "#boxwood/bin", "bin-empty") },
  { name: "palette", of: "filled", show: over("Control+k", "palette-hit") },
  { name: "keys", of: "filled", show: over("Control+/", "key-sheet") },
  { name: "thread", of: "filled", show: thread },
  { name: "pipeline-100000", of: "large", show: table },
  { name: "board-100000", of: "large", show: then(table, "layout-board", "board-card") },
  {
    name: "offline",
    of: "filled",
    show: async (world) => {
      world.network.set("cut");
      await table(world);
      await world.ann.waitUntil("offline");
    },
  },
  {
    // The last one: the window stays open.
    name: "compose",
    of: "filled",
    show: async ({ ann }) => {
      await ann.gmail.locator(".T-I-KE").click();
      await ann.gmail.locator("input[name=subjectbox]").fill("Forty cargo bikes");
      await ann.gmail.locator(".inboxsdk__composeButton").last().click();
      await ann.gmail.getByTestId("find-box-text").fill("nord");
      await ann.gmail.getByTestId("find-box-hit").first().click();
      await ann.gmail.getByTestId("letter-task-text").waitFor();
      await ann.gmail.getByTestId("snippet").first().waitFor();
      await ann.gmail.getByTestId("letter-bar").waitFor();
    },
  },
];
