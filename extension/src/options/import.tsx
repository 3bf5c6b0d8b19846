/**
 * Making records from a file: boxes from a table (choose a file, say what goes where, look at every row,
 * and have it done), contacts from cards.
 */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

import type { CardsView } from "../generated/CardsView";
import type { Failure } from "../generated/Failure";
import type { FieldView } from "../generated/FieldView";
import type { ImportPlan } from "../generated/ImportPlan";
import type { ImportReport } from "../generated/ImportReport";
import type { ImportStep } from "../generated/ImportStep";
import type { ImportTarget } from "../generated/ImportTarget";
import type { ImportView } from "../generated/ImportView";
import type { TableForm } from "../generated/TableForm";
import type { Link } from "../link/link";
import { useApp, useLeaving } from "../ui/app";
import { Problem } from "../ui/controls";
import { failureOf } from "../ui/failures";
import { kindOf, LOST, sendFile } from "../ui/transfer";
import { say } from "../words/words";
import { ImportCards } from "./import-cards";
import { Mapping } from "./import-mapping";
import { FirstRows, Report } from "./import-report";
import { Running } from "./import-running";

/** Nothing said of how the file is a table. */
const ANY_FORM: TableForm = { delimiter: null, hasHeader: null };

type Stage = "choose" | "reading" | "plan" | "checking" | "checked" | "running" | "done";

/** An import: of boxes into one pipeline, if there is one, or of contacts. */
export function Import({ pipeline }: { pipeline: string | undefined }): JSX.Element {
  const { link } = useApp();
  const file = useRef<HTMLInputElement>(null);
  const stage = useSignal<Stage>("choose");
  const view = useSignal<ImportView | undefined>(undefined);
  const step = useSignal<ImportStep | undefined>(undefined);
  const report = useSignal<ImportReport | undefined>(undefined);
  const failure = useSignal<Failure | undefined>(undefined);
  const said = useSignal("");
  /** What the core calls the import that this form is about. */
  const name = useRef<number | undefined>(undefined);
  /** What it takes to go on when the core is started anew in between. */
  const kept = useRef<Kept | undefined>(undefined);
  const isBrokenOff = useSignal(false);
  /** How often the file was looked at: only the last answer counts. */
  const looks = useRef(0);
  const isLooking = useSignal(false);
  const problem = useId();
  const cards = useSignal<{ name: number; view: CardsView } | undefined>(undefined);

  const end = (): void => {
    const ended = name.current;
    name.current = undefined;
    if (ended !== undefined) void link.ask({ kind: "importEnd", import: ended });
  };
  useLeaving(end);

  /** Goes back to the beginning, with why. */
  const startOver = (why?: Failure, words = ""): void => {
    end();
    stage.value = "choose";
    cards.value = undefined;
    kept.current = undefined;
    isBrokenOff.value = false;
    view.value = undefined;
    report.value = undefined;
    failure.value = why;
    said.value = words;
  };

  const look = async (form: TableForm, plan: ImportPlan | null): Promise<void> => {
    const current = name.current;
    if (current === undefined) return;
    const turn = looks.current + 1;
    looks.current = turn;
    isLooking.value = true;
    // What was chosen is shown at once; what comes of it, when it is known.
    const shown = view.peek();
    if (shown !== undefined) view.value = { ...shown, form, plan: plan ?? shown.plan };
    const looked = await link.ask({ kind: "importLook", import: current, form, plan });
    if (name.current !== current || looks.current !== turn) return;
    isLooking.value = false;
    if (looked.kind !== "importLooked") {
      startOver(failureOf(looked));
      return;
    }
    view.value = looked.view;
    failure.value = looked.view.failure ?? undefined;
    stage.value = "plan";
  };

  const lookAtCards = async (chosen: File): Promise<void> => {
    const sent = await sendFile(link, { kind: "importCards" }, chosen);
    if ("failure" in sent) {
      startOver(sent.failure);
      return;
    }
    name.current = sent.name;
    const looked = await link.ask({ kind: "cardsLook", import: sent.name });
    if (looked.kind === "cardsLooked") cards.value = { name: sent.name, view: looked.view };
    else startOver(failureOf(looked));
  };

  const read = async (event: Event): Promise<void> => {
    event.preventDefault();
    const chosen = file.current?.files?.[0];
    if (stage.peek() !== "choose") return;
    if (chosen === undefined) {
      failure.value = { code: "empty", place: "import-file", params: {} };
      return;
    }
    stage.value = "reading";
    failure.value = undefined;
    said.value = "";
    const kind = await kindOf(chosen);
    if (kind === "cards") {
      await lookAtCards(chosen);
      return;
    }
    if (kind === "backup" || pipeline === undefined) {
      const place = kind === "backup" ? "import-backup" : "import-pipeline";
      startOver({ code: "not-here", place, params: {} });
      return;
    }
    const sent = await sendFile(link, { kind: "import", pipeline, resumes: null }, chosen);
    if ("failure" in sent) {
      startOver(sent.failure);
      return;
    }
    name.current = sent.name;
    kept.current = { file: chosen, run: sent.run, pipeline, fields: undefined };
    await look(ANY_FORM, null);
  };

  /** Steps until there is a report, or somebody cancels. */
  const goOn = async (during: Stage, after: Stage): Promise<void> => {
    const current = name.current;
    if (current === undefined) return;
    stage.value = during;
    step.value = undefined;
    while (name.current === current) {
      const next = await link.ask({ kind: "importNext", import: current });
      if (name.current !== current) return;
      if (next.kind !== "importStepped") {
        if (isLost(failureOf(next))) await resume();
        else startOver(failureOf(next));
        return;
      }
      step.value = next.step;
      if (next.step.report !== null) {
        report.value = next.step.report;
        stage.value = after;
        return;
      }
    }
  };

  /**
   * The core was started anew and has let go of the file: it gets it once more, as the same import. Then
   * it looks at every row, and knows those that it has made boxes of.
   */
  const resume = async (): Promise<void> => {
    const [known, shown] = [kept.current, view.peek()];
    if (known === undefined || shown === undefined) return startOver(LOST);
    const { pipeline, run, file } = known;
    name.current = undefined;
    const sent = await sendFile(link, { kind: "import", pipeline, resumes: run }, file);
    if (kept.current !== known) return;
    if ("failure" in sent) return startOver(sent.failure);
    name.current = sent.name;
    const before = await known.fields;
    const plan =
      before === undefined ? shown.plan : grown(shown.plan, before, await fieldsOf(link, pipeline));
    const { form } = shown;
    const looked = await link.ask({ kind: "importLook", import: sent.name, form, plan });
    if (name.current !== sent.name) return;
    if (looked.kind !== "importLooked") return startOver(failureOf(looked));
    view.value = looked.view;
    isBrokenOff.value = true;
    await goOn("checking", "checked");
  };

  const confirm = async (): Promise<void> => {
    const current = name.current;
    if (current === undefined) return;
    if (kept.current !== undefined) kept.current.fields ??= fieldsOf(link, kept.current.pipeline);
    const refused = failureOf(await link.ask({ kind: "importConfirm", import: current }));
    if (isLost(refused)) return await resume();
    failure.value = refused;
    if (failure.peek() === undefined) await goOn("running", "done");
  };

  return (
    <div class="files-part">
      <h4>{say("import-title")}</h4>
      <p class="hint">{say("import-hint")}</p>
      {cards.value === undefined ? null : <ImportCards {...cards.value} leave={startOver} />}
      {cards.value === undefined && (stage.value === "choose" || stage.value === "reading") ? (
        <form class="form" onSubmit={(event) => void read(event)} noValidate>
          <label>
            <span>{say("import-file")}</span>
            <input
              ref={file}
              type="file"
              accept=".csv,.tsv,.txt,.vcf,.json,text/csv,text/vcard"
              aria-invalid={failure.value !== undefined}
              aria-describedby={problem}
              data-testid="import-file"
            />
          </label>
          <p class="actions">
            <button
              type="submit"
              class="primary"
              disabled={stage.value === "reading"}
              data-testid="import-read"
            >
              {stage.value === "reading" ? say("import-reading") : say("import-read")}
            </button>
          </p>
        </form>
      ) : null}
      {stage.value === "plan" && view.value !== undefined && pipeline !== undefined ? (
        <Planning
          pipeline={pipeline}
          view={view.value}
          isLooking={isLooking.value}
          look={(form, plan) => void look(form, plan)}
          check={() => void goOn("checking", "checked")}
          cancel={() => startOver(undefined)}
        />
      ) : null}
      {stage.value === "checking" || stage.value === "running" ? (
        <Running
          done={step.value?.done ?? 0}
          of={step.value?.of ?? 0}
          words={(percent) =>
            stage.value === "running"
              ? say("import-running", { percent })
              : say("import-checking", { percent })
          }
          cancel={() => startOver(undefined, stage.peek() === "running" ? say("import-cancelled") : "")}
        />
      ) : null}
      {stage.value === "checked" || stage.value === "done" ? (
        <p role="status" data-testid="import-state">
          {stage.value === "done" ? say("import-done") : checkedText(report.value, isBrokenOff.value)}
        </p>
      ) : null}
      {(stage.value === "checked" || stage.value === "done") && report.value !== undefined ? (
        <Report report={report.value} columns={view.value?.columns ?? []} />
      ) : null}
      {stage.value === "checked" && report.value !== undefined ? (
        <p class="actions">
          <button type="button" class="primary" onClick={() => void confirm()} data-testid="import-confirm">
            {say(isBrokenOff.value ? "import-go-on" : "import-confirm", {
              count: report.value.created + report.value.updated,
            })}
          </button>
          <button
            type="button"
            class="plain"
            onClick={() => {
              const shown = view.peek();
              if (shown !== undefined) void look(shown.form, shown.plan);
            }}
            data-testid="import-back"
          >
            {say("import-back")}
          </button>
          <button
            type="button"
            class="plain"
            onClick={() => startOver(undefined)}
            data-testid="import-cancel"
          >
            {say("import-cancel")}
          </button>
        </p>
      ) : null}
      {stage.value === "done" ? (
        <p class="actions">
          <button
            type="button"
            class="plain"
            onClick={() => startOver(undefined)}
            data-testid="import-another"
          >
            {say("import-another")}
          </button>
        </p>
      ) : null}
      <p role="status">{said.value}</p>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

/** An import that can go on. */
interface Kept {
  readonly file: File;
  /** What the core calls it for ever. */
  readonly run: string;
  readonly pipeline: string;
  /** The fields that there were before it was confirmed, asked for then. */
  fields: Promise<readonly FieldView[]> | undefined;
}

async function fieldsOf(link: Link, pipeline: string): Promise<readonly FieldView[]> {
  const answer = await link.ask({ kind: "read", query: { kind: "pipeline", pipeline } });
  if (answer.kind !== "view" || answer.view.kind !== "pipeline") return [];
  return answer.view.pipeline?.fields ?? [];
}

/** The plan with the fields that the import has made in place of those that it was to make. */
function grown(plan: ImportPlan, before: readonly FieldView[], now: readonly FieldView[]): ImportPlan {
  const made = now.filter(({ id }) => before.every((one) => one.id !== id));
  const targets = plan.targets.map((target): ImportTarget => {
    const field = target.kind === "newField" ? made.find(({ name }) => name === target.name) : undefined;
    return field === undefined ? target : { kind: "field", field: field.id };
  });
  return { ...plan, targets };
}

/** Whether the core has let go of a file. */
function isLost(failure: Failure | undefined): boolean {
  return failure?.code === LOST.code && failure.place === LOST.place;
}

/** What is said when every row is checked. */
function checkedText(report: ImportReport | undefined, isBrokenOff: boolean): string {
  if (!isBrokenOff || report === undefined) return say("import-checked");
  const left = report.created + report.updated;
  return say("import-broken-off", { made: report.unchanged, left });
}

function Planning(props: {
  pipeline: string;
  view: ImportView;
  /** Whether the view is not yet what comes of the plan. */
  isLooking: boolean;
  look: (form: TableForm, plan: ImportPlan | null) => void;
  check: () => void;
  cancel: () => void;
}): JSX.Element {
  const { view } = props;
  return (
    <div class="form" data-testid="import-plan">
      <Mapping pipeline={props.pipeline} view={view} look={props.look} />
      {view.rows.length === 0 ? null : <FirstRows view={view} />}
      <p class="actions">
        <button
          type="button"
          class="primary"
          disabled={props.isLooking || view.failure !== null}
          onClick={props.check}
          data-testid="import-check"
        >
          {say("import-check")}
        </button>
        <button type="button" class="plain" onClick={props.cancel} data-testid="import-cancel">
          {say("import-cancel")}
        </button>
      </p>
    </div>
  );
}
