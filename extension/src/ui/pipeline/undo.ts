/** Takes back what was done last, and does it again. */
import type { ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import { useDeed } from "../deed";

/** The two ways, for buttons and keys. */
export interface UndoDeed {
  /** Why the last one was not done. */
  readonly failure: ReadonlySignal<Failure | undefined>;
  undo(): void;
  redo(): void;
}

/** The two ways, for buttons and keys. */
export function useUndo(): UndoDeed {
  const { failure, run } = useDeed();
  return useMemo(
    () => ({
      failure,
      undo: () => void run({ kind: "undo" }),
      redo: () => void run({ kind: "redo" }),
    }),
    [failure, run],
  );
}
