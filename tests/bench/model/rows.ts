/** The boxes as plain rows, and the view of them that every store keeps up. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A box. */
export interface Row {
  id: string;
  /** The place of its stage, by which rows are grouped. */
  stage: number;
  name: string;
  notes: string;
  company: string;
  amount: number;
  likelihood: number;
  closing: string;
  signed: boolean;
  source: string;
  tags: string[];
  owner: string;
  email: string;
  phone: string;
  next: string;
  seats: number;
}

/** What an edit sets. */
export type Change = Partial<Pick<Row, "amount" | "likelihood" | "stage">>;

/** How many rows a screen shows. */
export const WINDOW = 100;

/** A store with the view open. */
export interface Peer {
  /** What lines call it, with its version. */
  readonly name: string;
  /** Takes the rows in. */
  fill(rows: Row[]): Promise<void>;
  /** Opens the view; the ids of the first rows. */
  open(): Promise<readonly string[]>;
  /** Changes a row and waits until the view is refreshed; the ids of the first rows. */
  edit(id: string, change: Change): Promise<readonly string[]>;
}

/** Reads the rows of a data folder. */
export async function read(data: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const line of createInterface({ input: createReadStream(join(data, "rows.jsonl")) })) {
    rows.push(JSON.parse(line) as Row);
  }
  return rows;
}

/** Whether the view shows the row. */
export function isShown(row: Pick<Row, "signed" | "likelihood">): boolean {
  return !row.signed && row.likelihood >= 0.1;
}

/** The view's order: by stage, then the large amounts first, then by name. */
export function compare(a: Row, b: Row): number {
  return a.stage - b.stage || b.amount - a.amount || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** Edits as the core's are: in turns the amount, the likelihood and the stage, here and there. */
export function* edits(rows: readonly Row[]): Generator<[id: string, change: Change]> {
  // The generator of Numerical Recipes: the same edits at each run.
  let seed = 1;
  const below = (end: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * end);
  };
  for (let made = 1; ; made += 1) {
    const id = rows[below(rows.length)]?.id;
    if (id === undefined) {
      return;
    }
    if (made % 3 === 0) {
      yield [id, { stage: below(6) }];
    } else if (made % 3 === 1) {
      yield [id, { amount: 500 + 50 * below(1800) }];
    } else {
      yield [id, { likelihood: 0.05 * below(20) }];
    }
  }
}
