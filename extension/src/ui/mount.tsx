/** Puts a screen into an element, in a shadow root so that neither page styles the other. */
import { effect } from "@preact/signals";
import { type ComponentChildren, render } from "preact";

import type { End, PageContext } from "../platform/page-context";
import { direction, language } from "../words/words";
import { type App, AppContext } from "./app";
import baseStyle from "./style/base.css";
import boardStyle from "./style/board.css";
import boxStyle from "./style/box.css";
import gridStyle from "./style/grid.css";
import listsStyle from "./style/lists.css";
import optionsStyle from "./style/options.css";
import pageStyle from "./style/page.css";
import paletteStyle from "./style/palette.css";
import sheetStyle from "./style/sheet.css";
import timelineStyle from "./style/timeline.css";
import { isDark } from "./theme";

/** How many style sheets a task reads: they take a few milliseconds. */
const SHEETS_IN_A_TASK = 3;
const STYLES = [
  baseStyle,
  boardStyle,
  boxStyle,
  gridStyle,
  listsStyle,
  pageStyle,
  optionsStyle,
  paletteStyle,
  sheetStyle,
  timelineStyle,
];

/** The style sheets that were made, in the order of {@link STYLES}. */
const sheets: CSSStyleSheet[] = [];

function makeSheets(most: number): void {
  for (const text of STYLES.slice(sheets.length, sheets.length + most)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.push(sheet);
  }
}

function styleSheets(): CSSStyleSheet[] {
  makeSheets(STYLES.length);
  return sheets;
}

/** Has the style sheets read before a screen needs them, in tasks of their own that `nextTask` begins. */
export async function prepareStyles(nextTask: () => Promise<void>): Promise<void> {
  while (sheets.length < STYLES.length) {
    await nextTask();
    makeSheets(SHEETS_IN_A_TASK);
  }
}

/** Shows a screen inside `host` until the result is called. */
export function mount(host: HTMLElement, app: App, screen: ComponentChildren): End {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = styleSheets();
  const place = document.createElement("div");
  place.className = "boxwood";
  root.append(place);
  const stopTheme = effect(() => {
    place.dataset["theme"] = isDark.value ? "dark" : "light";
    place.dir = direction();
    place.lang = language();
  });
  // Gmail takes keys for its shortcuts unless they are typed into an input, and sees none in here.
  const keep = (event: Event): void => event.stopPropagation();
  const keys = ["keydown", "keypress", "keyup"];
  for (const key of keys) host.addEventListener(key, keep);
  render(<AppContext.Provider value={app}>{screen}</AppContext.Provider>, place);
  return () => {
    stopTheme();
    for (const key of keys) host.removeEventListener(key, keep);
    render(null, place);
    place.remove();
  };
}

/** Styles a page of the extension's own. */
export function styleDocument(context: PageContext, place: HTMLElement): void {
  document.adoptedStyleSheets = styleSheets();
  context.own(
    effect(() => {
      place.dataset["theme"] = isDark.value ? "dark" : "light";
      document.documentElement.dataset["theme"] = place.dataset["theme"];
    }),
  );
}
