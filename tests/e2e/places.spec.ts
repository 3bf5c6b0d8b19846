/** Boxwood's places in Gmail can be loaded and reloaded, as Gmail's own can. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANN, Scene } from "./faults/scene.ts";
import { expectText, type Person } from "./person.ts";

describe("a place of Boxwood's in Gmail", () => {
  let scene: Scene;
  let ann: Person;
  let pipeline: string;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ person: ann } = await scene.join(ANN, "Ann Archer"));
    await ann.createPipeline("sales", "Sales");
    await ann.waitUntil("saved", 0);
    pipeline = await ann.gmail.evaluate(() => location.hash);
  });

  afterAll(async () => {
    await scene?.close();
  });

  /** One screen is shown, and Gmail's own list is not. */
  async function expectAlone(page: Page, testId: string): Promise<void> {
    await page.getByTestId(testId).waitFor();
    expect(await page.getByTestId(testId).count()).toBe(1);
    expect(await page.locator("tr.zA:visible").count()).toBe(0);
  }

  it("that is a pipeline's is shown after a reload, and left and entered again from there", async () => {
    expect(pipeline).toMatch(/^#boxwood\/pipeline\//);
    await ann.gmail.reload();
    await expectText(ann.gmail.getByTestId("pipeline-name"), "Sales");
    await expectAlone(ann.gmail, "pipeline-page");
    await ann.go("#inbox");
    await ann.gmail.locator("tr.zA:visible").first().waitFor();
    expect(await ann.gmail.getByTestId("pipeline-page").count()).toBe(0);
    await ann.gmail.goBack();
    await expectText(ann.gmail.getByTestId("pipeline-name"), "Sales");
  });

  it.each([
    ["a pipeline's", () => pipeline, "pipeline-page"],
    ["the one that makes pipelines", () => "#boxwood/new", "new-pipeline-page"],
  ])("that is %s is shown where Gmail is opened at it", async (_, hash, testId) => {
    const page = await ann.profile.openGmail(hash());
    await expectAlone(page, testId);
    await page.close();
  });
});
