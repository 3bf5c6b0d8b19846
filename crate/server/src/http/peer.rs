//! From which address a request comes.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::App;
use super::access::Needs;

/// What a proxy says of whom it passes on.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of whoever asks; none where there is no connection. Where a proxy that is trusted
/// passed the request on, it is the last one that such a proxy does not stand for: what comes before
/// that anybody could have said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Peer(pub(super) Option<IpAddr>);

impl Peer {
    /// As people read it.
    pub(super) fn text(&self) -> String {
        self.0
            .map_or_else(String::new, |address| address.to_string())
    }
}

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        Ok(Self(
            peer.map(|peer| whom(peer, &parts.headers, &app.proxies)),
        ))
    }
}

impl FromRequestParts<(App, Needs)> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        (app, _): &(App, Needs),
    ) -> Result<Self, Infallible> {
        Self::from_request_parts(parts, app).await
    }
}

fn whom(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let mut known = peer;
    let said = headers.get_all(FORWARDED_FOR).iter().rev();
    let said = said.filter_map(|value| value.to_str().ok());
    for address in said.flat_map(|value| value.rsplit(',')) {
        if !proxies.contains(&known) {
            break;
        }
        let Ok(address) = address.trim().parse::<IpAddr>() else {
            break;
        };
        known = address.to_canonical();
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whom(peer: &str, said: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let proxies = ["10.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse().unwrap());
        super::whom(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_whom_it_passes_on() {
        assert_eq!(whom("192.0.2.9", &["198.51.100.1"]), "192.0.2.9");
        assert_eq!(whom("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(whom("10.0.0.1", &[]), "10.0.0.1");
        // What somebody said of themselves before the proxy is not believed.
        let said = ["127.0.0.1, 198.51.100.1"];
        assert_eq!(whom("10.0.0.1", &said), "198.51.100.1");
        assert_eq!(
            whom("10.0.0.1", &["127.0.0.1", "198.51.100.1, 10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(whom("10.0.0.1", &["198.51.100.1, nonsense"]), "10.0.0.1");
    }
}
