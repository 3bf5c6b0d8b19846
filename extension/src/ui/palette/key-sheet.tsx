/** The keyboard's cheat sheet. */
import type { JSX } from "preact";

import { say } from "../../words/words";
import { IconButton } from "../box/parts";

/** What each key does, by where it does it. The names of keys are those on the keyboard. */
const SHEET = [
  ["anywhere", { palette: "Ctrl K", keys: "Ctrl /", close: "Esc" }],
  [
    "table",
    {
      move: "↑ ↓ ← →",
      extend: "Shift ↑ ↓ ← →",
      all: "Ctrl A",
      edit: "Enter",
      open: "Ctrl Enter",
      copy: "Ctrl C, Ctrl V",
      fill: "Ctrl D",
      empty: "Delete",
      find: "Ctrl F",
      row: "Alt ↑ ↓",
      undo: "Ctrl Z, Ctrl Shift Z",
    },
  ],
  ["board", { move: "↑ ↓ ← →", take: "Shift ↑ ↓ ← →", open: "Enter" }],
  ["mail", { snippet: "Tab" }],
  ["box", { stage: "← →, Enter", send: "Ctrl Enter", mention: "@" }],
] as const;

/** On a Mac Ctrl is Command. */
function onThisKeyboard(keys: string): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? keys.replaceAll("Ctrl", "⌘") : keys;
}

/** The keyboard's cheat sheet. */
export function KeySheet({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <div class="key-sheet" data-testid="key-sheet">
      <header class="sheet-title">
        <h2>{say("keys-title")}</h2>
        <IconButton icon="close" label={say("close")} testId="key-sheet-close" onClick={onClose} />
      </header>
      <div class="key-parts">
        {SHEET.map(([where, keys]) => (
          <section key={where} aria-label={say(`keys-${where}`)}>
            <h3>{say(`keys-${where}`)}</h3>
            <dl class="facts">
              {Object.entries(keys).map(([what, key]) => (
                <div key={what} class="key-line">
                  <dt>{say(`keys-${where}-${what}`)}</dt>
                  <dd>
                    <kbd>{onThisKeyboard(key)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}

/** The ids of the messages that the sheet shows, for the catalogue's test. */
export const KEY_MESSAGES: readonly string[] = SHEET.flatMap(([where, keys]) => [
  `keys-${where}`,
  ...Object.keys(keys).map((what) => `keys-${where}-${what}`),
]);
