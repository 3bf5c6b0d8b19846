/**
 * The gauge in WebAssembly: `wasm.ts PACKAGE DATA EDITS`. Times are CPU time of the whole process, so
 * that what else the machine does is not in them; compiling of code that runs hot is.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { report } from "../figures.ts";

interface Gauge {
  manifest(bytes: Uint8Array): void;
  segment(number: number, bytes: Uint8Array): void;
  measure(edits: number, clock: () => number, tell: (line: string) => void): void;
}

report("model", "machine", {
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  load: loadavg(),
  node: process.version,
});
const [module = "", data = "", edits = "1000"] = process.argv.slice(2);
const { Gauge } = createRequire(import.meta.url)(module) as { Gauge: new () => Gauge };
const gauge = new Gauge();
for (const name of readdirSync(data)) {
  if (name === "manifest") {
    gauge.manifest(readFileSync(join(data, name)));
  } else if (name.startsWith("segment-")) {
    gauge.segment(Number(name.slice("segment-".length)), readFileSync(join(data, name)));
  }
}
const clock = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
gauge.measure(Number(edits), clock, (line) => process.stdout.write(`${line}\n`));
