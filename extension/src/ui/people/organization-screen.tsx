/** The page of an organization. */
import type { JSX } from "preact";

import type { Command } from "../../generated/Command";
import type { OrganizationEdit } from "../../generated/OrganizationEdit";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { linesOf, Related, TextRow } from "./person-parts";
import { PersonScreen } from "./person-screen";

/** The page of an organization. */
export function OrganizationScreen({ id }: { id: string }): JSX.Element {
  const { view, failure } = useSubscription({ kind: "organization", organization: id });
  const command = (edit: OrganizationEdit): Command => ({ kind: "editOrganization", organization: id, edit });
  const text = (of: "name" | "industry" | "employees") => (typed: string) =>
    command({ kind: "setText", of, text: typed });
  return (
    <PersonScreen
      of="organization"
      id={id}
      page={view.value?.organization}
      failure={failure.value}
      command={command}
      fields={(page) => (
        <>
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
        </>
      )}
      related={(page) => (
        <>
          <Related
            of="contact"
            title={say("section-contacts")}
            rows={page.contacts.map(({ other }) => other)}
          />
          <Related of="organization" title={say("person-links")} rows={page.links} />
        </>
      )}
    />
  );
}
