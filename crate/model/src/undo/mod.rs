//! The way back: the action that undoes another one.
//!
//! An inverse says for every register that the action sets what it held before the action, so the
//! order of the action's own operations does not matter to what comes back. It is an ordinary
//! action: it is planned, refused and logged like any other, and whoever undoes it redoes.

mod address_book;
mod boxes;
mod merge;
mod pipelines;
mod views;

use crate::{
    Action, Actor, BoxOperation, Context, InvitationId, Layered, Operation, Records, Role, State,
    TeamOperation,
};

impl Action {
    /// The action that takes this one back, which was planned in `context` on the records `before`.
    ///
    /// Making is undone by deleting, and deleting by bringing back. None if nothing of it can be
    /// undone: adding people and changing what they are in the team, taking an invitation back,
    /// noting mails, and forgetting a box.
    ///
    /// Three things come back in another form: a task is done when its undo was, a box is at the
    /// stage that its former one has gone into, and a cell that held what its field does not take
    /// any more stays as it is.
    #[must_use]
    pub fn inverse(&self, context: Context, before: &dyn Records) -> Option<Self> {
        let mut top = State::default();
        let mut steps = Vec::new();
        for operation in &self.operations {
            let mut shown = Layered {
                below: before,
                top: &mut top,
            };
            let way = Way {
                context,
                before,
                shown: &shown,
            };
            steps.push(way.back(operation));
            if self.operations.len() > 1 {
                let effects = operation.plan(context, &shown).unwrap_or_default();
                for effect in effects {
                    effect.apply(context.stamp, &mut shown);
                }
            }
        }
        let operations: Vec<Operation> = steps.into_iter().rev().flatten().collect();
        if operations.is_empty() {
            return None;
        }
        Some(Self {
            operations,
            undoes: Some(context.stamp),
        })
    }
}

/// What it takes to find the way back.
struct Way<'r> {
    context: Context,
    /// The records as they were before the action.
    before: &'r dyn Records,
    /// The records as the operation found them.
    shown: &'r dyn Records,
}

impl Way<'_> {
    /// The operations that bring back what an operation changes.
    fn back(&self, operation: &Operation) -> Vec<Operation> {
        match operation {
            Operation::AddMember { .. } => Vec::new(),
            Operation::Team(operation) => self.team(operation).into_iter().collect(),
            Operation::Invite { id, whom } => match whom {
                Some((_, Role::Removed)) | None => Vec::new(),
                Some(_) => vec![revoked(*id)],
            },
            Operation::Contact(id, operation) => {
                let back = self.contact(*id, operation);
                one(back.map(|back| Operation::Contact(*id, back)))
            }
            Operation::Organization(id, operation) => {
                let back = self.organization(*id, operation);
                one(back.map(|back| Operation::Organization(*id, back)))
            }
            Operation::Snippet(id, operation) => {
                let back = self.snippet(*id, operation);
                one(back.map(|back| Operation::Snippet(*id, back)))
            }
            Operation::View(id, operation) => {
                let back = self.view(*id, operation);
                one(back.map(|back| Operation::View(*id, back)))
            }
            Operation::Set { setting, .. } => one(self.setting(setting)),
            Operation::Learn { id, .. } => vec![self.lesson(*id)],
            Operation::CreatePipeline { .. }
            | Operation::RenamePipeline { .. }
            | Operation::Pipeline(..) => one(self.pipeline(operation)),
            Operation::Box(id, BoxOperation::MergeInto(_)) => self.unmerged(*id, operation),
            Operation::Box(id, operation) => self.in_box(*id, operation),
            Operation::CreateBox { .. }
            | Operation::RenameBox { .. }
            | Operation::SetNotes { .. }
            | Operation::MoveBox { .. }
            | Operation::SetField { .. }
            | Operation::AddThread { .. }
            | Operation::RemoveThread { .. }
            | Operation::DeleteBox { .. }
            | Operation::RestoreBox { .. } => one(self.a_box(operation)),
        }
    }

    fn team(&self, operation: &TeamOperation) -> Option<Operation> {
        let team = self.before.team();
        Some(Operation::Team(match operation {
            TeamOperation::Rename(_) => TeamOperation::Rename(team?.name.value.clone()),
            TeamOperation::RenameMember(id, _) => {
                TeamOperation::RenameMember(*id, self.before.member(*id)?.name.value.clone())
            }
            TeamOperation::SetRole(..) => return None,
            TeamOperation::ContactField(operation) => {
                let fields = team.map(|team| &team.contact_fields);
                TeamOperation::ContactField(pipelines::field(fields, operation)?)
            }
            TeamOperation::OrganizationField(operation) => {
                let fields = team.map(|team| &team.organization_fields);
                TeamOperation::OrganizationField(pipelines::field(fields, operation)?)
            }
        }))
    }

    /// The person who acted, where the operator did not.
    fn user(&self) -> Option<crate::UserId> {
        match self.context.actor {
            Actor::User(user) => Some(user),
            Actor::Operator => None,
        }
    }
}

const fn revoked(id: InvitationId) -> Operation {
    Operation::Invite { id, whom: None }
}

fn one(operation: Option<Operation>) -> Vec<Operation> {
    operation.into_iter().collect()
}
