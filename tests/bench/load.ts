/** How long Gmail's main thread is blocked while Gmail loads: by Boxwood, by InboxSDK alone, by neither. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { extension } from "../e2e/boxwood.ts";
import type { Gmail } from "../gmail/server.ts";
import { buildAlone } from "./alone/build.ts";
import { type AttributedTask, Attribution, OWN_MAPS } from "./attribution.ts";
import { progress, report, summary } from "./figures.ts";
import { mainThread, traceLoad } from "./trace.ts";

/** What counts as blocking, in milliseconds: one frame at 60 Hz. */
const FRAME = 16;
const ROUNDS = 5;

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

async function load(profileDir: string, gmail: Gmail, own: string | undefined, user: string): Promise<Load> {
  const where = { profileDir, gmail, user };
  const events = await traceLoad(own === undefined ? where : { ...where, extension: own });
  const tasks = mainThread(events).tasks.map(({ start, end }) => (end - start) / 1_000);
  const long = tasks.filter((ms) => ms > FRAME);
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
  return {
    longest: Math.max(...tasks),
    long: long.length,
    longTotal: sum(long),
    blocked: sum(long.map((ms) => ms - FRAME)),
    busy: sum(tasks),
  };
}

/** Measures loads in turn, so that what else the machine does falls on all alike, and reports them. */
export async function measureLoads(
  folder: string,
  gmail: Gmail,
  user: string,
  signedIn: string,
  bench = "latency",
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
      report(bench, `Gmail loads with ${name}: ${part}`, {
        unit,
        ...summary(all.map((one) => one[part])),
      });
    }
  }
}

/** A load to profile: what it is called in reports, and the extension and place that make it up. */
interface Profiled {
  readonly name: string;
  readonly extension: string;
  readonly maps: string;
  readonly profileDir: string;
  readonly hash: string;
}

/**
 * Reports how much of each task of a load was Boxwood's own code, and not InboxSDK's, Gmail's or the
 * browser's: in the inbox and at a pipeline, and as a peer the same of InboxSDK alone. Loads of their
 * own, because profiling takes time too.
 */
export async function attributeLoads(
  folder: string,
  gmail: Gmail,
  user: string,
  signedIn: string,
  pipeline: string,
): Promise<void> {
  const own = { extension, maps: OWN_MAPS, profileDir: signedIn };
  const alone = join(folder, "alone");
  await buildAlone(alone);
  const peer = {
    extension: alone,
    maps: alone,
    profileDir: join(folder, "load-alone"),
  };
  await mkdir(peer.profileDir, { recursive: true });
  const kinds: Profiled[] = [
    { name: "at the inbox with InboxSDK alone", ...peer, hash: "#inbox" },
    { name: "at the inbox with Boxwood", ...own, hash: "#inbox" },
    { name: "at a pipeline with Boxwood", ...own, hash: `#boxwood/pipeline/${pipeline}` },
  ];
  const loads = new Map<string, AttributedTask[][]>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, maps, ...place } of kinds) {
      progress(`profiling the loading of Gmail ${name}: ${round} of ${ROUNDS}`);
      const attribution = await Attribution.open(maps);
      const tasks = attribution.tasks(await traceLoad({ ...place, gmail, user, profiled: true }));
      if (round > 0) loads.set(name, [...(loads.get(name) ?? []), tasks]);
    }
  }
  for (const [name, all] of loads) {
    const say = (part: string, figures: object, of: (tasks: AttributedTask[]) => number): void => {
      report("latency", `Gmail loads ${name}: ${part}`, { ...figures, ...summary(all.map(of)) });
    };
    const most = (tasks: AttributedTask[]): number => Math.max(...tasks.map((task) => task.own));
    const sum = (part: "own" | "inboxSdk" | "bundle") => (tasks: AttributedTask[]) =>
      tasks.reduce((all, task) => all + task[part], 0);
    say("most of the extension's own code in one task", { unit: "ms", target: { max: FRAME } }, most);
    say("the extension's own code in all", { unit: "ms" }, sum("own"));
    say("InboxSDK's code in all", { unit: "ms" }, sum("inboxSdk"));
    say("compiling and evaluating the bundle", { unit: "ms" }, sum("bundle"));
    const worst = all.flat().toSorted((a, b) => b.own - a.own)[0];
    report("latency", `Gmail loads ${name}: the task with most of the extension's own code`, { ...worst });
  }
}
