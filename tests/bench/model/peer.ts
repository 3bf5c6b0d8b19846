/**
 * The same rows, edits and view in another store: `peer.ts NAME DATA EDITS`. Figures are of CPU time
 * of the whole process, garbage collection in it.
 */
import { report } from "../figures.ts";
import { PlainArray } from "./array.ts";
import { edits, type Peer, read } from "./rows.ts";
import { RxDb } from "./rxdb.ts";
import { TinyBase } from "./tinybase.ts";

const PEERS: Record<string, () => Peer> = {
  array: () => new PlainArray(),
  rxdb: () => new RxDb(),
  tinybase: () => new TinyBase(),
};
/** How long edits go on at most, in microseconds of CPU time. */
const LONG = 15e6;

/** Microseconds of CPU time until now. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function tell(peer: Peer, name: string, boxes: number, micros: readonly number[]): void {
  const sorted = micros.toSorted((a, b) => a - b);
  const rank = (share: number): number | undefined => sorted[Math.ceil(share * sorted.length) - 1];
  const mean = Math.round(sorted.reduce((sum, value) => sum + value, 0) / sorted.length);
  const figures = { n: sorted.length, p50: rank(0.5), p99: rank(0.99), max: rank(1), mean };
  report("model", `${peer.name}: ${name}`, { where: "node", boxes, unit: "us", ...figures });
}

const [name = "", data = "", most = "1000"] = process.argv.slice(2);
const make = PEERS[name];
if (make === undefined) {
  throw new Error(`which store: ${Object.keys(PEERS).join(", ")}`);
}
const peer = make();
const rows = await read(data);
const boxes = rows.length;
const changes = edits(rows);
await peer.fill(rows);
const before = cpu();
if ((await peer.open()).length === 0) {
  throw new Error("the view is empty");
}
tell(peer, "open a view", boxes, [cpu() - before]);

const taken: number[] = [];
const started = cpu();
while (taken.length < Number(most) && cpu() - started < LONG) {
  const next = changes.next();
  if (next.done === true) {
    break;
  }
  const start = cpu();
  await peer.edit(...next.value);
  taken.push(cpu() - start);
}
tell(peer, "edit to refreshed view", boxes, taken);
// A store may hold timers.
process.exit(0);
