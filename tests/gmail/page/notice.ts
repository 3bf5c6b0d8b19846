/** The black bar at the lower left, in which Gmail says what it just did. */
import { h } from "./dom.ts";

const SHOWN_MS = 6000;

const words = h("span.bAq");
const holder = h("div.vh");
const bar = h("div.b8.UC", { role: "alert", "aria-live": "assertive" }, h("div.J-J5-Ji", {}, holder));
let timer: ReturnType<typeof setTimeout> | undefined;

/** The bar itself, to be put into the body. */
export function noticeBar(): HTMLElement {
  hide();
  return bar;
}

/** Says something for some seconds. */
export function say(text: string): void {
  clearTimeout(timer);
  words.textContent = text;
  bar.style.visibility = "visible";
  bar.style.top = "";
  bar.classList.add("bAp");
  // InboxSDK learns of it by the new child.
  holder.replaceChildren(h("span.aT", {}, words));
  timer = setTimeout(hide, SHOWN_MS);
}

function hide(): void {
  holder.replaceChildren();
  bar.classList.remove("bAp");
  bar.style.visibility = "hidden";
}
