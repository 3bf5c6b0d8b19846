/** Making contacts from vCards: a look at each card first, and then the contacts. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

import type { CardProblem } from "../generated/CardProblem";
import type { CardsView } from "../generated/CardsView";
import type { Failure } from "../generated/Failure";
import { useApp, useLeaving } from "../ui/app";
import { Problem } from "../ui/controls";
import { describe, failureOf } from "../ui/failures";
import { say } from "../words/words";
import { Running } from "./import-running";
import { ProblemsTable } from "./problems-table";

interface CardsProps {
  /** What the core calls the import. */
  name: number;
  /** What the cards would do. */
  view: CardsView;
  /** Goes back to choosing a file; with why, and with what to say. */
  leave: (why?: Failure, words?: string) => void;
}

/** An import of one file of cards, which was looked at. */
export function ImportCards({ name, view, leave }: CardsProps): JSX.Element {
  const { link } = useApp();
  const stage = useSignal<"looked" | "running" | "done">("looked");
  const progress = useSignal({ done: 0, of: 0 });
  const skipsBad = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const problem = useId();
  const ended = useRef(false);
  useLeaving(() => {
    ended.current = true;
  });

  const run = async (): Promise<void> => {
    if (stage.peek() !== "looked") return;
    const skips = skipsBad.peek();
    failure.value = failureOf(await link.ask({ kind: "cardsConfirm", import: name, skipsBad: skips }));
    if (failure.peek() !== undefined) return;
    stage.value = "running";
    while (!ended.current) {
      const next = await link.ask({ kind: "importNext", import: name });
      if (ended.current) return;
      if (next.kind !== "importStepped") return leave(failureOf(next), say("cards-broken-off"));
      progress.value = next.step;
      if (next.step.phase !== "done") continue;
      stage.value = "done";
      return;
    }
  };

  if (stage.value === "running") {
    return (
      <Running
        {...progress.value}
        words={(percent) => say("import-running", { percent })}
        cancel={() => leave(undefined, say("cards-cancelled"))}
      />
    );
  }
  const isDone = stage.value === "done";
  return (
    <div class="form" data-testid="cards">
      <p role="status" data-testid="import-state">
        {say(isDone ? "import-done" : "cards-looked")}
      </p>
      <Counts view={view} />
      {isDone ? null : <Rows view={view} />}
      <ProblemsTable
        problems={view.problems}
        count={view.problemCount}
        columns={[say("import-problem")]}
        cells={(one) => <td>{problemText(one)}</td>}
        testId="cards-problem"
      />
      {isDone || view.rejected === 0 ? null : (
        <label class="check">
          <input
            type="checkbox"
            checked={skipsBad.value}
            onChange={(event) => {
              skipsBad.value = event.currentTarget.checked;
            }}
            data-testid="cards-skips-bad"
          />
          <span>{say("cards-skips-bad")}</span>
        </label>
      )}
      <p class="actions">
        {isDone || view.created + view.updated === 0 ? null : (
          <button type="button" class="primary" onClick={() => void run()} data-testid="cards-confirm">
            {say("cards-confirm", { count: view.created + view.updated })}
          </button>
        )}
        <button type="button" class="plain" onClick={() => leave()} data-testid="cards-leave">
          {say(isDone ? "import-another" : "import-cancel")}
        </button>
      </p>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

function Counts({ view }: { view: CardsView }): JSX.Element {
  const lines = [
    say("cards-created", { count: view.created }),
    view.updated > 0 && say("cards-updated", { count: view.updated }),
    view.unchanged > 0 && say("cards-unchanged", { count: view.unchanged }),
    view.rejected > 0 && say("cards-rejected", { count: view.rejected }),
    view.newOrganizations > 0 && say("import-report-organizations", { count: view.newOrganizations }),
  ].filter((line) => line !== false);
  return (
    <ul class="import-report" data-testid="cards-counts">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Rows({ view }: { view: CardsView }): JSX.Element {
  return (
    <div class="table-frame">
      <table class="table" data-testid="cards-rows">
        <caption>{say("cards-preview")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("import-line")}</th>
            <th scope="col">{say("import-outcome")}</th>
            <th scope="col">{say("cards-name")}</th>
            <th scope="col">{say("cards-emails")}</th>
            <th scope="col">{say("cards-organization")}</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.line} data-outcome={row.outcome}>
              <th scope="row">{row.line}</th>
              <td dir="auto">
                {say(`cards-outcome-${row.outcome}`, {
                  contact: row.contact ?? "",
                  known: row.contact === null ? "no" : "yes",
                })}
              </td>
              <td dir="auto">{row.name}</td>
              <td dir="auto">{row.emails.join(", ")}</td>
              <td dir="auto">{row.organization}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function problemText({ code, params, refusal }: CardProblem): string {
  const reason = refusal === null ? "" : describe(refusal);
  return say(`card-problem-${code}`, { ...params, reason });
}
