/** Starts Chromium with an unpacked extension on the stand-in Gmail. */
import { readFile } from "node:fs/promises";
import { type BrowserContext, chromium, type Page, type Worker } from "playwright-core";
import { chromiumArguments } from "../gmail/server.ts";

/** How to start a browser profile. */
export interface ProfileOptions {
  /** The folder of the unpacked extension. */
  readonly extension: string;
  /** The folder that keeps the profile; the same one again continues it. */
  readonly profileDir: string;
  /** The port of the running stand-in. */
  readonly gmailPort: number;
  /** The address signed in as account 0. Left out, the one that the profile had before. */
  readonly user?: string;
  /** The address signed in as account 1, for Gmail opened for a second account. */
  readonly secondUser?: string;
  /** Left out, the one that the profile had before; light at first. */
  readonly theme?: "light" | "dark";
  /** The hash to open; `#inbox` if it is left out. */
  readonly hash?: string;
  /** The size of the window's content; 1280 by 800 if it is left out. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A file to which Chromium writes every request it makes; see {@link requestsInNetLog}. */
  readonly netLog?: string;
}

/** A running browser. */
export interface Profile {
  readonly context: BrowserContext;
  /** Gmail, with its list or conversation drawn. */
  readonly page: Page;
  /** What went wrong in the pages so far: uncaught errors, and what InboxSDK logged as errors. */
  readonly problems: readonly string[];
  /** Opens Gmail in another tab, as account `index`. */
  openGmail(hash?: string, index?: number): Promise<Page>;
  /** The extension's service worker, once it runs. */
  serviceWorker(): Promise<Worker>;
  /** Ends the browser; what the profile keeps is on disk when this resolves. */
  close(): Promise<void>;
}

const CHROMIUM = "/usr/bin/chromium";
const QUIET = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-search-engine-choice-screen",
];

/** What Chromium is started with: headless, with an unpacked extension, Gmail at a port of loopback. */
export function extensionArguments(extension: string, gmailPort: number): string[] {
  return [
    "--headless=new",
    "--no-sandbox",
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    ...chromiumArguments(gmailPort),
    ...QUIET,
  ];
}

/** Starts Chromium and opens the stand-in Gmail. The browser to use may be named in `CHROMIUM`. */
export async function openProfile(options: ProfileOptions): Promise<Profile> {
  const context = await chromium.launchPersistentContext(options.profileDir, {
    // The browser's own new headless mode, since the old one runs no extensions.
    headless: false,
    executablePath: process.env["CHROMIUM"] ?? CHROMIUM,
    viewport: { ...(options.viewport ?? { width: 1280, height: 800 }) },
    ignoreHTTPSErrors: true,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      ...extensionArguments(options.extension, options.gmailPort),
      ...(options.netLog === undefined ? [] : [`--log-net-log=${options.netLog}`]),
    ],
  });
  const problems: string[] = [];
  const watch = (page: Page): void => {
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      // InboxSDK's logger begins each of its errors so.
      if (message.type() === "error" && message.text().startsWith("Error logged:")) {
        problems.push(message.text());
      }
    });
  };
  context.pages().forEach(watch);
  context.on("page", watch);

  const openGmail = async (hash = "#inbox", index = 0): Promise<Page> => {
    const page = await context.newPage();
    await goTo(page, `https://mail.google.com/mail/u/${index}/${hash}`);
    return page;
  };
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    if (options.secondUser !== undefined) {
      await goTo(page, address(1, "", { user: options.secondUser }));
    }
    const { user, theme } = options;
    await goTo(page, address(0, options.hash ?? "#inbox", { user, theme }));
    return {
      context,
      page,
      problems,
      openGmail,
      serviceWorker: async () => context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker")),
      close: () => context.close(),
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** A request that a page or the extension made, by the browser's own log. */
export interface LoggedRequest {
  /** The origin that asked: `https://mail.google.com`, or `chrome-extension://ID`. */
  readonly initiator: string;
  readonly url: string;
}

/**
 * The requests in the net log of a browser that has ended, also those that reached nobody.
 * What Chromium asks of its own accord has no initiator and is left out.
 */
export async function requestsInNetLog(file: string): Promise<LoggedRequest[]> {
  const requests: LoggedRequest[] = [];
  // The log has one event in a line.
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    const [, initiator] = /"initiator":"([a-z-]+:\/\/[^"]*)"/.exec(line) ?? [];
    const [, url] = /"url":"([^"]*)"/.exec(line) ?? [];
    if (initiator !== undefined && url !== undefined) {
      requests.push({ initiator, url });
    }
  }
  return requests;
}

/** Signing in and choosing a theme are redirected away, so they leave nothing in the address. */
function address(index: number, hash: string, choices: Readonly<Record<string, string | undefined>>): string {
  const query = Object.entries(choices)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return `https://mail.google.com/mail/u/${index}/${query === "" ? "" : `?${query}`}${hash}`;
}

/** A custom route draws no native view, so the frame is enough there. */
async function goTo(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector("header[role=banner]");
}
