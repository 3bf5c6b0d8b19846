//! Invitations by link: made, listed, revoked by the team's owners.

use std::time::Duration;

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
use crate::invitation::{self, LONGEST, Terms};
use crate::moment;
use crate::session::SessionError;
use crate::storage::{LinkId, LinkRow};

/// How long a link holds if nothing else is said, in hours.
const HOURS: u32 = 7 * 24;

/// What somebody is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum InvitedRole {
    Member,
    Owner,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inviting {
    /// The one address that it is for; none if it is for any.
    email: Option<String>,
    /// What whoever comes by it is.
    role: InvitedRole,
    /// How long it holds.
    hours: Option<u32>,
}

/// `POST /account/v1/invitations`: a link, shown this once.
pub(super) async fn make(
    State(app): State<App>,
    caller: Caller,
    peer: Peer,
    Said(said): Said<Inviting>,
) -> Result<Response, ApiError> {
    let hours = said.hours.unwrap_or(HOURS);
    let holds = Duration::from_secs(u64::from(hours) * 60 * 60);
    if hours == 0 || holds > LONGEST {
        let most = LONGEST.as_secs() / 3_600;
        return Err(ApiError::malformed(format!(
            "An invitation holds for 1 to {most} hours."
        )));
    }
    if said
        .email
        .as_ref()
        .is_some_and(|email| email.len() > 254 || !email.contains('@'))
    {
        return Err(ApiError::malformed("This is not an address of mail."));
    }
    let by = caller.0.user;
    let made = app
        .writer
        .run(move |store, now| {
            let terms = Terms {
                owner: said.role == InvitedRole::Owner,
                email: said.email,
                holds,
            };
            let made = invitation::make(store, now, by, terms)?;
            let about = HEXLOWER.encode(&made.row.id.0);
            audit::note(
                store,
                now,
                Some(by),
                Deed::InvitationMade,
                about,
                &peer.text(),
            )?;
            Ok::<_, SessionError>((made, Heads::new()))
        })
        .await??;
    let mut shown = shown(&made.row);
    shown["link"] = json!(format!("{}/join/{}", app.address, made.secret.reveal()));
    Ok(Json(shown).into_response())
}

/// `GET /account/v1/invitations`: those that hold.
pub(super) async fn list(State(app): State<App>) -> Result<Response, ApiError> {
    let rows = app
        .readers
        .read(|store| invitation::all(store, moment::now()))
        .await??;
    let invitations: Vec<Value> = rows.iter().map(shown).collect();
    Ok(Json(json!({ "invitations": invitations })).into_response())
}

/// `DELETE /account/v1/invitations/{invitation}`.
pub(super) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    peer: Peer,
    Path(invitation): Path<String>,
) -> Result<Response, ApiError> {
    let Some(id) = super::id_in(&invitation) else {
        return Err(not_found().await);
    };
    let by = Some(caller.0.user);
    let revoked = app
        .writer
        .run(move |store, now| {
            let revoked = invitation::revoke(store, now, LinkId(id))?;
            if revoked {
                audit::note(
                    store,
                    now,
                    by,
                    Deed::InvitationRevoked,
                    invitation,
                    &peer.text(),
                )?;
            }
            Ok::<_, SessionError>((revoked, Heads::new()))
        })
        .await??;
    if revoked {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(not_found().await)
    }
}

fn shown(row: &LinkRow) -> Value {
    json!({
        "invitation": HEXLOWER.encode(&row.id.0),
        "email": row.email,
        "role": if row.owner { "owner" } else { "member" },
        "by": row.by,
        "created": row.created,
        "until": row.until,
    })
}
