/** Two Gmail tabs at once, and Gmail opened for a second account. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxNames, pipelines } from "../core.ts";
import { databasesWith } from "../databases.ts";
import { eventually } from "../eventually.ts";
import type { Person } from "../person.ts";
import { addBox, cellText, editCell, rowOf } from "../pipeline-page.ts";
import { ANN, BEN, Scene } from "./scene.ts";

const PRIVATE = "ann.archer@meadow.example";

describe("two tabs", () => {
  let scene: Scene;
  let first: Person;
  let second: Person;
  let ben: Person;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ person: first } = await scene.join(ANN, "Ann Archer"));
    await first.createPipeline("sales", "Sales");
    await addBox(first, "Lead", "Nord Bikes");
    second = await first.tab();
    await second.openPipeline("Sales");
    await rowOf(second, "Nord Bikes").waitFor();
    ({ person: ben } = await scene.join(BEN, "Ben Okafor"));
    await ben.openPipeline("Sales");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("see each other's changes, with one service worker between them", async () => {
    await editCell(first, "Nord Bikes", "Next step", "From the first tab");
    await eventually(() => cellText(second, "Nord Bikes", "Next step"), "From the first tab");
    await editCell(second, "Nord Bikes", "Next step", "From the second tab");
    await eventually(() => cellText(first, "Nord Bikes", "Next step"), "From the second tab");
    expect(first.profile.context.serviceWorkers()).toHaveLength(1);
  });

  it("that both change things at the same time lose and double nothing", async () => {
    const names: string[] = ["Nord Bikes"];
    for (const round of [1, 2, 3, 4, 5]) {
      names.push(`First ${round}`, `Second ${round}`);
      await Promise.all([
        addBox(first, "Lead", `First ${round}`),
        addBox(second, "Contacted", `Second ${round}`),
      ]);
    }
    await Promise.all([
      editCell(first, "First 1", "Next step", "Called"),
      editCell(second, "First 1", "Value", "1200"),
    ]);
    for (const person of [first, second]) await person.waitUntil("saved", 0);
    for (const [person, account] of [
      [first, ANN],
      [ben, BEN],
    ] as const) {
      const page = await person.options();
      await eventually(() => boxNames(page, account), names.toSorted());
      await page.close();
      await eventually(() => cellText(person, "First 1", "Next step"), "Called");
      await eventually(async () => (await cellText(person, "First 1", "Value")).includes("1,200"), true);
      expect(await person.gmail.getByTestId("refused").count()).toBe(0);
    }
  });

  it("of which one is closed: the other goes on", async () => {
    await second.gmail.close();
    await editCell(first, "Nord Bikes", "Next step", "The second tab is gone");
    await eventually(() => cellText(ben, "Nord Bikes", "Next step"), "The second tab is gone");
  });
});

describe("Gmail for a second account", () => {
  let scene: Scene;
  let ann: Person;
  let other: Person;
  let bikes: string;

  beforeAll(async () => {
    scene = await Scene.open();
    bikes = scene.gmail.thread("bikes");
    ({ person: ann } = await scene.join(ANN, "Ann Archer", { secondUser: PRIVATE }));
    await ann.createPipeline("sales", "Marker pipeline");
    await ann.openThread(bikes);
    await ann.addToNewBox(bikes, "Marker pipeline", "Marker box");
    await ann.waitUntil("saved", 0);
    other = await ann.tab(1);
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("has records of its own: not signed in, and nothing of the first account's to be seen", async () => {
    const page = await ann.options();
    const card = page.locator(`[data-testid=account][data-account="${PRIVATE}"]`);
    await card.locator("[data-testid=status][data-standing=never-signed-in]").waitFor();
    expect(await pipelines(page, PRIVATE)).toEqual([]);
    expect((await pipelines(page, ANN)).map(({ name }) => name)).toEqual(["Marker pipeline"]);
    await page.close();
    expect(await other.gmail.getByTestId("nav-pipeline").count()).toBe(0);
    expect(await other.gmail.locator("body").innerText()).not.toContain("Marker");
    expect(await ann.gmail.getByTestId("nav-pipeline").count()).toBe(1);
  });

  it("has a database of its own, without a byte of the first account's records", async () => {
    const page = await ann.options();
    const found = await databasesWith(page, "Marker");
    await page.close();
    const [mine, others] = [found[`boxwood:${ANN}`], found[`boxwood:${PRIVATE}`]];
    expect(mine?.holds, JSON.stringify(found)).toBe(true);
    expect(others?.holds, JSON.stringify(found)).toBe(false);
    expect(others?.records).toBeGreaterThan(0);
  });

  it("can join the team with a token of its own, and then sees what the team sees", async () => {
    const token = await scene.server.token(PRIVATE, "Ann Archer");
    const options = await ann.tryToSignIn(PRIVATE, `http://127.0.0.1:${scene.server.port}`, token);
    const card = options.locator(`[data-testid=account][data-account="${PRIVATE}"]`);
    await card.locator("[data-testid=status][data-standing=saved]").waitFor();
    await other.openPipeline("Marker pipeline");
    await rowOf(other, "Marker box").waitFor();
    await options.close();
  });
});
