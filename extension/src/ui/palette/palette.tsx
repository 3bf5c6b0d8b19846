/** One place to reach everything by typing: what can be done, pipelines and boxes. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { say } from "../../words/words";
import { Swatch } from "../controls";
import { KeySheet } from "./key-sheet";
import { type Found, useActions, useBoxes, usePipelines } from "./sources";

interface PaletteProps {
  /** What is shown first. */
  start: "search" | "keys";
  onClose: () => void;
}

/** The palette, over everything; Escape and a click beside it close it. */
export function Palette({ start, onClose }: PaletteProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const page = useSignal(start);
  useLayoutEffect(() => {
    const element = dialog.current;
    // Modal, so that the browser keeps the focus inside, and gives it back where it was. Of its own
    // closing the element tells later: whoever closes it calls `onClose`, lest the next shortcut, which
    // closes what is open, comes in between.
    element?.showModal?.();
    return () => element?.close?.();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by the keyboard.
    <dialog
      class="palette"
      ref={dialog}
      aria-label={say(page.value === "keys" ? "keys-title" : "palette-label")}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      data-testid="palette"
    >
      {page.value === "keys" ? (
        <KeySheet onClose={onClose} />
      ) : (
        <Search
          showKeys={() => {
            page.value = "keys";
          }}
          close={onClose}
        />
      )}
    </dialog>
  );
}

function Search({ showKeys, close }: { showKeys: () => void; close: () => void }): JSX.Element {
  const list = useId();
  const text = useSignal("");
  const chosen = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const typed = text.value.trim();
  const actions = useActions(typed, showKeys);
  const pipelines = usePipelines(typed);
  const boxes = useBoxes(typed);
  const found = typed === "" ? [...pipelines, ...actions, ...boxes] : [...pipelines, ...boxes, ...actions];
  const at = Math.min(chosen.value, found.length - 1);
  const take = (one: Found | undefined): void => {
    if (one === undefined) return;
    // The cheat sheet is in the palette itself.
    if (one.key !== "keys") close();
    one.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) chosen.value = (at + step + found.length) % Math.max(1, found.length);
    else if (event.key === "Enter") take(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        class="editor boxed"
        ref={input}
        type="text"
        dir="auto"
        role="combobox"
        aria-label={say("palette-label")}
        aria-expanded={true}
        aria-controls={list}
        aria-activedescendant={found.length === 0 ? undefined : `${list}-${at}`}
        autoComplete="off"
        placeholder={say("palette-placeholder")}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          chosen.value = 0;
        }}
        onKeyDown={onKeyDown}
        data-testid="palette-text"
      />
      <div class="hits" id={list} role="listbox" aria-label={say("palette-label")}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that owns the list.
          <div
            key={one.key}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            class="hit palette-hit"
            ref={(element) => {
              if (index === at) element?.scrollIntoView?.({ block: "nearest" });
            }}
            onClick={() => take(one)}
            data-testid="palette-hit"
          >
            {one.colour === undefined ? null : <Swatch colour={one.colour} />}
            <bdi class="hit-name">{one.title}</bdi>
            <bdi class="hint palette-kind">{one.kind}</bdi>
          </div>
        ))}
      </div>
      {found.length === 0 ? (
        <p class="hint" role="status" data-testid="palette-none">
          {say("palette-none")}
        </p>
      ) : null}
    </>
  );
}
