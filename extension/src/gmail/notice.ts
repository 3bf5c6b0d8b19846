/** Short notices over Gmail, where it says its own. */
import { say } from "../words/words";
import type { Sdk } from "./sdk";

/** How long a notice stays, in milliseconds: long enough to reach its button by keyboard. */
const STAYS = 12_000;

/** Says something for a moment; `undo` gets a button. */
export function notify(sdk: Sdk, text: string, undo?: () => void): void {
  const notice = sdk.ButterBar.showMessage({
    text,
    time: STAYS,
    buttons:
      undo === undefined
        ? []
        : [
            {
              title: say("undo"),
              onClick: () => {
                notice.destroy();
                undo();
              },
            },
          ],
  });
}
