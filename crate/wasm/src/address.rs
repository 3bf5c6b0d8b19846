//! A server's address as the web platform wants it.

use boxwood_core::host::LIVE_PATH;

/// Where `path` of the server at `server` is: `http` or `https`.
///
/// # Errors
///
/// In words, when `server` is no web address.
pub fn call(server: &str, path: &str) -> Result<String, String> {
    let (scheme, rest) = parts(server)?;
    Ok(format!("{scheme}://{rest}{path}"))
}

/// Where the live connection of the server at `server` is: `ws` or `wss`.
///
/// # Errors
///
/// In words, when `server` is no web address.
pub fn live(server: &str) -> Result<String, String> {
    let (scheme, rest) = parts(server)?;
    let scheme = if scheme == "http" { "ws" } else { "wss" };
    Ok(format!("{scheme}://{rest}{LIVE_PATH}"))
}

fn parts(server: &str) -> Result<(&'static str, &str), String> {
    let secure = server.strip_prefix("https://").map(|rest| ("https", rest));
    let plain = || server.strip_prefix("http://").map(|rest| ("http", rest));
    let (scheme, rest) = secure
        .or_else(plain)
        .ok_or_else(|| format!("{server} is not an http or https address"))?;
    let rest = rest.trim_end_matches('/');
    // What follows these would swallow the path.
    if rest.is_empty() || rest.contains(['?', '#']) {
        return Err(format!("{server} is not a server's address"));
    }
    Ok((scheme, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_goes_to_a_path_of_the_server() {
        let check = |server: &str, expected: &str| {
            assert_eq!(call(server, "/sync/v1/pull").as_deref(), Ok(expected));
        };
        check("https://crm.example", "https://crm.example/sync/v1/pull");
        check(
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/sync/v1/pull",
        );
        check(
            "https://example.org/crm",
            "https://example.org/crm/sync/v1/pull",
        );
    }

    #[test]
    fn the_live_connection_is_as_secure_as_the_calls() {
        let check = |server: &str, expected: &str| {
            assert_eq!(live(server).as_deref(), Ok(expected));
        };
        check("https://crm.example", "wss://crm.example/sync/v1/live");
        check("http://127.0.0.1:8080", "ws://127.0.0.1:8080/sync/v1/live");
    }

    #[test]
    fn what_is_no_server_address_is_refused() {
        for server in [
            "",
            "crm.example",
            "ftp://crm.example",
            "javascript:alert(1)",
            "https://",
            "https://crm.example?next=",
            "https://crm.example#",
        ] {
            assert!(call(server, "/x").is_err(), "{server}");
            assert!(live(server).is_err(), "{server}");
        }
    }
}
