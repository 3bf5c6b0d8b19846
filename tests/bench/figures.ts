/** Figures of a bench: one JSON line each on standard output. */
import { cpus, loadavg, totalmem } from "node:os";
import type { Chromium } from "./chromium.ts";

/** Prints a line of figures. */
export function report(bench: string, name: string, figures: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ bench, name, ...figures })}\n`);
}

/** Says what is being done, to whoever watches. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What a series of measurements comes to, rounded to hundredths. */
export function summary(values: readonly number[]): Record<string, number> {
  const sorted = values.toSorted((a, b) => a - b);
  // The nearest rank: a value that was measured, none in between.
  const rank = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    n: sorted.length,
    min: round(rank(0)),
    p50: round(rank(0.5)),
    p95: round(rank(0.95)),
    max: round(rank(1)),
  };
}

/** Prints what everything was measured on. */
export async function reportMachine(bench: string, browser: Chromium): Promise<void> {
  const { product } = await browser.send("Browser.getVersion", {});
  report(bench, "machine", {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryMB: Math.round(totalmem() / 2 ** 20),
    loadBefore: loadavg()[0],
    browser: product,
    node: process.version,
    date: new Date().toISOString(),
  });
}
