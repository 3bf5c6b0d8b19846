/**
 * The heads of mails, from Gmail's own page of their originals ("Show original"): InboxSDK tells
 * everything of a mail but what names it in another mailbox. The answer is read up to the end of the
 * head and then given up, so that bodies and attachments are hardly even loaded.
 */
import { type MailHead, readHead } from "./mail-head";

/** A head is not looked for behind so many characters. */
const HEAD_MOST = 1 << 18;
/** So many heads are remembered. */
const KEPT = 1_000;
/** InboxSDK writes down here what Gmail's requests name the mailbox by. */
const MAILBOX_KEY = "data-inboxsdk-ik-value";

const heads = new Map<string, Promise<MailHead | undefined>>();

/**
 * The head of a mail, by Gmail's older id of it; nothing, where Gmail is not reached or has none. One
 * that was there is not asked for again in the life of this tab.
 */
export function headOf(mail: string): Promise<MailHead | undefined> {
  const known = heads.get(mail);
  if (known !== undefined) return known;
  const fresh = ask(mail);
  heads.set(mail, fresh);
  const [oldest] = heads.keys();
  if (heads.size > KEPT && oldest !== undefined) heads.delete(oldest);
  return fresh;
}

async function ask(mail: string): Promise<MailHead | undefined> {
  try {
    const response = await fetch(originalOf(mail), { credentials: "same-origin" });
    if (response.ok && response.body !== null) return await headIn(response.body);
  } catch (error) {
    // The network fails with this.
    if (!(error instanceof TypeError)) throw error;
  }
  heads.delete(mail);
  return undefined;
}

function originalOf(mail: string): string {
  const mailbox = /^\/mail\/(?:b\/[^/]+\/)?u\/\d+/.exec(location.pathname)?.[0] ?? "/mail/u/0";
  const key = document.head.getAttribute(MAILBOX_KEY) ?? "";
  return `${location.origin}${mailbox}?${new URLSearchParams({ ik: key, view: "om", th: mail })}`;
}

async function headIn(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<MailHead | undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let page = "";
  for (;;) {
    const { value, done } = await reader.read();
    page += value ?? "";
    const head = readHead(page, done);
    if (head !== undefined || done || page.length > HEAD_MOST) {
      await reader.cancel();
      return head;
    }
  }
}
