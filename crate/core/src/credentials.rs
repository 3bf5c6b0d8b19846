//! What a replica keeps as its token: one that lasts, or the two of a session.
//!
//! A session's are kept as one text, `ACCESS:REFRESH:ATTEMPT`: what goes with requests, what renews
//! both, once, and the name under which that is asked for. The name is made before, kept with them and
//! the same however often it is asked: the server knows by it that it is the same device that asks
//! again, because its answer was lost, and not somebody who copied the token.

use boxwood_sync::Access;
use data_encoding::HEXLOWER;
use serde::Deserialize;

use crate::api::Session;

/// A kept token, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Credentials<'t> {
    /// What goes with requests.
    pub(crate) access: &'t str,
    renewal: Option<(&'t str, &'t str)>,
}

impl<'t> Credentials<'t> {
    pub(crate) fn of(token: &'t str) -> Self {
        let mut parts = token.split(':');
        let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
        match parts {
            [Some(access), Some(refresh), Some(attempt), None]
                if [access, refresh, attempt].into_iter().all(is_plain) =>
            {
                Self {
                    access,
                    renewal: Some((refresh, attempt)),
                }
            }
            // One that lasts, whatever is in it.
            _ => Self {
                access: token,
                renewal: None,
            },
        }
    }

    /// What asks the server for new ones; none for a token that lasts.
    pub(crate) fn request(self) -> Option<Vec<u8>> {
        let (refresh, attempt) = self.renewal?;
        // Plain letters and digits: nothing to escape.
        let body = format!(r#"{{"refresh":"{refresh}","attempt":"{attempt}"}}"#);
        Some(body.into_bytes())
    }
}

/// Where to ask, and with what.
pub(crate) fn session_of(access: &Access) -> Session {
    Session {
        server: access.address.clone(),
        token: Credentials::of(&access.token).access.to_owned(),
    }
}

/// The server's answer, as it is kept; `attempt` is random, and for the next time.
pub(crate) fn renewed(answer: &[u8], attempt: [u8; 16]) -> Option<String> {
    #[derive(Deserialize)]
    struct Tokens<'a> {
        access: &'a str,
        refresh: &'a str,
    }
    let Tokens { access, refresh } = serde_json::from_slice(answer).ok()?;
    if !is_plain(access) || !is_plain(refresh) {
        return None;
    }
    Some(format!("{access}:{refresh}:{}", HEXLOWER.encode(&attempt)))
}

fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !text.is_empty() && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_taken_apart_and_anything_else_is_one_token() {
        let session = Credentials::of("bxa_1:bxr_2:3");
        assert_eq!(session.access, "bxa_1");
        let request = session.request().unwrap();
        assert_eq!(request, br#"{"refresh":"bxr_2","attempt":"3"}"#);
        for lasting in ["bxw_1", "", "a:b", "a:b:", "a:b:c:d", "a:\"b:c", ":::"] {
            let token = Credentials::of(lasting);
            assert_eq!((token.access, token.request()), (lasting, None));
        }
    }

    #[test]
    fn an_answer_is_kept_as_it_is_read_again() {
        let answer = br#"{"session":"0","access":"bxa_1","now":7,"refresh":"bxr_2"}"#;
        let kept = renewed(answer, [0xab; 16]).unwrap();
        let read = Credentials::of(&kept);
        assert_eq!(read.access, "bxa_1");
        let request = String::from_utf8(read.request().unwrap()).unwrap();
        assert!(request.contains("bxr_2") && request.contains(&"ab".repeat(16)));
        for nonsense in [
            &b""[..],
            b"[]",
            br#"{"access":"a"}"#,
            br#"{"access":"a b","refresh":"c"}"#,
            br#"{"access":"a","refresh":"b:c"}"#,
            b"\xff",
        ] {
            assert_eq!(renewed(nonsense, [0; 16]), None);
        }
    }
}
