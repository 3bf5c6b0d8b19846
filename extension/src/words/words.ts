/**
 * What people read: messages of a Fluent catalogue, and dates, numbers and money as their language
 * writes them.
 */
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal } from "@preact/signals";

import english from "../../locales/en.ftl";

/** The messages of a catalogue; the build reads them from its text. */
type Messages = FluentResource["body"];

interface Catalogue {
  language: string;
  bundle: FluentBundle;
}

function catalogue(language: string, body: Messages): Catalogue {
  // Isolation is done in `say`, and only where the text's direction asks for it: the marks would
  // otherwise be in everything that people copy.
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource({ body });
  return { language, bundle };
}

const current = signal(catalogue("en", english));

/** Changes the language, at once and everywhere. */
export function speak(language: string, messages: Messages): void {
  current.value = catalogue(language, messages);
}

/** The language of the messages, for `lang` attributes. */
export function language(): string {
  return current.value.language;
}

/** The direction in which that language is written. */
export function direction(): "ltr" | "rtl" {
  return /^(ar|arc|ckb|dv|fa|ha-arab|he|ks|ps|sd|ug|ur|yi)\b/i.test(language()) ? "rtl" : "ltr";
}

const RTL_LETTER = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";

/** Keeps a text of another direction from turning the sentence around it about. */
function isolated(value: FluentVariable): FluentVariable {
  if (typeof value !== "string") return value;
  if (direction() === "ltr" && !RTL_LETTER.test(value)) return value;
  return FIRST_STRONG_ISOLATE + value + POP_DIRECTIONAL_ISOLATE;
}

/** Whether the catalogue has a message. */
export function hasMessage(id: string): boolean {
  return current.value.bundle.hasMessage(id);
}

/** The message `id`, with values put in. A message that is missing shows its id. */
export function say(id: string, values: Record<string, FluentVariable> = {}): string {
  const { bundle } = current.value;
  const pattern = bundle.getMessage(id)?.value;
  if (pattern === undefined || pattern === null) return id;
  const isolatedValues = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isolated(value)]),
  );
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, isolatedValues, errors);
  for (const error of errors) reportError(error);
  return text;
}
