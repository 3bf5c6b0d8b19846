/** All of a box: on a page of its own, or in a panel over a table. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { Associates } from "../box/associates";
import { BoxActions } from "../box/box-actions";
import { BoxFields } from "../box/box-fields";
import { Comments } from "../box/comments";
import { Files } from "../box/files";
import { Links } from "../box/links";
import { Meetings } from "../box/meetings";
import { Section } from "../box/section";
import { Tasks } from "../box/tasks";
import { Problem, TextEditor, useDraft } from "../controls";
import { editBox, useDeed } from "../deed";
import { describe } from "../failures";
import { Icon } from "../icons";
import { useSave } from "../save";
import { StatusLine } from "../status-line";
import { Timeline } from "../timeline/timeline";
import { StagePath } from "./stage-path";

interface BoxSheetProps {
  id: string;
  /** What stands beside the name. */
  children?: ComponentChildren;
}

/** All of a box. */
export function BoxSheet({ id, children }: BoxSheetProps): JSX.Element {
  const { view, failure } = useSubscription({ kind: "boxPage", id });
  const page = view.value?.page;
  if (failure.value !== undefined) {
    return (
      <Without testId="box-failed" text={describe(failure.value)}>
        {children}
      </Without>
    );
  }
  if (page === null) {
    return (
      <Without testId="box-missing" text={say("box-missing")}>
        {children}
      </Without>
    );
  }
  if (page === undefined || page.record.id !== id) {
    return (
      <Without testId="box-loading" text={say("loading")}>
        {children}
      </Without>
    );
  }
  return (
    <Sheet key={id} page={page}>
      {children}
    </Sheet>
  );
}

/** A sheet with nothing on it but why. */
function Without(props: { testId: string; text: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="sheet">
      <header class="sheet-header">
        <div class="sheet-title">
          <p class="hint" role="status" data-testid={props.testId}>
            {props.text}
          </p>
          {props.children}
        </div>
        <StatusLine />
      </header>
    </div>
  );
}

function Sheet({ page, children }: { page: BoxPage; children: ComponentChildren }): JSX.Element {
  const { record, pipeline } = page;
  const { id } = record;
  return (
    <article class="sheet" aria-label={record.name} data-testid="box-sheet" data-box={id}>
      <SheetHeader page={page}>{children}</SheetHeader>
      {page.deleted ? <Deleted id={id} /> : null}
      <StagePath page={page} />
      <div class="sheet-columns">
        <div class="sheet-side">
          <div class="fields">
            <BoxFields record={record} pipeline={pipeline} />
          </div>
          <Section part="page-tasks" title={say("section-tasks")} count={openTasks(page)}>
            {() => <Tasks page={page} />}
          </Section>
          <Section part="page-contacts" title={say("section-contacts")} count={page.contacts.length}>
            {() => <Associates of="contact" page={page} />}
          </Section>
          <Section
            part="page-organizations"
            title={say("section-organizations")}
            count={page.organizations.length}
          >
            {() => <Associates of="organization" page={page} />}
          </Section>
          <Section part="page-files" title={say("section-files")} count={page.files.length}>
            {() => <Files page={page} />}
          </Section>
          <Section part="page-links" title={say("section-links")} count={page.links.length}>
            {() => <Links page={page} />}
          </Section>
          <BoxActions page={page} />
        </div>
        <div class="sheet-main">
          <Notes page={page} />
          <Conversations page={page} />
          <Section part="page-comments" title={say("section-comments")} count={page.comments.length}>
            {() => <Comments page={page} />}
          </Section>
          <Section part="page-meetings" title={say("section-meetings")} count={page.meetings.length}>
            {() => <Meetings page={page} />}
          </Section>
          <Section part="page-timeline" title={say("timeline-label")}>
            {() => <Timeline of={{ kind: "box", id }} />}
          </Section>
        </div>
      </div>
    </article>
  );
}

function openTasks({ tasks }: BoxPage): number {
  return tasks.filter(({ doneAt }) => doneAt === null).length;
}

function SheetHeader({ page, children }: { page: BoxPage; children: ComponentChildren }): JSX.Element {
  const app = useApp();
  const { record, pipeline } = page;
  const { id } = record;
  const name = useDraft(
    record.name,
    useSave((text) => ({ kind: "renameBox", id, name: text })),
  );
  return (
    <header class="sheet-header">
      <div class="sheet-title">
        <h1>
          <TextEditor label={say("box-name")} draft={name} testId="sheet-name" className="page-title" />
        </h1>
        {children}
      </div>
      <p class="card-where">
        <button
          type="button"
          class="link quiet"
          onClick={() => app.openPipeline(pipeline.id)}
          data-testid="sheet-pipeline"
          dir="auto"
        >
          {pipeline.name}
        </button>
        {record.archived ? (
          <span class="hint" data-testid="sheet-archived">
            {say("box-archived")}
          </span>
        ) : null}
        {record.waiting ? (
          <span class="waiting" title={say("box-waiting")} data-testid="sheet-waiting">
            <Icon name="waiting" />
            <span class="for-readers">{say("box-waiting")}</span>
          </span>
        ) : null}
      </p>
      <StatusLine />
    </header>
  );
}

/** Says that the box is in the bin, with the way out of it. */
function Deleted({ id }: { id: string }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  return (
    <div class="warning" role="status" data-testid="sheet-deleted">
      <Icon name="delete" />
      <span>{say("box-is-deleted")}</span>
      <button
        type="button"
        class="link"
        onClick={() => void run(editBox(id, { kind: "restore" }))}
        data-testid="sheet-restore"
      >
        {say("restore")}
      </button>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

function Notes({ page }: { page: BoxPage }): JSX.Element {
  const { id, notes } = page.record;
  const draft = useDraft(
    notes,
    useSave((text) => ({ kind: "setNotes", id, notes: text })),
  );
  return (
    <section class="sheet-notes" aria-label={say("box-notes")}>
      <TextEditor
        label={say("box-notes")}
        draft={draft}
        kind="long"
        placeholder={say("box-notes-placeholder")}
        testId="sheet-notes"
      />
    </section>
  );
}

/** The conversations of the box, which Gmail shows. */
function Conversations({ page }: { page: BoxPage }): JSX.Element | null {
  const app = useApp();
  const { threads } = page.record;
  if (threads.length === 0) return null;
  return (
    <section aria-label={say("section-mails")}>
      <ul class="threads" data-testid="sheet-threads">
        {threads.map(({ id, subject }) => (
          <li key={id}>
            <button type="button" class="link quiet" dir="auto" onClick={() => app.openThread(id)}>
              <Icon name="mail" />
              <span>{subject === "" ? say("mail-no-subject") : subject}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
