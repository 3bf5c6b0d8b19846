/** The script in Gmail's page: thin views over the core in the service worker. */
import { computed, effect } from "@preact/signals";
import { showNav } from "../gmail/nav";
import { notify } from "../gmail/notice";
import {
  goToNewPipeline,
  goToPipeline,
  goToThread,
  handleRoutes,
  NEW_PIPELINE_ROUTE,
  PIPELINE_ROUTE,
  showPlace,
} from "../gmail/routes";
import { suggestOnRows } from "../gmail/row-suggestions";
import { labelRows } from "../gmail/rows";
import { loadSdk } from "../gmail/sdk";
import { offerFiling } from "../gmail/selection";
import { showSidebars } from "../gmail/sidebar";
import { followTheme } from "../gmail/theme";
import { Link } from "../link/link";
import { accountOf } from "../link/messages";
import { nextTask, PageContext } from "../platform/page-context";
import { isCurrent, openPort, send } from "../platform/ports";
import type { App } from "../ui/app";
import { mount } from "../ui/mount";
import { NewPipelinePage } from "../ui/new-pipeline/new-pipeline-page";
import { PipelinePage } from "../ui/pipeline/pipeline-page";
import { ThreadPanel } from "../ui/sidebar/thread-panel";
import { FileSelected } from "../ui/suggestions/file-selected";
import { warmUp } from "../words/warm-up";
import { say } from "../words/words";

async function start(): Promise<void> {
  const context = new PageContext();
  const sdk = await loadSdk();
  const link = new Link(context, accountOf(sdk.User.getEmailAddress()), { open: openPort, isCurrent });
  const status = link.subscribe({ kind: "status" });
  const nav = link.subscribe({ kind: "nav" });
  const app: App = {
    link,
    status: computed(() => status.view.value?.status),
    pipelines: computed(() => nav.view.value?.pipelines),
    openPipeline: (id) => goToPipeline(sdk, id),
    openNewPipeline: () => goToNewPipeline(sdk),
    openThread: (id) => goToThread(sdk, id),
    openOptions: () => {
      send({ errand: "open-options" }).catch(reportError);
    },
    notify: (text, undo) => notify(sdk, text, undo),
    reload: () => location.reload(),
  };
  followTheme(context);
  // A task for each part, so that Gmail, which is still drawing itself, never waits for all of them.
  await nextTask();
  showNav(sdk, context, app.pipelines);
  await nextTask();
  labelRows(sdk, context, link);
  await nextTask();
  handleRoutes(sdk, context, {
    [PIPELINE_ROUTE]: (host, { id = "" }) => mount(host, app, <PipelinePage id={id} />),
    [NEW_PIPELINE_ROUTE]: (host) => mount(host, app, <NewPipelinePage />),
  });
  showSidebars(sdk, context, (host, thread, mail) =>
    mount(host, app, <ThreadPanel thread={thread} mail={mail} />),
  );
  await warmUp(nextTask);
  await nextTask();
  showPlace();
  await nextTask();
  suggestOnRows(sdk, context, link);
  offerFiling(sdk, context, (host, mails, close) =>
    mount(host, app, <FileSelected mails={mails} onDone={close} />),
  );
  // The screens stay, and say so in their status lines; only this is said over Gmail itself.
  const stop = effect(() => {
    if (link.state.value !== "outdated") return;
    notify(sdk, say("status-outdated"));
  });
  context.own(stop);
}

start().catch(reportError);
