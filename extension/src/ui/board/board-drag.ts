/** Dragging cards with a pointer: from column to column, and to a place among the cards there. */
import type { PageContext } from "../../platform/page-context";
import { CARD_HEIGHT } from "./board-shape";
import type { BoardState, Target } from "./board-state";

/** How far the pointer goes before a click becomes a drag, in CSS pixels. */
const STARTS_AFTER = 5;
/** How near the edge of a column or of the board the pointer scrolls it, and by how much in a frame. */
const EDGE = 40;
const SCROLL = 12;

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
  const step = (at: number, from: number, to: number): number =>
    at < from + EDGE ? -SCROLL : at > to - EDGE ? SCROLL : 0;
  const frame = board.getBoundingClientRect();
  board.scrollLeft += step(x, frame.left, frame.right);
  for (const cards of board.querySelectorAll<HTMLElement>(".board-cards")) {
    const box = cards.getBoundingClientRect();
    if (x >= box.left && x < box.right) cards.scrollTop += step(y, box.top, box.bottom);
  }
}

/**
 * Begins to follow a pointer that was pressed on a card. Escape and a lost pointer give the drag up;
 * `drop` is called where the card is let go. A press that goes nowhere stays a click.
 */
export function followPointer(
  board: HTMLElement,
  state: BoardState,
  press: PointerEvent,
  context: Pick<PageContext, "frame">,
  drop: (box: string, from: string, target: Target) => void,
): void {
  const card = press.target instanceof Element ? press.target.closest<HTMLElement>("[data-box]") : null;
  const column = card?.closest<HTMLElement>("[data-group]");
  if (card === null || column == null || press.button !== 0 || press.pointerType === "touch") return;
  const group = column.dataset["group"] ?? "";
  const record = state.at(group, Number(card.dataset["index"]));
  if (record === undefined) return;
  let moved = false;
  const ends = new AbortController();
  const { signal } = ends;
  const end = (): void => {
    ends.abort();
    state.dragged.value = undefined;
  };
  const scroll = (): void => {
    const now = state.dragged.peek();
    if (signal.aborted || now === undefined) return;
    scrollAtEdges(board, now.x, now.y);
    state.dragged.value = { ...now, target: targetAt(board, now.x, now.y) };
    context.frame(scroll);
  };
  const onMove = (event: PointerEvent): void => {
    const { clientX: x, clientY: y } = event;
    if (!moved && Math.hypot(x - press.clientX, y - press.clientY) < STARTS_AFTER) return;
    event.preventDefault();
    state.dragged.value = { record, from: group, x, y, target: targetAt(board, x, y) };
    if (moved) return;
    moved = true;
    context.frame(scroll);
  };
  const onUp = (): void => {
    const target = state.dragged.peek()?.target;
    end();
    if (!moved) return;
    // The click that follows a drag is no click on a card.
    const swallow = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    board.addEventListener("click", swallow, { capture: true, once: true });
    context.frame(() => board.removeEventListener("click", swallow, { capture: true }));
    if (target !== undefined) drop(record.id, group, target);
  };
  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointerup", onUp, { signal });
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
