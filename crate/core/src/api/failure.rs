//! Failures as data: a code from a closed list, and what the message needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Values that a message names, such as `most` and `has` of a text that is too long.
pub type Params = BTreeMap<String, String>;

/// Why a request cannot be met. The words are in the message catalogue, under `failure-CODE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What kind of failure.
    pub code: FailureCode,
    /// What it is about, in the vocabulary of [`boxwood_model::Place`]: `boxName`, `stage`.
    pub place: Option<String>,
    /// The values that the message names.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, string>"))]
    pub params: Params,
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "kebab-case")]
pub enum FailureCode {
    /// The person may not do this.
    NotAllowed,
    /// What it is about is not there (any more).
    NotFound,
    /// It is there already.
    AlreadyExists,
    /// Nothing where something is needed.
    Empty,
    /// Too many characters: `most`, `has`.
    TooLong,
    /// Too many pieces: `most`, `has`.
    TooMany,
    /// A control character in a text: `code`.
    ControlCharacter,
    /// A value of another type than the field's.
    WrongType,
    /// Not written as it should be: `text` where it is short.
    Malformed,
    /// The same thing twice.
    Duplicate,
    /// There must be one, and this is the last.
    Last,
    /// Not possible for this one.
    NotHere,
    /// Not before some time has passed: `days`.
    TooEarly,
    /// Others have changed since what should be undone, or there is nothing.
    NothingToUndo,
    /// Not a formula: `start` and `end` in what was typed, `problem`, and what its message needs.
    FormulaSyntax,
    /// There is no account yet: changes are possible from the first sign-in on.
    NeverSignedIn,
    /// The records have not come from the server yet, and with them what the person may do.
    StillFetching,
    /// The server does not know the token, or revoked it.
    TokenRefused,
    /// The server answered, but not as Boxwood does: `detail`.
    ServerNonsense,
    /// The server speaks another version: `server`, `ours`.
    ServerVersion,
    /// The server is another one than the records came from.
    OtherServer,
    /// The server's team has records already, so that those here cannot move in.
    TeamNotEmpty,
    /// What the server has is not what was sent, so that it did not take over.
    CopyDiffers,
    /// The token is another person's than the Gmail account: `email`, `account`.
    OtherAccount,
    /// The server cannot be reached: `detail`.
    Unreachable,
    /// The server failed: `status`.
    ServerFailed,
    /// The core stopped and is being started again; what was saved is there.
    CoreStopped,
}
