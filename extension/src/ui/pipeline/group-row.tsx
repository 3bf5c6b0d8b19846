/** The header of a group: a stage, how many boxes are at it, and a place to add one. */
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { GroupView } from "../../generated/GroupView";
import type { StageView } from "../../generated/StageView";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Problem } from "../controls";
import { failureOf } from "../failures";
import { Icon } from "../icons";
import type { GridState } from "./grid-state";

interface GroupRowProps {
  state: GridState;
  pipeline: string;
  stage: StageView;
  group: GroupView;
  row: number;
  id: string;
  top: number;
  refocus: () => void;
}

/** The header of a group. */
export function GroupRow(props: GroupRowProps): JSX.Element {
  const { state, stage, group, row } = props;
  const active = useComputed(() => state.active.value?.key === stage.id).value;
  const adding = useComputed(() => state.adding.value === stage.id).value;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus is the grid's, which names the active row.
    <div
      role="row"
      class={`row group${active ? " active" : ""}`}
      style={{ top: `${props.top}px` }}
      aria-rowindex={row + 2}
      aria-expanded={!group.collapsed}
      data-testid="group-row"
      data-stage={stage.id}
      data-name={stage.name}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles keys for its active row. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the grid's, which names the active row. */}
      <div role="gridcell" id={props.id} class="group-cell" onClick={() => state.activate(row, 0)}>
        <button
          type="button"
          class="group-toggle"
          tabIndex={-1}
          aria-label={
            group.collapsed
              ? say("group-unfold", { stage: stage.name })
              : say("group-fold", { stage: stage.name })
          }
          data-testid="group-toggle"
          onClick={() => {
            state.toggle(stage.id);
            props.refocus();
          }}
        >
          <Icon name={group.collapsed ? "fold" : "expand"} />
        </button>
        <span class="group-colour" style={{ backgroundColor: stage.colour }} aria-hidden="true" />
        <span class="group-name" dir="auto" data-testid="group-name">
          {stage.name}
        </span>
        <span class="group-count" data-testid="group-count">
          {group.boxes}
        </span>
        {adding ? (
          <AddHere {...props} />
        ) : (
          <button
            type="button"
            class="link quiet add"
            data-testid="group-add"
            aria-label={say("group-add-to", { stage: stage.name })}
            onClick={(event) => {
              event.stopPropagation();
              state.adding.value = stage.id;
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

/** Adds boxes one after the other, by their names. */
function AddHere({ state, pipeline, stage, refocus }: GroupRowProps): JSX.Element {
  const { link } = useApp();
  const name = useSignal("");
  const failure = useSignal<Failure | undefined>(undefined);
  const problem = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const close = (): void => {
    if (state.adding.peek() === stage.id) state.adding.value = undefined;
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
      pipeline,
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
