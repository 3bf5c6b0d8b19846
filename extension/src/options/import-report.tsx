/** What an import would do or did, and what is wrong with which rows. */
import type { JSX } from "preact";

import type { ImportColumn } from "../generated/ImportColumn";
import type { ImportReport } from "../generated/ImportReport";
import type { ImportView } from "../generated/ImportView";
import type { RowProblem } from "../generated/RowProblem";
import { describe } from "../ui/failures";
import { say } from "../words/words";
import { ProblemsTable } from "./problems-table";

/** What a column is called. */
export function columnName(columns: readonly ImportColumn[], at: number): string {
  const title = columns[at]?.title ?? "";
  return title === "" ? say("import-unnamed-column", { number: at + 1 }) : title;
}

/** What is wrong with a row, and what would be right. */
function problemText(problem: RowProblem): string {
  const reason = problem.refusal === null ? "" : describe(problem.refusal);
  return say(`row-problem-${problem.code}`, { ...problem.params, reason });
}

/** The first rows of the table with what would become of them. */
export function FirstRows({ view }: { view: ImportView }): JSX.Element {
  return (
    <>
      <div class="table-frame">
        <table class="table" data-testid="import-rows">
          <caption>{say("import-preview")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("import-line")}</th>
              <th scope="col">{say("import-outcome")}</th>
              {view.columns.map((_, at) => (
                <th scope="col" key={at} dir="auto">
                  {columnName(view.columns, at)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row) => (
              <tr key={row.line} data-outcome={row.outcome}>
                <th scope="row">{row.line}</th>
                <td>{say(`import-outcome-${row.outcome}`)}</td>
                {view.columns.map((_, at) => (
                  <td key={at} dir="auto">
                    {row.cells[at] ?? ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Problems problems={view.problems} count={view.problems.length} columns={view.columns} />
    </>
  );
}

/** What an import would do, or did. */
export function Report(props: { report: ImportReport; columns: readonly ImportColumn[] }): JSX.Element {
  const { report } = props;
  const named = (names: readonly string[]): string => names.join(", ");
  const lines = [
    say("import-report-created", { count: report.created }),
    report.updated > 0 && say("import-report-updated", { count: report.updated }),
    report.unchanged > 0 && say("import-report-unchanged", { count: report.unchanged }),
    report.rejected > 0 && say("import-report-rejected", { count: report.rejected }),
    report.newFields.length > 0 && say("import-report-fields", { names: named(report.newFields) }),
    report.newStages.length > 0 && say("import-report-stages", { names: named(report.newStages) }),
    report.newChoices.length > 0 && say("import-report-choices", { names: named(report.newChoices) }),
    report.newContacts > 0 && say("import-report-contacts", { count: report.newContacts }),
    report.newOrganizations > 0 && say("import-report-organizations", { count: report.newOrganizations }),
  ].filter((line) => line !== false);
  return (
    <>
      <ul class="import-report" data-testid="import-report">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Problems problems={report.problems} count={report.problemCount} columns={props.columns} />
    </>
  );
}

function Problems(props: {
  problems: readonly RowProblem[];
  count: number;
  columns: readonly ImportColumn[];
}): JSX.Element {
  return (
    <ProblemsTable
      problems={props.problems}
      count={props.count}
      columns={[say("import-column"), say("import-problem-cell"), say("import-problem")]}
      cells={(one) => (
        <>
          <td dir="auto">{one.column === null ? "" : columnName(props.columns, one.column)}</td>
          <td dir="auto">{one.text}</td>
          <td>{problemText(one)}</td>
        </>
      )}
      testId="import-problem"
    />
  );
}
