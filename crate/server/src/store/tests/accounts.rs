//! How a database keeps API keys, invitations and deeds, each team's for itself.

use boxwood_model::{TeamId, UserId};

use super::{ANN, BEN, New};
use crate::storage::{AuditRow, IdentityRow, KeyId, KeyRow, LinkId, LinkRow};
use crate::token::TokenHash;

fn key(n: u8) -> KeyRow {
    KeyRow {
        id: KeyId([n; 16]),
        user: ANN,
        name: format!("Program {n}"),
        hash: TokenHash::from_bytes([n; 32]),
        created: u64::from(n),
        revoked: None,
    }
}

fn link(n: u8) -> LinkRow {
    LinkRow {
        id: LinkId([n; 16]),
        hash: TokenHash::from_bytes([n; 32]),
        owner: n == 1,
        email: (n == 1).then(|| "cai@example.com".to_owned()),
        by: ANN,
        created: u64::from(n),
        until: 99,
        used: None,
        revoked: None,
    }
}

fn deed(n: u64) -> AuditRow {
    AuditRow {
        at: n,
        user: (n > 1).then_some(BEN),
        what: format!("deed-{n}"),
        about: "x".to_owned(),
        origin: "127.0.0.1".to_owned(),
    }
}

pub(super) fn keys_are_found_by_their_hash(new: New) {
    let held = new();
    let mut connection = held.begin();
    let (mut first, second) = (key(1), key(2));
    for row in [&second, &first] {
        connection.put_key(row).unwrap();
    }
    assert_eq!(
        connection.key_by_hash(second.hash).unwrap(),
        Some(second.clone())
    );
    assert_eq!(connection.key_by_hash(key(3).hash).unwrap(), None);
    first.revoked = Some(7);
    connection.put_key(&first).unwrap();
    assert_eq!(connection.key(first.id).unwrap(), Some(first.clone()));
    assert_eq!(connection.keys().unwrap(), [first, second]);
}

pub(super) fn invitations_are_kept(new: New) {
    let held = new();
    let mut connection = held.begin();
    let (mut first, mut second) = (link(1), link(2));
    for row in [&second, &first] {
        connection.put_link(row).unwrap();
    }
    assert_eq!(
        connection.link_by_hash(first.hash).unwrap(),
        Some(first.clone())
    );
    assert_eq!(connection.link(LinkId([3; 16])).unwrap(), None);
    first.used = Some(BEN);
    second.revoked = Some(8);
    for row in [&first, &second] {
        connection.put_link(row).unwrap();
    }
    assert_eq!(connection.links().unwrap(), [first, second]);
}

pub(super) fn deeds_are_kept_in_order(new: New) {
    let held = new();
    let mut connection = held.begin();
    for n in 1..=5 {
        connection.note(&deed(n)).unwrap();
    }
    let newest = connection.noted(u64::MAX, 2).unwrap();
    let rows: Vec<AuditRow> = newest.iter().map(|(_, row)| row.clone()).collect();
    assert_eq!(rows, [deed(5), deed(4)]);
    let older = connection.noted(newest[1].0, 9).unwrap();
    let rows: Vec<AuditRow> = older.into_iter().map(|(_, row)| row).collect();
    assert_eq!(rows, [deed(3), deed(2), deed(1)]);
}

pub(super) fn nothing_of_another_team_is_found(new: New) {
    let held = new();
    let mut connection = held.begin();
    connection.put_key(&key(1)).unwrap();
    connection.put_link(&link(1)).unwrap();
    connection.note(&deed(1)).unwrap();
    connection
        .put_session(&super::sessions::session(1, ANN))
        .unwrap();
    connection.commit().unwrap();

    let mut other = held.database.connect_as(TeamId::from_bytes([0xee; 16]));
    assert_eq!(other.key(key(1).id).unwrap(), None);
    assert_eq!(other.key_by_hash(key(1).hash).unwrap(), None);
    assert_eq!(other.keys().unwrap(), []);
    assert_eq!(other.link(link(1).id).unwrap(), None);
    assert_eq!(other.link_by_hash(link(1).hash).unwrap(), None);
    assert_eq!(other.links().unwrap(), []);
    assert_eq!(other.noted(u64::MAX, 9).unwrap(), []);
    let session = super::sessions::session(1, ANN);
    assert_eq!(other.session(session.id).unwrap(), None);
    assert_eq!(other.session_by_access(session.access).unwrap(), None);
    assert_eq!(other.session_by_refresh(session.refresh).unwrap(), None);
    assert_eq!(other.sessions_of(ANN).unwrap(), []);
}

/// Whoever moves in with a team of their own is somebody else from then on, by the same tokens.
pub(super) fn what_somebody_is_known_by_passes_on(new: New) {
    let held = new();
    let mut connection = held.begin();
    let session = super::sessions::session(1, ANN);
    connection.put_session(&session).unwrap();
    connection.put_key(&key(1)).unwrap();
    connection.put_link(&link(1)).unwrap();
    let identity = IdentityRow {
        issuer: "https://id.example.com".to_owned(),
        subject: "person-1".to_owned(),
        user: ANN,
        linked: 7,
    };
    connection.put_identity(&identity).unwrap();
    let others = super::sessions::session(2, BEN);
    connection.put_session(&others).unwrap();
    let newcomer = UserId::from_bytes([0x77; 16]);
    connection.vacate(ANN, newcomer).unwrap();
    assert_eq!(connection.sessions_of(newcomer).unwrap().len(), 1);
    assert_eq!(connection.sessions_of(ANN).unwrap(), []);
    assert_eq!(connection.sessions_of(BEN).unwrap(), [others]);
    assert_eq!(connection.keys().unwrap()[0].user, newcomer);
    assert_eq!(connection.links().unwrap()[0].by, newcomer);
    assert_eq!(connection.identities_of(newcomer).unwrap().len(), 1);
}
