/** The frame of Boxwood's pages that are no pipeline: the ways between them, a heading, how things stand. */
import type { ComponentChildren, JSX } from "preact";

import { say } from "../words/words";
import { useApp } from "./app";
import { canChange, Invitation, StatusLine } from "./status-line";

const PLACES = ["home", "contacts", "organizations", "bin"] as const;

interface PlacePageProps {
  /** Which of the places it is; none for a page that is under one. */
  at?: (typeof PLACES)[number];
  title: string;
  testId: string;
  children: ComponentChildren;
}

/** A page with the ways to the others over it; before the first sign-in only the invitation. */
export function PlacePage({ at, title, testId, children }: PlacePageProps): JSX.Element {
  const app = useApp();
  const status = app.status.value;
  if (status !== undefined && !canChange(status)) {
    return (
      <main class="page" data-testid={testId}>
        <Invitation />
      </main>
    );
  }
  return (
    <main class="page" data-testid={testId}>
      <header class="page-header">
        <nav class="places" aria-label={say("places-label")}>
          {PLACES.map((place) => (
            <button
              key={place}
              type="button"
              class="link"
              aria-current={place === at ? "page" : undefined}
              onClick={() => app.go({ kind: place })}
              data-testid={`place-${place}`}
            >
              {say(`place-${place}`)}
            </button>
          ))}
        </nav>
        <StatusLine />
      </header>
      <h1 class={at === undefined ? "page-title" : "for-readers"} dir="auto">
        {title}
      </h1>
      {children}
    </main>
  );
}
