/** A box in a panel over the table that it was opened from. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { say } from "../../words/words";
import { useApp } from "../app";
import { IconButton } from "../box/parts";
import { keepFocus } from "../menu";
import { BoxSheet } from "./box-sheet";

interface BoxPanelProps {
  id: string;
  /** Called when the panel is to go away; the focus is the caller's to place. */
  onClose: () => void;
}

/** A box in a panel. Escape closes it, unless an editor in it is what Escape is for. */
export function BoxPanel({ id, onClose }: BoxPanelProps): JSX.Element {
  const app = useApp();
  const panel = useRef<HTMLElement>(null);
  // At once, so that the first key after the click is the panel's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another box takes the focus again.
  useLayoutEffect(() => panel.current?.focus({ preventScroll: true }), [id]);
  return (
    <aside
      class="box-panel"
      ref={panel}
      tabIndex={-1}
      aria-label={say("box-panel")}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
        event.preventDefault();
        onClose();
      }}
      onFocusOut={(event) => {
        // An editor that gives its focus to nobody leaves it to the panel, which Escape then closes.
        if (event.relatedTarget === null) queueMicrotask(() => keepFocus(panel.current));
      }}
      data-testid="box-panel"
      data-box={id}
    >
      <BoxSheet id={id}>
        <span class="actions tight">
          <IconButton
            icon="open"
            label={say("box-panel-page")}
            testId="box-panel-page"
            onClick={() => app.go({ kind: "box", id })}
          />
          <IconButton icon="close" label={say("close")} testId="box-panel-close" onClick={onClose} />
        </span>
      </BoxSheet>
    </aside>
  );
}
