/** What Gmail's main thread did while Gmail loaded, from Chromium's own trace. */
import type { Gmail } from "../gmail/server.ts";
import { Chromium } from "./chromium.ts";

/** How long a page is watched from the start of its loading, in milliseconds. */
const WATCHED = 4_000;

/** An event of the trace, as far as the bench looks. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly id?: string;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: {
      readonly documentLoaderURL?: string;
      readonly startTime?: number;
      readonly cpuProfile?: { readonly nodes?: readonly ProfileNode[]; readonly samples?: readonly number[] };
      readonly timeDeltas?: readonly number[];
    };
  };
}

/** A function on a stack; its callers are its parents. */
export interface ProfileNode {
  readonly id: number;
  readonly parent?: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url?: string;
    readonly lineNumber?: number;
    readonly columnNumber?: number;
  };
}

/** Gmail's main thread in a trace. */
export interface MainThread {
  readonly pid: number;
  readonly tid: number;
  /** Its tasks since the page began to load, in microseconds of the trace's clock. */
  readonly tasks: readonly { readonly start: number; readonly end: number }[];
}

/** Finds Gmail's main thread, and what it did task by task. */
export function mainThread(events: readonly TraceEvent[]): MainThread {
  const started = events.find(
    ({ name, args }) =>
      name === "navigationStart" &&
      (args?.data?.documentLoaderURL ?? "").startsWith("https://mail.google.com/"),
  );
  if (started === undefined) throw new Error("the trace has no start of Gmail");
  const main = events.find(
    ({ name, pid, args }) => name === "thread_name" && pid === started.pid && args?.name === "CrRendererMain",
  );
  if (main === undefined) throw new Error("the trace does not name Gmail's main thread");
  const tasks = events
    .filter(({ name, ph, pid, tid, ts }) => {
      const task = name === "RunTask" || name === "ThreadControllerImpl::RunTask";
      return task && ph === "X" && pid === main.pid && tid === main.tid && ts >= started.ts;
    })
    .map(({ ts, dur = 0 }) => ({ start: ts, end: ts + dur }));
  return { pid: main.pid, tid: main.tid, tasks };
}

/** How to load Gmail. */
export interface LoadOptions {
  readonly profileDir: string;
  readonly gmail: Gmail;
  /** The folder of the extension; none if it is left out. */
  readonly extension?: string;
  readonly user: string;
  /** Where in Gmail; the inbox if it is left out. */
  readonly hash?: string;
  /** Whether the trace says which functions ran, which slows everything down a little. */
  readonly profiled?: boolean;
}

/** Loads Gmail in a browser of its own, and gives the trace of it. */
export async function traceLoad(options: LoadOptions): Promise<TraceEvent[]> {
  const { profileDir, gmail, extension, user, hash = "#inbox", profiled = false } = options;
  const own = extension === undefined ? {} : { extension };
  const browser = await Chromium.start({ profileDir, gmailPort: gmail.port, ...own });
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
          ...(profiled ? ["disabled-by-default-v8.cpu_profiler"] : []),
        ],
        excludedCategories: ["*"],
      },
    });
    const began = performance.now();
    await tab.send("Page.navigate", {
      url: `https://mail.google.com/mail/u/0/?user=${encodeURIComponent(user)}${hash}`,
    });
    const mark = extension === undefined ? "tr.zA" : "[data-testid=nav-boxwood]";
    await tab.until((selector) => (document.querySelector(selector) === null ? undefined : true), mark);
    // The same stretch of time for all, long enough for what comes after the first sight.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, WATCHED - (performance.now() - began))));
    await browser.send("Tracing.end", {});
    await complete;
    return events;
  } finally {
    await browser.close();
  }
}
