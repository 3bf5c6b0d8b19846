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
