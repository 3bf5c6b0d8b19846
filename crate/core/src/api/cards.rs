//! Cards that become contacts: what is in a file, and what would come of it.

use serde::{Deserialize, Serialize};

use super::{Failure, Params, RowOutcome};

/// What a file of vCards would do; nothing of it happened yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CardsView {
    /// The first hundred cards that could be read.
    pub rows: Vec<CardRow>,
    /// How many could be read.
    pub cards: u32,
    /// How many make a contact.
    pub created: u32,
    /// How many complete a contact that has one of their addresses. Nothing that is there is replaced.
    pub updated: u32,
    /// How many find a contact that has all they say.
    pub unchanged: u32,
    /// How many cannot be, those among them that could not be read.
    pub rejected: u32,
    /// How many organizations are made.
    pub new_organizations: u32,
    /// What is wrong; the first thousand.
    pub problems: Vec<CardProblem>,
    /// How much is wrong in all.
    pub problem_count: u32,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CardRow {
    /// The line of the file on which it starts, from 1.
    pub line: u32,
    /// The start of the person's name.
    pub name: String,
    /// The first few of the person's addresses.
    pub emails: Vec<String>,
    /// Where the person works, or the start of it.
    pub organization: String,
    /// What would become of it.
    pub outcome: RowOutcome,
    /// The name of the contact that is there already and has one of its addresses.
    pub contact: Option<String>,
}

/// Something wrong with a card. What else the card says is taken, unless there is no contact then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CardProblem {
    /// The line of the file on which the card starts, from 1.
    pub line: u32,
    /// What is wrong. The words, which say what would be right, are in the message catalogue under
    /// `card-problem-CODE`.
    pub code: CardProblemCode,
    /// The values that the message names.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, string>"))]
    pub params: Params,
    /// The rule that is against it, if the code says that one is.
    pub refusal: Option<Failure>,
}

/// The kinds of problems of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "kebab-case")]
pub enum CardProblemCode {
    /// It is not closed.
    NotClosed,
    /// A version of the format that is not known: `version`.
    UnknownVersion,
    /// A rule is against something in it: [`CardProblem::refusal`].
    Refused,
}
