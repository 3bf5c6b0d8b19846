/** The To, Cc and Bcc fields of a compose window: an entry and a chip for each person. */
import type { Person } from "../wire.ts";
import { freshId, h, input } from "./dom.ts";

/** The three kinds of recipients. */
export type Kind = "to" | "cc" | "bcc";

/** A field. */
export interface RecipientField {
  /** `div.anm[name]`. */
  readonly element: HTMLElement;
  add(people: readonly Person[]): void;
  /** The people in it, and what is typed but not yet a chip. */
  people(): Person[];
  focus(): void;
}

const LABELS: Readonly<Record<Kind, string>> = { to: "To", cc: "Cc", bcc: "Bcc" };

/**
 * Makes a field. The depth of its elements is what InboxSDK watches chips by;
 * `inline` gives the one of a reply.
 */
export function recipientField(kind: Kind, inline: boolean): RecipientField {
  const chips = h("div.chips");
  const entry = input(`${kind}-entry`, {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-label": `${LABELS[kind]} recipients`,
    autocomplete: "off",
    size: "20",
  });
  const box = h("div.agJ", { role: "listbox", id: freshId() }, chips, h("div.entry", {}, entry));
  const depth = h("div", {}, h("div", {}, h("div", {}, h("div", {}, box))));
  const element = h(
    "div.anm",
    { name: kind },
    ...(inline ? [h("div.aUy", {}, depth)] : [depth]),
    h("span.kind", {}, LABELS[kind]),
  );

  const add = (people: readonly Person[]): void => {
    for (const person of people) {
      chips.append(chip(person));
    }
  };
  const commit = (): void => {
    add(parsePeople(entry.value));
    entry.value = "";
  };
  entry.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "," || event.key === ";") {
      event.preventDefault();
      commit();
    } else if (event.key === "Backspace" && entry.value === "") {
      chips.lastElementChild?.remove();
    }
  });
  entry.addEventListener("blur", commit);
  entry.addEventListener("paste", (event) => {
    event.preventDefault();
    add(parsePeople(event.clipboardData?.getData("text/plain") ?? ""));
  });
  const people = (): Person[] => [
    ...[...chips.querySelectorAll("[role=option]")].map((option) => ({
      name: option.getAttribute("data-name") ?? "",
      email: option.getAttribute("data-hovercard-id") ?? "",
    })),
    ...parsePeople(entry.value),
  ];
  return { element, add, people, focus: () => entry.focus() };
}

/** Below the list box two elements stand around each chip: one for all, and one for each. */
function chip({ name, email }: Person): HTMLElement {
  const cross = h("div.afX", { "aria-label": `Remove ${email}`, role: "button" }, "×");
  const wrapper = h(
    "div",
    {},
    h(
      "div.afV",
      { role: "option", "data-name": name, "data-hovercard-id": email, id: freshId() },
      h("div.afW", {}, name === "" ? email : name),
      cross,
    ),
  );
  cross.addEventListener("click", () => wrapper.remove());
  return wrapper;
}

/** Reads `Name <a@b>, c@d; …`. What has no at sign is left out. */
function parsePeople(text: string): Person[] {
  const people: Person[] = [];
  for (const part of text.split(/[,;\n]/)) {
    const [, name = "", bracketed, plain] =
      /^\s*(?:"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))\s*$/.exec(part) ?? [];
    const email = bracketed ?? plain;
    if (email !== undefined) {
      people.push({ name, email });
    }
  }
  return people;
}
