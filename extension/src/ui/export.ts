/** Taking records out as a file, on whatever screen. */
import { type ReadonlySignal, useSignal } from "@preact/signals";

import type { ExportOf } from "../generated/ExportOf";
import type { Failure } from "../generated/Failure";
import type { ViewShape } from "../generated/ViewShape";
import { say } from "../words/words";
import { useApp } from "./app";
import { fetchFile, saveFile } from "./transfer";

/** An export that can be begun, and how far it is. */
export interface Exporting {
  /** How far it is, or what came of it, in words. */
  readonly state: ReadonlySignal<string>;
  readonly busy: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<Failure | undefined>;
  /** Has a file of this name and type saved; one at a time. */
  save(what: ExportOf, file: string, type: string): Promise<void>;
}

/** A way to take records out. */
export function useExport(): Exporting {
  const { link } = useApp();
  const state = useSignal("");
  const busy = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const save = async (what: ExportOf, file: string, type: string): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    failure.value = undefined;
    const fetched = await fetchFile(link, what, (done, of) => {
      state.value = say("export-progress", { done, of });
    });
    busy.value = false;
    state.value = "";
    if ("failure" in fetched) {
      failure.value = fetched.failure;
      return;
    }
    saveFile(file, type, fetched.parts);
    state.value = say("export-done", { file });
  };
  return { state, busy, failure, save };
}

/** A pipeline's boxes as a table: what a shape shows, or all that is stored, with ids to find them by. */
export function boxesOf(
  pipeline: string,
  shape: ViewShape | null,
  titles: Readonly<Record<string, string>> = {},
): ExportOf {
  return {
    kind: "boxes",
    pipeline,
    shape,
    titles: {
      ...titles,
      name: say("export-column-name"),
      stage: say("export-column-stage"),
      assignees: say("export-column-assignees"),
      contacts: say("export-column-contacts"),
      organizations: say("export-column-organizations"),
      notes: say("export-column-notes"),
      "created-at": say("column-created-at"),
    },
    ids: say("export-column-id"),
  };
}
