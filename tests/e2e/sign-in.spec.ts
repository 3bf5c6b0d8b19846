/** Signing in by an issuer, in a window of the browser's own: a real provider, on loopback. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Gmail, startGmail } from "../gmail/server.ts";
import { BoxwoodServer, ROOT } from "./boxwood.ts";
import { ANN } from "./faults/scene.ts";
import { Person } from "./person.ts";

/** A port of loopback that nobody listens on: the provider has to know the server's before it runs. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return address.port;
}

describe("signing in by an issuer", () => {
  let folder: string;
  let provider: ChildProcess;
  let gmail: Gmail;
  let server: BoxwoodServer;
  let ann: Person;
  let options: Page;
  let card: Locator;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "boxwood-sign-in-"));
    const port = await freePort();
    const redirect = `http://127.0.0.1:${port}/account/v1/sign-in/back`;
    const wishes = JSON.stringify({ redirect, email: ANN });
    provider = spawn("node", [join(ROOT, "tests/oidc/provider.mjs"), wishes], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    if (provider.stdout === null) throw new Error("the provider says nothing");
    const [issuer] = (await once(createInterface({ input: provider.stdout }), "line")) as [string];
    [gmail, server] = await Promise.all([
      startGmail(),
      BoxwoodServer.start(undefined, {
        port,
        words: ["--client-id", "boxwood", "--issuer", issuer, "--issuer-name", "Hill House"],
        environment: { BOXWOOD_CLIENT_SECRET: "a secret of this test" },
      }),
    ]);
    ann = await Person.arrive({ profileDir: join(folder, "ann"), gmailPort: gmail.port, user: ANN });
    options = await ann.options();
    card = options.locator(`[data-testid=account][data-account="${ANN}"]`);
  });

  afterAll(async () => {
    await ann?.close();
    await Promise.all([gmail?.close(), server?.close()]);
    provider?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  const signIn = async (): Promise<void> => {
    await card.getByTestId("sign-in-by-issuer").click();
  };

  it("names the issuer once the server is known, and says who is not in the team", async () => {
    await card.getByTestId("server").fill(`http://127.0.0.1:${server.port}`);
    expect(await card.getByTestId("sign-in-by").count(), "it is still being typed").toBe(0);
    await card.getByTestId("server").press("Tab");
    await card.getByTestId("sign-in-by-issuer").waitFor();
    expect(await card.getByTestId("sign-in-by-issuer").textContent()).toContain("Hill House");
    await signIn();
    await card.getByTestId("sign-in-by-problem").getByText("Nobody in the team").waitFor();
  });

  it("signs in, syncs, and keeps its tokens from Gmail's page", async () => {
    await server.token(ANN, "Ann Archer");
    await signIn();
    await card.locator("[data-testid=status][data-standing=saved]").waitFor();
    await card.getByTestId("signed-in").waitFor();
    await ann.createPipeline("sales", "Sales");
    await ann.waitUntil("saved", 0);
    const held = await ann.gmail.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]),
    );
    expect(held).not.toMatch(/bx[arc]_[0-9a-f]/);
  });
});
