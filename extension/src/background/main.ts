/** The service worker: the cores, and the switchboard between them and the pages. */
import "../gmail/background";

import { keptAccounts } from "../core/accounts";
import { loadCore, openCore } from "../core/wasm";
import { onErrand, onPort, openOptions, sayAccountsChanged } from "../platform/ports";
import { Switchboard } from "./switchboard";

// Everything here happens when the worker starts, because an event that woke it is lost otherwise.
const switchboard = new Switchboard(openCore, reportError, sayAccountsChanged);
onPort((port, caller) => switchboard.serve(port, caller));
onErrand(async (errand, caller) => {
  if (caller === "stranger") return undefined;
  if (errand.errand === "open-options") {
    await openOptions();
    return undefined;
  }
  // A Gmail page has no business with the other accounts of this browser.
  if (caller !== "extension-page") return undefined;
  const kept = await keptAccounts().catch(() => []);
  return [...new Set([...kept, ...switchboard.accounts])].sort((a, b) => a.localeCompare(b));
});
loadCore().catch(reportError);
