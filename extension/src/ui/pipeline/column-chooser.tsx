/** Which columns are shown, and in which order. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";

import { say } from "../../words/words";
import { Icon } from "../icons";
import { arranged, type Column } from "./columns";
import { setColumns } from "./shape";
import type { ViewDesk } from "./view-desk";

/** Which columns are shown, and in which order. */
export function ColumnChooser({ all, desk }: { all: readonly Column[]; desk: ViewDesk }): JSX.Element {
  const wanted = useSignal("");
  const shape = desk.shape.value;
  const columns = arranged(all, shape.columns);
  const store = (next: readonly { column: Column; hidden: boolean }[]): void =>
    desk.change(
      setColumns(
        shape,
        next.map(({ column, hidden }) => ({ name: column.of, hidden })),
      ),
    );
  const move = (index: number, step: -1 | 1): void => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + step, 0, moved);
    store(next);
  };
  const text = wanted.value.trim().toLocaleLowerCase();
  return (
    <div class="form menu-part">
      <input
        class="editor boxed"
        type="search"
        dir="auto"
        aria-label={say("columns-find")}
        placeholder={say("columns-find")}
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
        }}
        data-testid="columns-find"
      />
      <ul class="menu-list columns-list">
        {columns.map(({ column, hidden }, index) => {
          if (!column.name.toLocaleLowerCase().includes(text)) return null;
          return (
            <li key={column.key} class="menu-line">
              <label class="check">
                <input
                  type="checkbox"
                  checked={!hidden}
                  disabled={column.key === "name"}
                  onChange={(event) => {
                    const off = !event.currentTarget.checked;
                    store(columns.map((one, at) => (at === index ? { ...one, hidden: off } : one)));
                  }}
                  data-testid={`columns-show-${column.name}`}
                />
                <bdi>{column.name}</bdi>
              </label>
              {column.key === "name" ? null : (
                <span class="actions tight">
                  <Move column={column.name} up={true} off={index <= 1} act={() => move(index, -1)} />
                  <Move
                    column={column.name}
                    up={false}
                    off={index === columns.length - 1}
                    act={() => move(index, 1)}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Move(props: { column: string; up: boolean; off: boolean; act: () => void }): JSX.Element {
  const label = say(props.up ? "columns-earlier" : "columns-later", { column: props.column });
  return (
    <button
      type="button"
      class="link quiet"
      aria-label={label}
      title={label}
      disabled={props.off}
      onClick={props.act}
    >
      <Icon name={props.up ? "up" : "down"} />
    </button>
  );
}
