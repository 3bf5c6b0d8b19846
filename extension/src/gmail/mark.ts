/** Boxwood's mark, as InboxSDK wants images: by address. */

/** A box of four leaves, for light and dark backgrounds alike. */
export const MARK_URL = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="#1e8e3e">' +
    '<path d="M11 11C5 11 3 8 3 3c5 0 8 2 8 8z"/><path d="M13 11c0-6 3-8 8-8 0 5-2 8-8 8z" opacity=".75"/>' +
    '<path d="M11 13c0 6-3 8-8 8 0-5 2-8 8-8z" opacity=".75"/><path d="M13 13c6 0 8 3 8 8-5 0-8-2-8-8z"/>' +
    "</g></svg>",
)}`;

/** A pipeline: columns of different height. */
export const PIPELINE_URL = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="#5f8f6d">' +
    '<rect x="4" y="5" width="4" height="14" rx="1"/><rect x="10" y="5" width="4" height="9" rx="1"/>' +
    '<rect x="16" y="5" width="4" height="11" rx="1"/></g></svg>',
)}`;

/** A plus sign. */
export const ADD_URL = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#7a8288" d="M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z"/></svg>',
)}`;

/** A grey icon of one path. */
function icon(path: string): string {
  const image = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#7a8288" d="${path}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(image)}`;
}

/** A house. */
export const HOME_URL = icon("M12 4 4 11h2v8h5v-5h2v5h5v-8h2z");

/** Two people. */
export const PEOPLE_URL = icon(
  "M9 5a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM2 19v-1.500C2 15 6 13.800 9 13.800s7 1.200 7 3.700V19zm15-6.500a3 3 0 1 0-1.500-5.600 5 5 0 0 1 0 5.200q.700.400 1.500.400zm1 6.500h4v-1.500c0-1.700-2-2.800-4.200-3.300a4.600 4.600 0 0 1 .200 1.300z",
);

/** A star. */
export const STAR_URL = icon(
  "M12 3l2.700 5.700 6.300.800-4.600 4.300 1.200 6.200-5.600-3-5.600 3 1.200-6.200L3 9.500l6.300-.800z",
);
