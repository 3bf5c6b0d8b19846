/** Records into files and files into records: a part of the options page. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { ExportOf } from "../generated/ExportOf";
import type { Failure } from "../generated/Failure";
import type { NavView } from "../generated/NavView";
import { useApp, useSubscription } from "../ui/app";
import { Problem } from "../ui/controls";
import { say } from "../words/words";
import { Import } from "./import";
import { fetchFile, saveFile } from "./transfer";

/** Import and export of one account. */
export function Files(): JSX.Element {
  const pipelines = useSubscription({ kind: "nav" }).view.value?.pipelines;
  const chosen = useSignal<string | undefined>(undefined);
  const heading = useId();
  const pipeline = pipelines?.find(({ id }) => id === chosen.value) ?? pipelines?.[0];
  return (
    <section class="files" aria-labelledby={heading} data-testid="files">
      <h3 id={heading}>{say("files-title")}</h3>
      {pipelines === undefined ? <p class="hint">{say("loading")}</p> : null}
      {pipelines?.length === 0 ? <p class="hint">{say("files-none")}</p> : null}
      {pipelines === undefined || pipeline === undefined ? null : (
        <label class="files-pipeline">
          <span>{say("files-pipeline")}</span>
          <select
            class="editor boxed"
            value={pipeline.id}
            onChange={(event) => {
              chosen.value = event.currentTarget.value;
            }}
            data-testid="files-pipeline"
          >
            {pipelines.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <Export pipeline={pipeline} />
      {pipeline === undefined ? null : <Import key={pipeline.id} pipeline={pipeline.id} />}
    </section>
  );
}

/** The titles of the columns that every box has. */
function titles(): Record<string, string> {
  return {
    name: say("export-column-name"),
    stage: say("export-column-stage"),
    assignees: say("export-column-assignees"),
    contacts: say("export-column-contacts"),
    organizations: say("export-column-organizations"),
    notes: say("export-column-notes"),
    "created-at": say("column-created-at"),
  };
}

function Export({ pipeline }: { pipeline: NavView | undefined }): JSX.Element {
  const { link } = useApp();
  const state = useSignal("");
  const busy = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const problem = useId();
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
  return (
    <div class="files-part">
      <h4>{say("export-title")}</h4>
      <p class="actions">
        {pipeline === undefined ? null : (
          <button
            type="button"
            class="plain"
            disabled={busy.value}
            onClick={() => {
              const what = { kind: "boxes", pipeline: pipeline.id, shape: null, titles: titles() } as const;
              void save(what, `${fileName(pipeline.name)}.csv`, "text/csv");
            }}
            data-testid="export-boxes"
          >
            {say("export-boxes")}
          </button>
        )}
        <button
          type="button"
          class="plain"
          disabled={busy.value}
          onClick={() => void save({ kind: "contacts" }, "contacts.vcf", "text/vcard")}
          data-testid="export-contacts"
        >
          {say("export-contacts")}
        </button>
        <button
          type="button"
          class="plain"
          disabled={busy.value}
          onClick={() => void save({ kind: "everything" }, "boxwood.json", "application/json")}
          data-testid="export-everything"
        >
          {say("export-everything")}
        </button>
      </p>
      <p class="hint">{say("export-hint")}</p>
      <p role="status" data-testid="export-state">
        {state.value}
      </p>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

/** A name without what file systems do not take. */
function fileName(name: string): string {
  const plain = name.replace(/[\s\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, " ").trim();
  return plain === "" ? "boxwood" : plain.slice(0, 80);
}
