/** What is above the rows of a pipeline: undo, the filter, grouping, columns, a new field. */
import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { PipelineView } from "../../generated/PipelineView";
import type { WindowView } from "../../generated/WindowView";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { boardShape, isBoardColumn } from "../board/board-shape";
import { Problem } from "../controls";
import { Icon } from "../icons";
import { Menu } from "../menu";
import { useTasksLater } from "../tasks";
import { ColumnChooser } from "./column-chooser";
import { AddField } from "./column-menu";
import { arranged, type Column } from "./columns";
import { ExportMenu } from "./export-menu";
import { NewBox } from "./new-box";
import { SavedViews } from "./saved-views";
import { columnKey } from "./shape";
import type { UndoDeed } from "./undo";
import type { ViewDesk } from "./view-desk";
import { filterNotes, summaryText } from "./window-view";

/** What the core gave last. */
interface Shown {
  readonly window: ReadonlySignal<WindowView | undefined>;
}

interface ToolbarProps {
  pipeline: PipelineView;
  all: readonly Column[];
  desk: ViewDesk;
  state: Shown;
  undo: UndoDeed;
}

/** What is above the rows of a pipeline. */
export function Toolbar(props: ToolbarProps): JSX.Element {
  // After the frame of the screen.
  const isDrawn = useTasksLater(1);
  return (
    <section class="toolbar" aria-label={say("toolbar-label")} data-testid="toolbar">
      {isDrawn ? <Tools {...props} /> : null}
    </section>
  );
}

function Tools({ pipeline, all, desk, state, undo }: ToolbarProps): JSX.Element {
  const problem = useId();
  return (
    <>
      <UndoButtons undo={undo} />
      {pipeline.myRights.create ? (
        <Menu
          label={say("group-add")}
          text={say("group-add")}
          icon="add"
          className="plain small"
          testId="new-box"
        >
          {() => <NewBox pipeline={pipeline} />}
        </Menu>
      ) : null}
      <SavedViews pipeline={pipeline.id} desk={desk} />
      <Filter desk={desk} state={state} />
      <LayoutSwitch desk={desk} />
      <GroupBy pipeline={pipeline} all={all} desk={desk} />
      <Menu
        label={say("columns-choose")}
        text={say("columns-choose")}
        icon="expand"
        className="plain small"
        testId="columns"
      >
        {() => <ColumnChooser all={all} desk={desk} />}
      </Menu>
      {pipeline.myRights.structure ? (
        <Menu
          label={say("field-add")}
          text={say("field-add")}
          icon="add"
          className="plain small"
          testId="add-field"
        >
          {(close) => <AddField pipeline={pipeline} after={undefined} onDone={close} />}
        </Menu>
      ) : null}
      {pipeline.myRights.export ? <ExportMenu pipeline={pipeline} all={all} desk={desk} /> : null}
      <Totals pipeline={pipeline} all={all} state={state} />
      <Problem id={problem} failure={undo.failure.value} />
    </>
  );
}

function UndoButtons({ undo }: { undo: UndoDeed }): JSX.Element {
  const { view } = useSubscription({ kind: "undo" });
  const back = view.value?.undo ?? null;
  const again = view.value?.redo ?? null;
  const undoLabel = back === null ? say("undo") : say("undo-what", { what: say(`command-${back}`) });
  const redoLabel = again === null ? say("redo") : say("redo-what", { what: say(`command-${again}`) });
  return (
    <span class="actions tight">
      <button
        type="button"
        class="link quiet"
        aria-label={undoLabel}
        title={undoLabel}
        disabled={back === null}
        onClick={undo.undo}
        data-testid="undo"
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        class="link quiet"
        aria-label={redoLabel}
        title={redoLabel}
        disabled={again === null}
        onClick={undo.redo}
        data-testid="redo"
      >
        <Icon name="redo" />
      </button>
    </span>
  );
}

/** The box that says which boxes are shown; it acts while one types. */
function Filter({ desk, state }: { desk: ViewDesk; state: Shown }): JSX.Element {
  const said = useId();
  const filter = desk.shape.value.filter;
  const change = (text: string): void => desk.change({ ...desk.shape.peek(), filter: text });
  return (
    <div class="filter" role="search">
      <input
        class="editor boxed"
        type="search"
        dir="auto"
        spellcheck={false}
        aria-label={say("filter-label")}
        aria-describedby={said}
        placeholder={say("filter-placeholder")}
        value={filter}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && filter !== "") {
            event.preventDefault();
            change("");
          }
        }}
        data-testid="filter"
      />
      <ul class="filter-notes" id={said} aria-live="polite" data-testid="filter-notes">
        {filterNotes(state.window.value).map((note) => (
          <li key={note}>
            <Icon name="warning" />
            <span>{note}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Rows or cards; kept in what a saved view shows. */
function LayoutSwitch({ desk }: { desk: ViewDesk }): JSX.Element {
  const now = desk.shape.value.layout;
  return (
    <fieldset class="layout-switch">
      <legend class="for-readers">{say("layout-label")}</legend>
      {(["table", "board"] as const).map((layout) => (
        <button
          key={layout}
          type="button"
          aria-pressed={now === layout}
          onClick={() => desk.change({ ...desk.shape.peek(), layout })}
          data-testid={`layout-${layout}`}
        >
          {say(`layout-${layout}`)}
        </button>
      ))}
    </fieldset>
  );
}

interface GroupByProps {
  pipeline: PipelineView;
  all: readonly Column[];
  desk: ViewDesk;
}

function GroupBy({ pipeline, all, desk }: GroupByProps): JSX.Element {
  const shape = desk.shape.value;
  const isBoard = shape.layout === "board";
  const asked = isBoard ? boardShape(shape, pipeline).group : shape.group;
  const now = asked === null ? "" : columnKey(asked);
  // There are some sixty, and nobody looks for them as soon as the screen is there.
  const showsAll = useTasksLater(2);
  const offered = arranged(all, shape.columns).filter(({ column }) =>
    showsAll ? !isBoard || isBoardColumn(column.key, pipeline) : column.key === now,
  );
  return (
    <label class="toolbar-choice">
      <span>{say("group-by")}</span>
      <select
        class="editor boxed small"
        value={now}
        onChange={(event) => {
          const column = all.find(({ key }) => key === event.currentTarget.value);
          desk.change({ ...shape, group: column?.of ?? null });
        }}
        data-testid="group-by"
      >
        {isBoard ? null : <option value="">{say("group-by-nothing")}</option>}
        {offered.map(({ column }) => (
          <option key={column.key} value={column.key}>
            {column.name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TotalsProps {
  pipeline: PipelineView;
  all: readonly Column[];
  state: Shown;
}

/** What is said of all rows together. */
function Totals({ pipeline, all, state }: TotalsProps): JSX.Element | null {
  const summaries = state.window.value?.summaries ?? [];
  if (summaries.length === 0) return null;
  return (
    <ul class="summaries" aria-label={say("summaries-total")} data-testid="summaries-total">
      {summaries.map((one) => {
        const name = all.find(({ key }) => key === columnKey(one.column))?.name ?? say("cell-option-gone");
        return (
          <li key={columnKey(one.column)} dir="auto">
            {summaryText(one, pipeline, name)}
          </li>
        );
      })}
    </ul>
  );
}
