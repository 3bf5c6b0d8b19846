/** Which mails the open conversation has, and what their heads say. */
import { signal } from "@preact/signals";

import { idleTask } from "../platform/page-context";
import type { KnownMail, Mails } from "../ui/sidebar/mails";
import type { MailHead } from "./mail-head";
import { headOf } from "./originals";

/** The mails of a conversation that is shown. */
export class Conversation implements Mails {
  readonly count = signal(0);
  readonly ids = signal<readonly string[]>([]);
  readonly #thread: string;
  #shown: readonly string[] = [];
  #ended = false;

  /** Of the conversation of this id, Gmail's older one. */
  constructor(thread: string) {
    this.#thread = thread;
    this.look();
  }

  /**
   * Looks which mails there are. Gmail puts its older id on each of them, also on those that are folded;
   * InboxSDK says it of unfolded ones alone.
   */
  look(): void {
    for (const place of document.querySelectorAll(`[data-legacy-thread-id="${CSS.escape(this.#thread)}"]`)) {
      const mails = place.closest("[role=main]")?.querySelectorAll("[data-legacy-message-id]") ?? [];
      const ids = [...mails].map((mail) => mail.getAttribute("data-legacy-message-id") ?? "");
      const shown = [...new Set(ids)].filter((id) => /^[0-9a-f]+$/.test(id));
      if (shown.length === 0) continue;
      this.#shown = shown;
      this.count.value = shown.length;
      return;
    }
  }

  async readEnds(): Promise<void> {
    const ends = [this.#shown.at(-1), this.#shown[0]];
    await this.#read(ends.filter((id) => id !== undefined));
  }

  async readAll(): Promise<readonly KnownMail[]> {
    const heads = await this.#read(this.#shown);
    return heads.flatMap(({ messageId, at, from, to }) =>
      at === undefined || from === "" ? [] : [{ messageId, at, from, to: [...to] }],
    );
  }

  /** It is shown no more: nothing further is read. */
  end(): void {
    this.#ended = true;
  }

  /** One after the other, each when nothing else is to be done. */
  async #read(mails: readonly string[]): Promise<MailHead[]> {
    const heads: MailHead[] = [];
    for (const mail of mails) {
      await idleTask();
      if (this.#ended) break;
      const head = await headOf(mail);
      if (head === undefined) continue;
      heads.push(head);
      const known = new Set([...this.ids.peek(), head.messageId, ...head.references]);
      if (known.size > this.ids.peek().length) this.ids.value = [...known];
    }
    return heads;
  }
}
