/** Servers filled with boxes. */
import { execFile } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { BoxwoodServer, program } from "../e2e/boxwood.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");

/** Who signs in. */
export const ANN = "ann@hill.example";

/** A running server with a pipeline of so many boxes. */
export interface Seeded {
  readonly server: BoxwoodServer;
  readonly address: string;
  readonly token: string;
  readonly pipeline: string;
  readonly boxes: number;
  /** How many mutations made them. */
  readonly mutations: number;
}

/** Builds the program that fills data folders, in the profile of the server's program. */
async function seedProgram(): Promise<string> {
  const folder = dirname(program);
  const release = folder.endsWith("release") ? ["--release"] : [];
  const build = ["build", "--quiet", "--package", "boxwood-server", "--example", "seed", ...release];
  await run("cargo", build, { cwd: ROOT });
  return join(
    process.env["CARGO_TARGET_DIR"] ?? join(ROOT, "target"),
    release.length > 0 ? "release" : "debug",
    "examples/seed",
  );
}

/** Fills a data folder and starts a server on it. */
export async function seeded(data: string, boxes: number): Promise<Seeded> {
  const seed = await seedProgram();
  const words = ["--data", data, "--email", ANN, "--name", "Ann Archer", "--boxes", String(boxes)];
  const { stdout } = await run(seed, words);
  const made = JSON.parse(stdout) as { token: string; pipeline: string; mutations: number };
  const server = await BoxwoodServer.start(data);
  return { server, address: `http://127.0.0.1:${server.port}`, boxes, ...made };
}
