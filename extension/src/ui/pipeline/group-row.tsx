/** The header of a group: its name, how many boxes it has, what is said of them, and a place to add one. */
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { GroupView } from "../../generated/GroupView";
import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Problem } from "../controls";
import { failureOf } from "../failures";
import { Icon } from "../icons";
import type { Column } from "./columns";
import type { GridState } from "./grid-state";
import { columnKey } from "./shape";
import { StageMenu } from "./stage-menu";
import { type GroupTitle, summaryText } from "./window-view";

interface GroupRowProps {
  state: GridState;
  pipeline: PipelineView;
  group: GroupView;
  title: GroupTitle;
  /** All columns of the pipeline. */
  all: readonly Column[];
  row: number;
  id: string;
  top: number;
  refocus: () => void;
}

/** The header of a group. */
export function GroupRow(props: GroupRowProps): JSX.Element {
  const { state, group, row, title } = props;
  const { name, stage } = title;
  const active = useComputed(() => state.active.value?.key === group.key).value;
  const adding = useComputed(() => state.adding.value === group.key).value;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus is the grid's, which names the active row.
    <div
      role="row"
      class={`row group${active ? " active" : ""}`}
      style={{ top: `${props.top}px` }}
      aria-level={1}
      aria-rowindex={row + 2}
      aria-expanded={!group.collapsed}
      data-testid="group-row"
      data-stage={stage?.id}
      data-group={group.key}
      data-name={name}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles keys for its active row. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the grid's, which names the active row. */}
      <div role="gridcell" id={props.id} class="group-cell" onClick={() => state.activate(row, 0)}>
        <button
          type="button"
          class="group-toggle"
          tabIndex={-1}
          aria-label={
            group.collapsed ? say("group-unfold", { stage: name }) : say("group-fold", { stage: name })
          }
          data-testid="group-toggle"
          onClick={() => {
            state.toggle(group.key);
            props.refocus();
          }}
        >
          <Icon name={group.collapsed ? "fold" : "expand"} />
        </button>
        {stage === undefined ? null : (
          <span class="group-colour" style={{ backgroundColor: stage.colour }} aria-hidden="true" />
        )}
        <span class="group-name" dir="auto" data-testid="group-name">
          {name}
        </span>
        <span class="group-count" data-testid="group-count">
          {group.boxes}
        </span>
        {stage !== undefined && props.pipeline.myRights.structure ? (
          <StageMenu stage={stage} pipeline={props.pipeline} />
        ) : null}
        <Summaries {...props} />
        {stage === undefined ? null : adding ? (
          <AddHere {...props} stage={stage} />
        ) : (
          <button
            type="button"
            class="link quiet add"
            data-testid="group-add"
            aria-label={say("group-add-to", { stage: stage.name })}
            onClick={(event) => {
              event.stopPropagation();
              state.adding.value = group.key;
            }}
          >
            <Icon name="add" />
            <span>{say("group-add")}</span>
          </button>
        )}
      </div>
    </div>
  );
}

/** What is said of the group's boxes. */
function Summaries({ group, all, pipeline }: GroupRowProps): JSX.Element | null {
  if (group.summaries.length === 0) return null;
  return (
    <span class="summaries" data-testid="group-summaries">
      {group.summaries.map((one) => {
        const column = all.find(({ key }) => key === columnKey(one.column));
        return (
          <bdi key={columnKey(one.column)}>
            {summaryText(one, pipeline, column?.name ?? say("cell-option-gone"))}
          </bdi>
        );
      })}
    </span>
  );
}

/** Adds boxes one after the other, by their names. */
function AddHere(props: GroupRowProps & { stage: PipelineView["stages"][number] }): JSX.Element {
  const { state, group, pipeline, stage, refocus } = props;
  const { link } = useApp();
  const name = useSignal("");
  const failure = useSignal<Failure | undefined>(undefined);
  const problem = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const close = (): void => {
    if (state.adding.peek() === group.key) state.adding.value = undefined;
  };
  const add = async (): Promise<void> => {
    const typed = name.peek().trim();
    if (typed === "") {
      close();
      refocus();
      return;
    }
    name.value = "";
    failure.value = undefined;
    const response = await link.do({
      kind: "createBox",
      pipeline: pipeline.id,
      stage: stage.id,
      name: typed,
      thread: null,
    });
    const refused = failureOf(response);
    if (refused === undefined) return;
    failure.value = refused;
    // Given back to be corrected, unless the next name is being typed.
    if (name.peek() === "") name.value = typed;
  };
  return (
    <span class="add-here">
      <input
        class="editor boxed"
        ref={input}
        dir="auto"
        aria-label={say("group-add-name", { stage: stage.name })}
        aria-invalid={failure.value !== undefined}
        aria-describedby={problem}
        placeholder={say("group-add-placeholder")}
        value={name.value}
        data-testid="group-add-name"
        onClick={(event) => event.stopPropagation()}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.isComposing) return;
          if (event.key === "Enter") void add();
          if (event.key === "Escape") {
            close();
            refocus();
          }
        }}
        onBlur={() => {
          if (name.peek().trim() === "") close();
        }}
      />
      <Problem id={problem} failure={failure.value} />
    </span>
  );
}
