//! What each operation does, and when it is refused: the business rules, in one place.

use litemap::LiteMap;

use crate::{
    BoxChange, BoxId, BoxRecord, Effect, Field, FieldKind, FieldSpec, Limits, Member, Operation,
    OrderKey, Pipeline, PipelineId, Place, Problem, Records, Refusal, Register, Role, Stage,
    StageSpec, Stamp, Thread, ThreadId, UserId, validate,
};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    User(UserId),
    /// Whoever runs the server.
    Operator,
}

/// On whose behalf and when an operation happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// Who.
    pub actor: Actor,
    /// When, and from which replica.
    pub stamp: Stamp,
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
    pub fn plan(&self, context: Context, records: &impl Records) -> Result<Vec<Effect>, Refusal> {
        let plan = Plan { context, records };
        let role = plan.role()?;
        match self {
            Self::AddMember {
                id,
                email,
                name,
                role: given,
            } => {
                if role < Role::Owner {
                    return Err(Refusal::NotAllowed);
                }
                plan.add_member(*id, email, name, *given)
            }
            Self::CreatePipeline {
                id,
                name,
                stages,
                fields,
            } => plan.create_pipeline(*id, name, stages, fields),
            Self::RenamePipeline { id, name } => {
                plan.pipeline(*id)?;
                let name = validate::name(name, Place::PipelineName)?;
                Ok(vec![Effect::RenamePipeline { id: *id, name }])
            }
            Self::CreateBox {
                id,
                pipeline,
                stage,
                name,
                thread,
            } => {
                let home = plan.pipeline(*pipeline)?;
                if plan.records.box_record(*id).is_some() {
                    return Err(Refusal::AlreadyExists(Place::Box));
                }
                if !home.stages.contains_key(stage) {
                    return Err(Refusal::NotFound(Place::Stage));
                }
                let name = validate::name(name, Place::BoxName)?;
                let stamp = context.stamp;
                let mut threads = LiteMap::new();
                if let Some((id, about)) = thread {
                    let (id, about) = checked_thread(id, about)?;
                    threads.insert(id, Register::new(Some(about), stamp));
                }
                Ok(vec![Effect::CreateBox(BoxRecord {
                    id: *id,
                    pipeline: *pipeline,
                    created_at: stamp.at.millis(),
                    created_by: plan.user()?,
                    name: Register::new(name, stamp),
                    notes: Register::new(String::new(), stamp),
                    stage: Register::new(*stage, stamp),
                    values: LiteMap::new(),
                    threads,
                    deleted: Register::new(false, stamp),
                })])
            }
            Self::RenameBox { id, name } => plan.change(*id, |_, _| {
                Ok(BoxChange::Name(validate::name(name, Place::BoxName)?))
            }),
            Self::SetNotes { id, notes } => plan.change(*id, |_, _| {
                validate::text(notes, Limits::NOTES, Place::Notes)?;
                Ok(BoxChange::Notes(notes.clone()))
            }),
            Self::MoveBox { id, stage } => plan.change(*id, |_, home| {
                if home.stages.contains_key(stage) {
                    Ok(BoxChange::Stage(*stage))
                } else {
                    Err(Refusal::NotFound(Place::Stage))
                }
            }),
            Self::SetField { id, field, value } => plan.change(*id, |_, home| {
                validate::value(value, validate::kind_of(home, *field)?, plan.records)?;
                Ok(BoxChange::Field(*field, value.clone()))
            }),
            Self::AddThread { id, thread, about } => plan.change(*id, |record, _| {
                let (thread, about) = checked_thread(thread, about)?;
                if !record.threads.contains_key(&thread) {
                    validate::count(record.threads.len() + 1, Limits::THREADS, Place::Thread)?;
                }
                Ok(BoxChange::Thread(thread, Some(about)))
            }),
            Self::RemoveThread { id, thread } => {
                plan.change(*id, |record, _| match record.threads.get(thread) {
                    Some(entry) if entry.value.is_some() => {
                        Ok(BoxChange::Thread(thread.clone(), None))
                    }
                    _ => Err(Refusal::NotFound(Place::Thread)),
                })
            }
            Self::DeleteBox { id } => plan.change(*id, |_, _| Ok(BoxChange::Deleted(true))),
            Self::RestoreBox { id } => {
                let (record, _) = plan.box_in_pipeline(*id)?;
                Ok(vec![changed(record, BoxChange::Deleted(false))])
            }
        }
    }
}

struct Plan<'r, R> {
    context: Context,
    records: &'r R,
}

impl<'r, R: Records> Plan<'r, R> {
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

    fn pipeline(&self, id: PipelineId) -> Result<&'r Pipeline, Refusal> {
        match self.records.pipeline(id) {
            Some(pipeline) if !pipeline.deleted.value => Ok(pipeline),
            _ => Err(Refusal::NotFound(Place::Pipeline)),
        }
    }

    fn box_in_pipeline(&self, id: BoxId) -> Result<(&'r BoxRecord, &'r Pipeline), Refusal> {
        let record = self
            .records
            .box_record(id)
            .ok_or(Refusal::NotFound(Place::Box))?;
        Ok((record, self.pipeline(record.pipeline)?))
    }

    /// One change of a box that is there.
    fn change(
        &self,
        id: BoxId,
        change: impl FnOnce(&BoxRecord, &Pipeline) -> Result<BoxChange, Refusal>,
    ) -> Result<Vec<Effect>, Refusal> {
        let (record, home) = self.box_in_pipeline(id)?;
        if record.deleted.value {
            return Err(Refusal::NotFound(Place::Box));
        }
        Ok(vec![changed(record, change(record, home)?)])
    }

    fn add_member(
        &self,
        id: UserId,
        email: &str,
        name: &str,
        role: Role,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        Ok(vec![Effect::PutMember(Member {
            id,
            email: validate::email(email)?,
            name: Register::new(validate::name(name, Place::MemberName)?, stamp),
            role: Register::new(role, stamp),
        })])
    }

    fn create_pipeline(
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

        let mut pipeline = Pipeline {
            id,
            created_at: stamp.at.millis(),
            created_by: self.user()?,
            name: Register::new(name, stamp),
            stages: LiteMap::new(),
            fields: LiteMap::new(),
            deleted: Register::new(false, stamp),
        };
        let mut order = OrderKey::default();
        for spec in stages {
            let stage = Stage {
                name: Register::new(validate::name(&spec.name, Place::StageName)?, stamp),
                colour: Register::new(spec.colour, stamp),
                order: Register::new(order.clone(), stamp),
            };
            pipeline.stages.insert(spec.id, stage);
            order = OrderKey::new_after(&order);
        }
        let mut order = OrderKey::default();
        for spec in fields {
            validate::field(spec)?;
            let field = Field {
                name: Register::new(spec.name.trim().to_owned(), stamp),
                kind: Register::new(trimmed(&spec.kind), stamp),
                order: Register::new(order.clone(), stamp),
            };
            pipeline.fields.insert(spec.id, field);
            order = OrderKey::new_after(&order);
        }
        Ok(vec![Effect::CreatePipeline(pipeline)])
    }
}

/// The kind of a field as it is kept: choices without spaces around their names, as all names are.
fn trimmed(kind: &FieldKind) -> FieldKind {
    let mut kind = kind.clone();
    if let FieldKind::Dropdown(choices) = &mut kind {
        for choice in choices {
            choice.name = choice.name.trim().to_owned();
        }
    }
    kind
}

fn changed(record: &BoxRecord, change: BoxChange) -> Effect {
    Effect::ChangeBox {
        id: record.id,
        pipeline: record.pipeline,
        change,
    }
}

/// A thread whose id is one of Gmail's. Its subject comes from mail, which may hold anything, so it
/// is made to fit instead of refused.
fn checked_thread(id: &ThreadId, about: &Thread) -> Result<(ThreadId, Thread), Refusal> {
    let well_formed = (1..=16).contains(&id.0.len())
        && id.0.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !well_formed {
        return Err(validate::invalid(Place::Thread, Problem::Malformed));
    }
    let subject = about
        .subject
        .chars()
        .filter(|c| !c.is_control())
        .take(Limits::SUBJECT)
        .collect();
    Ok((id.clone(), Thread { subject }))
}
