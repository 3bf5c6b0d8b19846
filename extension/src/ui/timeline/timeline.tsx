/** What happened to a record, newest first, with what can be left out. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";

import type { TimelineKind } from "../../generated/TimelineKind";
import type { TimelineLine } from "../../generated/TimelineLine";
import type { TimelineOf } from "../../generated/TimelineOf";
import { showMoment } from "../../words/formats";
import { say } from "../../words/words";
import { useSubscription } from "../app";
import { describe } from "../failures";
import { Icon } from "../icons";
import { leftBehind, lineText } from "./line-text";

const KINDS: readonly TimelineKind[] = ["mail", "comment", "meeting", "task", "file", "edit"];
/** How many lines there are at first, and how many more at a time. */
const PAGE = 20;

/** What happened to a record. */
export function Timeline({ of }: { of: TimelineOf }): JSX.Element {
  const count = useSignal(PAGE);
  const hidden = useSignal<ReadonlySet<TimelineKind>>(new Set());
  const kinds = KINDS.filter((kind) => !hidden.value.has(kind));
  const { view, failure } = useSubscription({ kind: "timeline", of, kinds, count: count.value });
  const timeline = view.value?.timeline;
  const toggle = (kind: TimelineKind): void => {
    const next = new Set(hidden.value);
    if (!next.delete(kind)) next.add(kind);
    hidden.value = next;
  };
  return (
    <section
      class="timeline"
      aria-label={say("timeline-label")}
      data-testid="timeline"
      aria-busy={timeline?.state === "loading"}
    >
      <fieldset class="timeline-kinds">
        <legend class="for-readers">{say("timeline-kinds")}</legend>
        {KINDS.map((kind) => (
          <label key={kind} class="chip">
            <input
              type="checkbox"
              checked={!hidden.value.has(kind)}
              onChange={() => toggle(kind)}
              data-testid={`timeline-kind-${kind}`}
            />
            {say(`timeline-kind-${kind}`)}
          </label>
        ))}
      </fieldset>
      {failure.value === undefined ? null : <p class="problem">{describe(failure.value)}</p>}
      {timeline?.lines.length === 0 && timeline.state === "here" ? (
        <p class="hint" data-testid="timeline-empty">
          {say("timeline-empty")}
        </p>
      ) : null}
      <ol class="timeline-lines">
        {timeline?.lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
      {timeline === undefined || timeline.state === "here" ? null : (
        <p class="hint" role="status" data-testid={`timeline-${timeline.state}`}>
          {say(timeline.state === "loading" ? "loading" : "timeline-out-of-reach")}
        </p>
      )}
      {timeline?.more === true ? (
        <button
          type="button"
          class="link"
          data-testid="timeline-more"
          onClick={() => {
            count.value += PAGE;
          }}
        >
          {say("timeline-more")}
        </button>
      ) : null}
    </section>
  );
}

/** A line of a timeline. */
export function Line({ line }: { line: TimelineLine }): JSX.Element {
  const left = leftBehind(line);
  return (
    <li
      class={`timeline-line${line.what.kind === "lost" ? " lost" : ""}`}
      data-testid="timeline-line"
      data-kind={line.kind}
    >
      <p class="timeline-head">
        <bdi class="timeline-who">{line.by ?? say("timeline-operator")}</bdi>
        <time class="timeline-when" dateTime={new Date(line.at).toISOString()}>
          {showMoment(line.at)}
        </time>
        {line.waiting ? (
          <span class="waiting" title={say("box-waiting")}>
            <Icon name="waiting" />
            <span class="for-readers">{say("box-waiting")}</span>
          </span>
        ) : null}
      </p>
      {line.record?.name == null ? null : (
        <p class="timeline-record" dir="auto">
          {line.record.name}
        </p>
      )}
      <p class="timeline-text" dir="auto">
        {lineText(line)}
        {line.edits > 1 ? <span class="hint"> {say("timeline-edits", { count: line.edits })}</span> : null}
      </p>
      {left.length === 0 ? null : (
        <ul class="timeline-left">
          {left.map((text) => (
            <li key={text} dir="auto">
              {text}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
