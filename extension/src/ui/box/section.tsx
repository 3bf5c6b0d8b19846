/** A part of a box's card that can be folded away. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

import { useApp, useSubscription } from "../app";
import { Icon } from "../icons";

interface SectionProps {
  /** Names the part in a person's settings. */
  part: string;
  title: string;
  /** How many there are of what it shows. */
  count?: number;
  /** Whether it is folded away until a person opens it. */
  startsFolded?: boolean;
  children: () => ComponentChildren;
}

/** A part of a box's card. Whether it is folded away is remembered for every box. */
export function Section({ part, title, count, startsFolded = false, children }: SectionProps): JSX.Element {
  const { link } = useApp();
  const body = useId();
  const { view } = useSubscription({ kind: "settings" });
  // Until the core has taken it, what was clicked counts.
  const clicked = useSignal<boolean | undefined>(undefined);
  // Settings hold what differs: a part that starts folded is there under a name of its own once it is open.
  const name = startsFolded ? `${part}-open` : part;
  const differs = view.value?.settings.folded.includes(name) ?? false;
  const folded = clicked.value ?? differs !== startsFolded;
  const toggle = (): void => {
    const next = !folded;
    clicked.value = next;
    void link.do({ kind: "set", setting: { kind: "folded", part: name, folded: next !== startsFolded } });
  };
  return (
    <section class="card-section" data-testid={`section-${part}`} data-folded={folded}>
      <h3>
        <button
          type="button"
          class="section-toggle"
          aria-expanded={!folded}
          aria-controls={body}
          onClick={toggle}
          data-testid={`section-${part}-toggle`}
        >
          <Icon name={folded ? "fold" : "expand"} />
          <span>{title}</span>
          {count === undefined || count === 0 ? null : <span class="group-count">{count}</span>}
        </button>
      </h3>
      <div id={body} class="section-body">
        {folded ? null : children()}
      </div>
    </section>
  );
}
