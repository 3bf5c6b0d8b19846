/** Taking a pipeline's boxes out from where one looks at them. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { Problem } from "../controls";
import { boxesOf, useExport } from "../export";
import { Menu } from "../menu";
import { fileName } from "../transfer";
import { arranged, type Column } from "./columns";
import { setColumns } from "./shape";
import type { ViewDesk } from "./view-desk";

interface ExportProps {
  pipeline: PipelineView;
  all: readonly Column[];
  desk: ViewDesk;
}

/** The menu of what can be taken out. */
export function ExportMenu(props: ExportProps): JSX.Element {
  return (
    <Menu
      label={say("export-menu")}
      text={say("export-menu")}
      icon="expand"
      className="plain small"
      testId="export"
    >
      {() => <Ways {...props} />}
    </Menu>
  );
}

function Ways({ pipeline, all, desk }: ExportProps): JSX.Element {
  const { state, busy, failure, save } = useExport();
  const problem = useId();
  const saveAs = (shown: boolean): void => {
    const shape = desk.shape.peek();
    // All columns are said, as they stand on the screen: a shape leaves out what nobody moved.
    const columns = arranged(all, shape.columns);
    const whole = setColumns(
      shape,
      columns.map(({ column, hidden }) => ({ name: column.of, hidden })),
    );
    const names = all.filter(({ of }) => of.kind === "builtIn").map(({ key, name }) => [key, name]);
    const what = boxesOf(pipeline.id, shown ? whole : null, Object.fromEntries(names));
    void save(what, `${fileName(pipeline.name)}.csv`, "text/csv");
  };
  return (
    <div class="form menu-part">
      <button
        type="button"
        class="link"
        disabled={busy.value}
        onClick={() => saveAs(true)}
        data-testid="export-view"
      >
        {say("export-view")}
      </button>
      <button
        type="button"
        class="link"
        disabled={busy.value}
        onClick={() => saveAs(false)}
        data-testid="export-pipeline"
      >
        {say("export-pipeline")}
      </button>
      <p role="status" class="hint" data-testid="export-state">
        {state.value}
      </p>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}
