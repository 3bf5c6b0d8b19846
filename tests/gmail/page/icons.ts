/** The stand-in's own line icons, 24 by 24, in the colour of the text around them. */

const PATHS = {
  menu: "M3 6h18M3 12h18M3 18h18",
  search: "M10 4a6 6 0 1 0 0 12a6 6 0 0 0 0-12M14.5 14.5L20 20",
  tune: "M4 7h10M18 7h2M16 5v4M4 17h2M10 17h10M8 15v4",
  help: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.5",
  gear: "M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2",
  mail: "M3 6h18v12H3zM3 7l9 6l9-6",
  chat: "M4 5h16v11H9l-5 4z",
  video: "M3 7h12v10H3zM15 11l6-4v10l-6-4",
  pencil: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  inbox: "M4 5h16v14H4zM4 14h4l2 3h4l2-3h4",
  star: "M12 4l2.5 5.2l5.5.8l-4 4l1 5.6l-5-2.7l-5 2.7l1-5.6l-4-4l5.5-.8z",
  clock: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8v4l3 2",
  send: "M4 5l17 7l-17 7l2-7zM6 12h7",
  draft: "M6 3h9l4 4v14H6zM15 3v4h4",
  down: "M6 9l6 6l6-6",
  archive: "M4 4h16v4H4zM5 8v12h14V8M12 11v6M9.5 14.5L12 17l2.5-2.5",
  spam: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.5",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  unread: "M3 6h13M3 6v12h18v-8M3 7l9 6l4-2.7M20 4a2 2 0 1 0 0 4a2 2 0 0 0 0-4",
  move: "M3 6h6l2 2h10v11H3zM10 13.5h6M14 11l2.5 2.5L14 16",
  label: "M3 7h11l6 5l-6 5H3z",
  more: "M12 6v.5M12 12v.5M12 18v.5",
  back: "M19 12H5M11 6l-6 6l6 6",
  refresh: "M19 8a8 8 0 1 0 1 6M19 3v5h-5",
  reply: "M10 6l-6 6l6 6M4 12h9c4 0 6 2 7 6",
  forward: "M14 6l6 6l-6 6M20 12h-9c-4 0-6 2-7 6",
  close: "M6 6l12 12M18 6L6 18",
  minimise: "M5 18h14",
  expand: "M13 5h6v6M11 19H5v-6M19 5l-6.5 6.5M5 19l6.5-6.5",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
  bulb: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3 11v2h6v-2a6 6 0 0 0-3-11",
  check: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M8 12l3 3l5-6",
  person: "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 20c1-5 4-6 8-6s7 1 8 6",
  plus: "M12 5v14M5 12h14",
  left: "M15 6l-6 6l6 6",
  right: "M9 6l6 6l-6 6",
  format: "M6 18l5-12h2l5 12M8 14h8",
  attach: "M8 12V7a4 4 0 0 1 8 0v9a5.5 5.5 0 0 1-11 0V9",
  link: "M10 8H7a4 4 0 0 0 0 8h3M14 8h3a4 4 0 0 1 0 8h-3M9 12h6",
  smile: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M9 10v.5M15 10v.5M8.5 14c1.5 2.5 5.500 2.500 7 0",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

/** An icon as the address of a picture, in one grey, for the places where Gmail has `img`. */
export function iconUrl(name: IconName): string {
  const svg = `<svg xmlns="${SVG}" viewBox="0 0 24 24"><path d="${PATHS[name]}" fill="none" stroke="#80868b" stroke-width="2.2" stroke-linecap="round"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** An icon to be put into an element. */
export function icon(name: IconName, size = 20): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
