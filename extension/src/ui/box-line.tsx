/** A box in a list: its name, which leads to it, and where it is. */
import type { JSX } from "preact";

import type { LabelView } from "../generated/LabelView";
import { useApp } from "./app";
import { StageName } from "./box/box-search";

/** A box in a list. */
export function BoxLine({ label }: { label: LabelView }): JSX.Element {
  const app = useApp();
  return (
    <span class="box-line" data-testid="box-line" data-box={label.id}>
      <button type="button" class="link item-text" onClick={() => app.go({ kind: "box", id: label.id })}>
        <bdi>{label.name}</bdi>
      </button>
      <span class="hit-where">
        <bdi>{label.pipelineName}</bdi>
        <StageName name={label.stageName} colour={label.colour} />
      </span>
    </span>
  );
}
