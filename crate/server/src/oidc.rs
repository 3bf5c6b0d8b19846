//! OpenID Connect, with the server as relying party: who somebody is, as an issuer says.
//!
//! What belongs to one sign-in is kept by the browser that signs in and nowhere else, in a cookie: its
//! secret, from which state, nonce and the verifier of PKCE follow. A code that is brought back by
//! another browser, or by nobody's, fits to none of them.

mod fetch;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, ConfigurationError,
    CsrfToken, DiscoveryError, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse as _, UserInfoError,
};

use crate::config::{SignIn, SignInError};
use crate::http::BACK;
use fetch::{Fetch, FetchError};

/// How long what an issuer says of itself is believed.
const KNOWN: Duration = Duration::from_secs(10 * 60);
/// How identity tokens may be signed: with keys of the issuer's own that nobody else has.
const SIGNED: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why an issuer does not say who somebody is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OidcError {
    /// It cannot be reached, or does not answer in time.
    #[error("the issuer cannot be reached: {0}")]
    Unreachable(FetchError),
    /// It answered with what an issuer does not answer.
    #[error("the issuer answered nonsense: {0}")]
    Nonsense(String),
    /// It does not take the code: used before, too late, or of another browser.
    #[error("the issuer does not take the code: {0}")]
    Refused(String),
    /// What it says of the person does not hold: for another sign-in, another client, too old, or not
    /// signed by it.
    #[error("the identity token does not hold: {0}")]
    Invalid(#[from] ClaimsVerificationError),
    /// The person has not shown that the address is theirs, or has none.
    #[error("the address is not one that the issuer has verified")]
    Unverified,
}

/// Who somebody is, as an issuer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// The issuer's name for the person, which stays.
    pub(crate) subject: String,
    /// An address that is the person's.
    pub(crate) email: String,
    /// The person's name, if the issuer knows one.
    pub(crate) name: Option<String>,
}

/// What belongs to one sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// Brought back by the issuer.
    pub(crate) state: String,
    /// Brought back in the identity token.
    pub(crate) nonce: String,
    /// Shown when the code is handed in.
    pub(crate) verifier: String,
}

/// Asks an issuer.
#[derive(Debug)]
pub(crate) struct Issuer {
    settings: SignIn,
    issuer: IssuerUrl,
    back: RedirectUrl,
    fetch: Fetch,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl Issuer {
    /// Asks nothing yet. The server is known by an address.
    ///
    /// # Errors
    /// If the settings cannot be.
    pub(crate) fn new(settings: SignIn, address: &str) -> Result<Self, SignInError> {
        settings.check()?;
        let issuer = IssuerUrl::new(settings.issuer.clone())
            .map_err(|_| SignInError::Issuer(settings.issuer.clone()))?;
        let back = RedirectUrl::new(format!("{address}{BACK}"))
            .map_err(|_| SignInError::Address(address.to_owned()))?;
        Ok(Self {
            issuer,
            back,
            settings,
            fetch: Fetch::new().map_err(SignInError::Certificates)?,
            known: Mutex::new(None),
        })
    }

    /// What people call the issuer.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// The issuer's own name.
    pub(crate) fn url(&self) -> &str {
        &self.settings.issuer
    }

    /// Whether browsers reach this server over TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.back.as_str().starts_with("https://")
    }

    /// Where a browser is sent to sign in.
    pub(crate) async fn begin(&self, attempt: &Attempt) -> Result<String, OidcError> {
        let metadata = self.metadata().await?;
        let client = self.client(metadata);
        let verifier = PkceCodeVerifier::new(attempt.verifier.clone());
        let (state, nonce) = (attempt.state.clone(), attempt.nonce.clone());
        let (url, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .set_redirect_uri(std::borrow::Cow::Borrowed(&self.back))
            .url();
        Ok(url.into())
    }

    /// Who the person is for whom the issuer made a code.
    pub(crate) async fn finish(
        &self,
        attempt: &Attempt,
        code: String,
    ) -> Result<Person, OidcError> {
        let mut client = self.client(self.metadata().await?);
        let fetch = self.fetch.clone();
        let fetch = move |request| fetch.call(request);
        let answer = client
            .exchange_code(AuthorizationCode::new(code))?
            .set_redirect_uri(std::borrow::Cow::Borrowed(&self.back))
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()))
            .request_async(&fetch)
            .await?;
        let token = answer
            .id_token()
            .ok_or_else(|| OidcError::Nonsense("no identity token".to_owned()))?;
        let nonce = Nonce::new(attempt.nonce.clone());
        let mut checked = token.claims(&verifier(&client), &nonce).cloned();
        if let Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        )) = checked
        {
            // A key that the issuer has begun to use since it was asked for its keys.
            self.forget();
            client = self.client(self.metadata().await?);
            checked = token.claims(&verifier(&client), &nonce).cloned();
        }
        let claims = checked?;
        let subject = claims.subject();
        let mut email = claims.email().cloned();
        let mut verified = claims.email_verified();
        let mut name = claims.name().and_then(|name| name.get(None)).cloned();
        if email.is_none() {
            let access = answer.access_token().clone();
            let said: CoreUserInfoClaims = client
                .user_info(access, Some(subject.clone()))?
                .request_async(&fetch)
                .await?;
            email = said.email().cloned();
            verified = said.email_verified();
            name = name.or_else(|| said.name().and_then(|name| name.get(None)).cloned());
        }
        match email {
            Some(email) if verified == Some(true) => Ok(Person {
                subject: subject.to_string(),
                email: email.to_string(),
                name: name.map(|name| name.to_string()),
            }),
            _ => Err(OidcError::Unverified),
        }
    }

    /// What the issuer says of itself, its keys among it.
    async fn metadata(&self) -> Result<CoreProviderMetadata, OidcError> {
        let known = self.known().clone();
        if let Some((since, metadata)) = known
            && since.elapsed() < KNOWN
        {
            return Ok(metadata);
        }
        let fetch = self.fetch.clone();
        let fetch = move |request| fetch.call(request);
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &fetch).await?;
        *self.known() = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }

    fn forget(&self) {
        *self.known() = None;
    }

    /// Set whole, so a panic while it is locked cannot harm it.
    fn known(&self) -> std::sync::MutexGuard<'_, Option<(Instant, CoreProviderMetadata)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self, metadata: CoreProviderMetadata) -> Client {
        let secret = self.settings.client_secret.as_ref();
        CoreClient::from_provider_metadata(
            metadata,
            ClientId::new(self.settings.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.reveal().to_owned())),
        )
    }
}

/// A client of an issuer that said of itself what it has.
type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;

fn verifier(client: &Client) -> openidconnect::core::CoreIdTokenVerifier<'_> {
    client.id_token_verifier().set_allowed_algs(SIGNED)
}

impl From<ConfigurationError> for OidcError {
    fn from(error: ConfigurationError) -> Self {
        // An issuer that did not say where it is asked.
        Self::Nonsense(error.to_string())
    }
}

impl From<DiscoveryError<FetchError>> for OidcError {
    fn from(error: DiscoveryError<FetchError>) -> Self {
        match error {
            DiscoveryError::Request(error) => Self::Unreachable(error),
            other => Self::Nonsense(other.to_string()),
        }
    }
}

impl From<UserInfoError<FetchError>> for OidcError {
    fn from(error: UserInfoError<FetchError>) -> Self {
        match error {
            UserInfoError::Request(error) => Self::Unreachable(error),
            UserInfoError::ClaimsVerification(error) => Self::Invalid(error),
            other => Self::Nonsense(other.to_string()),
        }
    }
}

/// What an issuer says when it gives no tokens.
type TokenError =
    RequestTokenError<FetchError, openidconnect::StandardErrorResponse<CoreErrorResponseType>>;

impl From<TokenError> for OidcError {
    fn from(error: TokenError) -> Self {
        match error {
            RequestTokenError::Request(error) => Self::Unreachable(error),
            RequestTokenError::ServerResponse(said) => Self::Refused(said.error().to_string()),
            // What it said may hold tokens.
            RequestTokenError::Parse(error, _) => Self::Nonsense(error.to_string()),
            RequestTokenError::Other(error) => Self::Nonsense(error),
        }
    }
}
