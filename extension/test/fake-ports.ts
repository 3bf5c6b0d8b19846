/** Two ends of a connection in memory, and a service worker that can die. */
import type { Worker } from "../src/link/link";
import type { FromPage, FromWorker } from "../src/link/messages";
import type { Port } from "../src/platform/ports";

/** One end of a connection, with what the other end's maker needs. */
export class FakePort implements Port {
  readonly said: unknown[] = [];
  readonly #message: ((message: unknown) => void)[] = [];
  readonly #disconnect: (() => void)[] = [];
  gone = false;

  post(message: unknown): void {
    if (this.gone) throw new Error("the connection is gone");
    // What crosses a connection is a copy of plain data.
    this.said.push(JSON.parse(JSON.stringify(message)));
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message.push(listener);
  }
  onDisconnect(listener: () => void): void {
    this.#disconnect.push(listener);
  }
  disconnect(): void {
    this.gone = true;
  }
  /** Hears a message of the other end. */
  hear(message: unknown): void {
    for (const listener of this.#message) listener(message);
  }
  /** Learns that the other end is gone. */
  lose(): void {
    this.gone = true;
    for (const listener of this.#disconnect) listener();
  }
}

/** A service worker that answers when the test says so. */
export class FakeWorker implements Worker {
  readonly ports: FakePort[] = [];
  current = true;

  open(): Port {
    if (!this.current) throw new Error("Extension context invalidated.");
    const port = new FakePort();
    this.ports.push(port);
    return port;
  }
  isCurrent(): boolean {
    return this.current;
  }
  /** The last connection. */
  get port(): FakePort {
    const port = this.ports.at(-1);
    if (port === undefined) throw new Error("nobody connected");
    return port;
  }
  /** What the page asked over the last connection, without the news that it is awake. */
  get asked(): { id: number; request: { kind: string; [name: string]: unknown } }[] {
    return (this.port.said as FromPage[]).filter((message) => "id" in message) as never;
  }
  answer(message: FromWorker): void {
    this.port.hear(message);
  }
}
