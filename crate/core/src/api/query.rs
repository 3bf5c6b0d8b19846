//! Requests to the core, and its responses.

use serde::{Deserialize, Serialize};

use super::{
    CardsView, Command, ExportOf, ExportPiece, Failure, ImportPlan, ImportStep, ImportView,
    MailText, Session, TableForm, TimelineKind, TimelineOf, View, ViewShape,
};

/// Everything that can be asked of the core.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
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
    /// Signs in to a server. Where there was none, the records here move there: its team must have
    /// none of its own, unless there are none here. Only an extension page may ask this.
    SignIn {
        /// Where, and with which token.
        session: Session,
    },
    /// Forgets the token; records and waiting changes stay. Only an extension page may ask this.
    SignOut,
    /// From now on there is no server: everything is in this browser only. What is here stays, a
    /// complete copy of it; without anything here, the account owns a new team. Only an extension
    /// page may ask this.
    StartAlone,
    /// Tries to reach the server now instead of at the next attempt.
    Reconnect,
    /// Says in which time zone the screen is: formulas ask for today's date there.
    Zone {
        /// How many minutes it is ahead of UTC now.
        offset_minutes: i16,
    },
    /// Says in which order the screen's language has its letters: views sort texts by it.
    Alphabet {
        /// As [`boxwood_query::Alphabet::read`] takes it: a line of characters that count nothing,
        /// then a line for each letter, in which tabs part forms that differ by an accent.
        letters: String,
    },
    /// Begins to take records out as a file. Answered by [`Response::Exporting`]. Whoever asks has
    /// one export at a time: a new one ends the one before.
    Export {
        /// What.
        what: ExportOf,
    },
    /// Asks for the next piece of the file. Answered by [`Response::Exported`].
    ExportNext {
        /// Which export.
        export: u32,
    },
    /// Begins to make boxes from a table (CSV). Answered by [`Response::Importing`]. Whoever asks
    /// has one import at a time: a new one ends the one before. Only an extension page may ask this,
    /// and what follows of imports.
    Import {
        /// Where the boxes are or will be.
        pipeline: String,
        /// Which import is begun anew, by [`Response::Importing::run`], because it was broken off:
        /// with the same file and plan, rows that it has made boxes of make none again.
        resumes: Option<String>,
    },
    /// Hands over the file's next bytes.
    ImportBytes {
        /// Which import.
        import: u32,
        /// The bytes in Base64 (RFC 4648, section 4).
        bytes: String,
    },
    /// Begins to make contacts from vCards. Answered by [`Response::Importing`]; ends what this page
    /// imported before. Only an extension page may ask this.
    ImportCards,
    /// Looks what all cards would do, once all bytes are there. Answered by
    /// [`Response::CardsLooked`]. [`Self::ImportNext`] then has nothing to check.
    CardsLook {
        /// Which import.
        import: u32,
    },
    /// Lets what was looked at happen. Answered by [`Response::Nothing`].
    CardsConfirm {
        /// Which import.
        import: u32,
        /// Whether the others become contacts where some cards cannot; otherwise none does.
        skips_bad: bool,
    },
    /// Says what is to become of the rows, or asks for a proposal, once all bytes are there; nothing
    /// happens to boxes yet. Answered by [`Response::ImportLooked`].
    ImportLook {
        /// Which import.
        import: u32,
        /// How the file is a table.
        form: TableForm,
        /// What is to become of the rows; a proposal if none is given.
        plan: Option<ImportPlan>,
    },
    /// Goes on: looks at some more rows, or makes some more boxes. Answered by
    /// [`Response::ImportStepped`], when what it did is on disk.
    ImportNext {
        /// Which import.
        import: u32,
    },
    /// Lets what was checked happen. Answered by [`Response::Nothing`].
    ImportConfirm {
        /// Which import.
        import: u32,
    },
    /// Ends an import, whatever is left to do. Boxes that it has made stay.
    ImportEnd {
        /// Which import.
        import: u32,
    },
    /// Shows the core mails, so that it can say where they belong; their text is not kept. Answered by
    /// [`Response::Nothing`].
    ReadMails {
        /// The mails; no more than 100 are looked at.
        mails: Vec<MailText>,
    },
    /// Says that a mail was opened and is left without having been put into a box. Answered by
    /// [`Response::Nothing`].
    LeftUnfiled {
        /// Gmail's legacy id of its conversation.
        thread: String,
    },
    /// Asks for the code by which another device of the same person gets to know what was learnt here. Only an
    /// extension page may ask this. Answered by [`Response::PairingCode`].
    PairingCode,
    /// Hands over the code that another device gave. What was learnt here before is not understood any more. Only
    /// an extension page may ask this. Answered by [`Response::Nothing`].
    Pair {
        /// The code, as it was typed.
        code: String,
    },
}

/// A question about records.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
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
    /// Some rows of a view of a pipeline: [`View::Window`].
    Window {
        /// Which pipeline.
        pipeline: String,
        /// The index of the first row; group headers are rows.
        first: u32,
        /// How many rows at most; the core gives no more than 500.
        count: u32,
        /// Which of its boxes, in which order and which groups, and what is said of them. The
        /// filter's relative days are those of now.
        shape: ViewShape,
        /// The groups whose boxes are folded away, by [`super::GroupView::key`].
        collapsed: Vec<String>,
    },
    /// What happened: [`View::Timeline`].
    Timeline {
        /// To what.
        of: TimelineOf,
        /// The kinds of lines that are wanted.
        kinds: Vec<TimelineKind>,
        /// How many at most; the core gives no more than 500.
        count: u32,
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
        /// The `Message-ID`s of its mails, as far as they are known: by them it is recognised when
        /// somebody else put it into a box.
        mails: Vec<String>,
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
    /// All about a box, a deleted one too: [`View::BoxPage`].
    BoxPage {
        /// Which.
        id: String,
    },
    /// Open tasks over all pipelines, in the order in which they are due: [`View::Tasks`].
    Tasks {
        /// Whose; everybody's if nobody is named.
        assignee: Option<String>,
        /// From which moment on they are due, in milliseconds since 1970-01-01T00:00Z.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        from: u64,
        /// Before which moment they are due; if none is given, also those that are due at no time,
        /// which come last.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        to: Option<u64>,
        /// How many to pass over.
        first: u32,
        /// How many at most; the core gives no more than 500.
        count: u32,
    },
    /// Deleted boxes and pipelines: [`View::Bin`].
    Bin {
        /// How many boxes to pass over.
        first: u32,
        /// How many boxes at most; the core gives no more than 500.
        count: u32,
    },
    /// Contacts by name: [`View::Contacts`].
    Contacts {
        /// What their name or an address of theirs holds; an empty one finds all.
        text: String,
        /// How many to pass over.
        first: u32,
        /// How many at most; the core gives no more than 500.
        count: u32,
    },
    /// All about a contact: [`View::Contact`].
    Contact {
        /// Which.
        contact: String,
    },
    /// Organizations by name: [`View::Organizations`].
    Organizations {
        /// What their name or a domain of theirs holds; an empty one finds all.
        text: String,
        /// How many to pass over.
        first: u32,
        /// How many at most; the core gives no more than 500.
        count: u32,
    },
    /// All about an organization: [`View::Organization`].
    Organization {
        /// Which.
        organization: String,
    },
    /// Snippets by name: [`View::Snippets`].
    Snippets {
        /// Besides one's own and the team's, the snippets of this pipeline only; of all if none is
        /// given.
        pipeline: Option<String>,
        /// How many to pass over.
        first: u32,
        /// How many at most; the core gives no more than 500.
        count: u32,
    },
    /// A snippet with what a box has in place of placeholders: [`View::FilledSnippet`].
    FilledSnippet {
        /// Which.
        snippet: String,
        /// The box's id.
        record: String,
    },
    /// What a formula that is being written comes to: [`View::FormulaTrials`]. A text that is no
    /// formula fails with [`super::FailureCode::FormulaSyntax`], which says where and why.
    TryFormula {
        /// In which pipeline.
        pipeline: String,
        /// The field whose formula it is to be; none for a field that is not there yet.
        field: Option<String>,
        /// As it is typed, with the names of columns.
        formula: String,
        /// For how many boxes at most; the core tries no more than 10.
        count: u32,
    },
    /// Saved views, starred ones first: [`View::Views`].
    Views {
        /// Of which pipeline; of all, and those over all pipelines, if none is given.
        pipeline: Option<String>,
        /// How many to pass over.
        first: u32,
        /// How many at most; the core gives no more than 500.
        count: u32,
    },
    /// What one has set for oneself: [`View::Settings`].
    Settings,
    /// The team and invitations into it: [`View::Team`].
    Team,
    /// What can be undone and done again: [`View::Undo`].
    Undo,
    /// Where mails that pages have read belong: [`View::Suggestions`].
    Suggestions {
        /// Gmail's legacy thread ids; at most 100.
        threads: Vec<String>,
    },
    /// What was learnt, and what it is used for: [`View::Learning`].
    Learning,
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
    /// Records are taken out from now on, as they are now.
    Exporting {
        /// What the export is called.
        export: u32,
    },
    /// A piece of a file.
    Exported {
        /// The piece.
        piece: ExportPiece,
    },
    /// A table becomes boxes from now on.
    Importing {
        /// What the import is called, as long as the core lives.
        import: u32,
        /// What it is called for ever.
        run: String,
    },
    /// What a table is.
    ImportLooked {
        /// What is known of it.
        view: Box<ImportView>,
    },
    /// What cards would do.
    CardsLooked {
        /// All that is known of it.
        view: Box<CardsView>,
    },
    /// How far an import is.
    ImportStepped {
        /// How far.
        step: ImportStep,
    },
    /// The code for another device.
    PairingCode {
        /// The code.
        code: String,
    },
    /// The request is met, and there is nothing to say.
    Nothing,
    /// The request cannot be met, and changed nothing.
    Failed {
        /// Why.
        failure: Failure,
    },
}
