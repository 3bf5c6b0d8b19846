/** The boxes that a box is linked with. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";

import type { BoxPage } from "../../generated/BoxPage";
import { say } from "../../words/words";
import { useApp } from "../app";
import { editBox, useDeed } from "../deed";
import { BoxSearch, StageName } from "./box-search";
import { IconButton } from "./parts";

/** The linked boxes, and a way to link one more. */
export function Links({ page }: { page: BoxPage }): JSX.Element {
  const app = useApp();
  const { failure, run } = useDeed();
  const adding = useSignal(false);
  const { id } = page.record;
  const link = async (other: string, on: boolean): Promise<void> => {
    if (await run(editBox(id, { kind: "link", other, on }))) adding.value = false;
  };
  return (
    <>
      <ul class="items" data-testid="links">
        {page.links.map((one) => (
          <li key={one.id} class="item" data-testid="link">
            <div class="item-line">
              <button type="button" class="link item-text" onClick={() => app.openPipeline(one.pipeline)}>
                <bdi>{one.name}</bdi>
              </button>
              <StageName name={one.stageName} colour={one.colour} />
              <IconButton
                icon="close"
                label={say("link-remove", { name: one.name })}
                testId="link-remove"
                onClick={() => void link(one.id, false)}
              />
            </div>
          </li>
        ))}
      </ul>
      {adding.value ? (
        <BoxSearch
          label={say("link-add")}
          without={[id, ...page.links.map((one) => one.id)]}
          failure={failure}
          onChosen={(other) => void link(other, true)}
          onCancel={() => {
            adding.value = false;
          }}
        />
      ) : (
        <button
          type="button"
          class="link"
          data-testid="link-add"
          onClick={() => {
            adding.value = true;
          }}
        >
          {say("link-add")}
        </button>
      )}
    </>
  );
}
