//! API keys: by which a program works in a person's name, with less than the person may.

use boxwood_model::{Millis, UserId};

use crate::session::SessionError;
use crate::storage::{KeyId, KeyRow};
use crate::store::{Store, StoreError};
use crate::token::{Kind, Token};

/// How many keys of a person may hold.
const MOST: usize = 100;
/// How many characters of a name are kept.
const NAME: usize = 200;

/// A key in the hands of whoever made it; nobody can show it again.
#[derive(Debug)]
pub(crate) struct Made {
    /// The key.
    pub(crate) key: Token,
    /// What is kept of it.
    pub(crate) row: KeyRow,
}

/// Makes a key of a person; none if they have too many.
pub(crate) fn make(
    store: &mut Store<'_>,
    now: Millis,
    user: UserId,
    name: &str,
) -> Result<Option<Made>, SessionError> {
    if of(store, user)?.len() >= MOST {
        return Ok(None);
    }
    let mut id = [0; 16];
    getrandom::fill(&mut id)?;
    let key = Token::random(Kind::Key)?;
    let row = KeyRow {
        id: KeyId(id),
        user,
        name: name.trim().chars().take(NAME).collect(),
        hash: key.hash(),
        created: now,
        revoked: None,
    };
    store.connection()?.put_key(&row)?;
    Ok(Some(Made { key, row }))
}

/// All keys that hold, the oldest first.
pub(crate) fn all(store: &mut Store<'_>) -> Result<Vec<KeyRow>, StoreError> {
    let mut rows = store.connection()?.keys()?;
    rows.retain(|row| row.revoked.is_none());
    Ok(rows)
}

/// The keys of a person that hold, the oldest first.
pub(crate) fn of(store: &mut Store<'_>, user: UserId) -> Result<Vec<KeyRow>, StoreError> {
    let mut rows = all(store)?;
    rows.retain(|row| row.user == user);
    Ok(rows)
}

/// Revokes a key that holds, of this person or, without one, of anybody; which it was.
pub(crate) fn revoke(
    store: &mut Store<'_>,
    now: Millis,
    of: Option<UserId>,
    id: KeyId,
) -> Result<Option<KeyRow>, StoreError> {
    let row = store.connection()?.key(id)?;
    let theirs = |row: &KeyRow| of.is_none_or(|user| user == row.user);
    let Some(row) = row.filter(|row| row.revoked.is_none() && theirs(row)) else {
        return Ok(None);
    };
    let row = KeyRow {
        revoked: Some(now),
        ..row
    };
    store.connection()?.put_key(&row)?;
    store.access_may_have_changed();
    Ok(Some(row))
}
