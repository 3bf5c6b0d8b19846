/** Looks into the IndexedDB databases that a page can open. */
import type { Page } from "playwright-core";

/** What is in a database. */
export interface Contents {
  /** How many values it has in all. */
  readonly records: number;
  /** Whether the words are in one of them, as text or as the bytes of UTF-8. */
  readonly holds: boolean;
}

/** Every database of the page's origin by name, and whether these words (ASCII) are in it. */
export async function databasesWith(page: Page, words: string): Promise<Record<string, Contents>> {
  return await page.evaluate(async (words) => {
    const holds = (value: unknown): boolean => {
      if (typeof value === "string") return value.includes(words);
      if (value instanceof ArrayBuffer) return holds(new Uint8Array(value));
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return new TextDecoder("latin1").decode(bytes).includes(words);
      }
      if (typeof value !== "object" || value === null) return false;
      return Object.entries(value).some(([name, inner]) => name.includes(words) || holds(inner));
    };
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: Record<string, { records: number; holds: boolean }> = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const records: unknown[] = [];
      if (stores.length > 0) {
        const reading = database.transaction(stores);
        const all = stores.map((store) => settled(reading.objectStore(store).getAll()));
        records.push(...(await Promise.all(all)).flat());
      }
      found[name] = { records: records.length, holds: records.some(holds) };
      database.close();
    }
    return found;
  }, words);
}
