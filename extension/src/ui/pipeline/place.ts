/** Where something goes among its like. */
import type { PlaceInput } from "../../generated/PlaceInput";

/** The place one step before or after where something is; nothing at the end. */
export function placeBeside(
  all: readonly { id: string }[],
  id: string,
  step: -1 | 1,
): PlaceInput | undefined {
  const others = all.filter((one) => one.id !== id);
  const to = all.findIndex((one) => one.id === id) + step;
  if (to < 0 || to > others.length) return undefined;
  return { after: others[to - 1]?.id ?? null, before: others[to]?.id ?? null };
}

/** The place right after something. */
export function placeAfter(all: readonly { id: string }[], id: string): PlaceInput {
  const at = all.findIndex((one) => one.id === id);
  return { after: id, before: all[at + 1]?.id ?? null };
}
