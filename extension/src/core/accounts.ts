/** The Gmail accounts that the browser keeps records of. */

/** How the core names the database of an account. */
const PREFIX = "boxwood:";

/** The accounts, sorted; none where the browser refuses to say. */
export async function keptAccounts(): Promise<string[]> {
  const databases = await indexedDB.databases();
  return databases
    .flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []))
    .sort((a, b) => a.localeCompare(b));
}
