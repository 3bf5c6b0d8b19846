/** The service worker and the browser ended in the middle of whatever they do. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxesOf, boxNames, pipelines } from "../core.ts";
import { eventually } from "../eventually.ts";
import type { Network } from "../network.ts";
import type { Person } from "../person.ts";
import { addBox, cellText, editCell, rowOf, typeIntoCell, typeNewBox } from "../pipeline-page.ts";
import { ANN, BEN, Scene } from "./scene.ts";

const ROUNDS = Array.from({ length: 20 }, (_, index) => index + 1);
/** After twenty ends of its worker a page may take longer to connect. */
const LONG = 60_000;

describe("the service worker", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ ann, ben } = await scene.pair());
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("killed at any moment of twenty edits: each is there once, and the page goes on without a reload", async () => {
    await ann.gmail.evaluate(() => {
      (globalThis as { notReloaded?: boolean }).notReloaded = true;
    });
    const made = ["Nord Bikes"];
    for (const round of ROUNDS) {
      const name = `Round ${round}`;
      made.push(name);
      // Before, at, and after the moment at which the edit is made, and once it is on the screen.
      switch (round % 4) {
        case 0:
          await ann.killWorker();
          await typeNewBox(ann, "Lead", name);
          break;
        case 1:
          await Promise.all([typeNewBox(ann, "Lead", name), ann.killWorker()]);
          break;
        case 2:
          await typeNewBox(ann, "Lead", name);
          await ann.killWorker();
          break;
        case 3:
          await addBox(ann, "Lead", name);
          await ann.killWorker();
          break;
      }
      await rowOf(ann, name).waitFor();
    }
    await editCell(ann, "Round 7", "Next step", "Still at work");
    await ann.waitUntil("saved", 0);
    for (const [person, account] of [
      [ann, ANN],
      [ben, BEN],
    ] as const) {
      const page = await person.options();
      await eventually(() => boxNames(page, account), made.toSorted(), LONG);
      await page.close();
      await eventually(() => cellText(person, "Round 7", "Next step"), "Still at work");
      expect(await person.gmail.getByTestId("refused").count()).toBe(0);
    }
    expect(await ann.gmail.evaluate(() => "notReloaded" in globalThis)).toBe(true);
  });

  it("killed while a cell is being stored: the cell shows it as stored only when it is", async () => {
    for (const round of ROUNDS.slice(0, 8)) {
      const text = `Written in round ${round}`;
      await typeIntoCell(ann, "Nord Bikes", "Next step", text);
      await ann.killWorker();
      const cell = rowOf(ann, "Nord Bikes").getByTestId("cell-Next step");
      await eventually(() => cell.getAttribute("data-state"), "rest");
      // The core was opened anew from the disk; what it says now is what was there.
      await ann.killWorker();
      const page = await ann.options();
      const [pipeline] = await pipelines(page, ANN);
      const boxes = await boxesOf(page, ANN, pipeline?.id ?? "");
      const bikes = boxes.find(({ name }) => name === "Nord Bikes");
      expect(bikes?.cells.map(({ value }) => value)).toContainEqual({ kind: "text", text });
      await page.close();
    }
    await ann.waitUntil("saved", 0);
    await eventually(() => cellText(ben, "Nord Bikes", "Next step"), "Written in round 8");
  });
});

describe("the browser", () => {
  let scene: Scene;
  let ann: Person;
  let network: Network;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ person: ann, network } = await scene.join(ANN, "Ann Archer"));
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.waitUntil("saved", 0);
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("closed in the middle of edits without a network: what was shown as stored is there, nothing twice", async () => {
    network.set("cut");
    const made = ["Nord Bikes"];
    let waiting = 0;
    for (const round of [1, 2, 3]) {
      const name = `Before closing ${round}`;
      await addBox(ann, "Lead", name);
      await editCell(ann, "Nord Bikes", "Next step", `Stored before closing ${round}`);
      made.push(name);
      waiting += 2;
      // One more, which may be lost: nobody was told that it is stored.
      await typeNewBox(ann, "Lead", `In the middle ${round}`);
      await ann.close();
      await ann.open("#inbox");
      await ann.openPipeline("Sales");
      await eventually(() => cellText(ann, "Nord Bikes", "Next step"), `Stored before closing ${round}`);
      const page = await ann.options();
      const names = await boxNames(page, ANN);
      await page.close();
      const late = names.filter((one) => one === `In the middle ${round}`);
      expect(late.length).toBeLessThanOrEqual(1);
      made.push(...late);
      waiting += late.length;
      expect(names).toEqual(made.toSorted());
      await ann.waitUntil("offline", waiting);
    }
    network.set("up");
    await ann.tryNow();
    await ann.waitUntil("saved", 0);
    const { person: ben } = await scene.join(BEN, "Ben Okafor");
    const page = await ben.options();
    expect(await boxNames(page, BEN)).toEqual(made.toSorted());
    await page.close();
  });
});
