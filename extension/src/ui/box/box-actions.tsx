/** What can be done with a box as a whole: follow, archive, duplicate, move, merge, delete. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Choice } from "../choice";
import { Problem } from "../controls";
import { editBox, useDeed } from "../deed";
import { deleteBox } from "../delete-box";
import { BoxSearch } from "./box-search";
import { personName } from "./parts";

/** What can be done with a box as a whole. */
export function BoxActions({ page }: { page: BoxPage }): JSX.Element {
  const app = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  const way = useSignal<"none" | "duplicate" | "move" | "merge">("none");
  const { record } = page;
  const { id } = record;
  const me = app.status.value?.me?.id;
  const follows = me !== undefined && page.followers.includes(me);
  const names = page.followers.map((one) => personName(one, page.pipeline.people)).join(", ");
  const close = (): void => {
    way.value = "none";
  };
  const choose = (to: "duplicate" | "move" | "merge"): void => {
    way.value = way.peek() === to ? "none" : to;
  };
  const merge = async (target: string): Promise<void> => {
    if (await run(editBox(id, { kind: "mergeInto", target }))) close();
  };
  return (
    <div class="box-actions">
      {page.followers.length === 0 ? null : (
        <p class="hint" data-testid="box-followers">
          {say("box-followers", { names })}
        </p>
      )}
      <p class="actions tight">
        <button
          type="button"
          class="link"
          aria-pressed={follows}
          data-testid="box-follow"
          onClick={() => void run(editBox(id, { kind: "follow", person: null, on: !follows }))}
        >
          {say(follows ? "box-unfollow" : "box-follow")}
        </button>
        <button
          type="button"
          class="link"
          aria-pressed={record.archived}
          data-testid="box-archive"
          onClick={() => void run(editBox(id, { kind: "archive", on: !record.archived }))}
        >
          {say(record.archived ? "box-unarchive" : "box-archive")}
        </button>
        <button
          type="button"
          class="link"
          aria-expanded={way.value === "duplicate"}
          data-testid="box-duplicate"
          onClick={() => choose("duplicate")}
        >
          {say("box-duplicate")}
        </button>
        <button
          type="button"
          class="link"
          aria-expanded={way.value === "move"}
          data-testid="box-move"
          onClick={() => choose("move")}
        >
          {say("box-move")}
        </button>
        <button
          type="button"
          class="link"
          aria-expanded={way.value === "merge"}
          data-testid="box-merge"
          onClick={() => choose("merge")}
        >
          {say("box-merge")}
        </button>
        <button type="button" class="link" onClick={() => deleteBox(app, record)} data-testid="box-delete">
          {say("box-delete")}
        </button>
      </p>
      {way.value === "duplicate" ? <Duplicate page={page} onDone={close} /> : null}
      {way.value === "move" ? <Move page={page} onDone={close} /> : null}
      {way.value === "merge" ? (
        <BoxSearch
          label={say("box-merge-into")}
          without={[id]}
          failure={failure}
          onChosen={(target) => void merge(target)}
          onCancel={close}
        />
      ) : (
        <Problem id={problem} failure={failure.value} />
      )}
    </div>
  );
}

interface WayProps {
  page: BoxPage;
  onDone: () => void;
}

function Duplicate({ page, onDone }: WayProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const { id, name: old } = page.record;
  const name = useSignal(say("box-copy-name", { name: old }));
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(editBox(id, { kind: "duplicate", name: name.peek() })).then((done) => done && onDone());
      }}
    >
      <label>
        <span>{say("box-name")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={name.value}
          aria-describedby={problem}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          data-testid="box-duplicate-name"
        />
      </label>
      <Problem id={problem} failure={failure.value} />
      <button type="submit" class="primary small" data-testid="box-duplicate-submit">
        {say("box-duplicate")}
      </button>
    </form>
  );
}

function Move({ page, onDone }: WayProps): JSX.Element {
  const app = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  const others = (app.pipelines.value ?? []).filter(({ id }) => id !== page.pipeline.id);
  const to = useSignal(others[0]?.id ?? "");
  if (others.length === 0) return <p class="hint">{say("box-move-nowhere")}</p>;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        const edit = { kind: "moveToPipeline", pipeline: to.peek(), stage: null } as const;
        void run(editBox(page.record.id, edit)).then((done) => done && onDone());
      }}
    >
      <Choice
        label={say("add-pipeline")}
        value={to.value}
        options={others}
        choose={(id) => {
          to.value = id;
        }}
        testId="box-move-pipeline"
      />
      <p class="hint">{say("box-move-hint")}</p>
      <Problem id={problem} failure={failure.value} />
      <button type="submit" class="primary small" data-testid="box-move-submit">
        {say("box-move")}
      </button>
    </form>
  );
}
