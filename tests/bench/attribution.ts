/** Whose code ran in a task: Boxwood's own or InboxSDK's, by the stacks in a profile and the source map of the build. */
import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { resolve } from "node:path";
import { mainThread, type ProfileNode, type TraceEvent } from "./trace.ts";

/** The source map of the release's content script, which the build keeps beside what it makes. */
export const OWN_MAP = resolve(
  import.meta.dirname,
  "../../extension/node_modules/.cache/maps/content.js.map",
);

/** `bundle` is the outermost code of the script: compiling and evaluating all modules, InboxSDK's among them. */
type Whose = "own" | "inboxSdk" | "bundle" | undefined;

/** A task, in milliseconds. */
export interface AttributedTask {
  readonly length: number;
  /** In Boxwood's code and the libraries that it brings along, and in what they have the browser do. */
  readonly own: number;
  /** The same of InboxSDK. */
  readonly inboxSdk: number;
  /** Compiling the script and running its outermost code, which are the modules of both. */
  readonly bundle: number;
  /** The functions of Boxwood's in which most of it was spent. */
  readonly where: readonly string[];
}

/** Tells whose code a profile met. */
export class Attribution {
  readonly #map: SourceMap;
  readonly #known = new Map<string, { whose: Whose; name: string }>();

  private constructor(map: SourceMap) {
    this.#map = map;
  }

  /** Reads a source map. */
  static async open(map: string): Promise<Attribution> {
    return new Attribution(new SourceMap(JSON.parse(await readFile(map, "utf8"))));
  }

  /** The tasks of Gmail's main thread in a profiled trace. */
  tasks(events: readonly TraceEvent[]): AttributedTask[] {
    const main = mainThread(events);
    const begin = events.find(
      ({ name, pid, tid }) => name === "Profile" && pid === main.pid && tid === main.tid,
    );
    const chunks = events
      .filter(({ name, pid, id }) => name === "ProfileChunk" && pid === main.pid && id === begin?.id)
      .toSorted((a, b) => a.ts - b.ts);
    if (begin === undefined || chunks.length === 0) throw new Error("the trace has no profile of Gmail");
    const nodes = new Map<number, ProfileNode>();
    const samples: { at: number; length: number; node: number }[] = [];
    let at = begin.args?.data?.startTime ?? begin.ts;
    for (const { args } of chunks) {
      const { cpuProfile, timeDeltas = [] } = args?.data ?? {};
      for (const node of cpuProfile?.nodes ?? []) nodes.set(node.id, node);
      for (const [index, node] of (cpuProfile?.samples ?? []).entries()) {
        // The time until a sample is counted to what was found then.
        const length = timeDeltas[index] ?? 0;
        at += length;
        samples.push({ at, length, node });
      }
    }
    let next = 0;
    return main.tasks
      .toSorted((a, b) => a.start - b.start)
      .map(({ start, end }) => {
        const spent = { own: 0, inboxSdk: 0, bundle: 0 };
        const where = new Map<string, number>();
        while (next < samples.length && (samples[next]?.at ?? 0) < start) next += 1;
        for (; next < samples.length; next += 1) {
          const sample = samples[next];
          if (sample === undefined || sample.at > end) break;
          const { whose, name } = this.#whoseStack(sample.node, nodes);
          if (whose === undefined) continue;
          const length = Math.min(sample.length, sample.at - start) / 1_000;
          spent[whose] += length;
          if (whose === "own") where.set(name, (where.get(name) ?? 0) + length);
        }
        const most = [...where].toSorted(([, a], [, b]) => b - a).slice(0, 5);
        return {
          length: (end - start) / 1_000,
          ...spent,
          where: most.map(([name, ms]) => `${name} ${ms.toFixed(1)}`),
        };
      });
  }

  /** The innermost function of the content script decides: what it calls of the browser is done for it. */
  #whoseStack(id: number, nodes: ReadonlyMap<number, ProfileNode>): { whose: Whose; name: string } {
    for (let node = nodes.get(id); node !== undefined; node = nodes.get(node.parent ?? -1)) {
      const { url = "", lineNumber = -1, columnNumber = -1, functionName } = node.callFrame;
      if (!url.endsWith("/content.js")) continue;
      return this.#whose(lineNumber, columnNumber, functionName);
    }
    return { whose: undefined, name: "" };
  }

  #whose(line: number, column: number, functionName: string): { whose: Whose; name: string } {
    const key = `${line}:${column}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const entry = this.#map.findEntry(line, column);
    const source = "originalSource" in entry ? entry.originalSource : "";
    const whose = source === "" ? "bundle" : source.includes("inboxsdk") ? "inboxSdk" : "own";
    const name = `${source.replace(/^.*\/(src|node_modules)\//, "")} ${functionName}`.trim();
    const found = { whose, name } as const;
    this.#known.set(key, found);
    return found;
  }
}
