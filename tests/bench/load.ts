/** How long Gmail's main thread is blocked while Gmail loads: by Boxwood, by InboxSDK alone, by neither. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { extension } from "../e2e/boxwood.ts";
import type { Gmail } from "../gmail/server.ts";
import { buildAlone } from "./alone/build.ts";
import { Chromium } from "./chromium.ts";
import { progress, report, summary } from "./figures.ts";

/** What counts as blocking, in milliseconds: one frame at 60 Hz. */
const FRAME = 16;
/** How long a page is watched from the start of its loading, in milliseconds. */
const WATCHED = 4_000;
const ROUNDS = 5;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly documentLoaderURL?: string } };
}

/** One load. */
interface Load {
  /** The longest task, in milliseconds. */
  readonly longest: number;
  /** The tasks longer than a frame: how many, and how long in all. */
  readonly long: number;
  readonly longTotal: number;
  /** By how much tasks were longer than a frame, in all. */
  readonly blocked: number;
  /** Everything that the main thread did. */
  readonly busy: number;
}

/** What the main thread of Gmail's page did, task by task, in milliseconds. */
function tasksOf(events: readonly TraceEvent[]): number[] {
  const started = events.find(
    ({ name, args }) =>
      name === "navigationStart" &&
      (args?.data?.documentLoaderURL ?? "").startsWith("https://mail.google.com/"),
  );
  if (started === undefined) throw new Error("the trace has no start of Gmail");
  const main = events.find(
    ({ name, pid, args }) => name === "thread_name" && pid === started.pid && args?.name === "CrRendererMain",
  );
  return events
    .filter(({ name, ph, pid, tid, ts }) => {
      const task = name === "RunTask" || name === "ThreadControllerImpl::RunTask";
      return task && ph === "X" && pid === main?.pid && tid === main?.tid && ts >= started.ts;
    })
    .map(({ dur = 0 }) => dur / 1_000);
}

async function load(profileDir: string, gmail: Gmail, own: string | undefined, user: string): Promise<Load> {
  const options = { profileDir, gmailPort: gmail.port };
  const browser = await Chromium.start(own === undefined ? options : { ...options, extension: own });
  try {
    const tab = await browser.tab("about:blank");
    const events: TraceEvent[] = [];
    browser.on("Tracing.dataCollected", (params) => {
      events.push(...(params as { value: TraceEvent[] }).value);
    });
    const complete = new Promise<void>((resolve) => {
      browser.on("Tracing.tracingComplete", () => resolve());
    });
    await browser.send("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: {
        includedCategories: [
          "devtools.timeline",
          "disabled-by-default-devtools.timeline",
          "blink.user_timing",
          "toplevel",
        ],
        excludedCategories: ["*"],
      },
    });
    const began = performance.now();
    await tab.send("Page.navigate", {
      url: `https://mail.google.com/mail/u/0/?user=${encodeURIComponent(user)}#inbox`,
    });
    const mark = own === undefined ? "tr.zA" : "[data-testid=nav-boxwood]";
    await tab.until((selector) => (document.querySelector(selector) === null ? undefined : true), mark);
    // The same stretch of time for all, long enough for what comes after the first sight.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, WATCHED - (performance.now() - began))));
    await browser.send("Tracing.end", {});
    await complete;
    const tasks = tasksOf(events);
    const long = tasks.filter((ms) => ms > FRAME);
    const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
    return {
      longest: Math.max(...tasks),
      long: long.length,
      longTotal: sum(long),
      blocked: sum(long.map((ms) => ms - FRAME)),
      busy: sum(tasks),
    };
  } finally {
    await browser.close();
  }
}

/** Measures loads in turn, so that what else the machine does falls on all alike, and reports them. */
export async function measureLoads(
  folder: string,
  gmail: Gmail,
  user: string,
  signedIn: string,
): Promise<void> {
  const alone = join(folder, "alone");
  await buildAlone(alone);
  const kinds = [
    { name: "no extension", own: undefined, profileDir: join(folder, "load-none") },
    { name: "InboxSDK alone", own: alone, profileDir: join(folder, "load-alone") },
    // A profile with records, so that rows have labels.
    { name: "Boxwood", own: extension, profileDir: signedIn },
  ];
  const loads = new Map<string, Load[]>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, own, profileDir } of kinds) {
      progress(`loading Gmail with ${name}: ${round} of ${ROUNDS}`);
      await mkdir(profileDir, { recursive: true });
      const one = await load(profileDir, gmail, own, user);
      // The first load of each fills the browser's caches.
      if (round > 0) loads.set(name, [...(loads.get(name) ?? []), one]);
    }
  }
  const parts = ["longest", "long", "longTotal", "blocked", "busy"] as const;
  for (const [name, all] of loads) {
    for (const part of parts) {
      const unit = part === "long" ? `tasks over ${FRAME} ms` : "ms";
      report("latency", `Gmail loads with ${name}: ${part}`, {
        unit,
        ...summary(all.map((one) => one[part])),
      });
    }
  }
}
