/** The options page: for each Gmail account the server, the token, and how things stand. */
import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Failure } from "../generated/Failure";
import type { StatusView } from "../generated/StatusView";
import { type App, AppContext, useApp } from "../ui/app";
import { Problem } from "../ui/controls";
import { failureOf } from "../ui/failures";
import { StatusLine } from "../ui/status-line";
import { say } from "../words/words";
import { readAddress } from "./address";
import { Files } from "./files";
import { Learning } from "./learning";

/** The options page. */
export function OptionsPage({ apps }: { apps: ReadonlySignal<readonly App[] | undefined> }): JSX.Element {
  const accounts = apps.value;
  return (
    <main class="page options" data-testid="options-page">
      <header class="options-header">
        <img src="icons/48.png" width="40" height="40" alt="" />
        <h1>{say("options-title")}</h1>
      </header>
      {accounts === undefined ? <p class="hint">{say("loading")}</p> : null}
      {accounts?.length === 0 ? (
        <section class="card" data-testid="options-no-account">
          <p>{say("options-no-account")}</p>
          <p>
            <a class="link" href="https://mail.google.com/" target="_blank" rel="noreferrer">
              {say("options-open-gmail")}
            </a>
          </p>
        </section>
      ) : null}
      {accounts?.map((app) => (
        <AppContext.Provider key={app.link.account} value={app}>
          <Account />
        </AppContext.Provider>
      ))}
    </main>
  );
}

function Account(): JSX.Element {
  const { link, status } = useApp();
  const heading = useId();
  return (
    <section class="card account" aria-labelledby={heading} data-testid="account" data-account={link.account}>
      <h2 id={heading}>{link.account}</h2>
      <StatusLine />
      <Connection status={status.value} />
      {status.value === undefined || status.value.me === null ? null : (
        <>
          <Learning />
          <Files />
        </>
      )}
    </section>
  );
}

function Connection({ status }: { status: StatusView | undefined }): JSX.Element {
  const { link } = useApp();
  const failure = useSignal<Failure | undefined>(undefined);
  const problem = useId();
  if (status === undefined) return <p class="hint">{say("loading")}</p>;
  if (status.connection === "signedOut") return <SignIn status={status} />;
  const person = status.me === null ? "" : status.me.name || status.me.email;
  const signOut = async (): Promise<void> => {
    failure.value = failureOf(await link.ask({ kind: "signOut" }));
  };
  return (
    <div data-testid="signed-in">
      <dl class="facts">
        <dt>{say("options-server")}</dt>
        <dd data-testid="account-server">{status.server ?? ""}</dd>
        {person === "" ? null : (
          <>
            <dt>{say("options-person")}</dt>
            <dd data-testid="account-person" dir="auto">
              {person}
            </dd>
          </>
        )}
      </dl>
      <button type="button" class="plain" onClick={() => void signOut()} data-testid="sign-out">
        {say("options-sign-out")}
      </button>
      <p class="hint">{say("options-sign-out-keeps")}</p>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

function SignIn({ status }: { status: StatusView }): JSX.Element {
  const { link } = useApp();
  const server = useSignal(status.server ?? "");
  const token = useSignal("");
  const failure = useSignal<Failure | undefined>(undefined);
  const busy = useSignal(false);
  const problem = useId();
  const signIn = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.peek()) return;
    const session = readSession(server.peek(), token.peek(), failure);
    if (session === undefined) return;
    busy.value = true;
    failure.value = failureOf(await link.ask({ kind: "signIn", session }));
    busy.value = false;
    if (failure.peek() === undefined) token.value = "";
  };
  return (
    <form class="form" onSubmit={(event) => void signIn(event)} data-testid="sign-in-form" noValidate>
      <label>
        <span>{say("options-server")}</span>
        <input
          class="editor boxed"
          type="url"
          dir="ltr"
          placeholder="https://boxwood.example"
          value={server.value}
          onInput={(event) => {
            server.value = event.currentTarget.value;
          }}
          aria-invalid={failure.value !== undefined}
          aria-describedby={problem}
          data-testid="server"
        />
      </label>
      <label>
        <span>{say("options-token")}</span>
        <input
          class="editor boxed"
          type="password"
          dir="ltr"
          autoComplete="off"
          value={token.value}
          onInput={(event) => {
            token.value = event.currentTarget.value;
          }}
          aria-invalid={failure.value !== undefined}
          aria-describedby={problem}
          data-testid="token"
        />
      </label>
      <p class="hint">{say("options-token-hint", { account: link.account })}</p>
      <Problem id={problem} failure={failure.value} />
      <p class="actions">
        <button type="submit" class="primary" disabled={busy.value} data-testid="sign-in">
          {busy.value ? say("options-signing-in") : say("options-sign-in")}
        </button>
      </p>
    </form>
  );
}

/** Reads the form; says what is wrong with it if something is. */
function readSession(
  server: string,
  token: string,
  failure: Signal<Failure | undefined>,
): { server: string; token: string } | undefined {
  const read = readAddress(server);
  if ("problem" in read) {
    failure.value = { code: "malformed", place: `server-${read.problem}`, params: {} };
    return undefined;
  }
  if (token.trim() === "") {
    failure.value = { code: "empty", place: "token", params: {} };
    return undefined;
  }
  return { server: read.address, token: token.trim() };
}
