/**
 * The tour: plays the main job with two people on the stand-in Gmail, says each step as it happens,
 * and takes pictures. `cargo xtask run --tour` starts it and the server it plays against.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { BoxwoodServer } from "./e2e/boxwood.ts";
import { openWorld, restartable, steps } from "./story.ts";

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set: use cargo xtask run --tour`);
  return value;
}

const pictures = setting("BOXWOOD_TOUR_DIR");
const server = await BoxwoodServer.start(setting("BOXWOOD_SERVER_DATA"));
console.log(`Server: http://127.0.0.1:${server.port}`);

await mkdir(pictures, { recursive: true });
const begin = performance.now();
const world = await openWorld(restartable(server));
try {
  for (const [at, step] of steps.entries()) {
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
  await server.close();
}
