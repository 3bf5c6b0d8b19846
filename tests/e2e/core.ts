/** Asks the extension's core from one of the extension's pages, past all screens. */
import type { Page } from "playwright-core";
import type { BoxPage } from "../../extension/src/generated/BoxPage.ts";
import type { BoxView } from "../../extension/src/generated/BoxView.ts";
import type { NavView } from "../../extension/src/generated/NavView.ts";
import type { Query } from "../../extension/src/generated/Query.ts";
import type { Request } from "../../extension/src/generated/Request.ts";
import type { Response } from "../../extension/src/generated/Response.ts";
import type { View } from "../../extension/src/generated/View.ts";
import { PLAIN } from "../../extension/src/ui/pipeline/shape.ts";

/** The rows that the core gives at once at most. */
const MOST_ROWS = 500;

/** What the service worker says over a connection. */
interface Said {
  readonly id?: number;
  readonly response?: Response;
}

/** Asks the core of an account; `page` is one that may connect to the service worker. */
export async function ask(page: Page, account: string, request: Request): Promise<Response> {
  const asked = { account, request };
  return await page.evaluate(
    ({ account, request }) =>
      new Promise<Response>((resolve, reject) => {
        const port = chrome.runtime.connect();
        port.onDisconnect.addListener(() => reject(new Error("the service worker is gone")));
        port.onMessage.addListener((message: Said) => {
          if (message.id !== 1 || message.response === undefined) return;
          resolve(message.response);
          port.disconnect();
        });
        port.postMessage({ hello: { account } });
        port.postMessage({ id: 1, request });
      }),
    asked,
  );
}

/** The answer to a question. */
export async function read(page: Page, account: string, query: Query): Promise<View> {
  const response = await ask(page, account, { kind: "read", query });
  if (response.kind !== "view") throw new Error(`no answer: ${JSON.stringify(response)}`);
  return response.view;
}

/** The pipelines that the core knows. */
export async function pipelines(page: Page, account: string): Promise<NavView[]> {
  const view = await read(page, account, { kind: "nav" });
  if (view.kind !== "nav") throw new Error(`another answer: ${view.kind}`);
  return view.pipelines;
}

/** Every box of a pipeline, as the core has it. */
export async function boxesOf(page: Page, account: string, pipeline: string): Promise<BoxView[]> {
  const boxes: BoxView[] = [];
  for (let first = 0; ; first += MOST_ROWS) {
    const view = await read(page, account, {
      kind: "window",
      pipeline,
      first,
      count: MOST_ROWS,
      shape: PLAIN,
      collapsed: [],
    });
    if (view.kind !== "window" || view.window === null) throw new Error("there is no such pipeline");
    for (const row of view.window.rows) if (row.kind === "box") boxes.push(row.record);
    if (first + MOST_ROWS >= view.window.total) return boxes;
  }
}

/** The names of all boxes of the only pipeline, sorted. */
export async function boxNames(page: Page, account: string): Promise<string[]> {
  const [only, ...others] = await pipelines(page, account);
  if (only === undefined || others.length > 0) throw new Error("there is not exactly one pipeline");
  return (await boxesOf(page, account, only.id)).map(({ name }) => name).sort();
}

/** All about the box of this name in the only pipeline. */
export async function boxPage(page: Page, account: string, name: string): Promise<BoxPage> {
  const [only] = await pipelines(page, account);
  const box = (await boxesOf(page, account, only?.id ?? "")).find((one) => one.name === name);
  const view = await read(page, account, { kind: "boxPage", id: box?.id ?? "" });
  if (view.kind !== "boxPage" || view.page === null) throw new Error(`there is no box ${name}`);
  return view.page;
}
