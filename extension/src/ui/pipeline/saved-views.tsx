/** The saved views of a pipeline: which one is shown, whether it was changed, and where it is kept. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { HomeInput } from "../../generated/HomeInput";
import type { SavedViewView } from "../../generated/SavedViewView";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Row } from "../box/parts";
import { Problem, TextEditor, useDraft } from "../controls";
import { type Deed, useDeed } from "../deed";
import { failureOf } from "../failures";
import { Icon } from "../icons";
import { Menu } from "../menu";
import { useSave } from "../save";
import { unsentText } from "../unsent";
import type { ViewDesk } from "./view-desk";

/** How many saved views are offered. */
const OFFERED = 200;

/** The saved views of a pipeline. */
export function SavedViews({ pipeline, desk }: { pipeline: string; desk: ViewDesk }): JSX.Element {
  const app = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  const { view } = useSubscription({ kind: "views", pipeline, first: 0, count: OFFERED });
  const all = view.value?.views ?? [];
  const chosen = all.find(({ id }) => id === desk.chosen.value);
  const opensWith = app.pipelines.value?.find(({ id }) => id === pipeline)?.opensWith ?? null;
  const first = all.find(({ id }) => id === (desk.wanted ?? opensWith));
  useEffect(() => {
    if (first !== undefined) desk.open(first);
  }, [first, desk]);
  const changed = desk.isChanged(chosen);
  const name = chosen?.name ?? say("views-plain");
  return (
    <div class="saved-views" role="group" aria-label={say("views-label")}>
      <Menu
        label={say("views-choose", { view: name })}
        text={name}
        icon="expand"
        className="plain small"
        testId="views"
      >
        {(close) => (
          <>
            <ul class="menu-list">
              <ViewLine
                name={say("views-plain")}
                chosen={chosen === undefined}
                show={() => {
                  desk.choose(undefined);
                  close();
                }}
              />
              {all.map((one) => (
                <ViewLine
                  key={one.id}
                  name={one.name}
                  chosen={one.id === chosen?.id}
                  show={() => {
                    desk.choose(one);
                    close();
                  }}
                  starred={one.starred}
                  star={() =>
                    void run({
                      kind: "set",
                      setting: { kind: "starredView", view: one.id, starred: !one.starred },
                    })
                  }
                />
              ))}
            </ul>
            {chosen === undefined ? null : (
              <OfView
                view={chosen}
                pipeline={pipeline}
                opens={opensWith === chosen.id}
                run={run}
                close={close}
              />
            )}
          </>
        )}
      </Menu>
      {changed ? (
        <>
          <span class="hint" role="status" data-testid="views-changed">
            {say("views-changed")}
          </span>
          {chosen === undefined ? null : (
            <button
              type="button"
              class="link"
              data-testid="views-save"
              onClick={() =>
                void run({
                  kind: "editView",
                  view: chosen.id,
                  edit: { kind: "setShape", shape: desk.shape.peek() },
                })
              }
            >
              {say("views-save")}
            </button>
          )}
          <button type="button" class="link" data-testid="views-reset" onClick={() => desk.choose(chosen)}>
            {say("views-reset")}
          </button>
        </>
      ) : null}
      <Menu
        label={say("views-save-as")}
        text={say("views-save-as")}
        icon="add"
        className="link"
        testId="views-save-as"
      >
        {(close) => <SaveAs pipeline={pipeline} desk={desk} onDone={close} />}
      </Menu>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

interface ViewLineProps {
  name: string;
  chosen: boolean;
  show: () => void;
  starred?: boolean;
  star?: () => void;
}

function ViewLine({ name, chosen, show, starred, star }: ViewLineProps): JSX.Element {
  const label = say(starred === true ? "views-unstar" : "views-star", { view: name });
  return (
    <li class="menu-line">
      <button type="button" class="menu-item" aria-pressed={chosen} onClick={show} data-testid="views-view">
        <bdi>{name}</bdi>
        {chosen ? <Icon name="done" /> : null}
      </button>
      {star === undefined ? null : (
        <button
          type="button"
          class="link quiet"
          aria-pressed={starred}
          aria-label={label}
          title={label}
          onClick={star}
          data-testid="views-view-star"
        >
          <Icon name={starred === true ? "starred" : "star"} />
        </button>
      )}
    </li>
  );
}

interface OfViewProps {
  view: SavedViewView;
  pipeline: string;
  /** Whether the pipeline opens with it. */
  opens: boolean;
  run: Deed["run"];
  close: () => void;
}

/** What can be done with the view that is shown. */
function OfView({ view, pipeline, opens, run, close }: OfViewProps): JSX.Element {
  const name = useDraft(
    view.name,
    useSave((to) => ({ kind: "editView", view: view.id, edit: { kind: "rename", name: to } })),
  );
  return (
    <div class="form menu-part">
      <Row name={say("views-name")}>
        <TextEditor label={say("views-name")} draft={name} testId="views-rename" />
      </Row>
      <label class="check">
        <input
          type="checkbox"
          checked={opens}
          onChange={(event) =>
            void run({
              kind: "set",
              setting: { kind: "pipelineView", pipeline, view: event.currentTarget.checked ? view.id : null },
            })
          }
        />
        {say("views-opens")}
      </label>
      <p class="actions">
        <button
          type="button"
          class="link"
          data-testid="views-delete"
          onClick={() => {
            const edit = { kind: "setDeleted", deleted: true } as const;
            void run({ kind: "editView", view: view.id, edit }).then(close);
          }}
        >
          {say("views-delete")}
        </button>
      </p>
    </div>
  );
}

interface SaveAsProps {
  pipeline: string;
  desk: ViewDesk;
  onDone: () => void;
}

function SaveAs({ pipeline, desk, onDone }: SaveAsProps): JSX.Element {
  const { link } = useApp();
  const problem = useId();
  const refused = useSignal<Failure | undefined>(undefined);
  const name = unsentText(`view ${pipeline}`);
  const shared = useSignal(false);
  const save = async (): Promise<void> => {
    const home: HomeInput = shared.peek() ? { kind: "pipeline", pipeline } : { kind: "mine" };
    const shape = desk.shape.peek();
    const response = await link.do({ kind: "createView", home, pipeline, name: name.peek(), shape });
    refused.value = failureOf(response);
    if (response.kind !== "done") return;
    if (response.created !== null) desk.saved(response.created);
    name.value = "";
    onDone();
  };
  return (
    <form
      class="form menu-part"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        <span>{say("views-name")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={name.value}
          aria-invalid={refused.value !== undefined}
          aria-describedby={problem}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          data-testid="views-save-name"
        />
        <Problem id={problem} failure={refused.value} />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={shared.value}
          onChange={(event) => {
            shared.value = event.currentTarget.checked;
          }}
        />
        {say("views-shared")}
      </label>
      <button type="submit" class="primary" data-testid="views-save-submit">
        {say("save")}
      </button>
    </form>
  );
}
