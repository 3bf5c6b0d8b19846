/** What is wrong with lines of a file, as a table. */
import type { ComponentChildren, JSX } from "preact";

import { say } from "../words/words";

/** How many problems are shown; the rest is counted. */
const PROBLEMS_SHOWN = 100;

interface ProblemsTableProps<P extends { line: number }> {
  problems: readonly P[];
  /** How many there are, with those that are not given. */
  count: number;
  /** The names of the columns after that of the line. */
  columns: readonly string[];
  /** What the columns say of a problem. */
  cells: (problem: P) => ComponentChildren;
  testId: string;
}

/** What is wrong with lines of a file; nothing where nothing is. */
export function ProblemsTable<P extends { line: number }>(props: ProblemsTableProps<P>): JSX.Element | null {
  if (props.problems.length === 0) return null;
  const shown = props.problems.slice(0, PROBLEMS_SHOWN);
  return (
    <>
      <div class="table-frame">
        <table class="table" data-testid={`${props.testId}s`}>
          <caption>{say("import-problems")}</caption>
          <thead>
            <tr>
              {[say("import-line"), ...props.columns].map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((problem, at) => (
              <tr key={at} data-testid={props.testId}>
                <th scope="row">{problem.line}</th>
                {props.cells(problem)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {props.count > shown.length ? (
        <p class="hint">{say("import-problems-more", { count: props.count - shown.length })}</p>
      ) : null}
    </>
  );
}
