/** What every component can reach: the connection to the core, and the ways to other screens. */
import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";

import type { NavView } from "../generated/NavView";
import type { Query } from "../generated/Query";
import type { StatusView } from "../generated/StatusView";
import type { Link, Subscription } from "../link/link";
import type { Place } from "./places";

/** What every component can reach. */
export interface App {
  readonly link: Link;
  /** How things stand; none until the core answered. */
  readonly status: ReadonlySignal<StatusView | undefined>;
  /** The pipelines by name; none until the core answered. */
  readonly pipelines: ReadonlySignal<NavView[] | undefined>;
  /** Shows a pipeline. */
  openPipeline(id: string): void;
  /** Shows another place of Boxwood's. */
  go(place: Place): void;
  /** Shows the page that makes pipelines. */
  openNewPipeline(): void;
  /** Shows a conversation, by Gmail's legacy thread id. */
  openThread(id: string): void;
  /** Shows the options page; nothing to call on that page itself. */
  readonly openOptions: (() => void) | undefined;
  /** Says something for a moment, with a button that takes it back. */
  notify(text: string, undo?: () => void): void;
  /** Loads the page anew. */
  reload(): void;
}

/** Provides the {@link App}. */
export const AppContext = createContext<App | undefined>(undefined);

/** The {@link App} of this screen. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("a component outside of AppContext");
  return app;
}

/** Asks as long as the component is shown; another question replaces the last one. */
export function useSubscription<Q extends Query>(query: Q): Subscription<Q> {
  const { link } = useApp();
  const key = JSON.stringify(query);
  const asked = useRef(key);
  const [subscription] = useState(() => link.subscribe(query));
  useEffect(() => () => subscription.end(), [subscription]);
  useEffect(() => {
    if (asked.current === key) return;
    asked.current = key;
    subscription.change(JSON.parse(key) as Extract<Query, { kind: Q["kind"] }>);
  }, [key, subscription]);
  return subscription;
}

/** Calls `action` when the component goes away, also with its page. */
export function useLeaving(action: () => void): void {
  const last = useRef(action);
  last.current = action;
  useEffect(() => {
    const leave = (): void => last.current();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
}
