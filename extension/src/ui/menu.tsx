/** A button that opens a panel of buttons and editors beside it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";

import { Icon } from "./icons";

interface MenuProps {
  /** What it is, for those who do not see it, and for the mouse that waits. */
  label: string;
  /** What stands on the button; nothing but an icon if there is no text. */
  text?: string;
  icon: "menu" | "expand" | "add" | "star" | "starred";
  testId: string;
  className?: string;
  /** What is in the panel; it is given the way to close it. */
  children: (close: () => void) => ComponentChildren;
}

/** A button that opens a panel beside it. Escape, a click elsewhere and Tab out of it close it. */
export function Menu(props: MenuProps): JSX.Element {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useId();
  const close = (): void => {
    if (!open.peek()) return;
    open.value = false;
    button.current?.focus();
  };
  return (
    <span class="menu">
      <button
        type="button"
        class={props.className ?? "link quiet"}
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open.value}
        aria-controls={open.value ? panel : undefined}
        aria-label={props.label}
        title={props.label}
        data-testid={props.testId}
        onClick={(event) => {
          event.stopPropagation();
          open.value = !open.peek();
        }}
      >
        {props.text === undefined ? null : <bdi class="menu-text">{props.text}</bdi>}
        <Icon name={props.icon} />
      </button>
      {open.value ? (
        <Panel
          id={panel}
          label={props.label}
          testId={`${props.testId}-menu`}
          button={button}
          close={close}
          leave={() => {
            open.value = false;
          }}
        >
          {props.children(close)}
        </Panel>
      ) : null}
    </span>
  );
}

interface PanelProps {
  id: string;
  label: string;
  testId: string;
  button: { current: HTMLButtonElement | null };
  close: () => void;
  /** Closes without taking the focus. */
  leave: () => void;
  children: ComponentChildren;
}

function Panel(props: PanelProps): JSX.Element {
  const { button, leave } = props;
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (panel.current !== null) placeBeside(panel.current, button.current);
  }, [button]);
  useEffect(() => {
    const elsewhere = (event: Event): void => {
      const path = event.composedPath();
      const inside = [panel.current, button.current].some((one) => one !== null && path.includes(one));
      if (!inside) leave();
    };
    addEventListener("pointerdown", elsewhere, true);
    return () => removeEventListener("pointerdown", elsewhere, true);
  }, [button, leave]);
  useEffect(() => {
    const element = panel.current;
    (element?.querySelector<HTMLElement>("input,select,textarea,button") ?? element)?.focus();
  }, []);
  return (
    <div
      id={props.id}
      ref={panel}
      role="dialog"
      aria-label={props.label}
      tabIndex={-1}
      popover="manual"
      class="menu-panel"
      data-testid={props.testId}
      onClick={(event) => event.stopPropagation()}
      onDblClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" && !event.defaultPrevented) props.close();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Node | null;
        // Without a next one the focus leaves the window, or what had it gave it up: the panel keeps it.
        if (to === null) queueMicrotask(() => keepFocus(panel.current));
        else if (to !== button.current && !panel.current?.contains(to)) leave();
      }}
    >
      {props.children}
    </div>
  );
}

/** Takes the focus that nothing has, so that keys still reach the panel. */
export function keepFocus(panel: HTMLElement | null): void {
  const root = panel?.getRootNode();
  if (!(root instanceof ShadowRoot || root instanceof Document) || !document.hasFocus()) return;
  const holder = root.activeElement;
  if (holder === null || holder === document.body) panel?.focus({ preventScroll: true });
}

/** The least room between a panel and the window's edge, in CSS pixels. */
const MARGIN = 8;

/** Puts a panel above everything, under its button or wherever there is room for it. */
function placeBeside(panel: HTMLElement, button: HTMLElement | null): void {
  // Not everywhere: without it the panel is where it stands.
  panel.showPopover?.();
  if (button === null) return;
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const rtl = getComputedStyle(button).direction === "rtl";
  const left = rtl ? at.right - width : at.left;
  const top = at.bottom + height + MARGIN > innerHeight ? innerHeight - height - MARGIN : at.bottom;
  panel.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  panel.style.top = `${Math.max(MARGIN, top)}px`;
}
