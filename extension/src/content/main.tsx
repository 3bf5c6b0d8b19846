/** The script in Gmail's page: thin views over the core in the service worker. */
import { computed, effect } from "@preact/signals";
import { offerInCompose } from "../gmail/compose";
import { showNav } from "../gmail/nav";
import { notify } from "../gmail/notice";
import { handleShortcuts } from "../gmail/palette";
import {
  BIN_ROUTE,
  BOX_ROUTE,
  CONTACT_ROUTE,
  CONTACTS_ROUTE,
  goTo,
  goToNewPipeline,
  goToPipeline,
  goToThread,
  HOME_ROUTE,
  handleRoutes,
  NEW_PIPELINE_ROUTE,
  ORGANIZATION_ROUTE,
  ORGANIZATIONS_ROUTE,
  PIPELINE_ROUTE,
  showPlace,
  VIEW_ROUTE,
} from "../gmail/routes";
import { suggestOnRows } from "../gmail/row-suggestions";
import { labelRows } from "../gmail/rows";
import { loadSdk } from "../gmail/sdk";
import { offerFiling } from "../gmail/selection";
import { showSidebars } from "../gmail/sidebar";
import { followTheme } from "../gmail/theme";
import { Link } from "../link/link";
import { accountOf } from "../link/messages";
import { type End, nextTask, PageContext } from "../platform/page-context";
import { isCurrent, openPort, send } from "../platform/ports";
import { loadScreens } from "../platform/screens";
import type { App } from "../ui/app";
import { warmUp } from "../words/warm-up";
import { say } from "../words/words";

/** So many saved views are looked through for starred ones, which come first. */
const MOST_VIEWS = 50;
/** Due tasks are counted up to so many. */
const MOST_DUE = 99;
/** So many snippets are known by what one types for them. */
const MOST_SNIPPETS = 200;

type Screens = typeof import("./screens");

/** Shows a screen in an element as soon as the screens' code is there, until the result is called. */
function showLater(host: HTMLElement, show: (screens: Screens) => End): End {
  let end: End | undefined;
  let ended = false;
  loadScreens<Screens>().then(
    async (screens) => {
      // Gmail goes on between evaluating the code, reading its styles, and drawing.
      await screens.prepareStyles(nextTask);
      await nextTask();
      if (!ended) end = show(screens);
    },
    (error: unknown) => {
      // Nothing is there to draw with, so the words stand alone.
      host.textContent = say(isCurrent() ? "screens-missing" : "status-outdated");
      reportError(error);
    },
  );
  return () => {
    ended = true;
    end?.();
  };
}

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
    go: (place) => goTo(sdk, place),
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
  const views = link.subscribe({ kind: "views", pipeline: null, first: 0, count: MOST_VIEWS });
  // What is due today, and what was due before.
  const today = { from: 0, to: new Date().setHours(24, 0, 0, 0), first: 0, count: MOST_DUE } as const;
  const tasks = link.subscribe({ kind: "tasks", assignee: null, ...today, count: 0 });
  context.own(
    effect(() => {
      const me = app.status.value?.me?.id;
      if (me !== undefined) tasks.change({ kind: "tasks", assignee: me, ...today });
    }),
  );
  showNav(sdk, context, {
    pipelines: app.pipelines,
    starred: computed(() => views.view.value?.views.filter(({ starred }) => starred)),
    due: computed(() => {
      const { tasks: due = [], more = false } = tasks.view.value ?? {};
      return due.length === 0 ? "" : `${due.length}${more ? "+" : ""}`;
    }),
  });
  await nextTask();
  labelRows(sdk, context, link);
  await nextTask();
  type Show = (screens: Screens) => (host: HTMLElement, app: App, params: Record<string, string>) => End;
  const at = (show: Show) => (host: HTMLElement, params: Record<string, string>) =>
    showLater(host, (screens) => show(screens)(host, app, params));
  handleRoutes(sdk, context, {
    [PIPELINE_ROUTE]: at((screens) => screens.pipeline),
    [VIEW_ROUTE]: at((screens) => screens.pipeline),
    [NEW_PIPELINE_ROUTE]: at((screens) => screens.newPipeline),
    [BOX_ROUTE]: at((screens) => screens.box),
    [HOME_ROUTE]: at((screens) => screens.home),
    [CONTACTS_ROUTE]: at((screens) => screens.contacts),
    [CONTACT_ROUTE]: at((screens) => screens.contact),
    [ORGANIZATIONS_ROUTE]: at((screens) => screens.organizations),
    [ORGANIZATION_ROUTE]: at((screens) => screens.organization),
    [BIN_ROUTE]: at((screens) => screens.bin),
  });
  await nextTask();
  showSidebars(sdk, context, (host, thread, mails, mail) =>
    showLater(host, (screens) => screens.thread(host, app, thread, mails, mail)),
  );
  await nextTask();
  handleShortcuts(context, (host, what, close) =>
    showLater(host, (screens) => screens.palette(host, app, what, close)),
  );
  await warmUp(nextTask);
  await nextTask();
  showPlace();
  await nextTask();
  suggestOnRows(sdk, context, link);
  offerFiling(sdk, context, (host, mails, close) =>
    showLater(host, (screens) => screens.fileSelected(host, app, mails, close)),
  );
  await nextTask();
  const snippets = link.subscribe({ kind: "snippets", pipeline: null, first: 0, count: MOST_SNIPPETS });
  offerInCompose(
    sdk,
    context,
    computed(() => snippets.view.value?.snippets ?? []),
    {
      panel: (host, letter, close) =>
        showLater(host, (screens) => screens.letterPanel(host, app, letter, close)),
      bar: (host, letter) => showLater(host, (screens) => screens.letterBar(host, app, letter)),
      sent: (letter, thread) => {
        if (letter.box.peek() === undefined) return;
        loadScreens<Screens>()
          .then((screens) => screens.fileSent(app, letter, thread))
          .catch(reportError);
      },
      insert: (letter, snippet) => {
        loadScreens<Screens>()
          .then((screens) => screens.insertSnippet(app, letter, snippet))
          .catch(reportError);
      },
    },
  );
  // The screens stay, and say so in their status lines; only this is said over Gmail itself.
  const stop = effect(() => {
    if (link.state.value !== "outdated") return;
    notify(sdk, say("status-outdated"));
  });
  context.own(stop);
}

start().catch(reportError);
