/** Where a mail belongs: one click away, in Gmail, and what was learnt of it on the options page. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Person } from "./person.ts";

const NILS = { name: "Nils Falk", email: "nils@falk.example" };

describe("suggestions", () => {
  let scene: Scene;
  let ann: Person;
  let first: string;

  /** A mail from Nils, the number of its conversation. */
  const mail = (subject: string): string =>
    scene.gmail.deliver({ from: NILS, subject, body: `About ${subject}: we need them in May.` });

  const chip = (thread: string): Locator => ann.panel(thread).getByTestId("suggestion");

  /** The row of a conversation in the list. */
  const row = (thread: string): Locator =>
    ann.gmail.locator(`tr.zA:has([data-legacy-thread-id="${thread}"])`);

  async function learning(): Promise<{ page: Page; part: Locator }> {
    const page = await ann.options();
    const part = page.getByTestId("learning");
    await part.getByTestId("learning-learnt").waitFor();
    return { page, part };
  }

  async function picture(page: Page, name: string): Promise<void> {
    const folder = process.env["BOXWOOD_PICTURES"];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
  }

  beforeAll(async () => {
    scene = await Scene.open();
    ann = (await scene.join(ANN, "Ann Archer")).person;
    await ann.createPipeline("sales", "Sales");
    first = mail("Forty cargo bikes");
    await ann.openThread(first);
    const card = await ann.addToNewBox(first, "Sales", "Falk Logistics");
    const contacts = card.getByTestId("section-box-contacts");
    await contacts.waitFor();
    if ((await contacts.getAttribute("data-folded")) === "true") {
      await contacts.getByTestId("section-box-contacts-toggle").click();
    }
    await contacts.getByTestId("contact-add").click();
    await contacts.getByTestId("contact-picker-text").fill(NILS.email);
    await contacts.getByTestId("contact-picker-make").click();
    await contacts.getByTestId("contact").waitFor();
    await ann.waitUntil("saved", 0);
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("show one box beside a mail that very likely belongs there, with why, and file it by a click", async () => {
    const thread = mail("Delivery times");
    await ann.openThread(thread);
    await chip(thread).waitFor();
    const file = chip(thread).getByTestId("suggestion-file");
    expect(await file.getAttribute("aria-label")).toBe("Add this mail to “Falk Logistics” in Sales");
    expect(await file.getAttribute("title")).toContain("The sender is a contact of this box.");
    await picture(ann.gmail, "chip");
    await file.focus();
    await ann.gmail.keyboard.press("Enter");
    await ann.card(thread, "Falk Logistics").waitFor();
    await chip(thread).waitFor({ state: "detached" });
  });

  it("are turned down by a click, and stay so", async () => {
    const thread = mail("Christmas greetings");
    await ann.openThread(thread);
    await chip(thread).getByTestId("suggestion-dismiss").click();
    await chip(thread).waitFor({ state: "detached" });
    await ann.go("#inbox");
    await row(thread).waitFor();
    await ann.killWorker();
    await ann.openThread(thread);
    await ann.panel(thread).getByTestId("add-to-existing").click();
    await ann.panel(thread).getByTestId("find-box-hit").first().waitFor();
    expect(await chip(thread).count()).toBe(0);
    await ann.panel(thread).getByTestId("find-box-cancel").click();
  });

  it("come first in the search for a box", async () => {
    const thread = mail("An invoice");
    await ann.openThread(thread);
    await ann.panel(thread).getByTestId("add-to-existing").click();
    const hit = ann.panel(thread).getByTestId("find-box-hit").first();
    await eventually(async () => /Falk Logistics\s+Suggested/.test(await hit.innerText()), true);
    await picture(ann.gmail, "picker");
    await ann.panel(thread).getByTestId("find-box-cancel").click();
  });

  it("file several selected mails at once, and take that back", async () => {
    const threads = [mail("A spare part"), mail("Another spare part")];
    await ann.go("#inbox");
    for (const thread of threads) await row(thread).locator("td.oZ-x3").click();
    await ann.gmail.locator("[gh=mtb] .inboxsdk__button[data-rowlist-toolbar]").click();
    const panel = ann.gmail.getByTestId("file-selected");
    const hit = panel.getByTestId("find-box-hit").first();
    await eventually(async () => /Falk Logistics\s+Suggested/.test(await hit.innerText()), true);
    await picture(ann.gmail, "selected");
    await hit.click();
    for (const thread of threads) await eventually(() => labelled(row(thread)), true);
    await ann.gmail.getByText("Added 2 mails to the box").waitFor();
    await ann.gmail.getByRole("button", { name: "Undo" }).click();
    for (const thread of threads) await eventually(() => labelled(row(thread)), false);
  });

  it("are on the row of a mail that surely belongs there, which joins its box when it is opened", async () => {
    await ann.openThread(first);
    await ann.card(first, "Falk Logistics").getByTestId("contact-auto-box").click();
    await ann.waitUntil("saved", 0);
    const thread = mail("The next order");
    await ann.go("#inbox");
    await eventually(async () => (await row(thread).innerText()).includes("Falk Logistics?"), true);
    await picture(ann.gmail, "row");
    await ann.openThread(thread);
    await ann.card(thread, "Falk Logistics").waitFor();

    const { page, part } = await learning();
    const filed = part.getByTestId("learning-filed-mail").filter({ hasText: "The next order" });
    await filed.waitFor();
    await picture(page, "learning");
    await filed.getByTestId("learning-take-out").click();
    await filed.waitFor({ state: "detached" });
    await page.close();
    await ann.card(thread, "Falk Logistics").waitFor({ state: "detached" });
  });

  it("can be switched off, and what was learnt be forgotten", async () => {
    const { page, part } = await learning();
    const learnt = part.getByTestId("learning-learnt");
    expect(Number(await learnt.getAttribute("data-count"))).toBeGreaterThan(2);
    // What taking another device's code costs is said before.
    const loss = part.getByTestId("pairing-loss");
    expect(await loss.innerText()).toContain("mails that this browser has learnt from are forgotten");
    await part.getByTestId("learning-forget").click();
    await part.getByTestId("learning-forget-really").click();
    await eventually(() => learnt.getAttribute("data-count"), "0");
    await loss.waitFor({ state: "hidden" });
    await part.getByTestId("learning-on").click();
    await eventually(() => part.getByTestId("learning-on").isChecked(), false);
    await page.close();
    const thread = mail("One more thing");
    await ann.openThread(thread);
    await ann.panel(thread).getByTestId("add-to-existing").click();
    const hit = ann.panel(thread).getByTestId("find-box-hit").first();
    await hit.waitFor();
    expect(await hit.innerText()).not.toContain("Suggested");
    expect(await chip(thread).count()).toBe(0);
  });
});

/** Whether a row says that its mail is in a box. */
async function labelled(row: Locator): Promise<boolean> {
  return (await row.innerText()).includes("Sales · Lead");
}
