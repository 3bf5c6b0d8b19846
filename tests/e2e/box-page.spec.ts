/** All of a box: on a page of its own, and in a panel over the table. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, BEN, Scene } from "./faults/scene.ts";
import type { Network } from "./network.ts";
import { expectText, type Person } from "./person.ts";
import { addBox, cellText, rowOf } from "./pipeline-page.ts";

describe("the page of a box", () => {
  let scene: Scene;
  let ann: Person;
  let network: Network;
  let panel: Locator;

  /** The name of the element that has the focus, inside whichever shadow root it is. */
  async function focused(): Promise<string> {
    return await ann.gmail.evaluate(() => {
      let holder = document.activeElement;
      while (holder?.shadowRoot?.activeElement != null) holder = holder.shadowRoot.activeElement;
      return holder?.getAttribute("data-testid") ?? "";
    });
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ({ person: ann, network } = await scene.join(ANN, "Ann Archer"));
    await scene.server.token(BEN, "Ben Okafor");
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.waitUntil("saved", 0);
    panel = ann.gmail.getByTestId("box-panel");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("opens over the table from a row, and Escape gives the focus back", async () => {
    await rowOf(ann, "Nord Bikes").hover();
    await rowOf(ann, "Nord Bikes").getByTestId("row-open").click();
    await expectText(panel.getByTestId("sheet-name"), "Nord Bikes");
    await eventually(focused, "box-panel");
    await ann.gmail.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    expect(await focused()).toBe("grid");
    await ann.gmail.keyboard.press("Control+Enter");
    await panel.getByTestId("sheet-name").waitFor();
  });

  it("reverts an editor by Escape, and only then closes", async () => {
    await panel.getByTestId("sheet-name").fill("Something else");
    await ann.gmail.keyboard.press("Escape");
    await expectText(panel.getByTestId("sheet-name"), "Nord Bikes");
    await eventually(focused, "box-panel");
    await ann.gmail.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await ann.gmail.keyboard.press("Control+Enter");
    await panel.getByTestId("sheet-name").waitFor();
  });

  it("moves the box along the path of its stages, by mouse and by keys", async () => {
    const step = (name: string): Locator => panel.getByTestId("stage-step").filter({ hasText: name });
    await step("Proposal").click();
    await eventually(() => cellText(ann, "Nord Bikes", "Stage"), "Proposal");
    await step("Proposal").focus();
    await ann.gmail.keyboard.press("ArrowRight");
    await ann.gmail.keyboard.press("Enter");
    await eventually(() => cellText(ann, "Nord Bikes", "Stage"), "Negotiation");
    expect(await step("Negotiation").getAttribute("aria-current")).toBe("step");
  });

  it("has a place of its own, at which it is there again when Gmail is loaded", async () => {
    await panel.getByTestId("box-panel-page").click();
    const screen = ann.gmail.getByTestId("box-screen");
    await expectText(screen.getByTestId("sheet-name"), "Nord Bikes");
    await ann.gmail.reload();
    await expectText(screen.getByTestId("sheet-name"), "Nord Bikes");
  });

  it("offers the people whom a comment mentions", async () => {
    const comment = ann.gmail.getByTestId("comment-new");
    await comment.pressSequentially("Ask @an");
    await ann.gmail.getByTestId("mention-hit").filter({ hasText: "Ann Archer" }).waitFor();
    await comment.press("Enter");
    await eventually(() => comment.inputValue(), "Ask @Ann Archer ");
    await comment.press("Control+Enter");
    await ann.gmail.getByTestId("comment-text").filter({ hasText: "Ask @Ann Archer" }).waitFor();
  });

  it("takes down a call, and says in the timeline what happened, kind by kind", async () => {
    await ann.gmail.getByTestId("meeting-new").click();
    await ann.gmail.getByTestId("meeting-new-notes").fill("They want ten");
    await ann.gmail.getByTestId("meeting-add").click();
    await ann.gmail.getByTestId("meeting").waitFor();
    const line = (kind: string): Locator =>
      ann.gmail.locator(`[data-testid=timeline-line][data-kind=${kind}]`);
    await line("meeting").first().waitFor();
    await ann.gmail.getByTestId("timeline-kind-edit").uncheck();
    await line("edit").first().waitFor({ state: "detached" });
    await line("comment").first().waitFor();
  });

  it("says what is not sent yet while the server is away", async () => {
    network.set("cut");
    await ann.waitUntil("offline");
    await ann.gmail.getByTestId("sheet-notes").fill("Forty bikes by May");
    await ann.gmail.getByTestId("sheet-notes").blur();
    await ann.gmail.getByTestId("sheet-waiting").waitFor();
    network.set("up");
    await ann.tryNow();
    await ann.gmail.getByTestId("sheet-waiting").waitFor({ state: "detached" });
  });

  it("says that a box is in the bin, and brings it back", async () => {
    await ann.gmail.getByTestId("box-delete").click();
    await ann.gmail.getByTestId("sheet-deleted").waitFor();
    await ann.gmail.getByTestId("sheet-restore").click();
    await ann.gmail.getByTestId("sheet-deleted").waitFor({ state: "detached" });
  });

  it("says that there is no such box", async () => {
    await ann.go("#boxwood/box/00000000-0000-4000-8000-000000000000");
    await ann.gmail.getByTestId("box-missing").waitFor();
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
