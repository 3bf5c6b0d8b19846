/** A column of a board: its header with what is said of it, and the cards in sight. */
import { effect, useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import type { BoxView } from "../../generated/BoxView";
import type { GroupView } from "../../generated/GroupView";
import type { PipelineView } from "../../generated/PipelineView";
import type { ViewShape } from "../../generated/ViewShape";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { Icon } from "../icons";
import { Menu } from "../menu";
import type { Column } from "../pipeline/columns";
import { NewBox } from "../pipeline/new-box";
import { columnKey } from "../pipeline/shape";
import { type BoxRowView, groupTitle, summaryText } from "../pipeline/window-view";
import { CARD_HEIGHT, cardsInSight, cardsQuery } from "./board-shape";
import type { BoardState } from "./board-state";
import { Card } from "./card";

interface BoardColumnProps {
  state: BoardState;
  pipeline: PipelineView;
  shape: ViewShape;
  groups: readonly GroupView[];
  group: GroupView;
  /** All columns of the pipeline, for what is said of the cards. */
  all: readonly Column[];
  /** Those of which a card says something. */
  lines: readonly Column[];
  isFirst: boolean;
  hint: string;
  show: (id: string) => void;
}

/** A column of a board. Folded, it is its header alone and asks the core for no cards. */
export function BoardColumn(props: BoardColumnProps): JSX.Element {
  const { state, group, pipeline, shape, all } = props;
  const { name, stage } = groupTitle(group, shape, pipeline);
  const folded = useComputed(() => state.folded.value.has(group.key)).value;
  const target = useComputed(() => state.dragged.value?.target?.group === group.key).value;
  return (
    <section
      class={`board-column${folded ? " folded" : ""}${target ? " target" : ""}`}
      aria-label={say("board-column", { name, count: group.boxes })}
      data-testid="board-column"
      data-group={group.key}
      data-name={name}
    >
      <header class="board-column-header" style={{ "--stage": stage?.colour ?? "var(--line-strong)" }}>
        <button
          type="button"
          class="group-toggle"
          aria-expanded={!folded}
          aria-label={say(folded ? "group-unfold" : "group-fold", { stage: name })}
          onClick={() => state.toggle(group.key)}
          data-testid="board-fold"
        >
          <Icon name={folded ? "fold" : "expand"} />
        </button>
        <h2 class="group-name" dir="auto" title={name}>
          {name}
        </h2>
        <span class="group-count" data-testid="board-count">
          {group.boxes}
        </span>
        {folded || stage === undefined || !pipeline.myRights.create ? null : (
          <Menu
            label={say("group-add-to", { stage: name })}
            icon="add"
            className="link quiet board-add"
            testId="board-add"
          >
            {() => <NewBox pipeline={pipeline} stage={stage.id} />}
          </Menu>
        )}
        {folded || group.summaries.length === 0 ? null : (
          <ul class="board-summaries" data-testid="board-summaries">
            {group.summaries.map((one) => {
              const column = all.find(({ key }) => key === columnKey(one.column));
              return (
                <li key={columnKey(one.column)} dir="auto">
                  {summaryText(one, pipeline, column?.name ?? say("cell-option-gone"))}
                </li>
              );
            })}
          </ul>
        )}
      </header>
      {folded ? null : <Cards {...props} name={name} />}
    </section>
  );
}

/** The cards in sight, and the active one wherever it is near. */
function Cards(props: BoardColumnProps & { name: string }): JSX.Element {
  const { state, group, groups, pipeline, shape } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useSignal(0);
  const height = useSignal(600);
  const total = useSignal(group.boxes);
  total.value = group.boxes;
  const inSight = useComputed(() => cardsInSight(scrolled.value, height.value, total.value)).value;
  const query = cardsQuery(pipeline.id, shape, groups, group.key, inSight);
  const { view } = useSubscription(query);
  const rows = useMemo(() => new Map<number, BoxRowView>(), []);
  const drawn = useSignal(0);
  // At once: a card that was moved by key takes the focus when it is there.
  useLayoutEffect(
    () =>
      effect(() => {
        const window = view.value?.window ?? undefined;
        const header = window?.groups.find(({ key }) => key === group.key);
        if (window === undefined || header === undefined) return;
        rows.clear();
        const cards = new Map<number, BoxView>();
        for (const [at, row] of window.rows.entries()) {
          // Where the header is says whose cards these are, whatever came before it meanwhile.
          const index = window.first + at - header.row - 1;
          if (row.kind !== "box" || index < 0 || index >= header.boxes) continue;
          rows.set(index, row);
          cards.set(index, row.record);
        }
        state.show(group.key, cards);
        drawn.value = drawn.peek() + 1;
      }),
    [view, rows, state, group.key, drawn],
  );
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.height > 0) height.value = entry.contentRect.height;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height]);
  const active = state.active.value;
  const index = active?.group === group.key ? active.index : undefined;
  useEffect(() => {
    const element = scroller.current;
    if (index === undefined || element === null) return;
    const top = index * CARD_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + CARD_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + CARD_HEIGHT - element.clientHeight;
    }
  }, [index]);
  // Read so that the cards are drawn again when the core gave others.
  void drawn.value;
  const target = state.dragged.value?.target;
  const cards: JSX.Element[] = [];
  for (let at = inSight.first; at < inSight.end; at += 1) {
    const row = rows.get(at);
    if (row === undefined) continue;
    cards.push(
      <Card
        key={row.record.id}
        state={state}
        record={row.record}
        computed={row.computed}
        columns={props.lines}
        group={group.key}
        index={at}
        total={group.boxes}
        isFirst={props.isFirst && at === 0}
        hint={props.hint}
        show={props.show}
      />,
    );
  }
  return (
    <div
      class="board-cards"
      ref={scroller}
      onScroll={(event) => {
        scrolled.value = event.currentTarget.scrollTop;
      }}
      data-testid="board-cards"
    >
      {group.boxes === 0 ? <p class="hint board-none">{say("board-none")}</p> : null}
      <ul
        class="board-list"
        aria-label={props.name}
        style={{ height: `${Math.max(1, group.boxes) * CARD_HEIGHT}px` }}
      >
        {cards}
      </ul>
      {target?.group === group.key ? (
        <div class="board-drop" aria-hidden="true" style={{ top: `${target.index * CARD_HEIGHT}px` }} />
      ) : null}
    </div>
  );
}
