//! Who gets to see which scope: the one place for it.

use boxwood_model::{ClientId, Pipeline, PipelineId, Reach, Scope, UserId};

use crate::protocol::ServerId;

/// The replica that the intents of whoever runs a server are of: the server itself.
#[must_use]
pub const fn operator(server: ServerId) -> ClientId {
    ClientId::from_bytes(server.0)
}

/// The pipeline whose rights decide who reads a scope, where it is a pipeline's.
#[must_use]
pub const fn deciding_pipeline(scope: Scope) -> Option<PipelineId> {
    match scope {
        Scope::Pipeline(id) | Scope::Assigned(id, _) => Some(id),
        Scope::Team | Scope::User(_) => None,
    }
}

/// Whether a person who is in the team now may read a scope; `pipeline` is the
/// [one that decides](deciding_pipeline). A pipeline that is not there is read by nobody.
#[must_use]
pub fn may_read(user: UserId, scope: Scope, pipeline: Option<&Pipeline>) -> bool {
    let reach = || pipeline.map_or(Reach::None, |pipeline| pipeline.rights_of(user).view);
    match scope {
        Scope::Team => true,
        Scope::User(owner) => owner == user,
        Scope::Pipeline(_) => reach() == Reach::All,
        Scope::Assigned(_, person) => person == user && reach() == Reach::Assigned,
    }
}
