/** Making elements without HTML strings, which the page's own policy forbids. */

/** What can stand inside an element. */
export type Child = Node | string;

/** Attributes by name, and `on…` keys for listeners. */
export interface Attributes {
  readonly [name: string]: string | ((event: Event) => void);
}

/**
 * An element from `tag.class.class`: `h("div.nH.bkK", { role: "main" }, child)`.
 * The tag may be left out for a `div`.
 */
export function h(spec: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag === undefined || tag === "" ? "div" : tag);
  if (classes.length > 0) {
    element.className = classes.join(" ");
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.replace(/^on/, ""), value);
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

/** An `input` with a name and a value. */
export function input(name: string, attributes: Attributes = {}): HTMLInputElement {
  const element = h("input", { name, ...attributes });
  if (!(element instanceof HTMLInputElement)) {
    throw new Error("an input element was expected");
  }
  return element;
}

/** The element that `selector` finds under `root`. Throws if there is none. */
export function find(root: ParentNode, selector: string): HTMLElement {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) {
    throw new Error(`there is no ${selector}`);
  }
  return element;
}

/**
 * A button as Gmail makes them: a `div` that answers to a click and to the Enter key.
 * One without `onPress` is there for the picture only.
 */
export function button(
  spec: string,
  label: string,
  onPress: ((event: Event) => void) | undefined,
  ...children: Child[]
): HTMLElement {
  const element = h(
    spec,
    { role: "button", tabindex: "0", "aria-label": label, "data-tooltip": label },
    ...children,
  );
  if (onPress !== undefined) {
    element.addEventListener("click", onPress);
  }
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === element) {
      event.preventDefault();
      element.click();
    }
  });
  return element;
}

/** Shows or hides in the way that InboxSDK watches for: the inline `display`. */
export function show(element: HTMLElement, visible: boolean): void {
  element.style.display = visible ? "" : "none";
}

/** Gives every element with ids of its own one, as Gmail does (`:a1`). */
let lastId = 0;
export function freshId(): string {
  lastId += 1;
  return `:s${lastId}`;
}
