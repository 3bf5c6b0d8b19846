//! `/join/…`: the page that a link of invitation leads to.
//!
//! Where people sign in by an issuer, it says who they are, and the page only says how to go on. Else
//! whoever has the link says their address themselves: they become somebody who was not in the team
//! before, and nobody else.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::App;
use super::error::ApiError;
use super::first_run::{admitted, answer, frame};
use super::peer::Peer;
use crate::audit::{self, Deed};
use crate::invitation::{self, AcceptError};
use crate::moment;
use crate::storage::LinkRow;
use crate::store::StoreError;
use crate::team::{self, JoinError};

/// `GET /join/{secret}`.
pub(super) async fn page(
    State(app): State<App>,
    Path(secret): Path<String>,
) -> Result<Response, ApiError> {
    let found = app
        .readers
        .read(move |store| invitation::find(store, moment::now(), &secret))
        .await??;
    Ok(match found {
        Some(_) if app.issuer.is_some() => answer(StatusCode::OK, by_issuer(&app)),
        Some(row) => answer(StatusCode::OK, form(&row, &Wish::default(), None)),
        None => answer(StatusCode::NOT_FOUND, over()),
    })
}

/// What the form says.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wish {
    email: String,
    name: String,
}

/// `POST /join/{secret}`: the form. Whoever knows the secret may send it from anywhere: there is
/// nothing of theirs here that another site could make use of.
pub(super) async fn submit(
    State(app): State<App>,
    Path(secret): Path<String>,
    peer: Peer,
    wish: Result<Form<Wish>, FormRejection>,
) -> Result<Response, ApiError> {
    if app.issuer.is_some() {
        return Ok(answer(StatusCode::FORBIDDEN, by_issuer(&app)));
    }
    let Ok(Form(wish)) = wish else {
        return Ok(answer(StatusCode::BAD_REQUEST, over()));
    };
    let (server, asked) = (app.database.server(), wish.clone());
    let outcome = app
        .writer
        .run(move |store, now| {
            let found = invitation::find(store, now, &secret)?;
            let name = Some(asked.name.trim()).filter(|name| !name.is_empty());
            let address = (asked.email.as_str(), false);
            let accepted = invitation::accept(store, server, now, &secret, address, name);
            let (member, heads) = accepted.map_err(|error| Box::new(Failed { error, found }))?;
            let token = team::give_token(store, now, member.id).map_err(AcceptError::from)?;
            let (who, from) = (Some(member.id), peer.text());
            audit::note(store, now, who, Deed::Joined, member.email.clone(), &from)?;
            Ok::<_, Box<Failed>>(((member, token), heads))
        })
        .await?;
    let failed = match outcome {
        Ok((member, token)) => {
            let page = frame(&admitted(&member.email, token.reveal(), &app.address));
            return Ok(answer(StatusCode::OK, page));
        }
        Err(failed) => failed,
    };
    let Failed { error, found } = *failed;
    let problem = match &error {
        AcceptError::Join(JoinError::Refused(refusal)) => refusal.to_string(),
        AcceptError::OtherAddress => "This invitation is for another address.".to_owned(),
        AcceptError::Known => "Whoever has this address is in the team already, or was.".to_owned(),
        AcceptError::Over => return Ok(answer(StatusCode::NOT_FOUND, over())),
        AcceptError::Join(JoinError::Store(error)) => {
            tracing::error!(%error, "the store failed");
            return Err(ApiError::internal());
        }
        AcceptError::Join(JoinError::Random(error)) => {
            tracing::error!(%error, "no token could be made");
            return Err(ApiError::internal());
        }
        AcceptError::Join(JoinError::NotFirst) => return Err(ApiError::internal()),
    };
    Ok(match found {
        Some(row) => answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            form(&row, &wish, Some(&problem)),
        ),
        None => answer(StatusCode::NOT_FOUND, over()),
    })
}

/// Why nobody joined, and by which invitation.
struct Failed {
    error: AcceptError,
    found: Option<LinkRow>,
}

impl From<AcceptError> for Box<Failed> {
    fn from(error: AcceptError) -> Self {
        Self::new(Failed { error, found: None })
    }
}

impl From<StoreError> for Box<Failed> {
    fn from(error: StoreError) -> Self {
        AcceptError::from(error).into()
    }
}

fn form(row: &LinkRow, wish: &Wish, problem: Option<&str>) -> Markup {
    let email = row.email.as_deref();
    frame(&html! {
        h1 { "Join a team in Boxwood" }
        p { "You were invited. The link is good once." }
        @if let Some(problem) = problem {
            p.problem role="alert" { (problem) }
        }
        form method="post" {
            label for="email" { "Your Gmail address" }
            input id="email" name="email" type="email" required maxlength="254" autocomplete="email"
                readonly[email.is_some()] value=(email.unwrap_or(&wish.email));
            label for="name" { "Your name, as teammates see it" }
            input id="name" name="name" maxlength="1000" autocomplete="name" value=(wish.name);
            button { "Join, and make my token" }
        }
    })
}

fn by_issuer(app: &App) -> Markup {
    let name = app.issuer.as_ref().map_or("", |issuer| issuer.name());
    frame(&html! {
        h1 { "Join a team in Boxwood" }
        p { "You were invited. In Boxwood's settings, say the server " code { (app.address) }
            " and this page's whole address as invitation, and sign in with " (name) "." }
    })
}

fn over() -> Markup {
    frame(&html! {
        h1 { "Boxwood" }
        p { "This invitation does not hold: it was used, taken back, or is too old. Ask for another one." }
    })
}
