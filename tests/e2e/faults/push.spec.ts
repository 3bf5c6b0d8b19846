/** Pushes that break on the way there, and pushes whose answer breaks on the way back. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxesOf, boxNames, pipelines } from "../core.ts";
import { eventually } from "../eventually.ts";
import type { Network } from "../network.ts";
import type { Person } from "../person.ts";
import { addBox, rowOf, typeNewBox } from "../pipeline-page.ts";
import { ANN, BEN, Scene } from "./scene.ts";

describe("a push", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;
  let network: Network;
  let bikes: string;

  beforeAll(async () => {
    scene = await Scene.open();
    bikes = scene.gmail.thread("bikes");
    ({ person: ann, network } = await scene.join(ANN, "Ann Archer"));
    await ann.createPipeline("sales", "Sales");
    await ann.openThread(bikes);
    await ann.addToNewBox(bikes, "Sales", "Nord Bikes");
    ({ person: ben } = await scene.join(BEN, "Ben Okafor"));
    await ben.openThread(bikes);
    await ben.card(bikes, "Nord Bikes").waitFor();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("that is cut in the middle is sent again, and applied once", async () => {
    // Much more than everything else that is said on a connection, so that it is the push that breaks.
    const notes = "Forty bikes. ".repeat(7_000);
    await ann.waitUntil("saved", 0);
    network.set({ upTo: 40_000 });
    const editor = ann.card(bikes, "Nord Bikes").getByTestId("box-notes");
    await editor.fill(notes);
    await editor.blur();
    await eventually(() => network.torn > 0, true);
    await ann.waitUntil("offline", 1);
    expect(await ben.card(bikes, "Nord Bikes").getByTestId("box-notes").inputValue()).toBe("");

    network.set("up");
    await ann.tryNow();
    await ann.waitUntil("saved", 0);
    await eventually(() => ben.card(bikes, "Nord Bikes").getByTestId("box-notes").inputValue(), notes);
    expect(await ann.gmail.getByTestId("refused").count()).toBe(0);
  });

  it("whose answer is lost is sent again, and applied once", async () => {
    await ann.openPipeline("Sales");
    await ben.openPipeline("Sales");
    await rowOf(ann, "Nord Bikes").waitFor();
    await ann.waitUntil("saved", 0);
    network.set("unheard");
    for (const name of ["Lumen", "Oasis", "Kumo"]) await typeNewBox(ann, "Lead", name);
    // The server has taken the first of them, and Ann does not know.
    await rowOf(ben, "Lumen").waitFor();
    await ann.gmail.locator("[data-testid=status][data-waiting='3']").waitFor();
    expect(network.unheard).toBeGreaterThan(0);

    network.set("up");
    await ann.waitUntil("saved", 0);
    await rowOf(ben, "Kumo").waitFor();
    const all = ["Kumo", "Lumen", "Nord Bikes", "Oasis"];
    for (const [person, account] of [
      [ann, ANN],
      [ben, BEN],
    ] as const) {
      const page = await person.options();
      expect(await boxNames(page, account)).toEqual(all);
      await page.close();
      // A box that was made twice would have been refused the second time.
      expect(await person.gmail.getByTestId("refused").count()).toBe(0);
    }
  });

  it("that comes after another one that was lost both ways keeps the order", async () => {
    await addBox(ann, "Lead", "Ordered");
    await ann.waitUntil("saved", 0);
    const page = await ann.options();
    const [pipeline] = await pipelines(page, ANN);
    const names = (await boxesOf(page, ANN, pipeline?.id ?? "")).map(({ name }) => name);
    // Made in this order, and shown in the order in which they were made.
    expect(names).toEqual(["Nord Bikes", "Lumen", "Oasis", "Kumo", "Ordered"]);
    await page.close();
  });
});
