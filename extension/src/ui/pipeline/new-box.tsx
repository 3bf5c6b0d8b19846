/** Makes a box at any stage, also where rows are not grouped by stage. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import { unsentText } from "../unsent";

interface NewBoxProps {
  pipeline: PipelineView;
  /** The stage that is chosen at first; the first one if none is named. */
  stage?: string;
}

/** A form for a new box; it stays for the next one. */
export function NewBox({ pipeline, stage: at }: NewBoxProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const name = unsentText(`new box ${pipeline.id}`);
  const stage = useSignal(at ?? pipeline.stages[0]?.id ?? "");
  const add = async (): Promise<void> => {
    const at = stage.peek() === "" ? null : stage.peek();
    const command = { kind: "createBox", pipeline: pipeline.id, stage: at, thread: null } as const;
    if (await run({ ...command, name: name.peek().trim() })) name.value = "";
  };
  return (
    <form
      class="form menu-part"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label>
        <span>{say("box-name")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={name.value}
          aria-invalid={failure.value !== undefined}
          aria-describedby={problem}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          data-testid="new-box-name"
        />
        <Problem id={problem} failure={failure.value} />
      </label>
      <label>
        <span>{say("box-stage")}</span>
        <select
          class="editor boxed"
          value={stage.value}
          onChange={(event) => {
            stage.value = event.currentTarget.value;
          }}
          data-testid="new-box-stage"
        >
          {pipeline.stages.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="primary" data-testid="new-box-add">
        {say("group-add")}
      </button>
    </form>
  );
}
