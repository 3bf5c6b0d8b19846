/** The button that signs in by a server's issuer, where it has one. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";

import { openSignIn, waitsAt } from "../platform/identity";
import { say } from "../words/words";
import { readAddress } from "./address";
import { issuerOf, type SignInProblem, signInBy } from "./issuer";

/** Shown once `server` has an issuer; `take` gets what the core keeps as its token. */
export function SignInBy({
  server,
  take,
}: {
  server: string;
  take: (server: string, token: string) => Promise<void>;
}): JSX.Element | null {
  const issuer = useSignal<{ address: string; name: string } | undefined>(undefined);
  const invitation = useSignal("");
  const problem = useSignal<SignInProblem | undefined>(undefined);
  const busy = useSignal(false);
  const id = useId();
  const read = readAddress(server);
  const address = "address" in read ? read.address : undefined;
  useEffect(() => {
    if (address === undefined) return;
    void issuerOf(address).then((name) => {
      issuer.value = name === undefined ? undefined : { address, name };
    });
  }, [address, issuer]);
  const known = issuer.value;
  if (known === undefined || known.address !== address) return null;
  const signIn = async (): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    problem.value = undefined;
    const outcome = await signInBy(known.address, invitation.peek().trim(), { waitsAt, open: openSignIn });
    if ("token" in outcome) await take(known.address, outcome.token);
    else problem.value = outcome.problem;
    busy.value = false;
  };
  return (
    <div data-testid="sign-in-by">
      <p class="actions">
        <button
          type="button"
          class="primary"
          disabled={busy.value}
          onClick={() => void signIn()}
          aria-describedby={id}
          data-testid="sign-in-by-issuer"
        >
          {busy.value ? say("options-signing-in") : say("options-sign-in-by", { issuer: known.name })}
        </button>
      </p>
      <p id={id} class="problem" role="alert" data-testid="sign-in-by-problem">
        {problem.value === undefined ? "" : say(`options-sign-in-${problem.value}`, { issuer: known.name })}
      </p>
      <label>
        <span>{say("options-invitation")}</span>
        <input
          class="editor boxed"
          type="url"
          dir="ltr"
          autoComplete="off"
          value={invitation.value}
          onInput={(event) => {
            invitation.value = event.currentTarget.value;
          }}
          data-testid="invitation"
        />
      </label>
      <p class="hint">{say("options-or-token")}</p>
    </div>
  );
}
