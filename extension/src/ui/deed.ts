/** Something done by a button, and why it could not be. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";

import type { BoxEdit } from "../generated/BoxEdit";
import type { Command } from "../generated/Command";
import type { Failure } from "../generated/Failure";
import { useApp } from "./app";
import { failureOf } from "./failures";

/** What a screen does by its buttons. */
export interface Deed {
  /** Why the last one was not done. */
  readonly failure: ReadonlySignal<Failure | undefined>;
  /** Does something; whether it is done is the result. */
  run(command: Command): Promise<boolean>;
}

/** What a screen does by its buttons. */
export function useDeed(): Deed {
  const { link } = useApp();
  const failure = useSignal<Failure | undefined>(undefined);
  const run = useCallback(
    async (command: Command): Promise<boolean> => {
      failure.value = failureOf(await link.do(command));
      return failure.peek() === undefined;
    },
    [link, failure],
  );
  return { failure, run };
}

/** The command that changes one box. */
export function editBox(id: string, edit: BoxEdit): Command {
  return { kind: "editBoxes", boxes: [id], edit };
}
