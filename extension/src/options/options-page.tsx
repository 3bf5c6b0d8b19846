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
import { SignInBy } from "./sign-in-by";

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
  if (status.connection === "signedOut") {
    return (
      <>
        <SignIn status={status} />
        <Alone status={status} />
      </>
    );
  }
  if (status.connection === "alone") {
    return (
      <div class="without-server" data-testid="alone">
        <p class="hint">{say("options-alone")}</p>
        <h3>{say("options-connect")}</h3>
        <p class="hint">{say("options-connect-hint")}</p>
        <SignIn status={status} />
      </div>
    );
  }
  if (status.connection === "moving") {
    return (
      <div class="without-server" data-testid="moving">
        <p class="hint">{say("options-moving-hint")}</p>
        <Alone status={status} />
      </div>
    );
  }
  const person = status.me === null ? "" : status.me.name || status.me.email;
  const signOut = async (): Promise<void> => {
    failure.value = failureOf(await link.ask({ kind: "signOut" }));
  };
  return (
    <div class="signed-in" data-testid="signed-in">
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
      <Alone status={status} />
    </div>
  );
}

/** The way to do without a server: from the beginning, or with a copy of what came from one. */
function Alone({ status }: { status: StatusView }): JSX.Element {
  const { link } = useApp();
  const failure = useSignal<Failure | undefined>(undefined);
  const busy = useSignal(false);
  const problem = useId();
  // What is taken apart from a team cannot be put together with it again: asked for twice.
  const isTwice = status.server !== null && status.connection !== "moving";
  const asked = useSignal(false);
  const words = aloneWords(status, asked.value);
  const start = async (): Promise<void> => {
    if (busy.peek()) return;
    if (isTwice && !asked.peek()) {
      asked.value = true;
      return;
    }
    asked.value = false;
    busy.value = true;
    failure.value = failureOf(await link.ask({ kind: "startAlone" }));
    busy.value = false;
  };
  return (
    <div class="start-alone" data-testid="start-alone-part">
      <p class="actions">
        <button
          type="button"
          class="plain"
          disabled={busy.value}
          onClick={() => void start()}
          data-testid="start-alone"
        >
          {words.button}
        </button>
      </p>
      <p class="hint">{words.hint}</p>
      <Problem id={problem} failure={failure.value} />
    </div>
  );
}

/** What the button says that does without a server, and what is said about it. */
function aloneWords(status: StatusView, isSure: boolean): { button: string; hint: string } {
  if (status.connection === "moving") {
    return { button: say("options-stay-alone"), hint: say("options-stay-alone-hint") };
  }
  if (status.server === null) {
    return { button: say("options-start-alone"), hint: say("options-start-alone-hint") };
  }
  return isSure
    ? { button: say("options-keep-copy-sure"), hint: say("options-keep-copy-sure-hint") }
    : { button: say("options-keep-copy"), hint: say("options-keep-copy-hint") };
}

function SignIn({ status }: { status: StatusView }): JSX.Element {
  const { link } = useApp();
  const server = useSignal(status.server ?? "");
  // Asked by whom people sign in there once it is typed, and not at every letter.
  const settled = useSignal(status.server ?? "");
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
  const take = async (address: string, given: string): Promise<void> => {
    const session = { server: address, token: given };
    failure.value = failureOf(await link.ask({ kind: "signIn", session }));
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
          onChange={(event) => {
            settled.value = event.currentTarget.value;
          }}
          aria-invalid={failure.value !== undefined}
          aria-describedby={problem}
          data-testid="server"
        />
      </label>
      <SignInBy server={settled.value} take={take} />
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
