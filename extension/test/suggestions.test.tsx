// @vitest-environment happy-dom
/** What is suggested is shown with why, files by a click, and is turned down by another. */
import { signal } from "@preact/signals";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { LabelView } from "../src/generated/LabelView";
import type { MailText } from "../src/generated/MailText";
import type { SuggestionView } from "../src/generated/SuggestionView";
import type { ThreadSuggestions } from "../src/generated/ThreadSuggestions";
import type { View } from "../src/generated/View";
import { bodyText, MOST_LETTERS } from "../src/gmail/mail-text";
import type { Mails } from "../src/ui/sidebar/mails";
import { ThreadPanel } from "../src/ui/sidebar/thread-panel";
import { reasons } from "../src/ui/suggestions/why";
import { Screen } from "./screen";

const EVIL = '<img src=x onerror="document.title=`owned`">';
const THREAD = { id: "18c2f0a9b3d4e5f6", subject: "The offer" };
const TEXT: MailText = {
  thread: THREAD.id,
  from: "nils@falk.example",
  fromName: "Nils",
  to: ["ann@hill.example"],
  subject: "The offer",
  body: "Dear Ann",
};

function label(id: string, name: string): LabelView {
  return { id, name, pipeline: "p", pipelineName: "Sales", stageName: "Lead", colour: "#5f6368" };
}

function suggestion(id: string, name: string): SuggestionView {
  return {
    label: label(id, name),
    percent: 92,
    why: [{ kind: "filed", likeness: "sender", here: 11, of: 12 }],
  };
}

function answer(changes: Partial<ThreadSuggestions>): View {
  const thread: ThreadSuggestions = {
    thread: THREAD.id,
    known: "whole",
    sure: "no",
    choices: [],
    ...changes,
  };
  return { kind: "suggestions", on: true, threads: [thread], together: [] };
}

let screen: Screen;
let isAnswered = false;
const mail = { arrived: signal(0), read: (): MailText | undefined => TEXT };

/** Nothing is known of its mails. */
const MAILS: Mails = {
  count: signal(0),
  ids: signal([]),
  readEnds: () => Promise.resolve(),
  readAll: () => Promise.resolve([]),
};

beforeEach(async () => {
  // Whatever is to be done when there is time is done at once.
  Object.assign(globalThis, {
    scheduler: { postTask: async (action: () => void) => action() },
  });
  mail.arrived.value = 1;
  isAnswered = false;
  screen = new Screen();
  screen.pipelines.value = [
    {
      id: "p",
      name: "Sales",
      boxes: 1,
      colour: null,
      hidden: false,
      icon: "",
      theme: "default",
      opensWith: null,
    },
  ] as never;
  await screen.show(<ThreadPanel thread={THREAD} mails={MAILS} mail={mail} />);
  await screen.tell("thread", {
    kind: "thread",
    thread: { thread: THREAD.id, boxes: [], held: [], pipelines: [] },
  });
});

afterEach(() => screen.end());

/** Answers what was asked about suggestions, or says that the answer is another one now. */
async function tell(view: View): Promise<void> {
  const asked = screen.worker.asked.findLast(({ request }) => {
    const query = request["query"] as { kind: string } | undefined;
    return request.kind === "subscribe" && query?.kind === "suggestions";
  });
  if (asked === undefined) throw new Error("nobody asked for suggestions");
  await act(() => {
    if (isAnswered) screen.worker.answer({ subscription: Number(asked.request["subscription"]), view });
    else screen.worker.answer({ id: asked.id, response: { kind: "view", view } });
  });
  isAnswered = true;
}

function shown(): MailText[] {
  return screen.worker.asked.flatMap(({ request }) =>
    request.kind === "readMails" ? (request["mails"] as MailText[]) : [],
  );
}

test("the core is shown the mail once it is there, again when another comes, and when it forgot", async () => {
  expect(shown()).toEqual([]);
  await tell(answer({ known: "nothing" }));
  expect(shown()).toEqual([TEXT]);
  await tell(answer({}));
  expect(shown()).toEqual([TEXT]);
  await act(() => {
    mail.arrived.value = 2;
  });
  expect(shown()).toHaveLength(2);
  await tell(answer({ known: "nothing" }));
  expect(shown()).toHaveLength(3);
});

test("nothing is read where nothing is to be suggested", async () => {
  await tell({ kind: "suggestions", on: false, threads: [], together: [] });
  expect(shown()).toEqual([]);
});

test("one suggestion is shown when it is sure, with why, and a click files it", async () => {
  await tell(answer({ known: "nothing" }));
  await tell(answer({ choices: [suggestion("b1", EVIL)] }));
  expect(screen.all("suggestion")).toEqual([]);
  await tell(answer({ sure: "yes", choices: [suggestion("b1", EVIL)] }));
  const file = screen.find<HTMLButtonElement>("suggestion-file");
  expect(file.title).toBe("11 of 12 mails from nils@falk.example went here.");
  const why = screen.find("suggestion-why");
  expect(why.id).toBe(file.getAttribute("aria-describedby"));
  expect(why.textContent).toBe(file.title);
  expect(file.textContent).toContain(EVIL);
  await screen.click("suggestion-file");
  expect(screen.deeds()).toEqual([{ kind: "addThread", id: "b1", thread: THREAD }]);
  await screen.refuse({ code: "not-allowed", place: null, params: {} });
  expect(screen.find("problem").textContent).toBe("You may not do this.");
});

test("a suggestion is turned down", async () => {
  await tell(answer({ sure: "yes", choices: [suggestion("b1", "Falk")] }));
  await screen.click("suggestion-dismiss");
  expect(screen.deeds()).toEqual([{ kind: "dismissSuggestion", thread: THREAD.id, id: "b1" }]);
});

test("the picker offers what is suggested first, sure or not, each once", async () => {
  const choices = [suggestion("b2", "Second"), suggestion("b1", "First")];
  await tell(answer({ choices }));
  await screen.click("add-to-existing");
  const hits = ["b1", "b2", "b3"].map((id) => ({ label: label(id, id) }));
  await screen.tell("findBoxes", { kind: "boxes", hits });
  const offered = screen.all("find-box-hit").map((hit) => hit.dataset["box"]);
  expect(offered).toEqual(["b2", "b1", "b3"]);
  await screen.press("find-box-text", "Enter");
  expect(screen.deeds()).toEqual([{ kind: "addThread", id: "b2", thread: THREAD }]);
});

test("a mail that is left is said to be", async () => {
  await screen.show(null);
  const left = screen.worker.asked.filter(({ request }) => request.kind === "leftUnfiled");
  expect(left.map(({ request }) => request["thread"])).toEqual([THREAD.id]);
});

test("reasons name the sender only where the page knows who it is", () => {
  expect(reasons(suggestion("b", "Falk"), "")).toBe("11 of 12 mails from this sender went here.");
  const domain = suggestion("b", "Falk");
  domain.why = [{ kind: "filed", likeness: "domain", here: 3, of: 3 }, { kind: "nameInSubject" }];
  expect(reasons(domain, "nils@falk.example")).toBe(
    "3 of 3 mails from falk.example went here. The box’s name is in the subject.",
  );
});

test("a mail's own text is read, and no more of it than is looked at", () => {
  const body = document.createElement("div");
  body.innerHTML =
    "<style>p{}</style><p>Dear <b>Ann</b>,</p> <script>x()</script><p>hello</p>" +
    '<div class="gmail_quote">what was <i>answered</i></div><blockquote>older</blockquote>';
  expect(bodyText(body).split(/\s+/).filter(Boolean)).toEqual(["Dear", "Ann", ",", "hello"]);
  body.innerHTML = `<p>${"word ".repeat(10_000)}</p>`.repeat(50);
  expect(bodyText(body)).toHaveLength(MOST_LETTERS);
  body.innerHTML = "<i></i>".repeat(20_000);
  expect(bodyText(body)).toBe("");
});
