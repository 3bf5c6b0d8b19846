/** The boxes of a pipeline as cards in columns, by stage or by a dropdown field. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useMemo, useRef } from "preact/hooks";

import type { Command } from "../../generated/Command";
import type { GroupView } from "../../generated/GroupView";
import type { PipelineView } from "../../generated/PipelineView";
import { direction, say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { describe } from "../failures";
import { columnsOf, shownColumns } from "../pipeline/columns";
import { between, intoGroup } from "../pipeline/placing";
import { columnKey } from "../pipeline/shape";
import { Toolbar } from "../pipeline/toolbar";
import { useUndo } from "../pipeline/undo";
import type { ViewDesk } from "../pipeline/view-desk";
import { groupTitle } from "../pipeline/window-view";
import { notifyWithWayBack } from "../take-back";
import { BoardColumn } from "./board-column";
import { followPointer } from "./board-drag";
import { boardShape, columnsQuery } from "./board-shape";
import { BoardState, type Target } from "./board-state";

interface BoardProps {
  pipeline: PipelineView;
  desk: ViewDesk;
  /** Shows all of a box. */
  show: (id: string) => void;
}

/** The boxes of a pipeline as cards. Arrows go from card to card, with Shift they take the card along. */
export function Board({ pipeline, desk, show }: BoardProps): JSX.Element {
  const app = useApp();
  const undo = useUndo();
  const { failure: refused, run } = useDeed();
  const problem = useId();
  const hint = useId();
  const board = useRef<HTMLDivElement>(null);
  const shape = boardShape(desk.shape.value, pipeline);
  const by = shape.group === null ? "" : columnKey(shape.group);
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns by another field are another board.
  const state = useMemo(() => new BoardState(), [by]);
  const all = useMemo(() => columnsOf(pipeline), [pipeline]);
  const lines = shownColumns(all, shape.columns).filter(({ key }) => key !== "name" && key !== by);
  const { view, failure } = useSubscription(columnsQuery(pipeline.id, shape));
  const window = useComputed(() => view.value?.window ?? undefined);
  const groups = window.value?.pipeline === pipeline.id ? window.value.groups : undefined;
  const first = groups?.find((group) => group.boxes > 0 && !state.folded.value.has(group.key));

  /** Puts a card where it was dropped, and says so with a way back. */
  const drop = async (box: string, from: string, { group: to, index }: Target): Promise<void> => {
    const target = groups?.find(({ key }) => key === to);
    const into = from === to ? undefined : intoGroup(box, to, shape, pipeline);
    if (target === undefined || (from !== to && into === undefined)) return;
    const others = {
      after: neighbour(state, to, index, -1, box),
      before: neighbour(state, to, index, 1, box),
    };
    const place = between([box], others, shape, pipeline);
    const commands = [into, place].filter((one): one is Command => one !== undefined);
    if (commands.length === 0 || !(await run({ kind: "batch", commands }))) return;
    if (into === undefined) return;
    const back = intoGroup(box, from, shape, pipeline);
    const { name } = groupTitle(target, shape, pipeline);
    if (back !== undefined) notifyWithWayBack(app, say("board-moved", { column: name }), back);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const isCard = event.target instanceof Element && event.target.closest("[data-box]") !== null;
    if (event.altKey || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) undo.redo();
      else undo.undo();
      return;
    }
    if (!isCard || event.ctrlKey || event.metaKey || groups === undefined) return;
    const open = groups.filter(({ key }) => !state.folded.peek().has(key));
    if (act(event.key, event.shiftKey, state, open, drop)) event.preventDefault();
  };
  const dragged = state.dragged.value;
  return (
    <div class="board-frame">
      <Toolbar {...{ pipeline, all, desk, undo }} state={{ window }} />
      <p class="for-readers" id={hint}>
        {say("board-hint")}
      </p>
      <section
        class={`board${dragged === undefined ? "" : " dragging"}`}
        ref={board}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and takes the focus back from a panel.
        tabIndex={0}
        aria-label={say("grid-label", { pipeline: pipeline.name })}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target !== event.currentTarget) return;
          const id = state.active.peek()?.id;
          const card =
            id === undefined ? null : board.current?.querySelector(`[data-box="${CSS.escape(id)}"]`);
          (card ?? board.current?.querySelector("[data-box]"))?.querySelector("button")?.focus();
        }}
        onPointerDown={(event) => {
          const element = board.current;
          if (element === null || pipeline.myRights.edit === "none") return;
          followPointer(element, state, event, (box, from, target) => void drop(box, from, target));
        }}
        data-focus-home=""
        data-testid="board"
      >
        {groups?.map((group) => (
          <BoardColumn
            key={group.key}
            {...{ state, pipeline, shape, groups, group, all, lines, hint, show }}
            isFirst={group.key === first?.key}
          />
        ))}
        {groups === undefined ? (
          <p class="hint" data-testid="board-loading">
            {failure.value === undefined ? say("loading") : describe(failure.value)}
          </p>
        ) : null}
      </section>
      <Problem id={problem} failure={refused.value} />
      {dragged === undefined ? null : (
        <div
          class="board-ghost"
          aria-hidden="true"
          style={{ transform: `translate(${dragged.x + 8}px, ${dragged.y + 8}px)` }}
        >
          <bdi>{dragged.record.name}</bdi>
        </div>
      )}
    </div>
  );
}

/** The card beside a place, on one side, that is not the one that is moved. */
function neighbour(
  state: BoardState,
  group: string,
  index: number,
  side: -1 | 1,
  box: string,
): string | null {
  const start = side < 0 ? index - 1 : index;
  const there = state.at(group, start);
  if (there?.id !== box) return there?.id ?? null;
  return state.at(group, start + side)?.id ?? null;
}

/** Acts on a key; whether it did is the result. */
function act(
  key: string,
  takesAlong: boolean,
  state: BoardState,
  groups: readonly GroupView[],
  drop: (box: string, from: string, target: Target) => Promise<void>,
): boolean {
  const active = state.active.peek();
  const at = groups.findIndex((group) => group.key === active?.group);
  const group = groups[at];
  if (active === undefined || group === undefined) return false;
  const ahead = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
  const across = key === ahead ? 1 : key === "ArrowRight" || key === "ArrowLeft" ? -1 : 0;
  const down = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const last = Math.max(0, group.boxes - 1);
  if (takesAlong) {
    const id = active.id;
    if (id === undefined || across + down === 0) return false;
    const to = groups[at + across];
    if (to === undefined) return true;
    // Before the second next one is after the next one.
    const index = across === 0 ? active.index + (down > 0 ? 2 : -1) : Math.min(active.index, to.boxes);
    if (index < 0 || (across === 0 && index > group.boxes)) return true;
    state.activate(to.key, across === 0 ? active.index + down : index, id);
    void drop(id, group.key, { group: to.key, index });
    return true;
  }
  if (across !== 0) {
    // Past columns without cards.
    let next = at + across;
    while (groups[next]?.boxes === 0) next += across;
    const to = groups[next];
    if (to !== undefined) state.activate(to.key, Math.min(active.index, to.boxes - 1));
    return true;
  }
  if (down !== 0) state.activate(group.key, Math.max(0, Math.min(last, active.index + down)));
  else if (key === "Home") state.activate(group.key, 0);
  else if (key === "End") state.activate(group.key, last);
  else return false;
  return true;
}
