//! API keys: made, listed, revoked.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use boxwood_sync::Heads;
use data_encoding::HEXLOWER;
use serde::Deserialize;
use serde_json::{Value, json};

use super::App;
use super::access::Caller;
use super::error::{ApiError, not_found};
use super::peer::Peer;
use super::said::Said;
use crate::audit::{self, Deed};
use crate::key;
use crate::session::SessionError;
use crate::storage::{KeyId, KeyRow};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Making {
    /// What it is for.
    name: String,
}

/// `POST /account/v1/keys`: a key in the caller's name, shown this once.
pub(super) async fn make(
    State(app): State<App>,
    caller: Caller,
    peer: Peer,
    Said(said): Said<Making>,
) -> Result<Response, ApiError> {
    let user = caller.0.user;
    let made = app
        .writer
        .run(move |store, now| {
            let made = key::make(store, now, user, &said.name)?;
            if let Some(made) = &made {
                let about = HEXLOWER.encode(&made.row.id.0);
                audit::note(store, now, Some(user), Deed::KeyMade, about, &peer.text())?;
            }
            Ok::<_, SessionError>((made, Heads::new()))
        })
        .await??;
    let made = made.ok_or_else(|| {
        ApiError::new(
            StatusCode::CONFLICT,
            "too-many",
            "There are too many keys; revoke one that nobody needs.",
        )
    })?;
    let mut shown = shown(&made.row);
    shown["secret"] = json!(made.key.reveal());
    Ok(Json(shown).into_response())
}

/// `GET /account/v1/keys`: the keys that hold; the caller's, and for an owner everybody's.
pub(super) async fn list(State(app): State<App>, caller: Caller) -> Result<Response, ApiError> {
    let Caller(holder, role) = caller;
    let rows = app
        .readers
        .read(move |store| {
            if role.manages_team() {
                key::all(store)
            } else {
                key::of(store, holder.user)
            }
        })
        .await??;
    let keys: Vec<Value> = rows.iter().map(shown).collect();
    Ok(Json(json!({ "keys": keys })).into_response())
}

/// `DELETE /account/v1/keys/{key}`: revokes a key of the caller's, or for an owner anybody's. What is
/// not theirs is not found.
pub(super) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    peer: Peer,
    Path(key): Path<String>,
) -> Result<Response, ApiError> {
    let Caller(holder, role) = caller;
    let Some(id) = super::id_in(&key) else {
        return Err(not_found().await);
    };
    let of = (!role.manages_team()).then_some(holder.user);
    let revoked = app
        .writer
        .run(move |store, now| {
            let revoked = key::revoke(store, now, of, KeyId(id))?;
            if revoked.is_some() {
                let who = Some(holder.user);
                audit::note(store, now, who, Deed::KeyRevoked, key, &peer.text())?;
            }
            Ok::<_, SessionError>((revoked, Heads::new()))
        })
        .await??;
    match revoked {
        Some(_) => Ok(StatusCode::NO_CONTENT.into_response()),
        None => Err(not_found().await),
    }
}

fn shown(row: &KeyRow) -> Value {
    json!({
        "key": HEXLOWER.encode(&row.id.0),
        "user": row.user,
        "name": row.name,
        "created": row.created,
    })
}
