/** Messages between the extension's contexts: Gmail's tabs, its own pages, its service worker. */

/** One end of a connection. */
export interface Port {
  /** Says something to the other end. Throws when the connection is gone. */
  post(message: unknown): void;
  /** Hears what the other end says. */
  onMessage(listener: (message: unknown) => void): void;
  /** Hears that the other end is gone. */
  onDisconnect(listener: () => void): void;
  /** Ends the connection; the own listeners hear nothing of it. */
  disconnect(): void;
}

/** Who is at the other end of a connection. */
export type Caller = "extension-page" | "gmail" | "stranger";

const GMAIL = "https://mail.google.com";

function wrap(port: chrome.runtime.Port): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener(listener),
    onDisconnect: (listener) =>
      port.onDisconnect.addListener(() => {
        // Read, because an unread reason is reported as an error of the extension.
        void chrome.runtime.lastError;
        listener();
      }),
    disconnect: () => port.disconnect(),
  };
}

/** Says who sends, by what the browser vouches for. */
export function callerOf(sender: chrome.runtime.MessageSender | undefined): Caller {
  if (sender === undefined || sender.id !== chrome.runtime.id) return "stranger";
  const own = chrome.runtime.getURL("");
  const from = `${sender.origin ?? sender.url ?? ""}/`;
  if (from.startsWith(own)) return "extension-page";
  return from.startsWith(`${GMAIL}/`) ? "gmail" : "stranger";
}

/**
 * Connects to the service worker, which starts if it sleeps. Fails by throwing when the extension
 * was updated or removed since this page was loaded.
 */
export function openPort(): Port {
  return wrap(chrome.runtime.connect());
}

/** Hears connections. To be called when the service worker starts, at once. */
export function onPort(listener: (port: Port, caller: Caller) => void): void {
  chrome.runtime.onConnect.addListener((port) => listener(wrap(port), callerOf(port.sender)));
}

/** Whether the extension that this page's code came from is still the installed one. */
export function isCurrent(): boolean {
  return typeof chrome !== "undefined" && chrome.runtime?.id !== undefined;
}

/** The address of a file of the extension. */
export function ownUrl(path: string): string {
  return chrome.runtime.getURL(path);
}

/** A message that is no part of a connection. */
export type Errand = { errand: "open-options" } | { errand: "list-accounts" };

/** Has the service worker do something, and gives its answer. */
export async function send(errand: Errand): Promise<unknown> {
  return chrome.runtime.sendMessage(errand);
}

function isErrand(message: unknown): message is Errand {
  if (typeof message !== "object" || message === null || !("errand" in message)) return false;
  return message.errand === "open-options" || message.errand === "list-accounts";
}

/**
 * Hears errands. To be called when the service worker starts, at once. A listener answers with
 * data; what it throws is answered as `undefined` and reported to the browser.
 */
export function onErrand(listener: (errand: Errand, caller: Caller) => Promise<unknown>): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    if (!isErrand(message)) return false;
    listener(message, callerOf(sender)).then(answer, (error: unknown) => {
      answer(undefined);
      reportError(error);
    });
    // The answer comes later.
    return true;
  });
}

/** The channel between the contexts of the extension's own origin. Gmail's page is of another one. */
const ACCOUNTS = "accounts";

/** Tells the extension's pages that there may be an account that they have not heard of. */
export function sayAccountsChanged(): void {
  const channel = new BroadcastChannel(ACCOUNTS);
  channel.postMessage(null);
  channel.close();
}

/** Hears {@link sayAccountsChanged}, until the result is called. */
export function onAccountsChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(ACCOUNTS);
  channel.onmessage = () => listener();
  return () => channel.close();
}

/** Shows the options page. Only the service worker and the extension's pages can. */
export async function openOptions(): Promise<void> {
  await chrome.runtime.openOptionsPage();
}
