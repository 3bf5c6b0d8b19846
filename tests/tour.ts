/**
 * The tour: plays the main job with two people on the stand-in Gmail, says each step as it happens,
 * and takes pictures. `cargo xtask run --tour` starts it and the server it plays against.
 */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { program } from "./e2e/boxwood.ts";
import { openWorld, type StoryServer, steps } from "./story.ts";

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set: use cargo xtask run --tour`);
  return value;
}

const data = setting("BOXWOOD_SERVER_DATA");
const pictures = setting("BOXWOOD_TOUR_DIR");
const run = promisify(execFile);
const server: StoryServer = {
  port: Number(new URL(setting("BOXWOOD_SERVER_URL")).port),
  token: async (email, name) => {
    const words = ["token", "new", "--data", data, "--email", email, "--name", name];
    return (await run(program, words)).stdout.trim();
  },
};

await mkdir(pictures, { recursive: true });
const begin = performance.now();
const world = await openWorld(server);
try {
  for (const [at, step] of steps.entries()) {
    if (step.title.startsWith("The server stops") && server.again === undefined) continue;
    const from = performance.now();
    await step.play(world);
    const took = Math.round(performance.now() - from);
    const number = String(at + 1).padStart(2, "0");
    await world[step.look].gmail.screenshot({ path: join(pictures, `${number}-${step.look}.png`) });
    console.log(`${number}  ${String(took).padStart(6)} ms  ${step.title}`);
  }
  console.log(`Played in ${((performance.now() - begin) / 1000).toFixed(1)} s.`);
} finally {
  await world.close();
}
