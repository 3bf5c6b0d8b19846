/** The two shortcuts that work all over Gmail, and the place over it where what they open is drawn. */
import type { End, PageContext } from "../platform/page-context";

/** What a shortcut opens. */
export type Opens = "search" | "keys";

/** Draws what was asked for in an element until the result is called; `close` takes the element away. */
export type ShowOver = (host: HTMLElement, what: Opens, close: () => void) => End;

/** What a key opens; nothing if it is no shortcut, or one of Gmail's where a mail is written. */
function opened(event: KeyboardEvent): Opens | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing)
    return undefined;
  const writesMail = event.target instanceof HTMLElement && event.target.isContentEditable;
  if (event.key === "k" && !writesMail) return "search";
  return event.key === "/" && !writesMail ? "keys" : undefined;
}

/** Hears the shortcuts: before Gmail, and before Boxwood's own screens, which keep their keys. */
export function handleShortcuts(context: PageContext, show: ShowOver): void {
  let close: (() => void) | undefined;
  const onKey = (event: Event): void => {
    const what = event instanceof KeyboardEvent ? opened(event) : undefined;
    if (what === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (close !== undefined) {
      close();
      return;
    }
    const host = document.createElement("div");
    // Nothing of its own to be seen: what is drawn is above the page.
    host.style.cssText = "position: fixed; inline-size: 0; block-size: 0;";
    document.body.append(host);
    let end: End = () => undefined;
    close = context.own(() => {
      close = undefined;
      end();
      host.remove();
    });
    end = show(host, what, close);
  };
  addEventListener("keydown", onKey, true);
  context.own(() => removeEventListener("keydown", onKey, true));
}
