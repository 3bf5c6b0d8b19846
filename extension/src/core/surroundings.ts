/** What a core has to know of the browser that it runs in, and cannot find out by itself. */
import type { Request } from "../generated/Request";
import { alphabet } from "./alphabet";

/** The alphabet that was asked for last: making one takes some milliseconds, and all cores need it. */
let latest: { locale: string; letters: string } | undefined;

function lettersOf(locale: string): string {
  if (latest?.locale !== locale) latest = { locale, letters: alphabet(locale) };
  return latest.letters;
}

/** The language by which the browser sorts where no other one is asked for. */
function language(): string {
  return new Intl.Collator().resolvedOptions().locale;
}

/** What one core was told of its surroundings. */
export class Surroundings {
  #offset: number | undefined;
  #locale: string | undefined;

  /** What it has to be told now; nothing while all is as it was. */
  news(): Request[] {
    const news: Request[] = [];
    // Looked up each time: it changes with daylight saving, and where people travel.
    const offset = -new Date().getTimezoneOffset();
    if (offset !== this.#offset) {
      this.#offset = offset;
      news.push({ kind: "zone", offsetMinutes: offset });
    }
    const locale = language();
    if (locale !== this.#locale) {
      this.#locale = locale;
      news.push({ kind: "alphabet", letters: lettersOf(locale) });
    }
    return news;
  }
}
