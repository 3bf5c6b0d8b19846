//! What the engine asks of whoever runs it, and what it is told: events in, effects out.
//!
//! The engine does nothing by itself. The host feeds it one [`Event`] at a time, with the moment it
//! happens, and carries out the [`Effect`]s that come back, in order; what an effect leads to comes
//! as a later event. `boxwood-wasm` is the host in the browser, `boxwood-testkit` the one in tests.

use boxwood_model::Millis;

use crate::api::{Request, Response, Session, View};

/// When an event happens, and randomness for the ids that it may need.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The wall clock, in milliseconds since 1970.
    pub now: Millis,
    /// Sixteen fresh random bytes.
    pub random: [u8; 16],
}

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A screen asks for something. Answered by exactly one [`Effect::Respond`] with this number,
    /// maybe after later events.
    Request {
        /// Which screen: a tab's connection, numbered by the host.
        port: u32,
        /// Names the request.
        number: u64,
        /// Whether the screen is a page of the extension, not one inside Gmail's page.
        trusted: bool,
        /// What it asks for.
        request: Request,
    },
    /// A screen is gone; its subscriptions with it.
    PortClosed {
        /// Which.
        port: u32,
    },
    /// A [`Effect::Write`] is done.
    Written {
        /// Which.
        ticket: u64,
        /// Whether it holds; otherwise what the store said, and nothing of it was written.
        outcome: Result<(), String>,
    },
    /// A [`Effect::Call`] is done.
    Called {
        /// Which.
        call: CallNumber,
        /// The body of a good answer, or what went wrong.
        outcome: Result<Vec<u8>, CallFailure>,
    },
    /// The live connection stands.
    LiveOpened,
    /// The live connection said something.
    LiveSaid {
        /// What.
        bytes: Vec<u8>,
    },
    /// The live connection broke, or could not be made.
    LiveClosed,
    /// The browser says that the network came or went.
    Network {
        /// Whether it is there.
        online: bool,
    },
    /// A timer ran out.
    TimerFired {
        /// Which.
        timer: Timer,
    },
}

/// Something for the host to do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Answer a request.
    Respond {
        /// Which screen asked.
        port: u32,
        /// Which request.
        number: u64,
        /// The answer.
        response: Response,
    },
    /// Tell a screen the new answer of a subscription.
    Publish {
        /// Which screen.
        port: u32,
        /// Its name for the subscription.
        subscription: u32,
        /// The answer.
        view: View,
    },
    /// Change the store, all of it or nothing, and say so with [`Event::Written`]. Writes are carried
    /// out in the order in which they were asked for.
    Write {
        /// Names the write.
        ticket: u64,
        /// What to write.
        write: Write,
    },
    /// Ask the server something, and say how it went with [`Event::Called`].
    Call {
        /// Names the call.
        call: CallNumber,
        /// What to ask.
        endpoint: Endpoint,
        /// Where, and with which token.
        session: Session,
        /// The body of the request; none for a GET.
        body: Option<Vec<u8>>,
    },
    /// Open the live connection; if one stands, close it first.
    OpenLive {
        /// Where, and with which token.
        session: Session,
    },
    /// Close the live connection, without an [`Event::LiveClosed`].
    CloseLive,
    /// Start a timer; one that runs already starts anew.
    StartTimer {
        /// Which.
        timer: Timer,
        /// In how many milliseconds it fires.
        after: u32,
    },
}

/// Names a call to the server.
pub type CallNumber = u64;

/// What can be asked of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// `GET /sync/v1/hello`: who am I.
    Hello,
    /// `POST /sync/v1/push`: apply these mutations.
    Push,
    /// `POST /sync/v1/pull`: what is new.
    Pull,
    /// `POST /sync/v1/history`: what happened.
    History,
    /// `POST /sync/v1/wait`: answered once there is something new.
    Wait,
    /// `POST /sync/v1/adopt`: take the records of a team that had no server.
    Adopt,
    /// `POST /account/v1/sessions/renew`: new tokens for a session.
    Renew,
}

impl Endpoint {
    /// The path on the server.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Hello => "/sync/v1/hello",
            Self::Push => "/sync/v1/push",
            Self::Pull => "/sync/v1/pull",
            Self::History => "/sync/v1/history",
            Self::Wait => "/sync/v1/wait",
            Self::Adopt => "/sync/v1/adopt",
            Self::Renew => "/account/v1/sessions/renew",
        }
    }

    /// What the body of a request is.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Renew => "application/json",
            Self::Hello | Self::Push | Self::Pull | Self::History | Self::Wait | Self::Adopt => {
                "application/octet-stream"
            }
        }
    }
}

/// The path of the live connection on the server.
pub const LIVE_PATH: &str = "/sync/v1/live";

/// How long a call may take before the host gives it up as unreachable, in milliseconds.
pub const CALL_DEADLINE: u32 = 20_000;

/// Why a call has no good answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallFailure {
    /// No answer: no network, no server, or not in time.
    Unreachable {
        /// What the platform said.
        detail: String,
    },
    /// An answer with a status other than 200.
    Status {
        /// The HTTP status.
        status: u16,
        /// The value of `error.code` in a JSON body of Boxwood's, if there is one.
        code: Option<String>,
    },
}

/// The engine's timers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// Try the server again.
    Retry,
    /// Try the live connection again.
    Live,
    /// Try the store again, which refused a write.
    Store,
    /// Look at the views again: a day has passed, or something became overdue.
    Views,
    /// Go on taking in what was learnt, of which there is much.
    Study,
}

/// A change of the store, atomic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Write {
    /// Whether it must be on the disk itself when it is reported done: what a person typed must,
    /// what the server can send again need not.
    pub durable: bool,
    /// First of all, drop everything in the store.
    pub clear: bool,
    /// Drop journal records with lesser numbers.
    pub drop_journal_below: Option<u64>,
    /// Drop these segments.
    pub drop_segments: Vec<u32>,
    /// Put journal records, by number.
    pub journal: Vec<(u64, Vec<u8>)>,
    /// Put segments, by number.
    pub segments: Vec<(u32, Vec<u8>)>,
    /// Put the manifest.
    pub manifest: Option<Vec<u8>>,
}

/// All that a store holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stored {
    /// The manifest, if one was ever put.
    pub manifest: Option<Vec<u8>>,
    /// The segments.
    pub segments: Vec<(u32, Vec<u8>)>,
    /// The journal, by number, least first.
    pub journal: Vec<(u64, Vec<u8>)>,
}
