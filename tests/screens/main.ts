/**
 * Takes pictures of every screen and state into `target/screens/`, in every look, and has axe-core look
 * at each. Ends with 1 where it finds something serious. Words choose: `light`, `box`, `light/box`.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../e2e/boxwood.ts";
import { barriers } from "./axe.ts";
import { SCREENS, type Screen } from "./list.ts";
import { type Look, openWorld, type World } from "./world.ts";

const WIDE = { width: 1280, height: 800 };
const LOOKS: readonly (Look & { readonly rtl?: boolean })[] = [
  { name: "light", theme: "light", viewport: WIDE },
  { name: "dark", theme: "dark", viewport: WIDE },
  // The words stay English: what is looked at is which way the screens run.
  { name: "rtl", theme: "light", viewport: WIDE, rtl: true },
  { name: "narrow", theme: "light", viewport: { width: 760, height: 700 } },
];

const chosen = process.argv.slice(2);
const folder = join(ROOT, "target/screens");
let taken = 0;
let serious = 0;

function isWanted(look: string, screen: string): boolean {
  return chosen.length === 0 || chosen.some((word) => [look, screen, `${look}/${screen}`].includes(word));
}

/** Turns the screens about, as a language that runs from right to left does. */
async function turnAbout({ ann }: World): Promise<void> {
  await ann.gmail.evaluate(() => {
    for (const host of document.querySelectorAll("*")) {
      const root = host.shadowRoot?.querySelector(".boxwood");
      if (root instanceof HTMLElement) root.dir = "rtl";
    }
  });
}

async function take(world: World, look: (typeof LOOKS)[number], screen: Screen): Promise<void> {
  // From another place each time, so that what an earlier screen left open is gone.
  await world.ann.gmail.keyboard.press("Escape");
  await world.ann.go("#inbox");
  await screen.show(world);
  if (look.rtl === true) await turnAbout(world);
  await world.ann.gmail.mouse.move(1, 1);
  const name = `${look.name}-${screen.name}`;
  await world.ann.gmail.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  taken += 1;
  for (const { rule, impact, help, where } of await barriers(world.ann.gmail)) {
    serious += 1;
    console.log(`${name}: ${impact}: ${help} (${rule})\n  ${where.slice(0, 4).join("\n  ")}`);
  }
}

await mkdir(folder, { recursive: true });
for (const look of LOOKS) {
  for (const filling of new Set(SCREENS.map(({ of }) => of))) {
    const screens = SCREENS.filter((screen) => screen.of === filling && isWanted(look.name, screen.name));
    if (screens.length === 0) continue;
    const world = await openWorld(filling, look);
    try {
      for (const screen of screens) await take(world, look, screen);
    } finally {
      await world.close();
    }
  }
}
if (taken === 0) throw new Error(`no screen is called so: ${chosen.join(", ")}`);
console.log(`${taken} pictures in target/screens/, ${serious} serious barriers`);
process.exitCode = serious === 0 ? 0 : 1;
