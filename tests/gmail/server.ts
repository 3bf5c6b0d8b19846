/**
 * A stand-in for Gmail, for tests and pictures: a small page with the part of Gmail's DOM that
 * InboxSDK needs, served over TLS on loopback. Browsers reach it as https://mail.google.com
 * through {@link chromiumArguments}.
 */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { selfSigned } from "./certificate.ts";
import { bundlePage, contentSecurityPolicy, documentFor, type PageAssets } from "./document.ts";
import { type Delivery, Mailbox, personFor, type SentMail } from "./mailbox.ts";
import { ann } from "./mails.ts";
import {
  type Cell,
  searchAnswer,
  searchAsked,
  sendAnswer,
  sendsIn,
  threadAnswer,
  threadsAsked,
} from "./sync-format.ts";
import type { ListName, Person, Thread, ThreadAction } from "./wire.ts";

/** How to start the stand-in. */
export interface GmailOptions {
  /** The port on 127.0.0.1; a free one if it is left out. */
  readonly port?: number;
  /** The clock, in milliseconds since 1970. The first mails are dated back from its start. */
  readonly now?: () => number;
}

/** A running stand-in. */
export interface Gmail {
  readonly port: number;
  /** What a browser opens: `https://mail.google.com/mail/u/0/`. */
  readonly url: string;
  /** The same server by its own address, for the control requests. */
  readonly controlUrl: string;
  /** Delivers a mail; open pages show it within a second. Returns the thread's id. */
  deliver(delivery: Delivery): string;
  /** Every mail sent from the stand-in so far, oldest first. */
  sent(): readonly SentMail[];
  /** The id (16 hexadecimal digits) of the first mails' thread of this key, as in `mails.ts`. */
  thread(key: string): string;
  /** Stops the server and ends its connections. */
  close(): Promise<void>;
}

/** What stands between the server and one request. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly cookies: ReadonlyMap<string, string>;
}

class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const XSRF = "standin-xsrf";
const BTAI = "standin-btai";
const YEAR_S = 365 * 24 * 3600;
const BODY_LIMIT = 8 * 1024 * 1024;
const LISTS: ReadonlySet<string> = new Set<ListName>([
  "inbox",
  "starred",
  "sent",
  "all",
  "drafts",
  "trash",
  "search",
]);
const ACTIONS: ReadonlySet<string> = new Set<ThreadAction>([
  "read",
  "unread",
  "star",
  "unstar",
  "archive",
  "inbox",
  "trash",
]);

/** The flags that make Chromium take the stand-in at `port` for Gmail and reach nobody else. */
export function chromiumArguments(port: number): string[] {
  return [
    `--host-resolver-rules=MAP mail.google.com 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
    "--ignore-certificate-errors",
  ];
}

/** Starts the stand-in and resolves once it listens. */
export async function startGmail(options: GmailOptions = {}): Promise<Gmail> {
  const [credentials, assets] = await Promise.all([selfSigned(), bundlePage()]);
  const mailbox = new Mailbox(options.now ?? Date.now);
  const server = createServer(credentials, (request, response) => {
    handle(mailbox, assets, request, response).catch((error: unknown) => {
      const problem = error instanceof HttpProblem ? error : new HttpProblem(500, String(error));
      if (!response.headersSent) {
        response.writeHead(problem.status, { "content-type": "text/plain; charset=utf-8" });
      }
      response.end(problem.message);
    });
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: "https://mail.google.com/mail/u/0/",
    controlUrl: `https://127.0.0.1:${port}/control/`,
    deliver: (delivery) => mailbox.deliver(delivery),
    sent: () => [...mailbox.sent],
    thread: (key) => mailbox.idOf(key),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}

async function handle(
  mailbox: Mailbox,
  assets: PageAssets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "https://mail.google.com");
  const exchange = { request, response, url, cookies: cookiesOf(request) };
  const { pathname } = url;
  const numbered = /^\/(mail|sync|standin)\/u\/(\d)(?:\/(.*))?$/.exec(pathname);
  if (numbered !== null) {
    const [, area, digit, rest = ""] = numbered;
    const index = Number(digit);
    if (area === "mail") {
      return serveMail(mailbox, assets, exchange, index);
    }
    const account = accountAt(exchange, index);
    if (account === undefined) {
      throw new HttpProblem(401, `nobody is signed in as account ${index}`);
    }
    return area === "sync"
      ? serveSync(mailbox, exchange, account, rest)
      : servePage(mailbox, exchange, account, rest);
  }
  if (pathname === "/standin/page.js") {
    return send(response, 200, "text/javascript; charset=utf-8", assets.script);
  }
  if (pathname.startsWith("/control/")) {
    return serveControl(mailbox, exchange, pathname.slice("/control/".length));
  }
  if (pathname === "/" || pathname === "/mail" || pathname === "/mail/") {
    return redirect(response, `/mail/u/0/${url.search}`);
  }
  throw new HttpProblem(404, `there is nothing at ${pathname}`);
}

/** The document, the sign-in by address, and the page of a mail's original. */
function serveMail(mailbox: Mailbox, assets: PageAssets, exchange: Exchange, index: number): void {
  const { url, response, cookies } = exchange;
  const user = url.searchParams.get("user");
  const theme = url.searchParams.get("theme");
  if (user !== null || theme !== null) {
    const set: string[] = [];
    if (user !== null) {
      set.push(cookie(`user${index}`, user));
    }
    if (theme !== null) {
      set.push(cookie("theme", theme === "dark" ? "dark" : "light"));
    }
    // The browser keeps the fragment of the address that it asked for.
    redirect(response, `/mail/u/${index}/`, { "set-cookie": set });
    return;
  }
  const account = accountAt(exchange, index);
  if (account === undefined) {
    redirect(response, "/mail/u/0/");
    return;
  }
  if (url.searchParams.get("view") === "om") {
    serveOriginal(mailbox, exchange, account);
    return;
  }
  if (!url.pathname.endsWith("/")) {
    redirect(response, `${url.pathname}/${url.search}`);
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  const config = {
    account,
    accountIndex: index,
    accounts: signedIn(exchange),
    theme: cookies.get("theme") === "dark" ? "dark" : "light",
    xsrf: XSRF,
    btai: BTAI,
  } as const;
  send(response, 200, "text/html; charset=utf-8", documentFor(config, assets.style, nonce), {
    "content-security-policy": contentSecurityPolicy(nonce),
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
  });
}

/**
 * "Show original": the source of a mail as text, line by line, under a table of what it says.
 * InboxSDK reads the older id of a message out of its download link, and ids out of the source.
 */
function serveOriginal(mailbox: Mailbox, { url, response }: Exchange, account: Person): void {
  const id = url.searchParams.get("permmsgid") ?? url.searchParams.get("th") ?? "";
  const message = mailbox.message(account.email, id);
  if (message === undefined) {
    throw new HttpProblem(404, "there is no such message");
  }
  const link = `/mail/u/0?view=att&amp;th=${message.legacyId}&amp;attid=0&amp;disp=comp`;
  send(
    response,
    200,
    "text/html; charset=utf-8",
    `<!doctype html><title>Original Message</title><table><tr><th>Message ID<td>${escaped(message.rfcId)}</table>` +
      `<a class="download" href="${link}">Download</a><pre>${escaped(mailbox.source(account.email, message))}</pre>`,
    { "content-security-policy": "default-src 'none'" },
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Gmail's sync requests, as far as InboxSDK or the page makes them. */
async function serveSync(mailbox: Mailbox, exchange: Exchange, account: Person, path: string): Promise<void> {
  const { request, response } = exchange;
  if (request.method !== "POST") {
    throw new HttpProblem(405, "sync requests are posted");
  }
  if (request.headers["x-framework-xsrf-token"] !== XSRF) {
    throw new HttpProblem(403, "the token is missing or wrong");
  }
  const body = parse(await bodyOf(request)) as Cell;
  switch (path) {
    case "i/s": {
      const threads = sendsIn(body).map((mail) => mailbox.send(account, mail).thread);
      return sendJson(response, sendAnswer(threads, mailbox.revision));
    }
    case "i/fd": {
      const threads = threadsAsked(body)
        .map((id) => mailbox.thread(account.email, id))
        .filter((thread): thread is Thread => thread !== undefined);
      return sendJson(response, threadAnswer(threads));
    }
    case "i/bv": {
      const { threads } = mailbox.list(account.email, "search", searchAsked(body));
      return sendJson(response, searchAnswer(threads));
    }
    case "i/h":
      return sendJson(response, [mailbox.revision]);
    default:
      throw new HttpProblem(404, `there is no sync request ${path}`);
  }
}

/** What the page asks of its own server, in plain JSON. */
async function servePage(mailbox: Mailbox, exchange: Exchange, account: Person, path: string): Promise<void> {
  const { request, response, url } = exchange;
  const [kind, id = ""] = path.split("/");
  if (request.method === "GET" && kind === "list" && LISTS.has(id)) {
    const query = url.searchParams.get("q") ?? "";
    return sendJson(response, mailbox.list(account.email, id as ListName, query));
  }
  if (request.method === "GET" && kind === "thread") {
    const thread = mailbox.thread(account.email, decodeURIComponent(id));
    return sendJson(response, thread ?? null);
  }
  if (request.method === "POST" && kind === "act" && ACTIONS.has(id)) {
    const ids = parse(await bodyOf(request));
    if (!Array.isArray(ids) || !ids.every((one) => typeof one === "string")) {
      throw new HttpProblem(400, "a list of thread ids is needed");
    }
    mailbox.act(account.email, ids, id as ThreadAction);
    return sendJson(response, { revision: mailbox.revision });
  }
  throw new HttpProblem(404, `there is no ${request.method} ${path}`);
}

/** For tests in another process: `POST control/deliver`, `GET control/sent`. */
async function serveControl(mailbox: Mailbox, exchange: Exchange, path: string): Promise<void> {
  const { request, response } = exchange;
  if (request.method === "POST" && path === "deliver") {
    const delivery = parse(await bodyOf(request)) as Delivery;
    return sendJson(response, { threadId: mailbox.deliver(delivery) });
  }
  if (request.method === "GET" && path === "sent") {
    return sendJson(response, mailbox.sent);
  }
  throw new HttpProblem(404, `there is no ${request.method} control/${path}`);
}

/** The account N of this browser profile; number 0 is Ann unless another one signed in. */
function accountAt({ cookies }: Exchange, index: number): Person | undefined {
  const email = cookies.get(`user${index}`);
  if (email !== undefined) {
    return personFor(email);
  }
  return index === 0 ? ann : undefined;
}

function signedIn(exchange: Exchange): { index: number; person: Person }[] {
  const found: { index: number; person: Person }[] = [];
  for (let index = 0; index < 10; index += 1) {
    const person = accountAt(exchange, index);
    if (person !== undefined) {
      found.push({ index, person });
    }
  }
  return found;
}

function cookie(name: string, value: string): string {
  return `${name}=${encodeURIComponent(value)}; Path=/; Secure; Max-Age=${YEAR_S}`;
}

function cookiesOf(request: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? "").split(/;\s*/).map((part) => part.split("="));
  return new Map(pairs.map(([name = "", value = ""]) => [name, decodeURIComponent(value)]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new HttpProblem(413, "the request is too large");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem(400, "the request is not JSON");
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, "application/json; charset=utf-8", JSON.stringify(value));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers });
  response.end(body);
}

function redirect(
  response: ServerResponse,
  location: string,
  headers: Readonly<Record<string, string[]>> = {},
): void {
  response.writeHead(302, { location, "cache-control": "no-store", ...headers });
  response.end();
}
