/** Runs the real server for tests: the program itself, on a real SQLite file, on loopback. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
/** The top of the repository. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** The server's program: `BOXWOOD_SERVER_BIN`, or what `cargo build` made. */
export const program = process.env["BOXWOOD_SERVER_BIN"] ?? join(ROOT, "target/debug/boxwood");
/** The unpacked extension: `BOXWOOD_EXTENSION`, or what `cargo xtask build` made. */
export const extension = process.env["BOXWOOD_EXTENSION"] ?? join(ROOT, "extension/dist");

/** How a server is started beside what is always said. */
export interface ServerOptions {
  /** Where it listens; a port that is free if it is left out. */
  readonly port?: number;
  /** Further arguments of `boxwood serve`. */
  readonly words?: readonly string[];
  /** Further variables of its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A server that can be stopped, killed and started again on the same data and port. */
export class BoxwoodServer {
  readonly #data: string;
  readonly #ownsData: boolean;
  readonly #options: ServerOptions;
  #process: ChildProcess | undefined;
  #port: number;

  private constructor(data: string, ownsData: boolean, options: ServerOptions) {
    this.#data = data;
    this.#ownsData = ownsData;
    this.#options = options;
    this.#port = options.port ?? 0;
  }

  /** Starts a server on new data, or on the given folder, which then stays. */
  static async start(data?: string, options: ServerOptions = {}): Promise<BoxwoodServer> {
    const folder = data ?? (await mkdtemp(join(tmpdir(), "boxwood-data-")));
    const server = new BoxwoodServer(folder, data === undefined, options);
    await server.start();
    return server;
  }

  /** The port on 127.0.0.1; the same one for the server's whole life. */
  get port(): number {
    return this.#port;
  }

  /** Starts the server again after {@link stop} or {@link kill}. */
  async start(): Promise<void> {
    const listen = `127.0.0.1:${this.#port}`;
    const { words = [], environment = {} } = this.#options;
    const child = spawn(program, ["serve", "--data", this.#data, "--listen", listen, ...words], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    const log: string[] = [];
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      log.splice(0, log.length - 50);
    });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the server ended with ${code}:\n${log.join("\n")}`);
    });
    const line = once(createInterface({ input: child.stdout }), "line");
    const [first] = (await Promise.race([line, ended])) as [string];
    ended.catch(() => undefined);
    const port = /^listening on http:\/\/127\.0\.0\.1:(\d+)$/.exec(first)?.[1];
    if (port === undefined) {
      throw new Error(`the server's first line is not its address: ${first}`);
    }
    this.#port = Number(port);
  }

  /** Asks the server to stop, and waits until it has. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  /** Ends the server in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Makes a token for a person, adding the person to the team at the first one. */
  async token(email: string, name: string): Promise<string> {
    const words = ["token", "new", "--data", this.#data, "--email", email, "--name", name];
    const { stdout } = await run(program, words);
    return stdout.trim();
  }

  /** Revokes all tokens of a person. */
  async revoke(email: string): Promise<void> {
    await run(program, ["token", "revoke", "--data", this.#data, "--email", email]);
  }

  /** Stops the server, and removes its data if they were made for it. */
  async close(): Promise<void> {
    await this.stop();
    if (this.#ownsData) {
      await rm(this.#data, { recursive: true, force: true });
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const exit = once(child, "exit");
      child.kill(signal);
      await exit;
    }
  }
}
