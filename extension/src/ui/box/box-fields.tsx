/** The fields of a box in rows, each edited in place: whose work it is, and the pipeline's own. */
import type { JSX } from "preact";

import type { BoxView } from "../../generated/BoxView";
import type { PipelineView } from "../../generated/PipelineView";
import { say } from "../../words/words";
import { useApp } from "../app";
import { saveAssignees } from "../assignees";
import { joinTags, people } from "../cells";
import { useDraft } from "../controls";
import { FieldEditor } from "../field-editor";
import { TagsEditor } from "../tags-editor";
import { Row } from "./parts";

interface BoxFieldsProps {
  record: BoxView;
  pipeline: PipelineView;
}

/** The fields of a box. */
export function BoxFields({ record, pipeline }: BoxFieldsProps): JSX.Element {
  const { link } = useApp();
  const assignees = useDraft(joinTags(record.assignees), saveAssignees(link, record.id));
  return (
    <>
      <Row name={say("box-assignees")}>
        <TagsEditor
          label={say("box-assignees")}
          draft={assignees}
          options={people(pipeline.people)}
          testId="box-assignees"
        />
      </Row>
      {pipeline.fields.map((field) => (
        <Row key={field.id} name={field.name}>
          <FieldEditor
            record={record}
            field={field}
            pipeline={pipeline}
            label={field.name}
            testId={`box-field-${field.name}`}
          />
        </Row>
      ))}
    </>
  );
}
