//! `/`: the page that a new server shows its owner, once.
//!
//! While nobody is in the team, whoever sits at the machine itself can become the team's first
//! owner here. "At the machine" is held to: the connection comes from a loopback address, the
//! address that the browser was told is a loopback one (another site's name may have been pointed at
//! this machine), nothing says that a proxy passed the request on, and the form came from this very
//! page.

use std::net::{IpAddr, SocketAddr};

use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, Form, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, FORWARDED, HOST, ORIGIN, VIA};
use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use super::App;
use super::error::ApiError;
use crate::audit::{self, Deed};
use crate::team::{self, JoinError};

const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a proxy adds.
const PASSED_ON: [&str; 4] = [
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
];

/// `GET /`.
pub(super) async fn page(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let empty = app.readers.read(team::is_empty).await??;
    Ok(if !empty {
        answer(StatusCode::OK, set_up())
    } else if at_the_machine(peer, &headers).is_some() {
        answer(StatusCode::OK, form(&Wish::default(), None))
    } else {
        answer(StatusCode::OK, elsewhere())
    })
}

/// `POST /`: the form.
pub(super) async fn submit(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    wish: Result<Form<Wish>, FormRejection>,
) -> Result<Response, ApiError> {
    let Some(host) = at_the_machine(peer, &headers) else {
        return Ok(answer(StatusCode::FORBIDDEN, elsewhere()));
    };
    if !from_this_page(&headers, host) {
        tracing::warn!("the first-run form was sent from another page; refused");
        return Ok(answer(StatusCode::FORBIDDEN, elsewhere()));
    }
    let address = format!("http://{host}");
    let Ok(Form(wish)) = wish else {
        let problem = "The form did not arrive whole; please try again.";
        let page = form(&Wish::default(), Some(problem));
        return Ok(answer(StatusCode::BAD_REQUEST, page));
    };
    let server = app.database.server();
    let asked = wish.clone();
    let outcome = app
        .writer
        .run(move |store, now| {
            let name = Some(asked.name.trim()).filter(|name| !name.is_empty());
            let founded = team::found(store, server, now, &asked.email, name)?;
            let member = &founded.0.member;
            let (who, about) = (Some(member.id), member.email.clone());
            audit::note(
                store,
                now,
                who,
                Deed::Founded,
                about,
                &peer.ip().to_string(),
            )?;
            Ok(founded)
        })
        .await?;
    match outcome {
        Ok(joined) => {
            tracing::info!(user = %joined.member.id, "the team has its first owner");
            let page = welcome(&joined.member.email, joined.token.reveal(), &address);
            Ok(answer(StatusCode::OK, page))
        }
        Err(JoinError::NotFirst) => Ok(answer(StatusCode::CONFLICT, set_up())),
        Err(JoinError::Refused(refusal)) => {
            let page = form(&wish, Some(&refusal.to_string()));
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(JoinError::Store(error)) => Err(error.into()),
        Err(JoinError::Random(error)) => {
            tracing::error!(%error, "no token could be made");
            Err(ApiError::internal())
        }
    }
}

/// `GET /page.css`.
pub(super) async fn style() -> Response {
    (
        [(CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("page.css"),
    )
        .into_response()
}

/// What the form says.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wish {
    email: String,
    name: String,
}

/// The host that the browser was told, if the request comes from this machine and was meant for it.
fn at_the_machine(peer: SocketAddr, headers: &HeaderMap) -> Option<&str> {
    let passed_on = headers.contains_key(FORWARDED)
        || headers.contains_key(VIA)
        || PASSED_ON.iter().any(|name| headers.contains_key(*name));
    if passed_on || !peer.ip().to_canonical().is_loopback() {
        return None;
    }
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    (hosts.next().is_none() && is_loopback(host)).then_some(host)
}

/// Whether `host`, with or without a port, can only be this machine.
fn is_loopback(host: &str) -> bool {
    let Ok(uri) = format!("http://{host}/").parse::<Uri>() else {
        return false;
    };
    // Without the name of a user, which an authority may have and a host may not.
    let whole = |authority: &&Authority| **authority == host && !host.contains('@');
    let Some(authority) = uri.authority().filter(whole) else {
        return false;
    };
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Whether a form was sent from a page of this origin. Browsers say so in one of two ways; one that
/// says nothing is not a browser, and whoever runs programs here has the command line.
fn from_this_page(headers: &HeaderMap, host: &str) -> bool {
    let site = headers.get("sec-fetch-site");
    let origin = headers.get(ORIGIN);
    let ours = format!("http://{host}");
    (site.is_some() || origin.is_some())
        && site.is_none_or(|site| site == "same-origin")
        && origin.is_none_or(|origin| origin == ours.as_str())
}

pub(super) fn answer(status: StatusCode, page: Markup) -> Response {
    (status, [(CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
}

pub(super) fn frame(content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Boxwood" }
                link rel="stylesheet" href="/page.css";
            }
            body { (content) }
        }
    }
}

fn form(wish: &Wish, problem: Option<&str>) -> Markup {
    frame(&html! {
        h1 { "Welcome to Boxwood" }
        p { "This server has no team yet. You become its first owner; you can add the others afterwards." }
        @if let Some(problem) = problem {
            p.problem role="alert" { (problem) }
        }
        form method="post" action="/" {
            label for="email" { "Your Gmail address" }
            input id="email" name="email" type="email" required maxlength="254" autocomplete="email" value=(wish.email);
            label for="name" { "Your name, as teammates see it" }
            input id="name" name="name" maxlength="1000" autocomplete="name" value=(wish.name);
            button { "Make my token" }
        }
    })
}

fn welcome(email: &str, token: &str, address: &str) -> Markup {
    frame(&html! {
        (admitted(email, token, address))
        p { "For each teammate, run " code { "boxwood token new --data DIR --email ADDRESS" } " on this machine, with this server's data folder." }
    })
}

/// What somebody who has just been let in is shown: the token, and where it goes.
pub(super) fn admitted(email: &str, token: &str, address: &str) -> Markup {
    html! {
        h1 { "You are in" }
        p { "This token stands for " strong { (email) } ". It is shown this once; keep it to yourself." }
        p { code.token #token { (token) } }
        ol {
            li { "Open Gmail in the browser that has Boxwood. Boxwood's settings ask for a server and a token." }
            li { "Server: " code #address { (address) } }
            li { "Token: the one above." }
        }
    }
}

fn set_up() -> Markup {
    frame(&html! {
        h1 { "Boxwood" }
        p { "This server is set up. Whoever runs it makes tokens with " code { "boxwood token new" } "." }
    })
}

fn elsewhere() -> Markup {
    frame(&html! {
        h1 { "Boxwood" }
        p {
            "This server has no team yet. It can be set up only from the machine that it runs on: open this page there, at "
            code { "http://127.0.0.1" } " and its port, or run " code { "boxwood token new" } "."
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:8080",
            "127.1.2.3",
            "[::1]:8080",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "10.0.0.1",
            "[::2]",
            "x@127.0.0.1",
            "127.0.0.1/x",
            "127.0.0.1:80#",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn what_people_type_is_text() {
        let hostile = "\"><img src=x onerror=alert(1)>";
        let wish = Wish {
            email: hostile.to_owned(),
            name: hostile.to_owned(),
        };
        for page in [
            form(&wish, Some(hostile)),
            welcome(hostile, "bxw_0", hostile),
        ] {
            assert!(!page.into_string().contains("<img"));
        }
    }
}
