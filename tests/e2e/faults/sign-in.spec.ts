/** Tokens and addresses that are wrong, and a token that stops to hold. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../eventually.ts";
import type { Network } from "../network.ts";
import type { Person } from "../person.ts";
import { addBox, cellText, editCell, rowOf } from "../pipeline-page.ts";
import { ANN, BEN, Scene, signInWholly } from "./scene.ts";

describe("signing in", () => {
  let scene: Scene;
  let ann: Person;
  let network: Network;

  beforeAll(async () => {
    scene = await Scene.open();
    network = await scene.network();
    ann = await scene.arrive(ANN);
  });

  afterAll(async () => {
    await scene?.close();
  });

  /** Tries, and gives what the form says. */
  async function attempt(address: string, token: string): Promise<{ said: string; options: Page }> {
    const options = await ann.tryToSignIn(ANN, address, token);
    const problem = options.getByTestId("problem").filter({ hasText: /./ });
    await problem.waitFor();
    return { said: (await problem.textContent()) ?? "", options };
  }

  /** The form is still there, with what was typed, and nobody is signed in. */
  async function expectUnchanged(options: Page, address: string, token: string): Promise<void> {
    expect(await options.getByTestId("server").inputValue()).toBe(address);
    expect(await options.getByTestId("token").inputValue()).toBe(token);
    expect(await options.getByTestId("signed-in").count()).toBe(0);
    expect(await options.getByTestId("status").getAttribute("data-standing")).toBe("never-signed-in");
    await options.close();
  }

  const WRONG = `bxw_${"0".repeat(64)}`;

  it("with a wrong token says so, and keeps what was typed", async () => {
    const { said, options } = await attempt(network.address, WRONG);
    expect(said).toContain("does not take this token");
    await expectUnchanged(options, network.address, WRONG);
  });

  it.each([
    ["", "Type the address"],
    ["http://crm.example.com", "must begin with https://"],
    ["ftp://crm.example.com", "not the address of a server"],
    ["this is no address", "not the address of a server"],
    ["https://ann:secret@crm.example.com", "not the address of a server"],
    ["https://", "not the address of a server"],
    // Nobody listens there; the resolver's rules let no name be found either.
    ["http://127.0.0.1:1", "cannot be reached"],
    ["https://boxwood.invalid", "cannot be reached"],
  ])("at the address “%s” says: %s", async (address, words) => {
    const { said, options } = await attempt(address, WRONG);
    expect(said).toContain(words);
    await expectUnchanged(options, address, WRONG);
  });

  it("with no token asks for it", async () => {
    const { said, options } = await attempt(network.address, "");
    expect(said).toContain("Paste the token");
    await expectUnchanged(options, network.address, "");
  });

  it("where something else answers says so", async () => {
    network.set({ status: 200, contentType: "text/html", body: "<html><h1>It works!</h1></html>" });
    const { said, options } = await attempt(network.address, WRONG);
    network.set("up");
    expect(said).toContain("not as a Boxwood server");
    await expectUnchanged(options, network.address, WRONG);
  });

  it("with the token of somebody else says whose it is", async () => {
    const token = await scene.server.token(BEN, "Ben Okafor");
    const { said, options } = await attempt(network.address, token);
    expect(said).toContain(BEN);
    expect(said).toContain(ANN);
    await expectUnchanged(options, network.address, token);
  });

  it("and being revoked: signed out, records stay, an edit waits, and goes out after signing in again", async () => {
    await signInWholly(ann, ANN, network.address, await scene.server.token(ANN, "Ann Archer"));
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.waitUntil("saved", 0);
    const { person: ben } = await scene.join(BEN, "Ben Okafor");
    await ben.openPipeline("Sales");
    await rowOf(ben, "Nord Bikes").waitFor();

    await scene.server.revoke(ANN);
    await ann.waitUntil("signed-out", 0);
    const problem = ann.gmail.getByTestId("status-problem").first();
    expect(await problem.textContent()).toContain("does not take this token");
    await rowOf(ann, "Nord Bikes").waitFor();
    await editCell(ann, "Nord Bikes", "Next step", "Kept while signed out");
    await ann.waitUntil("signed-out", 1);

    await ann.close();
    await ann.open("#inbox");
    await ann.openPipeline("Sales");
    await ann.waitUntil("signed-out", 1);
    expect(await cellText(ann, "Nord Bikes", "Next step")).toBe("Kept while signed out");
    expect(await cellText(ben, "Nord Bikes", "Next step")).toBe("");

    await signInWholly(ann, ANN, network.address, await scene.server.token(ANN, "Ann Archer"));
    await ann.waitUntil("saved", 0);
    await eventually(() => cellText(ben, "Nord Bikes", "Next step"), "Kept while signed out");
    expect(await ann.gmail.getByTestId("refused").count()).toBe(0);
  });
});
