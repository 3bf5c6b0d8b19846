/** What a person does and sees on the page of a pipeline. */
import type { Locator } from "playwright-core";
import { type Person, shownText } from "./person.ts";

/** The row of the box of exactly this name. */
export function rowOf(person: Person, name: string): Locator {
  const named = person.gmail.getByTestId("cell-Name").getByText(name, { exact: true });
  return person.gmail.getByTestId("box-row").filter({ has: named });
}

/** What a cell shows; nothing where there is no such row. */
export async function cellText(person: Person, box: string, column: string): Promise<string> {
  const row = rowOf(person, box);
  if ((await row.count()) === 0) return "";
  return await shownText(row.first().getByTestId(`cell-${column}`).locator(".cell-text"));
}

/** The place of a stage where names of new boxes are typed; opened if need be. */
export async function adder(person: Person, stage: string): Promise<Locator> {
  const group = person.gmail.locator(`[data-testid=group-row][data-name=${JSON.stringify(stage)}]`);
  await group.waitFor();
  const input = group.getByTestId("group-add-name");
  if ((await input.count()) === 0) await group.getByTestId("group-add").click();
  return input;
}

/** Types the name of a new box and presses Enter; the box need not be there when this resolves. */
export async function typeNewBox(person: Person, stage: string, name: string): Promise<void> {
  const input = await adder(person, stage);
  await input.fill(name);
  await input.press("Enter");
}

/** Adds a box to a stage, and waits until its row is there. */
export async function addBox(person: Person, stage: string, name: string): Promise<void> {
  await typeNewBox(person, stage, name);
  await rowOf(person, name).waitFor();
}

/** Types into a cell and presses Enter; it need not be stored when this resolves. */
export async function typeIntoCell(person: Person, box: string, column: string, text: string): Promise<void> {
  await rowOf(person, box).getByTestId(`cell-${column}`).dblclick();
  const editor = person.gmail.getByTestId("cell-editor");
  if (await editor.evaluate((node) => node instanceof HTMLSelectElement)) {
    await editor.selectOption({ label: text });
    return;
  }
  await editor.fill(text);
  await editor.press("Enter");
}

/** Edits a cell, and waits until it is stored. */
export async function editCell(person: Person, box: string, column: string, text: string): Promise<void> {
  await typeIntoCell(person, box, column, text);
  const name = column === "Name" ? text : box;
  await rowOf(person, name).locator(`[data-testid="cell-${column}"][data-state=rest]`).waitFor();
}
