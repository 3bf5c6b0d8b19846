/** The toolbar above a list and above a thread. */
import type { ThreadAction } from "../wire.ts";
import { button, h, show } from "./dom.ts";
import { type IconName, icon } from "./icons.ts";

/** What a toolbar acts on. */
export interface ToolbarOptions {
  /** Called with the action that a button stands for. */
  readonly onAction: (action: ThreadAction) => void;
  /** A thread's toolbar has a button that leads back; a list's has a box that selects all. */
  readonly onBack?: () => void;
  readonly onRefresh?: () => void;
  readonly onSelectAll?: () => void;
}

/** A toolbar, and how to tell it whether anything is selected. */
export interface Toolbar {
  /** The element with `gh="tm"`. */
  readonly element: HTMLElement;
  /** Shows the sections that act on threads. */
  setActing(acting: boolean): void;
}

/** Makes a toolbar. */
export function toolbar(options: ToolbarOptions): Toolbar {
  const { onAction, onBack, onRefresh, onSelectAll } = options;
  const tool = (classes: string, mark: string, name: IconName, label: string, act: () => void) =>
    button(
      `div.T-I.J-J5-Ji.T-I-ax7.L3.${classes}`,
      label,
      act,
      h("div.asa", {}, h(`div.${mark}.T-I-J3.J-J5-Ji`, {}, icon(name))),
    );

  const acting = [
    section(
      tool("lR", "ar9", "archive", "Archive", () => onAction("archive")),
      tool("nN", "asl", "spam", "Report spam", () => onAction("trash")),
      tool("nX", "ar8", "trash", "Delete", () => onAction("trash")),
    ),
    section(tool("bvt", "bwm", "unread", "Mark as unread", () => onAction("unread"))),
    section(
      tool("ns", "ase", "move", "Move to", () => onAction("inbox")),
      tool("mw", "asb", "label", "Labels", () => onAction("star")),
    ),
  ];
  const first: HTMLElement[] = [];
  if (onBack !== undefined) {
    first.push(section(tool("lS", "ar6", "back", "Back", onBack)));
  }
  if (onSelectAll !== undefined) {
    const box = h("span.T-Jo.J-J5-Ji.T-Jo-auh", {
      role: "checkbox",
      "aria-checked": "false",
      "aria-label": "Select",
      onclick: onSelectAll,
    });
    first.push(section(h("div.T-I.J-J5-Ji.T-Pm.T-I-ax7.L3", {}, box)));
  }
  const refresh =
    onRefresh === undefined ? undefined : section(tool("nu", "asf", "refresh", "Refresh", onRefresh));
  const element = h(
    "div.G-atb.D.E",
    { gh: "tm" },
    h(
      "div.nH.aqK",
      { gh: "mtb" },
      h("div", {}, ...first, ...(refresh === undefined ? [] : [refresh]), ...acting, more()),
    ),
  );
  const setActing = (on: boolean): void => {
    for (const one of acting) {
      show(one, on);
    }
    if (refresh !== undefined) {
      show(refresh, !on);
    }
  };
  setActing(onBack !== undefined);
  return { element, setActing };
}

function section(...tools: HTMLElement[]): HTMLElement {
  return h("div.G-Ni.G-aE.J-J5-Ji", {}, ...tools);
}

/** The "More" button and its menu, into which InboxSDK puts its own items. */
function more(): HTMLElement {
  const menu = h("div.J-M.aX0.aYO.jQjAxd", { role: "menu" });
  show(menu, false);
  const opener: HTMLElement = button(
    "div.T-I.J-J5-Ji.nf.T-I-ax7.L3",
    "More",
    () => {
      const open = menu.style.display === "none";
      show(menu, open);
      opener.setAttribute("aria-expanded", String(open));
    },
    h("div.asa", {}, h("div.T-I-J3.J-J5-Ji", {}, icon("more"))),
  );
  opener.setAttribute("aria-haspopup", "true");
  opener.setAttribute("aria-expanded", "false");
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !opener.contains(target) && menu.style.display !== "none") {
      show(menu, false);
      opener.setAttribute("aria-expanded", "false");
    }
  });
  return section(opener, menu);
}
