//! Sessions of the server in memory: tokens that run out and are renewed as the real ones are.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_core::host::CallFailure;
use boxwood_model::UserId;

/// The sessions that people have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sessions {
    made: u64,
    /// By the token for requests.
    open: BTreeMap<String, Open>,
    /// Refresh tokens that were used.
    spent: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Open {
    user: UserId,
    refresh: String,
    /// The token and the attempt that it was renewed by last.
    last: Option<(String, String)>,
    has_run_out: bool,
}

impl Sessions {
    /// A session's tokens: for requests, and for new ones.
    pub(crate) fn begin(&mut self, user: UserId) -> (String, String) {
        self.put(user, None)
    }

    fn put(&mut self, user: UserId, last: Option<(String, String)>) -> (String, String) {
        self.made += 1;
        let access = format!("bxa_{}", self.made);
        let refresh = format!("bxr_{}", self.made);
        let open = Open {
            user,
            refresh: refresh.clone(),
            last,
            has_run_out: false,
        };
        self.open.insert(access.clone(), open);
        (access, refresh)
    }

    /// Lets time go by.
    pub(crate) fn run_out(&mut self) {
        for open in self.open.values_mut() {
            open.has_run_out = true;
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.open.len()
    }

    /// Whose token it is, if it is one of a session.
    pub(crate) fn user(&self, access: &str) -> Option<Result<UserId, CallFailure>> {
        let open = self.open.get(access)?;
        Some(if open.has_run_out {
            Err(refused("token-expired"))
        } else {
            Ok(open.user)
        })
    }

    /// New tokens, as the server answers them.
    pub(crate) fn renew(&mut self, body: &[u8]) -> Result<Vec<u8>, CallFailure> {
        let text = String::from_utf8_lossy(body);
        let value = |name: &str| {
            let (_, rest) = text.split_once(&format!(r#""{name}":""#))?;
            rest.split('"').next().map(str::to_owned)
        };
        let (Some(refresh), Some(attempt)) = (value("refresh"), value("attempt")) else {
            return Err(CallFailure::Status {
                status: 400,
                code: Some("malformed".to_owned()),
            });
        };
        let shown = (refresh.clone(), attempt);
        let known = self
            .open
            .iter()
            .find(|(_, open)| open.refresh == refresh || open.last.as_ref() == Some(&shown));
        let known = known.map(|(access, open)| (access.clone(), open.user));
        let Some((access, user)) = known else {
            if self.spent.contains(&refresh) {
                // Somebody else has it too.
                self.open.clear();
            }
            return Err(refused("refresh-refused"));
        };
        if let Some(old) = self.open.remove(&access) {
            self.spent.insert(old.refresh);
        }
        self.spent.insert(refresh);
        let (access, refresh) = self.put(user, Some(shown));
        let answer = format!(r#"{{"session":"1","access":"{access}","refresh":"{refresh}"}}"#);
        Ok(answer.into_bytes())
    }
}

fn refused(code: &str) -> CallFailure {
    CallFailure::Status {
        status: 401,
        code: Some(code.to_owned()),
    }
}
