/** A form for a field: its name, what its cells hold, and what that needs. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId } from "preact/hooks";

import type { Failure } from "../../generated/Failure";
import type { FieldKindView } from "../../generated/FieldKindView";
import type { KindInput } from "../../generated/KindInput";
import type { PipelineView } from "../../generated/PipelineView";
import { currencies, likelyCurrency } from "../../words/formats";
import { say } from "../../words/words";
import { Problem } from "../controls";
import { forgetUnsent, unsentInput } from "../unsent";
import { FormulaEditor } from "./formula-editor";

const KINDS: readonly KindInput["kind"][] = [
  "text",
  "number",
  "currency",
  "percent",
  "date",
  "dateTime",
  "checkbox",
  "dropdown",
  "tags",
  "person",
  "contact",
  "organization",
  "url",
  "email",
  "phone",
  "rating",
  "formula",
];

/** What the form knows of every type, whichever is chosen. */
interface Typed {
  kind: KindInput["kind"];
  code: string;
  choices: string;
  most: number;
  formula: string;
}

function typedOf(kind: FieldKindView | undefined): Typed {
  return {
    kind: kind?.kind ?? "text",
    code: kind?.kind === "currency" ? kind.code : likelyCurrency(),
    choices:
      kind?.kind === "dropdown" || kind?.kind === "tags"
        ? kind.choices.map(({ name }) => name).join("\n")
        : "",
    most: kind?.kind === "rating" ? kind.most : 5,
    formula: kind?.kind === "formula" ? kind.formula : "",
  };
}

/** What was typed, as the core takes it. */
export function kindInput(typed: Typed): KindInput {
  const { kind } = typed;
  switch (kind) {
    case "currency":
      return { kind, code: typed.code };
    case "dropdown":
    case "tags": {
      const lines = typed.choices.split("\n").map((line) => line.trim());
      return { kind, choices: lines.filter((line) => line !== "") };
    }
    case "rating":
      return { kind, most: typed.most };
    case "formula":
      return { kind, formula: typed.formula };
    default:
      return { kind };
  }
}

interface FieldFormProps {
  pipeline: PipelineView;
  /** The field; none for one that is being made. */
  field?: string;
  name: string;
  kind?: FieldKindView;
  /** Under what is kept what was typed and not stored; nothing for a field that is there. */
  unsent?: string;
  /** What the button says. */
  action: string;
  /** Stores what was typed; gives the reason if it was not stored. */
  store: (name: string, kind: KindInput) => Promise<Failure | undefined>;
  testId: string;
}

/** A form for a field. */
export function FieldForm(props: FieldFormProps): JSX.Element {
  const { testId } = props;
  const problem = useId();
  const { unsent } = props;
  // Of a field that is there the form shows what the field is; one that is being made is kept.
  const ownName = useSignal(props.name);
  const ownType = useSignal(typedOf(props.kind));
  const name = unsent === undefined ? ownName : unsentInput(`${unsent} name`, "");
  const typed = unsent === undefined ? ownType : unsentInput(`${unsent} type`, typedOf(undefined));
  const failure = useSignal<Failure | undefined>(undefined);
  const change = (part: Partial<Typed>): void => {
    typed.value = { ...typed.peek(), ...part };
  };
  const store = async (): Promise<void> => {
    failure.value = await props.store(name.peek(), kindInput(typed.peek()));
    if (failure.peek() !== undefined || unsent === undefined) return;
    forgetUnsent(`${unsent} name`);
    forgetUnsent(`${unsent} type`);
  };
  return (
    <form
      class="form menu-part"
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <label>
        <span>{say("field-name")}</span>
        <input
          class="editor boxed"
          dir="auto"
          value={name.value}
          aria-describedby={problem}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          data-testid={`${testId}-name`}
        />
      </label>
      <label>
        <span>{say("field-type")}</span>
        <select
          class="editor boxed"
          value={typed.value.kind}
          onChange={(event) => change({ kind: event.currentTarget.value as Typed["kind"] })}
          data-testid={`${testId}-type`}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(`field-type-${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {/* The choices of a field that has some are changed one by one. */}
      {props.kind?.kind === typed.value.kind && "choices" in props.kind ? null : (
        <Needs {...props} typed={typed.value} change={change} />
      )}
      <Problem id={problem} failure={failure.value} />
      <button type="submit" class="primary" data-testid={`${testId}-submit`}>
        {props.action}
      </button>
    </form>
  );
}

interface NeedsProps {
  pipeline: PipelineView;
  field?: string;
  typed: Typed;
  change: (part: Partial<Typed>) => void;
  testId: string;
}

/** What a type needs besides: a currency, choices, a number of stars, a formula. */
function Needs({ pipeline, field, typed, change, testId }: NeedsProps): JSX.Element | null {
  switch (typed.kind) {
    case "currency":
      return (
        <label>
          <span>{say("new-pipeline-currency")}</span>
          <select
            class="editor boxed"
            value={typed.code}
            onChange={(event) => change({ code: event.currentTarget.value })}
          >
            {currencies().map(({ code, name }) => (
              <option key={code} value={code}>
                {`${code} · ${name}`}
              </option>
            ))}
          </select>
        </label>
      );
    case "dropdown":
    case "tags":
      return (
        <label>
          <span>{say("field-choices")}</span>
          <textarea
            class="editor boxed"
            dir="auto"
            rows={4}
            value={typed.choices}
            onInput={(event) => change({ choices: event.currentTarget.value })}
            data-testid={`${testId}-choices`}
          />
        </label>
      );
    case "rating":
      return (
        <label>
          <span>{say("field-stars")}</span>
          <input
            class="editor boxed"
            type="number"
            min={1}
            max={10}
            value={typed.most}
            onInput={(event) => change({ most: event.currentTarget.valueAsNumber || 1 })}
          />
        </label>
      );
    case "formula":
      return (
        <FormulaEditor
          pipeline={pipeline}
          field={field}
          text={typed.formula}
          change={(formula) => change({ formula })}
          testId={testId}
        />
      );
    default:
      return null;
  }
}
