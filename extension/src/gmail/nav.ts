/** Boxwood in Gmail's left navigation: home, the pipelines with their counts, starred views, contacts, and the way to a new pipeline. */

import type { NavItemDescriptor, NavItemView } from "@inboxsdk/core";
import { effect, type ReadonlySignal } from "@preact/signals";
import * as Kefir from "kefir";

import type { NavView } from "../generated/NavView";
import type { SavedViewView } from "../generated/SavedViewView";
import type { PageContext } from "../platform/page-context";
import { say } from "../words/words";
import { ADD_URL, HOME_URL, MARK_URL, PEOPLE_URL, PIPELINE_URL, STAR_URL } from "./mark";
import {
  CONTACTS_ROUTE,
  goTo,
  goToNewPipeline,
  HOME_ROUTE,
  NEW_PIPELINE_ROUTE,
  PIPELINE_ROUTE,
  VIEW_ROUTE,
} from "./routes";
import type { Sdk } from "./sdk";

interface Item {
  view: NavItemView;
  change: (descriptor: NavItemDescriptor) => void;
  shown: string;
}

/** What the navigation shows beside Boxwood's fixed entries; none until the core answered. */
export interface NavContent {
  readonly pipelines: ReadonlySignal<NavView[] | undefined>;
  /** The saved views that one has starred. */
  readonly starred: ReadonlySignal<SavedViewView[] | undefined>;
  /** How many tasks are due, as a text. */
  readonly due: ReadonlySignal<string>;
}

/** Where the entries stand below each other: those in between are the pipelines, then the views. */
const AT = { home: -1, views: 10_000, contacts: 20_000, newPipeline: 30_000 } as const;

/** Names an item for tests and for whoever styles it. */
async function tag(view: NavItemView, testId: string, id?: string): Promise<void> {
  const element = await view.getElement();
  element.dataset["testid"] = testId;
  if (id !== undefined) element.dataset["pipeline"] = id;
}

function descriptorOfView(view: SavedViewView, pipeline: string, orderHint: number): NavItemDescriptor {
  return {
    name: view.name || "–",
    key: view.id,
    iconUrl: STAR_URL,
    routeID: VIEW_ROUTE,
    routeParams: { id: pipeline, view: view.id },
    orderHint,
  };
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

/** Shows Boxwood's entry in the navigation and what is under it, and follows that. */
export function showNav(sdk: Sdk, context: PageContext, content: NavContent): void {
  const { pipelines, starred, due } = content;
  const top = sdk.NavMenu.addNavItem({
    name: "Boxwood",
    key: "boxwood",
    iconUrl: MARK_URL,
    onClick: () => {
      if (pipelines.peek()?.length === 0) goToNewPipeline(sdk);
      else goTo(sdk, { kind: "home" });
    },
  });
  tag(top, "nav-boxwood").catch(reportError);
  const add = (testId: string, descriptor: NavItemDescriptor): void => {
    tag(top.addNavItem(descriptor), testId).catch(reportError);
  };
  add("nav-contacts", {
    name: say("place-contacts"),
    key: "contacts",
    iconUrl: PEOPLE_URL,
    routeID: CONTACTS_ROUTE,
    orderHint: AT.contacts,
  });
  add("nav-new-pipeline", {
    name: say("nav-new-pipeline"),
    key: "new-pipeline",
    iconUrl: ADD_URL,
    routeID: NEW_PIPELINE_ROUTE,
    orderHint: AT.newPipeline,
  });
  context.own(() => top.remove());
  const home = new Items(top, "nav-home");
  const ofPipelines = new Items(top, "nav-pipeline");
  const ofViews = new Items(top, "nav-view");
  context.own(
    effect(() => {
      const descriptor: NavItemDescriptor = {
        name: say("place-home"),
        key: "home",
        subtitle: due.value,
        iconUrl: HOME_URL,
        routeID: HOME_ROUTE,
        orderHint: AT.home,
      };
      home.show(new Map([["home", descriptor]]));
    }),
  );
  context.own(
    effect(() => {
      const shown = pipelines.value?.filter(({ hidden }) => !hidden);
      if (shown === undefined) return;
      ofPipelines.show(new Map(shown.map((one, index) => [one.id, descriptorOf(one, index)])));
    }),
  );
  context.own(
    effect(() => {
      const views = starred.value?.flatMap((view, index): [string, NavItemDescriptor][] =>
        view.pipeline === null ? [] : [[view.id, descriptorOfView(view, view.pipeline, AT.views + index)]],
      );
      if (views !== undefined) ofViews.show(new Map(views));
    }),
  );
}

/** Entries of one kind, which come, change and go. */
class Items {
  readonly #top: NavItemView;
  readonly #testId: string;
  readonly #items = new Map<string, Item>();

  constructor(top: NavItemView, testId: string) {
    this.#top = top;
    this.#testId = testId;
  }

  /** Shows these, and no others. */
  show(wanted: ReadonlyMap<string, NavItemDescriptor>): void {
    for (const [id, item] of this.#items) {
      if (wanted.has(id)) continue;
      item.view.remove();
      this.#items.delete(id);
    }
    for (const [id, descriptor] of wanted) this.#put(id, descriptor);
  }

  #put(id: string, descriptor: NavItemDescriptor): void {
    const shown = JSON.stringify(descriptor);
    const there = this.#items.get(id);
    if (there !== undefined) {
      if (there.shown === shown) return;
      there.shown = shown;
      there.change(descriptor);
      return;
    }
    const changes = Kefir.pool<NavItemDescriptor, never>();
    // A property, so that InboxSDK gets the last descriptor whenever it begins to listen.
    const last = changes.toProperty(() => descriptor);
    const view = this.#top.addNavItem(last);
    this.#items.set(id, { view, change: (next) => changes.plug(Kefir.constant(next)), shown });
    tag(view, this.#testId, id).catch(reportError);
  }
}
