/** Boxwood's places in Gmail: their addresses, and what is shown there. */
import type { End, PageContext } from "../platform/page-context";
import type { Place } from "../ui/places";
import type { Sdk } from "./sdk";

/** The address of a pipeline. */
export const PIPELINE_ROUTE = "boxwood/pipeline/:id";
/** The address of the page that makes pipelines. */
export const NEW_PIPELINE_ROUTE = "boxwood/new";

/** The address of a pipeline with one of its saved views. */
export const VIEW_ROUTE = "boxwood/pipeline/:id/view/:view";
/** The address of a box. */
export const BOX_ROUTE = "boxwood/box/:id";
/** The address of what is to be done and what is new. */
export const HOME_ROUTE = "boxwood/home";
/** The address of the list of contacts. */
export const CONTACTS_ROUTE = "boxwood/contacts";
/** The address of a contact. */
export const CONTACT_ROUTE = "boxwood/contact/:id";
/** The address of the list of organizations. */
export const ORGANIZATIONS_ROUTE = "boxwood/organizations";
/** The address of an organization. */
export const ORGANIZATION_ROUTE = "boxwood/organization/:id";
/** The address of what was deleted. */
export const BIN_ROUTE = "boxwood/bin";

/** How the addresses of Boxwood's places begin, as Gmail writes them. */
const OWN_PLACES = "#boxwood/";

/** Shows a screen in an element until the result is called. */
export type Show = (host: HTMLElement, params: Record<string, string>) => End;

/** Shows screens at Boxwood's places. */
export function handleRoutes(sdk: Sdk, context: PageContext, screens: Record<string, Show>): void {
  for (const [route, show] of Object.entries(screens)) {
    context.own(
      sdk.Router.handleCustomRoute(route, (view) => {
        view.setFullWidth(true);
        const host = document.createElement("div");
        // InboxSDK gives its element the height of Gmail's main part.
        host.style.height = "100%";
        view.getElement().append(host);
        view.on("destroy", context.own(show(host, view.getParams())));
      }),
    );
  }
}

/**
 * Shows the screen of the place that Gmail was loaded at, if it is Boxwood's. InboxSDK hears of places
 * by `hashchange` alone, and Gmail, which does not know this one, sends none.
 */
export function showPlace(): void {
  if (!location.hash.startsWith(OWN_PLACES)) return;
  const here = location.href;
  dispatchEvent(new HashChangeEvent("hashchange", { oldURL: here.replace(/#.*$/, ""), newURL: here }));
}

/** The address of a place, and what is put into it. */
function addressOf(place: Place): [route: string, params: Record<string, string>] {
  switch (place.kind) {
    case "home":
      return [HOME_ROUTE, {}];
    case "contacts":
      return [CONTACTS_ROUTE, {}];
    case "organizations":
      return [ORGANIZATIONS_ROUTE, {}];
    case "bin":
      return [BIN_ROUTE, {}];
    case "box":
      return [BOX_ROUTE, { id: place.id }];
    case "contact":
      return [CONTACT_ROUTE, { id: place.id }];
    case "organization":
      return [ORGANIZATION_ROUTE, { id: place.id }];
    case "view":
      return [VIEW_ROUTE, { id: place.pipeline, view: place.view }];
  }
}

/** Goes to a place. */
export function goTo(sdk: Sdk, place: Place): void {
  const [route, params] = addressOf(place);
  sdk.Router.goto(route, params).catch(reportError);
}

/** Goes to a pipeline. */
export function goToPipeline(sdk: Sdk, id: string): void {
  sdk.Router.goto(PIPELINE_ROUTE, { id }).catch(reportError);
}

/** Goes to the page that makes pipelines. */
export function goToNewPipeline(sdk: Sdk): void {
  sdk.Router.goto(NEW_PIPELINE_ROUTE).catch(reportError);
}

/** Goes to a conversation, by Gmail's legacy thread id. */
export function goToThread(sdk: Sdk, id: string): void {
  sdk.Router.goto(sdk.Router.NativeRouteIDs.THREAD, { threadID: id }).catch(reportError);
}
