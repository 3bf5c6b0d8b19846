/** Records as the core gives them, for tests to change. */
import type { BoxPage } from "../src/generated/BoxPage";
import type { BoxView } from "../src/generated/BoxView";
import type { Cell } from "../src/generated/Cell";
import type { CellInput } from "../src/generated/CellInput";
import type { FieldKindView } from "../src/generated/FieldKindView";
import type { FieldView } from "../src/generated/FieldView";
import type { PipelineView } from "../src/generated/PipelineView";
import type { RowView } from "../src/generated/RowView";
import type { WindowView } from "../src/generated/WindowView";

/** A pipeline of one stage, in which one may do everything. */
export function samplePipeline(changes: Partial<PipelineView> = {}): PipelineView {
  return {
    id: "p",
    name: "Sales",
    boxes: 1,
    stages: [{ id: "s", name: "Lead", colour: "#5f6368", boxes: 1 }],
    fields: [],
    people: [],
    description: "",
    icon: "",
    theme: "default",
    sharing: { kind: "editor" },
    members: [],
    permissionSets: [],
    myRights: {
      view: "all",
      comment: "all",
      edit: "all",
      delete: "all",
      create: true,
      export: true,
      structure: true,
      share: true,
    },
    deletedStages: [],
    deletedFields: [],
    ...changes,
  };
}

/** A field. */
export function sampleField(id: string, name: string, kind: FieldKindView): FieldView {
  return { id, name, kind, description: "" };
}

/** A cell. */
export function sampleCell(field: string, value: CellInput, changes: Partial<Cell> = {}): Cell {
  return { field, value, name: null, unread: null, error: null, ...changes };
}

/** A box. */
export function sampleBox(changes: Partial<BoxView> = {}): BoxView {
  return {
    id: "b",
    pipeline: "p",
    stage: "s",
    name: "Nord Bikes",
    notes: "",
    cells: [],
    threads: [],
    waiting: false,
    archived: false,
    assignees: [],
    ...changes,
  };
}

/** All about a box. */
export function samplePage(changes: Partial<BoxPage> = {}): BoxPage {
  return {
    record: sampleBox(),
    pipeline: samplePipeline(),
    createdAt: 0,
    createdBy: "u1",
    stagePath: [],
    followers: [],
    contacts: [],
    organizations: [],
    links: [],
    tasks: [],
    comments: [],
    meetings: [],
    files: [],
    mails: [],
    mailCount: 0,
    deleted: false,
    mergedInto: null,
    ...changes,
  };
}

/** The rows of a pipeline with one group, the stage `s`. */
export function sampleWindow(records: readonly BoxView[], changes: Partial<WindowView> = {}): WindowView {
  const rows = records.map((record): RowView => ({ kind: "box", record, computed: [] }));
  return {
    pipeline: "p",
    first: 0,
    boxes: records.length,
    total: records.length + 1,
    groups: [
      {
        key: "s",
        label: { kind: "named", ids: ["s"], names: ["Lead"] },
        row: 0,
        boxes: records.length,
        collapsed: false,
        summaries: [],
      },
    ],
    notes: [],
    summaries: [],
    rows: [{ kind: "group", key: "s" }, ...rows],
    ...changes,
  };
}
