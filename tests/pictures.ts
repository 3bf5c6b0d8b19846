/** Takes the pictures of the README anew, into `docs/`: `node run.mjs pictures.ts` after a build. */
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { CellInput } from "../extension/src/generated/CellInput.ts";
import type { Command } from "../extension/src/generated/Command.ts";
import type { PipelineView } from "../extension/src/generated/PipelineView.ts";
import { BoxwoodServer, ROOT } from "./e2e/boxwood.ts";
import { ask, pipelines, read } from "./e2e/core.ts";
import { Person } from "./e2e/person.ts";
import { startGmail } from "./gmail/server.ts";

const ANN = "ann@hill.example";
const PIPELINE = "Enterprise sales";

interface Deal {
  readonly name: string;
  readonly stage: string;
  readonly value: string;
  readonly close: string;
  readonly source: string;
  readonly next: string;
  readonly thread?: { readonly key: string; readonly subject: string };
}

const deals: readonly Deal[] = [
  {
    name: "Galil Tours",
    stage: "Lead",
    value: "12000",
    close: "2027-03-31",
    source: "Event",
    next: "First call",
  },
  {
    name: "Kumo Rentals",
    stage: "Lead",
    value: "9500",
    close: "2027-04-15",
    source: "Website",
    next: "Qualify",
  },
  {
    name: "Nord Bikes",
    stage: "Contacted",
    value: "180000",
    close: "2027-01-29",
    source: "Referral",
    next: "Send the offer",
    thread: { key: "bikes", subject: "Fleet of 40 cargo bikes for our couriers" },
  },
  {
    name: "Oasis Logistics",
    stage: "Qualified",
    value: "64000",
    close: "2027-02-12",
    source: "Website",
    next: "Site visit",
  },
  {
    name: "Lumen Rotterdam",
    stage: "Proposal",
    value: "112500",
    close: "2026-12-18",
    source: "Outbound",
    next: "Answer on Thursday",
  },
  {
    name: "City council, bike sharing",
    stage: "Proposal",
    value: "410000",
    close: "2027-06-30",
    source: "Event",
    next: "Questions by the 12th",
    thread: { key: "council", subject: "Tender 2027/14: public bike sharing, questions by the 12th" },
  },
  {
    name: "Atelier Moreau",
    stage: "Negotiation",
    value: "28000",
    close: "2026-12-04",
    source: "Referral",
    next: "Redline from legal",
  },
  {
    name: "Porto Print",
    stage: "Won",
    value: "17300",
    close: "2026-11-20",
    source: "Referral",
    next: "Kick-off",
  },
];

async function make(page: Page, command: Command): Promise<string> {
  const response = await ask(page, ANN, { kind: "do", commandId: randomUUID(), command });
  if (response.kind !== "done") throw new Error(JSON.stringify(response));
  return response.created ?? "";
}

async function shape(page: Page): Promise<PipelineView> {
  const [first] = await pipelines(page, ANN);
  const view = await read(page, ANN, { kind: "pipeline", pipeline: first?.id ?? "" });
  if (view.kind !== "pipeline" || view.pipeline === null) throw new Error("there is no pipeline");
  return view.pipeline;
}

async function add(
  page: Page,
  pipeline: PipelineView,
  deal: Deal,
  thread: string | undefined,
): Promise<void> {
  const stage = pipeline.stages.find(({ name }) => name === deal.stage)?.id ?? null;
  const about = thread === undefined ? null : { id: thread, subject: deal.thread?.subject ?? "" };
  const id = await make(page, {
    kind: "createBox",
    pipeline: pipeline.id,
    stage,
    name: deal.name,
    thread: about,
  });
  const cells: Record<string, string> = {
    Value: deal.value,
    "Close date": deal.close,
    Source: deal.source,
    "Next step": deal.next,
  };
  for (const { id: field, name, kind } of pipeline.fields) {
    const text = cells[name];
    if (text === undefined) continue;
    let value: CellInput = { kind: "text", text };
    if (kind.kind === "currency") value = { kind: "number", number: text };
    if (kind.kind === "date") value = { kind: "date", date: text };
    if (kind.kind === "dropdown") {
      value = { kind: "choice", choice: kind.choices.find((one) => one.name === text)?.id ?? "" };
    }
    await make(page, { kind: "setField", id, field, value });
  }
}

const docs = join(ROOT, "docs");
await mkdir(docs, { recursive: true });
const gmail = await startGmail();
const server = await BoxwoodServer.start();
const profileDir = await mkdtemp(join(tmpdir(), "boxwood-pictures-"));
const ann = await Person.arrive({ profileDir, gmailPort: gmail.port, user: ANN });
try {
  await ann.signIn(ANN, `http://127.0.0.1:${server.port}`, await server.token(ANN, "Ann Archer"));
  await ann.createPipeline("sales", PIPELINE);
  const page = await ann.options();
  const pipeline = await shape(page);
  for (const deal of deals) {
    await add(page, pipeline, deal, deal.thread === undefined ? undefined : gmail.thread(deal.thread.key));
  }
  await page.close();
  await ann.openPipeline(PIPELINE);
  await ann.gmail.mouse.move(1270, 790);
  await ann.row("Porto Print").waitFor();
  await ann.waitUntil("saved", 0);
  await ann.gmail.screenshot({ path: join(docs, "pipeline.png") });
  await ann.openThread(gmail.thread("bikes"));
  await ann.card(gmail.thread("bikes"), "Nord Bikes").waitFor();
  await ann.waitUntil("saved", 0);
  await ann.gmail.screenshot({ path: join(docs, "thread.png") });
} finally {
  await ann.close();
  await Promise.all([gmail.close(), server.close()]);
  await rm(profileDir, { recursive: true, force: true });
}
