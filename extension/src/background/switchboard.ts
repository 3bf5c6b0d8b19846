/** Connects pages to the core of their account. */
import type { OpenCore } from "../core/core";
import { CoreKeeper } from "../core/keeper";
import { accountOf, type FromWorker, isFromPage } from "../link/messages";
import type { Caller, Port } from "../platform/ports";

/** How long a core without pages is kept, in milliseconds: reloading a tab takes less. */
export const LINGER = 15_000;

/** Connects pages to the core of their account: one core for each, opened when it is needed. */
export class Switchboard {
  readonly #open: OpenCore;
  readonly #report: (error: unknown) => void;
  readonly #onAccount: () => void;
  readonly #keepers = new Map<string, CoreKeeper>();
  /** The ends of cores that still write. */
  readonly #closing = new Map<string, Promise<void>>();

  /** `onAccount` is called when there is one more among the {@link accounts}. */
  constructor(open: OpenCore, report: (error: unknown) => void, onAccount: () => void) {
    this.#open = open;
    this.#report = report;
    this.#onAccount = onAccount;
  }

  /** The accounts whose core is open. */
  get accounts(): string[] {
    return [...this.#keepers.keys()];
  }

  /** Serves a page from now on. */
  serve(port: Port, caller: Caller): void {
    if (caller === "stranger") {
      port.disconnect();
      return;
    }
    let keeper: CoreKeeper | undefined;
    let account = "";
    let number = 0;
    const say = (message: FromWorker): void => {
      try {
        port.post(message);
      } catch {
        // The page went away; the news of that is on its way, and there is nobody to tell.
        return;
      }
    };
    port.onMessage((message) => {
      if (!isFromPage(message)) return;
      if ("hello" in message) {
        // A connection is one account's for ever.
        if (keeper !== undefined) return;
        account = accountOf(message.hello.account);
        if (account === "") return;
        keeper = this.#keeper(account);
        number = keeper.connect({
          trusted: caller === "extension-page",
          publish: (subscription, view) => say({ subscription, view }),
        });
        return;
      }
      if (keeper === undefined) return;
      if ("awake" in message) {
        void keeper.keepUp();
        return;
      }
      const { id, request } = message;
      keeper.ask(number, request).then(
        (response) => say({ id, response }),
        (error: unknown) => this.#report(error),
      );
    });
    port.onDisconnect(() => {
      if (keeper === undefined) return;
      keeper.disconnect(number);
      this.#retire(account, keeper);
    });
  }

  #keeper(account: string): CoreKeeper {
    const open = this.#keepers.get(account);
    if (open !== undefined) return open;
    const openAfterOther: OpenCore = async (name, listener) => {
      // Two cores never write the same store.
      await this.#closing.get(name);
      return this.#open(name, listener);
    };
    const keeper = new CoreKeeper(account, openAfterOther, this.#report);
    this.#keepers.set(account, keeper);
    this.#onAccount();
    return keeper;
  }

  #retire(account: string, keeper: CoreKeeper): void {
    if (keeper.pages > 0) return;
    setTimeout(() => {
      if (keeper.pages > 0 || this.#keepers.get(account) !== keeper) return;
      this.#keepers.delete(account);
      const closing = keeper.close().finally(() => {
        if (this.#closing.get(account) === closing) this.#closing.delete(account);
      });
      this.#closing.set(account, closing);
    }, LINGER);
  }
}
