/** Under a mail that is being written: what happens when it is sent, with ways to have it otherwise. */
import type { JSX } from "preact";

import { say } from "../../words/words";
import { showDue } from "../box/due";
import { IconButton } from "../box/parts";
import type { Letter } from "./letter";

/** The line; there is none where nothing was chosen. */
export function LetterBar({ letter }: { letter: Letter }): JSX.Element | null {
  const box = letter.box.value;
  const task = letter.followUp.value;
  if (box === undefined) return null;
  const isHeld = letter.held.value.includes(box.id);
  return (
    <p class="letter-bar" role="status" data-testid="letter-bar">
      <span>
        {isHeld
          ? say("letter-in", { box: box.name, pipeline: box.pipelineName })
          : say("letter-joins", { box: box.name, pipeline: box.pipelineName })}
      </span>
      {isHeld ? null : (
        <IconButton
          icon="close"
          label={say("letter-box-leave", { box: box.name })}
          testId="letter-box-leave"
          onClick={() => {
            letter.box.value = undefined;
            letter.followUp.value = undefined;
          }}
        />
      )}
      {task === undefined ? null : (
        <>
          <span data-testid="letter-bar-task">
            {task.due === null
              ? say("letter-task", { task: task.text })
              : say("letter-task-due", { task: task.text, due: showDue(task.due) })}
          </span>
          <IconButton
            icon="close"
            label={say("letter-task-leave", { task: task.text })}
            testId="letter-task-leave"
            onClick={() => {
              letter.followUp.value = undefined;
            }}
          />
        </>
      )}
    </p>
  );
}
