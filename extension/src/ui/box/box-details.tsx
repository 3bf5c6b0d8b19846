/** All about a box that is more than its cells, in parts that can be folded away. */
import type { JSX } from "preact";

import type { BoxPage } from "../../generated/BoxPage";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { describe } from "../failures";
import { Timeline } from "../timeline/timeline";
import { Associates } from "./associates";
import { BoxActions } from "./box-actions";
import { Comments } from "./comments";
import { Files } from "./files";
import { Links } from "./links";
import { Meetings } from "./meetings";
import { Section } from "./section";
import { Tasks } from "./tasks";

/** All about a box that is more than its cells. */
export function BoxDetails({ id }: { id: string }): JSX.Element | null {
  const { view, failure } = useSubscription({ kind: "boxPage", id });
  const page = view.value?.page ?? undefined;
  if (failure.value !== undefined) return <p class="problem">{describe(failure.value)}</p>;
  if (page === undefined || page.record.id !== id) return null;
  return <Parts page={page} />;
}

function Parts({ page }: { page: BoxPage }): JSX.Element {
  const { id } = page.record;
  const open = page.tasks.filter(({ doneAt }) => doneAt === null).length;
  return (
    <>
      <Section part="box-tasks" title={say("section-tasks")} count={open}>
        {() => <Tasks page={page} />}
      </Section>
      <Section part="box-comments" title={say("section-comments")} count={page.comments.length}>
        {() => <Comments page={page} />}
      </Section>
      <Section
        part="box-contacts"
        title={say("section-contacts")}
        count={page.contacts.length}
        startsFolded={true}
      >
        {() => <Associates of="contact" page={page} />}
      </Section>
      <Section
        part="box-organizations"
        title={say("section-organizations")}
        count={page.organizations.length}
        startsFolded={true}
      >
        {() => <Associates of="organization" page={page} />}
      </Section>
      <Section
        part="box-meetings"
        title={say("section-meetings")}
        count={page.meetings.length}
        startsFolded={true}
      >
        {() => <Meetings page={page} />}
      </Section>
      <Section part="box-files" title={say("section-files")} count={page.files.length} startsFolded={true}>
        {() => <Files page={page} />}
      </Section>
      <Section part="box-links" title={say("section-links")} count={page.links.length} startsFolded={true}>
        {() => <Links page={page} />}
      </Section>
      <Section part="box-timeline" title={say("timeline-label")} startsFolded={true}>
        {() => <Timeline of={{ kind: "box", id }} />}
      </Section>
      <BoxActions page={page} />
    </>
  );
}
