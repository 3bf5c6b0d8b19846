/** A browser that refuses to store: a full disk. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../eventually.ts";
import type { Person } from "../person.ts";
import { addBox, cellText, editCell, rowOf } from "../pipeline-page.ts";
import { Scene } from "./scene.ts";

/** How long until the browser is asked again whether it stores, and some more. */
const ASKED_AGAIN = 40_000;

describe("a full disk", () => {
  let scene: Scene;
  let ann: Person;
  let ben: Person;

  beforeAll(async () => {
    scene = await Scene.open();
    ({ ann, ben } = await scene.pair());
  });

  afterAll(async () => {
    await scene?.close();
  });

  /** Has the service worker's IndexedDB refuse every write, or no longer. Gives how many it refused. */
  async function fill(full: boolean): Promise<number> {
    const worker = await ann.profile.serviceWorker();
    return await worker.evaluate((full) => {
      const store = IDBObjectStore.prototype as IDBObjectStore & {
        free?: IDBObjectStore["put"];
        refusals?: number;
      };
      if (full) {
        store.free = store.put;
        store.put = () => {
          store.refusals = (store.refusals ?? 0) + 1;
          throw new DOMException("the disk is full", "QuotaExceededError");
        };
      } else if (store.free !== undefined) {
        store.put = store.free;
      }
      return store.refusals ?? 0;
    }, full);
  }

  const warning = (): ReturnType<Person["row"]> => ann.gmail.getByTestId("status-memory-only").first();

  it("is said; changes still reach the server and others", async () => {
    await fill(true);
    await editCell(ann, "Nord Bikes", "Next step", "Typed on a full disk");
    await warning().waitFor();
    expect(await warning().textContent()).toContain("refuses to store changes");
    await eventually(() => cellText(ben, "Nord Bikes", "Next step"), "Typed on a full disk");
    await addBox(ann, "Lead", "Made on a full disk");
    await rowOf(ben, "Made on a full disk").waitFor();
    await ann.waitUntil("saved", 0);
    await warning().waitFor();
  });

  it("takes in what others do meanwhile", async () => {
    await editCell(ben, "Nord Bikes", "Next step", "By Ben");
    await eventually(() => cellText(ann, "Nord Bikes", "Next step"), "By Ben");
    await warning().waitFor();
  });

  it("that has room again: the warning goes, and all is there after a restart, also without a server", async () => {
    expect(await fill(false)).toBeGreaterThan(0);
    await warning().waitFor({ state: "detached", timeout: ASKED_AGAIN });
    await addBox(ann, "Lead", "Made with room again");
    await ann.waitUntil("saved", 0);
    await scene.server.stop();
    await ann.close();
    await ann.open("#inbox");
    await ann.openPipeline("Sales");
    for (const name of ["Nord Bikes", "Made on a full disk", "Made with room again"]) {
      await rowOf(ann, name).waitFor();
    }
    expect(await cellText(ann, "Nord Bikes", "Next step")).toBe("By Ben");
    await ann.waitUntil("offline", 0);
    await scene.server.start();
    await ann.tryNow();
    await ann.waitUntil("saved", 0);
    expect(await ann.gmail.getByTestId("refused").count()).toBe(0);
  });
});
