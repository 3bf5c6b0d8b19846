/** What fault tests start from: a stand-in Gmail, a server, and people who share a pipeline. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Gmail, startGmail } from "../../gmail/server.ts";
import { BoxwoodServer } from "../boxwood.ts";
import type { ProfileOptions } from "../browser.ts";
import { Network } from "../network.ts";
import { Person } from "../person.ts";
import { addBox, rowOf } from "../pipeline-page.ts";

export const ANN = "ann@hill.example";
export const BEN = "ben@hill.example";

/** What a profile may be opened with beside what a scene decides. */
export type Extra = Pick<ProfileOptions, "netLog" | "secondUser">;

/** A stand-in Gmail, a server, and the network of each person. */
export class Scene {
  readonly gmail: Gmail;
  readonly server: BoxwoodServer;
  /** Where profiles are kept. */
  readonly folder: string;
  readonly #people: Person[] = [];
  readonly #networks: Network[] = [];

  private constructor(gmail: Gmail, server: BoxwoodServer, folder: string) {
    this.gmail = gmail;
    this.server = server;
    this.folder = folder;
  }

  /** Starts Gmail and a server on new data. */
  static async open(): Promise<Scene> {
    const folder = await mkdtemp(join(tmpdir(), "boxwood-faults-"));
    const [gmail, server] = await Promise.all([startGmail(), BoxwoodServer.start()]);
    return new Scene(gmail, server, folder);
  }

  /** A network to the server. */
  async network(): Promise<Network> {
    const network = await Network.to(() => this.server.port);
    this.#networks.push(network);
    return network;
  }

  /** The folder of a person's profile. */
  profileOf(user: string): string {
    return join(this.folder, user);
  }

  /** Somebody opens Gmail with the extension for the first time. */
  async arrive(user: string, extra: Extra = {}): Promise<Person> {
    const profileDir = this.profileOf(user);
    const person = await Person.arrive({ profileDir, gmailPort: this.gmail.port, user, ...extra });
    this.#people.push(person);
    return person;
  }

  /** Somebody opens Gmail, signs in over a network of their own, and has all records. */
  async join(user: string, name: string, extra: Extra = {}): Promise<{ person: Person; network: Network }> {
    const network = await this.network();
    const token = await this.server.token(user, name);
    const person = await this.arrive(user, extra);
    await signInWholly(person, user, network.address, token);
    return { person, network };
  }

  /**
   * Ann makes the pipeline “Sales” with the box “Nord Bikes” in its stage “Lead”, and Ben, who joins
   * then, looks at it too. The network is Ann's.
   */
  async pair(): Promise<{ ann: Person; ben: Person; network: Network }> {
    const { person: ann, network } = await this.join(ANN, "Ann Archer");
    await ann.createPipeline("sales", "Sales");
    await addBox(ann, "Lead", "Nord Bikes");
    await ann.waitUntil("saved", 0);
    const { person: ben } = await this.join(BEN, "Ben Okafor");
    await ben.openPipeline("Sales");
    await rowOf(ben, "Nord Bikes").waitFor();
    return { ann, ben, network };
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.close()));
    await Promise.all(this.#networks.map((network) => network.close()));
    await Promise.all([this.gmail.close(), this.server.close()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Signs in, and waits until everything that waits is sent and everything new is there. */
export async function signInWholly(
  person: Person,
  user: string,
  address: string,
  token: string,
): Promise<void> {
  const options = await person.tryToSignIn(user, address, token);
  const account = options.locator(`[data-testid=account][data-account="${user}"]`);
  await account.locator("[data-testid=status][data-standing=saved][data-waiting='0']").waitFor();
  await options.close();
}
