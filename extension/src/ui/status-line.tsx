/** How things stand, in words: the connection, what waits, what was refused. */
import type { JSX } from "preact";

import type { Failure } from "../generated/Failure";
import type { RefusedView } from "../generated/RefusedView";
import type { StatusView } from "../generated/StatusView";
import { say } from "../words/words";
import { useApp } from "./app";
import { describe } from "./failures";
import { Icon } from "./icons";

/** What a status line says first, and what it offers. */
export interface Standing {
  kind:
    | "outdated"
    | "starting"
    | "never-signed-in"
    | "signed-out"
    | "offline"
    | "sending"
    | "saving"
    | "saved"
    | "alone"
    | "moving";
  text: string;
}

/** Puts the status into words. */
export function standing(status: StatusView | undefined, outdated: boolean): Standing {
  if (outdated) return { kind: "outdated", text: say("status-outdated") };
  if (status === undefined) return { kind: "starting", text: say("status-starting") };
  const count = status.waiting;
  if (status.connection === "signedOut") {
    if (status.server === null) return { kind: "never-signed-in", text: say("status-never-signed-in") };
    return { kind: "signed-out", text: say("status-signed-out", { count }) };
  }
  if (status.connection === "offline") return { kind: "offline", text: say("status-offline", { count }) };
  if (status.saving === "saving") return { kind: "saving", text: say("status-saving") };
  if (status.connection === "moving") {
    const { done, of } = status.moved ?? { done: 0, of: 1 };
    return { kind: "moving", text: say("status-moving", { percent: Math.floor((100 * done) / of) }) };
  }
  if (status.connection === "alone") return { kind: "alone", text: say("status-alone") };
  if (count > 0) return { kind: "sending", text: say("status-sending", { count }) };
  if (status.connection === "connecting") return { kind: "starting", text: say("status-connecting") };
  return { kind: "saved", text: say("status-saved") };
}

/** The problem that needs words of its own: being out of reach is said by `offline` already. */
function problemOf(status: StatusView | undefined): Failure | undefined {
  const problem = status?.problem ?? undefined;
  const isSaid = problem?.code === "unreachable" && status?.connection !== "moving";
  return isSaid ? undefined : problem;
}

/** The status line, with its warnings. */
export function StatusLine(): JSX.Element {
  const app = useApp();
  const status = app.status.value;
  const outdated = app.link.state.value === "outdated";
  const { kind, text } = standing(status, outdated);
  const problem = problemOf(status);
  const ahead = status?.clockAheadSeconds ?? undefined;
  const isAlone = status?.connection === "alone";
  return (
    <section
      class="status"
      aria-label={say("status-label")}
      data-testid="status"
      data-standing={kind}
      data-waiting={status?.waiting ?? 0}
    >
      <p class="status-main" aria-live="polite">
        {kind === "offline" || kind === "signed-out" || kind === "never-signed-in" ? (
          <Icon name="offline" />
        ) : null}
        {kind === "saved" || kind === "alone" ? <Icon name="done" /> : null}
        <span data-testid="status-text">{text}</span>
        <StandingAction kind={kind} />
      </p>
      {problem === undefined ? null : <Warning testId="status-problem">{describe(problem)}</Warning>}
      {status?.storage === "memoryOnly" ? (
        <Warning testId="status-memory-only">
          {say(isAlone ? "status-memory-only-alone" : "status-memory-only")}
        </Warning>
      ) : null}
      {status?.storageDamaged ? (
        <Warning testId="status-damaged">
          {say(isAlone ? "status-storage-damaged-alone" : "status-storage-damaged")}
        </Warning>
      ) : null}
      {ahead === undefined ? null : (
        <Warning testId="status-clock">{say("status-clock-ahead", { seconds: ahead })}</Warning>
      )}
      {status?.refused.map((refused) => (
        <Refused key={refused.seq} refused={refused} />
      ))}
    </section>
  );
}

function StandingAction({ kind }: { kind: Standing["kind"] }): JSX.Element | null {
  const app = useApp();
  if (kind === "outdated") {
    return (
      <button type="button" class="link" onClick={() => app.reload()} data-testid="status-reload">
        {say("status-reload")}
      </button>
    );
  }
  const { openOptions } = app;
  if ((kind === "never-signed-in" || kind === "signed-out") && openOptions !== undefined) {
    return (
      <button type="button" class="link" onClick={openOptions} data-testid="status-options">
        {say("status-open-options")}
      </button>
    );
  }
  if (kind === "offline" || (kind === "moving" && app.status.value?.problem != null)) {
    return (
      <button
        type="button"
        class="link"
        onClick={() => void app.link.ask({ kind: "reconnect" })}
        data-testid="status-reconnect"
      >
        {say("status-reconnect")}
      </button>
    );
  }
  return null;
}

function Warning(props: { testId: string; children: string }): JSX.Element {
  return (
    <p class="warning" role="status" data-testid={props.testId}>
      <Icon name="warning" />
      <span>{props.children}</span>
    </p>
  );
}

function Refused({ refused }: { refused: RefusedView }): JSX.Element {
  const app = useApp();
  const { seq, subject, typed } = refused;
  const what = say(`command-${refused.command}`);
  return (
    <div class="warning refused" role="status" data-testid="refused" data-seq={seq}>
      <Icon name="warning" />
      <div>
        <p>
          {subject === null ? say("refused", { what }) : say("refused-of", { what, subject })}{" "}
          {describe(refused.failure)}
        </p>
        {typed === null ? null : (
          <blockquote dir="auto" data-testid="refused-typed">
            {typed}
          </blockquote>
        )}
        <p class="actions">
          {typed === null ? null : (
            <button
              type="button"
              class="link"
              data-testid="refused-copy"
              onClick={() => {
                navigator.clipboard.writeText(typed).catch(reportError);
              }}
            >
              {say("refused-copy")}
            </button>
          )}
          <button
            type="button"
            class="link"
            data-testid="refused-dismiss"
            onClick={() => void app.link.do({ kind: "dismissRefused", seq })}
          >
            {say("refused-dismiss")}
          </button>
        </p>
      </div>
    </div>
  );
}

/** Whether anything can be changed: not before the first sign-in. */
export function canChange(status: StatusView | undefined): boolean {
  return status !== undefined && !(status.connection === "signedOut" && status.server === null);
}

/** What is shown instead of editors before the first sign-in. */
export function Invitation(): JSX.Element {
  const app = useApp();
  return (
    <div class="invitation" data-testid="invitation">
      <p>{say("invitation")}</p>
      <button
        type="button"
        class="primary"
        onClick={() => app.openOptions?.()}
        data-testid="invitation-options"
      >
        {say("invitation-connect")}
      </button>
    </div>
  );
}
