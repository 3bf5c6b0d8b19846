/** TinyBase: an index of the rows, sliced by stage and sorted within. */
import { createIndexes, createStore, type Indexes, type Store } from "tinybase";
import { type Change, isShown, type Peer, type Row, WINDOW } from "./rows.ts";

/** Above all amounts, so that the larger one's key is the lesser. */
const MOST = 10 ** 9;
const STAGES = 6;

export class TinyBase implements Peer {
  readonly name = "TinyBase 10.0.1";
  readonly #store: Store = createStore();
  readonly #indexes: Indexes = createIndexes(this.#store);

  async fill(rows: Row[]): Promise<void> {
    // Cells hold no lists.
    const cells = rows.map(({ id, tags, ...row }) => [id, { ...row, tags: tags.join(",") }]);
    this.#store.setTable("boxes", Object.fromEntries(cells));
  }

  async open(): Promise<readonly string[]> {
    this.#indexes.setIndexDefinition(
      "view",
      "boxes",
      (cell) => {
        const row = { signed: cell("signed") === true, likelihood: Number(cell("likelihood")) };
        return isShown(row) ? String(cell("stage")) : [];
      },
      (cell) => `${String(MOST - Number(cell("amount"))).padStart(10, "0")} ${cell("name")}`,
    );
    return this.#window();
  }

  async edit(id: string, change: Change): Promise<readonly string[]> {
    let window: readonly string[] = [];
    const listener = this.#indexes.addSliceRowIdsListener("view", null, () => {
      window = this.#window();
    });
    this.#store.setPartialRow("boxes", id, change);
    this.#indexes.delListener(listener);
    return window.length > 0 ? window : this.#window();
  }

  #window(): string[] {
    const ids: string[] = [];
    for (let stage = 0; stage < STAGES && ids.length < WINDOW; stage += 1) {
      ids.push(...this.#indexes.getSliceRowIds("view", String(stage)).slice(0, WINDOW - ids.length));
    }
    return ids;
  }
}
