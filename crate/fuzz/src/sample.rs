//! A team's records for the bytes to be about.

use std::sync::LazyLock;

use boxwood_exchange::read_json;
use boxwood_model::{Actor, Context, Hlc, Role, Stamp, State, UserId};

/// The backup that every version must be able to read: it has a record of each kind.
const BACKUP: &str = include_str!("../../../tests/golden/exchange/backup-1.json");

/// Later than all that the backup holds.
pub(crate) const NOW: u64 = 1_900_000_000_000;

static TEAM: LazyLock<State> = LazyLock::new(|| match read_json(BACKUP) {
    Ok(state) => state,
    Err(error) => panic!("the sample backup cannot be read: {error}"),
});

/// All records of the team.
pub(crate) fn team() -> &'static State {
    &TEAM
}

/// An owner, who may do the most.
pub(crate) fn owner() -> UserId {
    let mut owners = team()
        .members
        .values()
        .filter(|member| member.role.value == Role::Owner);
    owners
        .next()
        .map_or_else(|| panic!("the sample has no owner"), |member| member.id)
}

/// On behalf of somebody, so many milliseconds later.
pub(crate) const fn context(user: UserId, count: u64) -> Context {
    Context {
        actor: Actor::User(user),
        stamp: Stamp {
            at: Hlc::at(NOW + count),
            node: 7,
        },
    }
}
