/** A box on a page of its own. */
import type { JSX } from "preact";

import { useApp } from "../app";
import { canChange, Invitation } from "../status-line";
import { BoxSheet } from "./box-sheet";

/** A box on a page of its own. */
export function BoxScreen({ id }: { id: string }): JSX.Element {
  const status = useApp().status.value;
  return (
    <main class="page" data-testid="box-screen">
      {status !== undefined && !canChange(status) ? <Invitation /> : <BoxSheet id={id} />}
    </main>
  );
}
