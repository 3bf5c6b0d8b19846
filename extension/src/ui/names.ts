/** The names of contacts and organizations that were chosen on this page. */

/**
 * A cell says the name of what is in it. What was just chosen is in no cell yet, and its name is
 * shown meanwhile; only as many are kept as a person may choose in a while.
 */
const chosen = new Map<string, string>();
const MOST = 200;

/** Remembers the name of what was chosen. */
export function rememberName(id: string, name: string): void {
  chosen.delete(id);
  chosen.set(id, name);
  const oldest = chosen.keys().next();
  if (chosen.size > MOST && !oldest.done) chosen.delete(oldest.value);
}

/** The name of what was chosen; dots if it was not chosen here. */
export function chosenName(id: string): string {
  return chosen.get(id) ?? "…";
}
