/** Home, contacts, organizations, the bin, and their entries in Gmail's navigation. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { ANN, Scene } from "./faults/scene.ts";
import type { Network } from "./network.ts";
import { expectText, type Person } from "./person.ts";
import { addBox, rowOf } from "./pipeline-page.ts";

describe("the lists over all pipelines", () => {
  let scene: Scene;
  let ann: Person;
  let network: Network;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ person: ann, network } = await scene.join(ANN, "Ann Archer"));
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("make contacts and organizations, and open them", async () => {
    await ann.gmail.getByTestId("nav-contacts").click();
    await ann.gmail.getByTestId("people-none").waitFor();
    await ann.gmail.getByTestId("people-new").click();
    await ann.gmail.getByTestId("people-new-name").fill("Nora Berg <nora@nord.example>");
    await ann.gmail.getByTestId("people-new-add").click();
    await ann.gmail.getByTestId("people-row").filter({ hasText: "Nora Berg" }).waitFor();
    await ann.gmail.getByTestId("people-new-name").fill("Otto Dahl");
    await ann.gmail.getByTestId("people-new-add").click();
    await ann.gmail.keyboard.press("Escape");
    await ann.gmail.getByTestId("people-find").fill("otto");
    await eventually(() => ann.gmail.getByTestId("people-row").count(), 1);
    await ann.gmail.getByTestId("people-find").fill("");
    await eventually(() => ann.gmail.getByTestId("people-row").count(), 2);
    await ann.gmail.getByTestId("people-row").first().focus();
    await ann.gmail.keyboard.press("ArrowDown");
    await ann.gmail.keyboard.press("Enter");
    await expectText(ann.gmail.getByTestId("person-given-name"), "Otto");
  });

  it("edit a contact in place, and refuse what is no address", async () => {
    await ann.gmail.getByTestId("person-title").fill("Head of couriers");
    await ann.gmail.getByTestId("person-title").press("Enter");
    await ann.gmail.getByTestId("person-emails").fill("not an address");
    await ann.gmail.getByTestId("person-emails").blur();
    await eventually(() => ann.gmail.getByTestId("person-emails").getAttribute("aria-invalid"), "true");
    await ann.gmail.getByTestId("person-emails").fill("otto@nord.example\notto@home.example");
    await ann.gmail.getByTestId("person-emails").blur();
    await eventually(() => ann.gmail.getByTestId("person-emails").getAttribute("data-state"), "rest");
    await ann.gmail.reload();
    await expectText(ann.gmail.getByTestId("person-title"), "Head of couriers");
    await expectText(ann.gmail.getByTestId("person-emails"), "otto@nord.example\notto@home.example");
  });

  it("bring a deleted box back from the bin", async () => {
    await ann.openPipeline("Sales");
    await rowOf(ann, "Nord Bikes").hover();
    await rowOf(ann, "Nord Bikes").getByTestId("row-delete").click();
    await rowOf(ann, "Nord Bikes").waitFor({ state: "detached" });
    await ann.go("#boxwood/bin");
    await ann.gmail.getByTestId("bin-box").filter({ hasText: "Nord Bikes" }).waitFor();
    await ann.gmail.getByTestId("bin-restore").click();
    await ann.gmail.getByTestId("bin-empty").waitFor();
    await ann.openPipeline("Sales");
    await rowOf(ann, "Nord Bikes").waitFor();
  });

  it("show what is due, count it in the navigation, and do it", async () => {
    await rowOf(ann, "Nord Bikes").hover();
    await rowOf(ann, "Nord Bikes").getByTestId("row-open").click();
    await ann.gmail.getByTestId("task-new").fill("Call them back");
    const today = await ann.gmail.evaluate(() => new Date().toLocaleDateString("sv-SE"));
    await ann.gmail.getByTestId("task-new-due-date").fill(today);
    await ann.gmail.getByTestId("task-add").click();
    await ann.gmail.getByTestId("task-assignees").click();
    await ann.gmail.getByTestId("task-assignees-list").getByText("Ann Archer").click();
    await ann.gmail.keyboard.press("Enter");
    await eventually(
      async () => (await ann.gmail.getByTestId("nav-home").textContent())?.includes("1"),
      true,
    );
    await ann.gmail.getByTestId("nav-home").click();
    await ann.gmail.getByTestId("home-task").filter({ hasText: "Call them back" }).waitFor();
    await ann.gmail.getByTestId("home-task-done").click();
    await ann.gmail.getByTestId("home-no-tasks").waitFor();
  });

  it("say what happened lately, and lead to it", async () => {
    await ann.gmail.getByTestId("home-news").filter({ hasText: "Did the task" }).waitFor();
  });

  it("have an entry for a starred view, which opens it", async () => {
    await ann.openPipeline("Sales");
    await ann.gmail.getByTestId("filter").fill("south");
    await ann.gmail.getByTestId("views-save-as").click();
    await ann.gmail.getByTestId("views-save-name").fill("The south");
    await ann.gmail.getByTestId("views-save-submit").click();
    await ann.gmail.getByTestId("views-changed").waitFor({ state: "detached" });
    await ann.gmail.getByTestId("views").click();
    await ann.gmail.getByTestId("views-view-star").click();
    const entry = ann.gmail.getByTestId("nav-view").filter({ hasText: "The south" });
    await entry.waitFor();
    await ann.go("#inbox");
    await entry.click();
    await eventually(() => ann.gmail.getByTestId("filter").inputValue(), "south");
  });

  it("are there while the server is not", async () => {
    network.set("cut");
    await ann.waitUntil("offline");
    await ann.go("#boxwood/contacts");
    await eventually(() => ann.gmail.getByTestId("people-row").count(), 2);
    network.set("up");
  });

  it("went without an error", () => {
    expect(ann.profile.problems).toEqual([]);
  });
});
