// @vitest-environment happy-dom
/** Screens show text as text, and leave an open editor alone. */
import { signal } from "@preact/signals";
import { type ComponentChild, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { BoxView } from "../src/generated/BoxView";
import type { StatusView } from "../src/generated/StatusView";
import { Link } from "../src/link/link";
import { PageContext } from "../src/platform/page-context";
import { type App, AppContext } from "../src/ui/app";
import { nameFromSubject } from "../src/ui/sidebar/add-box";
import { BoxCard } from "../src/ui/sidebar/box-card";
import { StatusLine, standing } from "../src/ui/status-line";
import { FakeWorker } from "./fake-ports";
import { sampleBox, sampleCell, sampleField, samplePipeline } from "./samples";

const EVIL = '<img src=x onerror="document.title=`owned`">';

const PIPELINE = samplePipeline({
  name: EVIL,
  stages: [
    { id: "s1", name: EVIL, colour: "#5f6368", boxes: 1 },
    { id: "s2", name: "Won", colour: "#188038", boxes: 0 },
  ],
  fields: [
    sampleField("f1", EVIL, { kind: "text" }),
    sampleField("f2", "Amount", { kind: "currency", code: "EUR" }),
    sampleField("f3", "Owner", { kind: "person" }),
  ],
  people: [{ id: "u1", name: "Ann", email: "ann@hill.example" }],
});

function box(changes: Partial<BoxView> = {}): BoxView {
  return sampleBox({
    stage: "s1",
    name: EVIL,
    notes: EVIL,
    cells: [
      sampleCell("f1", { kind: "text", text: EVIL }),
      sampleCell("f2", { kind: "number", number: "1200.5" }),
      sampleCell("f3", { kind: "empty" }),
    ],
    threads: [{ id: "t2", subject: EVIL }],
    ...changes,
  });
}

const STATUS: StatusView = {
  account: "ann@hill.example",
  me: null,
  server: "https://boxwood.example",
  connection: "online",
  waiting: 0,
  saving: "saved",
  storage: "disk",
  storageDamaged: false,
  refused: [],
  problem: null,
  moved: null,
  clockAheadSeconds: null,
};

let context: PageContext;
let worker: FakeWorker;
let place: HTMLElement;
let app: App;
const status = signal<StatusView | undefined>(STATUS);

beforeEach(() => {
  context = new PageContext();
  worker = new FakeWorker();
  place = document.createElement("div");
  document.body.append(place);
  status.value = STATUS;
  app = {
    link: new Link(context, "ann@hill.example", worker),
    status,
    pipelines: signal([]),
    openPipeline: () => undefined,
    go: () => undefined,
    openNewPipeline: () => undefined,
    openThread: () => undefined,
    openOptions: () => undefined,
    notify: () => undefined,
    reload: () => undefined,
  };
});

afterEach(() => {
  render(null, place);
  place.remove();
  context.end();
});

async function show(child: ComponentChild): Promise<void> {
  await act(() => render(<AppContext.Provider value={app}>{child}</AppContext.Provider>, place));
}

function field<T extends HTMLElement = HTMLInputElement>(testId: string): T {
  const found = place.querySelector(`[data-testid="${testId}"]`);
  if (found === null) throw new Error(`nothing is called ${testId}`);
  return found as T;
}

async function type(testId: string, text: string): Promise<void> {
  await act(() => {
    const element = field(testId);
    element.dispatchEvent(new FocusEvent("focus"));
    element.value = text;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** What was asked to be done. */
function deeds(): unknown[] {
  return worker.asked.flatMap(({ request }) => (request.kind === "do" ? [request["command"]] : []));
}

async function press(testId: string, key: string): Promise<void> {
  await act(() => {
    field(testId).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
}

test("names, notes, fields, stages, subjects and refusals are text, whatever is in them", async () => {
  const failure = { code: "not-allowed", place: null, params: {} } as const;
  status.value = {
    ...STATUS,
    refused: [{ seq: 1, command: "setNotes", subject: EVIL, typed: EVIL, failure }],
  };
  await show(
    <>
      <BoxCard record={box()} pipeline={PIPELINE} thread="t1" />
      <StatusLine />
    </>,
  );
  expect(place.querySelector("img")).toBeNull();
  expect(field("box-name").value).toBe(EVIL);
  expect(field("box-threads").textContent).toBe(EVIL);
  expect(field("refused-typed").textContent).toBe(EVIL);
  expect(document.title).not.toBe("owned");
});

test("a change that comes in does not touch the field being typed in, and shows in the others", async () => {
  await show(<BoxCard record={box({ name: "Acme" })} pipeline={PIPELINE} thread="t1" />);
  await type("box-name", "Acme In");
  await show(
    <BoxCard record={box({ name: "Ben's name", notes: "Ben's notes" })} pipeline={PIPELINE} thread="t1" />,
  );
  expect(field("box-name").value).toBe("Acme In");
  expect(field("box-notes").value).toBe("Ben's notes");
});

test("Enter stores, Escape drops", async () => {
  await show(<BoxCard record={box({ name: "Acme" })} pipeline={PIPELINE} thread="t1" />);
  await type("box-name", "Acme Ltd");
  await press("box-name", "Enter");
  expect(deeds()).toEqual([{ kind: "renameBox", id: "b", name: "Acme Ltd" }]);
  await type("box-notes", "never mind");
  await press("box-notes", "Escape");
  expect(field("box-notes").value).toBe(EVIL);
  expect(deeds()).toHaveLength(1);
});

test("what is being typed is stored when the screen goes away", async () => {
  await show(<BoxCard record={box()} pipeline={PIPELINE} thread="t1" />);
  await type("box-notes", "half a thou");
  await act(() => render(null, place));
  expect(deeds()).toEqual([{ kind: "setNotes", id: "b", notes: "half a thou" }]);
});

test("what is no number stays where it was typed, with the reason, and is not sent", async () => {
  await show(<BoxCard record={box()} pipeline={PIPELINE} thread="t1" />);
  await type("box-field-Amount", "a lot");
  await press("box-field-Amount", "Enter");
  expect(field("box-field-Amount").value).toBe("a lot");
  expect(field("box-field-Amount").getAttribute("aria-invalid")).toBe("true");
  expect(place.textContent).toContain("This is not a number.");
  expect(deeds()).toEqual([]);
});

test("the status line says each state in words", () => {
  expect(standing(undefined, false).kind).toBe("starting");
  expect(standing(STATUS, true).kind).toBe("outdated");
  expect(standing(STATUS, false).kind).toBe("saved");
  expect(standing({ ...STATUS, waiting: 2 }, false).text).toBe("Sending 2 changes…");
  expect(standing({ ...STATUS, connection: "offline", waiting: 1 }, false).text).toBe(
    "Offline. 1 change waits",
  );
  expect(standing({ ...STATUS, connection: "signedOut" }, false).kind).toBe("signed-out");
  expect(standing({ ...STATUS, connection: "signedOut", server: null }, false).kind).toBe("never-signed-in");
});

test("warns of a disk that refuses, a clock that is off, and a server that talks nonsense", async () => {
  const problem = { code: "server-nonsense", place: null, params: {} } as const;
  status.value = {
    ...STATUS,
    connection: "offline",
    storage: "memoryOnly",
    storageDamaged: true,
    clockAheadSeconds: 90,
    problem,
  };
  await show(<StatusLine />);
  expect(field("status-memory-only").textContent).toContain("kept in memory");
  expect(field("status-damaged").textContent).toContain("may be lost");
  expect(field("status-clock").textContent).toContain("90 seconds ahead");
  expect(field("status-problem").textContent).toContain("not as a Boxwood server does");
});

test.each([
  ["Re: Fwd: RE[2]: Offer", "Offer"],
  ["AW: Angebot", "Angebot"],
  ["Regarding: the bikes", "Regarding: the bikes"],
  ["", ""],
])("a new box takes its name from the subject %j", (subject, name) => {
  expect(nameFromSubject(subject)).toBe(name);
});
