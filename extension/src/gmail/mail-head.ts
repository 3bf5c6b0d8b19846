/** The head of a mail (RFC 5322), read from Gmail's page of its original. */

/** What the head of a mail says of it. */
export interface MailHead {
  /** Its `Message-ID` without angle brackets: the same in every mailbox. */
  readonly messageId: string;
  /** The `Message-ID`s of mails before it in its conversation. */
  readonly references: readonly string[];
  /** When it was sent, in milliseconds since 1970; none where the date makes no sense. */
  readonly at: number | undefined;
  /** The sender's address; empty where there is none. */
  readonly from: string;
  /** The recipients' addresses, of copies too. */
  readonly to: readonly string[];
}

/** No more references or recipients of a mail are taken. */
const MOST = 100;
/** A date has not more characters. */
const LONGEST_DATE = 64;
const FIELD = /^([!-9;-~]+):(.*)$/;
const ID_FIELD = /^message-id:/i;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/**
 * Reads the head out of as much of the page as there is: the original stands in it as text, line by
 * line. Nothing, where the head is not there or has no end yet; at the page's end a head needs none.
 */
export function readHead(page: string, isWhole: boolean): MailHead | undefined {
  const text = page
    .replace(/<[^<>]*>/g, "\n")
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => ENTITIES[name] ?? "");
  const lines = text.split(/\r?\n/);
  // What came last may be the start of a line.
  if (!isWhole) lines.pop();
  const id = lines.findIndex((line) => ID_FIELD.test(line));
  if (id < 0) return undefined;
  let first = id;
  while (first > 0 && isOfHead(lines[first - 1] ?? "")) first -= 1;
  let end = id;
  while (end < lines.length && isOfHead(lines[end] ?? "")) end += 1;
  if (end === lines.length && !isWhole) return undefined;
  return headOf(fieldsOf(lines.slice(first, end)));
}

function isOfHead(line: string): boolean {
  return FIELD.test(line) || /^[ \t]+\S/.test(line);
}

/** The fields by their names in lower case; of several of one name the first. */
function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let name = "";
  for (const line of lines) {
    const [, begun, rest = ""] = FIELD.exec(line) ?? [];
    if (begun === undefined) {
      if (name !== "") fields.set(name, `${fields.get(name) ?? ""} ${line.trim()}`);
      continue;
    }
    name = fields.has(begun.toLowerCase()) ? "" : begun.toLowerCase();
    if (name !== "") fields.set(name, rest.trim());
  }
  return fields;
}

function headOf(fields: ReadonlyMap<string, string>): MailHead | undefined {
  const field = (name: string): string => fields.get(name) ?? "";
  const [messageId] = messageIds(field("message-id"));
  if (messageId === undefined) return undefined;
  const before = messageIds(`${field("references")} ${field("in-reply-to")}`);
  const at = Date.parse(plain(field("date")).slice(0, LONGEST_DATE));
  const [from = ""] = addresses(field("from"));
  return {
    messageId,
    // The last ones are the nearest.
    references: [...new Set(before)].slice(-MOST),
    at: Number.isFinite(at) && at >= 0 ? at : undefined,
    from,
    to: [...new Set(["to", "cc", "bcc"].flatMap((name) => addresses(field(name))))].slice(0, MOST),
  };
}

function messageIds(text: string): string[] {
  return [...text.matchAll(/<([^<>\s]+)>/g)].map(([, id = ""]) => id);
}

/** The addresses of a list, without the names. */
function addresses(text: string): string[] {
  const words = plain(text).split(/[\s<>,;:]+/);
  return words.filter((word) => /^[^@]+@[^@]+$/.test(word)).map((word) => word.toLowerCase());
}

/** The text without what is quoted and without comments, in one go: it may be anything. */
function plain(text: string): string {
  let out = "";
  let isQuoted = false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\") at += 1;
    else if (isQuoted || (char === '"' && depth === 0)) isQuoted = isQuoted !== (char === '"');
    else if (char === "(") depth += 1;
    else if (char === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0) out += char;
  }
  return out;
}
