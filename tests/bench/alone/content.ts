/**
 * InboxSDK with the calls that Boxwood makes while Gmail loads, and nothing behind them: what of the
 * work in Gmail's main thread is InboxSDK's own.
 */
import * as InboxSDK from "@inboxsdk/core";

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Ccircle cx='10' cy='10' r='8' fill='%233a7d44'/%3E%3C/svg%3E";

/** As many places as Boxwood has. */
const ROUTES = [
  "alone/pipeline/:id",
  "alone/pipeline/:id/view/:view",
  "alone/new",
  "alone/box/:id",
  "alone/home",
  "alone/contacts",
  "alone/contact/:id",
  "alone/organizations",
  "alone/organization/:id",
  "alone/bin",
] as const;

async function run(): Promise<void> {
  const sdk = await InboxSDK.load(2, "sdk_boxwood_cd0e80df8f", {
    appName: "Alone",
    eventTracking: false,
    globalErrorLogging: false,
  });
  const top = sdk.NavMenu.addNavItem({ name: "Alone", iconUrl: ICON, onClick: () => undefined });
  for (const name of ["Home", "Sales", "Contacts", "New"])
    top.addNavItem({ name, iconUrl: ICON, routeID: "alone/new" });
  for (const route of ROUTES) {
    sdk.Router.handleCustomRoute(route, (view) => view.setFullWidth(true));
  }
  sdk.Lists.registerThreadRowViewHandler((row) => {
    row
      .getThreadIDAsync()
      .then(
        () => row.addLabel({ title: "Sales · Lead", backgroundColor: "#5f6368", foregroundColor: "#fff" }),
        reportError,
      );
  });
  sdk.Conversations.registerThreadViewHandler((view) => {
    view.addSidebarContentPanel({ title: "Alone", iconUrl: ICON, el: document.createElement("div") });
  });
  // The mark by which the bench sees that it is there, as Boxwood marks its own.
  (await top.getElement()).dataset["testid"] = "nav-boxwood";
}

run().catch(reportError);
