//! Who gets to see which scope: the one place for it.

use boxwood_model::{Scope, UserId};

/// Whether a person who is in the team now may read a scope. For now every pipeline is everybody's.
pub(crate) fn may_read(user: UserId, scope: Scope) -> bool {
    match scope {
        Scope::Team | Scope::Pipeline(_) => true,
        Scope::User(owner) => owner == user,
    }
}
