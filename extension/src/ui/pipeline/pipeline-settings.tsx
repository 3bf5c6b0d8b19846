/** What a pipeline is, who may do what in it, and what of it was deleted. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Command } from "../../generated/Command";
import type { PipelineEdit } from "../../generated/PipelineEdit";
import type { PipelineRole } from "../../generated/PipelineRole";
import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp } from "../app";
import { people } from "../cells";
import { Problem, TextEditor, useDraft } from "../controls";
import { type Deed, useDeed } from "../deed";
import { Icon } from "../icons";
import { useSave } from "../save";
import { notifyWithWayBack } from "../take-back";

interface PipelineSettingsProps {
  pipeline: PipelineView;
  onClose: () => void;
}

/** The settings of a pipeline. */
export function PipelineSettings({ pipeline, onClose }: PipelineSettingsProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const edit = (change: PipelineEdit): Command => ({
    kind: "editPipeline",
    pipeline: pipeline.id,
    edit: change,
  });
  const description = useDraft(
    pipeline.description,
    useSave((text) => edit({ kind: "describe", text })),
  );
  const icon = useDraft(
    pipeline.icon,
    useSave((text) => edit({ kind: "setIcon", icon: text.trim() })),
  );
  return (
    <section
      class="settings"
      aria-label={say("settings-of", { pipeline: pipeline.name })}
      data-testid="pipeline-settings"
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <div class="settings-part">
        <h2>{say("settings-about")}</h2>
        <div class="field">
          <span class="field-name" aria-hidden="true">
            {say("settings-description")}
          </span>
          <TextEditor
            label={say("settings-description")}
            draft={description}
            kind="long"
            placeholder={say("settings-description-placeholder")}
            testId="pipeline-description"
          />
        </div>
        <div class="field">
          <span class="field-name" aria-hidden="true">
            {say("settings-icon")}
          </span>
          <TextEditor
            label={say("settings-icon")}
            draft={icon}
            placeholder={say("settings-icon-placeholder")}
            testId="pipeline-icon"
          />
        </div>
      </div>
      <Sharing pipeline={pipeline} edit={edit} run={run} />
      <Deleted pipeline={pipeline} run={run} />
      <DeletePipeline pipeline={pipeline} edit={edit} run={run} onClose={onClose} />
      <p class="actions">
        <button type="button" class="plain small" onClick={onClose} data-testid="pipeline-settings-close">
          {say("close")}
        </button>
        <Problem id={problem} failure={failure.value} />
      </p>
    </section>
  );
}

const ROLES = ["admin", "editor", "creator", "assignee", "viewer", "observer"] as const;

/** A role as the value of an option. */
function roleValue(role: PipelineRole | null): string {
  if (role === null) return "";
  return role.kind === "custom" ? `custom ${role.set}` : role.kind;
}

/** The role of an option's value. */
function roleOf(value: string): PipelineRole | null {
  if (value.startsWith("custom ")) return { kind: "custom", set: value.slice("custom ".length) };
  const kind = ROLES.find((role) => role === value);
  return kind === undefined ? null : { kind };
}

interface PartProps {
  pipeline: PipelineView;
  edit: (change: PipelineEdit) => Command;
  run: Deed["run"];
}

/** What everybody in the team may do, and people who are named. */
function Sharing({ pipeline, edit, run }: PartProps): JSX.Element {
  const mayShare = pipeline.myRights.share;
  const named = pipeline.members.map(({ person }) => person.id);
  const others = people(pipeline.people.filter(({ id }) => !named.includes(id)));
  return (
    <div class="settings-part">
      <h2>{say("settings-sharing")}</h2>
      <RoleChoice
        pipeline={pipeline}
        label={say("settings-team")}
        role={pipeline.sharing}
        none={say("settings-private")}
        disabled={!mayShare}
        testId="pipeline-sharing"
        choose={(role) => void run(edit({ kind: "share", role }))}
      />
      {pipeline.members.map(({ person, role }) => (
        <RoleChoice
          key={person.id}
          pipeline={pipeline}
          label={person.name === "" ? person.email : person.name}
          role={role}
          none={say("settings-not-named")}
          disabled={!mayShare}
          testId={`pipeline-member-${person.email}`}
          choose={(to) => void run(edit({ kind: "setMember", person: person.id, role: to }))}
        />
      ))}
      {mayShare && others.length > 0 ? (
        <label class="form-line">
          <span>{say("settings-add-member")}</span>
          <select
            class="editor boxed"
            value=""
            data-testid="pipeline-add-member"
            onChange={(event) => {
              const person = event.currentTarget.value;
              event.currentTarget.value = "";
              if (person !== "") void run(edit({ kind: "setMember", person, role: { kind: "editor" } }));
            }}
          >
            <option value="">{say("cell-nothing")}</option>
            {others.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {mayShare ? null : <p class="hint">{say("settings-may-not-share")}</p>}
    </div>
  );
}

interface RoleChoiceProps {
  pipeline: PipelineView;
  label: string;
  role: PipelineRole | null;
  /** What no role is called. */
  none: string;
  disabled: boolean;
  testId: string;
  choose: (role: PipelineRole | null) => void;
}

function RoleChoice(props: RoleChoiceProps): JSX.Element {
  return (
    <label class="form-line">
      <bdi>{props.label}</bdi>
      <select
        class="editor boxed"
        value={roleValue(props.role)}
        disabled={props.disabled}
        onChange={(event) => props.choose(roleOf(event.currentTarget.value))}
        data-testid={props.testId}
      >
        <option value="">{props.none}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {say(`role-${role}`)}
          </option>
        ))}
        {props.pipeline.permissionSets.map((set) => (
          <option key={set.id} value={`custom ${set.id}`}>
            {set.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The stages and fields that were deleted, each with a way back. */
function Deleted({ pipeline, run }: Omit<PartProps, "edit">): JSX.Element | null {
  const { deletedStages, deletedFields } = pipeline;
  if (deletedStages.length + deletedFields.length === 0) return null;
  const of = { kind: "pipeline", pipeline: pipeline.id } as const;
  return (
    <div class="settings-part">
      <h2>{say("settings-deleted")}</h2>
      <ul class="menu-list">
        {deletedStages.map(({ id, name }) => (
          <Restore
            key={id}
            name={say("settings-deleted-stage", { name })}
            restore={() =>
              void run({ kind: "editStage", pipeline: pipeline.id, edit: { kind: "restore", stage: id } })
            }
          />
        ))}
        {deletedFields.map(({ id, name }) => (
          <Restore
            key={id}
            name={say("settings-deleted-field", { name })}
            restore={() => void run({ kind: "editField", of, edit: { kind: "restore", field: id } })}
          />
        ))}
      </ul>
    </div>
  );
}

function Restore({ name, restore }: { name: string; restore: () => void }): JSX.Element {
  return (
    <li class="menu-line">
      <span dir="auto">{name}</span>
      <button
        type="button"
        class="link"
        aria-label={say("restore-what", { what: name })}
        onClick={restore}
        data-testid="settings-restore"
      >
        {say("restore")}
      </button>
    </li>
  );
}

/** Deletes the pipeline, with a way back for a moment; the bin keeps it after that. */
function DeletePipeline({ pipeline, edit, run, onClose }: PartProps & PipelineSettingsProps): JSX.Element {
  const app = useApp();
  const remove = async (): Promise<void> => {
    if (!(await run(edit({ kind: "delete" })))) return;
    onClose();
    notifyWithWayBack(app, say("pipeline-deleted", { name: pipeline.name }), edit({ kind: "restore" }));
  };
  return (
    <div class="settings-part">
      <button type="button" class="link" onClick={() => void remove()} data-testid="pipeline-delete">
        <Icon name="delete" />
        <span>{say("pipeline-delete")}</span>
      </button>
    </div>
  );
}
