/** A core that does what a test tells it. */
import type { Core, CoreMessage, OpenCore } from "../src/core/core";
import type { Request } from "../src/generated/Request";
import type { Response } from "../src/generated/Response";

/** A request that waits for the test to answer it. */
export interface Waiting {
  port: number;
  trusted: boolean;
  request: Request;
  answer: (response: Response) => void;
  fail: (error: unknown) => void;
}

/** A core that does what a test tells it. */
export class FakeCore implements Core {
  readonly waiting: Waiting[] = [];
  /** What it was told of its surroundings; that needs no answer of the test's. */
  readonly told: Request[] = [];
  readonly closedPorts: number[] = [];
  closed = false;
  readonly listener: (message: CoreMessage) => void;

  constructor(listener: (message: CoreMessage) => void) {
    this.listener = listener;
  }
  send(port: number, trusted: boolean, request: Request): Promise<Response> {
    if (request.kind === "zone" || request.kind === "alphabet") {
      this.told.push(request);
      return Promise.resolve({ kind: "nothing" });
    }
    return new Promise((answer, fail) => this.waiting.push({ port, trusted, request, answer, fail }));
  }
  closePort(port: number): void {
    this.closedPorts.push(port);
  }
  async close(): Promise<void> {
    this.closed = true;
  }
  /** Ends as a panic ends it. */
  panic(): void {
    this.listener({ kind: "stopped", detail: "panicked at the test's wish" });
    for (const { fail } of this.waiting) fail(new Error("the core has stopped"));
  }
}

/** Opens fake cores, and keeps them for the test. */
export function fakeCores(): { open: OpenCore; cores: FakeCore[]; accounts: string[] } {
  const cores: FakeCore[] = [];
  const accounts: string[] = [];
  const open: OpenCore = async (account, listener) => {
    const core = new FakeCore(listener);
    cores.push(core);
    accounts.push(account);
    return core;
  };
  return { open, cores, accounts };
}

/** Lets all promises that can go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
