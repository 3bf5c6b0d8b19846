// @vitest-environment happy-dom
/** An edit of the grid is on screen at once, and from then on never is not. */
import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";

import type { BoxView } from "../src/generated/BoxView";
import type { View } from "../src/generated/View";
import { Link } from "../src/link/link";
import { PageContext } from "../src/platform/page-context";
import { AppContext } from "../src/ui/app";
import { Grid } from "../src/ui/pipeline/grid";
import { ViewDesk } from "../src/ui/pipeline/view-desk";
import { settle } from "./fake-core";
import { FakeWorker } from "./fake-ports";
import { sampleBox, samplePipeline, sampleWindow } from "./samples";
import "./page";

function windowWith(changes: Partial<BoxView>): View {
  return { kind: "window", window: sampleWindow([sampleBox({ id: "a", ...changes })]) };
}

/** The cell that is edited; the header of its column bears the same name. */
const CELL = "[role=gridcell][data-column=notes]";

function isWindow(request: Record<string, unknown>): boolean {
  return (request["query"] as { kind?: string } | undefined)?.kind === "window";
}

const context = new PageContext();
const worker = new FakeWorker();
const place = document.createElement("div");

afterEach(() => {
  render(null, place);
  place.remove();
  context.end();
});

test("an edit is shown at once, and when its news and its answer come, before any next frame", async () => {
  document.body.append(place);
  const desk = new ViewDesk();
  const app = {
    link: new Link(context, "ann@hill.example", worker),
    status: signal(undefined),
    pipelines: signal([]),
    openPipeline: () => undefined,
    go: () => undefined,
    openNewPipeline: () => undefined,
    openThread: () => undefined,
    openOptions: undefined,
    notify: () => undefined,
    reload: () => undefined,
  };
  await act(() =>
    render(
      <AppContext.Provider value={app}>
        <Grid pipeline={samplePipeline()} desk={desk} show={() => undefined} />
      </AppContext.Provider>,
      place,
    ),
  );
  const find = <T extends HTMLElement>(selector: string): T => {
    const found = place.querySelector<T>(selector);
    if (found === null) throw new Error(`there is no ${selector}`);
    return found;
  };
  const asked = worker.asked.find(({ request }) => isWindow(request));
  if (asked === undefined) throw new Error("the grid asked nothing");
  await act(() => worker.answer({ id: asked.id, response: { kind: "view", view: windowWith({}) } }));
  const subscription = Number(asked.request["subscription"]);
  const cell = (): string => find(`${CELL} .cell-text`).textContent;
  // The first click makes it the active cell, the second one opens its editor.
  for (let click = 0; click < 2; click += 1) await act(() => find(CELL).click());
  const editor = find<HTMLTextAreaElement>("[data-testid=cell-editor]");
  editor.value = "Call on Monday";
  editor.dispatchEvent(new Event("input", { bubbles: true }));

  // From here on only what is pending at once may run: no timers, no frames.
  editor.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  await settle();
  expect(cell()).toBe("Call on Monday");
  const command = worker.asked.at(-1);
  expect(command?.request).toMatchObject({ command: { kind: "setNotes", notes: "Call on Monday" } });
  worker.answer({ subscription, view: windowWith({ notes: "Call on Monday", waiting: true }) });
  await settle();
  expect(cell()).toBe("Call on Monday");
  worker.answer({ id: command?.id ?? 0, response: { kind: "done", storage: "disk", created: null } });
  await settle();
  expect(find(CELL).dataset["state"]).toBe("rest");
  expect(cell()).toBe("Call on Monday");
});
