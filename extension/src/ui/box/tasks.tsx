/** What is to be done about a box. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import type { Due } from "../../generated/Due";
import type { TaskEdit } from "../../generated/TaskEdit";
import type { TaskView } from "../../generated/TaskView";
import { say } from "../../words/words";
import { joinTags, people, splitTags } from "../cells";
import { Problem, TextEditor, useDraft } from "../controls";
import { editBox, useDeed } from "../deed";
import { Icon } from "../icons";
import { useSave } from "../save";
import { TagsEditor } from "../tags-editor";
import { unsentText } from "../unsent";
import { isOverdue, showDue } from "./due";
import { DueEditor } from "./due-editor";
import { NewItem } from "./new-item";
import { IconButton } from "./parts";

/** The tasks of a box, and a form for one more. */
export function Tasks({ page }: { page: BoxPage }): JSX.Element {
  return (
    <>
      <ul class="items" data-testid="tasks">
        {page.tasks.map((task) => (
          <Task key={task.id} task={task} page={page} />
        ))}
      </ul>
      <NewTask id={page.record.id} />
    </>
  );
}

function Task({ task, page }: { task: TaskView; page: BoxPage }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const command = (edit: TaskEdit) => editBox(page.record.id, { kind: "task", edit });
  const text = useDraft(
    task.text,
    useSave((to) => command({ kind: "setText", task: task.id, text: to })),
  );
  const done = task.doneAt !== null;
  const late = !done && task.due !== null && isOverdue(task.due, Date.now());
  return (
    <li class={`item${done ? " done" : ""}`} data-testid="task" data-done={done}>
      <div class="item-line">
        <input
          type="checkbox"
          checked={done}
          aria-label={say("task-done", { task: task.text })}
          onChange={(event) =>
            void run(command({ kind: "setDone", task: task.id, done: event.currentTarget.checked }))
          }
          data-testid="task-done"
        />
        <TextEditor label={say("task-text")} draft={text} testId="task-text" />
        <IconButton
          icon="delete"
          label={say("task-delete", { task: task.text })}
          testId="task-delete"
          onClick={() => void run(command({ kind: "setDeleted", task: task.id, deleted: true }))}
        />
      </div>
      <div class="item-more">
        {late && task.due !== null ? (
          <span class="overdue" data-testid="task-overdue">
            <Icon name="warning" />
            <span>{say("task-overdue", { due: showDue(task.due) })}</span>
          </span>
        ) : null}
        <DueEditor
          due={task.due}
          testId="task-due"
          store={(due) => void run(command({ kind: "setDue", task: task.id, due }))}
        />
        <TaskAssignees task={task} page={page} />
      </div>
      <Problem id={problem} failure={failure.value} />
    </li>
  );
}

function TaskAssignees({ task, page }: { task: TaskView; page: BoxPage }): JSX.Element {
  const draft = useDraft(
    joinTags(task.assignees),
    useSave((text) => {
      const after = splitTags(text);
      const assign = (person: string, on: boolean) =>
        editBox(page.record.id, { kind: "task", edit: { kind: "assign", task: task.id, person, on } });
      const commands = [
        ...after.filter((one) => !task.assignees.includes(one)).map((person) => assign(person, true)),
        ...task.assignees.filter((one) => !after.includes(one)).map((person) => assign(person, false)),
      ];
      return { kind: "batch", commands };
    }),
  );
  return (
    <TagsEditor
      label={say("task-assignees")}
      draft={draft}
      options={people(page.pipeline.people)}
      testId="task-assignees"
    />
  );
}

function NewTask({ id }: { id: string }): JSX.Element {
  const { failure, run } = useDeed();
  const text = unsentText(`task ${id}`);
  const due = useSignal<Due | null>(null);
  const add = async (): Promise<void> => {
    const edit = { kind: "create", text: text.peek(), due: due.peek(), assignees: [] } as const;
    if (text.peek().trim() === "") return;
    if (!(await run(editBox(id, { kind: "task", edit: { ...edit, assignees: [] } })))) return;
    text.value = "";
    due.value = null;
  };
  return (
    <NewItem kind="task" text={text} failure={failure.value} add={() => void add()}>
      <DueEditor
        due={due.value}
        testId="task-new-due"
        store={(to) => {
          due.value = to;
        }}
      />
    </NewItem>
  );
}
