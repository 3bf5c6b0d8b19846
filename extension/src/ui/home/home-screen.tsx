/** Where a day begins: what is to be done, what happened, and what has stood still. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useMemo } from "preact/hooks";

import type { NavView } from "../../generated/NavView";
import type { TaskRow } from "../../generated/TaskRow";
import type { TimelineKind } from "../../generated/TimelineKind";
import type { ViewShape } from "../../generated/ViewShape";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { isOverdue, showDue } from "../box/due";
import { BoxLine } from "../box-line";
import { Problem } from "../controls";
import { editBox, useDeed } from "../deed";
import { describe } from "../failures";
import { FirstSteps } from "../first-run/first-steps";
import { Part } from "../people/person-parts";
import { PLAIN } from "../pipeline/shape";
import { windowQuery } from "../pipeline/window-view";
import { PlacePage } from "../places-bar";
import { Line } from "../timeline/timeline";

/** How many tasks there are at first, and how many more at a time. */
const TASKS = 25;
/** How many things are said of each pipeline. */
const EACH = 5;
const WEEK = 7 * 86_400_000;
const KINDS: readonly TimelineKind[] = ["mail", "comment", "meeting", "task", "file", "edit"];
/** Boxes that have been in their stage for more than two weeks, the longest first. */
const STILL: ViewShape = {
  ...PLAIN,
  filter: "days-in-stage>14",
  sort: [{ column: { kind: "builtIn", key: "stage-since" }, isDescending: false }],
  group: null,
};

/** Where a day begins. */
export function HomeScreen(): JSX.Element {
  const pipelines = useApp().pipelines.value;
  const shown = pipelines?.filter(({ hidden }) => !hidden) ?? [];
  return (
    <PlacePage at="home" title={say("place-home")} testId="home">
      <div class="home">
        <FirstSteps />
        <Tasks />
        <Part title={say("home-still")}>
          <p class="hint">{say("home-still-hint")}</p>
          {shown.map((one) => (
            <StandingStill key={one.id} pipeline={one} />
          ))}
        </Part>
        <Part title={say("home-news")}>
          {shown.map((one) => (
            <News key={one.id} pipeline={one} />
          ))}
        </Part>
      </div>
    </PlacePage>
  );
}

/** Tasks that are overdue or due within a week, of oneself or of everybody. */
function Tasks(): JSX.Element {
  const me = useApp().status.value?.me?.id ?? null;
  const everybody = useSignal(false);
  const count = useSignal(TASKS);
  const now = useMemo(() => Date.now(), []);
  const assignee = everybody.value ? null : me;
  const asked = { kind: "tasks", assignee, from: 0, to: now + WEEK, first: 0, count: count.value } as const;
  const { view, failure } = useSubscription(asked);
  const tasks = view.value?.tasks;
  return (
    <Part title={say("home-tasks")}>
      <label class="check">
        <input
          type="checkbox"
          checked={everybody.value}
          onChange={(event) => {
            everybody.value = event.currentTarget.checked;
          }}
          data-testid="home-everybody"
        />
        {say("home-everybody")}
      </label>
      {failure.value === undefined ? null : <p class="problem">{describe(failure.value)}</p>}
      {tasks?.length === 0 ? (
        <p class="hint" data-testid="home-no-tasks">
          {say("home-no-tasks")}
        </p>
      ) : null}
      <ul class="items" data-testid="home-tasks">
        {tasks?.map((row) => (
          <TaskLine key={row.task.id} row={row} now={now} />
        ))}
      </ul>
      {view.value?.more === true ? (
        <button
          type="button"
          class="link"
          onClick={() => {
            count.value += TASKS;
          }}
        >
          {say("timeline-more")}
        </button>
      ) : null}
    </Part>
  );
}

function TaskLine({ row, now }: { row: TaskRow; now: number }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const { task, label } = row;
  const late = task.due !== null && isOverdue(task.due, now);
  return (
    <li class="home-task" data-testid="home-task" data-late={late}>
      <label class="check">
        <input
          type="checkbox"
          checked={task.doneAt !== null}
          onChange={(event) => {
            const edit = { kind: "setDone", task: task.id, done: event.currentTarget.checked } as const;
            void run(editBox(label.id, { kind: "task", edit }));
          }}
          data-testid="home-task-done"
        />
        <span>
          <bdi>{task.text}</bdi>{" "}
          {task.due === null ? null : (
            <span class={late ? "late" : "hint"}>
              {late ? say("task-overdue", { due: showDue(task.due) }) : showDue(task.due)}
            </span>
          )}
        </span>
      </label>
      <BoxLine label={label} />
      <Problem id={problem} failure={failure.value} />
    </li>
  );
}

/** The boxes of a pipeline that have stood still the longest. */
function StandingStill({ pipeline }: { pipeline: NavView }): JSX.Element | null {
  const app = useApp();
  const { view } = useSubscription(windowQuery(pipeline.id, { first: 0, count: EACH }, STILL, []));
  const window = view.value?.window;
  if (window == null || window.boxes === 0) return null;
  return (
    <div data-testid="home-still">
      <h3 class="part-of">
        <button type="button" class="link quiet" onClick={() => app.openPipeline(pipeline.id)}>
          <bdi>{pipeline.name}</bdi>
        </button>
        <span class="group-count">{window.boxes}</span>
      </h3>
      <ul class="items">
        {window.rows.map((row) =>
          row.kind === "box" ? (
            <li key={row.record.id}>
              <button type="button" class="link" onClick={() => app.go({ kind: "box", id: row.record.id })}>
                <bdi>{row.record.name}</bdi>
              </button>
            </li>
          ) : null,
        )}
      </ul>
    </div>
  );
}

/** What happened in a pipeline lately. */
function News({ pipeline }: { pipeline: NavView }): JSX.Element | null {
  const app = useApp();
  const of = { kind: "pipeline", id: pipeline.id } as const;
  const { view } = useSubscription({ kind: "timeline", of, kinds: [...KINDS], count: EACH });
  const timeline = view.value?.timeline;
  if (timeline === undefined || (timeline.lines.length === 0 && timeline.state === "here")) return null;
  return (
    <div class="timeline" data-testid="home-news">
      <h3 class="part-of">
        <button type="button" class="link quiet" onClick={() => app.openPipeline(pipeline.id)}>
          <bdi>{pipeline.name}</bdi>
        </button>
      </h3>
      <ol class="timeline-lines">
        {timeline.lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
      {timeline.state === "here" ? null : (
        <p class="hint" role="status">
          {say(timeline.state === "loading" ? "loading" : "timeline-out-of-reach")}
        </p>
      )}
    </div>
  );
}
