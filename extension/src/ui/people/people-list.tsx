/** All contacts, or all organizations: a list of which only the lines in sight are drawn. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { describe } from "../failures";
import { Menu } from "../menu";
import { PAGE, ROW_HEIGHT, rowsInSight } from "../pipeline/paging";
import { PlacePage } from "../places-bar";
import { makeRecord, type RecordKind } from "../record-picker";
import { unsentText } from "../unsent";

/** All contacts, or all organizations. Arrows go from line to line, Enter opens one. */
export function PeopleList({ of }: { of: RecordKind }): JSX.Element {
  const place = of === "contact" ? "contacts" : "organizations";
  const text = useSignal("");
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useSignal(0);
  const height = useSignal(600);
  const total = useSignal(0);
  const at = useSignal(0);
  const known = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const inSight = useComputed(() => rowsInSight(scrolled.value, height.value, total.value)).value;
  const pages: number[] = [];
  for (let first = Math.floor(inSight.first / PAGE) * PAGE; first < Math.max(1, inSight.end); first += PAGE) {
    pages.push(first);
  }
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.height > 0) height.value = entry.contentRect.height;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height]);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key] ?? 0;
    if (step === 0) return;
    event.preventDefault();
    at.value = Math.max(0, Math.min(total.peek() - 1, at.peek() + step));
    const element = scroller.current;
    const top = at.peek() * ROW_HEIGHT;
    if (element === null) return;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = top + ROW_HEIGHT - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
    const line = (): HTMLElement | null =>
      element.querySelector<HTMLElement>(`[aria-posinset="${at.peek() + 1}"] button`);
    const drawn = line();
    // At once where it is drawn, since the next key may be on its way.
    if (drawn === null) requestAnimationFrame(() => line()?.focus());
    else drawn.focus();
  };
  return (
    <PlacePage at={place} title={say(`place-${place}`)} testId={`${of}-list`}>
      <div class="list-tools">
        <input
          class="editor boxed"
          type="search"
          dir="auto"
          aria-label={say("people-find")}
          placeholder={say("people-find")}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            at.value = 0;
          }}
          data-testid="people-find"
        />
        <span class="page-count" role="status" data-testid="people-count">
          {known.value ? say(`${place}-count`, { count: total.value }) : say("loading")}
        </span>
        <Menu
          label={say(`${of}-new`)}
          text={say(`${of}-new`)}
          icon="add"
          className="plain small"
          testId="people-new"
        >
          {() => <NewPerson of={of} />}
        </Menu>
      </div>
      {failure.value === undefined ? null : <p class="problem">{describe(failure.value)}</p>}
      {known.value && total.value === 0 ? (
        <p class="hint" data-testid="people-none">
          {text.value === "" ? say(`${place}-empty`) : say("people-not-found")}
        </p>
      ) : null}
      <div
        class="list-scroller"
        ref={scroller}
        onScroll={(event) => {
          scrolled.value = event.currentTarget.scrollTop;
        }}
      >
        <ul
          class="list-body"
          aria-label={say(`place-${place}`)}
          style={{ height: `${total.value * ROW_HEIGHT}px` }}
          onKeyDown={move}
        >
          {pages.map((first) => (
            <Page
              key={first}
              {...{ of, first, total, at, failure }}
              text={text.value}
              heard={(count) => {
                total.value = count;
                known.value = true;
              }}
            />
          ))}
        </ul>
      </div>
    </PlacePage>
  );
}

interface PageProps {
  of: RecordKind;
  text: string;
  /** The index of its first line. */
  first: number;
  total: ReadonlySignal<number>;
  /** The line that Tab reaches. */
  at: Signal<number>;
  failure: Signal<Failure | undefined>;
  /** Called with how many lines there are in all. */
  heard: (total: number) => void;
}

/** Some lines, which know themselves where they stand: what is scrolled past them asks for others. */
function Page({ of, text, first, total, at, failure: refused, heard }: PageProps): JSX.Element {
  const app = useApp();
  const kind = of === "contact" ? "contacts" : "organizations";
  const { view, failure } = useSubscription({ kind, text, first, count: PAGE });
  const answer = view.value;
  const why = failure.value;
  const hear = useRef(heard);
  hear.current = heard;
  useLayoutEffect(() => {
    if (answer !== undefined) hear.current(answer.total);
  }, [answer]);
  useLayoutEffect(() => {
    refused.value = why;
  }, [why, refused]);
  return (
    <>
      {answer?.rows.map((row, index) => (
        <li
          key={row.id}
          class="list-row"
          style={{ top: `${(first + index) * ROW_HEIGHT}px` }}
          aria-setsize={total.value}
          aria-posinset={first + index + 1}
        >
          <button
            type="button"
            class="list-line"
            tabIndex={first + index === at.value ? 0 : -1}
            onFocus={() => {
              at.value = first + index;
            }}
            onClick={() => app.go({ kind: of, id: row.id })}
            data-testid="people-row"
          >
            <bdi class="list-name">{row.name}</bdi>
            <bdi class="hint">{row.address === row.name ? "" : row.address}</bdi>
          </button>
        </li>
      ))}
    </>
  );
}

/** A form for a new contact or organization: one text, as people write it. */
function NewPerson({ of }: { of: RecordKind }): JSX.Element {
  const app = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  const typed = unsentText(`new ${of}`);
  return (
    <form
      class="form menu-part"
      onSubmit={(event) => {
        event.preventDefault();
        const name = typed.peek().trim();
        void run(makeRecord(of, name)).then((done) => {
          if (!done) return;
          typed.value = "";
          app.notify(say("people-made", { name }));
        });
      }}
    >
      <label>
        <span>{say(of === "contact" ? "picker-contact" : "picker-organization")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={typed.value}
          aria-invalid={failure.value !== undefined}
          aria-describedby={problem}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          data-testid="people-new-name"
        />
        <Problem id={problem} failure={failure.value} />
      </label>
      <button type="submit" class="primary small" data-testid="people-new-add">
        {say("add-submit")}
      </button>
    </form>
  );
}
