/** The contacts or organizations that a box is about. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { AssociateView } from "../../generated/AssociateView";
import type { Association } from "../../generated/Association";
import type { BoxPage } from "../../generated/BoxPage";
import { say } from "../../words/words";
import { Problem } from "../controls";
import { editBox, useDeed } from "../deed";
import { RecordPicker } from "../record-picker";
import { IconButton } from "./parts";

interface AssociatesProps {
  of: "contact" | "organization";
  page: BoxPage;
}

/** The contacts or organizations of a box, each with its star and its auto-box switch. */
export function Associates({ of, page }: AssociatesProps): JSX.Element {
  const { failure, run } = useDeed();
  const problem = useId();
  const adding = useSignal(false);
  const { id } = page.record;
  const all = of === "contact" ? page.contacts : page.organizations;
  const set = (which: string, association: Association | null): void =>
    void run(
      editBox(
        id,
        of === "contact"
          ? { kind: "contact", contact: which, association }
          : { kind: "organization", organization: which, association },
      ),
    );
  return (
    <>
      <ul class="items" data-testid={`${of}s`}>
        {all.map((one) => (
          <Associate key={one.id} of={of} one={one} set={(association) => set(one.id, association)} />
        ))}
      </ul>
      {adding.value ? (
        <RecordPicker
          of={of}
          label={say(of === "contact" ? "contact-add" : "organization-add")}
          without={all.map((one) => one.id)}
          testId={`${of}-picker`}
          onCancel={() => {
            adding.value = false;
          }}
          onChosen={(which) => {
            adding.value = false;
            set(which, { isStarred: all.length === 0, isAutoBoxed: false });
          }}
        />
      ) : (
        <button
          type="button"
          class="link"
          data-testid={`${of}-add`}
          onClick={() => {
            adding.value = true;
          }}
        >
          {say(of === "contact" ? "contact-add" : "organization-add")}
        </button>
      )}
      <Problem id={problem} failure={failure.value} />
    </>
  );
}

interface AssociateProps {
  of: "contact" | "organization";
  one: AssociateView;
  set: (association: Association | null) => void;
}

function Associate({ of, one, set }: AssociateProps): JSX.Element {
  const { association, name } = one;
  const { isStarred, isAutoBoxed } = association;
  return (
    <li class="item" data-testid={of}>
      <div class="item-line">
        <IconButton
          icon={isStarred ? "starred" : "star"}
          label={say("associate-star", { name })}
          pressed={isStarred}
          testId={`${of}-star`}
          onClick={() => set({ ...association, isStarred: !isStarred })}
        />
        <span class="item-text">
          <bdi>{name}</bdi>{" "}
          {one.address === null || one.address === name ? null : <bdi class="hint">{one.address}</bdi>}
        </span>
        <IconButton
          icon="close"
          label={say("associate-remove", { name })}
          testId={`${of}-remove`}
          onClick={() => set(null)}
        />
      </div>
      <label class="check item-more">
        <input
          type="checkbox"
          checked={isAutoBoxed}
          onChange={(event) => set({ ...association, isAutoBoxed: event.currentTarget.checked })}
          data-testid={`${of}-auto-box`}
        />
        {say("associate-auto-box")}
      </label>
    </li>
  );
}
