/** Writing a mail: the box that it joins, snippets with what the box has, and a task for after it is sent. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BoxPage } from "../../extension/src/generated/BoxPage.ts";
import { barriers } from "../screens/axe.ts";
import { boxPage, pipelines, read } from "./core.ts";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";
import { addBox, editCell, rowOf } from "./pipeline-page.ts";

describe("a mail that is being written", () => {
  let scene: Scene;
  let ann: Person;
  let box: string;

  const letter = (): Locator => ann.gmail.locator("[role=dialog]:has(form.bAs)").last();
  const body = (): Locator => letter().locator("[g_editable=true]");
  const panel = (): Locator => ann.gmail.getByTestId("letter-panel");
  const bar = (): Locator => ann.gmail.getByTestId("letter-bar");

  /** All about the box, as the core has it. */
  async function page(): Promise<BoxPage> {
    const options = await ann.options();
    const view = await read(options, ANN, { kind: "boxPage", id: box });
    await options.close();
    if (view.kind !== "boxPage" || view.page === null) throw new Error("there is no box");
    return view.page;
  }

  /** Opens an empty window, and waits until Boxwood's button is in it. */
  async function write(subject: string): Promise<void> {
    await ann.gmail.locator(".T-I-KE").click();
    await letter().locator(".inboxsdk__composeButton").waitFor();
    await letter().locator("input[name=subjectbox]").fill(subject);
    await body().click();
  }

  async function openPanel(): Promise<void> {
    await letter().locator(".inboxsdk__composeButton").click();
    await panel().waitFor();
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await editCell(ann, "Nord Bikes", "Value", "1000");
    box = (await rowOf(ann, "Nord Bikes").getAttribute("data-box")) ?? "";
    await ann.go("#inbox");
    const options = await ann.options();
    expect(await pipelines(options, ANN)).toHaveLength(1);
    await options.close();
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("is kept as a snippet", async () => {
    await write("Our offer");
    await body().pressSequentially("Hello {{Name}}, {{Value}}, {{Nobody}}");
    await openPanel();
    await ann.gmail.getByTestId("snippet-new").click();
    await ann.gmail.getByTestId("snippet-name").fill("Offer <b>");
    await ann.gmail.getByTestId("snippet-shortcut").fill(";offer");
    await ann.gmail.getByTestId("snippet-keep").click();
    await ann.gmail.getByTestId("snippet").filter({ hasText: "Offer <b>" }).waitFor();
    await ann.gmail.keyboard.press("Escape");
    await panel().waitFor({ state: "detached" });
    await letter().locator(".oh").click();
  });

  it("joins the box that was chosen, with the snippet filled in, and a task after it", async () => {
    await write("");
    await openPanel();
    expect(await barriers(ann.gmail)).toEqual([]);
    await ann.gmail.getByTestId("find-box-text").fill("nord");
    await ann.gmail.getByTestId("find-box-hit").first().waitFor();
    await ann.gmail.keyboard.press("Enter");
    await ann.gmail.getByTestId("letter-box").waitFor();
    await bar().getByText("Joins Nord Bikes · Sales").waitFor();
    await ann.gmail.getByTestId("letter-task-text").fill("Call Maya");
    await ann.gmail.getByTestId("letter-task-due-date").fill("2027-03-31");
    expect(await barriers(ann.gmail)).toEqual([]);
    await ann.gmail.getByTestId("letter-task-take").click();
    await panel().waitFor({ state: "detached" });
    await bar().getByText("Then: Call Maya, Mar 31, 2027").waitFor();
    await body().click();
    await body().pressSequentially(";offer");
    await ann.gmail.keyboard.press("Tab");
    await eventually(() => body().innerText(), "Hello Nord Bikes, 1000, {{Nobody}}");
    expect(await letter().locator("input[name=subjectbox]").inputValue()).toBe("Our offer");
    await ann.gmail.getByText("The box has nothing for: Nobody").waitFor();
    await letter().locator("[name=to] input, [name=to] textarea").first().fill("maya@nordbikes.example");
    await letter().locator(".aoO").click();
    await ann.gmail.getByText("Put into Nord Bikes").waitFor();
    const sent = scene.gmail.sent().at(-1);
    const { record, tasks } = await page();
    expect(record.threads).toEqual([{ id: sent?.threadId, subject: "Our offer" }]);
    expect(tasks.map(({ text, due }) => [text, due?.isAllDay])).toEqual([["Call Maya", true]]);
  });

  it("leaves the box that was chosen when asked to", async () => {
    await write("Something else");
    await openPanel();
    await ann.gmail.getByTestId("find-box-hit").first().click();
    await bar().getByText("Joins Nord Bikes · Sales").waitFor();
    await ann.gmail.keyboard.press("Escape");
    await panel().waitFor({ state: "detached" });
    await ann.gmail.getByTestId("letter-box-leave").click();
    await bar().waitFor({ state: "detached" });
    await letter().locator(".oh").click();
  });

  it("that answers a conversation in a box knows that box, whose task it makes", async () => {
    const thread = scene.gmail.thread("bikes");
    await ann.openThread(thread);
    await ann.addToNewBox(thread, "Sales", "Fleet");
    await ann.gmail.locator(".ams.bkH").click();
    await ann.gmail.locator(".inboxsdk__composeButton").last().click();
    await panel().waitFor();
    await ann.gmail.getByTestId("letter-box").getByText("Fleet").waitFor();
    await bar().getByText("In Fleet · Sales").waitFor();
    await ann.gmail.getByTestId("letter-task-text").fill("Wait for the answer");
    await ann.gmail.keyboard.press("Enter");
    await bar().getByText("Then: Wait for the answer").waitFor();
    await ann.gmail.locator(".ip [g_editable=true]").fill("Thursday it is.");
    await ann.gmail.locator(".ip .aoO").click();
    await ann.gmail.getByText("Put into Fleet").waitFor();
    const options = await ann.options();
    const { record, tasks } = await boxPage(options, ANN, "Fleet");
    expect(record.threads).toEqual([{ id: thread, subject: "Fleet of 40 cargo bikes for our couriers" }]);
    expect(tasks.map(({ text }) => text)).toEqual(["Wait for the answer"]);
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
