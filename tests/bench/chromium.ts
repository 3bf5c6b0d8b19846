/**
 * A Chromium that is driven through its debugging pipe, with nothing attached that was not asked for:
 * a service worker that is being debugged neither sleeps nor wakes as it otherwise would.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { chromiumArguments } from "../gmail/server.ts";
// The package has these types, and names them to nobody.
import type { Protocol } from "../node_modules/playwright-core/types/protocol.d.ts";

type Commands = Protocol.CommandParameters;
type Answers = Protocol.CommandReturnValues;
type Listener = (params: unknown, session: string | undefined) => void;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** How to start a browser. */
export interface ChromiumOptions {
  readonly profileDir: string;
  /** The port of the stand-in Gmail. */
  readonly gmailPort: number;
  /** The folder of an unpacked extension; none if it is left out. */
  readonly extension?: string;
}

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-search-engine-choice-screen",
  "--window-size=1280,800",
  "--remote-debugging-pipe",
  // As soon as two windows overlap, the one behind would draw no frames.
  "--disable-backgrounding-occluded-windows",
];

/** A running browser. */
export class Chromium {
  readonly #process: ChildProcess;
  readonly #out: Writable;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #listeners = new Map<string, Set<Listener>>();
  #lastId = 0;
  #rest = "";

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.#out = child.stdio[3] as Writable;
    const input = child.stdio[4] as Readable;
    input.setEncoding("utf8");
    input.on("data", (text: string) => this.#read(text));
    child.once("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("Chromium ended"));
      this.#waiting.clear();
    });
  }

  /** Starts a browser. The one to use may be named in `CHROMIUM`. */
  static async start(options: ChromiumOptions): Promise<Chromium> {
    const { extension } = options;
    const own = extension === undefined ? ["--disable-extensions"] : [`--load-extension=${extension}`];
    const child = spawn(
      process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      [...FLAGS, ...own, ...chromiumArguments(options.gmailPort), `--user-data-dir=${options.profileDir}`],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    const browser = new Chromium(child);
    await browser.send("Target.getTargets", {});
    return browser;
  }

  /** Sends a command to the browser, or to a tab by its session. */
  send<M extends keyof Commands & keyof Answers>(
    method: M,
    params: Commands[M],
    sessionId?: string,
  ): Promise<Answers[M]> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    }) as Promise<Answers[M]>;
  }

  /** Hears an event until the result is called. */
  on(event: string, listener: Listener): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener));
    return () => all.delete(listener);
  }

  /** Opens a tab, in front of all others; it may still load when this resolves. */
  async tab(url: string): Promise<Tab> {
    const { targetId } = await this.send("Target.createTarget", { url });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    return new Tab(this, targetId, sessionId);
  }

  /** Ends all service workers, and resolves when they have ended. */
  async stopWorkers(tab: Tab): Promise<void> {
    const states = new Map<string, string>();
    const { promise, resolve } = waiting();
    const end = this.on("ServiceWorker.workerVersionUpdated", (params) => {
      const { versions } = params as Protocol.ServiceWorker.workerVersionUpdatedPayload;
      for (const { versionId, runningStatus } of versions) states.set(versionId, runningStatus);
      if (states.size > 0 && [...states.values()].every((state) => state === "stopped")) resolve();
    });
    await tab.send("ServiceWorker.enable", {});
    await tab.send("ServiceWorker.stopAllWorkers", {});
    await promise;
    end();
    await tab.send("ServiceWorker.disable", {});
  }

  /** Ends the browser; what the profile keeps is on disk when this resolves. */
  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, "exit");
    // The answer may be lost with the pipe; that the browser ends is what counts.
    this.send("Browser.close", {}).catch(() => undefined);
    await ended;
  }

  #read(text: string): void {
    const messages = (this.#rest + text).split("\0");
    this.#rest = messages.pop() ?? "";
    for (const one of messages) this.#hear(JSON.parse(one) as Message);
  }

  #hear(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(message.method ?? "") ?? []) {
        listener(message.params, message.sessionId);
      }
      return;
    }
    const asked = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.result);
    else asked?.reject(new Error(message.error.message));
  }
}

/** A tab. */
export class Tab {
  readonly browser: Chromium;
  readonly id: string;
  readonly session: string;

  constructor(browser: Chromium, id: string, session: string) {
    this.browser = browser;
    this.id = id;
    this.session = session;
  }

  /** Sends a command to the tab. */
  send<M extends keyof Commands & keyof Answers>(method: M, params: Commands[M]): Promise<Answers[M]> {
    return this.browser.send(method, params, this.session);
  }

  /** Runs a function in the page, and gives what it resolves to. */
  async run<T, A extends unknown[]>(body: (...values: A) => T | Promise<T>, ...values: A): Promise<T> {
    const expression = `(${body.toString()})(...${JSON.stringify(values)})`;
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value as T;
  }

  /** Waits until a function in the page gives something other than `undefined`, asked in every frame. */
  async until<T, A extends unknown[]>(body: (...values: A) => T | undefined, ...values: A): Promise<T> {
    for (;;) {
      const found = await this.run(body, ...values).catch((error: unknown) => {
        // The page that was asked made way for the next one.
        if (error instanceof Error && /context|navigat|Cannot find/i.test(error.message)) return undefined;
        throw error;
      });
      if (found !== undefined && found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Closes the tab. */
  async close(): Promise<void> {
    await this.browser.send("Target.closeTarget", { targetId: this.id });
  }
}

/** A promise, and what resolves it. */
function waiting(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
