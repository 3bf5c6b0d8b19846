/** Boxwood without a server, and how everything moves to one. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANN, BEN, Scene } from "./faults/scene.ts";
import { expectText, type Person } from "./person.ts";
import { addBox, rowOf } from "./pipeline-page.ts";

describe("without a server", () => {
  let scene: Scene;
  let ann: Person;
  let options: Page;

  /** Waits until the options page says how things stand. */
  const stands = (how: string): Promise<void> =>
    options.locator(`[data-testid=status][data-standing=${how}][data-waiting='0']`).waitFor();

  beforeAll(async () => {
    scene = await Scene.open();
    ann = await scene.arrive(ANN);
    options = await ann.options();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("a person begins by one button, and makes a pipeline and a box", async () => {
    await options.getByTestId("start-alone").click();
    await options.getByTestId("alone").waitFor();
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await stands("alone");
    expect(await options.getByTestId("status-problem").count()).toBe(0);
  });

  it("everything is there after the worker was killed and Gmail loaded anew", async () => {
    await ann.killWorker();
    await ann.gmail.reload();
    await expectText(ann.gmail.getByTestId("pipeline-name"), "Sales");
    await rowOf(ann, "Nord Bikes").waitFor();
    await addBox(ann, "Lead", "Lumen");
    await stands("alone");
  });

  it("it moves to a server, where a second person sees it", async () => {
    const network = await scene.network();
    const token = await scene.server.token(ANN, "Ann Archer");
    await options.getByTestId("server").fill(network.address);
    await options.getByTestId("token").fill(token);
    await options.getByTestId("sign-in").click();
    await options.getByTestId("signed-in").waitFor();
    await stands("saved");
    const { person: ben } = await scene.join(BEN, "Ben Okafor");
    await ben.openPipeline("Sales");
    await rowOf(ben, "Nord Bikes").waitFor();
    await rowOf(ben, "Lumen").waitFor();
    await addBox(ben, "Lead", "Ben’s");
    await rowOf(ann, "Ben’s").waitFor();
  });

  it("leaving the server is asked for twice, and keeps a copy that goes its own way", async () => {
    await options.getByTestId("start-alone").click();
    expect(await options.getByTestId("signed-in").count(), "asked once, still connected").toBe(1);
    await options.getByTestId("start-alone").click();
    await options.getByTestId("alone").waitFor();
    await rowOf(ann, "Ben’s").waitFor();
    await addBox(ann, "Lead", "Ours alone");
    await stands("alone");
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
