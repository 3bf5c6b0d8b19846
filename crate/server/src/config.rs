//! What whoever starts a server decides.

mod sign_in;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::http::HeaderValue;

use crate::place::Place;
use crate::tls::TlsFiles;
pub use sign_in::{PublicAddress, PublicAddressError, Secret, SignIn, SignInError};

/// The origin of the extension that is built from this repository. Its id follows from the key in
/// the manifest.
pub const EXTENSION_ORIGIN: &str = "chrome-extension://kblbjdaiklpakgocifgepgkgeacbdpdh";

/// How a server runs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// Where the records are; made if need be.
    pub place: Place,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The web origins that may use the server from a browser, besides the extension's own.
    pub allowed_origins: Vec<Origin>,
    /// Under which address browsers reach the server; otherwise where it listens.
    pub public_address: Option<PublicAddress>,
    /// Where TLS is spoken: by this server, with these files, or by a proxy before it.
    pub tls: Option<TlsFiles>,
    /// The proxies that are believed whom they pass on.
    pub trusted_proxies: Vec<IpAddr>,
    /// By whom people sign in, besides by tokens.
    pub sign_in: Option<SignIn>,
    /// The limits.
    pub limits: Limits,
}

impl Config {
    /// A server over a data folder or another place, on a port of the system's choice that only this
    /// machine reaches.
    #[must_use]
    pub fn new(place: impl Into<Place>) -> Self {
        Self {
            place: place.into(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            allowed_origins: Vec::new(),
            public_address: None,
            tls: None,
            trusted_proxies: Vec::new(),
            sign_in: None,
            limits: Limits::default(),
        }
    }
}

/// How much of everything there may be, and how long it may take.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes in a request's body.
    pub body: usize,
    /// Mutations in a push.
    pub mutations: usize,
    /// Scopes in a pull.
    pub cursors: usize,
    /// Log entries in the answer to a pull, about.
    pub entries: usize,
    /// Connections at once.
    pub connections: usize,
    /// How long a request's head may take to arrive.
    pub head: Duration,
    /// How long a request's body may take to arrive.
    pub arrival: Duration,
    /// How long a request may take altogether.
    pub request: Duration,
    /// How long somebody waits for news at most, where no live connection reaches them; less than
    /// the extension's patience with a call.
    pub wait: Duration,
    /// How long a live connection has to say its token.
    pub live_token: Duration,
    /// How often a live connection is asked whether it is there; one that does not answer twice is
    /// dropped.
    pub live_ping: Duration,
    /// How long a session's token for requests holds.
    pub access: Duration,
    /// How long a session goes on without being renewed.
    pub refresh: Duration,
    /// How often whoever is known by one token may ask.
    pub known: Rate,
    /// How often it may be asked from one address without a token that holds.
    pub strangers: Rate,
    /// How long requests may go on once the server is told to stop.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 8 << 20,
            mutations: 10_000,
            cursors: 10_000,
            entries: 5_000,
            connections: 4_096,
            head: Duration::from_secs(10),
            arrival: Duration::from_secs(20),
            request: Duration::from_secs(30),
            wait: Duration::from_secs(15),
            live_token: Duration::from_secs(10),
            live_ping: Duration::from_secs(20),
            access: Duration::from_secs(15 * 60),
            refresh: Duration::from_secs(60 * 24 * 60 * 60),
            known: Rate {
                per_second: 100,
                burst: 1_000,
            },
            strangers: Rate {
                per_second: 20,
                burst: 200,
            },
            stop: Duration::from_secs(10),
        }
    }
}

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// For long.
    pub per_second: u32,
    /// At once, after a pause.
    pub burst: u32,
}

/// A web origin: scheme, host and, where it is not the scheme's own, port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// A text that is not an origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a web origin: it looks like https://crm.example.com or chrome-extension://abc…, with nothing after the host and port"
)]
pub struct OriginError(String);

impl Origin {
    /// The extension's: [`EXTENSION_ORIGIN`].
    #[must_use]
    pub const fn of_extension() -> Self {
        Self(HeaderValue::from_static(EXTENSION_ORIGIN))
    }

    /// The id of the extension of Chromium whose origin it is.
    pub(crate) fn extension(&self) -> Option<&str> {
        self.0.to_str().ok()?.strip_prefix("chrome-extension://")
    }

    /// As a header has it.
    pub(crate) const fn header(&self) -> &HeaderValue {
        &self.0
    }
}

impl std::str::FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let wrong = || OriginError(text.to_owned());
        let (scheme, host) = text.split_once("://").ok_or_else(wrong)?;
        let scheme_is_fine = !scheme.is_empty()
            && scheme
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-.".contains(&b));
        // A browser sends the host in lower case and in ASCII; anything else would never match.
        let host_is_fine = !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.:[]_".contains(&b));
        if !scheme_is_fine || !host_is_fine {
            return Err(wrong());
        }
        HeaderValue::from_str(text).map(Self).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_extension_is_the_one_of_the_manifest() {
        let manifest: serde_json::Value =
            serde_json::from_str(include_str!("../../../manifest.json")).unwrap();
        let key = BASE64
            .decode(manifest["key"].as_str().unwrap().as_bytes())
            .unwrap();
        // Chrome's rule: the first sixteen bytes of the key's SHA-256, a letter from a to p each half.
        let id: String = Sha256::digest(key)
            .iter()
            .take(16)
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|half| char::from(b'a' + half))
            .collect();
        assert_eq!(EXTENSION_ORIGIN, format!("chrome-extension://{id}"));
        assert_eq!(EXTENSION_ORIGIN.parse(), Ok(Origin::of_extension()));
    }

    #[test]
    fn origins_are_what_a_browser_sends() {
        for text in [
            "https://crm.example.com",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "moz-extension://0f1e",
        ] {
            assert!(text.parse::<Origin>().is_ok(), "{text}");
        }
        for text in [
            "*",
            "null",
            "crm.example.com",
            "https://",
            "https://crm.example.com/",
            "https://Crm.example.com",
            "https://a b",
            "://x",
        ] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
