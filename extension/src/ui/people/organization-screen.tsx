/** The page of an organization. */
import type { JSX } from "preact";

import type { Command } from "../../generated/Command";
import type { OrganizationEdit } from "../../generated/OrganizationEdit";
import type { OrganizationPage } from "../../generated/OrganizationPage";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { describe } from "../failures";
import { PlacePage } from "../places-bar";
import { Timeline } from "../timeline/timeline";
import { BinSwitch, BoxesOf, linesOf, Part, Related, TextRow } from "./person-parts";

/** The page of an organization. */
export function OrganizationScreen({ id }: { id: string }): JSX.Element {
  const { view, failure } = useSubscription({ kind: "organization", organization: id });
  const page = view.value?.organization;
  if (page != null && page.id === id) return <Sheet key={id} page={page} />;
  const why = failure.value === undefined ? say("loading") : describe(failure.value);
  return (
    <PlacePage title={say("place-organizations")} testId="organization-screen">
      <p
        class="hint"
        role="status"
        data-testid={page === null ? "organization-missing" : "organization-loading"}
      >
        {page === null ? say("organization-missing") : why}
      </p>
    </PlacePage>
  );
}

function Sheet({ page }: { page: OrganizationPage }): JSX.Element {
  const { id } = page;
  const command = (edit: OrganizationEdit): Command => ({
    kind: "editOrganization",
    organization: id,
    edit,
  });
  const text = (of: "name" | "industry" | "employees" | "notes") => (typed: string) =>
    command({ kind: "setText", of, text: typed });
  return (
    <PlacePage title={page.name} testId="organization-screen">
      <article class="sheet" aria-label={page.name}>
        <div class="sheet-columns">
          <div class="sheet-side">
            <div class="fields">
              <TextRow name={say("box-name")} value={page.name} command={text("name")} testId="name" />
              <TextRow
                name={say("organization-industry")}
                value={page.industry}
                command={text("industry")}
                testId="industry"
              />
              <TextRow
                name={say("organization-employees")}
                value={page.employees}
                command={text("employees")}
                testId="employees"
              />
              <TextRow
                name={say("organization-domains")}
                value={page.domains.join("\n")}
                kind="long"
                command={(typed) => command({ kind: "setDomains", domains: linesOf(typed) })}
                testId="domains"
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
              of="contact"
              title={say("section-contacts")}
              rows={page.contacts.map(({ other }) => other)}
            />
            <Related of="organization" title={say("person-links")} rows={page.links} />
            <Part title={say("timeline-label")}>
              <Timeline of={{ kind: "organization", id }} />
            </Part>
          </div>
        </div>
      </article>
    </PlacePage>
  );
}
