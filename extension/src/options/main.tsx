/** The script of the options page. */
import { computed, signal } from "@preact/signals";
import { render } from "preact";

import { Link } from "../link/link";
import { PageContext } from "../platform/page-context";
import { isCurrent, onAccountsChanged, openPort, send } from "../platform/ports";
import type { App } from "../ui/app";
import { styleDocument } from "../ui/mount";
import { direction, language, say } from "../words/words";
import { OptionsPage } from "./options-page";

const context = new PageContext();
const apps = signal<readonly App[] | undefined>(undefined);

function appOf(account: string): App {
  const link = new Link(context, account, { open: openPort, isCurrent });
  const status = link.subscribe({ kind: "status" });
  return {
    link,
    status: computed(() => status.view.value?.status),
    pipelines: signal(undefined),
    openPipeline: () => undefined,
    go: () => undefined,
    openNewPipeline: () => undefined,
    openThread: () => undefined,
    openOptions: undefined,
    notify: () => undefined,
    reload: () => location.reload(),
  };
}

/** Finds the accounts of this browser; those that are shown already stay. */
async function findAccounts(): Promise<void> {
  const found = await send({ errand: "list-accounts" });
  const accounts = Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
  const shown = apps.peek() ?? [];
  const fresh = accounts.filter((account) => shown.every(({ link }) => link.account !== account));
  if (apps.peek() === undefined || fresh.length > 0) apps.value = [...shown, ...fresh.map(appOf)];
}

const place = document.getElementById("options");
if (place !== null) {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  document.title = say("options-title");
  styleDocument(context, place);
  render(<OptionsPage apps={apps} />, place);
  // Heard before the first look, so that no account is missed in between.
  context.own(
    onAccountsChanged(() => {
      findAccounts().catch(reportError);
    }),
  );
  findAccounts().catch(reportError);
}
