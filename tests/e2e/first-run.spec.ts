/** The first minutes: a look around in a sample that is removed again, a pipeline, and a mail in it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriers } from "../screens/axe.ts";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { cellText, rowOf } from "./pipeline-page.ts";

describe("the first minutes", () => {
  let scene: Scene;
  let ann: Person;

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("offer a sample, which says that it is one and is removed in one step", async () => {
    await ann.go("#boxwood/home");
    await ann.gmail.getByTestId("first-steps").waitFor();
    expect(await barriers(ann.gmail)).toEqual([]);
    await ann.gmail.getByTestId("sample-make").click();
    await rowOf(ann, "Hotel at the lake").waitFor();
    await eventually(() => ann.gmail.getByTestId("pipeline-count").getAttribute("data-count"), "6");
    await eventually(() => cellText(ann, "Hotel at the lake", "Value"), "$28,000.00");
    expect(await barriers(ann.gmail)).toEqual([]);
    await ann.gmail.getByTestId("sample-remove").click();
    await ann.gmail.getByTestId("pipeline-missing").waitFor();
    await ann.gmail.getByText("The sample was removed").waitFor();
    expect(await ann.gmail.getByTestId("nav-pipeline").count()).toBe(0);
    await ann.go("#boxwood/home");
    await ann.gmail.getByTestId("first-steps").waitFor();
    await ann.gmail.getByTestId("home-no-tasks").waitFor();
  });

  it("lead from a pipeline to a mail in it", async () => {
    await ann.createPipeline("sales", "Sales");
    await ann.gmail.getByTestId("pipeline-empty").getByTestId("first-inbox").click();
    await ann.gmail.locator("tr.zA:visible").first().waitFor();
    const thread = scene.gmail.thread("bikes");
    await ann.openThread(thread);
    await ann.addToNewBox(thread, "Sales", "Nord Bikes");
    await ann.openPipeline("Sales");
    await rowOf(ann, "Nord Bikes").waitFor();
    await ann.go("#boxwood/home");
    await ann.gmail.getByTestId("home").waitFor();
    expect(await ann.gmail.getByTestId("first-steps").count()).toBe(0);
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
