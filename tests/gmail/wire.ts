/** What the stand-in's server and its page tell each other. */

/** A name and an address, as in a mail's From line. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** One mail. `body` is plain text; paragraphs are parted by an empty line. */
export interface Message {
  /** Gmail's newer id, `msg-f:DECIMAL`, or `msg-a:rNUMBER` for a mail sent from here. */
  readonly syncId: string;
  /** Gmail's older id: 16 hexadecimal digits. */
  readonly legacyId: string;
  readonly rfcId: string;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
  readonly body: string;
}

/** A conversation as one account sees it. */
export interface Thread {
  /** `thread-f:DECIMAL`, or `thread-a:rNUMBER` for one begun here. */
  readonly syncId: string;
  readonly legacyId: string;
  readonly subject: string;
  readonly messages: readonly Message[];
  readonly unread: boolean;
  readonly starred: boolean;
  /** Grows with each change, so that the page redraws only what changed. */
  readonly revision: number;
}

/** The native lists of the stand-in. */
export type ListName = "inbox" | "starred" | "sent" | "all" | "drafts" | "trash" | "search";

/** The answer to a request for a list. */
export interface ListAnswer {
  readonly threads: readonly Thread[];
  /** Unread threads in the inbox. */
  readonly unread: number;
  readonly revision: number;
}

/** What a person can do to threads from a toolbar. */
export type ThreadAction = "read" | "unread" | "star" | "unstar" | "archive" | "inbox" | "trash";

/** The page's own settings, put into the document by the server. */
export interface PageConfig {
  readonly account: Person;
  /** N of `/mail/u/N/`. */
  readonly accountIndex: number;
  readonly accounts: readonly { readonly index: number; readonly person: Person }[];
  readonly theme: "light" | "dark";
  readonly xsrf: string;
  readonly btai: string;
}

declare global {
  interface Window {
    STANDIN: PageConfig;
  }
}
