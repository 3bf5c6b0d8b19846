/** Looks for what keeps people from using a screen, with axe-core; only Boxwood's own parts of the page. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What axe-core found. */
export interface Barrier {
  /** The rule. */
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** The elements, as selectors. */
  readonly where: readonly string[];
}

interface Axe {
  run(context: { include: Element[] }): Promise<{
    violations: { id: string; impact: string | null; help: string; nodes: { target: unknown[] }[] }[];
  }>;
}

const source = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The impacts that must not be there. */
const SERIOUS: readonly string[] = ["serious", "critical"];

/** The serious barriers on a page. */
export async function barriers(page: Page): Promise<Barrier[]> {
  // Gmail allows no scripts in its page, and the debugger needs none to be allowed.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: await source });
  await session.detach();
  const found = await page.evaluate(async () => {
    const own = [...document.querySelectorAll("*")].filter(
      (one) => one.matches(".boxwood, #options") || one.shadowRoot?.querySelector(".boxwood") != null,
    );
    const { axe } = globalThis as unknown as { axe: Axe };
    if (own.length === 0) throw new Error("nothing of Boxwood's is on this page");
    const { violations } = await axe.run({ include: own });
    return violations.map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? "",
      help,
      where: nodes.map(({ target }) => target.flat(9).join(" ")),
    }));
  });
  return found.filter(({ impact }) => SERIOUS.includes(impact));
}
