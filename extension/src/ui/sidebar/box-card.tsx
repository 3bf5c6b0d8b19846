/** A box beside the mail it is about: name, stage, fields, notes, each edited in place. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxView } from "../../generated/BoxView";
import type { Failure } from "../../generated/Failure";
import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp } from "../app";
import { BoxDetails } from "../box/box-details";
import { BoxFields } from "../box/box-fields";
import { IconButton, Row } from "../box/parts";
import { ChoiceEditor, Problem, TextEditor, useDraft } from "../controls";
import { failureOf } from "../failures";
import { Icon } from "../icons";
import { useSave } from "../save";

interface BoxCardProps {
  record: BoxView;
  pipeline: PipelineView;
  /** The conversation that it is shown beside. */
  thread: string;
}

/** A box beside the mail it is about. */
export function BoxCard({ record, pipeline, thread }: BoxCardProps): JSX.Element {
  const app = useApp();
  const { id } = record;
  const name = useDraft(
    record.name,
    useSave((text) => ({ kind: "renameBox", id, name: text })),
  );
  const stage = useDraft(
    record.stage,
    useSave((to) => ({ kind: "moveBox", id, stage: to })),
  );
  const notes = useDraft(
    record.notes,
    useSave((text) => ({ kind: "setNotes", id, notes: text })),
  );
  const colour = pipeline.stages.find((one) => one.id === stage.text.value)?.colour;
  return (
    <article class="card" data-testid="box-card" data-box={id} aria-label={record.name}>
      <header class="card-header">
        <TextEditor label={say("box-name")} draft={name} testId="box-name" className="card-name" />
        <p class="card-where">
          <button
            type="button"
            class="link quiet"
            onClick={() => app.openPipeline(pipeline.id)}
            data-testid="box-pipeline"
            dir="auto"
          >
            {pipeline.name}
          </button>
          <IconButton
            icon="open"
            label={say("box-open", { name: record.name })}
            testId="box-open"
            onClick={() => app.go({ kind: "box", id })}
          />
          {record.archived ? (
            <span class="hint" data-testid="box-archived">
              {say("box-archived")}
            </span>
          ) : null}
          {record.waiting ? (
            <span class="waiting" data-testid="box-waiting" title={say("box-waiting")}>
              <Icon name="waiting" />
              <span class="for-readers">{say("box-waiting")}</span>
            </span>
          ) : null}
        </p>
      </header>
      <div class="fields">
        <Row name={say("box-stage")}>
          <ChoiceEditor
            label={say("box-stage")}
            draft={stage}
            options={pipeline.stages.map((one) => ({ value: one.id, name: one.name }))}
            optional={false}
            testId="box-stage"
            className="stage"
            colour={colour}
          />
        </Row>
        <BoxFields record={record} pipeline={pipeline} />
        <Row name={say("box-notes")}>
          <TextEditor
            label={say("box-notes")}
            draft={notes}
            kind="long"
            placeholder={say("box-notes-placeholder")}
            testId="box-notes"
          />
        </Row>
      </div>
      <Threads record={record} thread={thread} />
      <BoxDetails id={id} />
    </article>
  );
}

/** The other conversations of a box, and the way out of it for this one. */
function Threads({ record, thread }: { record: BoxView; thread: string }): JSX.Element {
  const app = useApp();
  const problem = useId();
  const failure = useSignal<Failure | undefined>(undefined);
  const others = record.threads.filter((one) => one.id !== thread);
  const remove = async (): Promise<void> => {
    const response = await app.link.do({ kind: "removeThread", id: record.id, thread });
    failure.value = failureOf(response);
  };
  return (
    <footer class="card-footer">
      {others.length === 0 ? null : (
        <ul class="threads" aria-label={say("box-other-mails")} data-testid="box-threads">
          {others.map((other) => (
            <li key={other.id}>
              <button type="button" class="link quiet" dir="auto" onClick={() => app.openThread(other.id)}>
                <Icon name="mail" />
                <span>{other.subject === "" ? say("mail-no-subject") : other.subject}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="link" onClick={() => void remove()} data-testid="box-remove-thread">
        {say("box-remove-mail")}
      </button>
      <Problem id={problem} failure={failure.value} />
    </footer>
  );
}
