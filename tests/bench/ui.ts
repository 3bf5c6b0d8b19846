/**
 * How quick the screens are over a large pipeline: scrolling, opening, typing, and what Gmail waits
 * for. Times are of Gmail's own page, by its frames.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ask } from "../e2e/core.ts";
import { signInWholly } from "../e2e/faults/scene.ts";
import { Person } from "../e2e/person.ts";
import { type Gmail, startGmail } from "../gmail/server.ts";
import { progress, report, summary } from "./figures.ts";
import { measureLoads } from "./load.ts";
import { ANN, type Seeded, seeded } from "./seeded.ts";

/** How many boxes there are: a word after the file, 100,000 without one. */
const BOXES = Number(process.argv[2] ?? 100_000);
const ROUNDS = 20;
const KEYS = 50;
/** The frames that a scroll takes, and how far each goes, in CSS pixels. */
const FRAMES = 1_000;
const STEP = 120;
/** A frame at 60 Hz, in milliseconds; one is late when the next comes half a frame after its time. */
const FRAME = 1_000 / 60;

interface Tools {
  /** The first element of a name, inside whichever shadow root it is. */
  deep(testId: string): HTMLElement | undefined;
  frame(): Promise<number>;
}

/** Puts what measuring needs into the page. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    const deep = (testId: string, root: Document | ShadowRoot = document): HTMLElement | undefined => {
      const here = root.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
      if (here !== null) return here;
      for (const element of root.querySelectorAll("*")) {
        const inside = element.shadowRoot === null ? undefined : deep(testId, element.shadowRoot);
        if (inside !== undefined) return inside;
      }
      return undefined;
    };
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    Object.assign(globalThis, { deep, frame });
  });
}

/** Goes to a place, and gives how long it is until the frame after what has this name is there. */
async function opened(page: Page, hash: string, testId: string): Promise<number> {
  return await page.evaluate(
    async ({ hash, testId }) => {
      const { deep, frame } = globalThis as unknown as Tools;
      const start = performance.now();
      location.hash = hash;
      while (deep(testId) === undefined) await frame();
      await frame();
      return performance.now() - start;
    },
    { hash, testId },
  );
}

async function measureOpening(page: Page, pipeline: string): Promise<void> {
  const place = `#boxwood/pipeline/${pipeline}`;
  report("ui", "pipeline view to first rows, the first time", {
    unit: "ms",
    ms: await opened(page, place, "box-row"),
  });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await opened(page, "#boxwood/bin", "bin");
    times.push(await opened(page, place, "box-row"));
  }
  report("ui", "pipeline view to first rows", { unit: "ms", target: { p95: 100 }, ...summary(times) });
}

/** Scrolls what has this name, a step in each frame, and reports the frames. */
async function measureScrolling(page: Page, testId: string, what: string): Promise<void> {
  const { deltas, gaps } = await page.evaluate(
    async ({ testId, frames, step }) => {
      const { deep, frame } = globalThis as unknown as Tools;
      const element = deep(testId);
      if (element === undefined) throw new Error(`nothing is called ${testId}`);
      element.scrollTop = 0;
      const deltas: number[] = [];
      let gaps = 0;
      let last = await frame();
      for (let count = 0; count < frames; count += 1) {
        element.scrollTop += step;
        const now = await frame();
        deltas.push(now - last);
        last = now;
        if (element.querySelector(".row.gap") !== null) gaps += 1;
      }
      return { deltas, gaps };
    },
    { testId, frames: FRAMES, step: STEP },
  );
  report("ui", `scrolling ${what}: frames that were late, per thousand`, {
    unit: "frames",
    target: { max: 5 },
    late: deltas.filter((delta) => delta > FRAME * 1.5).length,
    withRowsNotThereYet: gaps,
  });
  report("ui", `scrolling ${what}: from frame to frame`, { unit: "ms", ...summary(deltas) });
}

async function measureKeys(page: Page): Promise<void> {
  const times: number[] = [];
  const cell = page.locator("[data-testid=box-row] [data-column=name]").first();
  for (let key = 0; key < KEYS; key += 1) {
    await cell.click();
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const { deep, frame } = globalThis as unknown as Tools;
          const onKey = async (event: KeyboardEvent): Promise<void> => {
            let editor = deep("cell-editor");
            while (!(editor instanceof HTMLInputElement) || editor.value !== "q") {
              await frame();
              editor = deep("cell-editor");
            }
            resolve(performance.now() - event.timeStamp);
          };
          addEventListener("keydown", (event) => void onKey(event), { capture: true, once: true });
          Object.assign(globalThis, { listening: true });
        }),
    );
    await page.waitForFunction(() => (globalThis as unknown as { listening?: boolean }).listening === true);
    await page.keyboard.press("q");
    times.push(await painted);
    await page.evaluate(() => Object.assign(globalThis, { listening: false }));
    await page.keyboard.press("Escape");
  }
  report("ui", "key in a cell to painted", { unit: "ms", ...summary(times) });
}

/** Puts every conversation of the inbox into a box; gives their ids. */
async function boxThreads(person: Person, { pipeline }: Seeded): Promise<string[]> {
  const ids = await person.gmail.evaluate(() =>
    [...document.querySelectorAll("tr.zA [data-legacy-thread-id]")].map(
      (one) => one.getAttribute("data-legacy-thread-id") ?? "",
    ),
  );
  const options = await person.options();
  for (const id of ids) {
    const response = await ask(options, ANN, {
      kind: "do",
      commandId: randomUUID(),
      command: {
        kind: "createBox",
        pipeline,
        stage: null,
        name: `About ${id}`,
        thread: { id, subject: "Mail" },
      },
    });
    if (response.kind !== "done") throw new Error(JSON.stringify(response));
  }
  await options.close();
  return ids;
}

async function measureThreads(page: Page, ids: readonly string[]): Promise<void> {
  const [whole, own]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = ids[round % ids.length] ?? "";
    const times = await page.evaluate(async (hash) => {
      const { deep, frame } = globalThis as unknown as Tools;
      const start = performance.now();
      location.hash = hash;
      while (document.querySelector("[data-boxwood-panel]") === null) await frame();
      const there = performance.now();
      while (deep("box-card") === undefined) await frame();
      await frame();
      return { whole: performance.now() - start, own: performance.now() - there };
    }, `#inbox/${id}`);
    whole.push(times.whole);
    own.push(times.own);
    await page.evaluate(async () => {
      const { frame } = globalThis as unknown as Tools;
      location.hash = "#inbox";
      while (document.querySelector("[data-boxwood-panel]") !== null) await frame();
    });
  }
  report("ui", "thread opened to sidebar filled", { unit: "ms", ...summary(whole) });
  report("ui", "InboxSDK's sidebar to filled", { unit: "ms", target: { p95: 50 }, ...summary(own) });
}

/** Loads Gmail anew, and measures from Boxwood's entry in the navigation to the label of the last row. */
async function measureLabels(page: Page, ids: readonly string[]): Promise<void> {
  const times: number[] = [];
  const [pipeline = ""] = ((await page.getByTestId("nav-pipeline").first().textContent()) ?? "").split(/\d/);
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.reload();
    await prepare(page);
    times.push(
      await page.evaluate(
        async ({ ids, pipeline }) => {
          const { deep, frame } = globalThis as unknown as Tools;
          while (deep("nav-boxwood") === undefined) await frame();
          const start = performance.now();
          const labelled = (id: string): boolean =>
            document
              .querySelector(`tr.zA:has([data-legacy-thread-id="${id}"])`)
              ?.textContent?.includes(`${pipeline} · `) === true;
          while (!ids.every(labelled)) await frame();
          return performance.now() - start;
        },
        { ids: [...ids], pipeline },
      ),
    );
  }
  report("ui", "Boxwood begun to all rows labelled", { unit: "ms", rows: ids.length, ...summary(times) });
}

async function measure(folder: string, gmail: Gmail): Promise<void> {
  progress(`filling a server with ${BOXES} boxes`);
  const filled = await seeded(join(folder, "data"), BOXES);
  const profileDir = join(folder, ANN);
  try {
    const ann = await Person.arrive({ profileDir, gmailPort: gmail.port, user: ANN });
    try {
      await signInWholly(ann, ANN, filled.address, filled.token);
      const ids = await boxThreads(ann, filled);
      const page = ann.gmail;
      await prepare(page);
      progress("opening, scrolling, typing");
      await measureOpening(page, filled.pipeline);
      await measureScrolling(page, "grid", `a table of ${BOXES} rows`);
      await measureKeys(page);
      await page.getByTestId("layout-board").click();
      await page.getByTestId("board-card").first().waitFor();
      await measureScrolling(page, "board-cards", `a board of ${BOXES} cards`);
      await page.getByTestId("layout-table").click();
      progress("conversations and labels");
      await opened(page, "#inbox", "nav-boxwood");
      await measureThreads(page, ids);
      await measureLabels(page, ids);
    } finally {
      await ann.close();
    }
    await measureLoads(folder, gmail, ANN, profileDir, "ui");
  } finally {
    await filled.server.close();
  }
}

report("ui", "machine", {
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryMB: Math.round(totalmem() / 2 ** 20),
  loadBefore: loadavg()[0],
  node: process.version,
  date: new Date().toISOString(),
});
const folder = await mkdtemp(join(tmpdir(), "boxwood-bench-"));
const gmail = await startGmail();
try {
  await measure(folder, gmail);
} finally {
  await gmail.close();
  await rm(folder, { recursive: true, force: true });
}
