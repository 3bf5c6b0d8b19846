/** Which column goes where, and how the file is read. */
import type { JSX } from "preact";

import type { Delimiter } from "../generated/Delimiter";
import type { ImportPlan } from "../generated/ImportPlan";
import type { ImportTarget } from "../generated/ImportTarget";
import type { ImportView } from "../generated/ImportView";
import type { KindInput } from "../generated/KindInput";
import type { TableForm } from "../generated/TableForm";
import { useSubscription } from "../ui/app";
import { Choice } from "../ui/choice";
import { say } from "../words/words";
import { columnName } from "./import-report";

const DELIMITERS: readonly Delimiter[] = ["comma", "semicolon", "tab", "pipe"];

/** Where a column can go beside the fields of the pipeline. */
const TARGETS = [
  "ignore",
  "name",
  "notes",
  "stage",
  "assignees",
  "contacts",
  "organizations",
  "boxId",
  "newField",
] as const;

/** What a new field can hold that does not need to be told more. */
const NEW_KINDS = [
  "text",
  "number",
  "percent",
  "date",
  "dateTime",
  "checkbox",
  "dropdown",
  "tags",
  "person",
  "url",
  "email",
  "phone",
] as const;

interface MappingProps {
  pipeline: string;
  view: ImportView;
  /** Has the file looked at in this way; without a plan one is proposed. */
  look: (form: TableForm, plan: ImportPlan | null) => void;
}

/** Which column goes where, and how the file is read. */
export function Mapping({ pipeline, view, look }: MappingProps): JSX.Element {
  const shape = useSubscription({ kind: "pipeline", pipeline }).view.value?.pipeline;
  const fields = (shape?.fields ?? []).filter(({ kind }) => kind.kind !== "formula");
  const { plan, form } = view;
  const change = (changed: Partial<ImportPlan>): void => look(form, { ...plan, ...changed });
  const retarget = (column: number, to: ImportTarget): void =>
    change({ targets: view.columns.map((_, at) => (at === column ? to : (plan.targets[at] ?? IGNORE))) });
  return (
    <>
      <div class="table-frame">
        <table class="table" data-testid="import-mapping">
          <caption>{say("import-plan")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("import-column")}</th>
              <th scope="col">{say("import-examples")}</th>
              <th scope="col">{say("import-goes-to")}</th>
            </tr>
          </thead>
          <tbody>
            {view.columns.map((column, at) => {
              const name = columnName(view.columns, at);
              const target = plan.targets[at] ?? IGNORE;
              return (
                <tr key={at}>
                  <th scope="row" dir="auto">
                    {name}
                  </th>
                  <td dir="auto">{column.examples.join(", ")}</td>
                  <td>
                    <select
                      class="editor boxed"
                      aria-label={say("import-goes-to-of", { column: name })}
                      value={targetKey(target)}
                      onChange={(event) => retarget(at, targetOf(event.currentTarget.value, name))}
                      data-testid={`import-target-${at}`}
                    >
                      {TARGETS.map((kind) => (
                        <option key={kind} value={kind}>
                          {say(`import-target-${kind}`)}
                        </option>
                      ))}
                      {fields.map(({ id, name: field }) => (
                        <option key={id} value={`field:${id}`}>
                          {field}
                        </option>
                      ))}
                    </select>
                    {target.kind === "newField" ? (
                      <NewKind
                        column={name}
                        content={target.content}
                        change={(content) => retarget(at, { ...target, content })}
                      />
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Choice
        label={say("import-delimiter")}
        value={form.delimiter ?? "comma"}
        options={DELIMITERS.map((id) => ({ id, name: say(`import-delimiter-${id}`) }))}
        // The columns are others then, so that what was said of them means nothing any more.
        choose={(value) =>
          look({ ...form, delimiter: DELIMITERS.find((one) => one === value) ?? null }, null)
        }
        testId="import-delimiter"
      />
      <Check
        label={say("import-header")}
        checked={form.hasHeader ?? false}
        change={(hasHeader) => look({ ...form, hasHeader }, null)}
        testId="import-header"
      />
      <Choice
        label={say("import-decimals")}
        value={plan.hasDecimalComma ? "comma" : "point"}
        options={[
          { id: "point", name: "1234.56" },
          { id: "comma", name: "1234,56" },
        ]}
        choose={(value) => change({ hasDecimalComma: value === "comma" })}
        testId="import-decimals"
      />
      <Choice
        label={say("import-dates")}
        value={plan.dates}
        options={[
          { id: "dayMonthYear", name: say("import-dates-day-first") },
          { id: "monthDayYear", name: say("import-dates-month-first") },
        ]}
        choose={(value) => change({ dates: value === "monthDayYear" ? value : "dayMonthYear" })}
        testId="import-dates"
      />
      {view.isDateOrderAmbiguous ? <p class="hint">{say("import-dates-ambiguous")}</p> : null}
      <Choice
        label={say("import-match")}
        value={String(plan.matchBy ?? "")}
        options={[
          { id: "", name: say("import-match-none") },
          ...matchable(plan).map((at) => ({ id: String(at), name: columnName(view.columns, at) })),
        ]}
        choose={(value) => change({ matchBy: value === "" ? null : Number(value) })}
        testId="import-match"
      />
      <Check
        label={say("import-makes-unknown")}
        checked={plan.makesUnknown}
        change={(makesUnknown) => change({ makesUnknown })}
        testId="import-makes-unknown"
      />
      <Check
        label={say("import-clears")}
        checked={plan.clears}
        change={(clears) => change({ clears })}
        testId="import-clears"
      />
      <Check
        label={say("import-skips-bad-rows")}
        checked={plan.skipsBadRows}
        change={(skipsBadRows) => change({ skipsBadRows })}
        testId="import-skips-bad-rows"
      />
    </>
  );
}

const IGNORE: ImportTarget = { kind: "ignore" };

/** A target as the value of an option. */
function targetKey(target: ImportTarget): string {
  return target.kind === "field" ? `field:${target.field}` : target.kind;
}

/** The target that an option stands for. */
function targetOf(value: string, column: string): ImportTarget {
  if (value.startsWith("field:")) return { kind: "field", field: value.slice("field:".length) };
  const kind = TARGETS.find((one) => one === value) ?? "ignore";
  return kind === "newField" ? { kind, name: column, content: { kind: "text" } } : { kind };
}

/** The columns by which boxes can be found. */
function matchable(plan: ImportPlan): number[] {
  return plan.targets.flatMap(({ kind }, at) =>
    kind === "name" || kind === "boxId" || kind === "field" ? [at] : [],
  );
}

function NewKind(props: {
  column: string;
  content: KindInput;
  change: (content: KindInput) => void;
}): JSX.Element {
  const { content } = props;
  const isListed = NEW_KINDS.some((kind) => kind === content.kind);
  return (
    <select
      class="editor boxed"
      aria-label={say("import-type-of", { column: props.column })}
      value={content.kind}
      onChange={(event) => {
        const kind = NEW_KINDS.find((one) => one === event.currentTarget.value);
        if (kind === undefined) return;
        props.change(kind === "dropdown" || kind === "tags" ? { kind, choices: [] } : { kind });
      }}
    >
      {isListed ? null : <option value={content.kind}>{say(`field-type-${content.kind}`)}</option>}
      {NEW_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {say(`field-type-${kind}`)}
        </option>
      ))}
    </select>
  );
}

function Check(props: {
  label: string;
  checked: boolean;
  change: (on: boolean) => void;
  testId: string;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.change(event.currentTarget.checked)}
        data-testid={props.testId}
      />
      <span>{props.label}</span>
    </label>
  );
}
