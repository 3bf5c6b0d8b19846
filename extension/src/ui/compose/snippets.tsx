/** Texts that one writes again and again: put into a mail with what its box has, and made from a mail. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { SnippetView } from "../../generated/SnippetView";
import type { Link } from "../../link/link";
import { say } from "../../words/words";
import { type App, useApp, useSubscription } from "../app";
import { Problem } from "../controls";
import { useDeed } from "../deed";
import type { Letter } from "./letter";

/** How many snippets are offered. */
const OFFERED = 100;

interface SnippetsProps {
  letter: Letter;
  close: () => void;
}

/** A snippet's subject and text with what a box has, and the placeholders for which it has nothing. */
async function filled(
  link: Link,
  snippet: SnippetView,
  record: string | undefined,
): Promise<{ subject: string; text: string; missing: readonly string[] }> {
  const plain = { subject: snippet.subject, text: snippet.text, missing: [] };
  if (record === undefined) return plain;
  const query = { kind: "filledSnippet", snippet: snippet.id, record } as const;
  const response = await link.ask({ kind: "read", query });
  const view = response.kind === "view" ? response.view : undefined;
  return view?.kind === "filledSnippet" && view.snippet !== null ? view.snippet : plain;
}

/** Puts a snippet into a mail, and says for what the box has nothing. */
export async function insertSnippet(app: App, letter: Letter, snippet: SnippetView): Promise<void> {
  const { subject, text, missing } = await filled(app.link, snippet, letter.box.peek()?.id);
  letter.window.insert(text, subject);
  if (missing.length > 0) app.notify(say("snippet-missing", { names: missing.join(", ") }));
}

/** The snippets that fit the box, and a way to keep what was written as one. */
export function Snippets({ letter, close }: SnippetsProps): JSX.Element {
  const app = useApp();
  const pipeline = letter.box.value?.pipeline ?? null;
  const { view } = useSubscription({ kind: "snippets", pipeline, first: 0, count: OFFERED });
  const adding = useSignal(false);
  const snippets = view.value?.snippets;
  const insert = async (snippet: SnippetView): Promise<void> => {
    close();
    await insertSnippet(app, letter, snippet);
  };
  return (
    <div class="form" data-testid="snippets">
      <h3>{say("snippets-label")}</h3>
      {snippets?.length === 0 ? <p class="hint">{say("snippets-none")}</p> : null}
      <ul class="menu-list">
        {snippets?.map((snippet) => (
          <li key={snippet.id}>
            <button
              type="button"
              class="menu-item"
              title={snippet.text}
              onClick={() => void insert(snippet)}
              data-testid="snippet"
            >
              <bdi>{snippet.name}</bdi>
              {snippet.shortcut === "" ? null : <kbd>{snippet.shortcut}</kbd>}
            </button>
          </li>
        ))}
      </ul>
      {adding.value ? (
        <NewSnippet
          letter={letter}
          onDone={() => {
            adding.value = false;
          }}
        />
      ) : (
        <p class="actions">
          <button
            type="button"
            class="link"
            disabled={letter.window.text().trim() === ""}
            onClick={() => {
              adding.value = true;
            }}
            data-testid="snippet-new"
          >
            {say("snippet-new")}
          </button>
        </p>
      )}
    </div>
  );
}

/** Keeps what was written as a snippet. */
function NewSnippet({ letter, onDone }: { letter: Letter; onDone: () => void }): JSX.Element {
  const { failure, run } = useDeed();
  const name = useSignal("");
  const shortcut = useSignal("");
  const problem = useId();
  const keep = async (): Promise<void> => {
    const { window } = letter;
    const command = {
      kind: "createSnippet",
      home: { kind: "mine" },
      name: name.peek(),
      subject: window.subject(),
      text: window.text(),
      shortcut: shortcut.peek(),
    } as const;
    if (await run(command)) onDone();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <p class="hint">{say("snippet-placeholders")}</p>
      <label>
        <span>{say("snippet-name")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={name.value}
          aria-describedby={problem}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          data-testid="snippet-name"
        />
      </label>
      <label>
        <span>{say("snippet-shortcut")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={shortcut.value}
          onInput={(event) => {
            shortcut.value = event.currentTarget.value;
          }}
          data-testid="snippet-shortcut"
        />
      </label>
      <Problem id={problem} failure={failure.value} />
      <p class="actions">
        <button type="submit" class="plain" data-testid="snippet-keep">
          {say("save")}
        </button>
        <button type="button" class="link" onClick={onDone}>
          {say("cancel")}
        </button>
      </p>
    </form>
  );
}
