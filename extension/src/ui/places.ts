/** Boxwood's places: what a person can go to by name. */

/** A place that a screen leads to. */
export type Place =
  | { kind: "home" }
  | { kind: "contacts" }
  | { kind: "organizations" }
  | { kind: "bin" }
  | { kind: "box"; id: string }
  | { kind: "contact"; id: string }
  | { kind: "organization"; id: string }
  /** A pipeline with one of its saved views. */
  | { kind: "view"; pipeline: string; view: string };
