/** The screens: what is drawn in Gmail's page once a person asks for it, loaded with the first of them. */
import type { ThreadInput } from "../generated/ThreadInput";
import type { End } from "../platform/page-context";
import type { App } from "../ui/app";
import { BoxScreen } from "../ui/box-page/box-screen";
import { mount } from "../ui/mount";
import { NewPipelinePage } from "../ui/new-pipeline/new-pipeline-page";
import { PipelinePage } from "../ui/pipeline/pipeline-page";
import { ThreadPanel } from "../ui/sidebar/thread-panel";

/** What the address of a place names. */
type Params = Record<string, string>;

/** A pipeline, with a saved view if the address names one. */
export function pipeline(host: HTMLElement, app: App, { id = "", view }: Params): End {
  return mount(host, app, <PipelinePage id={id} view={view} />);
}

/** The page that makes pipelines. */
export function newPipeline(host: HTMLElement, app: App): End {
  return mount(host, app, <NewPipelinePage />);
}

/** A box. */
export function box(host: HTMLElement, app: App, { id = "" }: Params): End {
  return mount(host, app, <BoxScreen id={id} />);
}

/** Boxwood beside an open conversation. */
export function thread(host: HTMLElement, app: App, of: ThreadInput): End {
  return mount(host, app, <ThreadPanel thread={of} />);
}
