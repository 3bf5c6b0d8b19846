//! Signing in by an issuer of OpenID Connect, from the extension and back to it.
//!
//! The extension makes up a verifier and opens [`begin`] in the browser's own window for signing in,
//! with the verifier's hash. The issuer sends the browser to [`back`], which sends it on to the
//! extension with a code. Whoever has the code and the verifier gets a session from [`finish`]. So no
//! token is in an address, in a history or in a page; and a code that is caught on the way is of no
//! use.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use boxwood_sync::Heads;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::App;
use super::error::ApiError;
use super::peer::Peer;
use super::said::Said;
use super::sessions::{lifetimes, note_begun, tokens};
use crate::audit::{self, Deed};
use crate::oidc::{Attempt, Issuer, OidcError};
use crate::session::SessionError;
use crate::sign_in::{self, Guest, Unwelcome, Welcome};
use crate::token::{Kind, TokenHash};

/// The path that an issuer sends browsers back to, which has to be told to it.
pub(crate) const BACK: &str = "/account/v1/sign-in/back";
/// How long somebody may take to sign in, in seconds.
const PATIENCE: u32 = 600;
/// The cookie that a sign-in lives in.
const NAME: &str = "boxwood-sign-in";

/// `GET /account/v1/ways`: how people can sign in here.
pub(super) async fn ways(State(app): State<App>) -> Response {
    let issuer = app.issuer.as_ref();
    let issuer = issuer.map(|issuer| json!({ "name": issuer.name() }));
    Json(json!({ "issuer": issuer, "token": true })).into_response()
}

#[derive(Debug, Deserialize)]
pub(super) struct Beginning {
    /// The SHA-256 of the verifier, in base64url.
    challenge: String,
    /// Where the extension waits.
    #[serde(rename = "return")]
    to: String,
    /// The secret of an invitation, or its link.
    invitation: Option<String>,
}

/// `GET /account/v1/sign-in`: sends the browser to the issuer.
pub(super) async fn begin(
    State(app): State<App>,
    query: Result<Query<Beginning>, QueryRejection>,
) -> Result<Response, ApiError> {
    let issuer = issuer(&app)?;
    let Query(beginning) = query.map_err(|error| ApiError::malformed(error.body_text()))?;
    let extension = app
        .origins
        .iter()
        .find_map(|origin| origin.extension().filter(|id| beginning.to == waits_at(id)))
        .ok_or_else(ApiError::origin_not_allowed)?;
    if hash_in(&beginning.challenge).is_none() {
        return Err(ApiError::malformed(
            "The challenge must be a SHA-256 in base64url.",
        ));
    }
    // Of a link the secret is what comes last.
    let invitation = beginning.invitation.as_deref().unwrap_or_default();
    let invitation = invitation.rsplit('/').next().unwrap_or_default();
    if !invitation.is_empty() && Kind::of(invitation) != Some(Kind::Invitation)
        || !invitation
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return Err(ApiError::malformed("This is not an invitation's link."));
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(SessionError::Random)?;
    let secret = BASE64URL_NOPAD.encode(&secret);
    let challenge = &beginning.challenge;
    let cookie = Cookie(format!("{secret}.{challenge}.{extension}.{invitation}"));
    match issuer.begin(&cookie.attempt()).await {
        Ok(url) => Ok(see_other(&url, &cookie.set(issuer, PATIENCE))),
        Err(error) => {
            tracing::warn!(%error, "nobody can be sent to the issuer");
            Ok(failed(&cookie, issuer, code_of(&error)))
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Back {
    state: String,
    code: Option<String>,
    error: Option<String>,
}

/// `GET /account/v1/sign-in/back`: takes the issuer's code, and sends the browser to the extension.
pub(super) async fn back(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    query: Result<Query<Back>, QueryRejection>,
) -> Result<Response, ApiError> {
    let issuer = issuer(&app)?;
    let Query(back) = query.map_err(|error| ApiError::malformed(error.body_text()))?;
    // Of a browser that did not begin here, or began something else since, nothing is believed.
    let cookie = Cookie::of(&headers)
        .filter(|cookie| TokenHash::of(&cookie.attempt().state) == TokenHash::of(&back.state))
        .ok_or_else(other_sign_in)?;
    let parts = cookie.parts().ok_or_else(other_sign_in)?;
    let (challenge, invitation) = (parts.challenge, parts.invitation);
    let code = match (back.code, back.error) {
        (Some(code), None) => code,
        (_, error) => {
            tracing::info!(?error, "the issuer did not let somebody sign in");
            return Ok(failed(&cookie, issuer, "denied"));
        }
    };
    let person = match issuer.finish(&cookie.attempt(), code).await {
        Ok(person) => person,
        Err(error) => {
            tracing::warn!(%error, "the issuer does not say who somebody is");
            return Ok(failed(&cookie, issuer, code_of(&error)));
        }
    };
    let (url, server) = (issuer.url().to_owned(), app.database.server());
    let welcome = app
        .writer
        .run(move |store, now| {
            let guest = Guest {
                issuer: &url,
                person: &person,
                invitation: invitation.as_deref(),
            };
            let (welcome, heads) = sign_in::welcome(store, server, now, &guest, challenge)?;
            let from = peer.text();
            match &welcome {
                Ok(Welcome {
                    joined: true, user, ..
                }) => {
                    let about = person.email.clone();
                    audit::note(store, now, Some(*user), Deed::Joined, about, &from)?;
                }
                Ok(_) => {}
                Err(_) => {
                    let about = person.email.clone();
                    audit::note(store, now, None, Deed::TurnedAway, about, &from)?;
                }
            }
            Ok::<_, SessionError>((welcome, heads))
        })
        .await??;
    Ok(match welcome {
        Ok(welcome) => {
            tracing::info!(user = %welcome.user, "somebody signed in by the issuer");
            returned(&cookie, issuer, "code", welcome.code.reveal())
        }
        Err(unwelcome) => {
            tracing::warn!(%unwelcome, "somebody signed in who is not let in");
            failed(
                &cookie,
                issuer,
                match unwelcome {
                    Unwelcome::NotInTheTeam => "not-in-the-team",
                    Unwelcome::OtherPerson => "other-person",
                    Unwelcome::Invitation => "invitation-refused",
                },
            )
        }
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HandingIn {
    code: String,
    /// What the challenge is the hash of.
    verifier: String,
    /// What the device calls itself.
    device: String,
}

/// `POST /account/v1/sign-in/finish`: a session for a code.
pub(super) async fn finish(
    State(app): State<App>,
    peer: Peer,
    Said(said): Said<HandingIn>,
) -> Result<Response, ApiError> {
    let lifetimes = lifetimes(&app);
    let issued = app
        .writer
        .run(move |store, now| {
            let HandingIn {
                code,
                verifier,
                device,
            } = said;
            let issued = sign_in::hand_in(store, now, lifetimes, &code, &verifier, &device)?;
            if let Some(issued) = &issued {
                note_begun(store, now, issued, peer)?;
            }
            Ok::<_, SessionError>((issued, Heads::new()))
        })
        .await??;
    let issued = issued.ok_or_else(|| {
        ApiError::new(
            StatusCode::UNAUTHORIZED,
            "code-refused",
            "This code is not one that holds here, or not this one's; sign in again.",
        )
    })?;
    Ok(tokens(&issued))
}

/// What the cookie of a sign-in says.
struct Parts {
    /// The hash of what only the extension knows.
    challenge: TokenHash,
    /// Where the extension waits.
    waits_at: String,
    /// The secret of an invitation.
    invitation: Option<String>,
}

/// What a browser keeps of its sign-in: a secret, the extension's challenge, the extension's id, and
/// the secret of an invitation.
struct Cookie(String);

impl Cookie {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let all = headers.get_all(COOKIE).iter();
        let pairs = all.filter_map(|value| value.to_str().ok());
        let mut pairs = pairs.flat_map(|value| value.split(';'));
        pairs.find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            let name = name.strip_prefix("__Host-").unwrap_or(name);
            (name == NAME).then(|| Self(value.to_owned()))
        })
    }

    /// What follows from it: whoever knows one of these can tell neither the others nor the cookie.
    fn attempt(&self) -> Attempt {
        let derived = |what: &str| {
            let hash = Sha256::digest(format!("boxwood sign-in {what} {}", self.0));
            BASE64URL_NOPAD.encode(&hash)
        };
        Attempt {
            state: derived("state"),
            nonce: derived("nonce"),
            verifier: derived("verifier"),
        }
    }

    /// What it says, if it is one of ours.
    fn parts(&self) -> Option<Parts> {
        let mut parts = self.0.split('.').skip(1);
        let (challenge, extension) = (parts.next()?, parts.next()?);
        let invitation = parts.next().filter(|secret| !secret.is_empty());
        Some(Parts {
            challenge: hash_in(challenge)?,
            waits_at: waits_at(extension),
            invitation: invitation.map(str::to_owned),
        })
    }

    /// As a header sets it. Other sites' requests come without it, but for the issuer's, which sends
    /// the whole browser.
    fn set(&self, issuer: &Issuer, seconds: u32) -> String {
        let secure = issuer.is_secure();
        let (prefix, secure) = if secure {
            ("__Host-", "; Secure")
        } else {
            ("", "")
        };
        let value = if seconds == 0 { "" } else { &self.0 };
        format!("{prefix}{NAME}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }
}

/// Where an extension of Chromium waits for the end of a sign-in.
fn waits_at(extension: &str) -> String {
    format!("https://{extension}.chromiumapp.org/")
}

/// A hash as a query has it.
fn hash_in(text: &str) -> Option<TokenHash> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    <[u8; 32]>::try_from(bytes).ok().map(TokenHash::from_bytes)
}

fn issuer(app: &App) -> Result<&Issuer, ApiError> {
    app.issuer.as_ref().ok_or_else(|| {
        ApiError::new(
            StatusCode::NOT_FOUND,
            "no-issuer",
            "Nobody signs in by an issuer here.",
        )
    })
}

fn other_sign_in() -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "other-sign-in",
        "This is not the end of a sign-in that began in this browser; begin anew.",
    )
}

/// What the extension goes by.
const fn code_of(error: &OidcError) -> &'static str {
    match error {
        OidcError::Unreachable(_) => "issuer-unreachable",
        OidcError::Nonsense(_) => "issuer-failed",
        OidcError::Refused(_) => "issuer-refused",
        OidcError::Invalid(_) => "identity-invalid",
        OidcError::Unverified => "address-unverified",
    }
}

fn failed(cookie: &Cookie, issuer: &Issuer, code: &str) -> Response {
    returned(cookie, issuer, "error", code)
}

/// Sends the browser to the extension; the sign-in is over with it. A code and an error are of letters
/// that an address has.
fn returned(cookie: &Cookie, issuer: &Issuer, name: &str, value: &str) -> Response {
    match cookie.parts() {
        Some(Parts { waits_at, .. }) => see_other(
            &format!("{waits_at}?{name}={value}"),
            &cookie.set(issuer, 0),
        ),
        None => other_sign_in().into_response(),
    }
}

fn see_other(to: &str, cookie: &str) -> Response {
    let values = (HeaderValue::from_str(to), HeaderValue::from_str(cookie));
    let (Ok(to), Ok(cookie)) = values else {
        return ApiError::internal().into_response();
    };
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, to), (SET_COOKIE, cookie)],
    )
        .into_response()
}
