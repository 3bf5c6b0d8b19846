//! How scopes and kinds of records are written in columns.

use boxwood_model::{PipelineId, Scope, UserId};
use rusqlite::ToSql;
use rusqlite::types::{FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

/// The kind of a record. The numbers are part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum RecordKind {
    /// A person of the team.
    Member = 1,
    /// A pipeline.
    Pipeline = 2,
    /// A box.
    Box = 3,
}

impl ToSql for RecordKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(*self as u8))
    }
}

const TEAM: u8 = 0;
const PIPELINE: u8 = 1;
const USER: u8 = 2;

/// A byte for the kind, then the id: so the scopes of a kind are beside each other.
pub(super) fn scope_to_bytes(scope: Scope) -> Vec<u8> {
    let (kind, id): (u8, &[u8]) = match &scope {
        Scope::Team => (TEAM, &[]),
        Scope::Pipeline(id) => (PIPELINE, id.as_bytes()),
        Scope::User(id) => (USER, id.as_bytes()),
    };
    let mut bytes = Vec::with_capacity(1 + id.len());
    bytes.push(kind);
    bytes.extend_from_slice(id);
    bytes
}

/// What [`scope_to_bytes`] wrote.
pub(super) fn scope_from_bytes(column: ValueRef<'_>) -> FromSqlResult<Scope> {
    let nonsense = || FromSqlError::Other("not a scope".into());
    let (kind, id) = column.as_blob()?.split_first().ok_or_else(nonsense)?;
    if *kind == TEAM && id.is_empty() {
        return Ok(Scope::Team);
    }
    let id = <[u8; 16]>::try_from(id).map_err(|_| nonsense())?;
    match *kind {
        PIPELINE => Ok(Scope::Pipeline(PipelineId::from_bytes(id))),
        USER => Ok(Scope::User(UserId::from_bytes(id))),
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
        ] {
            let bytes = scope_to_bytes(scope);
            assert_eq!(scope_from_bytes(ValueRef::Blob(&bytes)).unwrap(), scope);
        }
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        for bytes in [
            &[][..],
            &[TEAM, 1],
            &[PIPELINE],
            &[PIPELINE, 1, 2],
            &[9; 17],
        ] {
            assert!(
                scope_from_bytes(ValueRef::Blob(bytes)).is_err(),
                "{bytes:?}"
            );
        }
    }
}
