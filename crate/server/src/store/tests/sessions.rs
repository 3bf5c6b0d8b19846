//! How a database keeps sessions.

use boxwood_model::UserId;

use super::{ANN, BEN, New};
use crate::storage::{SessionId, SessionRow, SpentRow};
use crate::token::TokenHash;

pub(super) fn session(n: u8, user: UserId) -> SessionRow {
    SessionRow {
        id: SessionId([n; 16]),
        user,
        device: format!("Device {n}"),
        created: u64::from(n),
        renewed: 20,
        revoked: None,
        access: TokenHash::of(&format!("access {n}")),
        access_until: 30,
        refresh: TokenHash::of(&format!("refresh {n}")),
        refresh_until: 40,
        previous: None,
        attempt: None,
    }
}

pub(super) fn sessions_are_found_by_their_tokens(new: New) {
    let held = new();
    let mut connection = held.begin();
    let (mut first, second, bens) = (session(1, ANN), session(2, ANN), session(3, BEN));
    for row in [&second, &first, &bens] {
        connection.put_session(row).unwrap();
    }
    assert_eq!(connection.session(first.id).unwrap(), Some(first.clone()));
    assert_eq!(connection.session(SessionId([9; 16])).unwrap(), None);
    let found = connection.session_by_access(second.access).unwrap();
    assert_eq!(found, Some(second.clone()));
    assert_eq!(connection.session_by_access(second.refresh).unwrap(), None);
    let found = connection.session_by_refresh(bens.refresh).unwrap();
    assert_eq!(found, Some(bens.clone()));

    // Other tokens in the place of the old ones.
    let spent = SpentRow {
        hash: first.refresh,
        session: first.id,
        at: 25,
    };
    connection.spend(&spent).unwrap();
    first.previous = Some(first.refresh);
    first.attempt = Some(TokenHash::of("attempt"));
    first.refresh = TokenHash::of("newer");
    connection.put_session(&first).unwrap();
    assert_eq!(connection.session_by_refresh(spent.hash).unwrap(), None);
    assert_eq!(connection.spent(spent.hash).unwrap(), Some(first.id));
    assert_eq!(connection.spent(first.refresh).unwrap(), None);
    assert_eq!(
        connection.sessions_of(ANN).unwrap(),
        [first.clone(), second]
    );
    connection.forget_spent(first.id, 25).unwrap();
    assert_eq!(connection.spent(spent.hash).unwrap(), Some(first.id));
    connection.forget_spent(first.id, 26).unwrap();
    assert_eq!(connection.spent(spent.hash).unwrap(), None);

    assert_eq!(connection.revoke_sessions(ANN, 27).unwrap(), 2);
    assert_eq!(connection.revoke_sessions(ANN, 28).unwrap(), 0);
    first.revoked = Some(27);
    assert_eq!(connection.session(first.id).unwrap(), Some(first));
    assert_eq!(connection.session(bens.id).unwrap(), Some(bens));
}

pub(super) fn sessions_that_are_over_are_forgotten(new: New) {
    let held = new();
    let mut connection = held.begin();
    let mut revoked = session(1, ANN);
    revoked.revoked = Some(30);
    let running_out = session(2, ANN);
    for row in [&revoked, &running_out] {
        connection.put_session(row).unwrap();
    }
    let spent = SpentRow {
        hash: TokenHash::of("old"),
        session: revoked.id,
        at: 25,
    };
    connection.spend(&spent).unwrap();
    connection.forget_sessions(30).unwrap();
    assert_eq!(connection.sessions_of(ANN).unwrap().len(), 2);
    connection.forget_sessions(31).unwrap();
    assert_eq!(connection.sessions_of(ANN).unwrap(), [running_out]);
    assert_eq!(connection.spent(spent.hash).unwrap(), None);
    connection.forget_sessions(41).unwrap();
    assert_eq!(connection.sessions_of(ANN).unwrap(), []);
}
