/** The main job, end to end, step by step. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, restartable, steps, type World } from "../story.ts";
import { BoxwoodServer } from "./boxwood.ts";

describe("the main job", () => {
  let server: BoxwoodServer;
  let world: World;
  let broken = false;

  beforeAll(async () => {
    server = await BoxwoodServer.start();
    world = await openWorld(restartable(server));
  });

  afterAll(async () => {
    await world?.close();
    await server?.close();
  });

  for (const step of steps) {
    it(step.title, async () => {
      expect(broken, "an earlier step failed").toBe(false);
      broken = true;
      try {
        await step.play(world);
      } catch (error) {
        await Promise.all([world.ann.photograph("main-job-ann"), world.ben.photograph("main-job-ben")]);
        throw error;
      }
      broken = false;
    });
  }

  it("went without an error in either Gmail", () => {
    expect(world.ann.profile.problems).toEqual([]);
    expect(world.ben.profile.problems).toEqual([]);
  });
});
