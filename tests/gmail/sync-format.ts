/** Gmail's own format for sync requests: arrays in which the place of a value is its meaning. */
import type { Outgoing } from "./mailbox.ts";
import type { Message, Person, Thread } from "./wire.ts";

/** A value of that format. */
export type Cell = null | string | number | boolean | Cell[] | { [key: string]: Cell };

/** The mark of a mail that is to be sent, among the labels of a message. */
const SEND = "^pfg";

/** The mails that a request to `/i/s` asks to send. Empty for other updates. */
export function sendsIn(request: Cell): Outgoing[] {
  const found: Outgoing[] = [];
  for (const update of list(at(request, 1, 0))) {
    const thread = at(update, 1);
    const threadSyncId = text(at(thread, 0)).split("|", 1)[0] ?? "";
    // A new mail stands at 13, a reply at 1.
    const message = [at(thread, 1, 13, 0), at(thread, 1, 1, 0)].find((one) => Array.isArray(one));
    if (message !== undefined && list(at(message, 10)).includes(SEND)) {
      found.push({
        threadSyncId,
        messageSyncId: text(at(message, 0)),
        to: people(at(message, 2)),
        cc: people(at(message, 3)),
        bcc: people(at(message, 4)),
        subject: text(at(message, 7)),
        html: list(at(message, 8, 1))
          .map((part) => text(at(part, 1)))
          .join(""),
      });
    }
  }
  return found;
}

/** The answer to `/i/s` once `threads` have been changed. */
export function sendAnswer(threads: readonly Thread[], revision: number): Cell {
  return [
    [[[10, 0, null, revision]]],
    [0, null, null, null, null, threads.map((thread) => [updatedThread(thread, revision)])],
    [[]],
    [revision],
  ];
}

/** The thread ids that a request to `/i/fd` names, in its older or its newer form. */
export function threadsAsked(request: Cell): string[] {
  const asked = Array.isArray(request) ? list(at(request, 0)) : list(field(request, "1"));
  return asked.map((one) => text(Array.isArray(one) ? at(one, 0) : field(one, "1")));
}

/** The answer to `/i/fd`: all recipients and times. */
export function threadAnswer(threads: readonly Thread[]): Cell {
  return [
    null,
    threads.map((thread) => {
      const head = row(16, { 0: thread.syncId, 15: thread.legacyId });
      const messages = thread.messages.map((message) => [
        message.syncId,
        row(17, {
          0: message.to.map(contact),
          1: message.cc.map(contact),
          2: message.bcc.map(contact),
          16: message.at,
        }),
      ]);
      return [thread.syncId, [head], messages];
    }),
  ];
}

/** What a request to `/i/bv` searches for, in its older or its newer form. */
export function searchAsked(request: Cell): string {
  return Array.isArray(request) ? text(at(request, 0, 3)) : text(field(field(request, "1"), "4"));
}

/** The answer to `/i/bv`. */
export function searchAnswer(threads: readonly Thread[]): Cell {
  const found = threads.map((thread, index) => [
    row(20, {
      0: thread.subject,
      1: snippet(thread),
      2: thread.messages.at(-1)?.at ?? 0,
      3: thread.syncId,
      4: thread.messages.map(messageRow),
      19: thread.legacyId,
    }),
    index,
  ]);
  return row(15, {
    2: found,
    14: [threads.map(snippet), threads.map(({ messages }) => messages.map((one) => one.syncId))],
  });
}

function updatedThread(thread: Thread, revision: number): Cell {
  const inner = row(20, {
    0: thread.subject,
    2: thread.messages.at(-1)?.at ?? 0,
    3: thread.syncId,
    4: thread.messages.map(messageRow),
    19: thread.legacyId,
  });
  return [thread.syncId, null, row(7, { 6: [inner, revision] })];
}

function messageRow(message: Message): Cell {
  return row(56, {
    0: message.syncId,
    1: contact(message.from),
    2: message.to.map(contact),
    3: message.cc.map(contact),
    4: message.bcc.map(contact),
    6: message.at,
    7: message.subject,
    9: message.body.slice(0, 100),
    10: ["^all", "^f", "^f_bt", "^f_cl", "^i", SEND],
    13: message.rfcId,
    17: message.at,
    30: message.at,
    55: message.legacyId,
  });
}

function contact({ name, email }: Person): Cell {
  return [1, email, name];
}

function snippet(thread: Thread): string {
  return (thread.messages.at(-1)?.body ?? "").replace(/\s+/g, " ").slice(0, 200);
}

/** `length` places, all `null` but those given. */
function row(length: number, places: { readonly [index: number]: Cell }): Cell[] {
  return Array.from({ length }, (_, index) => places[index] ?? null);
}

function at(cell: Cell | undefined, ...path: number[]): Cell | undefined {
  let here = cell;
  for (const index of path) {
    here = Array.isArray(here) ? here[index] : undefined;
  }
  return here;
}

function field(cell: Cell | undefined, key: string): Cell | undefined {
  return typeof cell === "object" && cell !== null && !Array.isArray(cell) ? cell[key] : undefined;
}

function list(cell: Cell | undefined): Cell[] {
  return Array.isArray(cell) ? cell : [];
}

function text(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}

function people(cell: Cell | undefined): Person[] {
  return list(cell).map((one) => ({ email: text(at(one, 1)), name: text(at(one, 2)) }));
}
