/** Dragging cards with a pointer: from column to column, and to a place among the cards there. */
import { followDrag, scrollStep } from "../drag";
import { CARD_HEIGHT } from "./board-shape";
import type { BoardState, Target } from "./board-state";

/** Where a card would be dropped at a point of the window. */
export function targetAt(board: HTMLElement, x: number, y: number): Target | undefined {
  for (const column of board.querySelectorAll<HTMLElement>("[data-group]")) {
    const box = column.getBoundingClientRect();
    if (x < box.left || x >= box.right) continue;
    const group = column.dataset["group"] ?? "";
    const cards = column.querySelector<HTMLElement>(".board-cards");
    const total = Number(column.querySelector("[data-testid=board-count]")?.textContent ?? 0);
    if (cards === null) return { group, index: 0 };
    const from = y - cards.getBoundingClientRect().top + cards.scrollTop;
    return { group, index: Math.max(0, Math.min(total, Math.round(from / CARD_HEIGHT))) };
  }
  return undefined;
}

/** Scrolls what the pointer is at the edge of. */
function scrollAtEdges(board: HTMLElement, x: number, y: number): void {
  const frame = board.getBoundingClientRect();
  board.scrollLeft += scrollStep(x, frame.left, frame.right);
  for (const cards of board.querySelectorAll<HTMLElement>(".board-cards")) {
    const box = cards.getBoundingClientRect();
    if (x >= box.left && x < box.right) cards.scrollTop += scrollStep(y, box.top, box.bottom);
  }
}

/** Follows a pointer that was pressed on a card; `drop` is called where the card is let go. */
export function followPointer(
  board: HTMLElement,
  state: BoardState,
  press: PointerEvent,
  drop: (box: string, from: string, target: Target) => void,
): void {
  const card = press.target instanceof Element ? press.target.closest<HTMLElement>("[data-box]") : null;
  const column = card?.closest<HTMLElement>("[data-group]");
  if (card === null || column == null) return;
  const group = column.dataset["group"] ?? "";
  const record = state.at(group, Number(card.dataset["index"]));
  if (record === undefined) return;
  let target: Target | undefined;
  followDrag(board, press, {
    over: (x, y) => {
      scrollAtEdges(board, x, y);
      target = targetAt(board, x, y);
      state.dragged.value = { record, from: group, x, y, target };
    },
    end: () => {
      state.dragged.value = undefined;
    },
    drop: () => {
      if (target !== undefined) drop(record.id, group, target);
    },
  });
}
