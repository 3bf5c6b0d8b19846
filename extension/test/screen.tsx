/** A screen over a core that answers when the test says so. */
import { type Signal, signal } from "@preact/signals";
import { type ComponentChild, render } from "preact";
import { act } from "preact/test-utils";

import type { Command } from "../src/generated/Command";
import type { Failure } from "../src/generated/Failure";
import type { NavView } from "../src/generated/NavView";
import type { Query } from "../src/generated/Query";
import type { Request } from "../src/generated/Request";
import type { Response } from "../src/generated/Response";
import type { StatusView } from "../src/generated/StatusView";
import type { View } from "../src/generated/View";
import { Link } from "../src/link/link";
import { PageContext } from "../src/platform/page-context";
import { type App, AppContext } from "../src/ui/app";
import { settle } from "./fake-core";
import { FakeWorker } from "./fake-ports";
import "./page";

/** A person who is signed in, with nothing waiting. */
export const STATUS: StatusView = {
  account: "ann@hill.example",
  me: { id: "u1", name: "Ann", email: "ann@hill.example" },
  server: "https://boxwood.example",
  connection: "online",
  waiting: 0,
  saving: "saved",
  storage: "disk",
  storageDamaged: false,
  refused: [],
  problem: null,
  moved: null,
  clockAheadSeconds: null,
};

/** A screen, with what a test does on it. */
export class Screen {
  readonly status: Signal<StatusView | undefined> = signal(STATUS);
  readonly pipelines: Signal<NavView[]> = signal([]);
  /** What was said for a moment, each with its way back. */
  readonly notices: { text: string; undo: (() => void) | undefined }[] = [];
  readonly worker = new FakeWorker();
  readonly place = document.createElement("div");
  readonly #context = new PageContext();
  readonly #app: App;

  constructor() {
    document.body.append(this.place);
    this.#app = {
      link: new Link(this.#context, "ann@hill.example", this.worker),
      status: this.status,
      pipelines: this.pipelines,
      openPipeline: () => undefined,
      go: () => undefined,
      openNewPipeline: () => undefined,
      openThread: () => undefined,
      openOptions: () => undefined,
      notify: (text, undo) => this.notices.push({ text, undo }),
      reload: () => undefined,
    };
  }

  /** Takes the screen away. */
  end(): void {
    render(null, this.place);
    this.place.remove();
    this.#context.end();
  }

  async show(child: ComponentChild): Promise<void> {
    const screen = <AppContext.Provider value={this.#app}>{child}</AppContext.Provider>;
    await act(() => render(screen, this.place));
  }

  /** The first element of a name. */
  find<T extends HTMLElement = HTMLInputElement>(testId: string): T {
    const found = this.all<T>(testId)[0];
    if (found === undefined) throw new Error(`nothing is called ${testId}`);
    return found;
  }

  /** All elements of a name. */
  all<T extends HTMLElement = HTMLElement>(testId: string): T[] {
    return [...this.place.querySelectorAll<T>(`[data-testid="${testId}"]`)];
  }

  async click(testId: string): Promise<void> {
    await act(() => this.find<HTMLElement>(testId).click());
  }

  /** Types into an editor, in place of what is there. */
  async type(testId: string, text: string): Promise<void> {
    await act(() => {
      const element = this.find(testId);
      element.dispatchEvent(new FocusEvent("focus"));
      element.value = text;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  /** Chooses an option, a date, or whether something is checked. */
  async choose(testId: string, value: string | boolean): Promise<void> {
    await act(() => {
      const element = this.find(testId);
      if (typeof value === "boolean") element.checked = value;
      else element.value = value;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  async press(testId: string, key: string, held: KeyboardEventInit = {}): Promise<void> {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
    await act(() => {
      this.find(testId).dispatchEvent(event);
    });
  }

  /** What was asked to be done, in order. */
  deeds(): Command[] {
    return this.worker.asked.flatMap(({ request }) =>
      request.kind === "do" ? [request["command"] as Command] : [],
    );
  }

  /** Answers the last thing that was asked to be done. */
  async done(created: string | null = null): Promise<void> {
    await this.#answerDeed({ kind: "done", storage: "disk", created });
  }

  /** Refuses the last thing that was asked to be done. */
  async refuse(failure: Failure): Promise<void> {
    await this.#answerDeed({ kind: "failed", failure });
  }

  /** Answers the last request of a kind; says what it was. */
  async reply(kind: Request["kind"], response: Response): Promise<Record<string, unknown>> {
    const asked = this.worker.asked.findLast(({ request }) => request.kind === kind);
    if (asked === undefined) throw new Error(`nobody asked for ${kind}`);
    await act(async () => {
      this.worker.answer({ id: asked.id, response });
      await settle();
    });
    return asked.request;
  }

  async #answerDeed(response: Response): Promise<void> {
    const asked = this.worker.asked.findLast(({ request }) => request.kind === "do");
    if (asked === undefined) throw new Error("nothing was asked to be done");
    await act(async () => {
      this.worker.answer({ id: asked.id, response });
      await settle();
    });
  }

  /** The questions of a kind, the last one last. */
  questions<K extends Query["kind"]>(kind: K): Extract<Query, { kind: K }>[] {
    return this.#subscribed(kind).map(({ query }) => query as Extract<Query, { kind: K }>);
  }

  /** Answers every question of a kind that is subscribed to. */
  async tell(kind: Query["kind"], view: View): Promise<void> {
    const names = new Set(this.#subscribed(kind).map(({ subscription }) => subscription));
    if (names.size === 0) throw new Error(`nobody asked for ${kind}`);
    const ids = this.worker.asked.filter(({ request }) => names.has(Number(request["subscription"])));
    await act(() => {
      for (const { id } of ids) this.worker.answer({ id, response: { kind: "view", view } });
    });
  }

  #subscribed(kind: Query["kind"]): { subscription: number; query: Query }[] {
    return this.worker.asked.flatMap(({ request }) => {
      const query = request["query"] as Query | undefined;
      if (request.kind !== "subscribe" || query?.kind !== kind) return [];
      return [{ subscription: Number(request["subscription"]), query }];
    });
  }
}
