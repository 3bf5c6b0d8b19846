/** A person at a browser with Boxwood: what they do and what they see, in the words of the screen. */
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { extension, ROOT } from "./boxwood.ts";
import { openProfile, type Profile, type ProfileOptions } from "./browser.ts";
import { eventually, PATIENCE } from "./eventually.ts";

/** The extension's id, fixed by the key in its manifest. */
export const EXTENSION_ID = "kblbjdaiklpakgocifgepgkgeacbdpdh";

/** Someone at a browser. */
export class Person {
  readonly #options: ProfileOptions;
  #profile: Profile | undefined;
  #netLogs: string[] = [];

  private constructor(options: ProfileOptions) {
    this.#options = options;
  }

  /** Starts a person's browser on Gmail. */
  static async arrive(options: Omit<ProfileOptions, "extension">): Promise<Person> {
    const person = new Person({ ...options, extension });
    await person.open();
    return person;
  }

  /** The browser that is open. */
  get profile(): Profile {
    if (this.#profile === undefined) throw new Error("the browser is closed");
    return this.#profile;
  }

  /** Gmail. */
  get gmail(): Page {
    return this.profile.page;
  }

  /** The logs of what the browser asked for, one for each start, where they were wanted. */
  get netLogs(): readonly string[] {
    return this.#netLogs;
  }

  /** Starts the browser again after {@link close}. */
  async open(hash?: string): Promise<void> {
    const { netLog } = this.#options;
    // Each start of the browser has a log of its own, since Chromium begins the file anew.
    const ownLog = netLog === undefined ? undefined : `${netLog}.${this.#netLogs.length}`;
    if (ownLog !== undefined) this.#netLogs.push(ownLog);
    this.#profile = await openProfile({
      ...this.#options,
      ...(hash === undefined ? {} : { hash }),
      ...(ownLog === undefined ? {} : { netLog: ownLog }),
    });
    // The extension has begun in Gmail's page; from then on it knows whose account this is.
    await this.gmail.getByTestId("nav-boxwood").waitFor({ state: "attached" });
  }

  /** The same person in another tab of the same browser: Gmail as account `index`. */
  async tab(index = 0): Promise<Person> {
    const page = await this.profile.openGmail("#inbox", index);
    await page.getByTestId("nav-boxwood").waitFor({ state: "attached" });
    const there = new Person(this.#options);
    there.#profile = { ...this.profile, page };
    return there;
  }

  /** Closes the browser; the profile keeps what it has. */
  async close(): Promise<void> {
    await this.#profile?.close();
    this.#profile = undefined;
  }

  /** Opens the extension's options in a tab. */
  async options(): Promise<Page> {
    const page = await this.profile.context.newPage();
    await page.goto(`chrome-extension://${EXTENSION_ID}/options.html`);
    return page;
  }

  /** Fills in the form on the options page, and gives the page. */
  async tryToSignIn(account: string, server: string, token: string): Promise<Page> {
    const options = await this.options();
    const card = options.locator(`[data-testid=account][data-account="${account}"]`);
    await card.getByTestId("server").fill(server);
    await card.getByTestId("token").fill(token);
    await card.getByTestId("sign-in").click();
    return options;
  }

  /** Signs in on the options page. */
  async signIn(account: string, server: string, token: string): Promise<void> {
    const options = await this.tryToSignIn(account, server, token);
    await options.getByTestId("signed-in").waitFor();
    await options.close();
  }

  /** Makes a pipeline from a template, and is then on its page. */
  async createPipeline(template: string, name: string): Promise<void> {
    await this.go("#boxwood/new");
    await this.gmail.getByTestId(`template-${template}`).click();
    await this.gmail.getByTestId("new-pipeline-name").fill(name);
    await this.gmail.getByTestId("new-pipeline-create").click();
    await expectText(this.gmail.getByTestId("pipeline-name"), name);
  }

  /** Goes to a place in Gmail. */
  async go(hash: string): Promise<void> {
    await this.gmail.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  /** Opens a conversation of the inbox. */
  async openThread(id: string): Promise<void> {
    await this.go(`#inbox/${id}`);
    await this.panel(id).waitFor();
  }

  /** Boxwood's panel beside the open conversation. */
  panel(thread: string): Locator {
    return this.gmail.locator(`[data-testid=thread-panel][data-thread="${thread}"]`);
  }

  /** Puts the open conversation into a new box. */
  async addToNewBox(thread: string, pipeline: string, name: string): Promise<Locator> {
    const panel = this.panel(thread);
    await panel.getByTestId("add-to-new").click();
    await panel.getByTestId("add-box-name").fill(name);
    await panel.getByTestId("add-box-pipeline").selectOption({ label: pipeline });
    await panel.getByTestId("add-box-submit").click();
    const card = this.card(thread, name);
    await card.waitFor();
    return card;
  }

  /** The box of this name in the panel. */
  card(thread: string, name: string): Locator {
    return this.panel(thread).locator(`[data-testid=box-card][aria-label=${JSON.stringify(name)}]`);
  }

  /** Boxwood's entry for a pipeline in Gmail's navigation. */
  navigation(pipeline: string): Locator {
    return this.gmail.getByTestId("nav-pipeline").filter({ hasText: pipeline });
  }

  /** Opens a pipeline by its entry in the navigation. */
  async openPipeline(pipeline: string): Promise<void> {
    await this.navigation(pipeline).first().click();
    await expectText(this.gmail.getByTestId("pipeline-name"), pipeline);
  }

  /** The row of a box on the pipeline's page. */
  row(name: string): Locator {
    return this.gmail.getByTestId("box-row").filter({ hasText: name });
  }

  /** What the status line says, in one word, and how many changes wait. */
  async standing(): Promise<{ kind: string; waiting: number }> {
    const status = this.gmail.getByTestId("status").first();
    const kind = (await status.getAttribute("data-standing")) ?? "";
    return { kind, waiting: Number(await status.getAttribute("data-waiting")) };
  }

  /** Waits until the status line says this. */
  async waitUntil(kind: string, waiting?: number): Promise<void> {
    const state = waiting === undefined ? "" : `[data-waiting="${waiting}"]`;
    await this.gmail
      .locator(`[data-testid=status][data-standing="${kind}"]${state}`)
      .first()
      .waitFor({ timeout: PATIENCE });
  }

  /** Saves pictures of all tabs under `target/e2e/`, for whoever looks into a failure. */
  async photograph(name: string): Promise<void> {
    for (const [at, page] of (this.#profile?.context.pages() ?? []).entries()) {
      await page.screenshot({ path: join(ROOT, "target/e2e", `${name}-${at}.png`) });
    }
  }

  /** Asks for the server to be tried now, unless it is in touch already. */
  async tryNow(): Promise<void> {
    const button = this.gmail.getByTestId("status-reconnect");
    // Clicked where it is found: it goes away by itself the moment the server is reached.
    await button.evaluateAll(([found]) => found instanceof HTMLElement && found.click());
  }

  /** Ends the extension's service worker in the middle of whatever it does. */
  async killWorker(): Promise<void> {
    const session = await this.profile.context.newCDPSession(this.gmail);
    const stopped = new Promise<void>((resolve) => {
      session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === "stopped")) resolve();
      });
    });
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.stopAllWorkers");
    await stopped;
    await session.detach();
  }
}

/** Waits until an element's text, or an editor's content, is this. */
export async function expectText(element: Locator, text: string): Promise<void> {
  await eventually(() => shownText(element), text);
}

/** What an element or an editor shows. */
export async function shownText(element: Locator): Promise<string> {
  return await element.first().evaluate((node) => {
    if (node instanceof HTMLSelectElement) return node.selectedOptions[0]?.textContent?.trim() ?? "";
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) return node.value;
    return node.textContent?.trim() ?? "";
  });
}
