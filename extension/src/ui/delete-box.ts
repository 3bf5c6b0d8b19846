/** Deletes a box, and offers to bring it back. */
import type { BoxView } from "../generated/BoxView";
import { say } from "../words/words";
import type { App } from "./app";
import { describe, failureOf } from "./failures";
import { notifyWithWayBack } from "./take-back";

/** Deletes a box; says so, with a way back. */
export function deleteBox(app: App, record: BoxView): void {
  const { id, name } = record;
  const act = async (): Promise<void> => {
    const failure = failureOf(await app.link.do({ kind: "deleteBox", id }));
    if (failure !== undefined) {
      app.notify(describe(failure));
      return;
    }
    notifyWithWayBack(app, say("box-deleted", { name }), { kind: "restoreBox", id });
  };
  act().catch(reportError);
}
