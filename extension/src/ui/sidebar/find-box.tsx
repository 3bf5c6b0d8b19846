/** Puts a mail into a box that is there already: found by typing a part of its name. */
import type { JSX } from "preact";

import type { SuggestionView } from "../../generated/SuggestionView";
import type { ThreadInput } from "../../generated/ThreadInput";
import { say } from "../../words/words";
import { BoxSearch } from "../box/box-search";
import { useDeed } from "../deed";

interface FindBoxProps {
  thread: ThreadInput;
  /** The boxes that the mail is in already. */
  inside: readonly string[];
  /** The boxes that it most likely belongs to. */
  suggested: readonly SuggestionView[];
  /** Called when the mail is in a box, or when it is not to be. */
  onDone: () => void;
}

/** A search for the box that a mail belongs to. */
export function FindBox({ thread, inside, suggested, onDone }: FindBoxProps): JSX.Element {
  const { failure, run } = useDeed();
  const add = async (id: string): Promise<void> => {
    if (await run({ kind: "addThread", id, thread })) onDone();
  };
  return (
    <BoxSearch
      label={say("find-label")}
      without={inside}
      suggested={suggested}
      failure={failure}
      onChosen={(id) => void add(id)}
      onCancel={onDone}
    />
  );
}
