//! Requests to the core, and its responses.

use serde::{Deserialize, Serialize};

use super::{Command, Failure, Session, SortBy, SortDirection, View};

/// Everything that can be asked of the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Request {
    /// Changes records. Answered by [`Response::Done`] when the change is on disk.
    Do {
        /// Made by whoever asks (a UUID): the same command sent twice, because its answer was lost
        /// with the service worker, is done once.
        command_id: String,
        /// What to do.
        command: Command,
    },
    /// Answers a question once.
    Read {
        /// The question.
        query: Query,
    },
    /// Answers a question now and again whenever the answer changes.
    Subscribe {
        /// Made by whoever asks; names the subscription from then on. A name that is in use gets
        /// the new question instead of the old one.
        subscription: u32,
        /// The question.
        query: Query,
    },
    /// Ends a subscription.
    Unsubscribe {
        /// Which.
        subscription: u32,
    },
    /// Signs in to a server. Only an extension page may ask this.
    SignIn {
        /// Where, and with which token.
        session: Session,
    },
    /// Forgets the token; records and waiting changes stay. Only an extension page may ask this.
    SignOut,
    /// Tries to reach the server now instead of at the next attempt.
    Reconnect,
}

/// A question about records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Query {
    /// Connection, saving, refusals: [`View::Status`].
    Status,
    /// The pipelines for the navigation: [`View::Nav`].
    Nav,
    /// The processes to start from: [`View::Templates`].
    Templates,
    /// Stages, fields and people of a pipeline: [`View::Pipeline`].
    Pipeline {
        /// Which.
        pipeline: String,
    },
    /// Some rows of a pipeline, grouped by stage: [`View::Window`].
    Window {
        /// Which pipeline.
        pipeline: String,
        /// The index of the first row; group headers are rows.
        first: u32,
        /// How many rows at most; the core gives no more than 500.
        count: u32,
        /// What rows are sorted by within a group.
        sort: SortBy,
        /// In which direction.
        direction: SortDirection,
        /// The stages whose boxes are folded away.
        collapsed: Vec<String>,
    },
    /// One box: [`View::Box`].
    Box {
        /// Which.
        id: String,
    },
    /// The boxes of a conversation: [`View::Thread`].
    Thread {
        /// Gmail's legacy thread id.
        thread: String,
    },
    /// The labels of conversations in a list: [`View::Labels`].
    Labels {
        /// Gmail's legacy thread ids; at most 500.
        threads: Vec<String>,
    },
    /// Boxes whose name holds a text, likeliest first: [`View::Boxes`].
    FindBoxes {
        /// The text; an empty one finds the boxes changed last.
        text: String,
        /// How many at most; the core gives no more than 50.
        count: u32,
    },
}

/// What the core answers. A request that cannot be met is answered by a [`Failure`] instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Response {
    /// The command is done, and as safe as `storage` says.
    Done {
        /// Whether the change is on disk, or only in memory because the disk refused it.
        storage: super::StorageState,
        /// The id of what the command made, if it made something.
        created: Option<String>,
    },
    /// The answer to a question; also each later answer of a subscription.
    View {
        /// The answer.
        view: View,
    },
    /// The request is met, and there is nothing to say.
    Nothing,
    /// The request cannot be met, and changed nothing.
    Failed {
        /// Why.
        failure: Failure,
    },
}
