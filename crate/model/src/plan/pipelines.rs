//! Rules about pipelines, their stages and fields.

use super::{Plan, need};
use crate::{
    Effect, Field, FieldId, FieldKind, FieldOperation, FieldSpec, Limits, LiteMap, Member,
    OrderKey, PermissionSet, PermissionSetId, Pipeline, PipelineId, PipelineOperation,
    PipelineRole, Place, Problem, Refusal, Register, Sharing, Stage, StageId, StageOperation,
    StageSpec, Stamp, UserId, validate,
};

impl Plan<'_> {
    pub(super) fn create_pipeline(
        &self,
        id: PipelineId,
        name: &str,
        stages: &[StageSpec],
        fields: &[FieldSpec],
    ) -> Result<Vec<Effect>, Refusal> {
        if self.records.pipeline(id).is_some() {
            return Err(Refusal::AlreadyExists(Place::Pipeline));
        }
        let stamp = self.context.stamp;
        let name = validate::name(name, Place::PipelineName)?;
        if stages.is_empty() {
            return Err(validate::invalid(Place::Stage, Problem::Empty));
        }
        validate::count(stages.len(), Limits::STAGES, Place::Stage)?;
        validate::count(fields.len(), Limits::FIELDS, Place::Field)?;
        validate::distinct(stages.iter().map(|stage| stage.id), Place::Stage)?;
        validate::distinct(fields.iter().map(|field| field.id), Place::Field)?;

        let mut pipeline = Pipeline::new(id, name, self.user()?, stamp);
        let mut order = OrderKey::default();
        for spec in stages {
            let name = validate::name(&spec.name, Place::StageName)?;
            let stage = Stage::new(name, spec.colour, order.clone(), stamp);
            pipeline.stages.insert(spec.id, stage);
            order = OrderKey::new_after(&order);
        }
        let mut order = OrderKey::default();
        for spec in fields {
            let name = validate::name(&spec.name, Place::FieldName)?;
            let kind = validate::kind(&spec.kind)?;
            let field = Field::new(name, kind, order.clone(), stamp);
            pipeline.fields.insert(spec.id, field);
            order = OrderKey::new_after(&order);
        }
        Ok(vec![Effect::CreatePipeline(Box::new(pipeline))])
    }

    pub(super) fn rename_pipeline(
        &self,
        id: PipelineId,
        name: &str,
    ) -> Result<Vec<Effect>, Refusal> {
        let (_, rights) = self.pipeline(id)?;
        need(rights.structure)?;
        let name = validate::name(name, Place::PipelineName)?;
        Ok(vec![Effect::RenamePipeline { id, name }])
    }

    pub(super) fn change_pipeline(
        &self,
        id: PipelineId,
        operation: &PipelineOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        if *operation == PipelineOperation::Restore {
            let (pipeline, rights) = self.any_pipeline(id)?;
            need(rights.share)?;
            let mut changed = pipeline.without_entries();
            changed.deleted = Register::new(false, stamp);
            return Ok(vec![Effect::PutPipeline(Box::new(changed))]);
        }
        let (pipeline, rights) = self.pipeline(id)?;
        need(match operation {
            PipelineOperation::Share(_)
            | PipelineOperation::SetMember(..)
            | PipelineOperation::SetPermissionSet(..)
            | PipelineOperation::Delete => rights.share,
            _ => rights.structure,
        })?;
        let mut changed = pipeline.without_entries();
        match operation {
            PipelineOperation::Describe(text) => {
                validate::text(text, Limits::DESCRIPTION, Place::Description)?;
                changed.description = Register::new(text.clone(), stamp);
            }
            PipelineOperation::SetIcon(icon) => {
                changed.icon = Register::new(validate::emoji(icon, Place::Icon)?, stamp);
            }
            PipelineOperation::SetTheme(theme) => {
                changed.theme = Register::new(*theme, stamp);
            }
            PipelineOperation::Stage(stage, operation) => {
                let stages = changed_stage(pipeline, *stage, operation, stamp)?;
                changed.stages.extend(stages);
            }
            PipelineOperation::Field(operation) => {
                let (id, field) = changed_field(&pipeline.fields, operation, stamp)?;
                changed.fields.insert(id, field);
            }
            PipelineOperation::Share(sharing) => {
                if let Sharing::Team(role) = sharing {
                    known_role(pipeline, *role)?;
                }
                if *sharing != Sharing::Team(PipelineRole::Admin) {
                    self.keeps_an_admin(pipeline, None)?;
                }
                changed.sharing = Register::new(*sharing, stamp);
            }
            PipelineOperation::SetMember(person, role) => {
                self.set_member(pipeline, *person, *role)?;
                changed.members.insert(*person, Register::new(*role, stamp));
            }
            PipelineOperation::SetPermissionSet(set, rights) => {
                let set_of_rights = permission_set(pipeline, *set, rights.as_ref())?;
                changed
                    .permission_sets
                    .insert(*set, Register::new(set_of_rights, stamp));
            }
            PipelineOperation::Delete => changed.deleted = Register::new(true, stamp),
            // Handled above: it is about a pipeline that is not there.
            PipelineOperation::Restore => return Err(Refusal::NotFound(Place::Pipeline)),
        }
        Ok(vec![Effect::PutPipeline(Box::new(changed))])
    }

    fn set_member(
        &self,
        pipeline: &Pipeline,
        person: UserId,
        role: Option<PipelineRole>,
    ) -> Result<(), Refusal> {
        if let Some(role) = role {
            self.active_member(person, Place::Member)?;
            known_role(pipeline, role)?;
        }
        if !pipeline.members.contains_key(&person) {
            let count = pipeline.members.len() + 1;
            validate::count(count, Limits::PIPELINE_MEMBERS, Place::Member)?;
        }
        let is_admin = role == Some(PipelineRole::Admin);
        let shared_with_admins = pipeline.sharing.value == Sharing::Team(PipelineRole::Admin);
        if is_admin || shared_with_admins {
            return Ok(());
        }
        self.keeps_an_admin(pipeline, Some(person))
    }

    /// Refuses to leave a pipeline without anybody who could let others in. Who is in the team no
    /// longer cannot.
    fn keeps_an_admin(&self, pipeline: &Pipeline, without: Option<UserId>) -> Result<(), Refusal> {
        let is_active = |id: UserId| self.records.member(id).is_some_and(Member::is_active);
        let stays = pipeline.members.iter().any(|(person, entry)| {
            entry.value == Some(PipelineRole::Admin)
                && Some(*person) != without
                && is_active(*person)
        });
        if stays {
            Ok(())
        } else {
            Err(validate::invalid(Place::PipelineRole, Problem::Last))
        }
    }
}

/// Refuses a role that the pipeline does not know.
fn known_role(pipeline: &Pipeline, role: PipelineRole) -> Result<(), Refusal> {
    match role {
        PipelineRole::Custom(id) => match pipeline.permission_sets.get(&id) {
            Some(set) if set.value.is_some() => Ok(()),
            _ => Err(Refusal::NotFound(Place::PermissionSet)),
        },
        _ => Ok(()),
    }
}

fn permission_set(
    pipeline: &Pipeline,
    id: PermissionSetId,
    set: Option<&PermissionSet>,
) -> Result<Option<PermissionSet>, Refusal> {
    let Some(set) = set else {
        return match pipeline.permission_sets.get(&id) {
            Some(known) if known.value.is_some() => Ok(None),
            _ => Err(Refusal::NotFound(Place::PermissionSet)),
        };
    };
    if !pipeline.permission_sets.contains_key(&id) {
        let count = pipeline.permission_sets.len() + 1;
        validate::count(count, Limits::PERMISSION_SETS, Place::PermissionSet)?;
    }
    Ok(Some(PermissionSet {
        name: validate::name(&set.name, Place::PermissionSetName)?,
        rights: set.rights,
    }))
}

/// The stage as an operation makes it.
fn changed_stage(
    pipeline: &Pipeline,
    id: StageId,
    operation: &StageOperation,
    stamp: Stamp,
) -> Result<Option<(StageId, Stage)>, Refusal> {
    let not_found = Refusal::NotFound(Place::Stage);
    let known = pipeline.stages.get(&id);
    if let StageOperation::Create {
        name,
        colour,
        order,
    } = operation
    {
        if known.is_some() {
            return Err(Refusal::AlreadyExists(Place::Stage));
        }
        validate::count(pipeline.stages.len() + 1, Limits::STAGES, Place::Stage)?;
        let name = validate::name(name, Place::StageName)?;
        let stage = Stage::new(name, *colour, validate::order(order, Place::Stage)?, stamp);
        return Ok(Some((id, stage)));
    }
    let mut stage = known.ok_or(not_found.clone())?.clone();
    let restores = *operation == StageOperation::Restore;
    if stage.is_live() == restores {
        return Err(not_found);
    }
    match operation {
        StageOperation::Rename(name) => {
            stage.name = Register::new(validate::name(name, Place::StageName)?, stamp);
        }
        StageOperation::SetColour(colour) => stage.colour = Register::new(*colour, stamp),
        StageOperation::Move(order) => {
            stage.order = Register::new(validate::order(order, Place::Stage)?, stamp)
        }
        StageOperation::Delete { into } => {
            if pipeline.stages_in_order().len() <= 1 {
                return Err(validate::invalid(Place::Stage, Problem::Last));
            }
            if *into == id || pipeline.live_stage(*into).is_none() {
                return Err(not_found);
            }
            stage.gone_into = Register::new(Some(*into), stamp);
        }
        StageOperation::Restore => stage.gone_into = Register::new(None, stamp),
        StageOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::Stage)),
    }
    Ok(Some((id, stage)))
}

/// The field as an operation makes it.
pub(super) fn changed_field(
    fields: &LiteMap<FieldId, Field>,
    operation: &FieldOperation,
    stamp: Stamp,
) -> Result<(FieldId, Field), Refusal> {
    let id = operation.field();
    let not_found = Refusal::NotFound(Place::Field);
    let known = fields.get(&id);
    if let FieldOperation::Create {
        name, kind, order, ..
    } = operation
    {
        if known.is_some() {
            return Err(Refusal::AlreadyExists(Place::Field));
        }
        validate::count(fields.len() + 1, Limits::FIELDS, Place::Field)?;
        let name = validate::name(name, Place::FieldName)?;
        let kind = validate::kind(kind)?;
        return Ok((
            id,
            Field::new(name, kind, validate::order(order, Place::Field)?, stamp),
        ));
    }
    let mut field = known.ok_or(not_found.clone())?.clone();
    let restores = matches!(operation, FieldOperation::Restore(_));
    if field.deleted.value != restores {
        return Err(not_found);
    }
    match operation {
        FieldOperation::Rename(_, name) => {
            field.name = Register::new(validate::name(name, Place::FieldName)?, stamp);
        }
        FieldOperation::Describe(_, text) => {
            validate::text(text, Limits::DESCRIPTION, Place::Description)?;
            field.description = Register::new(text.clone(), stamp);
        }
        FieldOperation::SetKind(_, kind) => {
            let kind = validate::kind(kind)?;
            let former = former_choices(&field, &kind);
            if former != field.former_choices.value {
                field.former_choices = Register::new(former, stamp);
            }
            field.kind = Register::new(kind, stamp);
        }
        FieldOperation::Move(_, order) => {
            field.order = Register::new(validate::order(order, Place::Field)?, stamp);
        }
        FieldOperation::Delete(_) => field.deleted = Register::new(true, stamp),
        FieldOperation::Restore(_) => field.deleted = Register::new(false, stamp),
        FieldOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::Field)),
    }
    Ok((id, field))
}

/// The choices that a field once had and has no longer, by the name they had last.
fn former_choices(field: &Field, kind: &FieldKind) -> Vec<crate::Choice> {
    let now = kind.choices();
    let before = field.kind.value.choices().iter();
    let mut former: Vec<crate::Choice> = Vec::new();
    for choice in before.chain(&field.former_choices.value) {
        let is_known = |known: &crate::Choice| known.id == choice.id;
        if !now.iter().any(is_known) && !former.iter().any(is_known) {
            former.push(choice.clone());
        }
    }
    former.truncate(Limits::CHOICES);
    former
}
