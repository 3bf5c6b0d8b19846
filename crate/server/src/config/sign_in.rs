//! Who says who people are, and under which address the server is known.

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;

/// An issuer of OpenID Connect by whom people sign in, and what the server is to it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignIn {
    /// The issuer's address, as its discovery document has it.
    pub issuer: String,
    /// What people call it.
    pub name: String,
    /// What the issuer calls this server.
    pub client_id: String,
    /// By what the issuer knows this server; none for a public client.
    pub client_secret: Option<Secret>,
}

impl SignIn {
    /// Google's issuer.
    pub const GOOGLE: &str = "https://accounts.google.com";

    /// An issuer, called by its host; Google by its name.
    #[must_use]
    pub fn new(issuer: &str, client_id: &str) -> Self {
        let host = issuer.parse::<Uri>().ok();
        let host = host.as_ref().and_then(Uri::host);
        let name = match issuer {
            Self::GOOGLE => "Google",
            other => host.unwrap_or(other),
        };
        Self {
            issuer: issuer.to_owned(),
            name: name.to_owned(),
            client_id: client_id.to_owned(),
            client_secret: None,
        }
    }
}

/// A secret of the configuration, which does not show itself.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The address under which browsers reach the server: `https://`, or `http://` on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(String);

/// A text that is not the address of a server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an address of this server, which looks like https://crm.example.com; plain http:// is for 127.0.0.1 and localhost only"
)]
pub struct PublicAddressError(String);

impl PublicAddress {
    /// As text, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicAddress {
    type Err = PublicAddressError;

    fn from_str(text: &str) -> Result<Self, PublicAddressError> {
        let wrong = || PublicAddressError(text.to_owned());
        let bare = text.trim_end_matches('/');
        if !is_trusted(bare) || bare.contains(['?', '#', '@']) {
            return Err(wrong());
        }
        let uri: Uri = bare.parse().map_err(|_| wrong())?;
        match uri.path() {
            "" | "/" => Ok(Self(bare.to_owned())),
            _ => Err(wrong()),
        }
    }
}

/// Whether what is said to an address stays between the two: over TLS, or on this machine.
fn is_trusted(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else {
        return false;
    };
    match (uri.scheme_str(), uri.host()) {
        (Some("https"), Some(host)) => !host.is_empty(),
        (Some("http"), Some(host)) => matches!(host, "127.0.0.1" | "localhost" | "[::1]"),
        _ => false,
    }
}

/// Why nobody can sign in by an issuer as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The issuer's address is none.
    #[error(
        "`{0}` is not the address of an issuer, which looks like https://accounts.google.com; plain http:// is for this machine only"
    )]
    Issuer(String),
    /// The server's address is none.
    #[error("`{0}` is not an address that an issuer could send browsers back to")]
    Address(String),
    /// The certificates that the system trusts cannot be read.
    #[error("the system's certificates cannot be read: {0}")]
    Certificates(std::io::Error),
}

impl SignIn {
    /// Whether the issuer is one that may be asked.
    pub(crate) fn check(&self) -> Result<(), SignInError> {
        if is_trusted(&self.issuer) {
            Ok(())
        } else {
            Err(SignInError::Issuer(self.issuer.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_trusted_over_tls_or_on_this_machine() {
        for good in [
            "https://crm.example.com",
            "https://crm.example.com/",
            "https://crm.example.com:8443",
            "http://127.0.0.1:8765",
            "http://localhost",
        ] {
            assert!(good.parse::<PublicAddress>().is_ok(), "{good}");
        }
        for wrong in [
            "",
            "crm.example.com",
            "http://crm.example.com",
            "https://crm.example.com/path",
            "https://crm.example.com?x",
            "https://ann@crm.example.com",
            "ftp://crm.example.com",
            "https://",
        ] {
            assert!(wrong.parse::<PublicAddress>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn google_is_known() {
        let google = SignIn::new(SignIn::GOOGLE, "id");
        assert_eq!(google.name, "Google");
        assert!(google.check().is_ok());
        let own = SignIn::new("https://id.example.com/realms/crm", "id");
        assert_eq!(own.name, "id.example.com");
        assert!(SignIn::new("http://id.example.com", "id").check().is_err());
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        let mut sign_in = SignIn::new(SignIn::GOOGLE, "id");
        sign_in.client_secret = Some(Secret::new("hush"));
        assert!(!format!("{sign_in:?}").contains("hush"));
    }
}
