/** Whose code ran in a task: Boxwood's own or InboxSDK's, by the stacks in a profile and the source map of the build. */
import { readdir, readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { join, resolve } from "node:path";
import { mainThread, type ProfileNode, type TraceEvent } from "./trace.ts";

/** Where the source maps of a release are, which the build keeps beside what it makes. */
export const OWN_MAPS = resolve(import.meta.dirname, "../../extension/node_modules/.cache/maps");
/** The scripts that run in Gmail's page. */
const SCRIPTS = ["content.js", "screens.js"];

/** `bundle` is the outermost code of a script: compiling and evaluating all modules, InboxSDK's among them. */
type Whose = "own" | "inboxSdk" | "bundle";

/** The libraries that Boxwood's own code is built on; all others came with InboxSDK. */
const OWN_LIBRARIES = /\/node_modules\/(preact|@preact|@fluent)\//;

/** A function: whose it is, and what it is called. */
interface Found<W> {
  readonly whose: W;
  readonly name: string;
}

/** A task, in milliseconds. */
export interface AttributedTask {
  readonly length: number;
  /** In Boxwood's code and the libraries that it alone brings along, and in what they have the browser do. */
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
  /** By the name of the script. */
  readonly #maps: ReadonlyMap<string, SourceMap>;
  /** The folder from which they name sources. */
  readonly #folder: string;
  readonly #known = new Map<string, Found<Whose | "library">>();

  private constructor(folder: string, maps: ReadonlyMap<string, SourceMap>) {
    this.#folder = folder;
    this.#maps = maps;
  }

  /** Reads the source maps in a folder: of those scripts that an extension has. */
  static async open(folder: string): Promise<Attribution> {
    const there = await readdir(folder);
    const maps = new Map<string, SourceMap>();
    for (const script of SCRIPTS.filter((name) => there.includes(`${name}.map`))) {
      const text = await readFile(join(folder, `${script}.map`), "utf8");
      maps.set(script, new SourceMap(JSON.parse(text)));
    }
    if (maps.size === 0) throw new Error(`no source maps in ${folder}: build with --release`);
    return new Attribution(folder, maps);
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
          const found = this.#whoseStack(sample.node, nodes);
          if (found === undefined) continue;
          const { whose, name } = found;
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

  /**
   * The innermost function of the scripts decides: what it calls of the browser is done for it. A
   * library that came with InboxSDK works for whoever called it, and for InboxSDK if nobody did.
   */
  #whoseStack(id: number, nodes: ReadonlyMap<number, ProfileNode>): Found<Whose> | undefined {
    let library: Found<Whose> | undefined;
    for (let node = nodes.get(id); node !== undefined; node = nodes.get(node.parent ?? -1)) {
      const { url = "", lineNumber = -1, columnNumber = -1, functionName } = node.callFrame;
      const script = url.slice(url.lastIndexOf("/") + 1);
      const map = this.#maps.get(script);
      // What the browser does has no address; the page's own scripts work for themselves.
      if (map === undefined && url === "") continue;
      if (map === undefined) return library;
      const { whose, name } = this.#whose(script, map, lineNumber, columnNumber, functionName);
      if (whose !== "library") return { whose, name };
      library ??= { whose: "inboxSdk", name };
    }
    return library;
  }

  #whose(
    script: string,
    map: SourceMap,
    line: number,
    column: number,
    functionName: string,
  ): Found<Whose | "library"> {
    const key = `${script} ${line}:${column}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const entry = map.findEntry(line, column);
    // Code of the bundler's own is of no source.
    const named = ("originalSource" in entry ? entry.originalSource : undefined) ?? "";
    const source = named === "" ? "" : resolve(this.#folder, named);
    const name = `${source.replace(/^.*\/(src|node_modules)\//, "")} ${functionName}`.trim();
    const found = { whose: whoseSource(source), name };
    this.#known.set(key, found);
    return found;
  }
}

/** Whose a source file is. */
function whoseSource(source: string): Whose | "library" {
  if (source === "") return "bundle";
  if (source.includes("/@inboxsdk/")) return "inboxSdk";
  return source.includes("/node_modules/") && !OWN_LIBRARIES.test(source) ? "library" : "own";
}
