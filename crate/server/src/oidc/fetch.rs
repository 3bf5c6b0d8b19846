//! Asks an issuer over HTTP: in bounded time, for answers of bounded size, and never where it is sent
//! on to.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{HttpRequest, HttpResponse};

/// How long an issuer may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// More bytes than an issuer says at once.
const MOST: usize = 1 << 20;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    /// Nobody there, or nobody who can be trusted.
    #[error("no connection: {0}")]
    Connection(#[from] hyper_util::client::legacy::Error),
    /// It did not answer in time.
    #[error("no answer within {} s", PATIENCE.as_secs())]
    Late,
    /// The answer is too long, or did not arrive whole.
    #[error("the answer did not arrive: {0}")]
    Body(String),
}

/// Asks over HTTP; over TLS with the certificates that the system trusts.
#[derive(Debug, Clone)]
pub(super) struct Fetch(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl Fetch {
    /// # Errors
    /// If the system's certificates cannot be read.
    pub(super) fn new() -> std::io::Result<Self> {
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(tokio_rustls::rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// One request.
    pub(super) fn call(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpResponse, FetchError>> + Send + use<> {
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let answer = self.0.request(request);
        let asked = async move {
            let (parts, body) = answer.await?.into_parts();
            let body = Limited::new(body, MOST).collect().await.map_err(|error| {
                FetchError::Body(match error.downcast_ref::<LengthLimitError>() {
                    Some(_) => format!("it has more than {MOST} bytes"),
                    None => error.to_string(),
                })
            })?;
            Ok(HttpResponse::from_parts(parts, body.to_bytes().into()))
        };
        async move {
            tokio::time::timeout(PATIENCE, asked)
                .await
                .map_err(|_| FetchError::Late)?
        }
    }
}
