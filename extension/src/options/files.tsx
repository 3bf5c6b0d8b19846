/** Records into files and files into records: a part of the options page. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { NavView } from "../generated/NavView";
import { useSubscription } from "../ui/app";
import { Choice } from "../ui/choice";
import { Problem } from "../ui/controls";
import { boxesOf, useExport } from "../ui/export";
import { fileName } from "../ui/transfer";
import { say } from "../words/words";
import { Import } from "./import";

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
        <Choice
          className="files-pipeline"
          label={say("files-pipeline")}
          value={pipeline.id}
          options={pipelines}
          choose={(id) => {
            chosen.value = id;
          }}
          testId="files-pipeline"
        />
      )}
      <Export pipeline={pipeline} />
      {pipelines === undefined ? null : <Import key={pipeline?.id} pipeline={pipeline?.id} />}
    </section>
  );
}

function Export({ pipeline }: { pipeline: NavView | undefined }): JSX.Element {
  const { state, busy, failure, save } = useExport();
  const problem = useId();
  return (
    <div class="files-part">
      <h4>{say("export-title")}</h4>
      <p class="actions">
        {pipeline === undefined ? null : (
          <button
            type="button"
            class="plain"
            disabled={busy.value}
            onClick={() =>
              void save(boxesOf(pipeline.id, null), `${fileName(pipeline.name)}.csv`, "text/csv")
            }
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
