/** Whom the extension talks to, who can read the token, and where mail goes: nowhere. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGmail } from "../gmail/server.ts";
import { restartable, steps, type World } from "../story.ts";
import { BoxwoodServer } from "./boxwood.ts";
import { type LoggedRequest, requestsInNetLog } from "./browser.ts";
import { databasesWith } from "./databases.ts";
import { ANN, Scene, signInWholly } from "./faults/scene.ts";
import { Network } from "./network.ts";
import { EXTENSION_ID, Person } from "./person.ts";

const EXTENSION = `chrome-extension://${EXTENSION_ID}`;
const GMAIL = "https://mail.google.com";

describe("through the whole main job", () => {
  let folder: string;
  let server: BoxwoodServer;
  let world: World;
  let requests: LoggedRequest[];
  let servers: readonly string[];
  const tokens: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "boxwood-privacy-"));
    server = await BoxwoodServer.start();
    const gmail = await startGmail();
    const arrive = (user: string): Promise<Person> =>
      Person.arrive({
        profileDir: join(folder, user),
        gmailPort: gmail.port,
        user,
        netLog: join(folder, `${user}.netlog`),
      });
    const annsNetwork = await Network.to(() => server.port);
    const bensNetwork = await Network.to(() => server.port);
    const [ann, ben] = [await arrive("ann@hill.example"), await arrive("ben@hill.example")];
    const real = restartable(server);
    world = {
      ann,
      ben,
      gmail,
      annsNetwork,
      bensNetwork,
      server: {
        ...real,
        token: async (email, name) => {
          const token = await real.token(email, name);
          tokens.push(token);
          return token;
        },
      },
      close: async () => {
        await Promise.all([ann.close(), ben.close()]);
        await Promise.all([gmail.close(), annsNetwork.close(), bensNetwork.close()]);
      },
    };
    for (const { play } of steps) await play(world);
    // The logs are whole when the browsers have ended.
    await Promise.all([ann.close(), ben.close()]);
    const logs = [...ann.netLogs, ...ben.netLogs];
    requests = (await Promise.all(logs.map(requestsInNetLog))).flat();
    servers = [annsNetwork.address, bensNetwork.address];
  }, 300_000);

  afterAll(async () => {
    await world?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Where the requests of some initiators went, without doubles. */
  function origins(of: (initiator: string) => boolean): string[] {
    const urls = requests.filter(({ initiator }) => of(initiator)).map(({ url }) => new URL(url));
    return [...new Set(urls.map(({ protocol, host }) => `${protocol}//${host}`))].sort();
  }

  it("the log has what is asked of Gmail and of the server, so that it would have anything else too", () => {
    const asked = (initiator: string, url: string): boolean =>
      requests.some((request) => request.initiator === initiator && request.url === url);
    const [anns, bens] = servers;
    expect(asked(EXTENSION, `${anns}/sync/v1/push`)).toBe(true);
    expect(asked(EXTENSION, `${bens}/sync/v1/pull`)).toBe(true);
    expect(asked(GMAIL, `${GMAIL}/sync/u/0/i/fd?rt=r&pt=ji`)).toBe(true);
  });

  it("the extension contacts nobody but its server", () => {
    const live = servers.map((address) => address.replace("http:", "ws:"));
    const allowed = new Set([...servers, ...live, `chrome-extension://${EXTENSION_ID}`]);
    expect(origins((initiator) => initiator === EXTENSION).filter((origin) => !allowed.has(origin))).toEqual(
      [],
    );
  });

  it("Gmail's page, with the extension and InboxSDK in it, contacts nobody but Gmail", () => {
    const inside = new Set([GMAIL, "data://", "blob://"]);
    const others = origins((initiator) => initiator === GMAIL).filter((origin) => !inside.has(origin));

    expect(others).toEqual([]);
  });

  it("nobody else asks for anything on their behalf", () => {
    const initiators = new Set(requests.map(({ initiator }) => initiator));
    expect([...initiators].sort()).toEqual([EXTENSION, GMAIL]);
  });

  it("a token is in no address", () => {
    expect(tokens).toHaveLength(2);
    for (const token of tokens) {
      expect(requests.filter(({ url }) => url.includes(token))).toEqual([]);
    }
  });
});

/** Runs a script in the extension's own world inside Gmail's page: where its content script runs. */
async function inContentScript(page: Page, expression: string): Promise<unknown> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const worlds: { id: number; origin: string }[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    worlds.push({ id: context.id, origin: context.origin });
  });
  await session.send("Runtime.enable");
  const world = worlds.find(({ origin }) => origin === EXTENSION);
  if (world === undefined) throw new Error(`no content script: ${JSON.stringify(worlds)}`);
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    contextId: world.id,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  return result.value;
}

/** A script that asks the core through a connection, and gives the first answer. */
function asking(account: string, request: unknown): string {
  return `new Promise((resolve) => {
    const port = chrome.runtime.connect();
    port.onMessage.addListener((said) => { if (said.id === 7) resolve(said.response); });
    port.postMessage({ hello: { account: ${JSON.stringify(account)} } });
    port.postMessage({ id: 7, request: ${JSON.stringify(request)} });
  })`;
}

/** All that a script in Gmail's page can read: its document with all shadow trees, and its storage. */
async function readable(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const parts: string[] = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const visit = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        for (const { value } of element.attributes) parts.push(value);
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
          parts.push(element.value);
        for (const node of element.childNodes) if (node instanceof Text) parts.push(node.data);
        if (element.shadowRoot !== null) visit(element.shadowRoot);
      }
    };
    visit(document);
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) parts.push(url);
    }
    return parts.join("\n");
  });
}

describe("inside Gmail's page", () => {
  const BODY = "body-marker-8d1f0c";
  const SUBJECT = "subject-marker-52c7aa";
  /** Words of the mail's text. */
  // Who wrote a mail in a box, and when, the team knows; what it says, nobody but who got it.
  const WORDS = [BODY, "catalogue"];
  let scene: Scene;
  let ann: Person;
  let token: string;
  let address: string;
  let said = "";

  beforeAll(async () => {
    scene = await Scene.open();
    const network = await scene.network();
    network.tap((bytes) => {
      said += bytes.toString("latin1");
    });
    address = network.address;
    token = await scene.server.token(ANN, "Ann Archer");
    ann = await scene.arrive(ANN);
    await signInWholly(ann, ANN, address, token);
    await ann.createPipeline("sales", "Sales");
    const thread = scene.gmail.deliver({
      from: { name: "Nils Falk", email: "nils@falk.example" },
      subject: `Enquiry ${SUBJECT}`,
      body: `Do you have a catalogue? ${BODY} ${BODY}`,
    });
    await ann.openThread(thread);
    await ann.gmail.locator("div.ii.gt", { hasText: BODY }).waitFor();
    await ann.addToNewBox(thread, "Sales", "Falk");
    await ann.waitUntil("saved", 0);
    // It is learnt from the mail where it belongs: its text has been through the core by now.
    const page = await ann.options();
    await page.locator("[data-testid=learning-learnt][data-count='1']").waitFor();
    await page.close();
    await ann.waitUntil("saved", 0);
  });

  afterAll(async () => {
    await scene?.close();
  });

  it("the token is nowhere: not in the document, in storage, in a database", async () => {
    const all = await readable(ann.gmail);
    // The same look finds what is there.
    expect(all).toContain(BODY);
    expect(all).toContain("Falk");
    expect(all).not.toContain(token);
    expect(all).not.toContain("bxw_");
    for (const [name, { holds }] of Object.entries(await databasesWith(ann.gmail, token))) {
      expect(holds, name).toBe(false);
    }
  });

  it("neither the page nor the content script has the extension's storage; the token is in its database", async () => {
    expect(await inContentScript(ann.gmail, "typeof chrome.storage")).toBe("undefined");
    const names = await inContentScript(
      ann.gmail,
      "indexedDB.databases().then((all) => all.map((one) => one.name))",
    );
    expect(names).not.toContain(`boxwood:${ANN}`);
    const page = await ann.options();
    const databases = await databasesWith(page, token);
    await page.close();
    expect(databases[`boxwood:${ANN}`]?.holds, "the look into databases finds nothing").toBe(true);
  });

  it("the content script can neither sign in nor out, nor learn of other accounts", async () => {
    const session = { server: address, token };
    for (const request of [{ kind: "signIn", session }, { kind: "signOut" }]) {
      expect(await inContentScript(ann.gmail, asking(ANN, request))).toEqual({
        kind: "failed",
        failure: { code: "not-allowed", place: null, params: {} },
      });
    }
    // The same way of asking is answered where it is allowed.
    const status = await inContentScript(ann.gmail, asking(ANN, { kind: "read", query: { kind: "status" } }));
    expect(status).toMatchObject({ kind: "view", view: { status: { account: ANN, connection: "online" } } });
    expect(JSON.stringify(status)).not.toContain(token);
    const errand = `chrome.runtime.sendMessage({ errand: "list-accounts" }).then((all) => all ?? "nothing")`;
    expect(await inContentScript(ann.gmail, errand)).toBe("nothing");
  });

  it("Gmail's own scripts reach neither the extension nor its files", async () => {
    const reach = await ann.gmail.evaluate(async (extension) => {
      const chrome = (globalThis as { chrome?: { runtime?: { connect?: unknown } } }).chrome;
      const fetched = await fetch(`${extension}/options.html`).then(
        () => "fetched",
        () => "refused",
      );
      return { connect: typeof chrome?.runtime?.connect, fetched };
    }, EXTENSION);
    expect(reach).toEqual({ connect: "undefined", fetched: "refused" });
  });

  it("the text of a mail is in no request to the server and not in the extension's database", async () => {
    expect(said).toContain(SUBJECT);
    for (const word of WORDS) expect(said).not.toContain(word);
    const page = await ann.options();
    const subject = await databasesWith(page, SUBJECT);
    const words = await Promise.all(WORDS.map((word) => databasesWith(page, word)));
    await page.close();
    expect(subject[`boxwood:${ANN}`]?.holds).toBe(true);
    for (const body of words) expect(Object.values(body).filter(({ holds }) => holds)).toEqual([]);
  });

  it("the text of a mail is in no file of the extension's or the server's", async () => {
    const profile = scene.profileOf(ANN);
    await ann.close();
    await scene.server.stop();
    const files = await readdir(profile, { recursive: true, withFileTypes: true });
    const own = files.filter(
      (file) => file.isFile() && file.parentPath.includes(`chrome-extension_${EXTENSION_ID}`),
    );
    expect(own.length).toBeGreaterThan(0);
    const found: string[] = [];
    for (const file of own) {
      const bytes = await readFile(join(file.parentPath, file.name));
      const holds = (word: string): boolean =>
        bytes.includes(word) || bytes.includes(Buffer.from(word, "utf16le"));
      if (WORDS.some(holds)) found.push(file.name);
    }
    expect(found).toEqual([]);
    await scene.server.start();
  });
});
