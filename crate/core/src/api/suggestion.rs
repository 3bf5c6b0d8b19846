//! Suggestions: which box a mail most likely belongs to, and what was learnt to know it.

use serde::{Deserialize, Serialize};

use super::LabelView;

/// A mail as a page reads it. The core makes keyed hashes of it, and drops the text: it is never stored and never
/// sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MailText {
    /// Gmail's legacy id of the conversation that it is the last mail of.
    pub thread: String,
    /// The sender's address; empty if there is none.
    pub from: String,
    /// The sender's name.
    pub from_name: String,
    /// The addresses of all others who write or are written to.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text, or its beginning; none where the page shows none, as in a list.
    pub body: Option<String>,
}

/// What is suggested for a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ThreadSuggestions {
    /// Gmail's legacy thread id.
    pub thread: String,
    /// How much of it is known; what was read of a mail is forgotten when the core ends.
    pub known: Known,
    /// Whether the first choice is good enough to be shown unasked.
    pub sure: Sure,
    /// At most three boxes that it is not in, the likeliest first.
    pub choices: Vec<SuggestionView>,
}

/// How much the core knows of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Known {
    /// Nothing.
    Nothing,
    /// What a list shows of it.
    Row,
    /// Its text, too.
    Whole,
}

/// How sure a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Sure {
    /// Not enough to be shown unasked, or the conversation is in a box.
    No,
    /// Enough to be shown beside the open mail.
    Yes,
    /// Enough to be shown in a list.
    Very,
}

/// A box that is suggested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SuggestionView {
    /// The box.
    pub label: LabelView,
    /// How likely it is, in percent: of all with 90, nine in ten are right.
    pub percent: u8,
    /// Why, the best reason first.
    pub why: Vec<Why>,
}

/// A reason for a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Why {
    /// Mail of somebody whose mail joins the box by itself.
    AutoBox,
    /// Of the last `of` filed mails that are like it, `here` went to the box.
    Filed {
        /// What they have in common.
        likeness: Likeness,
        /// How many went to the box.
        here: u32,
        /// How many were filed.
        of: u32,
    },
    /// The sender is a contact of the box.
    SenderIsContact,
    /// A recipient is a contact of the box.
    RecipientIsContact,
    /// The sender writes from the domain of an organization of the box.
    DomainOfOrganization,
    /// The box's name is in the subject.
    NameInSubject,
}

/// What mails have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Likeness {
    /// The conversation.
    Thread,
    /// The sender's address.
    Sender,
    /// The sender's name.
    SenderName,
    /// The subject, but for its numbers.
    Subject,
    /// The first words of the subject.
    SubjectBeginning,
    /// All recipients.
    Recipients,
    /// The domain of the sender's address.
    Domain,
}

/// What was learnt, and what it is used for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct LearningView {
    /// Whether boxes are suggested.
    pub on: bool,
    /// From how many mails something was learnt.
    pub learnt: u32,
    /// Of how many mails there is something from another device that this one lacks the key for.
    pub unreadable: u32,
    /// The pipelines, by name.
    pub pipelines: Vec<FilesItselfView>,
    /// What was filed without asking and is where it was filed, the last first.
    pub filed: Vec<FiledItselfView>,
}

/// A pipeline, and whether mail goes into its boxes without asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FilesItselfView {
    /// Which pipeline.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether mail does.
    pub on: bool,
}

/// A conversation that was put into a box without asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FiledItselfView {
    /// Gmail's legacy thread id.
    pub thread: String,
    /// Its subject.
    pub subject: String,
    /// When it was filed, in milliseconds since 1970-01-01T00:00Z.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub at: u64,
    /// The box.
    pub label: LabelView,
}
