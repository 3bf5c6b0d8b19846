/** Where one chooses, while writing a mail, the box that it joins, a snippet, and what is to be done after it. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

import type { Due } from "../../generated/Due";
import type { Failure } from "../../generated/Failure";
import type { LabelView } from "../../generated/LabelView";
import { say } from "../../words/words";
import { useApp, useSubscription } from "../app";
import { BoxSearch, StageName } from "../box/box-search";
import { DueEditor } from "../box/due-editor";
import { canChange, Invitation } from "../status-line";
import type { Letter } from "./letter";
import { Snippets } from "./snippets";

interface LetterPanelProps {
  letter: Letter;
  close: () => void;
}

/** The panel of a mail that is being written. */
export function LetterPanel({ letter, close }: LetterPanelProps): JSX.Element {
  const app = useApp();
  const status = app.status.value;
  useBoxOfThread(letter);
  if (status !== undefined && !canChange(status)) return <Invitation />;
  return (
    <section
      class="panel letter-panel"
      aria-label={say("letter-label")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
      data-testid="letter-panel"
    >
      <Box letter={letter} close={close} />
      {letter.box.value === undefined ? null : <After letter={letter} close={close} />}
      <Snippets letter={letter} close={close} />
    </section>
  );
}

/** An answer in a conversation that is in a box already belongs to that, until another one is chosen. */
function useBoxOfThread(letter: Letter): void {
  const { thread } = letter.window;
  const { view } = useSubscription({ kind: "labels", threads: thread === "" ? [] : [thread] });
  const labels = view.value?.threads[0]?.labels;
  useEffect(() => {
    letter.held.value = labels?.map(({ id }) => id) ?? [];
    letter.box.value ??= labels?.[0];
  }, [letter, labels]);
}

/** The box, or a search for it. */
function Box({ letter, close }: LetterPanelProps): JSX.Element {
  const { link } = useApp();
  const searching = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const box = letter.box.value;
  const choose = async (id: string): Promise<void> => {
    const found = await link.ask({ kind: "read", query: { kind: "boxPage", id } });
    const page = found.kind === "view" && found.view.kind === "boxPage" ? found.view.page : null;
    if (page === null) return;
    const { record, pipeline } = page;
    const stage = pipeline.stages.find((one) => one.id === record.stage);
    const label: LabelView = {
      id,
      name: record.name,
      pipeline: pipeline.id,
      pipelineName: pipeline.name,
      stageName: stage?.name ?? "",
      colour: stage?.colour ?? "",
    };
    letter.box.value = label;
    searching.value = false;
  };
  if (box === undefined || searching.value) {
    return (
      <BoxSearch
        label={say("letter-box")}
        without={[]}
        failure={failure}
        onChosen={(id) => void choose(id)}
        onCancel={() => {
          if (box === undefined) close();
          searching.value = false;
        }}
      />
    );
  }
  return (
    <div class="letter-box" data-testid="letter-box">
      <span class="hint">{say("letter-box")}</span>
      <span class="hit-where">
        <bdi class="hit-name">{box.name}</bdi>
        <StageName name={box.stageName} colour={box.colour} />
      </span>
      <button
        type="button"
        class="link"
        onClick={() => {
          searching.value = true;
        }}
        data-testid="letter-box-other"
      >
        {say("letter-box-other")}
      </button>
    </div>
  );
}

/** What is to be done once the mail is sent. */
function After({ letter, close }: LetterPanelProps): JSX.Element {
  const { followUp, window } = letter;
  const subject = window.subject().trim();
  const offered = subject === "" ? say("letter-task-unnamed") : say("letter-task-of", { subject });
  const text = useSignal(followUp.peek()?.text ?? offered);
  const due = useSignal<Due | null>(followUp.peek()?.due ?? null);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.peek().trim() === "") return;
        followUp.value = { text: text.peek().trim(), due: due.peek() };
        close();
      }}
      data-testid="letter-after"
    >
      <label>
        <span>{say("letter-after")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          data-testid="letter-task-text"
        />
      </label>
      <p class="actions">
        <DueEditor
          due={due.value}
          testId="letter-task-due"
          store={(to) => {
            due.value = to;
          }}
        />
        <button type="submit" class="plain" data-testid="letter-task-take">
          {say("letter-task-take")}
        </button>
      </p>
    </form>
  );
}
