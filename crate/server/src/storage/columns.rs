//! How scopes and kinds of records are written in columns.

use boxwood_model::{
    BoxId, ContactId, InvitationId, Key, LessonId, OrganizationId, PipelineId, Scope, SnippetId,
    TeamId, UserId, ViewId,
};

use super::{Result, StoreError};

/// The kind of a record. The numbers are part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum RecordKind {
    /// A person of the team.
    Member = 1,
    /// A pipeline.
    Pipeline = 2,
    /// A box.
    Box = 3,
    /// What is true of the team as a whole.
    Team = 4,
    /// An invitation into the team.
    Invitation = 5,
    /// A contact.
    Contact = 6,
    /// An organization.
    Organization = 7,
    /// A snippet.
    Snippet = 8,
    /// A saved view.
    View = 9,
    /// What a person has set.
    Settings = 10,
    /// What a person's devices keep of a mail.
    Lesson = 11,
}

/// The columns that name a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RecordAt {
    /// What it is.
    pub(crate) kind: RecordKind,
    /// Which one.
    pub(crate) id: [u8; 16],
}

/// The columns that name a record. What is true of the team as a whole goes by the team's own id.
pub(crate) const fn key_columns(key: Key, team: TeamId) -> RecordAt {
    let (kind, id) = match key {
        Key::Member(id) => (RecordKind::Member, *id.as_bytes()),
        Key::Pipeline(id) => (RecordKind::Pipeline, *id.as_bytes()),
        Key::Box(id) => (RecordKind::Box, *id.as_bytes()),
        Key::Team => (RecordKind::Team, *team.as_bytes()),
        Key::Invitation(id) => (RecordKind::Invitation, *id.as_bytes()),
        Key::Contact(id) => (RecordKind::Contact, *id.as_bytes()),
        Key::Organization(id) => (RecordKind::Organization, *id.as_bytes()),
        Key::Snippet(id) => (RecordKind::Snippet, *id.as_bytes()),
        Key::View(id) => (RecordKind::View, *id.as_bytes()),
        Key::Settings(id) => (RecordKind::Settings, *id.as_bytes()),
        Key::Lesson(id) => (RecordKind::Lesson, *id.as_bytes()),
    };
    RecordAt { kind, id }
}

/// What [`key_columns`] wrote.
pub(crate) fn key_from_columns(kind: i64, id: [u8; 16]) -> Result<Key> {
    let known = [
        Key::Member(UserId::from_bytes(id)),
        Key::Pipeline(PipelineId::from_bytes(id)),
        Key::Box(BoxId::from_bytes(id)),
        Key::Team,
        Key::Invitation(InvitationId::from_bytes(id)),
        Key::Contact(ContactId::from_bytes(id)),
        Key::Organization(OrganizationId::from_bytes(id)),
        Key::Snippet(SnippetId::from_bytes(id)),
        Key::View(ViewId::from_bytes(id)),
        Key::Settings(UserId::from_bytes(id)),
        Key::Lesson(LessonId::from_bytes(id)),
    ];
    // The team's own id plays no part in its kind.
    let team = TeamId::from_bytes(id);
    let mut known = known.into_iter();
    known
        .find(|key| key_columns(*key, team).kind.number() == kind)
        .ok_or(StoreError::Nonsense("a record of an unknown kind"))
}

impl RecordKind {
    /// As a column has it.
    pub(crate) const fn number(self) -> i64 {
        self as i64
    }
}

const TEAM: u8 = 0;
const PIPELINE: u8 = 1;
const USER: u8 = 2;
const ASSIGNED: u8 = 3;

/// A byte for the kind, then the id or ids: so the scopes of a kind are beside each other.
pub(crate) fn scope_to_bytes(scope: Scope) -> Vec<u8> {
    let (kind, ids): (u8, &[&[u8; 16]]) = match &scope {
        Scope::Team => (TEAM, &[]),
        Scope::Pipeline(id) => (PIPELINE, &[id.as_bytes()]),
        Scope::User(id) => (USER, &[id.as_bytes()]),
        Scope::Assigned(pipeline, user) => (ASSIGNED, &[pipeline.as_bytes(), user.as_bytes()]),
    };
    let mut bytes = Vec::with_capacity(1 + 16 * ids.len());
    bytes.push(kind);
    for id in ids {
        bytes.extend_from_slice(*id);
    }
    bytes
}

/// What [`scope_to_bytes`] wrote.
pub(crate) fn scope_from_bytes(column: &[u8]) -> Result<Scope> {
    let nonsense = || StoreError::Nonsense("what is no scope");
    let (kind, ids) = column.split_first().ok_or_else(nonsense)?;
    let ids = match ids.as_chunks::<16>() {
        (ids, []) => ids,
        _ => return Err(nonsense()),
    };
    match (*kind, ids) {
        (TEAM, []) => Ok(Scope::Team),
        (PIPELINE, [id]) => Ok(Scope::Pipeline(PipelineId::from_bytes(*id))),
        (USER, [id]) => Ok(Scope::User(UserId::from_bytes(*id))),
        (ASSIGNED, [pipeline, user]) => Ok(Scope::Assigned(
            PipelineId::from_bytes(*pipeline),
            UserId::from_bytes(*user),
        )),
        _ => Err(nonsense()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_come_back_as_they_went() {
        let id = [7; 16];
        for scope in [
            Scope::Team,
            Scope::Pipeline(PipelineId::from_bytes(id)),
            Scope::User(UserId::from_bytes(id)),
            Scope::Assigned(PipelineId::from_bytes(id), UserId::from_bytes([8; 16])),
        ] {
            let bytes = scope_to_bytes(scope);
            assert_eq!(scope_from_bytes(&bytes).unwrap(), scope);
        }
    }

    #[test]
    fn keys_come_back_as_they_went() {
        let (id, team) = ([7; 16], TeamId::from_bytes([8; 16]));
        for kind in 1..=11 {
            let key = key_from_columns(kind, id).unwrap();
            let written = key_columns(key, team);
            assert_eq!(written.kind.number(), kind);
            assert!(written.id == id || key == Key::Team);
        }
        assert!(key_from_columns(0, id).is_err());
        assert!(key_from_columns(12, id).is_err());
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        for bytes in [
            &[][..],
            &[TEAM, 1],
            &[PIPELINE],
            &[PIPELINE, 1, 2],
            &[ASSIGNED; 17],
            &[PIPELINE; 33],
            &[9; 17],
        ] {
            assert!(scope_from_bytes(bytes).is_err(), "{bytes:?}");
        }
    }
}
