/** Has the platform read a language's data before a screen needs them. */
import { region } from "./formats";
import { language } from "./words";

/**
 * Makes one of each of the platform's formatters, each in a task of its own that `nextTask` begins.
 *
 * The first of a kind reads the language's data, which takes some 10 ms: put together, and into the
 * task that draws a screen, they would hold up Gmail. Later ones take a tenth of a millisecond.
 */
export async function warmUp(nextTask: () => Promise<void>): Promise<void> {
  await nextTask();
  new Intl.PluralRules(language()).select(2);
  await nextTask();
  new Intl.NumberFormat(region()).format(2);
  await nextTask();
  new Intl.DateTimeFormat(region(), { dateStyle: "medium", timeStyle: "short" }).format(0);
}
