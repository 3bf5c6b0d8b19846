/** The icons, drawn in the colour of the text around them. They say nothing alone: each has words beside it. */
import type { JSX } from "preact";

const PATHS = {
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  expand: "M7 10l5 5 5-5z",
  fold: "M10 7l5 5-5 5z",
  up: "M12 7l5 6h-4v5h-2v-5H7z",
  down: "M12 18l-5-6h4V7h2v5h4z",
  waiting:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm-1 2v6l4.5 2.7.8-1.3-3.6-2.2V7z",
  mail: "M3 6v12h18V6zm2 2.4 7 4.6 7-4.6V16H5z",
  warning: "M12 3 2 20h20zm0 4.5L18.5 18h-13zM11 10v4h2v-4zm0 5v2h2v-2z",
  offline:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5 12a7 7 0 0 1 11.2-5.6l-9.8 9.8A7 7 0 0 1 5 12zm7 7a7 7 0 0 1-4.2-1.4l9.8-9.8A7 7 0 0 1 12 19z",
  done: "M9 16.2 4.8 12l-1.4 1.400L9 19 21 7l-1.4-1.400z",
  open: "M5 5h6v2H7v10h10v-4h2v6H5zm8 0h6v6h-2V8.400l-7.300 7.300-1.400-1.400L15.600 7H13z",
  menu: "M10 5h4v3h-4zm0 5.500h4v3h-4zm0 5.500h4v3h-4z",
  grip: "M8 5h3v3H8zm5 0h3v3h-3zM8 10.500h3v3H8zm5 0h3v3h-3zM8 16h3v3H8zm5 0h3v3h-3z",
  star: "M12 3l2.700 5.700 6.300.800-4.600 4.300 1.200 6.200-5.600-3-5.600 3 1.200-6.200L3 9.500l6.300-.800zm0 4.600-1.400 3-3.300.400 2.400 2.300-.600 3.200 2.900-1.600 2.900 1.600-.600-3.200 2.400-2.300-3.300-.400z",
  starred:
    "M12 3l2.700 5.700 6.300.800-4.600 4.300 1.200 6.200-5.600-3-5.600 3 1.200-6.200L3 9.500l6.300-.800z",
  undo: "M8 5v3h5a6 6 0 0 1 0 12H8v-2h5a4 4 0 0 0 0-8H8v3L3 9z",
  redo: "M16 5v3h-5a6 6 0 0 0 0 12h5v-2h-5a4 4 0 0 1 0-8h5v3l5-4z",
  delete: "M9 3h6l1 1h4v2H4V4h4zM6 8h12l-1 13H7zm2.2 2 .7 9h6.2l.7-9z",
} as const;

/** An icon. */
export function Icon({ name }: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
