//! What each operation does, and when it is refused: the business rules, in one place.

mod address_book;
mod batch;
mod box_parts;
mod boxes;
mod lessons;
mod moving;
mod pipelines;
mod team;
mod views;

use std::collections::BTreeSet;

use crate::{
    Action, Actor, BoxId, BoxRecord, Context, Effect, Layered, Limits, Member, Operation, Pipeline,
    PipelineId, Place, Problem, Reach, Records, Refusal, Rights, Role, UserId, validate,
};
use batch::Batch;

impl Action {
    /// What the action does to these records, or why it may not.
    ///
    /// The same action, records and context always give the same answer. Planning changes nothing;
    /// applying the effects, in order, does.
    ///
    /// # Errors
    /// The first reason for refusing one of its operations. An action that undoes another one passes
    /// over what is refused, and is refused itself if nothing is left.
    pub fn plan(&self, context: Context, records: &dyn Records) -> Result<Vec<Effect>, Refusal> {
        Plan { context, records }.role()?;
        if self.operations.is_empty() {
            return Err(validate::invalid(Place::Action, Problem::Empty));
        }
        validate::count(self.operations.len(), Limits::OPERATIONS, Place::Action)?;
        if let ([operation], None) = (&self.operations[..], self.undoes) {
            return operation.plan(context, records);
        }
        let mut batch = Batch::new(context.stamp);
        let mut forgotten = BTreeSet::new();
        for operation in &self.operations {
            // What is forgotten can still be seen below what this action has made.
            if operation
                .existing_box()
                .is_some_and(|id| forgotten.contains(&id))
            {
                return Err(Refusal::NotFound(Place::Box));
            }
            let shown = Layered {
                below: records,
                top: &batch.top,
            };
            let effects = operation.plan(context, &shown);
            let effects = match self.undoes {
                None => effects?,
                Some(of) => {
                    let effects = effects.unwrap_or_default();
                    batch::still_standing(effects, of, context.stamp, &shown)
                }
            };
            for effect in effects {
                if let Effect::ForgetBox { id, .. } = &effect {
                    forgotten.insert(*id);
                }
                batch.add(effect, records);
            }
        }
        let effects = batch.into_effects();
        if self.undoes.is_some() && effects.is_empty() {
            return Err(Refusal::NothingToUndo);
        }
        Ok(effects)
    }
}

impl Operation {
    /// What the operation does to these records, or why it may not.
    ///
    /// The same operation, records and context always give the same answer. Planning changes
    /// nothing; applying the effects does.
    ///
    /// # Errors
    /// The first reason for refusing it: permission before existence before the arguments, so that
    /// one who may not see a record does not learn about it.
    pub fn plan(&self, context: Context, records: &dyn Records) -> Result<Vec<Effect>, Refusal> {
        let plan = Plan { context, records };
        let role = plan.role()?;
        match self {
            Self::AddMember {
                id,
                email,
                name,
                role: given,
            } => {
                plan.manages_team(role)?;
                plan.add_member(*id, email, name, *given)
            }
            Self::Team(operation) => plan.team(role, operation),
            Self::Invite { id, whom } => {
                plan.manages_team(role)?;
                plan.invite(*id, whom.as_ref())
            }
            Self::CreatePipeline {
                id,
                name,
                stages,
                fields,
            } => plan.create_pipeline(*id, name, stages, fields),
            Self::RenamePipeline { id, name } => plan.rename_pipeline(*id, name),
            Self::Pipeline(id, operation) => plan.change_pipeline(*id, operation),
            Self::CreateBox {
                id,
                pipeline,
                stage,
                name,
                thread,
            } => plan.create_box(*id, *pipeline, *stage, name, thread.as_ref()),
            Self::RenameBox { id, name } => plan.rename_box(*id, name),
            Self::SetNotes { id, notes } => plan.set_notes(*id, notes),
            Self::MoveBox { id, stage } => plan.move_box(*id, *stage),
            Self::SetField { id, field, value } => plan.set_field(*id, *field, value),
            Self::AddThread { id, thread, about } => plan.add_thread(*id, thread, about),
            Self::RemoveThread { id, thread } => plan.remove_thread(*id, thread),
            Self::DeleteBox { id } => plan.delete_box(*id),
            Self::RestoreBox { id } => plan.restore_box(*id),
            Self::Box(id, operation) => plan.change_box(*id, operation),
            Self::Contact(id, operation) => plan.contact(*id, operation),
            Self::Organization(id, operation) => plan.organization(*id, operation),
            Self::Snippet(id, operation) => plan.snippet(*id, operation),
            Self::View(id, operation) => plan.saved_view(*id, operation),
            Self::Set { setting, value } => plan.set(setting, value),
            Self::Learn { id, content } => plan.learn(*id, content),
        }
    }
}

/// An operation that is being planned.
struct Plan<'r> {
    context: Context,
    records: &'r dyn Records,
}

impl<'r> Plan<'r> {
    /// What the actor is; whoever is not in the team may do nothing.
    fn role(&self) -> Result<Role, Refusal> {
        match self.context.actor {
            Actor::Operator => Ok(Role::Owner),
            Actor::User(id) => match self.records.member(id) {
                Some(member) if member.is_active() => Ok(member.role.value),
                _ => Err(Refusal::NotAllowed),
            },
        }
    }

    /// The person who acts, where a record needs a maker.
    fn user(&self) -> Result<UserId, Refusal> {
        match self.context.actor {
            Actor::User(id) => Ok(id),
            Actor::Operator => Err(Refusal::NotAllowed),
        }
    }

    fn is_actor(&self, person: UserId) -> bool {
        self.context.actor == Actor::User(person)
    }

    /// Somebody who can be given work.
    fn active_member(&self, id: UserId, place: Place) -> Result<&'r Member, Refusal> {
        match self.records.member(id) {
            Some(member) if member.is_active() => Ok(member),
            _ => Err(Refusal::NotFound(place)),
        }
    }

    fn rights(&self, pipeline: &Pipeline) -> Rights {
        match self.context.actor {
            Actor::Operator => Rights::ALL,
            Actor::User(id) => pipeline.rights_of(id),
        }
    }

    /// A pipeline that is there and that the actor sees, and what the actor may do there.
    fn pipeline(&self, id: PipelineId) -> Result<(&'r Pipeline, Rights), Refusal> {
        let (pipeline, rights) = self.any_pipeline(id)?;
        if pipeline.deleted.value {
            return Err(Refusal::NotFound(Place::Pipeline));
        }
        Ok((pipeline, rights))
    }

    /// A pipeline that the actor sees, a deleted one too, and what the actor may do there.
    fn any_pipeline(&self, id: PipelineId) -> Result<(&'r Pipeline, Rights), Refusal> {
        let pipeline = self.records.pipeline(id);
        let pipeline = pipeline.ok_or(Refusal::NotFound(Place::Pipeline))?;
        let rights = self.rights(pipeline);
        if rights.sees_pipeline() {
            Ok((pipeline, rights))
        } else {
            Err(Refusal::NotFound(Place::Pipeline))
        }
    }

    /// A box that the actor sees and may do something with, a deleted one too.
    fn any_box(
        &self,
        id: BoxId,
        right: impl FnOnce(&Rights) -> Reach,
    ) -> Result<(&'r BoxRecord, &'r Pipeline), Refusal> {
        let record = self.records.box_record(id);
        let record = record.ok_or(Refusal::NotFound(Place::Box))?;
        let (pipeline, rights) = self
            .pipeline(record.pipeline())
            .map_err(|_| Refusal::NotFound(Place::Box))?;
        let is_assigned = match self.context.actor {
            Actor::Operator => true,
            Actor::User(user) => crate::has_element(&record.assignees, &user),
        };
        if !rights.view.covers(is_assigned) {
            return Err(Refusal::NotFound(Place::Box));
        }
        if !right(&rights).covers(is_assigned) {
            return Err(Refusal::NotAllowed);
        }
        Ok((record, pipeline))
    }

    /// A box that is there, and that the actor sees and may do something with.
    fn a_box(
        &self,
        id: BoxId,
        right: impl FnOnce(&Rights) -> Reach,
    ) -> Result<(&'r BoxRecord, &'r Pipeline), Refusal> {
        let (record, pipeline) = self.any_box(id, right)?;
        if record.deleted() {
            return Err(Refusal::NotFound(Place::Box));
        }
        Ok((record, pipeline))
    }
}

/// Refuses what the rights do not hold.
fn need(has_right: bool) -> Result<(), Refusal> {
    if has_right {
        Ok(())
    } else {
        Err(Refusal::NotAllowed)
    }
}
