/** A box as a card of a board. */
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import type { BoxView } from "../../generated/BoxView";
import type { ComputedCell } from "../../generated/ComputedCell";
import { say } from "../../words/words";
import { Icon } from "../icons";
import type { Column } from "../pipeline/columns";
import { CARD_HEIGHT } from "./board-shape";
import type { BoardState } from "./board-state";

/** How many of its columns a card says something of. */
const LINES = 3;

interface CardProps {
  state: BoardState;
  record: BoxView;
  computed: readonly ComputedCell[];
  /** The columns that the view shows, without the name and what the board stands by. */
  columns: readonly Column[];
  group: string;
  index: number;
  /** How many cards the column has. */
  total: number;
  /** Whether it is the first to be reached by Tab. */
  isFirst: boolean;
  /** The id of the words that say how a card is moved. */
  hint: string;
  show: (id: string) => void;
}

/** A box as a card. */
export function Card(props: CardProps): JSX.Element {
  const { state, record, group, index } = props;
  const button = useRef<HTMLButtonElement>(null);
  const active = useComputed(() => {
    const now = state.active.value;
    return now?.id === undefined ? now?.group === group && now.index === index : now.id === record.id;
  }).value;
  const dragged = useComputed(() => state.dragged.value?.record.id === record.id).value;
  // After each drawing: a card that goes to another place loses the focus that it had.
  useLayoutEffect(() => {
    if (active && state.takesFocus(group, index, button.current))
      button.current?.focus({ preventScroll: true });
  });
  const lines = props.columns.flatMap((column) => {
    const text = column.text(record, props.computed);
    return text === "" ? [] : [{ column, text }];
  });
  return (
    <li
      class={`board-card${dragged ? " dragged" : ""}`}
      style={{ top: `${index * CARD_HEIGHT}px` }}
      aria-setsize={props.total}
      aria-posinset={index + 1}
      data-testid="board-card"
      data-box={record.id}
      data-index={index}
    >
      <button
        type="button"
        class="board-card-name"
        ref={button}
        tabIndex={active || (props.isFirst && state.active.value === undefined) ? 0 : -1}
        aria-describedby={props.hint}
        onClick={() => props.show(record.id)}
        onFocus={() => {
          if (!active) state.active.value = { group, index, id: record.id };
        }}
        data-testid="board-card-name"
      >
        <bdi>{record.name}</bdi>
      </button>
      {record.waiting ? (
        <span class="waiting" title={say("box-waiting")}>
          <Icon name="waiting" />
          <span class="for-readers">{say("box-waiting")}</span>
        </span>
      ) : null}
      <ul class="board-card-lines">
        {lines.slice(0, LINES).map(({ column, text }) => (
          <li key={column.key} title={`${column.name}: ${text}`}>
            <span class="for-readers">{column.name}: </span>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    </li>
  );
}
