//! The connection to the server: what to ask next, and when to try again.

use boxwood_sync::{
    FrameError, FrameKind, Hello, LiveNotice, PullReply, PushReply, Replica, decode, encode,
};

use crate::api::{Connection, Failure, FailureCode};
use crate::credentials::session_of;
use crate::host::{CallFailure, CallNumber, Effect, Endpoint, Moment, Timer};
use crate::translate::failure;

/// Mutations that one push holds at most.
const PUSH_MOST: usize = 500;
/// Bytes of mutations that one push holds at most, unless it is a single one: well below what
/// servers and the proxies before them take.
const PUSH_BYTES: usize = 512 * 1024;
/// The first wait after a failure, in milliseconds; it doubles up to the longest.
const WAIT_FIRST: u32 = 500;
/// The longest wait between two attempts.
const WAIT_MOST: u32 = 15_000;
/// The wait where trying again is unlikely to help: another version, another server, no right.
const WAIT_LONG: u32 = 300_000;
/// After so many failures in a row to make a live connection, calls that wait for news stand in.
const LIVE_TRIES: u32 = 2;

#[derive(Debug)]
pub(crate) struct Link {
    connection: Connection,
    problem: Option<Failure>,
    next_call: CallNumber,
    push: Option<CallNumber>,
    pull: Option<CallNumber>,
    /// A call that is answered once there is something new.
    wait: Option<CallNumber>,
    /// Such a call may be made: there is no live connection, and the last one did not end in vain.
    may_wait: bool,
    /// Something may be new on the server.
    behind: bool,
    /// The server has said all that it had to say, at least once.
    pulled: bool,
    /// The last mutation that the server settled or that is on its way there.
    sent: u64,
    live: Live,
    failures: u32,
    live_failures: u32,
    /// Nothing is tried until the retry timer fires.
    resting: bool,
    clock_ahead: Option<u64>,
    /// There is more of what the server has said last.
    partway: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Live {
    Closed,
    Opening,
    Open,
    /// Closed, and not tried until its timer fires: calls still work, so that they go on.
    Resting,
}

/// What came of an answer.
#[derive(Debug)]
pub(crate) enum News {
    /// Nothing for the records.
    None,
    /// The server said what is new.
    Pulled(PullReply),
    /// The server does not take the token any more.
    TokenRefused,
    /// The server is not the log that this is a replica of.
    OtherServer,
}

impl Link {
    /// The connection of a replica, at the start.
    pub(crate) const fn of(replica: &Replica) -> Self {
        Self::new(if replica.is_moving() {
            Connection::Moving
        } else if replica.is_alone() {
            Connection::Alone
        } else if replica.access().is_some() {
            Connection::Connecting
        } else {
            Connection::SignedOut
        })
    }

    const fn new(connection: Connection) -> Self {
        Self {
            connection,
            problem: None,
            next_call: 1,
            push: None,
            pull: None,
            wait: None,
            may_wait: false,
            behind: matches!(connection, Connection::Connecting),
            pulled: false,
            sent: 0,
            live: Live::Closed,
            failures: 0,
            live_failures: 0,
            resting: false,
            clock_ahead: None,
            partway: false,
        }
    }

    pub(crate) const fn connection(&self) -> Connection {
        self.connection
    }

    pub(crate) const fn problem(&self) -> Option<&Failure> {
        self.problem.as_ref()
    }

    pub(crate) const fn clock_ahead(&self) -> Option<u64> {
        self.clock_ahead
    }

    /// Whether the server has been heard out since the start or since signing in.
    pub(crate) const fn has_pulled(&self) -> bool {
        self.pulled
    }

    /// Whether the server is in the middle of saying what is new.
    pub(crate) const fn is_partway(&self) -> bool {
        self.partway
    }

    /// Whether there is a server to talk to.
    const fn has_server(&self) -> bool {
        !matches!(
            self.connection,
            Connection::SignedOut | Connection::Alone | Connection::Moving
        )
    }

    /// A number for a call that is not one of the link's own.
    pub(crate) const fn number(&mut self) -> CallNumber {
        let number = self.next_call;
        self.next_call += 1;
        number
    }

    /// A token was taken: begin.
    pub(crate) fn signed_in(&mut self) {
        let next_call = self.next_call;
        *self = Self {
            next_call,
            ..Self::new(Connection::Connecting)
        };
    }

    /// The replica goes by another name: what is under way is about the old one.
    pub(crate) const fn renamed(&mut self) {
        self.push = None;
        self.pull = None;
        self.wait = None;
        self.sent = 0;
        self.behind = true;
    }

    /// The token is gone: end. What is under way is not listened to any more.
    pub(crate) fn signed_out(&mut self, problem: Option<Failure>, effects: &mut Vec<Effect>) {
        let next_call = self.next_call;
        *self = Self {
            next_call,
            problem,
            ..Self::new(Connection::SignedOut)
        };
        effects.push(Effect::CloseLive);
    }

    /// The records are on their way to a server.
    pub(crate) fn moving(&mut self, problem: Option<Failure>) {
        self.connection = Connection::Moving;
        self.problem = problem;
    }

    /// There is no server any more, or there never was one.
    pub(crate) fn alone(&mut self, problem: Option<Failure>, effects: &mut Vec<Effect>) {
        self.signed_out(problem, effects);
        self.connection = Connection::Alone;
    }

    /// Tries again now.
    pub(crate) const fn hurry(&mut self) {
        self.resting = false;
        self.behind = true;
        self.failures = 0;
    }

    /// The browser says that there is no network: what is under way will not come back soon.
    pub(crate) fn network_gone(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        if self.has_server() {
            self.push = None;
            self.pull = None;
            self.wait = None;
            self.may_wait = false;
            self.live = Live::Closed;
            effects.push(Effect::CloseLive);
            let detail = failure(FailureCode::Unreachable, None);
            self.failed(detail, moment, effects);
        }
    }

    /// The live connection stands; what was said before it did is asked for.
    pub(crate) const fn live_opened(&mut self) {
        self.live = Live::Open;
        self.live_failures = 0;
        self.may_wait = false;
        self.behind = true;
    }

    /// The live connection broke: whether the server is still there is found out by asking it.
    pub(crate) fn live_closed(&mut self, moment: Moment, effects: &mut Vec<Effect>) {
        if !self.has_server() {
            return;
        }
        self.behind = true;
        self.live_failures = self.live_failures.saturating_add(1);
        self.may_wait = self.live_failures >= LIVE_TRIES;
        self.live = Live::Resting;
        start(Timer::Live, doubled(self.live_failures), moment, effects);
    }

    /// The live connection's timer fired.
    pub(crate) fn live_rested(&mut self) {
        if self.live == Live::Resting {
            self.live = Live::Closed;
        }
    }

    /// The server said that something is new.
    pub(crate) fn notice(&mut self, bytes: &[u8], replica: &Replica) {
        // A notice that cannot be read is worth a question all the same.
        let news = decode::<LiveNotice>(FrameKind::LiveNotice, bytes);
        self.behind |= news.map_or(true, |notice| {
            let cursors = replica.cursors();
            notice
                .heads
                .iter()
                .any(|(scope, head)| cursors.get(scope).is_none_or(|c| c < head))
        });
    }

    /// Asks the server what there is to ask. `durable` is the last mutation that may be sent.
    pub(crate) fn pump(
        &mut self,
        replica: &Replica,
        durable: u64,
        settled: u64,
        effects: &mut Vec<Effect>,
    ) -> Result<(), FrameError> {
        let ready = !self.resting && !replica.has_no_server();
        let Some(access) = replica.access().filter(|_| ready) else {
            return Ok(());
        };
        let session = session_of(access);
        if self.live == Live::Closed {
            self.live = Live::Opening;
            effects.push(Effect::OpenLive {
                session: session.clone(),
            });
        }
        self.sent = self.sent.max(replica.acked());
        if self.push.is_none()
            && let Some(request) = replica.push_request(self.sent, durable, PUSH_MOST, PUSH_BYTES)
        {
            let body = Some(encode(FrameKind::PushRequest, &request)?);
            let call = self.number();
            self.push = Some(call);
            self.sent = request.first + request.intents.len() as u64 - 1;
            let endpoint = Endpoint::Push;
            effects.push(Effect::Call {
                call,
                endpoint,
                session: session.clone(),
                body,
            });
        }
        if self.behind
            && self.pull.is_none()
            && let Some(request) = replica.pull_request(settled)
        {
            let body = Some(encode(FrameKind::PullRequest, &request)?);
            let call = self.number();
            self.pull = Some(call);
            self.behind = false;
            effects.push(Effect::Call {
                call,
                endpoint: Endpoint::Pull,
                session: session.clone(),
                body,
            });
        }
        if self.may_wait
            && self.live != Live::Open
            && self.connection == Connection::Online
            && !self.behind
            && self.pull.is_none()
            && self.wait.is_none()
            && let Some(request) = replica.pull_request(settled)
        {
            let body = Some(encode(FrameKind::PullRequest, &request)?);
            let call = self.number();
            self.wait = Some(call);
            self.may_wait = false;
            effects.push(Effect::Call {
                call,
                endpoint: Endpoint::Wait,
                session,
                body,
            });
        }
        Ok(())
    }

    /// Takes an answer in; none if the call was not one of the link's, or is not listened to.
    pub(crate) fn called(
        &mut self,
        call: CallNumber,
        outcome: Result<Vec<u8>, CallFailure>,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) -> News {
        if self.wait == Some(call) {
            self.wait = None;
            self.waited(outcome);
            return News::None;
        }
        let pushed = self.push == Some(call);
        if pushed {
            self.push = None;
        } else if self.pull == Some(call) {
            self.pull = None;
        } else {
            return News::None;
        }
        let outcome = outcome.map_err(|f| call_failure(&f));
        let news = if pushed {
            outcome.and_then(|bytes| self.pushed(&bytes))
        } else {
            outcome
                .and_then(|bytes| {
                    decode::<PullReply>(FrameKind::PullReply, &bytes).map_err(|e| frame_failure(&e))
                })
                .map(|reply| {
                    self.behind |= reply.more;
                    self.partway = reply.more;
                    self.pulled |= !reply.more;
                    News::Pulled(reply)
                })
        };
        match news {
            Ok(news) => {
                self.connection = Connection::Online;
                self.problem = None;
                self.failures = 0;
                // Whatever failed meanwhile need not wait any longer.
                self.resting = false;
                news
            }
            Err(problem) if problem.code == FailureCode::TokenRefused => News::TokenRefused,
            Err(problem) => {
                let other = problem.code == FailureCode::OtherServer;
                self.failed(problem, moment, effects);
                if other { News::OtherServer } else { News::None }
            }
        }
    }

    /// A call that waited for news was answered. One that brought nothing, or failed, is not made
    /// again before the live connection was tried once more; whether the server is there is found
    /// out by the other calls.
    fn waited(&mut self, outcome: Result<Vec<u8>, CallFailure>) {
        let notice = outcome.map(|bytes| decode::<LiveNotice>(FrameKind::LiveNotice, &bytes));
        if let Ok(Ok(notice)) = notice
            && !notice.heads.is_empty()
        {
            self.behind = true;
            self.may_wait = self.live != Live::Open;
        }
    }

    /// The retry timer fired.
    pub(crate) const fn rested(&mut self) {
        self.resting = false;
        self.behind = true;
    }

    /// New tokens are asked for, and nothing else until they come.
    pub(crate) const fn renewing(&mut self) {
        // What was sent was not taken.
        self.sent = 0;
        self.behind = true;
        self.resting = true;
    }

    /// No new tokens have come.
    pub(crate) fn not_renewed(
        &mut self,
        problem: Failure,
        moment: Moment,
        effects: &mut Vec<Effect>,
    ) {
        self.failed(problem, moment, effects);
    }

    fn pushed(&mut self, bytes: &[u8]) -> Result<News, Failure> {
        let reply: PushReply =
            decode(FrameKind::PushReply, bytes).map_err(|error| frame_failure(&error))?;
        self.clock_ahead = reply.clock_ahead;
        self.sent = reply.acked;
        self.behind = true;
        Ok(News::None)
    }

    fn failed(&mut self, problem: Failure, moment: Moment, effects: &mut Vec<Effect>) {
        // What was sent may not have arrived; sending it twice does no harm.
        self.sent = 0;
        self.connection = Connection::Offline;
        self.behind = true;
        self.failures = self.failures.saturating_add(1);
        let hopeless = matches!(
            problem.code,
            FailureCode::ServerVersion | FailureCode::OtherServer | FailureCode::NotAllowed
        );
        self.problem = Some(problem);
        let wait = if hopeless {
            WAIT_LONG
        } else {
            doubled(self.failures)
        };
        self.resting = true;
        start(Timer::Retry, wait, moment, effects);
    }
}

/// The wait after so many failures in a row.
pub(crate) fn doubled(failures: u32) -> u32 {
    WAIT_FIRST
        .saturating_mul(1 << failures.saturating_sub(1).min(8))
        .min(WAIT_MOST)
}

/// Starts a timer of up to a quarter more than `wait`, so that the clients of a server that comes
/// back do not come all at once.
pub(crate) fn start(timer: Timer, wait: u32, moment: Moment, effects: &mut Vec<Effect>) {
    let spread = wait / 4 * u32::from(moment.random[15]) / 255;
    effects.push(Effect::StartTimer {
        timer,
        after: wait + spread,
    });
}

/// Who the server says it is, from the answer to [`Endpoint::Hello`].
pub(crate) fn hello(outcome: Result<Vec<u8>, CallFailure>) -> Result<Hello, Failure> {
    let bytes = outcome.map_err(|failure| call_failure(&failure))?;
    decode(FrameKind::Hello, &bytes).map_err(|error| frame_failure(&error))
}

pub(crate) fn call_failure(call: &CallFailure) -> Failure {
    let (code, key, value) = match call {
        CallFailure::Unreachable { detail } => (FailureCode::Unreachable, "detail", detail.clone()),
        CallFailure::Status { status, code } => {
            let known = match (status, code.as_deref()) {
                (401, _) => FailureCode::TokenRefused,
                (426, _) | (_, Some("wire-version")) => FailureCode::ServerVersion,
                (_, Some("other-server")) => FailureCode::OtherServer,
                (_, Some("not-empty")) => FailureCode::TeamNotEmpty,
                (_, Some("differs")) => FailureCode::CopyDiffers,
                (403, _) => FailureCode::NotAllowed,
                _ => FailureCode::ServerFailed,
            };
            (known, "status", status.to_string())
        }
    };
    let mut failure = failure(code, None);
    failure.params.insert(key.to_owned(), value);
    failure
}

pub(crate) fn frame_failure(error: &FrameError) -> Failure {
    let code = match error {
        FrameError::OtherVersion { .. } => FailureCode::ServerVersion,
        _ => FailureCode::ServerNonsense,
    };
    let mut failure = failure(code, None);
    failure
        .params
        .insert("detail".to_owned(), error.to_string());
    failure
}
