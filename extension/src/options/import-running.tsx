/** How far an import is, and the way out of it. */
import type { JSX } from "preact";

import { say } from "../words/words";

interface RunningProps {
  done: number;
  of: number;
  /** What it does, with how much of it in percent. */
  words: (percent: number) => string;
  cancel: () => void;
}

/** How far an import is, and the way out of it. */
export function Running({ done, of, words, cancel }: RunningProps): JSX.Element {
  const percent = of === 0 ? 0 : Math.floor((100 * done) / of);
  return (
    <div class="form">
      <label>
        <span>{words(percent)}</span>
        <progress max={100} value={percent} data-testid="import-progress" />
      </label>
      <p class="actions">
        <button type="button" class="plain" onClick={cancel} data-testid="import-cancel">
          {say("import-cancel")}
        </button>
      </p>
    </div>
  );
}
