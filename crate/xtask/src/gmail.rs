//! The stand-in Gmail of `tests/`, started for as long as a browser shows it.

use anyhow::Result;
use serde_json::Value;

use crate::job::Running;
use crate::{npm, service};

/// Its name as a service.
pub(crate) const NAME: &str = "gmail";

/// A running stand-in; ended when dropped.
pub(crate) struct StandIn {
    /// What the browser opens.
    pub(crate) url: String,
    /// What leads the browser to the stand-in when it asks for Gmail.
    pub(crate) arguments: Vec<String>,
    pub(crate) running: Running,
}

/// Starts it; returns once it listens.
pub(crate) fn start() -> Result<StandIn> {
    let (running, (url, arguments)) =
        service::start(NAME, npm::typescript("gmail/main.ts"), address)?;
    Ok(StandIn {
        url,
        arguments,
        running,
    })
}

/// Reads `{"url": …, "chromiumArguments": […]}`.
fn address(line: &str) -> Option<(String, Vec<String>)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let arguments = line.get("chromiumArguments")?.as_array()?;
    let arguments = arguments
        .iter()
        .map(|argument| argument.as_str().map(str::to_owned))
        .collect::<Option<_>>()?;
    Some((line.get("url")?.as_str()?.to_owned(), arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_address_that_the_stand_in_says() {
        let said = r#"{"port": 1, "url": "https://mail.google.com/mail/u/0/", "chromiumArguments": ["--a", "--b"]}"#;
        let (url, arguments) = address(said).expect("an address");
        assert_eq!(url, "https://mail.google.com/mail/u/0/");
        assert_eq!(arguments, ["--a", "--b"]);
        assert!(address("(node:1) Warning").is_none());
    }
}
