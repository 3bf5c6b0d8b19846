/** Says that something was done, with a way back. */
import type { Command } from "../generated/Command";
import type { App } from "./app";
import { describe, failureOf } from "./failures";

/** Says what was done, with a button that does `back`; why that fails is said, too. */
export function notifyWithWayBack(app: App, text: string, back: Command): void {
  app.notify(text, () => {
    app.link.do(back).then((response) => {
      const refused = failureOf(response);
      if (refused !== undefined) app.notify(describe(refused));
    }, reportError);
  });
}
