/** Links to files about a box. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { BoxPage } from "../../generated/BoxPage";
import type { FileView } from "../../generated/FileView";
import { say } from "../../words/words";
import { webAddress, withScheme } from "../cells";
import { Problem, TextEditor, useDraft } from "../controls";
import { editBox, useDeed } from "../deed";
import { Icon } from "../icons";
import { useSave } from "../save";
import { unsentText } from "../unsent";
import { NewItem } from "./new-item";
import { IconButton } from "./parts";

/** The files of a box, and a form for one more. */
export function Files({ page }: { page: BoxPage }): JSX.Element {
  return (
    <>
      <ul class="items" data-testid="files">
        {page.files.map((file) => (
          <File key={file.id} file={file} id={page.record.id} />
        ))}
      </ul>
      <NewFile id={page.record.id} />
    </>
  );
}

function File({ file, id }: { file: FileView; id: string }): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const name = useDraft(
    file.name,
    useSave((to) => editBox(id, { kind: "file", edit: { kind: "rename", file: file.id, name: to } })),
  );
  const address = webAddress(file.url);
  const label = say("cell-open", { address: file.name });
  return (
    <li class="item" data-testid="file">
      <div class="item-line">
        <TextEditor label={say("file-name")} draft={name} testId="file-name" />
        {address === undefined ? (
          <span class="hint" title={file.url}>
            {say("file-no-address")}
          </span>
        ) : (
          <a
            class="link quiet"
            href={address}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={label}
            title={file.url}
            data-testid="file-open"
          >
            <Icon name="open" />
          </a>
        )}
        <IconButton
          icon="delete"
          label={say("file-delete", { name: file.name })}
          testId="file-delete"
          onClick={() =>
            void run(
              editBox(id, { kind: "file", edit: { kind: "setDeleted", file: file.id, deleted: true } }),
            )
          }
        />
      </div>
      <Problem id={problem} failure={failure.value} />
    </li>
  );
}

function NewFile({ id }: { id: string }): JSX.Element {
  const { failure, run } = useDeed();
  const url = unsentText(`file ${id}`);
  const name = useSignal("");
  const add = async (): Promise<void> => {
    const typed = url.peek().trim();
    const to = withScheme(typed);
    const called = name.peek().trim() === "" ? to : name.peek();
    const edit = { kind: "create", name: called, url: to } as const;
    if (typed === "" || !(await run(editBox(id, { kind: "file", edit })))) return;
    url.value = "";
    name.value = "";
  };
  return (
    <NewItem kind="file" text={url} inputMode="url" failure={failure.value} add={() => void add()}>
      <input
        class="editor boxed"
        dir="auto"
        aria-label={say("file-name")}
        placeholder={say("file-name")}
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
        data-testid="file-new-name"
      />
    </NewItem>
  );
}
