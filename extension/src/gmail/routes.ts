/** Boxwood's places in Gmail: their addresses, and what is shown there. */
import type { End, PageContext } from "../platform/page-context";
import type { Sdk } from "./sdk";

/** The address of a pipeline. */
export const PIPELINE_ROUTE = "boxwood/pipeline/:id";
/** The address of the page that makes pipelines. */
export const NEW_PIPELINE_ROUTE = "boxwood/new";

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
