/** A template with words: what is asked of the core to make a pipeline. */
import type { Command } from "../../generated/Command";
import type { KindInput } from "../../generated/KindInput";
import type { TemplateKind } from "../../generated/TemplateKind";
import type { TemplateView } from "../../generated/TemplateView";
import { say } from "../../words/words";

/** The name of a template. */
export function templateName(template: TemplateView): string {
  return say(`template-${template.key}`);
}

/** The name of a stage of a template. */
export function stageName(template: TemplateView, stage: string): string {
  return say(`template-${template.key}-stage-${stage}`);
}

/** The name of a field of a template. */
export function fieldName(template: TemplateView, field: string): string {
  return say(`template-${template.key}-field-${field}`);
}

/** Whether a template holds amounts of money. */
export function needsCurrency(template: TemplateView): boolean {
  return template.fields.some(({ kind }) => kind.kind === "currency");
}

/** The command that makes a pipeline of a template, in the language of whoever makes it. */
export function fromTemplate(template: TemplateView, name: string, currency: string): Command {
  return {
    kind: "createPipeline",
    name,
    stages: template.stages.map(({ key, colour }) => ({ name: stageName(template, key), colour })),
    fields: template.fields.map(({ key, kind }) => ({
      name: fieldName(template, key),
      kind: kindOf(template, kind, currency),
    })),
  };
}

function kindOf(template: TemplateView, kind: TemplateKind, currency: string): KindInput {
  if (kind.kind === "currency") return { kind: "currency", code: currency };
  if (kind.kind !== "dropdown") return kind;
  return {
    kind: "dropdown",
    choices: kind.choices.map((key) => say(`template-${template.key}-choice-${key}`)),
  };
}
