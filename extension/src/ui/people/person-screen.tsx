/** What the pages of contacts and of organizations are alike in: how they stand, and their parts. */
import type { ComponentChildren, JSX } from "preact";

import type { Command } from "../../generated/Command";
import type { Failure } from "../../generated/Failure";
import type { LabelView } from "../../generated/LabelView";
import { say } from "../../words/words";
import { describe } from "../failures";
import { PlacePage } from "../places-bar";
import type { RecordKind } from "../record-picker";
import { Timeline } from "../timeline/timeline";
import { BinSwitch, BoxesOf, linesOf, Part, TextRow } from "./person-parts";

/** What is known of a contact and of an organization alike. */
interface Person {
  readonly id: string;
  readonly name: string;
  readonly phones: readonly string[];
  readonly notes: string;
  readonly boxes: readonly LabelView[];
  readonly deleted: boolean;
}

/** How it is changed. */
type Edit =
  | { kind: "setText"; of: "notes"; text: string }
  | { kind: "setPhones"; phones: string[] }
  | { kind: "setDeleted"; deleted: boolean };

interface PersonScreenProps<P extends Person> {
  of: RecordKind;
  id: string;
  /** What the core gave last: `null` if there is none of this id. */
  page: P | null | undefined;
  failure: Failure | undefined;
  command: (edit: Edit) => Command;
  /** The editors that it alone has, above those that both have. */
  fields: (page: P) => ComponentChildren;
  /** Who belongs to it. */
  related: (page: P) => ComponentChildren;
}

/** The page of a contact or of an organization. */
export function PersonScreen<P extends Person>(props: PersonScreenProps<P>): JSX.Element {
  const { of, id, page, failure } = props;
  if (page != null && page.id === id) return <Sheet key={id} {...props} page={page} />;
  const why = failure === undefined ? say("loading") : describe(failure);
  return (
    <PlacePage title={say(`place-${of}s`)} testId={`${of}-screen`}>
      <p class="hint" role="status" data-testid={page === null ? `${of}-missing` : `${of}-loading`}>
        {page === null ? say(`${of}-missing`) : why}
      </p>
    </PlacePage>
  );
}

function Sheet<P extends Person>(props: PersonScreenProps<P> & { page: P }): JSX.Element {
  const { of, page, command } = props;
  return (
    <PlacePage title={page.name} testId={`${of}-screen`}>
      <article class="sheet" aria-label={page.name}>
        <div class="sheet-columns">
          <div class="sheet-side">
            <div class="fields">
              {props.fields(page)}
              <TextRow
                name={say("person-phones")}
                value={page.phones.join("\n")}
                kind="long"
                command={(typed) => command({ kind: "setPhones", phones: linesOf(typed) })}
                testId="phones"
              />
              <TextRow
                name={say("box-notes")}
                value={page.notes}
                kind="long"
                command={(text) => command({ kind: "setText", of: "notes", text })}
                testId="notes"
              />
            </div>
            <BinSwitch
              deleted={page.deleted}
              command={(deleted) => command({ kind: "setDeleted", deleted })}
            />
          </div>
          <div class="sheet-main">
            <BoxesOf boxes={page.boxes} />
            {props.related(page)}
            <Part title={say("timeline-label")}>
              <Timeline of={{ kind: of, id: page.id }} />
            </Part>
          </div>
        </div>
      </article>
    </PlacePage>
  );
}
