/** The box that a mail very likely belongs to: one click files it, another says no. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { SuggestionView } from "../../generated/SuggestionView";
import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import { StageName } from "../box/box-search";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { Icon } from "../icons";
import { reasons } from "./why";

interface SuggestionChipProps {
  thread: ThreadInput;
  suggestion: SuggestionView;
  /** The sender's address; empty if it is not known. */
  sender: string;
}

/** The suggestion of a box. */
export function SuggestionChip({ thread, suggestion, sender }: SuggestionChipProps): JSX.Element {
  const { failure, run } = useDeed();
  const busy = useSignal(false);
  const [why, problem] = [useId(), useId()];
  const { label } = suggestion;
  const text = reasons(suggestion, sender);
  const once = async (deed: () => Promise<boolean>): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    await deed();
    busy.value = false;
  };
  return (
    <div class="suggestion" data-testid="suggestion" data-box={label.id}>
      <span class="hint" aria-hidden="true">
        {say("suggestion-belongs")}
      </span>
      <span class="suggestion-chip">
        <button
          type="button"
          class="suggestion-file"
          aria-label={say("suggestion-file", { box: label.name, pipeline: label.pipelineName })}
          aria-describedby={why}
          title={text}
          onClick={() => void once(() => run({ kind: "addThread", id: label.id, thread }))}
          data-testid="suggestion-file"
        >
          <Icon name="add" />
          <span class="suggestion-box">
            <bdi class="hit-name">{label.name}</bdi>
            <span class="hit-where">
              <bdi>{label.pipelineName}</bdi>
              <StageName name={label.stageName} colour={label.colour} />
            </span>
          </span>
        </button>
        <button
          type="button"
          class="link quiet"
          aria-label={say("suggestion-dismiss", { box: label.name })}
          title={say("suggestion-dismiss", { box: label.name })}
          onClick={() => void once(() => run({ kind: "dismissSuggestion", thread: thread.id, id: label.id }))}
          data-testid="suggestion-dismiss"
        >
          <Icon name="close" />
        </button>
      </span>
      <span id={why} class="for-readers" data-testid="suggestion-why">
        {text}
      </span>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}
