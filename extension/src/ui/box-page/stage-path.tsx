/** The stages of a pipeline as the steps of a path, with the one that a box is at. */
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import { showMoment } from "../../words/formats";
import { direction, say } from "../../words/words";
import { Problem, useDraft } from "../controls";
import { useSave } from "../save";

/** The steps; a click on one, or Enter, moves the box there. Arrows go from step to step. */
export function StagePath({ page }: { page: BoxPage }): JSX.Element {
  const { record, pipeline, stagePath } = page;
  const problem = useId();
  const list = useRef<HTMLOListElement>(null);
  const draft = useDraft(
    record.stage,
    useSave((stage) => ({ kind: "moveBox", id: record.id, stage })),
  );
  const now = draft.text.value;
  const at = Math.max(
    0,
    pipeline.stages.findIndex(({ id }) => id === now),
  );
  const since = (stage: string): number | undefined =>
    stagePath.findLast((visit) => visit.stage === stage)?.at;
  const move = (event: KeyboardEvent): void => {
    const ahead = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = direction() === "rtl" ? "ArrowRight" : "ArrowLeft";
    const step = event.key === ahead ? 1 : event.key === back ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const steps = [...(list.current?.querySelectorAll("button") ?? [])];
    const from = steps.indexOf(event.target as HTMLButtonElement);
    steps[Math.max(0, Math.min(steps.length - 1, from + step))]?.focus();
  };
  return (
    <nav class="stage-path-frame" aria-label={say("box-stage")} data-state={draft.state.value}>
      <ol class="stage-path" ref={list} onKeyDown={move} data-testid="stage-path">
        {pipeline.stages.map((stage, index) => {
          const moment = since(stage.id);
          const when = moment === undefined ? undefined : say("stage-since", { when: showMoment(moment) });
          return (
            <li key={stage.id} style={{ "--stage": stage.colour }}>
              <button
                type="button"
                class={`stage-step${index < at ? " passed" : ""}`}
                aria-current={index === at ? "step" : undefined}
                aria-describedby={problem}
                tabIndex={index === at ? 0 : -1}
                title={when === undefined ? stage.name : `${stage.name}\n${when}`}
                onClick={() => {
                  draft.type(stage.id);
                  void draft.commit();
                }}
                data-testid="stage-step"
                data-stage={stage.id}
              >
                <bdi>{stage.name}</bdi>
              </button>
            </li>
          );
        })}
      </ol>
      <Problem id={problem} failure={draft.problem.value} />
    </nav>
  );
}
