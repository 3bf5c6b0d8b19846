/** Names as people, mails and attackers write them. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../eventually.ts";
import { type Person, shownText } from "../person.ts";
import { addBox, adder, cellText, rowOf, typeIntoCell } from "../pipeline-page.ts";
import { ANN, BEN, Scene } from "./scene.ts";

const LONG = "x".repeat(10_000);
const ATTACK = `<img src=x onerror="globalThis.hurt=1;alert(1)">`;
const NAMES: readonly (readonly [string, string])[] = [
  ["emoji", "🚲👩‍👩‍👧‍👦🏳️‍🌈 Räder 𝒩ord"],
  ["right-to-left text", "אופני הצפון – العربية"],
  ["a turn of direction", "abc\u202Egnp.exe\u202C"],
  ["a tag with a script", ATTACK],
  ["a closing tag", `</textarea></style><script>globalThis.hurt=1</script>`],
  ["words of the template language", "{ $count } { -brand } {{x}} ${1}"],
  ["what objects have anyway", "__proto__"],
];

describe("names", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;
  let bikes: string;
  const dialogs: string[] = [];

  beforeAll(async () => {
    scene = await Scene.open();
    bikes = scene.gmail.thread("bikes");
    ({ person: ann } = await scene.join(ANN, "Ann Archer"));
    ({ person: ben } = await scene.join(BEN, "Ben Okafor"));
    for (const { gmail } of [ann, ben]) {
      gmail.on("dialog", (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
    }
  });

  afterAll(async () => {
    await scene?.close();
  });

  /** Nothing of a name became a part of the page, in any of its shadow trees. */
  async function expectHarmless(page: Page): Promise<void> {
    const found = await page.evaluate(() => {
      const bad: string[] = [];
      const visit = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll("*")) {
          if (element.matches("img[src=x], [onerror], script:not([src]):not([nonce])")) {
            if ((element.outerHTML ?? "").includes("hurt")) bad.push(element.outerHTML);
          }
          if (element.shadowRoot !== null) visit(element.shadowRoot);
        }
      };
      visit(document);
      return { bad, hurt: "hurt" in globalThis };
    });
    expect(found).toEqual({ bad: [], hurt: false });
    expect(dialogs).toEqual([]);
  }

  for (const [kind, name] of NAMES) {
    it(`of ${kind} are text in the sidebar, the table, the label and the navigation, for both`, async () => {
      const pipeline = `${name} pipeline`;
      await ann.createPipeline("sales", pipeline);
      await ann.openThread(bikes);
      const card = await ann.addToNewBox(bikes, pipeline, name);
      expect(await shownText(card.getByTestId("box-name"))).toBe(name);
      expect(await shownText(card.getByTestId("box-pipeline"))).toBe(pipeline);
      await card.getByTestId("box-notes").fill(name);
      await card.getByTestId("box-notes").blur();
      await expectHarmless(ann.gmail);

      for (const person of [ann, ben]) {
        await person.openThread(bikes);
        const seen = person.panel(bikes).getByTestId("box-card").filter({ hasText: pipeline });
        await eventually(() => shownText(seen.getByTestId("box-name")), name);
        await eventually(() => shownText(seen.getByTestId("box-notes")), name);
        await person.go("#inbox");
        const row = person.gmail.locator(`tr.zA:has([data-legacy-thread-id="${bikes}"])`);
        await eventually(async () => ((await row.textContent()) ?? "").includes(pipeline), true);
        await person.openPipeline(pipeline);
        await rowOf(person, name).waitFor();
        expect(await cellText(person, name, "Name")).toBe(name);
        await expectHarmless(person.gmail);
      }

      // Out of the way, since the row of a mail shows three labels.
      await ann.openThread(bikes);
      await card.getByTestId("box-remove-thread").click();
      await card.waitFor({ state: "detached" });
    });
  }

  it("of 10,000 characters are refused with the reason; what was typed stays, and nothing changes", async () => {
    await ann.createPipeline("sales", "Limits");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.waitUntil("saved", 0);
    const reason = /10,000 characters.*1,000/;

    await typeIntoCell(ann, "Nord Bikes", "Name", LONG);
    const problem = ann.gmail.getByTestId("cell-problem");
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(reason);
    const cell = ann.gmail.locator("[data-testid=cell-Name][data-state=editing]");
    expect(await shownText(cell.locator(".cell-text"))).toBe(LONG);
    await cell.dblclick();
    expect(await ann.gmail.getByTestId("cell-editor").inputValue()).toBe(LONG);
    await ann.gmail.getByTestId("cell-editor").press("Escape");
    await rowOf(ann, "Nord Bikes").waitFor();

    const input = await adder(ann, "Lead");
    await input.fill(LONG);
    await input.press("Enter");
    const refusal = ann.gmail.getByTestId("group-row").getByTestId("problem").filter({ hasText: /./ });
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(reason);
    expect(await input.inputValue()).toBe(LONG);
    await input.press("Escape");

    const title = ann.gmail.getByTestId("pipeline-name");
    await title.fill(LONG);
    await title.press("Enter");
    const header = ann.gmail.locator("h1").getByTestId("problem").filter({ hasText: /./ });
    await header.waitFor();
    expect(await header.textContent()).toMatch(reason);
    expect(await title.inputValue()).toBe(LONG);
    await title.press("Escape");
    await eventually(() => shownText(title), "Limits");

    await ann.waitUntil("saved", 0);
    expect(await ann.gmail.getByTestId("pipeline-count").getAttribute("data-count")).toBe("1");
    await ben.openPipeline("Limits");
    await rowOf(ben, "Nord Bikes").waitFor();
    expect(await ben.gmail.getByTestId("box-row").count()).toBe(1);
  });

  it("of 10,000 characters are refused beside a mail and on the page of new pipelines too", async () => {
    await ann.openThread(bikes);
    const panel = ann.panel(bikes);
    await panel.getByTestId("add-to-new").click();
    await panel.getByTestId("add-box-name").fill(LONG);
    await panel.getByTestId("add-box-pipeline").selectOption({ label: "Limits" });
    await panel.getByTestId("add-box-submit").click();
    const problem = panel.getByTestId("add-box-form").getByTestId("problem").filter({ hasText: /./ });
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(/10,000 characters.*1,000/);
    expect(await panel.getByTestId("add-box-name").inputValue()).toBe(LONG);
    expect(await panel.getByTestId("box-card").count()).toBe(0);
    await panel.getByTestId("add-box-cancel").click();

    const before = await ann.gmail.getByTestId("nav-pipeline").count();
    await ann.go("#boxwood/new");
    await ann.gmail.getByTestId("new-pipeline-name").fill(LONG);
    await ann.gmail.getByTestId("new-pipeline-create").click();
    const said = ann.gmail.getByTestId("new-pipeline-form").getByTestId("problem").filter({ hasText: /./ });
    await said.waitFor();
    expect(await said.textContent()).toMatch(/10,000 characters.*1,000/);
    expect(await ann.gmail.getByTestId("new-pipeline-name").inputValue()).toBe(LONG);
    expect(await ann.gmail.getByTestId("nav-pipeline").count()).toBe(before);
  });
});
