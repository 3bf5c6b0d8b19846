/** Boxwood where a mail is written: a button with a panel, a line under the mail, and snippets by what one types. */
import type { ComposeView, DropdownView } from "@inboxsdk/core";
import { effect, type ReadonlySignal } from "@preact/signals";

import type { SnippetView } from "../generated/SnippetView";
import type { ThreadInput } from "../generated/ThreadInput";
import type { End, PageContext } from "../platform/page-context";
import { Letter } from "../ui/compose/letter";
import { say } from "../words/words";
import { MARK_URL } from "./mark";
import type { Sdk } from "./sdk";

/** The height of the line under a mail, in CSS pixels. */
const BAR_HEIGHT = 36;

/** What is shown and done where a mail is written. */
export interface LetterScreens {
  /** Shows the panel in an element until the result is called. */
  panel(host: HTMLElement, letter: Letter, close: () => void): End;
  /** Shows what happens when the mail is sent, in an element until the result is called. */
  bar(host: HTMLElement, letter: Letter): End;
  /** The mail was sent, and its conversation is this. */
  sent(letter: Letter, thread: ThreadInput): void;
  /** Puts a snippet into the mail. */
  insert(letter: Letter, snippet: SnippetView): void;
}

/** Shows the button in each window where a mail is written. */
export function offerInCompose(
  sdk: Sdk,
  context: PageContext,
  snippets: ReadonlySignal<readonly SnippetView[]>,
  screens: LetterScreens,
): void {
  context.own(
    sdk.Compose.registerComposeViewHandler((view) => {
      const letter = new Letter({
        thread: view.isInlineReplyForm() ? threadAround(view.getElement()) : "",
        subject: () => view.getSubject(),
        text: () => view.getTextContent(),
        insert: (text, subject) => {
          if (subject !== "" && view.getSubject().trim() === "") view.setSubject(subject);
          view.insertTextIntoBodyAtCursor(text);
        },
      });
      view.addButton({
        title: say("letter-label"),
        iconUrl: MARK_URL,
        hasDropdown: true,
        onClick: ({ dropdown }) => {
          if (dropdown !== undefined) showPanel(dropdown, context, letter, screens);
        },
      });
      const ends = [showBar(view, context, letter, screens), fillTyped(view, letter, snippets, screens)];
      view.on("sent", (event) => {
        const subject = view.getSubject();
        event
          .getThreadID()
          .then((id) => screens.sent(letter, { id, subject }))
          .catch(reportError);
      });
      const end = context.own(() => {
        for (const one of ends) one();
      });
      view.on("destroy", end);
    }),
  );
}

/** Gmail's legacy id of the conversation that an element is in; empty if it is in none. */
function threadAround(element: HTMLElement): string {
  const place = element.closest("[role=main]")?.querySelector("[data-legacy-thread-id]");
  return place?.getAttribute("data-legacy-thread-id") ?? "";
}

function showPanel(
  dropdown: DropdownView,
  context: PageContext,
  letter: Letter,
  screens: LetterScreens,
): void {
  const host = document.createElement("div");
  dropdown.el.append(host);
  const hide = screens.panel(host, letter, () => dropdown.close());
  // What is in it grows when it is drawn and when something is chosen.
  const observer = new ResizeObserver(() => dropdown.reposition());
  observer.observe(host);
  const end = context.own(() => {
    observer.disconnect();
    hide();
  });
  dropdown.on("destroy", end);
}

/** The line under the mail, as long as a box is chosen. */
function showBar(view: ComposeView, context: PageContext, letter: Letter, screens: LetterScreens): End {
  let hide: End | undefined;
  const stop = effect(() => {
    const isWanted = letter.box.value !== undefined;
    if (isWanted === (hide !== undefined) || view.destroyed) return;
    if (!isWanted) {
      hide?.();
      return;
    }
    const bar = view.addStatusBar({ height: BAR_HEIGHT, addAboveNativeStatusBar: true });
    const host = document.createElement("div");
    bar.el.append(host);
    const end = context.own(screens.bar(host, letter));
    hide = () => {
      hide = undefined;
      end();
      bar.destroy();
    };
  });
  return () => {
    stop();
    hide?.();
  };
}

/** Puts a snippet in place of what one types to get it, when Tab is pressed right after it. */
function fillTyped(
  view: ComposeView,
  letter: Letter,
  snippets: ReadonlySignal<readonly SnippetView[]>,
  screens: LetterScreens,
): End {
  const body = view.getBodyElement();
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const selection = body.ownerDocument.getSelection();
    const node = selection?.focusNode;
    if (selection == null || !selection.isCollapsed || !(node instanceof Text)) return;
    const word = /\S+$/.exec(node.data.slice(0, selection.focusOffset))?.[0];
    const snippet = snippets.peek().find(({ shortcut }) => shortcut !== "" && shortcut === word);
    if (word === undefined || snippet === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    node.deleteData(selection.focusOffset - word.length, word.length);
    screens.insert(letter, snippet);
  };
  body.addEventListener("keydown", onKey, { capture: true });
  return () => body.removeEventListener("keydown", onKey, { capture: true });
}
