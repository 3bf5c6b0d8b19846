/** The mails behind the stand-in: who sees which conversation, and how it changes. */
import { accounts, ann, type SeedThread, seedThreads } from "./mails.ts";
import type { ListAnswer, ListName, Message, Person, Thread, ThreadAction } from "./wire.ts";

/** What one account did with a thread. */
interface Flags {
  unread: boolean;
  starred: boolean;
  inInbox: boolean;
  trashed: boolean;
}

interface StoredThread {
  readonly key: string;
  readonly syncId: string;
  readonly legacyId: string;
  readonly subject: string;
  /** Addresses that see it, or `undefined` for the whole team. */
  readonly only: ReadonlySet<string> | undefined;
  readonly messages: Message[];
  readonly flags: Map<string, Flags>;
  readonly initial: Flags;
  revision: number;
}

/** A mail to be delivered, as tests give it. */
export interface Delivery {
  readonly from: Person;
  readonly subject: string;
  readonly body: string;
  readonly to?: readonly Person[];
  readonly cc?: readonly Person[];
  /** The legacy id of the thread that it answers; without it a new thread begins. */
  readonly threadId?: string;
  /** The one address that receives it; without it the whole team does. */
  readonly only?: string;
  /**
   * Its `Message-ID` with angle brackets, for a mail that another mailbox has too: there it is another
   * conversation with other ids. Without it the mail gets one of its own.
   */
  readonly rfcId?: string;
}

/** A mail as a compose window sent it. */
export interface Outgoing {
  readonly threadSyncId: string;
  readonly messageSyncId: string;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly subject: string;
  readonly html: string;
}

/** A mail that was sent from the stand-in. */
export interface SentMail {
  readonly account: string;
  readonly threadId: string;
  readonly messageId: string;
  readonly message: Message;
  readonly html: string;
}

// Gmail's ids hold the time in their upper bits; these begin at a fixed one, so that they stay
// the same from run to run.
const FIRST_ID = 0x19_3a_00_00_00_00_00_00n;
const ID_STEP = 0x10_00_01n;
const TEAM_DOMAIN = "@hill.example";

/** The state of every mailbox. Knows nothing of HTTP. */
export class Mailbox {
  readonly #now: () => number;
  readonly #threads: StoredThread[] = [];
  readonly #sent: SentMail[] = [];
  #ids = 0n;
  #revision = 1;

  constructor(now: () => number, seeds: readonly SeedThread[] = seedThreads) {
    this.#now = now;
    const start = now();
    for (const seed of seeds) {
      this.#addSeed(seed, start);
    }
  }

  /** Grows with each change to any mailbox. */
  get revision(): number {
    return this.#revision;
  }

  /** Every mail sent, oldest first. */
  get sent(): readonly SentMail[] {
    return this.#sent;
  }

  /** The list `name` of `account`, newest first. `query` counts for `search` only. */
  list(account: string, name: ListName, query: string): ListAnswer {
    const seen = this.#threads.filter((thread) => mayRead(thread, account));
    const wanted = seen.filter((thread) => belongs(thread, account, name, query));
    wanted.sort((a, b) => lastTime(b) - lastTime(a));
    return {
      threads: wanted.map((thread) => view(thread, account)),
      unread: seen.filter((thread) => {
        const flags = flagsOf(thread, account);
        return flags.unread && flags.inInbox && !flags.trashed;
      }).length,
      revision: this.#revision,
    };
  }

  /** One thread by its legacy id (hexadecimal) or its newer one, if `account` may read it. */
  thread(account: string, id: string): Thread | undefined {
    const stored = this.#find(id);
    return stored !== undefined && mayRead(stored, account) ? view(stored, account) : undefined;
  }

  /** The legacy id of the seed thread `key`. Throws if there is none. */
  idOf(key: string): string {
    const stored = this.#threads.find((thread) => thread.key === key);
    if (stored === undefined) {
      throw new Error(`there is no seed thread "${key}"`);
    }
    return stored.legacyId;
  }

  /** A message by either of its ids. */
  message(account: string, id: string): Message | undefined {
    for (const thread of this.#threads) {
      if (mayRead(thread, account)) {
        const found = thread.messages.find((one) => one.syncId === id || one.legacyId === id);
        if (found !== undefined) {
          return found;
        }
      }
    }
    return undefined;
  }

  /** A mail as it was sent (RFC 5322). */
  source(account: string, message: Message): string {
    const thread = this.#threads.find(({ messages }) => messages.includes(message));
    const before = thread?.messages.slice(0, thread.messages.indexOf(message)) ?? [];
    const references = before.map(({ rfcId }) => rfcId);
    const head = [
      `Delivered-To: ${account}`,
      addressField("From", [message.from]),
      addressField("To", message.to),
      addressField("Cc", message.cc),
      `Date: ${new Date(message.at).toUTCString().replace("GMT", "+0000")}`,
      `Message-ID: ${message.rfcId}`,
      references.length === 0 ? "" : `References: ${references.join("\n ")}`,
      `Subject: ${encodedWord(message.subject)}`,
      "MIME-Version: 1.0",
      'Content-Type: text/plain; charset="UTF-8"',
    ];
    return `${head.filter((line) => line !== "").join("\n")}\n\n${message.body}`;
  }

  /** Does `action` to the threads named, for `account` alone. */
  act(account: string, ids: readonly string[], action: ThreadAction): void {
    for (const id of ids) {
      const stored = this.#find(id);
      if (stored !== undefined && mayRead(stored, account)) {
        const flags = { ...flagsOf(stored, account) };
        const before = JSON.stringify(flags);
        change(flags, action);
        if (JSON.stringify(flags) !== before) {
          stored.flags.set(account, flags);
          this.#touch(stored);
        }
      }
    }
  }

  /** Puts a mail from outside into the mailboxes. Returns the legacy id of its thread. */
  deliver(delivery: Delivery): string {
    const message: Message = {
      ...this.#messageIds(),
      ...(delivery.rfcId === undefined ? {} : { rfcId: delivery.rfcId }),
      from: delivery.from,
      to: delivery.to ?? [ann],
      cc: delivery.cc ?? [],
      bcc: [],
      at: this.#now(),
      subject: delivery.subject,
      body: delivery.body,
    };
    if (delivery.threadId !== undefined) {
      const stored = this.#find(delivery.threadId);
      if (stored === undefined) {
        throw new Error(`there is no thread ${delivery.threadId}`);
      }
      stored.messages.push(message);
      for (const flags of stored.flags.values()) {
        flags.unread = true;
        flags.inInbox = true;
      }
      stored.initial.unread = true;
      this.#touch(stored);
      return stored.legacyId;
    }
    return this.#add({
      subject: delivery.subject,
      only: delivery.only === undefined ? undefined : new Set([delivery.only]),
      messages: [message],
      initial: { unread: true, starred: false, inInbox: true, trashed: false },
    }).legacyId;
  }

  /** Sends a mail from `account`. Returns its thread and what the sender's mailbox holds now. */
  send(account: Person, mail: Outgoing): { thread: Thread; message: Message } {
    const message: Message = {
      ...this.#messageIds(),
      syncId: mail.messageSyncId,
      from: account,
      to: mail.to,
      cc: mail.cc,
      bcc: mail.bcc,
      at: this.#now(),
      subject: mail.subject,
      body: textOf(mail.html),
    };
    let stored = this.#find(mail.threadSyncId);
    if (stored === undefined) {
      const inside = [...mail.to, ...mail.cc, ...mail.bcc].some(({ email }) => isTeam(email));
      stored = this.#add({
        syncId: mail.threadSyncId,
        subject: mail.subject,
        only: inside && isTeam(account.email) ? undefined : new Set([account.email]),
        messages: [message],
        initial: { unread: true, starred: false, inInbox: true, trashed: false },
      });
      stored.flags.set(account.email, { ...stored.initial, unread: false, inInbox: false });
    } else {
      stored.messages.push(message);
      this.#touch(stored);
    }
    this.#sent.push({
      account: account.email,
      threadId: stored.legacyId,
      messageId: message.legacyId,
      message,
      html: mail.html,
    });
    return { thread: view(stored, account.email), message };
  }

  #find(id: string): StoredThread | undefined {
    return this.#threads.find((thread) => thread.legacyId === id || thread.syncId === id);
  }

  #touch(thread: StoredThread): void {
    this.#revision += 1;
    thread.revision = this.#revision;
  }

  #nextId(): bigint {
    this.#ids += 1n;
    return FIRST_ID + this.#ids * ID_STEP;
  }

  #messageIds(): Pick<Message, "syncId" | "legacyId" | "rfcId"> {
    const id = this.#nextId();
    const legacyId = id.toString(16);
    return { syncId: `msg-f:${id}`, legacyId, rfcId: `<${legacyId}@mail.hill.example>` };
  }

  #add(
    parts: Pick<StoredThread, "subject" | "only" | "messages" | "initial"> &
      Partial<Pick<StoredThread, "syncId" | "key">>,
  ): StoredThread {
    // A thread has the id of its first mail, as in Gmail.
    const legacyId = parts.messages[0]?.legacyId ?? this.#nextId().toString(16);
    const stored: StoredThread = {
      key: "",
      syncId: `thread-f:${BigInt(`0x${legacyId}`)}`,
      legacyId,
      flags: new Map(),
      revision: 0,
      ...parts,
    };
    this.#threads.push(stored);
    this.#touch(stored);
    return stored;
  }

  #addSeed(seed: SeedThread, start: number): void {
    const messages = seed.messages.map(
      (message): Message => ({
        ...this.#messageIds(),
        from: message.from,
        to: message.to,
        cc: message.cc ?? [],
        bcc: [],
        at: start - message.ago * 60_000,
        subject: seed.subject,
        body: message.text,
      }),
    );
    const stored = this.#add({
      key: seed.key,
      subject: seed.subject,
      only: seed.only === undefined ? undefined : new Set([seed.only]),
      messages,
      initial: {
        unread: seed.read !== true,
        starred: seed.starred === true,
        inInbox: seed.archived !== true,
        trashed: false,
      },
    });
    // A mail that one wrote oneself, and that nobody answered, is not in one's inbox.
    const author = messages[0]?.from.email;
    if (author !== undefined && messages.every((message) => message.from.email === author)) {
      stored.flags.set(author, { ...stored.initial, unread: false, inInbox: false });
    }
  }
}

/** The person behind an address, by name where the stand-in knows it. */
export function personFor(email: string): Person {
  return accounts.find((one) => one.email === email) ?? { name: nameFrom(email), email };
}

function nameFrom(email: string): string {
  const local = email.split("@", 1)[0] ?? email;
  return local
    .split(/[._-]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}

function addressField(name: string, people: readonly Person[]): string {
  const list = people.map((person) => `${encodedWord(person.name)} <${person.email}>`);
  return list.length === 0 ? "" : `${name}: ${list.join(",\n ")}`;
}

/** A text as heads of mails hold it (RFC 2047). */
function encodedWord(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
}

function isTeam(email: string): boolean {
  return email.endsWith(TEAM_DOMAIN);
}

function mayRead(thread: StoredThread, account: string): boolean {
  return thread.only === undefined ? isTeam(account) : thread.only.has(account);
}

function flagsOf(thread: StoredThread, account: string): Flags {
  return thread.flags.get(account) ?? thread.initial;
}

function lastTime(thread: StoredThread): number {
  return thread.messages.at(-1)?.at ?? 0;
}

function view(thread: StoredThread, account: string): Thread {
  const { unread, starred } = flagsOf(thread, account);
  return {
    syncId: thread.syncId,
    legacyId: thread.legacyId,
    subject: thread.subject,
    messages: [...thread.messages],
    unread,
    starred,
    revision: thread.revision,
  };
}

function change(flags: Flags, action: ThreadAction): void {
  switch (action) {
    case "read":
      flags.unread = false;
      break;
    case "unread":
      flags.unread = true;
      break;
    case "star":
      flags.starred = true;
      break;
    case "unstar":
      flags.starred = false;
      break;
    case "archive":
      flags.inInbox = false;
      break;
    case "inbox":
      flags.inInbox = true;
      flags.trashed = false;
      break;
    case "trash":
      flags.trashed = true;
      break;
  }
}

function belongs(thread: StoredThread, account: string, name: ListName, query: string): boolean {
  const flags = flagsOf(thread, account);
  switch (name) {
    case "inbox":
      return flags.inInbox && !flags.trashed;
    case "starred":
      return flags.starred && !flags.trashed;
    case "sent":
      return !flags.trashed && thread.messages.some(({ from }) => from.email === account);
    case "all":
      return !flags.trashed;
    case "drafts":
      return false;
    case "trash":
      return flags.trashed;
    case "search":
      return !flags.trashed && matches(thread, query);
  }
}

/** Every word must occur; `from:` and `to:` look at people, `subject:` at the subject. */
function matches(thread: StoredThread, query: string): boolean {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
    .every((word) => {
      const [, field, value] = /^(from|to|subject|threadid):(.*)$/.exec(word) ?? [];
      if (field === "threadid") {
        return thread.syncId.endsWith(`:${value}`);
      }
      if (field === "subject") {
        return thread.subject.toLowerCase().includes(value ?? "");
      }
      return thread.messages.some((message) => {
        const from = peopleText([message.from]);
        const to = peopleText([...message.to, ...message.cc]);
        if (field === "from") {
          return from.includes(value ?? "");
        }
        if (field === "to") {
          return to.includes(value ?? "");
        }
        const all = `${message.subject} ${message.body}`.toLowerCase();
        return `${all} ${from} ${to}`.includes(word);
      });
    });
}

function peopleText(people: readonly Person[]): string {
  return people
    .map(({ name, email }) => `${name} ${email}`)
    .join(" ")
    .toLowerCase();
}

/** The text of a mail that a compose window wrote; enough for the marks that it makes. */
function textOf(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/(?:div|p|li|blockquote)>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
