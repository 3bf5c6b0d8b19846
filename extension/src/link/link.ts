/**
 * A page's connection to the core of one account.
 *
 * The service worker may die at any moment. A connection then is made anew by itself: what was
 * asked and not answered is asked again, commands under the same id so that they are done once, and
 * subscriptions go on. While nobody looks at the page and nothing is unanswered, the worker is left
 * to sleep.
 */
import { type Signal, signal } from "@preact/signals";

import type { Command } from "../generated/Command";
import type { Failure } from "../generated/Failure";
import type { Query } from "../generated/Query";
import type { Request } from "../generated/Request";
import type { Response } from "../generated/Response";
import type { View } from "../generated/View";
import type { PageContext } from "../platform/page-context";
import type { Port } from "../platform/ports";
import { type FromPage, isFromWorker } from "./messages";

/** How the connection stands. `outdated`: the extension was updated, and the page must be reloaded. */
export type LinkState = "connecting" | "open" | "asleep" | "outdated";

/** The answer to a question, of a query's own kind. */
export type ViewOf<Q extends Query> = Extract<View, { kind: AnswerKinds[Q["kind"]] }>;

interface AnswerKinds {
  status: "status";
  nav: "nav";
  templates: "templates";
  pipeline: "pipeline";
  window: "window";
  box: "box";
  thread: "thread";
  labels: "labels";
  findBoxes: "boxes";
  boxPage: "boxPage";
  tasks: "tasks";
  bin: "bin";
  contacts: "contacts";
  contact: "contact";
  organizations: "organizations";
  organization: "organization";
  snippets: "snippets";
  filledSnippet: "filledSnippet";
  tryFormula: "formulaTrials";
  views: "views";
  settings: "settings";
  team: "team";
  timeline: "timeline";
  undo: "undo";
  suggestions: "suggestions";
  learning: "learning";
}

/** Where a link finds its service worker. */
export interface Worker {
  /** Connects; throws when the extension is no longer the installed one. */
  open(): Port;
  /** Whether the extension is still the installed one. */
  isCurrent(): boolean;
}

/** A question that is answered again whenever its answer changes. */
export interface Subscription<Q extends Query> {
  /** The last answer; none before the first. */
  readonly view: Signal<ViewOf<Q> | undefined>;
  /** Why there is no answer, if the core said so. */
  readonly failure: Signal<Failure | undefined>;
  /** Asks something else from now on; the last answer stays until the next one comes. */
  change(query: Extract<Query, { kind: Q["kind"] }>): void;
  /** Asks no more. */
  end(): void;
}

/** How long a request may stay without an answer, in milliseconds. */
export const DEADLINE = 30_000;
/** How often a page that is looked at says so, in milliseconds: the worker sleeps after 30 s of silence. */
export const AWAKE_EVERY = 20_000;
/** The longest pause between attempts to connect, in milliseconds. */
const LONGEST_PAUSE = 5_000;

interface Asked {
  request: Request;
  answer: (response: Response) => void;
}

interface Subscribed {
  query: Query;
  view: Signal<View | undefined>;
  failure: Signal<Failure | undefined>;
}

const NO_ANSWER: Response = {
  kind: "failed",
  failure: { code: "core-stopped", place: null, params: {} },
};

/** A page's connection to the core of one account. */
export class Link {
  /** How it stands. */
  readonly state: Signal<LinkState> = signal<LinkState>("connecting");
  readonly #context: PageContext;
  readonly #worker: Worker;
  readonly #account: string;
  readonly #asked = new Map<number, Asked>();
  readonly #subscribed = new Map<number, Subscribed>();
  #port: Port | undefined;
  #lastId = 0;
  #lastSubscription = 0;
  #attempts = 0;

  constructor(context: PageContext, account: string, worker: Worker) {
    this.#context = context;
    this.#account = account;
    this.#worker = worker;
    context.own(() => this.#close());
    context.every(AWAKE_EVERY, () => this.#sayAwake());
    context.listen(document, "visibilitychange", () => {
      if (this.#looked()) {
        this.#connect();
        this.#sayAwake();
      }
    });
    this.#connect();
  }

  /** The Gmail account. */
  get account(): string {
    return this.#account;
  }

  /** Does something; resolves when it is safe, or with the failure. */
  async do(command: Command): Promise<Response> {
    return this.ask({ kind: "do", commandId: crypto.randomUUID(), command });
  }

  /** Asks once. Never rejects: what goes wrong is in the response. */
  ask(request: Request): Promise<Response> {
    return new Promise((resolve) => {
      if (this.#context.ended) {
        resolve(NO_ANSWER);
        return;
      }
      this.#lastId += 1;
      const id = this.#lastId;
      const enough = this.#context.after(DEADLINE, () => this.#answer(id, NO_ANSWER));
      this.#asked.set(id, {
        request,
        answer: (response) => {
          enough();
          resolve(response);
        },
      });
      if (this.#port === undefined) this.#connect();
      else this.#post({ id, request });
    });
  }

  /** Asks now and whenever the answer changes. */
  subscribe<Q extends Query>(query: Q): Subscription<Q> {
    this.#lastSubscription += 1;
    const name = this.#lastSubscription;
    const subscribed: Subscribed = { query, view: signal(undefined), failure: signal(undefined) };
    this.#subscribed.set(name, subscribed);
    this.#subscribe(name, query);
    return {
      // The core answers a question by the view of its kind; others are dropped in `#show`.
      view: subscribed.view as Signal<ViewOf<Q> | undefined>,
      failure: subscribed.failure,
      change: (next) => {
        if (this.#subscribed.get(name) !== subscribed) return;
        subscribed.query = next;
        this.#subscribe(name, next);
      },
      end: () => {
        if (!this.#subscribed.delete(name) || this.#port === undefined) return;
        this.#lastId += 1;
        this.#post({ id: this.#lastId, request: { kind: "unsubscribe", subscription: name } });
      },
    };
  }

  #subscribe(subscription: number, query: Query): void {
    if (this.#port === undefined) {
      this.#connect();
      return;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#subscriptionIds.set(id, { subscription, query });
    this.#post({ id, request: { kind: "subscribe", subscription, query } });
  }

  /** Which request began which subscription, until it is answered. */
  readonly #subscriptionIds = new Map<number, { subscription: number; query: Query }>();

  #looked(): boolean {
    return document.visibilityState === "visible";
  }

  #sayAwake(): void {
    if (this.#port !== undefined && this.#looked()) this.#post({ awake: true });
  }

  #connect(): void {
    if (this.#port !== undefined || this.#context.ended) return;
    let port: Port;
    try {
      port = this.#worker.open();
    } catch {
      this.#outdated();
      return;
    }
    this.#port = port;
    this.state.value = "connecting";
    port.onMessage((message) => {
      if (this.#port === port) this.#hear(message);
    });
    port.onDisconnect(() => {
      if (this.#port === port) this.#lost();
    });
    this.#subscriptionIds.clear();
    this.#post({ hello: { account: this.#account } });
    for (const [name, { query }] of this.#subscribed) this.#subscribe(name, query);
    for (const [id, { request }] of this.#asked) this.#post({ id, request });
  }

  #lost(): void {
    this.#port = undefined;
    if (!this.#worker.isCurrent()) {
      this.#outdated();
      return;
    }
    if (!this.#looked() && this.#asked.size === 0) {
      this.state.value = "asleep";
      return;
    }
    this.state.value = "connecting";
    this.#attempts += 1;
    // The first attempt is made at once: a worker that fell asleep is back in a moment.
    const pause = this.#attempts === 1 ? 0 : Math.min(LONGEST_PAUSE, 100 * 2 ** this.#attempts);
    this.#context.after(pause, () => this.#connect());
  }

  #outdated(): void {
    this.#port = undefined;
    this.state.value = "outdated";
    for (const id of [...this.#asked.keys()]) this.#answer(id, NO_ANSWER);
  }

  #close(): void {
    const port = this.#port;
    this.#port = undefined;
    for (const { answer } of [...this.#asked.values()]) answer(NO_ANSWER);
    this.#asked.clear();
    try {
      port?.disconnect();
    } catch {
      // A connection of an extension that is gone cannot be ended, and need not be.
      return;
    }
  }

  #post(message: FromPage): void {
    const port = this.#port;
    if (port === undefined) return;
    try {
      port.post(message);
    } catch {
      // The connection broke, and the news of it is on its way or never comes: it is made anew.
      this.#lost();
    }
  }

  #hear(message: unknown): void {
    if (!isFromWorker(message)) return;
    this.#attempts = 0;
    this.state.value = "open";
    if ("subscription" in message) {
      this.#show(message.subscription, message.view);
      return;
    }
    const begun = this.#subscriptionIds.get(message.id);
    if (begun === undefined) {
      this.#answer(message.id, message.response);
      return;
    }
    this.#subscriptionIds.delete(message.id);
    const subscribed = this.#subscribed.get(begun.subscription);
    // The answer to a question that was changed since is not this one's.
    if (subscribed === undefined || subscribed.query !== begun.query) return;
    if (message.response.kind === "view") this.#show(begun.subscription, message.response.view);
    if (message.response.kind === "failed") subscribed.failure.value = message.response.failure;
  }

  #show(subscription: number, view: View): void {
    const subscribed = this.#subscribed.get(subscription);
    if (subscribed === undefined || !answers(subscribed.query, view)) return;
    subscribed.failure.value = undefined;
    subscribed.view.value = view;
  }

  #answer(id: number, response: Response): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    this.#asked.delete(id);
    asked.answer(response);
  }
}

const ANSWERS: AnswerKinds = {
  status: "status",
  nav: "nav",
  templates: "templates",
  pipeline: "pipeline",
  window: "window",
  box: "box",
  thread: "thread",
  labels: "labels",
  findBoxes: "boxes",
  boxPage: "boxPage",
  tasks: "tasks",
  bin: "bin",
  contacts: "contacts",
  contact: "contact",
  organizations: "organizations",
  organization: "organization",
  snippets: "snippets",
  filledSnippet: "filledSnippet",
  tryFormula: "formulaTrials",
  views: "views",
  settings: "settings",
  team: "team",
  timeline: "timeline",
  undo: "undo",
  suggestions: "suggestions",
  learning: "learning",
};

function answers(query: Query, view: View): boolean {
  return ANSWERS[query.kind] === view.kind;
}
