/** The options page follows what happens in Gmail's tabs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";

const PRIVATE = "ann.archer@meadow.example";

describe("the options page", () => {
  let scene: Scene;
  let ann: Person;

  beforeAll(async () => {
    scene = await Scene.open();
    ann = await scene.arrive(ANN, { secondUser: PRIVATE });
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("shows an account as soon as Gmail is opened for it, and keeps what is being typed for another", async () => {
    const page = await ann.options();
    const card = (account: string) => page.locator(`[data-testid=account][data-account="${account}"]`);
    await card(ANN).getByTestId("server").fill("crm.example.com");
    expect(await card(PRIVATE).count()).toBe(0);
    await page.evaluate(() => {
      addEventListener("focus", () => Object.assign(globalThis, { cameBack: true }));
    });
    const other = await ann.tab(1);
    await card(PRIVATE).locator("[data-testid=status][data-standing=never-signed-in]").waitFor();
    expect(await page.evaluate(() => "cameBack" in globalThis), "nobody came back to the page").toBe(false);
    expect(await card(ANN).getByTestId("server").inputValue()).toBe("crm.example.com");
    expect(await page.getByTestId("account").count()).toBe(2);
    await other.gmail.close();
  });
});
