/** What can be done with a stage: its name, colour and place, another one after it, and its end. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Command } from "../../generated/Command";
import type { PipelineView } from "../../generated/PipelineView";
import type { StageEdit } from "../../generated/StageEdit";
import type { StageView } from "../../generated/StageView";
import { say } from "../../words/words";
import { Row } from "../box/parts";
import { Choice } from "../choice";
import { Problem, TextEditor, useDraft } from "../controls";
import { useDeed } from "../deed";
import { Menu } from "../menu";
import { useSave } from "../save";
import { unsentText } from "../unsent";
import { placeAfter, placeBeside } from "./place";

interface StageMenuProps {
  stage: StageView;
  pipeline: PipelineView;
}

/** The menu of a stage. */
export function StageMenu({ stage, pipeline }: StageMenuProps): JSX.Element {
  return (
    <Menu label={say("stage-menu", { stage: stage.name })} icon="menu" testId="stage-menu">
      {(close) => <OfStage stage={stage} pipeline={pipeline} close={close} />}
    </Menu>
  );
}

function OfStage({ stage, pipeline, close }: StageMenuProps & { close: () => void }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const { id } = stage;
  const edit = (change: StageEdit): Command => ({ kind: "editStage", pipeline: pipeline.id, edit: change });
  const name = useDraft(
    stage.name,
    useSave((to) => edit({ kind: "rename", stage: id, name: to })),
  );
  const fresh = unsentText(`stage ${pipeline.id}`);
  const others = pipeline.stages.filter((one) => one.id !== id);
  const into = useSignal(others[0]?.id ?? "");
  const move = (step: -1 | 1): void => {
    const place = placeBeside(pipeline.stages, id, step);
    if (place !== undefined) void run(edit({ kind: "move", stage: id, place }));
  };
  const runAndClose = async (change: StageEdit): Promise<boolean> => {
    const done = await run(edit(change));
    if (done) close();
    return done;
  };
  return (
    <div class="form menu-part">
      <Row name={say("stage-name")}>
        <TextEditor label={say("stage-name")} draft={name} testId="stage-name" />
      </Row>
      <label class="form-line">
        <span>{say("stage-colour")}</span>
        <input
          type="color"
          value={stage.colour}
          onChange={(event) =>
            void run(edit({ kind: "setColour", stage: id, colour: event.currentTarget.value }))
          }
          data-testid="stage-colour"
        />
      </label>
      <p class="actions">
        <button type="button" class="link" onClick={() => move(-1)} data-testid="stage-earlier">
          {say("move-earlier")}
        </button>
        <button type="button" class="link" onClick={() => move(1)} data-testid="stage-later">
          {say("move-later")}
        </button>
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const place = placeAfter(pipeline.stages, id);
          const create = { kind: "create", name: fresh.peek(), colour: stage.colour, place } as const;
          void runAndClose(create).then((done) => {
            if (done) fresh.value = "";
          });
        }}
      >
        <label>
          <span>{say("stage-add-after")}</span>
          <input
            class="editor boxed"
            dir="auto"
            value={fresh.value}
            onInput={(event) => {
              fresh.value = event.currentTarget.value;
            }}
            data-testid="stage-new-name"
          />
        </label>
        <button type="submit" class="link" data-testid="stage-add">
          {say("stage-add")}
        </button>
      </form>
      {others.length === 0 ? null : (
        <>
          <Choice
            label={say("stage-delete-into")}
            value={into.value}
            options={others}
            choose={(to) => {
              into.value = to;
            }}
            testId="stage-into"
          />
          <button
            type="button"
            class="link"
            onClick={() => void runAndClose({ kind: "delete", stage: id, into: into.peek() })}
            data-testid="stage-delete"
          >
            {say("stage-delete")}
          </button>
        </>
      )}
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}
