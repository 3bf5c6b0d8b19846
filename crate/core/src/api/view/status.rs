//! How things stand.

use serde::{Deserialize, Serialize};

use super::MemberView;
use crate::api::Failure;

/// How things stand: what the status line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// The Gmail account.
    pub account: String,
    /// The signed-in person, once a server said who it is.
    pub me: Option<MemberView>,
    /// The server's address, if one was ever signed in to.
    pub server: Option<String>,
    /// Whether the server is in reach.
    pub connection: Connection,
    /// How many changes wait to be sent, but for what is learnt from mail.
    pub waiting: u32,
    /// Whether what was done is on disk.
    pub saving: Saving,
    /// Whether the disk takes what is done.
    pub storage: StorageState,
    /// Whether something on disk could not be read when the core started: it is fetched from the
    /// server again, but changes that had not been sent may be lost.
    pub storage_damaged: bool,
    /// Changes that the server refused and that were not dismissed yet.
    pub refused: Vec<RefusedView>,
    /// What is wrong with the connection, if something is.
    pub problem: Option<Failure>,
    /// How far the records are that are on their way to a server.
    pub moved: Option<ProgressView>,
    /// By how many seconds this machine's clock is ahead, where that matters.
    pub clock_ahead_seconds: Option<u32>,
}

/// How far something is that takes a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// Pieces that are done.
    pub done: u32,
    /// Pieces that there are.
    pub of: u32,
}

/// Whether the server is in reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Connection {
    /// No token, or one that the server does not take: see [`StatusView::problem`].
    SignedOut,
    /// Being tried for the first time since the core started.
    Connecting,
    /// In touch.
    Online,
    /// Out of reach; tried again by itself.
    Offline,
    /// There is no server: everything is in this browser, and nothing waits.
    Alone,
    /// There was no server, and the records are on their way to one.
    Moving,
}

/// Whether what was done is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Saving {
    /// All of it.
    Saved,
    /// Some of it is on its way.
    Saving,
}

/// Whether the disk takes what is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum StorageState {
    /// It does.
    Disk,
    /// It refused: changes are in memory and go to the server, but closing the browser before they
    /// are sent would lose them.
    MemoryOnly,
}

/// A change that the server refused. What was typed is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RefusedView {
    /// Names it.
    pub seq: u32,
    /// What kind of change, as the kinds of [`super::Command`]: `setField`.
    pub command: String,
    /// The name of the box or pipeline it was about, where that is known.
    pub subject: Option<String>,
    /// What was typed, as text.
    pub typed: Option<String>,
    /// Why it was refused.
    pub failure: Failure,
}
