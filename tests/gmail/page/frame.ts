/** What stays on the screen whatever is open: header, navigation, content area, side panel. */
import type { ListName } from "../wire.ts";
import { button, find, h, input } from "./dom.ts";
import { type IconName, icon } from "./icons.ts";
import { noticeBar } from "./notice.ts";

/** The places of the frame that others fill. */
export interface Frame {
  /** The parent of the views, `div.aeF > div.nH`. */
  readonly views: HTMLElement;
  /** The parent of compose windows, `div.dw .nH > .nH > .no`. */
  readonly moles: HTMLElement;
  /** The element that scrolls the views. */
  readonly scroller: HTMLElement;
  readonly search: HTMLInputElement;
  /** Marks the list that is open, and how many threads of the inbox are unread. */
  mark(list: ListName, unread: number): void;
}

const HEADER_PX = 64;
const { account, accounts, accountIndex } = window.STANDIN;

const NATIVE: readonly { list: ListName; name: string; icon: IconName }[] = [
  { list: "inbox", name: "Inbox", icon: "inbox" },
  { list: "starred", name: "Starred", icon: "star" },
  { list: "sent", name: "Sent", icon: "send" },
  { list: "drafts", name: "Drafts", icon: "draft" },
  { list: "all", name: "All Mail", icon: "mail" },
  { list: "trash", name: "Trash", icon: "trash" },
];

/** Draws the frame into the body. */
export function drawFrame(onCompose: () => void): Frame {
  const views = h("div.nH");
  const scroller = h("div.Tm.aeJ", {}, h("div.aeF", {}, views));
  const rail = h(
    "div.aeN.WR.a6o.anZ.nH.oy8Mbf",
    { role: "navigation" },
    railItem("Xa.wT.XJ.apV", "Mail", "mail"),
    railItem("Xa.wT.ao4", "Chat", "chat"),
    railItem("Xa.wT.adZ", "Meet", "video"),
  );
  const { panel, mark } = navPanel(onCompose);
  const content = h("div.nH", {}, h("div.nH.ar4.z", {}, h("div.AO", {}, scroller)));
  const moles = h("div.no");
  document.body.append(
    h(
      "div.nH",
      {},
      header(),
      h("div.nH.bkL.aqk.aql", {}, rail, panel, h("div.nH.bkK.nn", {}, content), sidePanel()),
    ),
    h("div.dw", {}, h("div.jAmAWb.spacer"), h("div.nH", {}, h("div.nH", {}, moles)), h("div.jAmAWb")),
    noticeBar(),
  );
  // InboxSDK takes the height of a custom view from this inline style.
  const fitRail = (): void => {
    const height = `${window.innerHeight - HEADER_PX}px`;
    if (rail.style.height !== height) {
      rail.style.height = height;
    }
  };
  window.addEventListener("resize", fitRail);
  fitRail();
  const search = find(document, "form[role=search] input");
  if (!(search instanceof HTMLInputElement)) {
    throw new Error("the search field is missing");
  }
  return { views, moles, scroller, search, mark };
}

function header(): HTMLElement {
  const field = input("q", {
    placeholder: "Search mail",
    "aria-label": "Search mail",
    autocomplete: "off",
  });
  const form = h(
    "form.search",
    {
      role: "search",
      onsubmit: (event) => {
        event.preventDefault();
        const query = encodeURIComponent(field.value.trim()).replace(/%20/g, "+");
        window.location.hash = query === "" ? "#inbox" : `#search/${query}`;
      },
    },
    icon("search"),
    field,
    icon("tune"),
  );
  const burger = button("div.burger", "Main menu", () => {
    const open = burger.getAttribute("aria-expanded") !== "true";
    burger.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("narrow", !open);
  });
  burger.append(icon("menu", 24));
  burger.setAttribute("aria-expanded", "true");
  return h(
    "header.gb.oy8Mbf.qp",
    { role: "banner" },
    h(
      "div.gb-start",
      {},
      h("div", {}, burger),
      h("a.gb-name", { href: "#inbox" }, h("span.gb-mark", {}, icon("mail", 24)), "Gmail"),
    ),
    h(
      "div.gb-rest",
      {},
      h("div.gb-search", {}, form),
      h(
        "div.gb-end",
        {},
        h(
          "div.gb-tools",
          {},
          h(
            "div",
            {},
            h(
              "div",
              {},
              button("div.gb-tool", "Support", undefined, icon("help", 24)),
              h("div.gb-menu", { role: "menu" }),
            ),
          ),
          button("div.gb-tool", "Settings", undefined, icon("gear", 24)),
        ),
        accountMenu(),
      ),
    ),
  );
}

/** The round picture, and behind it the list of accounts, from which InboxSDK reads the name. */
function accountMenu(): HTMLElement {
  const card = h(
    "div.gb-card",
    { "aria-label": "Account Information", hidden: "" },
    h(
      "div",
      {},
      h(
        "div",
        {},
        h("div.gb-card-name", {}, account.name),
        h("div.gb-card-mail", {}, account.email),
        h("a", { href: "https://myaccount.google.com/" }, "Manage account"),
      ),
    ),
    ...accounts
      .filter(({ index }) => index !== accountIndex)
      .map(({ index, person }) => h("a.gb-other", { href: `/mail/u/${index}/` }, person.email)),
  );
  const face = button("div.gb-face", `Account: ${account.email}`, () => {
    card.hidden = !card.hidden;
  });
  face.append(account.name.charAt(0));
  return h("div.gb-account", {}, face, card);
}

function railItem(classes: string, name: string, image: IconName): HTMLElement {
  return h(
    `div.${classes}`,
    {},
    h("div.V6.CL.Y2", { role: "link", tabindex: "0" }, h("div.XS", {}, icon(image))),
    h("div.apW", { role: "heading", "aria-level": "2" }, name),
  );
}

/** The panel with Compose and the lists. Returns it with the function that marks a list. */
function navPanel(onCompose: () => void): { panel: HTMLElement; mark: Frame["mark"] } {
  const items = NATIVE.map(({ list, name, icon: image }) => {
    const count = h("div.bsU");
    const element = h(
      "div.aim",
      {},
      h(
        "div.TO",
        {
          onclick: () => {
            window.location.hash = `#${list}`;
          },
        },
        h(
          "div.TN.bzz.aHS-bnt",
          {},
          h("div.qj", { style: "" }, icon(image)),
          h(
            "div.aio.UKr6le",
            {},
            h("span.nU", {}, h("a.J-Ke.n0", { href: `#${list}`, tabindex: "-1" }, name)),
            count,
          ),
        ),
      ),
    );
    return { list, element, count };
  });
  const compose = button("div.T-I.T-I-KE.L3", "Compose", onCompose, icon("pencil"), "Compose");
  compose.removeAttribute("data-tooltip");
  const panel = h(
    "div.aqn.aIH.oy8Mbf.apV",
    {},
    h("div.aic", {}, h("div.z0", {}, compose)),
    h(
      "div.at9",
      {},
      h(
        "div.Ls77Lb.aZ6",
        {},
        h(
          "div.pp",
          {},
          h(
            "div",
            {},
            h(
              "div.yJ",
              {},
              h(
                "div.ajl.aib.aZ6",
                {},
                h("h2.aWk", {}, "Labels"),
                h(
                  "div.wT",
                  {},
                  h(
                    "div.n3",
                    {},
                    h("div.byl", {}, h("div.TK", {}, ...items.map(({ element }) => element))),
                    h("div.byl"),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
  const mark = (list: ListName, unread: number): void => {
    for (const item of items) {
      const active = item.list === list;
      item.element.classList.toggle("ain", active);
      const row = find(item.element, ".TO");
      row.classList.toggle("nZ", active);
      row.classList.toggle("aiq", active);
      if (item.list === "inbox") {
        item.count.textContent = unread === 0 ? "" : String(unread);
        item.element.classList.toggle("unread", unread > 0);
      }
    }
  };
  return { panel, mark };
}

/** The panel at the right edge: two containers of Google's own, and the icons beside them. */
function sidePanel(): HTMLElement {
  const companion = (name: string, image: IconName): HTMLElement =>
    h("div.bse-bvF-I.aT5-aOt-I", { role: "tab", "aria-label": name }, icon(image));
  return h(
    "div.aUx",
    {},
    h("div.WN9Ejb.br3", {}, h("div.brC-brG", {}, h("div.own"), h("div.own"))),
    h(
      "div.brC-aT5-aOt-Jw",
      { role: "complementary", "aria-label": "Side panel" },
      h("div.brC-aT5-aOt-bsf-Jw", {}, h("div")),
      h(
        "div.brC-bsf-aT5-aOt",
        { role: "tablist" },
        companion("Calendar", "calendar"),
        companion("Keep", "bulb"),
        companion("Tasks", "check"),
        companion("Contacts", "person"),
        h("div.brC-line", { role: "separator" }),
      ),
      button("div.aT5-aOt-I.brC-hide", "Hide side panel", undefined, icon("right")),
    ),
  );
}
