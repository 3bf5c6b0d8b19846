/** What puts boxes into another group and to a place among the others there. */
import type { Command } from "../../generated/Command";
import type { PipelineView } from "../../generated/PipelineView";
import type { PlaceInput } from "../../generated/PlaceInput";
import type { ViewShape } from "../../generated/ViewShape";

/** The most boxes of a pipeline that are put in order by hand: a place may give keys to all before it. */
export const ORDERED_MOST = 500;

/** What puts a box into a group; nothing if that group cannot be chosen. */
export function intoGroup(
  box: string,
  key: string,
  shape: ViewShape,
  pipeline: PipelineView,
): Command | undefined {
  const { group } = shape;
  if (group === null) return undefined;
  if (group.kind === "builtIn") {
    return group.key === "stage" && pipeline.stages.some(({ id }) => id === key)
      ? { kind: "moveBox", id: box, stage: key }
      : undefined;
  }
  const kind = pipeline.fields.find(({ id }) => id === group.field)?.kind;
  if (kind?.kind !== "dropdown") return undefined;
  if (key === "") return { kind: "setField", id: box, field: group.field, value: { kind: "empty" } };
  if (!kind.choices.some(({ id }) => id === key)) return undefined;
  return { kind: "setField", id: box, field: group.field, value: { kind: "choice", choice: key } };
}

/** Why boxes cannot be put in order by hand; nothing if they can. */
export function fixedOrder(shape: ViewShape, pipeline: PipelineView): "sorted" | "many" | undefined {
  if (shape.sort.length > 0) return "sorted";
  return pipeline.boxes > ORDERED_MOST ? "many" : undefined;
}

/** What puts boxes between others; nothing where their order is not by hand. */
export function between(
  boxes: readonly string[],
  place: PlaceInput,
  shape: ViewShape,
  pipeline: PipelineView,
): Command | undefined {
  if (fixedOrder(shape, pipeline) !== undefined) return undefined;
  if (place.after === null && place.before === null) return undefined;
  return { kind: "editBoxes", boxes: [...boxes], edit: { kind: "place", place } };
}
