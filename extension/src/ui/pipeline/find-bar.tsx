/** Where one types what is to be found in the rows of a view. */
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { say } from "../../words/words";
import { IconButton } from "../box/parts";
import type { Finder, Found, ReadRows } from "./finder";
import { MOST_FOUND } from "./finder";
import type { RangeDesk } from "./grid-range";
import { windowQuery } from "./window-view";

interface FindBarProps {
  desk: RangeDesk;
  finder: Finder;
  /** The part of the page in which Ctrl-F finds in the rows. */
  frame: { current: HTMLElement | null };
  /** Gives the focus back to the rows. */
  refocus: () => void;
}

/** The bar; there only while one looks for something. Ctrl-F opens it. */
export function FindBar(props: FindBarProps): JSX.Element | null {
  const isOpen = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useShortcut(props.frame, isOpen, field);
  return isOpen.value ? <Bar {...props} isOpen={isOpen} field={field} /> : null;
}

/** Opens the bar by Ctrl-F: over the rows, and where nothing has the focus. */
function useShortcut(
  frame: { current: HTMLElement | null },
  isOpen: Signal<boolean>,
  field: { current: HTMLInputElement | null },
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey)) return;
      if (event.shiftKey || event.altKey) return;
      const path = event.composedPath();
      // In the bar itself the key is the browser's, which finds in all of the page.
      if (field.current !== null && path.includes(field.current)) return;
      const isHere = frame.current !== null && path.includes(frame.current);
      if (!isHere && path[0] !== document.body) return;
      event.preventDefault();
      event.stopPropagation();
      isOpen.value = true;
      field.current?.select();
    };
    addEventListener("keydown", onKey, { capture: true });
    return () => removeEventListener("keydown", onKey, { capture: true });
  }, [frame, isOpen, field]);
}

type BarProps = FindBarProps & { isOpen: Signal<boolean>; field: { current: HTMLInputElement | null } };

function Bar({ desk, finder, refocus, isOpen, field }: BarProps): JSX.Element {
  const { app, pipeline, shape, state, columns } = desk;
  const needle = finder.needle.value;
  const window = state.window.value;
  const last = useRef(window);
  // Scrolled on, the rows that are given are others; the same ones given anew have changed.
  const isNews = window !== last.current && window?.first === last.current?.first;
  const edition = useRef(0);
  if (isNews) edition.current += 1;
  last.current = window;
  // At once: the keys that come right after Ctrl-F are meant for it, too.
  useLayoutEffect(() => field.current?.focus(), [field]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edition of the rows is searched anew.
  useEffect(() => {
    const read: ReadRows = async (first, count) => {
      const query = windowQuery(pipeline.id, { first, count }, shape, state.collapsed.peek());
      const response = await app.link.ask({ kind: "read", query });
      const view = response.kind === "view" ? response.view : undefined;
      return view?.kind === "window" ? (view.window ?? undefined) : undefined;
    };
    finder.search(read, columns).catch(reportError);
  }, [app, pipeline.id, shape, state, columns, finder, needle, edition.current]);
  useEffect(() => () => finder.end(), [finder]);
  const close = (): void => {
    isOpen.value = false;
    refocus();
  };
  return (
    <search class="find-bar" aria-label={say("rows-find")} data-testid="find-bar">
      <input
        class="editor boxed small"
        type="text"
        ref={field}
        dir="auto"
        spellcheck={false}
        aria-label={say("rows-find")}
        placeholder={say("rows-find")}
        value={needle}
        onInput={(event) => {
          finder.needle.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === "Enter") finder.go(event.shiftKey ? -1 : 1);
          else if (event.key === "Escape") close();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        data-testid="find-text"
      />
      <span class="find-count" role="status" data-testid="find-count">
        {needle === "" ? "" : countText(finder.found.value)}
      </span>
      <IconButton
        icon="up"
        label={say("rows-find-previous")}
        testId="find-previous"
        onClick={() => finder.go(-1)}
      />
      <IconButton icon="down" label={say("rows-find-next")} testId="find-next" onClick={() => finder.go(1)} />
      <IconButton icon="close" label={say("close")} testId="find-close" onClick={close} />
    </search>
  );
}

function countText({ matches, isComplete, at }: Found): string {
  const count = matches.length;
  if (count === 0) return say(isComplete ? "rows-find-none" : "rows-find-searching");
  if (at === undefined) return say("rows-find-so-far", { count });
  const isAll = isComplete && count < MOST_FOUND;
  return isAll ? say("rows-find-at", { at: at + 1, count }) : say("rows-find-at-more", { at: at + 1, count });
}
