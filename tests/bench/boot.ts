/**
 * How long the core takes to be there: the first sync, opening from the disk after the browser was
 * started, and the wake of a dead service worker, each to the first rows of a pipeline. As a peer,
 * the same rows out of IndexedDB, one record each, in the same browser.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BoxView } from "../../extension/src/generated/BoxView.ts";
import type { Request } from "../../extension/src/generated/Request.ts";
import type { Response } from "../../extension/src/generated/Response.ts";
import type { View } from "../../extension/src/generated/View.ts";
import { PLAIN } from "../../extension/src/ui/pipeline/shape.ts";
import { extension } from "../e2e/boxwood.ts";
import { EXTENSION_ID } from "../e2e/person.ts";
import { Chromium, type Tab } from "./chromium.ts";
import { progress, report, reportMachine, summary } from "./figures.ts";
import { ANN, type Seeded, seeded } from "./seeded.ts";

const SIZES: readonly { boxes: number; syncs: number; opens: number; wakes: number }[] = [
  { boxes: 100, syncs: 3, opens: 5, wakes: 30 },
  { boxes: 10_000, syncs: 3, opens: 5, wakes: 30 },
  { boxes: 100_000, syncs: 1, opens: 3, wakes: 10 },
];

/** A file of the extension that runs no script: what asks there is not helped by a page that asked before. */
const QUIET_PAGE = `chrome-extension://${EXTENSION_ID}/manifest.json`;
/** What a screen asks for first. */
const FIRST_ROWS = 50;

function firstWindow(pipeline: string): Request {
  return {
    kind: "read",
    query: {
      kind: "window",
      pipeline,
      first: 0,
      count: FIRST_ROWS,
      shape: PLAIN,
      collapsed: [],
    },
  };
}

async function quietPage(browser: Chromium): Promise<Tab> {
  const tab = await browser.tab(QUIET_PAGE);
  await tab.until(() =>
    document.readyState === "complete" && location.protocol === "chrome-extension:" ? true : undefined,
  );
  return tab;
}

/** In the page: signs in, and gives the milliseconds until the pipeline has all its boxes. */
function syncInPage(account: string, server: string, token: string, boxes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const port = chrome.runtime.connect();
    const look = (view: View): void => {
      if (view.kind !== "nav" || view.pipelines[0]?.boxes !== boxes) return;
      resolve(performance.now() - started);
      port.disconnect();
    };
    port.onDisconnect.addListener(() => reject(new Error("the service worker is gone")));
    port.onMessage.addListener((said: { id?: number; response?: Response; view?: View }) => {
      if (said.response?.kind === "failed") reject(new Error(JSON.stringify(said.response.failure)));
      if (said.response?.kind === "view") look(said.response.view);
      if (said.view !== undefined) look(said.view);
    });
    port.postMessage({ hello: { account } });
    port.postMessage({ id: 1, request: { kind: "signIn", session: { server, token } } });
    port.postMessage({ id: 2, request: { kind: "subscribe", subscription: 1, query: { kind: "nav" } } });
  });
}

/** In the page: asks, and gives the milliseconds until the answer, and the answer. */
function askInPage(account: string, request: Request): Promise<{ ms: number; response: Response }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const port = chrome.runtime.connect();
    port.onDisconnect.addListener(() => reject(new Error("the service worker is gone")));
    port.onMessage.addListener((said: { id?: number; response?: Response }) => {
      if (said.id !== 1 || said.response === undefined) return;
      resolve({ ms: performance.now() - started, response: said.response });
      port.disconnect();
    });
    port.postMessage({ hello: { account } });
    port.postMessage({ id: 1, request });
  });
}

/** In the page: the milliseconds until a woken worker answers what needs no core. */
async function wakeInPage(): Promise<number> {
  const started = performance.now();
  await chrome.runtime.sendMessage({ errand: "nothing" }).catch(() => undefined);
  return performance.now() - started;
}

/** Asks for the first rows, makes sure that they came, and gives the milliseconds. */
async function firstRows(tab: Tab, { pipeline, boxes }: Seeded): Promise<number> {
  const { ms, response } = await tab.run(askInPage, ANN, firstWindow(pipeline));
  const window = response.kind === "view" && response.view.kind === "window" ? response.view.window : null;
  const rows = window?.rows.length ?? 0;
  if (window === null || rows !== Math.min(FIRST_ROWS, window.total) || window.total <= boxes) {
    throw new Error(`not the rows of ${boxes} boxes: ${JSON.stringify(response).slice(0, 300)}`);
  }
  return ms;
}

async function everyBox(tab: Tab, { pipeline }: Seeded): Promise<BoxView[]> {
  const boxes: BoxView[] = [];
  const count = 500;
  for (let first = 0; ; first += count) {
    const request = firstWindow(pipeline);
    if (request.kind === "read" && request.query.kind === "window")
      Object.assign(request.query, { first, count });
    const { response } = await tab.run(askInPage, ANN, request);
    if (response.kind !== "view" || response.view.kind !== "window" || response.view.window === null) {
      throw new Error(`no rows: ${JSON.stringify(response).slice(0, 300)}`);
    }
    const { rows, total } = response.view.window;
    for (const row of rows) if (row.kind === "box") boxes.push(row.record);
    if (first + count >= total) return boxes;
  }
}

/** In the page: keeps values in a database, a record each. */
function keepInPage(values: unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("peer");
    opening.onupgradeneeded = () => opening.result.createObjectStore("rows", { autoIncrement: true });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction("rows", "readwrite");
      for (const value of values) writing.objectStore("rows").put(value);
      writing.onerror = () => reject(writing.error);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

/** In the page: opens that database, reads all of it, and gives the milliseconds. */
function readPeerInPage(): Promise<{ ms: number; rows: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const opening = indexedDB.open("peer");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction("rows").objectStore("rows").getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        resolve({ ms: performance.now() - started, rows: reading.result.length });
        opening.result.close();
      };
    };
  });
}

async function measure(folder: string, size: (typeof SIZES)[number]): Promise<void> {
  const { boxes } = size;
  progress(`${boxes} boxes: filling a server`);
  const filled = await seeded(join(folder, `data-${boxes}`), boxes);
  const name = (what: string): string => `${what} ${boxes}`;
  let profileDir = "";
  const start = (): Promise<Chromium> => Chromium.start({ profileDir, gmailPort: 1, extension });
  try {
    const syncs: number[] = [];
    for (let round = 0; round < size.syncs; round += 1) {
      profileDir = join(folder, `profile-${boxes}-${round}`);
      await mkdir(profileDir);
      const browser = await start();
      const tab = await quietPage(browser);
      progress(`${boxes} boxes: first sync ${round + 1} of ${size.syncs}`);
      syncs.push(await tab.run(syncInPage, ANN, filled.address, filled.token, boxes));
      if (round === size.syncs - 1) {
        progress(`${boxes} boxes: keeping the peer's rows`);
        const values = await everyBox(tab, filled);
        for (let at = 0; at < values.length; at += 2_000)
          await tab.run(keepInPage, values.slice(at, at + 2_000));
      }
      await browser.close();
    }
    report("boot", name("first sync"), { boxes, mutations: filled.mutations, unit: "ms", ...summary(syncs) });

    const [opens, peers]: [number[], number[]] = [[], []];
    for (let round = 0; round < size.opens; round += 1) {
      progress(`${boxes} boxes: opening from the disk ${round + 1} of ${size.opens}`);
      const browser = await start();
      const tab = await quietPage(browser);
      await browser.stopWorkers(tab);
      opens.push(await firstRows(tab, filled));
      await browser.close();
      const again = await start();
      const other = await quietPage(again);
      const peer = await other.run(readPeerInPage);
      if (peer.rows !== boxes) throw new Error(`the peer has ${peer.rows} rows`);
      peers.push(peer.ms);
      await again.close();
    }
    report("boot", name("cold open"), { boxes, unit: "ms", ...summary(opens) });
    report("boot", name("peer: IndexedDB getAll after a start"), { boxes, unit: "ms", ...summary(peers) });

    const browser = await start();
    const tab = await quietPage(browser);
    const [wakes, bare, warm]: [number[], number[], number[]] = [[], [], []];
    progress(`${boxes} boxes: waking a dead service worker ${size.wakes} times`);
    for (let round = 0; round < size.wakes; round += 1) {
      await browser.stopWorkers(tab);
      bare.push(await tab.run(wakeInPage));
      await browser.stopWorkers(tab);
      wakes.push(await firstRows(tab, filled));
      warm.push(await firstRows(tab, filled));
    }
    await browser.close();
    const target = boxes === 10_000 ? { target: 150 } : {};
    report("boot", name("wake to first answer"), { boxes, unit: "ms", ...target, ...summary(wakes) });
    report("boot", name("wake without the core"), { boxes, unit: "ms", ...summary(bare) });
    report("boot", name("answer of one that is awake"), { boxes, unit: "ms", ...summary(warm) });
  } finally {
    await filled.server.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), "boxwood-bench-"));
try {
  const profileDir = join(folder, "machine");
  const browser = await Chromium.start({ profileDir, gmailPort: 1, extension });
  await reportMachine("boot", browser);
  await browser.close();
  const only = process.argv.slice(2).map(Number);
  for (const size of SIZES) {
    if (only.length === 0 || only.includes(size.boxes)) await measure(folder, size);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
