/** Columns made wider and narrower, and put in another order, with the pointer. */

/** The narrowest a column gets, and the widest, in CSS pixels. */
export const NARROWEST = 60;
export const WIDEST = 900;
/** How far the pointer goes before a click becomes a drag, in CSS pixels. */
const STARTS_AFTER = 5;

/** A width within the limits. */
export function widthWithin(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}

/** Follows a pointer from a press on the edge of a column; `set` gets each width, the last one last. */
export function followResize(
  press: PointerEvent,
  width: number,
  rtl: boolean,
  set: (width: number) => void,
): void {
  if (press.button !== 0) return;
  press.preventDefault();
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener(
    "pointermove",
    (event) => set(widthWithin(width + (event.clientX - press.clientX) * (rtl ? -1 : 1))),
    { signal },
  );
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => ends.abort(), { signal });
  }
}

/**
 * Follows a pointer from a press on a column's name. `over` hears the key of the column that it would
 * go before, nothing at the end; `drop` is called where it is let go. A press that goes nowhere stays
 * a click.
 */
export function followMove(
  header: HTMLElement,
  press: PointerEvent,
  over: (before: string | undefined) => void,
  drop: (before: string) => void,
): void {
  if (press.button !== 0 || press.pointerType === "touch") return;
  const ends = new AbortController();
  const { signal } = ends;
  let before: string | undefined;
  let moved = false;
  addEventListener(
    "pointermove",
    (event) => {
      if (!moved && Math.abs(event.clientX - press.clientX) < STARTS_AFTER) return;
      moved = true;
      const cells = [...header.querySelectorAll<HTMLElement>("[data-column]")];
      const under = cells.find((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        return event.clientX >= left && event.clientX < right;
      });
      // The first column stays first: over it means right after it.
      before = (under === cells[0] ? cells[1] : under)?.dataset["column"];
      over(before);
    },
    { signal },
  );
  const end = (): void => {
    ends.abort();
    over(undefined);
  };
  addEventListener(
    "pointerup",
    () => {
      end();
      if (!moved) return;
      // The click that follows a drag sorts nothing.
      const swallow = (event: Event): void => event.stopPropagation();
      header.addEventListener("click", swallow, { capture: true, once: true });
      requestAnimationFrame(() => header.removeEventListener("click", swallow, { capture: true }));
      if (before !== undefined) drop(before);
    },
    { signal },
  );
  addEventListener("pointercancel", end, { signal });
}
