// Runs the suggester in the browser's engine on people's mail: node run.mjs MODULE.wasm DIR
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const [module, dir] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const bench = instance.exports;

const round = (figure) => Math.round(figure * 100) / 100;
const at = (times, part) => round(times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? 0);
const print = (line) => console.log(JSON.stringify({ bench: "suggest", ...line }));

// Microseconds of the processor's time for each call: the engine's own threads, which compile and collect, included.
class Times {
  predict = [];
  learn = [];
  run(kind, work) {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    this[kind].push(user + system);
    return result;
  }
  line() {
    return {
      predict_median_us: at(this.predict, 0.5),
      predict_p99_us: at(this.predict, 0.99),
      learn_median_us: at(this.learn, 0.5),
      learn_p99_us: at(this.learn, 0.99),
    };
  }
}

function put(mail) {
  const parts = [mail.id, mail.from, mail.from_name, mail.subject, mail.body, ...mail.to, ...mail.cc];
  const text = Buffer.from(parts.map((part) => part.replaceAll("\0", " ")).join("\0"));
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4);
  text.copy(padded);
  for (let from = 0; from < padded.length; from += 4) bench.put(padded.readUInt32LE(from));
  bench.mail(mail.date);
}

function person(file, user) {
  bench.reset();
  const boxes = new Map();
  const times = new Times();
  let right = 0;
  const mails = gunzipSync(readFileSync(file)).toString().trimEnd().split("\n").map((line) => JSON.parse(line));
  mails.sort((a, b) => a.date - b.date);
  for (const mail of mails) {
    if (!boxes.has(mail.folder)) boxes.set(mail.folder, boxes.size + 1);
    const box = boxes.get(mail.folder);
    put(mail);
    if (times.run("predict", () => bench.predict()) === box) right += 1;
    times.run("learn", () => bench.learn(box));
  }
  const top1 = round((100 * right) / mails.length);
  print({ name: "time, WebAssembly", user, boxes: boxes.size, top1, ...times.line() });
}

function invented(boxes) {
  bench.reset();
  bench.teach(boxes, boxes * 4);
  const times = new Times();
  for (let number = boxes * 4; number < boxes * 4 + 1000; number += 1) {
    bench.invent(boxes, number);
    times.run("predict", () => bench.predict());
    times.run("learn", () => bench.learn(-1));
  }
  print({ name: "time, WebAssembly, invented mail", boxes, ...times.line() });
}

const filed = existsSync(join(dir, "filed")) ? join(dir, "filed") : dir;
for (const file of existsSync(filed) ? readdirSync(filed).sort() : []) {
  const user = /^(.*)\.jsonl\.gz$/.exec(file)?.[1];
  if (user !== undefined && !user.endsWith(".unfiled")) person(join(filed, file), user);
}
for (const boxes of [100, 5000]) invented(boxes);
const half = (number) => (number >>> 0).toString(16).padStart(8, "0");
print({ name: "bits", platform: "WebAssembly", number: half(bench.golden_high()) + half(bench.golden_low()) });
