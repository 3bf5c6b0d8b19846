/** RxDB: a query over the storage in memory, followed through its changes. */
import { createRxDatabase, type RxCollection, type RxQuery } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { type Change, type Peer, type Row, WINDOW } from "./rows.ts";

const text = { type: "string" } as const;
const number = { type: "number" } as const;

const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    stage: { type: "number", minimum: 0, maximum: 5, multipleOf: 1 },
    name: text,
    notes: text,
    company: text,
    amount: number,
    likelihood: number,
    closing: text,
    signed: { type: "boolean" },
    source: text,
    tags: { type: "array", items: { type: "string" } },
    owner: text,
    email: text,
    phone: text,
    next: text,
    seats: number,
  },
  required: ["id", "stage"],
  indexes: ["stage"],
} as const;

/** How many rows are put in together. */
const TOGETHER = 5_000;

export class RxDb implements Peer {
  readonly name = "RxDB 17.6.0";
  #boxes: RxCollection<Row> | undefined;
  #window: readonly string[] = [];
  #query: RxQuery<Row> | undefined;

  async fill(rows: Row[]): Promise<void> {
    const database = await createRxDatabase({ name: "bench", storage: getRxStorageMemory() });
    const { boxes } = await database.addCollections({ boxes: { schema } });
    this.#boxes = boxes as unknown as RxCollection<Row>;
    for (let from = 0; from < rows.length; from += TOGETHER) {
      await this.#boxes.bulkInsert(rows.slice(from, from + TOGETHER));
    }
  }

  async open(): Promise<readonly string[]> {
    const query = this.#collection().find({
      selector: { signed: false, likelihood: { $gte: 0.1 } },
      sort: [{ stage: "asc" }, { amount: "desc" }, { name: "asc" }],
      limit: WINDOW,
    });
    this.#query = query as unknown as RxQuery<Row>;
    return new Promise((resolve) => {
      query.$.subscribe((found) => {
        this.#window = found.map((box) => box.id);
        resolve(this.#window);
      });
    });
  }

  async edit(id: string, change: Change): Promise<readonly string[]> {
    const box = await this.#collection().findOne(id).exec();
    await box?.incrementalPatch(change);
    // The query says nothing where its result is as it was; asked, it answers from what it keeps up.
    await this.#query?.exec();
    return this.#window;
  }

  #collection(): RxCollection<Row> {
    if (this.#boxes === undefined) {
      throw new Error("there are no rows yet");
    }
    return this.#boxes;
  }
}
