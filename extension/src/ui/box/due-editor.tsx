/** The editor of when something is due. */
import type { JSX } from "preact";

import type { Due } from "../../generated/Due";
import { say } from "../../words/words";
import { type DueParts, dueOf, dueParts } from "./due";

interface DueEditorProps {
  due: Due | null;
  store: (due: Due | null) => void;
  testId: string;
}

/** The day and, if one wishes, the time at which something is due. */
export function DueEditor({ due, store, testId }: DueEditorProps): JSX.Element {
  const parts = dueParts(due);
  const change = (part: Partial<DueParts>): void => store(dueOf({ ...parts, ...part }));
  return (
    <span class="due">
      <input
        class="editor"
        type="date"
        aria-label={say("task-due-date")}
        value={parts.date}
        data-empty={parts.date === ""}
        onChange={(event) => change({ date: event.currentTarget.value })}
        data-testid={`${testId}-date`}
      />
      {parts.date === "" ? null : (
        <input
          class="editor"
          type="time"
          aria-label={say("task-due-time")}
          value={parts.time}
          onChange={(event) => change({ time: event.currentTarget.value })}
          data-testid={`${testId}-time`}
        />
      )}
    </span>
  );
}
