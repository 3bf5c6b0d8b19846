/**
 * Keeps the core of one account running.
 *
 * A core that stops (a panic, a trap) is dropped and opened again from what is on disk. The pages
 * notice nothing: what they asked and got no answer to is asked again, commands under the same id,
 * and their subscriptions are made again. A core that stops again and again is given up for the
 * moment: pages get the failure `core-stopped`, and the next request opens it anew.
 */
import type { Query } from "../generated/Query";
import type { Request } from "../generated/Request";
import type { Response } from "../generated/Response";
import type { View } from "../generated/View";
import type { Core, OpenCore } from "./core";
import { Surroundings } from "./surroundings";

/** How many times within {@link PATIENCE_PERIOD} a core is opened again by itself. */
const PATIENCE = 3;
/** In milliseconds. */
const PATIENCE_PERIOD = 60_000;

/** By this number the keeper itself asks; those of pages begin at 1. */
const OWN_PORT = 0;

/** A page that asks. */
export interface Page {
  /** Whether it is the extension's own. */
  readonly trusted: boolean;
  /** Shows a new answer of a subscription. */
  publish(subscription: number, view: View): void;
}

interface Asked {
  port: number;
  request: Request;
  answer: (response: Response) => void;
}

interface OpenPage {
  page: Page;
  subscriptions: Map<number, Query>;
}

const STOPPED: Response = {
  kind: "failed",
  failure: { code: "core-stopped", place: null, params: {} },
};

/** Keeps the core of one account running. */
export class CoreKeeper {
  readonly #account: string;
  readonly #open: OpenCore;
  readonly #report: (error: unknown) => void;
  readonly #pages = new Map<number, OpenPage>();
  readonly #asked = new Set<Asked>();
  #core: Promise<Core> | undefined;
  /** What the core that runs was told. */
  #surroundings = new Surroundings();
  #generation = 0;
  /** When it stopped, of late. */
  #stops: number[] = [];
  #givenUp = false;
  #lastPort = 0;
  #closed = false;

  constructor(account: string, open: OpenCore, report: (error: unknown) => void) {
    this.#account = account;
    this.#open = open;
    this.#report = report;
  }

  /** How many pages are connected. */
  get pages(): number {
    return this.#pages.size;
  }

  /** Connects a page; gives the number by which it asks. */
  connect(page: Page): number {
    this.#lastPort += 1;
    this.#pages.set(this.#lastPort, { page, subscriptions: new Map() });
    this.#running().catch(() => undefined);
    return this.#lastPort;
  }

  /** Asks for a page. Never rejects. */
  ask(port: number, request: Request): Promise<Response> {
    const open = this.#pages.get(port);
    if (open === undefined || this.#closed) return Promise.resolve(STOPPED);
    // Here and not only in the core: a page inside Gmail never reaches what handles tokens.
    if (!open.page.trusted && (request.kind === "signIn" || request.kind === "signOut")) {
      return Promise.resolve({ kind: "failed", failure: { code: "not-allowed", place: null, params: {} } });
    }
    if (this.#givenUp) this.#resubscribeAll();
    if (request.kind === "subscribe") open.subscriptions.set(request.subscription, request.query);
    if (request.kind === "unsubscribe") open.subscriptions.delete(request.subscription);
    return new Promise((resolve) => {
      const asked: Asked = {
        port,
        request,
        answer: (response) => {
          this.#asked.delete(asked);
          resolve(response);
        },
      };
      this.#asked.add(asked);
      void this.#send(asked);
    });
  }

  /** Tells the core what has changed around it, if it runs. To be called every now and then. */
  async keepUp(): Promise<void> {
    const generation = this.#generation;
    try {
      const core = await this.#core;
      if (core !== undefined && generation === this.#generation) this.#tell(core);
    } catch {
      // It could not be opened; whoever asked for it acts on that.
    }
  }

  /** A page is gone. */
  disconnect(port: number): void {
    this.#pages.delete(port);
    for (const asked of [...this.#asked]) if (asked.port === port) asked.answer(STOPPED);
    this.#core?.then((core) => core.closePort(port)).catch(() => undefined);
  }

  /** Ends the core; pages get no more answers. Resolves when its store is free for another one. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#generation += 1;
    for (const asked of [...this.#asked]) asked.answer(STOPPED);
    const core = this.#core;
    this.#core = undefined;
    await core?.then((open) => open.close()).catch(this.#report);
  }

  #running(): Promise<Core> {
    if (this.#core === undefined) {
      this.#generation += 1;
      const generation = this.#generation;
      this.#surroundings = new Surroundings();
      this.#core = this.#open(this.#account, (message) => {
        if (generation !== this.#generation) return;
        if (message.kind === "stopped") this.#stopped(generation, new Error(message.detail));
        else this.#pages.get(message.port)?.page.publish(message.subscription, message.view);
      });
      this.#core.catch((error: unknown) => this.#stopped(generation, error));
    }
    return this.#core;
  }

  async #send(asked: Asked): Promise<void> {
    let generation = this.#generation;
    try {
      const running = this.#running();
      generation = this.#generation;
      const core = await running;
      const page = this.#pages.get(asked.port);
      // Answered meanwhile: the page went away, or the core was replaced and this was asked there.
      if (page === undefined || !this.#asked.has(asked) || generation !== this.#generation) return;
      this.#tell(core);
      const response = await core.send(asked.port, page.page.trusted, asked.request);
      if (generation !== this.#generation) return;
      asked.answer(response);
    } catch (error) {
      this.#stopped(generation, error);
    }
  }

  /** Tells the core what it does not know yet. It takes requests in their order, so those behind see it. */
  #tell(core: Core): void {
    const generation = this.#generation;
    for (const request of this.#surroundings.news()) {
      core.send(OWN_PORT, false, request).catch((error: unknown) => this.#stopped(generation, error));
    }
  }

  #stopped(generation: number, error: unknown): void {
    // Many requests learn of the same end; the first one acts on it.
    if (generation !== this.#generation || this.#core === undefined || this.#closed) return;
    this.#report(error);
    // Dropped as it is: nothing of a module that stopped can be called.
    this.#core = undefined;
    this.#generation += 1;
    const now = performance.now();
    this.#stops = [...this.#stops.filter((at) => now - at < PATIENCE_PERIOD), now];
    const unanswered = [...this.#asked];
    if (this.#stops.length > PATIENCE) {
      this.#givenUp = true;
      for (const asked of unanswered) asked.answer(STOPPED);
      return;
    }
    this.#resubscribeAll();
    for (const asked of unanswered) void this.#send(asked);
  }

  #resubscribeAll(): void {
    this.#givenUp = false;
    for (const [port, { subscriptions }] of this.#pages) {
      for (const [subscription, query] of subscriptions) this.#resubscribe(port, subscription, query);
    }
  }

  /** Subscribes again for a page that did so before, and shows it the answer as a new one. */
  #resubscribe(port: number, subscription: number, query: Query): void {
    const request: Request = { kind: "subscribe", subscription, query };
    const asked: Asked = {
      port,
      request,
      answer: (response) => {
        this.#asked.delete(asked);
        const open = this.#pages.get(port);
        if (response.kind !== "view" || open?.subscriptions.get(subscription) !== query) return;
        open.page.publish(subscription, response.view);
      },
    };
    this.#asked.add(asked);
    void this.#send(asked);
  }
}
