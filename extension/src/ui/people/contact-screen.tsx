/** The page of a contact. */
import type { JSX } from "preact";

import type { Command } from "../../generated/Command";
import type { ContactEdit } from "../../generated/ContactEdit";
import type { ContactPage } from "../../generated/ContactPage";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { describe } from "../failures";
import { PlacePage } from "../places-bar";
import { Timeline } from "../timeline/timeline";
import { BinSwitch, BoxesOf, linesOf, Part, Related, TextRow } from "./person-parts";

/** The page of a contact. */
export function ContactScreen({ id }: { id: string }): JSX.Element {
  const { view, failure } = useSubscription({ kind: "contact", contact: id });
  const page = view.value?.contact;
  if (page != null && page.id === id) return <Sheet key={id} page={page} />;
  const why = failure.value === undefined ? say("loading") : describe(failure.value);
  return (
    <PlacePage title={say("place-contacts")} testId="contact-screen">
      <p class="hint" role="status" data-testid={page === null ? "contact-missing" : "contact-loading"}>
        {page === null ? say("contact-missing") : why}
      </p>
    </PlacePage>
  );
}

function Sheet({ page }: { page: ContactPage }): JSX.Element {
  const { id } = page;
  const command = (edit: ContactEdit): Command => ({ kind: "editContact", contact: id, edit });
  const text = (of: "givenName" | "familyName" | "title" | "notes") => (typed: string) =>
    command({ kind: "setText", of, text: typed });
  return (
    <PlacePage title={page.name} testId="contact-screen">
      <article class="sheet" aria-label={page.name}>
        <div class="sheet-columns">
          <div class="sheet-side">
            <div class="fields">
              <TextRow
                name={say("contact-given-name")}
                value={page.givenName}
                command={text("givenName")}
                testId="given-name"
              />
              <TextRow
                name={say("contact-family-name")}
                value={page.familyName}
                command={text("familyName")}
                testId="family-name"
              />
              <TextRow
                name={say("contact-title")}
                value={page.title}
                command={text("title")}
                testId="title"
              />
              <TextRow
                name={say("person-emails")}
                value={page.emails.join("\n")}
                kind="long"
                command={(typed) => command({ kind: "setEmails", emails: linesOf(typed) })}
                testId="emails"
              />
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
                command={text("notes")}
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
            <Related
              of="organization"
              title={say("section-organizations")}
              rows={page.organizations.map(({ other }) => other)}
            />
            <Related of="contact" title={say("person-links")} rows={page.links} />
            <Part title={say("timeline-label")}>
              <Timeline of={{ kind: "contact", id }} />
            </Part>
          </div>
        </div>
      </article>
    </PlacePage>
  );
}
