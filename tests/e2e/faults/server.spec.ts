/** A server that does not answer as it should, hangs, or is gone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boxNames } from "../core.ts";
import { eventually } from "../eventually.ts";
import type { Network, Weather } from "../network.ts";
import type { Person } from "../person.ts";
import { addBox, cellText, editCell, typeNewBox } from "../pipeline-page.ts";
import { ANN, BEN, Scene } from "./scene.ts";

/** How long a call may stay without an answer before it counts as lost, and some more. */
const GIVEN_UP = 40_000;

/** The newest version of the protocol that the extension speaks (`WIRE_VERSION` in `crate/sync`). */
const SPOKEN = 2;

function json(status: number, error: Record<string, unknown>): Weather {
  return { status, contentType: "application/json", body: JSON.stringify({ error }) };
}

/** A frame of another version of the protocol: the version is checked before anything behind it. */
function frame(version: number): Weather {
  const body = Uint8Array.from([0xb0, 0x0d, 3, version, 1, 2, 3, 4, 5, 6, 7, 8]);
  return { status: 200, contentType: "application/octet-stream", body };
}

const FAULTS: readonly { title: string; weather: Weather; says: string | undefined }[] = [
  {
    title: "answers with a web page",
    weather: {
      status: 200,
      contentType: "text/html",
      body: "<html><title>Welcome to the hotel</title></html>",
    },
    says: "not as a Boxwood server",
  },
  {
    title: "answers with nothing",
    weather: { status: 200, contentType: "application/octet-stream", body: "" },
    says: "not as a Boxwood server",
  },
  {
    title: "fails with 500",
    weather: json(500, { code: "internal", message: "The server failed; its log says why." }),
    says: "failed (500)",
  },
  {
    title: "is overloaded, with 503 and a page of a proxy",
    weather: { status: 503, contentType: "text/html", body: "<h1>503 Service Unavailable</h1>" },
    says: "failed (503)",
  },
  {
    title: "does not take the extension's version, with 426",
    weather: json(426, {
      code: "wire-version",
      message: "",
      speaks: { oldest: SPOKEN + 1, newest: SPOKEN + 2 },
    }),
    says: "another version",
  },
  { title: "answers in a newer version", weather: frame(SPOKEN + 1), says: "another version" },
  { title: "answers in an older version", weather: frame(0), says: "another version" },
  { title: "hangs", weather: "stalled", says: undefined },
  { title: "is not there", weather: "cut", says: undefined },
];

describe("when the server", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;
  let network: Network;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ ann, ben, network } = await scene.pair());
  });

  afterAll(async () => {
    await scene?.close();
  });

  for (const { title, weather, says } of FAULTS) {
    it(`${title}: the screen says so, the edit is kept, and goes out when the server is right again`, async () => {
      const text = `Edited while it ${title}`;
      const before = await cellText(ben, "Nord Bikes", "Next step");
      network.set(weather);
      await editCell(ann, "Nord Bikes", "Next step", text);
      const offline = ann.gmail.locator("[data-testid=status][data-standing=offline][data-waiting='1']");
      await offline.waitFor({ timeout: GIVEN_UP });
      expect(await offline.getByTestId("status-text").textContent()).toBe("Offline. 1 change waits");
      const problem = offline.getByTestId("status-problem");
      if (says === undefined) {
        expect(await problem.count()).toBe(0);
      } else {
        const words = (await problem.textContent()) ?? "";
        expect(words).toContain(says);
        expect(words, "a value is missing").not.toMatch(/[{}$]/);
      }
      expect(await cellText(ann, "Nord Bikes", "Next step")).toBe(text);
      expect(await cellText(ben, "Nord Bikes", "Next step")).toBe(before);

      network.set("up");
      await ann.tryNow();
      await ann.waitUntil("saved", 0);
      expect(await ann.gmail.getByTestId("status-problem").count()).toBe(0);
      await eventually(() => cellText(ben, "Nord Bikes", "Next step"), text);
      expect(await ann.gmail.getByTestId("refused").count()).toBe(0);
    });
  }

  it("is killed between edits and started again, each edit is there once, without a hand's turn", async () => {
    const made = ["Nord Bikes"];
    for (const round of [1, 2, 3, 4, 5]) {
      made.push(`Before the end ${round}`, `After the end ${round}`);
      await typeNewBox(ann, "Lead", `Before the end ${round}`);
      await scene.server.kill();
      await addBox(ann, "Lead", `After the end ${round}`);
      await scene.server.start();
    }
    await ann.waitUntil("saved", 0);
    for (const person of [ann, ben]) {
      const page = await person.options();
      await eventually(() => boxNames(page, person === ann ? ANN : BEN), made.toSorted(), GIVEN_UP);
      await page.close();
    }
    expect(await ann.gmail.getByTestId("refused").count()).toBe(0);
  });
});
