/** What can be done with all boxes of a range at once: move, assign, archive, delete. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";

import type { BoxEdit } from "../../generated/BoxEdit";
import type { Command } from "../../generated/Command";
import { say } from "../../words/words";
import { people } from "../cells";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { describe, failureOf } from "../failures";
import { boxesOf, fillDown, type RangeDesk } from "./grid-range";

/** The bar; there only while a range has several rows. */
export function BulkBar({ desk }: { desk: RangeDesk }): JSX.Element | null {
  const range = desk.state.range.value;
  if (range === undefined || range.top === range.bottom) return null;
  return <Bar desk={desk} top={range.top} bottom={range.bottom} />;
}

function Bar({ desk, top, bottom }: { desk: RangeDesk; top: number; bottom: number }): JSX.Element {
  const { app, pipeline, state } = desk;
  const { failure, run } = useDeed();
  const problem = useId();
  const count = useSignal(0);
  useEffect(() => {
    let there = true;
    boxesOf(desk, top, bottom).then((boxes) => {
      if (there) count.value = boxes.length;
    }, reportError);
    return () => {
      there = false;
    };
  }, [desk, top, bottom, count]);
  const edit = async (change: BoxEdit, back?: BoxEdit): Promise<void> => {
    const boxes = (await boxesOf(desk, top, bottom)).map(({ record }) => record.id);
    const command: Command = { kind: "editBoxes", boxes, edit: change };
    if (boxes.length === 0 || !(await run(command))) return;
    const undo = async (): Promise<void> => {
      const how: Command = back === undefined ? { kind: "undo" } : { kind: "editBoxes", boxes, edit: back };
      const refused = failureOf(await app.link.do(how));
      if (refused !== undefined) app.notify(describe(refused));
    };
    app.notify(say("bulk-done", { count: boxes.length }), () => {
      undo().catch(reportError);
    });
    if (change.kind === "delete" || change.kind === "archive") state.anchor.value = undefined;
  };
  return (
    <section class="bulk-bar" aria-label={say("bulk-label")} data-testid="bulk-bar">
      <strong role="status" data-testid="bulk-count">
        {say("bulk-count", { count: count.value })}
      </strong>
      <Choice
        label={say("bulk-move")}
        options={pipeline.stages.map(({ id, name }) => ({ value: id, name }))}
        testId="bulk-move"
        take={(stage) => void edit({ kind: "setStage", stage })}
      />
      <Choice
        label={say("bulk-assign")}
        options={people(pipeline.people)}
        testId="bulk-assign"
        take={(person) => void edit({ kind: "assign", person, on: true })}
      />
      <button type="button" class="link" onClick={() => void fillDown(desk)} data-testid="bulk-fill">
        {say("bulk-fill")}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => void edit({ kind: "archive", on: true }, { kind: "archive", on: false })}
        data-testid="bulk-archive"
      >
        {say("box-archive")}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => void edit({ kind: "delete" }, { kind: "restore" })}
        data-testid="bulk-delete"
      >
        {say("bulk-delete")}
      </button>
      <Problem id={problem} failure={failure.value} />
    </section>
  );
}

interface ChoiceProps {
  label: string;
  options: readonly { value: string; name: string }[];
  testId: string;
  take: (value: string) => void;
}

/** A list of which something is done with what is chosen; then it is as before. */
function Choice({ label, options, testId, take }: ChoiceProps): JSX.Element {
  return (
    <select
      class="editor boxed small"
      aria-label={label}
      value=""
      onChange={(event) => {
        const { value } = event.currentTarget;
        event.currentTarget.value = "";
        if (value !== "") take(value);
      }}
      data-testid={testId}
    >
      <option value="">{label}</option>
      {options.map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}
