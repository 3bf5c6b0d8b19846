/** What people said about a box. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import type { CommentEdit } from "../../generated/CommentEdit";
import type { CommentView } from "../../generated/CommentView";
import type { MemberView } from "../../generated/MemberView";
import { showMoment } from "../../words/formats";
import { say } from "../../words/words";
import { useApp } from "../app";
import { Problem, TextEditor, useDraft } from "../controls";
import { type Deed, editBox, useDeed } from "../deed";
import { useSave } from "../save";
import { unsentText } from "../unsent";
import { MentionText } from "./mention-text";
import { personName } from "./parts";

/** The emoji that are offered; others that teammates put there can be joined in. */
const EMOJI = ["👍", "❤️", "🎉", "😄", "👀"] as const;

/** The people whom a text mentions: by `@` and their name or address. */
export function mentionsIn(text: string, people: readonly MemberView[]): string[] {
  const said = text.toLocaleLowerCase();
  return people.flatMap(({ id, name, email }) => {
    const names = [name, email].filter((one) => one !== "");
    return names.some((one) => said.includes(`@${one.toLocaleLowerCase()}`)) ? [id] : [];
  });
}

/** The comments of a box, and a place to write one. */
export function Comments({ page }: { page: BoxPage }): JSX.Element {
  return (
    <>
      <ul class="items" data-testid="comments">
        {page.comments.map((comment) => (
          <Comment key={comment.id} comment={comment} page={page} />
        ))}
      </ul>
      <Compose page={page} parent={null} onDone={() => undefined} />
    </>
  );
}

function Comment({ comment, page }: { comment: CommentView; page: BoxPage }): JSX.Element {
  const { status } = useApp();
  const { failure, run } = useDeed();
  const problem = useId();
  const way = useSignal<"rest" | "edit" | "reply">("rest");
  const me = status.value?.me?.id;
  const people = page.pipeline.people;
  const command = (edit: CommentEdit) => editBox(page.record.id, { kind: "comment", edit });
  const rest = (): void => {
    way.value = "rest";
  };
  return (
    <li class={`item comment${comment.parent === null ? "" : " answer"}`} data-testid="comment">
      <p class="item-head">
        <bdi class="timeline-who">{personName(comment.createdBy, people)}</bdi>
        <time class="timeline-when" dateTime={new Date(comment.createdAt).toISOString()}>
          {showMoment(comment.createdAt)}
        </time>
        {comment.edited ? <span class="hint">{say("comment-edited")}</span> : null}
      </p>
      {way.value === "edit" ? (
        <EditComment comment={comment} page={page} onDone={rest} />
      ) : (
        <p class="comment-text" dir="auto" data-testid="comment-text">
          {comment.text}
        </p>
      )}
      <Reactions comment={comment} people={people} me={me} run={run} command={command} />
      <p class="actions tight">
        <button
          type="button"
          class="link"
          data-testid="comment-reply"
          onClick={() => {
            way.value = way.peek() === "reply" ? "rest" : "reply";
          }}
        >
          {say("comment-reply")}
        </button>
        {comment.createdBy === me ? (
          <>
            <button
              type="button"
              class="link"
              data-testid="comment-edit"
              onClick={() => {
                way.value = "edit";
              }}
            >
              {say("comment-edit")}
            </button>
            <button
              type="button"
              class="link"
              data-testid="comment-delete"
              onClick={() => void run(command({ kind: "setDeleted", comment: comment.id, deleted: true }))}
            >
              {say("comment-delete")}
            </button>
          </>
        ) : null}
      </p>
      <Problem id={problem} failure={failure.value} />
      {way.value === "reply" ? <Compose page={page} parent={comment.id} onDone={rest} /> : null}
    </li>
  );
}

interface ReactionsProps {
  comment: CommentView;
  people: readonly MemberView[];
  me: string | undefined;
  run: Deed["run"];
  command: (edit: CommentEdit) => Parameters<Deed["run"]>[0];
}

function Reactions({ comment, people, me, run, command }: ReactionsProps): JSX.Element {
  const there = comment.reactions.filter((one) => one.people.length > 0);
  const offered = EMOJI.filter((emoji) => there.every((one) => one.emoji !== emoji));
  const react = (emoji: string, on: boolean): void =>
    void run(command({ kind: "react", comment: comment.id, emoji, on }));
  return (
    <fieldset class="reactions" aria-label={say("comment-reactions")}>
      {there.map(({ emoji, people: by }) => {
        const mine = me !== undefined && by.includes(me);
        const names = by.map((id) => personName(id, people)).join(", ");
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={mine}
            aria-label={say("comment-reaction", { emoji, names })}
            title={names}
            onClick={() => react(emoji, !mine)}
            data-testid="comment-reaction"
          >
            {emoji} {by.length}
          </button>
        );
      })}
      {offered.map((emoji) => (
        <button
          key={emoji}
          type="button"
          class="reaction quiet"
          aria-label={say("comment-react", { emoji })}
          onClick={() => react(emoji, true)}
          data-testid="comment-react"
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  );
}

function EditComment(props: { comment: CommentView; page: BoxPage; onDone: () => void }): JSX.Element {
  const { comment, page, onDone } = props;
  const people = page.pipeline.people;
  const save = useSave((text) =>
    editBox(page.record.id, {
      kind: "comment",
      edit: { kind: "setText", comment: comment.id, text, mentions: mentionsIn(text, people) },
    }),
  );
  const draft = useDraft(comment.text, async (text) => {
    const problem = await save(text);
    if (problem === undefined) onDone();
    return problem;
  });
  return (
    <span class="form">
      <TextEditor label={say("comment-edit")} draft={draft} kind="long" testId="comment-editor" />
      <span class="actions tight">
        <button type="button" class="link" onClick={() => void draft.commit().then((ok) => ok && onDone())}>
          {say("save")}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => {
            draft.revert();
            onDone();
          }}
        >
          {say("cancel")}
        </button>
      </span>
    </span>
  );
}

interface ComposeProps {
  page: BoxPage;
  parent: string | null;
  onDone: () => void;
}

/** Writes a comment, or an answer to one. */
function Compose({ page, parent, onDone }: ComposeProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const { id } = page.record;
  const text = unsentText(`comment ${id} ${parent ?? ""}`);
  const people = page.pipeline.people;
  const label = say(parent === null ? "comment-new" : "comment-reply");
  const send = async (): Promise<void> => {
    const said = text.peek().trim();
    if (said === "") return;
    const edit = { kind: "create", text: said, mentions: mentionsIn(said, people), parent } as const;
    if (!(await run(editBox(id, { kind: "comment", edit })))) return;
    text.value = "";
    onDone();
  };
  return (
    <form
      class="new-item"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <MentionText
        text={text}
        people={people}
        label={label}
        describedBy={problem}
        onSend={() => void send()}
        testId={parent === null ? "comment-new" : "comment-answer"}
      />
      {text.value === "" ? null : (
        <p class="actions">
          <button type="submit" class="primary small" data-testid="comment-send">
            {say("comment-send")}
          </button>
        </p>
      )}
      <Problem id={problem} failure={failure.value} />
    </form>
  );
}
