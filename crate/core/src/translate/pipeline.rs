//! Changes of pipelines and their stages.

use boxwood_model::{
    Colour, FieldId, OrderKey, PermissionSet, PermissionSetId, PipelineId, PipelineOperation,
    Place, Sharing, StageId, StageOperation, StageSpec,
};
use boxwood_model::{Operation, PipelineRole as Role, Rights as ModelRights};

use super::failure::malformed;
use super::order::key_among;
use super::{FreshIds, Seen, field, id, not_found};
use crate::api::{
    Failure, FieldInput, PipelineEdit, PipelineRole, PlaceInput, Rights, StageEdit, StageInput,
};

/// A new pipeline.
pub(super) fn create(
    name: String,
    stages: Vec<StageInput>,
    fields: Vec<FieldInput>,
    fresh: &mut FreshIds,
) -> Result<Operation, Failure> {
    let stages = stages.into_iter().map(|stage| {
        Ok(StageSpec {
            id: fresh.make(StageId::from_parts),
            name: stage.name,
            colour: colour(&stage.colour, Place::Stage)?,
        })
    });
    let stages = stages.collect::<Result<_, Failure>>()?;
    let fields = fields
        .into_iter()
        .map(|field| (fresh.make(FieldId::from_parts), field))
        .collect();
    Ok(Operation::CreatePipeline {
        id: fresh.make(PipelineId::from_parts),
        name,
        stages,
        fields: field::specs(fields, fresh)?,
    })
}

/// A change of a pipeline as a whole.
pub(super) fn edit(
    pipeline: &str,
    edit: PipelineEdit,
    fresh: &mut FreshIds,
) -> Result<Operation, Failure> {
    let operation = match edit {
        PipelineEdit::Describe { text } => PipelineOperation::Describe(text),
        PipelineEdit::SetIcon { icon } => PipelineOperation::SetIcon(icon),
        PipelineEdit::SetTheme { theme } => PipelineOperation::SetTheme(theme.into()),
        PipelineEdit::Share { role: Some(role) } => {
            PipelineOperation::Share(Sharing::Team(pipeline_role(&role)?))
        }
        PipelineEdit::Share { role: None } => PipelineOperation::Share(Sharing::Private),
        PipelineEdit::SetMember { person, role } => {
            let role = role.as_ref().map(pipeline_role).transpose()?;
            PipelineOperation::SetMember(id(&person, Place::Member)?, role)
        }
        PipelineEdit::CreatePermissionSet { name, rights } => {
            let set = PermissionSet {
                name,
                rights: model_rights(rights),
            };
            let id = fresh.make(PermissionSetId::from_parts);
            PipelineOperation::SetPermissionSet(id, Some(set))
        }
        PipelineEdit::SetPermissionSet { set, name, rights } => {
            let id = id(&set, Place::PermissionSet)?;
            let set = PermissionSet {
                name,
                rights: model_rights(rights),
            };
            PipelineOperation::SetPermissionSet(id, Some(set))
        }
        PipelineEdit::DeletePermissionSet { set } => {
            PipelineOperation::SetPermissionSet(id(&set, Place::PermissionSet)?, None)
        }
        PipelineEdit::Delete => PipelineOperation::Delete,
        PipelineEdit::Restore => PipelineOperation::Restore,
    };
    Ok(Operation::Pipeline(
        id(pipeline, Place::Pipeline)?,
        operation,
    ))
}

/// A change of a stage.
pub(super) fn edit_stage(
    pipeline: &str,
    edit: StageEdit,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Operation, Failure> {
    let pipeline: PipelineId = id(pipeline, Place::Pipeline)?;
    let (stage, operation) = match edit {
        StageEdit::Create {
            name,
            colour: text,
            place,
        } => {
            let order = order(pipeline, None, &place, seen)?;
            let colour = colour(&text, Place::Stage)?;
            let create = StageOperation::Create {
                name,
                colour,
                order,
            };
            (fresh.make(StageId::from_parts), create)
        }
        StageEdit::Rename { stage, name } => {
            (id(&stage, Place::Stage)?, StageOperation::Rename(name))
        }
        StageEdit::SetColour {
            stage,
            colour: text,
        } => {
            let colour = colour(&text, Place::Stage)?;
            (id(&stage, Place::Stage)?, StageOperation::SetColour(colour))
        }
        StageEdit::Move { stage, place } => {
            let stage = id(&stage, Place::Stage)?;
            let order = order(pipeline, Some(stage), &place, seen)?;
            (stage, StageOperation::Move(order))
        }
        StageEdit::Delete { stage, into } => {
            let into = id(&into, Place::Stage)?;
            (id(&stage, Place::Stage)?, StageOperation::Delete { into })
        }
        StageEdit::Restore { stage } => (id(&stage, Place::Stage)?, StageOperation::Restore),
    };
    let operation = PipelineOperation::Stage(stage, operation);
    Ok(Operation::Pipeline(pipeline, operation))
}

/// The key of a place among the stages.
fn order(
    pipeline: PipelineId,
    moved: Option<StageId>,
    place: &PlaceInput,
    seen: Seen<'_>,
) -> Result<OrderKey, Failure> {
    let pipeline = seen.records.pipeline(pipeline);
    let pipeline = pipeline.ok_or_else(|| not_found(Place::Pipeline))?;
    let stages = pipeline.stages_in_order().into_iter();
    let others = stages.filter(|(id, _)| Some(*id) != moved);
    let others: Vec<_> = others.map(|(id, stage)| (id, &stage.order.value)).collect();
    key_among(place, &others, Place::Stage)
}

/// A colour, `#rrggbb`.
pub(super) fn colour(text: &str, place: Place) -> Result<Colour, Failure> {
    text.parse().map_err(|_| malformed(place, text))
}

fn pipeline_role(role: &PipelineRole) -> Result<Role, Failure> {
    Ok(match role {
        PipelineRole::Admin => Role::Admin,
        PipelineRole::Editor => Role::Editor,
        PipelineRole::Creator => Role::Creator,
        PipelineRole::Assignee => Role::Assignee,
        PipelineRole::Viewer => Role::Viewer,
        PipelineRole::Observer => Role::Observer,
        PipelineRole::Custom { set } => Role::Custom(id(set, Place::PermissionSet)?),
    })
}

fn model_rights(rights: Rights) -> ModelRights {
    let Rights {
        view,
        comment,
        edit,
        delete,
        create,
        export,
        structure,
        share,
    } = rights;
    ModelRights {
        view: view.into(),
        comment: comment.into(),
        edit: edit.into(),
        delete: delete.into(),
        create,
        export,
        structure,
        share,
    }
}
