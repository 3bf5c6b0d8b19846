/** A plain array, filtered and sorted again after each edit. */
import { type Change, compare, isShown, type Peer, type Row, WINDOW } from "./rows.ts";

export class PlainArray implements Peer {
  readonly name = "plain array";
  #rows: Row[] = [];
  #byId = new Map<string, Row>();

  async fill(rows: Row[]): Promise<void> {
    this.#rows = rows;
    this.#byId = new Map(rows.map((row) => [row.id, row]));
  }

  async open(): Promise<readonly string[]> {
    const shown = this.#rows.filter(isShown).sort(compare);
    return shown.slice(0, WINDOW).map((row) => row.id);
  }

  async edit(id: string, change: Change): Promise<readonly string[]> {
    Object.assign(this.#byId.get(id) ?? {}, change);
    return this.open();
  }
}
