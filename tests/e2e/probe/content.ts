/**
 * The probe's content script: uses each InboxSDK feature that Boxwood builds on, and writes what
 * comes of it into the document as `data-probe-NAME`, in JSON, where a test can read it. A test
 * asks for an action with an event, `new CustomEvent("probe", { detail: "NAME" })`.
 */
import * as InboxSDK from "@inboxsdk/core";

const root = document.documentElement;
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Ccircle cx='10' cy='10' r='8' fill='%233a7d44'/%3E%3C/svg%3E";
/** A key that InboxSDK's local check accepts; no server is asked about it. */
const APP_ID = "sdk_boxwood_cd0e80df8f";

function report(name: string, value: unknown): void {
  root.setAttribute(`data-probe-${name}`, JSON.stringify(value));
}

function append(name: string, value: unknown): void {
  const before: unknown = JSON.parse(root.getAttribute(`data-probe-${name}`) ?? "[]");
  report(name, [...(Array.isArray(before) ? before : []), value]);
}

function box(id: string, text: string): HTMLElement {
  const element = document.createElement("div");
  element.id = id;
  element.textContent = text;
  return element;
}

// InboxSDK then also sends its errors as events.
root.setAttribute("inboxsdk-emit-error-event", "true");
root.addEventListener("inboxSDKerror", (event) => {
  const { message } = (event as CustomEvent<{ message: unknown }>).detail;
  append("errors", String(message));
});
report("errors", []);

const actions = new Map<string, () => void>();

document.addEventListener("probe", (event) => {
  const name = String((event as CustomEvent<unknown>).detail);
  const action = actions.get(name);
  if (action === undefined) {
    append("errors", `the probe has no action ${name}`);
  } else {
    action();
  }
});

async function run(): Promise<void> {
  const sdk = await InboxSDK.load(2, APP_ID, { eventTracking: false, globalErrorLogging: false });
  report("user", {
    email: sdk.User.getEmailAddress(),
    language: sdk.User.getLanguage(),
    conversationView: await sdk.User.isConversationViewDisabled(),
  });

  sdk.Router.handleAllRoutes((route) => {
    append("routes", { type: route.getRouteType(), id: route.getRouteID(), params: route.getParams() });
  });
  sdk.Router.handleCustomRoute("probe/:key", (route) => {
    route.getElement().append(box("probe-custom", `custom ${route.getParams()["key"] ?? ""}`));
  });

  sdk.Lists.registerThreadRowViewHandler((row) => {
    const id = row.getThreadID();
    append("rows", {
      id,
      subject: row.getSubject(),
      contacts: row.getContacts(),
      date: row.getDateString(),
      messages: row.getVisibleMessageCount(),
    });
    row.addLabel({ title: `Stage ${id.slice(-3)}`, backgroundColor: "#3a7d44", foregroundColor: "#fff" });
    row.addImage({ imageUrl: ICON, tooltip: "In a box" });
    row.addButton({ title: "Probe row", iconUrl: ICON, onClick: () => append("row-clicks", id) });
  });

  sdk.Conversations.registerThreadViewHandler((thread) => {
    void (async () => {
      append("threads", { id: await thread.getThreadIDAsync(), subject: thread.getSubject() });
    })();
    thread.addNoticeBar().el.append(box("probe-notice", "notice"));
    thread.addLabel().el.append(box("probe-thread-label", "label"));
    const el = box("probe-panel", "panel of this thread");
    const panel = thread.addSidebarContentPanel({ el, title: "Probe", iconUrl: ICON });
    panel.on("activate", () => append("panel", "activate"));
  });

  sdk.Conversations.registerMessageViewHandler((message) => {
    void (async () => {
      append("messages", {
        id: await message.getMessageIDAsync(),
        sender: message.getSender(),
        recipients: message.getRecipientEmailAddresses(),
        full: await message.getRecipientsFull(),
        date: message.getDateString(),
        text: message.getBodyElement().textContent,
        state: message.getViewState(),
      });
    })();
  });

  sdk.NavMenu.addNavItem({
    name: "Probe list",
    iconUrl: ICON,
    routeID: "probe/:key",
    routeParams: { key: "nav" },
  }).addNavItem({ name: "Probe child", onClick: () => append("nav-clicks", "child") });

  sdk.NavMenu.SENT_MAIL.addNavItem({ name: "Probe sent", onClick: () => append("nav-clicks", "sent") });

  void sdk.Global.addSidebarContentPanel({
    el: box("probe-global", "panel for everything"),
    title: "Probe all",
    iconUrl: ICON,
  });

  sdk.Toolbars.registerThreadButton({
    title: "Probe tool",
    iconUrl: ICON,
    positions: ["LIST", "THREAD"],
    onClick: ({ position, selectedThreadRowViews, selectedThreadViews }) => {
      append("tool-clicks", {
        position,
        rows: selectedThreadRowViews.length,
        threads: selectedThreadViews.length,
      });
    },
  });

  sdk.Compose.registerComposeViewHandler((compose) => {
    const name = compose.isInlineReplyForm() ? "reply" : "compose";
    append(`${name}-open`, {
      inline: compose.isInlineReplyForm(),
      reply: compose.isReply(),
      from: compose.getFromContact(),
      subject: compose.getSubject(),
      to: compose.getToRecipients().map(({ emailAddress }) => emailAddress),
    });
    compose.addButton({
      title: `Probe ${name}`,
      iconUrl: ICON,
      onClick: () => append("compose-clicks", name),
    });
    compose.addStatusBar({ height: 30 }).el.append(box(`probe-${name}-status`, "status"));
    compose.on("toContactAdded", ({ contact }) => append(`${name}-to`, contact.emailAddress));
    compose.on("presending", () => append(`${name}-events`, "presending"));
    compose.on("sending", () => append(`${name}-events`, "sending"));
    compose.on("sent", (event) => {
      append(`${name}-events`, "sent");
      void (async () => {
        report(`${name}-sent`, {
          threadId: await event.getThreadID(),
          messageId: await event.getMessageID(),
        });
      })();
    });
    compose.on("destroy", () => append(`${name}-events`, "destroy"));
    const fill = (): void => {
      compose.setSubject("An offer");
      compose.setToRecipients(["maya@nordbikes.example"]);
      compose.setCcRecipients(["ben@hill.example"]);
      compose.setBodyText("Forty bikes, in two batches.");
      report("compose-filled", {
        subject: compose.getSubject(),
        to: compose.getToRecipients().map(({ emailAddress }) => emailAddress),
        cc: compose.getCcRecipients().map(({ emailAddress }) => emailAddress),
        text: compose.getTextContent(),
      });
    };
    actions.set("fill", fill);
    actions.set("send", () => compose.send());
    actions.set("write-reply", () => compose.setBodyText("Thursday it is."));
  });

  for (const [name, action] of [
    ["compose", () => void sdk.Compose.openNewComposeView()],
    ["goto-custom", () => void sdk.Router.goto("probe/:key", { key: "goto" })],
    [
      "goto-thread",
      () =>
        void sdk.Router.goto(sdk.Router.NativeRouteIDs.THREAD, {
          threadID: root.getAttribute("data-probe-target") ?? "",
        }),
    ],
    ["butter", () => void sdk.ButterBar.showMessage({ text: "Probe says hello", time: 60_000 })],
    [
      "modal",
      () => {
        const modal = sdk.Widgets.showModalView({
          el: box("probe-modal", "inside the modal"),
          title: "Probe modal",
          buttons: [{ text: "Close it", type: "PRIMARY_ACTION", onClick: () => modal.close() }],
        });
        modal.on("destroy", () => report("modal-closed", true));
      },
    ],
  ] as const) {
    actions.set(name, action);
  }
  report("ready", true);
}

void run().catch((error: unknown) => append("errors", String(error)));
