//! Where a record belongs that one person, a pipeline or the whole team may have.

use serde::{Deserialize, Serialize};

use crate::{PipelineId, Scope, UserId};

/// Whose a snippet or saved view is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Home {
    /// One person's.
    User(UserId),
    /// Everybody's who sees the pipeline.
    Pipeline(PipelineId),
    /// Everybody's in the team.
    Team,
}

impl Home {
    /// Who gets to know of what belongs there.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::User(user) => Scope::User(user),
            Self::Pipeline(pipeline) => Scope::Pipeline(pipeline),
            Self::Team => Scope::Team,
        }
    }
}
