/** Following a pointer that drags something from a press until it is let go. */

/** How far the pointer goes before a click becomes a drag, in CSS pixels. */
const STARTS_AFTER = 5;
/** How near the edge the pointer scrolls what it drags over, and by how much in a frame. */
const EDGE = 40;
const SCROLL = 12;

/** What is done while something is dragged. */
export interface Drag {
  /** The pointer is there, in CSS pixels of the window: called when it moves and in each frame. */
  over(x: number, y: number): void;
  /** It is let go, or the drag is given up; nothing is dragged any more. */
  end(): void;
  /** It is let go; called after {@link end}. */
  drop(): void;
}

/** By how much what goes from one edge to the other scrolls in a frame, for a pointer within it. */
export function scrollStep(at: number, from: number, to: number): number {
  return at < from + EDGE ? -SCROLL : at > to - EDGE ? SCROLL : 0;
}

/**
 * Follows a pointer from a press. Escape and a lost pointer give the drag up. A press that goes
 * nowhere stays a click; the click that follows a drag is kept from everything in `frame`.
 */
export function followDrag(frame: HTMLElement, press: PointerEvent, drag: Drag): void {
  if (press.button !== 0 || press.pointerType === "touch") return;
  const ends = new AbortController();
  const { signal } = ends;
  let [x, y] = [press.clientX, press.clientY];
  let moved = false;
  const end = (): void => {
    ends.abort();
    drag.end();
  };
  const again = (): void => {
    if (signal.aborted) return;
    drag.over(x, y);
    requestAnimationFrame(again);
  };
  addEventListener(
    "pointermove",
    (event) => {
      [x, y] = [event.clientX, event.clientY];
      if (!moved && Math.hypot(x - press.clientX, y - press.clientY) < STARTS_AFTER) return;
      event.preventDefault();
      if (moved) {
        drag.over(x, y);
        return;
      }
      moved = true;
      again();
    },
    { signal },
  );
  addEventListener(
    "pointerup",
    () => {
      end();
      if (!moved) return;
      const swallow = (event: Event): void => {
        event.preventDefault();
        event.stopPropagation();
      };
      frame.addEventListener("click", swallow, { capture: true, once: true });
      requestAnimationFrame(() => frame.removeEventListener("click", swallow, { capture: true }));
      drag.drop();
    },
    { signal },
  );
  addEventListener("pointercancel", end, { signal });
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end();
    },
    { signal, capture: true },
  );
}
