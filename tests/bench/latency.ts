/**
 * From a key to the screen: an edit in a cell until it is painted, Ann's edit until it stands in
 * Ben's Gmail over a server on loopback, and how long Gmail's main thread is blocked at load.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Request } from "../../extension/src/generated/Request.ts";
import type { Response } from "../../extension/src/generated/Response.ts";
import type { View } from "../../extension/src/generated/View.ts";
import { BoxwoodServer, extension } from "../e2e/boxwood.ts";
import { EXTENSION_ID } from "../e2e/person.ts";
import { type Gmail, startGmail } from "../gmail/server.ts";
import { Chromium, type Tab } from "./chromium.ts";
import { progress, report, reportMachine, summary } from "./figures.ts";
import { attributeLoads, measureLoads } from "./load.ts";

const ANN = "ann@hill.example";
const BEN = "ben@hill.example";
const EDITS = 150;
/** Not counted: until then code is compiled. */
const WARM_UP = 10;
const COLUMN = "Next step";
/** How many boxes the pipeline has at which Gmail is loaded: more than a screen shows. */
const BOXES = 100;

/** In an extension's page: asks the core. */
function askInPage(account: string, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    const port = chrome.runtime.connect();
    port.onDisconnect.addListener(() => reject(new Error("the service worker is gone")));
    port.onMessage.addListener((said: { id?: number; response?: Response }) => {
      if (said.id !== 1 || said.response === undefined) return;
      if (said.response.kind === "failed") reject(new Error(JSON.stringify(said.response.failure)));
      resolve(said.response);
      port.disconnect();
    });
    port.postMessage({ hello: { account } });
    port.postMessage({ id: 1, request });
  });
}

/** What a connection says of itself, as far as the bench looks. */
interface Said {
  readonly response?: Response;
  readonly view?: View;
}

/** In an extension's page: waits until the core is in touch with the server and knows who it is. */
function onlineInPage(account: string): Promise<void> {
  return new Promise((resolve) => {
    const port = chrome.runtime.connect();
    port.onMessage.addListener(
      ({ response, view = response?.kind === "view" ? response.view : undefined }: Said) => {
        if (view?.kind !== "status" || view.status.connection !== "online" || view.status.me === null) return;
        resolve();
        port.disconnect();
      },
    );
    port.postMessage({ hello: { account } });
    port.postMessage({ id: 1, request: { kind: "subscribe", subscription: 1, query: { kind: "status" } } });
  });
}

/** In an extension's page: waits until the pipeline has so many boxes. */
function arrivedInPage(account: string, pipeline: string, boxes: number): Promise<void> {
  return new Promise((resolve) => {
    const port = chrome.runtime.connect();
    port.onMessage.addListener(
      ({ response, view = response?.kind === "view" ? response.view : undefined }: Said) => {
        if (view?.kind !== "pipeline" || view.pipeline?.boxes !== boxes) return;
        resolve();
        port.disconnect();
      },
    );
    port.postMessage({ hello: { account } });
    port.postMessage({
      id: 1,
      request: { kind: "subscribe", subscription: 1, query: { kind: "pipeline", pipeline } },
    });
  });
}

interface Someone {
  readonly browser: Chromium;
  readonly account: string;
  readonly quiet: Tab;
}

async function arrive(
  folder: string,
  gmail: Gmail,
  server: BoxwoodServer,
  account: string,
): Promise<Someone> {
  const browser = await Chromium.start({
    profileDir: join(folder, account),
    gmailPort: gmail.port,
    extension,
  });
  const quiet = await browser.tab(`chrome-extension://${EXTENSION_ID}/manifest.json`);
  await quiet.until(() => (location.protocol === "chrome-extension:" ? true : undefined));
  const token = await server.token(account, account);
  const session = { server: `http://127.0.0.1:${server.port}`, token };
  await quiet.run(askInPage, account, { kind: "signIn", session });
  await quiet.run(onlineInPage, account);
  return { browser, account, quiet };
}

async function act(
  { quiet, account }: Someone,
  command: Extract<Request, { kind: "do" }>["command"],
): Promise<string> {
  const request: Request = { kind: "do", commandId: crypto.randomUUID(), command };
  const response = await quiet.run(askInPage, account, request);
  return response.kind === "done" ? (response.created ?? "") : "";
}

/** Makes a pipeline as a team has one, with more boxes than a screen shows, and gives its id. */
async function fillPipeline(someone: Someone): Promise<string> {
  const pipeline = await act(someone, {
    kind: "createPipeline",
    name: "Enterprise sales",
    stages: ["#5f6368", "#1a73e8", "#e8710a", "#188038"].map((colour, at) => ({
      name: `Stage ${at + 1}`,
      colour,
    })),
    fields: [
      { name: "Value", kind: { kind: "currency", code: "EUR" } },
      { name: "Close date", kind: { kind: "date" } },
      { name: COLUMN, kind: { kind: "text" } },
      { name: "Signed", kind: { kind: "checkbox" } },
    ],
  });
  const asked: Request = { kind: "read", query: { kind: "pipeline", pipeline } };
  const said = await someone.quiet.run(askInPage, someone.account, asked);
  const { stages = [], fields = [] } =
    said.kind === "view" && said.view.kind === "pipeline" ? (said.view.pipeline ?? {}) : {};
  const [value, date, step] = fields.map(({ id }) => id);
  if (value === undefined || date === undefined || step === undefined) throw new Error("fields are missing");
  for (let at = 0; at < BOXES; at += 1) {
    const stage = stages[at % stages.length]?.id ?? null;
    const id = await act(someone, {
      kind: "createBox",
      pipeline,
      stage,
      name: `Nord Bikes ${at}`,
      thread: null,
    });
    const day = String((at % 28) + 1).padStart(2, "0");
    await act(someone, {
      kind: "batch",
      commands: [
        { kind: "setField", id, field: value, value: { kind: "number", number: `${at * 1_250}.5` } },
        { kind: "setField", id, field: date, value: { kind: "date", date: `2027-02-${day}` } },
        { kind: "setField", id, field: step, value: { kind: "text", text: `Call number ${at}` } },
      ],
    });
  }
  return pipeline;
}

/** Opens the pipeline in Gmail, and waits until the row is there. */
async function openPipeline({ browser, account }: Someone, pipeline: string): Promise<Tab> {
  const user = encodeURIComponent(account);
  const tab = await browser.tab(`https://mail.google.com/mail/u/0/?user=${user}#inbox`);
  await tab.until(() => (document.querySelector("[data-testid=nav-boxwood]") === null ? undefined : true));
  await tab.run((to) => {
    location.hash = to;
  }, `#boxwood/pipeline/${pipeline}`);
  await tab.until((column) => {
    const find = (root: Document | ShadowRoot): HTMLElement | undefined => {
      const here = root.querySelector<HTMLElement>(`[data-testid="cell-${column}"]`);
      if (here !== null) return here;
      for (const element of root.querySelectorAll("*")) {
        const inside = element.shadowRoot === null ? undefined : find(element.shadowRoot);
        if (inside !== undefined) return inside;
      }
      return undefined;
    };
    const cell = find(document);
    if (cell === undefined) return undefined;
    Object.assign(globalThis, { tree: cell.getRootNode() });
    return true;
  }, COLUMN);
  return tab;
}

interface Globals {
  tree: ShadowRoot;
  measured: Promise<unknown>;
}

/** In Ann's Gmail: from the next key on, counts the frames until the text stands in the cell. */
function watchKey(column: string, text: string): void {
  const own = globalThis as unknown as Globals;
  own.measured = new Promise((resolve) => {
    const onKey = (event: KeyboardEvent): void => {
      const pressed = event.timeStamp;
      let frames = 0;
      const look = (): void => {
        frames += 1;
        const cell = own.tree.querySelector(`[data-testid="cell-${column}"] .cell-text`);
        if (cell?.textContent === text) {
          resolve({ at: performance.timeOrigin + pressed, ms: performance.now() - pressed, frames });
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
    };
    addEventListener("keydown", onKey, { capture: true, once: true });
  });
}

/** In Ben's Gmail: resolves with the time at which the text stands in the cell. */
function watchCell(column: string, text: string): void {
  const own = globalThis as unknown as Globals;
  own.measured = new Promise((resolve) => {
    const look = (): void => {
      const cell = own.tree.querySelector(`[data-testid="cell-${column}"] .cell-text`);
      if (cell?.textContent !== text) return;
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(own.tree, { subtree: true, childList: true, characterData: true });
    look();
  });
}

function measured<T>(tab: Tab): Promise<T> {
  return tab.run(() => (globalThis as unknown as Globals).measured) as Promise<T>;
}

/** Opens the editor of the cell as a person does, and types a text into it. */
async function type(tab: Tab, text: string): Promise<void> {
  const { x, y } = await tab.run((column) => {
    const cell = (globalThis as unknown as Globals).tree.querySelector(`[data-testid="cell-${column}"]`);
    const { left, top, width, height } = cell?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, COLUMN);
  for (const clickCount of [1, 2]) {
    for (const kind of ["mousePressed", "mouseReleased"] as const) {
      await tab.send("Input.dispatchMouseEvent", { type: kind, x, y, button: "left", clickCount });
    }
  }
  // The editor puts the caret to the end when it has opened, maybe after the text was selected here.
  for (let typed = ""; typed !== text; ) {
    await tab.until(() => {
      const { tree } = globalThis as unknown as Globals;
      const editor = tree.querySelector<HTMLInputElement>("[data-testid=cell-editor]");
      if (editor === null || tree.activeElement !== editor) return undefined;
      editor.select();
      return true;
    });
    await tab.send("Input.insertText", { text });
    typed = await tab.run(() => {
      const { tree } = globalThis as unknown as Globals;
      return tree.querySelector<HTMLInputElement>("[data-testid=cell-editor]")?.value ?? "";
    });
  }
}

async function pressEnter(tab: Tab): Promise<void> {
  const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
  await tab.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
  await tab.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
}

/** Measures edits in a new pipeline. */
async function measureEdits(ann: Someone, ben: Someone): Promise<void> {
  const pipeline = await act(ann, {
    kind: "createPipeline",
    name: "Sales",
    stages: [{ name: "Lead", colour: "#5f6368" }],
    fields: [{ name: COLUMN, kind: { kind: "text" } }],
  });
  await act(ann, { kind: "createBox", pipeline, stage: null, name: "Nord Bikes", thread: null });
  await ben.quiet.run(arrivedInPage, ben.account, pipeline, 1);
  const [anns, bens] = [await openPipeline(ann, pipeline), await openPipeline(ben, pipeline)];
  const [painted, frames, seen]: [number[], number[], number[]] = [[], [], []];
  for (let edit = 0; edit < WARM_UP + EDITS; edit += 1) {
    if (edit % 25 === 0) progress(`edits: ${edit} of ${WARM_UP + EDITS}`);
    const text = `Call number ${edit}`;
    await type(anns, text);
    await Promise.all([anns.run(watchKey, COLUMN, text), bens.run(watchCell, COLUMN, text)]);
    await pressEnter(anns);
    const own = await measured<{ at: number; ms: number; frames: number }>(anns);
    const there = await measured<number>(bens);
    if (edit < WARM_UP) continue;
    painted.push(own.ms);
    frames.push(own.frames);
    seen.push(there - own.at);
  }
  report("latency", "edit to painted", { unit: "ms", ...summary(painted) });
  report("latency", "edit to painted, in frames", { unit: "frames", target: 1, ...summary(frames) });
  report("latency", "Ann's edit to Ben's Gmail", { unit: "ms", target: { p95: 100 }, ...summary(seen) });
}

const folder = await mkdtemp(join(tmpdir(), "boxwood-bench-"));
const [gmail, server] = [await startGmail(), await BoxwoodServer.start()];
try {
  const ann = await arrive(folder, gmail, server, ANN);
  const ben = await arrive(folder, gmail, server, BEN);
  await reportMachine("latency", ann.browser);
  await measureEdits(ann, ben);
  const pipeline = await fillPipeline(ann);
  await Promise.all([ann.browser.close(), ben.browser.close()]);
  await measureLoads(folder, gmail, ANN, join(folder, ANN));
  await attributeLoads(folder, gmail, ANN, join(folder, ANN), pipeline);
} finally {
  await Promise.all([gmail.close(), server.close()]);
  await rm(folder, { recursive: true, force: true });
}
