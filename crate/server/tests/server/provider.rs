//! A provider of OpenID Connect of a test's own: `tests/oidc/provider.mjs`, and a browser that signs
//! in there.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::world::{Answer, call};

/// Where the issuer believes that the server is.
pub(crate) const PUBLIC: &str = "https://crm.example.com";
/// The extension that signs in.
pub(crate) const WAITS: &str = "https://kblbjdaiklpakgocifgepgkgeacbdpdh.chromiumapp.org/";

/// A running provider; ended when dropped.
pub(crate) struct Provider {
    child: Child,
    /// Held open: it may say more, which is of no interest.
    _out: BufReader<ChildStdout>,
    pub(crate) issuer: String,
}

impl Provider {
    /// Starts one that is good but for these wishes.
    pub(crate) fn start(wishes: &Value) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oidc/provider.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .arg(wishes.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Node.js runs the provider");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let issuer = line.trim_end().to_owned();
        assert!(
            issuer.starts_with("http://"),
            "no provider: run `npm ci` in tests/ first"
        );
        Self {
            child,
            _out: out,
            issuer,
        }
    }

    /// Ends it, as if it had failed.
    pub(crate) fn fail(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser with nothing but cookies, each sent to whoever set it.
#[derive(Default)]
pub(crate) struct Browser {
    cookies: BTreeMap<(SocketAddr, String), String>,
}

impl Browser {
    /// Opens a path of somebody.
    pub(crate) async fn open(&mut self, addr: SocketAddr, path: &str) -> Answer {
        let own = self.cookies.iter().filter(|((of, _), _)| *of == addr);
        let own: Vec<String> = own
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        let headers = [("cookie", own.join("; "))];
        let answer = call(addr, "GET", path, &headers, b"").await;
        for set in answer.headers.get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies
                .insert((addr, name.to_owned()), value.to_owned());
        }
        answer
    }

    /// Forgets every cookie.
    pub(crate) fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Follows a provider's pages until it sends the browser to somebody else; where to.
    pub(crate) async fn sign_in(&mut self, provider: &Provider, at: &str) -> String {
        let addr: SocketAddr = provider
            .issuer
            .strip_prefix("http://")
            .unwrap()
            .parse()
            .unwrap();
        let mut next = at.to_owned();
        for _ in 0..10 {
            let path = match next.strip_prefix(&provider.issuer) {
                Some(path) => path.to_owned(),
                None if next.starts_with('/') => next,
                None => return next,
            };
            let answer = self.open(addr, &path).await;
            next = answer
                .header("location")
                .unwrap_or_else(|| panic!("{path}: {}", answer.text()))
                .to_owned();
        }
        panic!("the provider sends the browser around");
    }
}
