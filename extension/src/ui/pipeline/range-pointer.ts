/** Choosing a range of cells with the pointer. */
import type { GridState } from "./grid-state";

/** The cell at an element of the grid: its row and column. */
function cellAt(element: Element | null): { row: number; column: number } | undefined {
  const cell = element?.closest("[role=gridcell]");
  const row = Number(cell?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex")) - 2;
  const column = Number(cell?.getAttribute("aria-colindex")) - 1;
  return row >= 0 && column >= 0 ? { row, column } : undefined;
}

/** Extends the range while the pointer is pressed and goes from cell to cell. */
export function chooseByPointer(grid: HTMLElement, state: GridState, press: PointerEvent): void {
  const from = press.target instanceof Element ? cellAt(press.target) : undefined;
  const control = press.target instanceof Element && press.target.closest("button,input,select,textarea,a");
  if (press.button !== 0 || press.shiftKey || control || from === undefined) return;
  const root = grid.getRootNode();
  if (!(root instanceof ShadowRoot || root instanceof Document)) return;
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener(
    "pointermove",
    (event) => {
      const to = cellAt(root.elementFromPoint(event.clientX, event.clientY));
      if (to === undefined) return;
      const now = state.active.peek();
      const isSame = now?.row === to.row && now.column === to.column;
      const isFrom = from.row === to.row && from.column === to.column;
      if (isSame || (isFrom && state.anchor.peek() === undefined)) return;
      if (state.anchor.peek() === undefined) state.activate(from.row, from.column);
      state.extend(to.row, to.column);
      grid.focus({ preventScroll: true });
    },
    { signal },
  );
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => ends.abort(), { signal });
  }
}
