/** What was deleted, and can be brought back for a while. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import { showMoment } from "../../words/formats";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { StageName } from "../box/box-search";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { describe } from "../failures";
import { Part } from "../people/person-parts";
import { PlacePage } from "../places-bar";

/** How many boxes there are at first, and how many more at a time. */
const PAGE = 50;

/** What was deleted. */
export function BinScreen(): JSX.Element {
  const { failure: refused, run } = useDeed();
  const problem = useId();
  const count = useSignal(PAGE);
  const { view, failure } = useSubscription({ kind: "bin", first: 0, count: count.value });
  const bin = view.value;
  return (
    <PlacePage at="bin" title={say("place-bin")} testId="bin">
      {bin === undefined ? (
        <p class="hint">{failure.value === undefined ? say("loading") : describe(failure.value)}</p>
      ) : null}
      {bin?.boxes.length === 0 && bin.pipelines.length === 0 ? (
        <p class="hint" data-testid="bin-empty">
          {say("bin-empty")}
        </p>
      ) : null}
      <Problem id={problem} failure={refused.value} />
      {bin === undefined || bin.pipelines.length === 0 ? null : (
        <Part title={say("bin-pipelines")}>
          <ul class="items">
            {bin.pipelines.map(({ id, name }) => (
              <li key={id} class="item-line" data-testid="bin-pipeline">
                <bdi class="item-text">{name}</bdi>
                <button
                  type="button"
                  class="plain small"
                  aria-label={say("restore-what", { what: name })}
                  onClick={() => void run({ kind: "editPipeline", pipeline: id, edit: { kind: "restore" } })}
                  data-testid="bin-restore"
                >
                  {say("restore")}
                </button>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {bin === undefined || bin.boxes.length === 0 ? null : (
        <Part title={say("bin-boxes")}>
          <ul class="items">
            {bin.boxes.map(({ label, deletedAt, daysLeft, mergedInto }) => (
              <li key={label.id} class="item-line bin-line" data-testid="bin-box">
                <bdi class="item-text">{label.name}</bdi>
                <span class="hit-where">
                  <bdi>{label.pipelineName}</bdi>
                  <StageName name={label.stageName} colour={label.colour} />
                </span>
                <span class="hint">
                  {mergedInto === null
                    ? say("bin-deleted", { when: showMoment(deletedAt), days: daysLeft })
                    : say("bin-merged", { when: showMoment(deletedAt) })}
                </span>
                <button
                  type="button"
                  class="plain small"
                  aria-label={say("restore-what", { what: label.name })}
                  onClick={() => void run({ kind: "restoreBox", id: label.id })}
                  data-testid="bin-restore"
                >
                  {say("restore")}
                </button>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {bin?.more === true ? (
        <button
          type="button"
          class="link"
          onClick={() => {
            count.value += PAGE;
          }}
        >
          {say("timeline-more")}
        </button>
      ) : null}
    </PlacePage>
  );
}
