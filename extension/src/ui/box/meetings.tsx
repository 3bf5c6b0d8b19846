/** Meetings and calls about a box. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import type { MeetingEdit } from "../../generated/MeetingEdit";
import type { MeetingKind } from "../../generated/MeetingKind";
import type { MeetingView } from "../../generated/MeetingView";
import { editMoment, readMoment, readNumber } from "../../words/formats";
import { say } from "../../words/words";
import { ChoiceEditor, Problem, TextEditor, useDraft } from "../controls";
import { editBox, useDeed } from "../deed";
import type { Save } from "../draft";
import { useSave } from "../save";
import { unsentText } from "../unsent";
import { IconButton, Row } from "./parts";

const KINDS: readonly MeetingKind[] = ["meeting", "call"];

function kinds(): { value: string; name: string }[] {
  return KINDS.map((kind) => ({ value: kind, name: say(`meeting-kind-${kind}`) }));
}

/** The whole minutes in a text; nothing in an empty one, and undefined in one that has none. */
function minutesIn(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const read = readNumber(text);
  return read !== undefined && /^\d{1,6}$/.test(read) ? Number(read) : undefined;
}

/** The meetings and calls of a box, and a form for one more. */
export function Meetings({ page }: { page: BoxPage }): JSX.Element {
  return (
    <>
      <ul class="items" data-testid="meetings">
        {page.meetings.map((meeting) => (
          <Meeting key={meeting.id} meeting={meeting} id={page.record.id} />
        ))}
      </ul>
      <NewMeeting id={page.record.id} />
    </>
  );
}

function Meeting({ meeting, id }: { meeting: MeetingView; id: string }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const command = (edit: MeetingEdit) => editBox(id, { kind: "meeting", edit });
  const of = useDraft(
    meeting.of,
    useSave((to) =>
      command({ kind: "setKind", meeting: meeting.id, of: to === "call" ? "call" : "meeting" }),
    ),
  );
  const saveStart = useSave((to) =>
    command({ kind: "setStart", meeting: meeting.id, startsAt: readMoment(to) ?? meeting.startsAt }),
  );
  const start = useDraft(
    editMoment(meeting.startsAt),
    checked((text) => readMoment(text) !== undefined, "date", saveStart),
  );
  const saveMinutes = useSave((to) =>
    command({ kind: "setMinutes", meeting: meeting.id, minutes: minutesIn(to) ?? null }),
  );
  const minutes = useDraft(
    meeting.minutes === null ? "" : String(meeting.minutes),
    checked((text) => minutesIn(text) !== undefined, "number", saveMinutes),
  );
  const notes = useDraft(
    meeting.notes,
    useSave((to) => command({ kind: "setNotes", meeting: meeting.id, notes: to })),
  );
  return (
    <li class="item" data-testid="meeting">
      <div class="item-line">
        <ChoiceEditor
          label={say("meeting-kind")}
          draft={of}
          options={kinds()}
          optional={false}
          testId="meeting-kind"
        />
        <IconButton
          icon="delete"
          label={say("meeting-delete")}
          testId="meeting-delete"
          onClick={() => void run(command({ kind: "setDeleted", meeting: meeting.id, deleted: true }))}
        />
      </div>
      <Row name={say("meeting-start")}>
        <TextEditor label={say("meeting-start")} draft={start} kind="moment" testId="meeting-start" />
      </Row>
      <Row name={say("meeting-minutes")}>
        <TextEditor
          label={say("meeting-minutes")}
          draft={minutes}
          kind="decimal"
          placeholder={say("cell-nothing")}
          testId="meeting-minutes"
        />
      </Row>
      <Row name={say("meeting-notes")}>
        <TextEditor
          label={say("meeting-notes")}
          draft={notes}
          kind="long"
          placeholder={say("cell-nothing")}
          testId="meeting-notes"
        />
      </Row>
      <Problem id={problem} failure={failure.value} />
    </li>
  );
}

/** Stores only what can be read as what is wanted. */
function checked(isRight: (text: string) => boolean, place: string, save: Save): Save {
  return async (text) => (isRight(text) ? save(text) : { code: "malformed", place, params: {} });
}

function NewMeeting({ id }: { id: string }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const open = useSignal(false);
  const of = useSignal<MeetingKind>("meeting");
  const start = useSignal("");
  const minutes = useSignal("");
  const notes = unsentText(`meeting ${id}`);
  const add = async (): Promise<void> => {
    const startsAt = readMoment(start.peek()) ?? Date.now();
    const length = minutesIn(minutes.peek()) ?? null;
    const edit = { kind: "create", of: of.peek(), startsAt, minutes: length, notes: notes.peek() } as const;
    if (!(await run(editBox(id, { kind: "meeting", edit })))) return;
    notes.value = "";
    open.value = false;
  };
  if (!open.value) {
    return (
      <button
        type="button"
        class="link"
        data-testid="meeting-new"
        onClick={() => {
          start.value = editMoment(Date.now());
          open.value = true;
        }}
      >
        {say("meeting-new")}
      </button>
    );
  }
  return (
    <form
      class="form new-item"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label>
        <span>{say("meeting-kind")}</span>
        <select
          class="editor boxed"
          value={of.value}
          onChange={(event) => {
            of.value = event.currentTarget.value === "call" ? "call" : "meeting";
          }}
        >
          {kinds().map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say("meeting-start")}</span>
        <input
          class="editor boxed"
          type="datetime-local"
          value={start.value}
          onInput={(event) => {
            start.value = event.currentTarget.value;
          }}
        />
      </label>
      <label>
        <span>{say("meeting-minutes")}</span>
        <input
          class="editor boxed"
          type="number"
          min={0}
          value={minutes.value}
          onInput={(event) => {
            minutes.value = event.currentTarget.value;
          }}
        />
      </label>
      <label>
        <span>{say("meeting-notes")}</span>
        <textarea
          class="editor boxed"
          dir="auto"
          rows={2}
          value={notes.value}
          onInput={(event) => {
            notes.value = event.currentTarget.value;
          }}
          data-testid="meeting-new-notes"
        />
      </label>
      <p class="actions">
        <button type="submit" class="primary small" data-testid="meeting-add">
          {say("meeting-add")}
        </button>
        <button
          type="button"
          class="plain small"
          onClick={() => {
            open.value = false;
          }}
        >
          {say("cancel")}
        </button>
      </p>
      <Problem id={problem} failure={failure.value} />
    </form>
  );
}
