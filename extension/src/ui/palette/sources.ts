/** What the palette finds. Each source is a hook of its own, so that one can be put in another's place. */
import { say } from "../../words/words";
import { type App, useApp, useSubscription } from "../app";
import { describe, failureOf } from "../failures";
import type { Place } from "../places";

/** Something that can be chosen. */
export interface Found {
  /** Names it among all that is found. */
  key: string;
  title: string;
  /** What it is, or where. */
  kind: string;
  /** The colour of its stage, if it has one. */
  colour?: string;
  run: () => void;
}

/** How many of a kind are offered. */
const OFFERED = 8;

/** Whether each word of what was typed is in a text. */
export function matches(text: string, typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/);
  const said = text.toLocaleLowerCase();
  return words.every((word) => said.includes(word));
}

/** Does something, and says why where it fails. */
function act(app: App, kind: "undo" | "redo"): void {
  app.link.do({ kind }).then((response) => {
    const failure = failureOf(response);
    if (failure !== undefined) app.notify(describe(failure));
  }, reportError);
}

/** The ways to everywhere, and what can be done anywhere; `showKeys` shows the keyboard's cheat sheet. */
export function useActions(typed: string, showKeys: () => void): Found[] {
  const app = useApp();
  const kind = say("palette-action");
  const place = (to: Place, title: string): Found => ({
    key: `place ${to.kind}`,
    title,
    kind,
    run: () => app.go(to),
  });
  const all: Found[] = [
    place({ kind: "home" }, say("place-home")),
    place({ kind: "contacts" }, say("place-contacts")),
    place({ kind: "organizations" }, say("place-organizations")),
    place({ kind: "bin" }, say("place-bin")),
    { key: "new", title: say("nav-new-pipeline"), kind, run: () => app.openNewPipeline() },
    { key: "options", title: say("status-open-options"), kind, run: () => app.openOptions?.() },
    { key: "undo", title: say("undo"), kind, run: () => act(app, "undo") },
    { key: "redo", title: say("redo"), kind, run: () => act(app, "redo") },
    { key: "keys", title: say("keys-title"), kind, run: showKeys },
  ];
  return all.filter(({ title }) => matches(title, typed));
}

/** The pipelines whose names fit. */
export function usePipelines(typed: string): Found[] {
  const app = useApp();
  const all = app.pipelines.value ?? [];
  return all
    .filter(({ name }) => matches(name, typed))
    .slice(0, OFFERED)
    .map(({ id, name }) => ({
      key: `pipeline ${id}`,
      title: name,
      kind: say("add-pipeline"),
      run: () => app.openPipeline(id),
    }));
}

/** The boxes whose names fit; those changed last while nothing is typed. */
export function useBoxes(typed: string): Found[] {
  const app = useApp();
  const { view } = useSubscription({ kind: "findBoxes", text: typed, count: OFFERED });
  return (view.value?.hits ?? []).map(({ label }) => ({
    key: `box ${label.id}`,
    title: label.name,
    kind: say("row-label", { pipeline: label.pipelineName, stage: label.stageName }),
    colour: label.colour,
    run: () => app.go({ kind: "box", id: label.id }),
  }));
}
