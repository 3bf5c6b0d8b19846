//! From the screen's words to the model's: commands into operations, text into ids and values.

mod boxes;
mod cell;
mod failure;
mod field;
mod fresh;
mod order;
mod parts;
mod people;
mod pipeline;
mod saved;
mod team;

use std::str::FromStr;

use boxwood_model::{
    Action, Actor, BoxId, Context, FieldId, Hlc, Layered, Limits, Operation, PipelineId, Place,
    Records, Refusal, StageId, Stamp, State, Thread, ThreadId, UserId,
};

use crate::api::{Command, Failure, FailureCode, ThreadInput};
use crate::index::Index;

pub(crate) use boxes::message_id;
pub(crate) use cell::cell;
pub(crate) use failure::{bad_alphabet, failure, formula_syntax, not_found, refusal};
pub(crate) use fresh::FreshIds;
pub(crate) use saved::{column_name, model_shape};

use cell::value;

/// What a command is read against.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'s> {
    /// The records as they are shown.
    pub(crate) records: &'s dyn Records,
    /// Where they are found.
    pub(crate) index: &'s Index,
    /// The person whose command it is, once somebody signed in.
    pub(crate) user: Option<UserId>,
    /// The wall clock.
    pub(crate) now: u64,
}

impl Seen<'_> {
    fn user(&self) -> Result<UserId, Failure> {
        let nobody = || failure(FailureCode::NeverSignedIn, None);
        self.user.ok_or_else(nobody)
    }
}

/// The action that a command asks for. Dismissing a refusal, undoing and redoing are none: they are
/// handled before.
pub(crate) fn action(
    command: Command,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Action, Failure> {
    let operations = match command {
        Command::Batch { commands } => batch(commands, fresh, seen)?,
        command => operations(command, fresh, seen)?,
    };
    Ok(Action {
        operations,
        undoes: None,
    })
}

/// The operations of several commands, each read against what the ones before it make of the records.
fn batch(
    commands: Vec<Command>,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Vec<Operation>, Failure> {
    let user = seen.user()?;
    let context = Context {
        actor: Actor::User(user),
        stamp: Stamp {
            at: Hlc::at(seen.now),
            node: u32::MAX,
        },
    };
    let mut top = State::default();
    let mut all = Vec::new();
    for (number, command) in commands.into_iter().enumerate() {
        let which = |mut failure: Failure| {
            failure.params.insert("number".into(), number.to_string());
            failure
        };
        let above = Layered {
            below: seen.records,
            top: &top,
        };
        let so_far = Seen {
            records: &above,
            ..seen
        };
        let made = operations(command, fresh, so_far).map_err(which)?;
        for operation in made {
            let above = Layered {
                below: seen.records,
                top: &top,
            };
            let effects = operation.plan(context, &above);
            let effects = effects.map_err(|reason| which(refusal(&reason)))?;
            let mut above = Layered {
                below: seen.records,
                top: &mut top,
            };
            for effect in effects {
                effect.apply(context.stamp, &mut above);
            }
            all.push(operation);
        }
        if all.len() > Limits::OPERATIONS {
            return Err(too_many(all.len(), Limits::OPERATIONS, Place::Action));
        }
    }
    Ok(all)
}

/// The operations that a command asks for.
fn operations(
    command: Command,
    fresh: &mut FreshIds,
    seen: Seen<'_>,
) -> Result<Vec<Operation>, Failure> {
    let operation = match command {
        Command::CreatePipeline {
            name,
            stages,
            fields,
        } => pipeline::create(name, stages, fields, fresh)?,
        Command::RenamePipeline { pipeline, name } => Operation::RenamePipeline {
            id: id(&pipeline, Place::Pipeline)?,
            name,
        },
        Command::CreateBox {
            pipeline,
            stage,
            name,
            thread,
        } => {
            let pipeline: PipelineId = id(&pipeline, Place::Pipeline)?;
            let stage = stage_or_first(pipeline, stage.as_deref(), seen.records)?;
            Operation::CreateBox {
                id: fresh.make(BoxId::from_parts),
                pipeline,
                stage,
                name,
                thread: thread.map(conversation),
            }
        }
        Command::RenameBox { id: box_id, name } => Operation::RenameBox {
            id: id(&box_id, Place::Box)?,
            name,
        },
        Command::SetNotes { id: box_id, notes } => Operation::SetNotes {
            id: id(&box_id, Place::Box)?,
            notes,
        },
        Command::MoveBox { id: box_id, stage } => Operation::MoveBox {
            id: id(&box_id, Place::Box)?,
            stage: id(&stage, Place::Stage)?,
        },
        Command::SetField {
            id: box_id,
            field,
            value: input,
        } => Operation::SetField {
            id: id(&box_id, Place::Box)?,
            field: id::<FieldId>(&field, Place::Field)?,
            value: value(input)?,
        },
        Command::AddThread { id: box_id, thread } => {
            let (thread, about) = conversation(thread);
            Operation::AddThread {
                id: id(&box_id, Place::Box)?,
                thread,
                about,
            }
        }
        Command::RemoveThread { id: box_id, thread } => Operation::RemoveThread {
            id: id(&box_id, Place::Box)?,
            thread: ThreadId(thread),
        },
        Command::DeleteBox { id: box_id } => Operation::DeleteBox {
            id: id(&box_id, Place::Box)?,
        },
        Command::RestoreBox { id: box_id } => Operation::RestoreBox {
            id: id(&box_id, Place::Box)?,
        },
        Command::EditPipeline { pipeline, edit } => pipeline::edit(&pipeline, edit, fresh)?,
        Command::EditStage { pipeline, edit } => {
            pipeline::edit_stage(&pipeline, edit, fresh, seen)?
        }
        Command::EditField { of, edit } => field::edit(&of, edit, fresh, seen)?,
        Command::EditBoxes { boxes, edit } => return boxes::edit(&boxes, &edit, fresh, seen),
        Command::CreateContact {
            given_name,
            family_name,
            emails,
        } => people::create_contact(given_name, family_name, emails, fresh),
        Command::EditContact { contact, edit } => people::edit_contact(&contact, edit)?,
        Command::CreateOrganization { name, domains } => {
            people::create_organization(name, domains, fresh)
        }
        Command::EditOrganization { organization, edit } => {
            people::edit_organization(&organization, edit)?
        }
        Command::CreateSnippet {
            home,
            name,
            subject,
            text,
            shortcut,
        } => {
            let home = saved::home(&home, seen)?;
            saved::create_snippet(home, [name, subject, text, shortcut], fresh)
        }
        Command::EditSnippet { snippet, edit } => saved::edit_snippet(&snippet, edit)?,
        Command::CreateView {
            home,
            pipeline,
            name,
            shape,
        } => {
            let home = saved::home(&home, seen)?;
            saved::create_view(home, pipeline.as_deref(), name, &shape, fresh)?
        }
        Command::EditView { view, edit } => saved::edit_view(&view, edit)?,
        Command::Set { setting } => return saved::set(setting, seen),
        Command::EditTeam { edit } => team::edit(edit, fresh)?,
        // What is within a batch is one thing by itself.
        Command::Batch { .. }
        | Command::DismissRefused { .. }
        | Command::DismissSuggestion { .. }
        | Command::ForgetLearnt
        | Command::Undo
        | Command::Redo => {
            return Err(failure(FailureCode::NotHere, Some(Place::Action)));
        }
    };
    Ok(vec![operation])
}

/// The id that a text names. An id that cannot be is one that nothing has.
pub(crate) fn id<T: FromStr>(text: &str, place: Place) -> Result<T, Failure> {
    text.parse().map_err(|_| refusal(&Refusal::NotFound(place)))
}

/// The ids that texts name.
fn ids<T: FromStr>(texts: &[String], place: Place) -> Result<Vec<T>, Failure> {
    texts.iter().map(|text| id(text, place)).collect()
}

/// The stage that a text names, or else the pipeline's first.
fn stage_or_first(
    pipeline: PipelineId,
    stage: Option<&str>,
    records: &dyn Records,
) -> Result<StageId, Failure> {
    if let Some(stage) = stage {
        return id(stage, Place::Stage);
    }
    let pipeline = records.pipeline(pipeline);
    let first = pipeline.and_then(|p| p.stages_in_order().first().map(|(id, _)| *id));
    first.ok_or_else(|| not_found(Place::Pipeline))
}

fn conversation(input: ThreadInput) -> (ThreadId, Thread) {
    let about = Thread {
        subject: input.subject,
    };
    (ThreadId(input.id), about)
}

fn too_many(has: usize, most: usize, place: Place) -> Failure {
    let mut failure = failure(FailureCode::TooMany, Some(place));
    failure.params.insert("most".to_owned(), most.to_string());
    failure.params.insert("has".to_owned(), has.to_string());
    failure
}
