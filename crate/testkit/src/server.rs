//! The server in memory: the authority behind the checks that the real one makes.

use std::collections::{BTreeMap, BTreeSet};

use boxwood_core::host::{CallFailure, Endpoint};
use boxwood_model::{
    Action, ClientId, Millis, Mutation, Operation, Records, Refusal, Role, Scope, TeamId, UserId,
};
use boxwood_sync::{
    Adoption, Authority, FrameError, FrameKind, Heads, Hello, HistoryRequest, LiveNotice,
    PullRequest, PushRequest, ServerId, Submission, decode, encode,
};

use crate::sessions::Sessions;
use crate::{MemoryAuthority, StoreFailed};

/// Log entries that one answer holds at most, unless a test says otherwise.
pub const PULL_MOST: usize = 1_000;

/// Why the operator did not get what they wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOperated {
    /// It is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] StoreFailed),
}

/// A server that answers as the real one does.
#[derive(Debug, Clone)]
pub struct MemoryServer {
    /// Which log it holds.
    pub id: ServerId,
    /// The team.
    pub team: TeamId,
    /// Its store.
    pub store: MemoryAuthority,
    /// Log entries that one answer holds at most.
    pub pull_most: usize,
    tokens: BTreeMap<String, UserId>,
    sessions: Sessions,
    operator: ClientId,
    issued: u64,
    taken: Vec<Mutation>,
    /// What each person who listens could read when there last were news.
    read: BTreeMap<UserId, BTreeSet<Scope>>,
}

impl MemoryServer {
    /// A server with nobody in the team.
    #[must_use]
    pub fn new(id: [u8; 16]) -> Self {
        Self {
            id: ServerId(id),
            team: TeamId::from_bytes(id),
            store: MemoryAuthority::default(),
            pull_most: PULL_MOST,
            tokens: BTreeMap::new(),
            sessions: Sessions::default(),
            operator: ClientId::from_bytes(id),
            issued: 0,
            taken: Vec::new(),
            read: BTreeMap::new(),
        }
    }

    /// Does something as the operator; says which scopes have news.
    ///
    /// # Errors
    /// If it is refused, or the store fails.
    pub fn operate(
        &mut self,
        action: impl Into<Action>,
        now: Millis,
    ) -> Result<Heads, NotOperated> {
        let operator = self.operator;
        let outcome = self
            .store
            .transaction(|store| Authority::new(store, now).operate(operator, action))?;
        Ok(outcome?)
    }

    /// Adds a person to the team, or changes what they may do.
    ///
    /// # Errors
    /// If it is refused, or the store fails.
    pub fn admit(
        &mut self,
        id: UserId,
        email: &str,
        role: Role,
        now: Millis,
    ) -> Result<Heads, NotOperated> {
        let name = email.split('@').next().unwrap_or(email).to_owned();
        let email = email.to_owned();
        let operation = Operation::AddMember {
            id,
            email,
            name,
            role,
        };
        self.operate(operation, now)
    }

    /// Every mutation that was settled, applied or refused, as it was sent, in order.
    #[must_use]
    pub fn taken(&self) -> &[Mutation] {
        &self.taken
    }

    /// Makes a token for a person.
    pub fn issue(&mut self, user: UserId) -> String {
        self.issued += 1;
        let token = format!("token-{}-{user}", self.issued);
        self.tokens.insert(token.clone(), user);
        token
    }

    /// Takes all tokens of a person back.
    pub fn revoke(&mut self, user: UserId) {
        self.tokens.retain(|_, of| *of != user);
    }

    /// Begins a session of a person: its tokens for requests, and for new ones.
    pub fn begin_session(&mut self, user: UserId) -> (String, String) {
        self.sessions.begin(user)
    }

    /// Lets all tokens for requests run out.
    pub fn run_out(&mut self) {
        self.sessions.run_out();
    }

    /// Ends all sessions.
    pub fn end_sessions(&mut self) {
        self.sessions = Sessions::default();
    }

    /// How many sessions there are.
    #[must_use]
    pub fn sessions(&self) -> usize {
        self.sessions.count()
    }

    /// Whose token it is.
    ///
    /// # Errors
    /// The answer to one that is nobody's.
    pub fn user(&self, token: &str) -> Result<UserId, CallFailure> {
        if let Some(of_session) = self.sessions.user(token) {
            return of_session.map(|user| self.store.goes_by(user));
        }
        let user = self.tokens.get(token);
        let user = user.map(|user| self.store.goes_by(*user));
        user.ok_or_else(|| status(401, "token"))
    }

    /// Whether a person may know that a scope has news.
    #[must_use]
    pub fn may_see(&mut self, user: UserId, heads: &Heads) -> Heads {
        use boxwood_sync::AuthorityStore as _;
        let seen = self.store.heads(user).unwrap_or_default();
        let active = self
            .store
            .state()
            .member(user)
            .is_some_and(boxwood_model::Member::is_active);
        let seen = seen.into_iter().filter(|_| active);
        let seen: BTreeSet<Scope> = seen.map(|(scope, _)| scope).collect();
        // Of a scope that is lost they hear once more, so that their copy of it goes.
        let before = self.read.insert(user, seen.clone()).unwrap_or_default();
        let heads = heads.iter().map(|(scope, version)| (*scope, *version));
        heads
            .filter(|(scope, _)| active && (seen.contains(scope) || before.contains(scope)))
            .collect()
    }

    /// Answers a call; also says which scopes have news because of it.
    pub fn call(
        &mut self,
        endpoint: Endpoint,
        token: &str,
        body: Option<&[u8]>,
        now: Millis,
    ) -> (Result<Vec<u8>, CallFailure>, Heads) {
        let mut heads = Heads::new();
        let answer = self.answer(endpoint, token, body, now, &mut heads);
        (answer, heads)
    }

    fn answer(
        &mut self,
        endpoint: Endpoint,
        token: &str,
        body: Option<&[u8]>,
        now: Millis,
        heads: &mut Heads,
    ) -> Result<Vec<u8>, CallFailure> {
        let body = body.unwrap_or_default();
        if endpoint == Endpoint::Renew {
            // What is needed is in the body.
            return self.sessions.renew(body);
        }
        let user = self.user(token)?;
        match endpoint {
            Endpoint::Renew => Err(status(500, "internal")),
            Endpoint::Hello => {
                let member = self.store.state().member(user);
                let member = member.filter(|member| member.is_active());
                let email = member
                    .ok_or_else(|| status(403, "not-allowed"))?
                    .email
                    .clone();
                let hello = Hello {
                    server: self.id,
                    team: self.team,
                    user,
                    email,
                    now,
                };
                encode(FrameKind::Hello, &hello).map_err(|_| status(500, "internal"))
            }
            Endpoint::Push => {
                let request: PushRequest =
                    decode(FrameKind::PushRequest, body).map_err(|e| unreadable(&e))?;
                self.check_server(request.server)?;
                let before = self.store.known(request.client);
                let before = before.map_or(0, |client| client.last_seq);
                let pushed = self
                    .store
                    .transaction(|store| Authority::new(store, now).push(user, &request));
                let (reply, news) = pushed.map_err(|e| refused(&e))?;
                let new = request.mutations().filter(|mutation| mutation.seq > before);
                self.taken.extend(new);
                *heads = news;
                encode(FrameKind::PushReply, &reply).map_err(|_| status(500, "internal"))
            }
            Endpoint::Pull => {
                let request: PullRequest =
                    decode(FrameKind::PullRequest, body).map_err(|e| unreadable(&e))?;
                self.check_server(request.server)?;
                let most = self.pull_most;
                // A pull that fails has changed nothing: there is no need of a transaction.
                let pulled = Authority::new(&mut self.store, now).pull(user, &request, most);
                let reply = pulled.map_err(|e| refused(&e))?;
                encode(FrameKind::PullReply, &reply).map_err(|_| status(500, "internal"))
            }
            Endpoint::Wait => {
                let request: PullRequest =
                    decode(FrameKind::PullRequest, body).map_err(|e| unreadable(&e))?;
                self.check_server(request.server)?;
                Ok(notice(&self.moved(user, &request)?))
            }
            Endpoint::Adopt => {
                let request: Adoption =
                    decode(FrameKind::Adoption, body).map_err(|e| unreadable(&e))?;
                self.check_server(request.server)?;
                let adopted = self
                    .store
                    .transaction(|store| Authority::new(store, now).adopt(user, &request));
                let (reply, news) = adopted.map_err(|e| refused(&e))?;
                *heads = news;
                encode(FrameKind::AdoptionReply, &reply).map_err(|_| status(500, "internal"))
            }
            Endpoint::History => {
                let request: HistoryRequest =
                    decode(FrameKind::HistoryRequest, body).map_err(|e| unreadable(&e))?;
                self.check_server(request.server)?;
                let told = Authority::new(&mut self.store, now).history(user, &request);
                let reply = told.map_err(|e| refused(&e))?;
                encode(FrameKind::HistoryReply, &reply).map_err(|_| status(500, "internal"))
            }
        }
    }

    /// What moved beyond a replica's cursors; a scope that is not the person's any more, too. This
    /// server does not wait.
    fn moved(&mut self, user: UserId, request: &PullRequest) -> Result<Heads, CallFailure> {
        use boxwood_sync::AuthorityStore as _;
        let member = self.store.state().member(user);
        if !member.is_some_and(boxwood_model::Member::is_active) {
            return Err(status(403, "not-allowed"));
        }
        let heads = self.store.heads(user);
        let heads: Heads = heads
            .map_err(|StoreFailed| status(500, "internal"))?
            .into_iter()
            .collect();
        let cursors: Heads = request.cursors.iter().copied().collect();
        let lost = cursors
            .iter()
            .filter(|(scope, _)| !heads.contains_key(scope));
        let lost = lost.map(|(scope, version)| (*scope, version + 1));
        let new = heads.iter().filter(|(scope, head)| {
            let told = cursors.get(scope).copied().unwrap_or_default();
            **head > told
        });
        Ok(new
            .map(|(scope, head)| (*scope, *head))
            .chain(lost)
            .collect())
    }

    fn check_server(&self, server: ServerId) -> Result<(), CallFailure> {
        if server == self.id {
            Ok(())
        } else {
            Err(status(409, "other-server"))
        }
    }
}

/// What is said over a live connection.
pub(crate) fn notice(heads: &Heads) -> Vec<u8> {
    let heads = heads.iter().map(|(scope, head)| (*scope, *head)).collect();
    encode(FrameKind::LiveNotice, &LiveNotice { heads }).unwrap_or_default()
}

fn status(status: u16, code: &str) -> CallFailure {
    let code = Some(code.to_owned());
    CallFailure::Status { status, code }
}

fn unreadable(error: &FrameError) -> CallFailure {
    match error {
        FrameError::OtherVersion { .. } => status(426, "wire-version"),
        _ => status(400, "malformed"),
    }
}

fn refused(error: &Submission<StoreFailed>) -> CallFailure {
    match error {
        Submission::NotAllowed => status(403, "not-allowed"),
        Submission::Gap { .. } => status(409, "gap"),
        Submission::NotEmpty => status(409, "not-empty"),
        Submission::Differs => status(422, "differs"),
        Submission::Store(StoreFailed) => status(500, "internal"),
    }
}
