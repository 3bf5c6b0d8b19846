/** Boxwood in Gmail's left navigation: the pipelines with their counts, and the way to a new one. */

import type { NavItemDescriptor, NavItemView } from "@inboxsdk/core";
import { effect, type ReadonlySignal } from "@preact/signals";
import * as Kefir from "kefir";

import type { NavView } from "../generated/NavView";
import type { PageContext } from "../platform/page-context";
import { say } from "../words/words";
import { ADD_URL, MARK_URL, PIPELINE_URL } from "./mark";
import { goToNewPipeline, goToPipeline, NEW_PIPELINE_ROUTE, PIPELINE_ROUTE } from "./routes";
import type { Sdk } from "./sdk";

interface Item {
  view: NavItemView;
  change: (descriptor: NavItemDescriptor) => void;
  shown: string;
}

/** Names an item for tests and for whoever styles it. */
async function tag(view: NavItemView, testId: string, id?: string): Promise<void> {
  const element = await view.getElement();
  element.dataset["testid"] = testId;
  if (id !== undefined) element.dataset["pipeline"] = id;
}

function descriptorOf(pipeline: NavView, orderHint: number): NavItemDescriptor {
  return {
    // The core leaves no name empty; InboxSDK would fail on one that is.
    name: pipeline.name || "–",
    subtitle: String(pipeline.boxes),
    key: pipeline.id,
    iconUrl: PIPELINE_URL,
    routeID: PIPELINE_ROUTE,
    routeParams: { id: pipeline.id },
    orderHint,
  };
}

/** Shows the pipelines in the navigation, and follows them. */
export function showNav(
  sdk: Sdk,
  context: PageContext,
  pipelines: ReadonlySignal<NavView[] | undefined>,
): void {
  const top = sdk.NavMenu.addNavItem({
    name: "Boxwood",
    key: "boxwood",
    iconUrl: MARK_URL,
    onClick: () => {
      const first = pipelines.peek()?.[0];
      if (first === undefined) goToNewPipeline(sdk);
      else goToPipeline(sdk, first.id);
    },
  });
  tag(top, "nav-boxwood").catch(reportError);
  const make = top.addNavItem({
    name: say("nav-new-pipeline"),
    key: "new-pipeline",
    iconUrl: ADD_URL,
    routeID: NEW_PIPELINE_ROUTE,
    orderHint: Number.MAX_SAFE_INTEGER,
  });
  tag(make, "nav-new-pipeline").catch(reportError);
  context.own(() => top.remove());
  const items = new Map<string, Item>();
  context.own(
    effect(() => {
      const wanted = pipelines.value;
      if (wanted === undefined) return;
      for (const [id, item] of items) {
        if (wanted.some((pipeline) => pipeline.id === id)) continue;
        item.view.remove();
        items.delete(id);
      }
      for (const [index, pipeline] of wanted.entries()) showItem(top, items, pipeline, index);
    }),
  );
}

function showItem(top: NavItemView, items: Map<string, Item>, pipeline: NavView, orderHint: number): void {
  const descriptor = descriptorOf(pipeline, orderHint);
  const shown = JSON.stringify(descriptor);
  const there = items.get(pipeline.id);
  if (there !== undefined) {
    if (there.shown === shown) return;
    there.shown = shown;
    there.change(descriptor);
    return;
  }
  const changes = Kefir.pool<NavItemDescriptor, never>();
  // A property, so that InboxSDK gets the last descriptor whenever it begins to listen.
  const last = changes.toProperty(() => descriptor);
  const view = top.addNavItem(last);
  items.set(pipeline.id, { view, change: (next) => changes.plug(Kefir.constant(next)), shown });
  tag(view, "nav-pipeline", pipeline.id).catch(reportError);
}
