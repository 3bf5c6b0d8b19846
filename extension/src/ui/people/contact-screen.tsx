/** The page of a contact. */
import type { JSX } from "preact";

import type { Command } from "../../generated/Command";
import type { ContactEdit } from "../../generated/ContactEdit";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { linesOf, Related, TextRow } from "./person-parts";
import { PersonScreen } from "./person-screen";

/** The page of a contact. */
export function ContactScreen({ id }: { id: string }): JSX.Element {
  const { view, failure } = useSubscription({ kind: "contact", contact: id });
  const command = (edit: ContactEdit): Command => ({ kind: "editContact", contact: id, edit });
  const text = (of: "givenName" | "familyName" | "title") => (typed: string) =>
    command({ kind: "setText", of, text: typed });
  return (
    <PersonScreen
      of="contact"
      id={id}
      page={view.value?.contact}
      failure={failure.value}
      command={command}
      fields={(page) => (
        <>
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
          <TextRow name={say("contact-title")} value={page.title} command={text("title")} testId="title" />
          <TextRow
            name={say("person-emails")}
            value={page.emails.join("\n")}
            kind="long"
            command={(typed) => command({ kind: "setEmails", emails: linesOf(typed) })}
            testId="emails"
          />
        </>
      )}
      related={(page) => (
        <>
          <Related
            of="organization"
            title={say("section-organizations")}
            rows={page.organizations.map(({ other }) => other)}
          />
          <Related of="contact" title={say("person-links")} rows={page.links} />
        </>
      )}
    />
  );
}
