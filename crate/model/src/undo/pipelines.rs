//! The way back in a pipeline.

use super::Way;
use crate::{
    Field, FieldId, FieldOperation, LiteMap, Operation, Pipeline, PipelineOperation, StageId,
    StageOperation,
};

impl Way<'_> {
    pub(super) fn pipeline(&self, operation: &Operation) -> Option<Operation> {
        Some(match operation {
            Operation::CreatePipeline { id, .. } => {
                Operation::Pipeline(*id, PipelineOperation::Delete)
            }
            Operation::RenamePipeline { id, .. } => Operation::RenamePipeline {
                id: *id,
                name: self.before.pipeline(*id)?.name.value.clone(),
            },
            Operation::Pipeline(id, operation) => {
                Operation::Pipeline(*id, in_pipeline(self.before.pipeline(*id)?, operation)?)
            }
            _ => return None,
        })
    }
}

fn in_pipeline(before: &Pipeline, operation: &PipelineOperation) -> Option<PipelineOperation> {
    Some(match operation {
        PipelineOperation::Describe(_) => {
            PipelineOperation::Describe(before.description.value.clone())
        }
        PipelineOperation::SetIcon(_) => PipelineOperation::SetIcon(before.icon.value.clone()),
        PipelineOperation::SetTheme(_) => PipelineOperation::SetTheme(before.theme.value),
        PipelineOperation::Stage(id, operation) => {
            PipelineOperation::Stage(*id, stage(before, *id, operation)?)
        }
        PipelineOperation::Field(operation) => {
            PipelineOperation::Field(field(Some(&before.fields), operation)?)
        }
        PipelineOperation::Share(_) => PipelineOperation::Share(before.sharing.value),
        PipelineOperation::SetMember(person, _) => {
            let role = before.members.get(person).and_then(|entry| entry.value);
            PipelineOperation::SetMember(*person, role)
        }
        PipelineOperation::SetPermissionSet(id, _) => {
            let set = before.permission_sets.get(id);
            PipelineOperation::SetPermissionSet(*id, set.and_then(|set| set.value.clone()))
        }
        PipelineOperation::Delete => PipelineOperation::Restore,
        PipelineOperation::Restore => before.deleted.value.then_some(PipelineOperation::Delete)?,
    })
}

fn stage(before: &Pipeline, id: StageId, operation: &StageOperation) -> Option<StageOperation> {
    if let StageOperation::Create { .. } = operation {
        let into = before.stages_in_order().first()?.0;
        return Some(StageOperation::Delete { into });
    }
    let known = before.stages.get(&id)?;
    Some(match operation {
        StageOperation::Rename(_) => StageOperation::Rename(known.name.value.clone()),
        StageOperation::SetColour(_) => StageOperation::SetColour(known.colour.value),
        StageOperation::Move(_) => StageOperation::Move(known.order.value.clone()),
        StageOperation::Delete { .. } => StageOperation::Restore,
        StageOperation::Restore => StageOperation::Delete {
            into: before.resolve_stage(id),
        },
        StageOperation::Create { .. } => return None,
    })
}

/// The way back for a field, of a pipeline or of the team's own.
pub(super) fn field(
    before: Option<&LiteMap<FieldId, Field>>,
    operation: &FieldOperation,
) -> Option<FieldOperation> {
    let id = operation.field();
    if let FieldOperation::Create { .. } = operation {
        return Some(FieldOperation::Delete(id));
    }
    let known = before?.get(&id)?;
    Some(match operation {
        FieldOperation::Rename(..) => FieldOperation::Rename(id, known.name.value.clone()),
        FieldOperation::Describe(..) => {
            FieldOperation::Describe(id, known.description.value.clone())
        }
        FieldOperation::SetKind(..) => FieldOperation::SetKind(id, known.kind.value.clone()),
        FieldOperation::Move(..) => FieldOperation::Move(id, known.order.value.clone()),
        FieldOperation::Delete(_) => FieldOperation::Restore(id),
        FieldOperation::Restore(_) => FieldOperation::Delete(id),
        FieldOperation::Create { .. } => return None,
    })
}
