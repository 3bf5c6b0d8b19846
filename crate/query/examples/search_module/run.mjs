// Measures the index in the browser's engine: node --expose-gc run.mjs MODULE.wasm GEN.mjs COUNT QUERIES
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, generator, count, queries] = process.argv.slice(2);
const { makeWorld, record, queries: querySets } = await import(pathToFileURL(generator).href);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const engine = instance.exports;

// The generator's seed for records.
const SEED = 20_120_612;
// So many records are read at once.
const SLICE = 4096;

const print = (name, line) =>
  console.log(
    JSON.stringify({
      engine: "boxwood, WebAssembly",
      records: Number(count),
      name,
      ...line,
      bench: "search",
    }),
  );
const round = (figure) => Math.round(figure * 10_000) / 10_000;

// Milliseconds of the processor's time: the engine's own threads, which compile and collect, included.
function timed(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function put(text) {
  const bytes = Buffer.from(text);
  const place = engine.room(bytes.length);
  bytes.copy(Buffer.from(engine.memory.buffer, place, bytes.length));
}

function figures(times, rest) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => round(sorted[Math.floor(sorted.length * part)] ?? 0);
  const mean = round(times.reduce((sum, time) => sum + time, 0) / times.length);
  return { queries: times.length, mean_ms: mean, p50_ms: at(0.5), p99_ms: at(0.99), ...rest };
}

// A million records do not fit as objects, and queries are made of few: which these are is found by
// asking for queries of records that remember being asked for.
const any = { notes: "x", company: "xx", people: ["x xx"], stage: "x" };
const wanted = new Set();
const list = (get) =>
  new Proxy([], {
    get: (_, key) => (key === "length" ? Number(count) : get(Number(key))),
  });
querySets(
  list((number) => {
    wanted.add(number);
    return any;
  }),
  Number(queries),
);
const replaced = Math.min(500, Math.floor(Number(count) / 2));
const kept = new Map();

const pages = engine.memory.buffer.byteLength;
const world = makeWorld(SEED);
let build = 0;
// The records are read from text first: other engines get them as objects.
for (let start = 0; start < Number(count); start += SLICE) {
  const lines = [];
  for (let number = start; number < Math.min(start + SLICE, Number(count)); number += 1) {
    const doc = record(world, number);
    if (wanted.has(number) || number < 2 * replaced) kept.set(number, doc);
    lines.push(JSON.stringify(doc));
  }
  put(lines.join("\n"));
  engine.read();
  build += timed(() => engine.index());
  engine.forget();
}
build += timed(() => engine.maintain());
print("build", { ms: round(build) });
print("memory", { bytes: engine.memory_of_index(), grown: engine.memory.buffer.byteLength - pages });

const sets = querySets(
  list((number) => kept.get(number)),
  Number(queries),
);

function ask(text, typing) {
  put(text);
  const shown = engine.search(typing, 20);
  const ids = [];
  for (let number = 0; number < shown; number += 1) ids.push(engine.found(number));
  return ids;
}

const classes = {
  one: sets.one,
  and2: sets.and2.map((pair) => pair.join(" ")),
  prefix: sets.prefix,
  field: sets.field.map(({ field, term }) => `${field}:${term}`),
  mixed: sets.mixed.map(({ stage, term }) => `stage:${stage} ${term}`),
};
for (const [name, texts] of Object.entries(classes)) {
  const typing = name === "prefix";
  for (const text of texts.slice(0, 30)) ask(text, typing);
  let hits = 0;
  const times = texts.map((text) => timed(() => (hits += ask(text, typing).length)));
  print(name, figures(times, { hits }));
}

const lines = [];
for (let number = replaced; number < 2 * replaced; number += 1) lines.push(JSON.stringify(kept.get(number)));
put(lines.join("\n"));
engine.read();
const times = [];
let seen = 0;
for (let id = 0; id < replaced; id += 1) {
  times.push(timed(() => engine.replace(id, id)));
  // It is found at once, by a rare word of its new text.
  if (ask(`name:${kept.get(id + replaced).company}`, false).includes(id)) seen += 1;
}
print("replace", figures(times, { seen }));
engine.forget();
print("tidy", { ms: round(timed(() => engine.maintain())), replaced });

const save = timed(() => engine.save());
print("save", { ms: round(save), bytes: engine.saved() });
const load = timed(() => engine.load());
print("load", { ms: round(load), found: ask(sets.one[1], false).length });
