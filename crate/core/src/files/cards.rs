//! Contacts from cards: their bytes first, then what they would do, then the contacts.

use std::collections::VecDeque;

use boxwood_exchange::{CardError, CardOutcome, NewId, ParsedCard, import_cards, read_cards};
use boxwood_model::{Action, Actor, Arrange as _, Context, Hlc, Records, Stamp};
use data_encoding::BASE64;

use super::import::{Stepped, start, user};
use super::{Desktop, count, words};
use crate::api::{
    CardProblem, CardProblemCode, CardRow, CardsView, Failure, FailureCode, ImportPhase,
    ImportStep, Params, RowOutcome,
};
use crate::translate::refusal;

/// Bytes of a file that is worked on in memory.
const BYTES: usize = 64 << 20;
/// How many cards a look shows.
const SHOWN: usize = 100;
/// How many addresses of each.
const EMAILS: usize = 5;
/// How many problems it tells.
const PROBLEMS: usize = 1_000;

/// A file of vCards that becomes contacts.
#[derive(Debug, Default)]
pub(crate) struct CardsImport {
    bytes: Vec<u8>,
    run: Option<Run>,
}

/// What is done once it is confirmed.
#[derive(Debug)]
struct Run {
    actions: VecDeque<Action>,
    of: usize,
    rejected: u32,
    is_confirmed: bool,
}

impl CardsImport {
    /// An import of a file that is not there yet.
    ///
    /// # Errors
    /// Where nobody signed in yet.
    pub(crate) fn begin(desktop: &Desktop<'_>) -> Result<Self, Failure> {
        user(desktop)?;
        Ok(Self::default())
    }

    /// Takes the next bytes, in Base64.
    ///
    /// # Errors
    /// Where it is none, and where the file grows too large.
    pub(crate) fn add(&mut self, bytes: &str) -> Result<(), Failure> {
        add(&mut self.bytes, bytes, BYTES)
    }

    /// What the cards would do.
    ///
    /// # Errors
    /// Where the file is none of cards.
    pub(crate) fn look(
        &mut self,
        desktop: &Desktop<'_>,
        new_id: &mut NewId<'_>,
    ) -> Result<CardsView, Failure> {
        let user = user(desktop)?;
        let file = read_cards(&self.bytes);
        for error in &file.errors {
            match error {
                CardError::NoCard => {
                    return Err(words::about("cards", FailureCode::Empty, &[]));
                }
                CardError::Malformed { at } => {
                    let params = [("at", at.to_string())];
                    return Err(words::about("file", FailureCode::Malformed, &params));
                }
                CardError::NotClosed { .. } | CardError::UnknownVersion { .. } => {}
            }
        }
        let context = Context {
            actor: Actor::User(user),
            stamp: Stamp {
                at: Hlc::at(desktop.now.millis),
                node: u32::MAX,
            },
        };
        let import = import_cards(&file.cards, context, &desktop.records, new_id);
        let shown = file.cards.iter().zip(&import.outcomes).take(SHOWN);
        let rows = shown.map(|(card, outcome)| row(card, *outcome, desktop));
        let unread = file.errors.iter().filter_map(unread);
        let refused = import.report.refused.iter();
        let refused = refused.map(|(line, reason)| CardProblem {
            line: count(*line as u64),
            code: CardProblemCode::Refused,
            params: Params::new(),
            refusal: Some(refusal(reason)),
        });
        let mut problems: Vec<CardProblem> = unread.chain(refused).collect();
        problems.arrange_by_key(|problem| problem.line);
        let problem_count = count(problems.len() as u64);
        problems.truncate(PROBLEMS);
        let rejected = count(import.report.rejected + file.errors.len() as u64);
        let view = CardsView {
            rows: rows.collect(),
            cards: count(file.cards.len() as u64),
            created: count(import.report.created),
            updated: count(import.report.updated),
            unchanged: count(import.report.unchanged),
            rejected,
            new_organizations: count(import.report.new_organizations),
            problems,
            problem_count,
        };
        self.run = Some(Run {
            of: import.actions.len(),
            actions: import.actions.into(),
            rejected,
            is_confirmed: false,
        });
        Ok(view)
    }

    /// Lets what was looked at happen; where some cards cannot be, the others alone if `skips_bad`.
    ///
    /// # Errors
    /// Where nothing was looked at, and where some cannot be and then none may.
    pub(crate) fn confirm(&mut self, skips_bad: bool) -> Result<(), Failure> {
        let run = self.run.as_mut().ok_or_else(no_look)?;
        if run.rejected > 0 && !skips_bad {
            let params = [("count", run.rejected.to_string())];
            return Err(words::about("importCards", FailureCode::NotHere, &params));
        }
        run.is_confirmed = true;
        Ok(())
    }

    /// Goes on: one action.
    ///
    /// # Errors
    /// Where nothing was confirmed.
    pub(crate) fn step(&mut self) -> Result<Stepped, Failure> {
        let run = self.run.as_mut().filter(|run| run.is_confirmed);
        let run = run.ok_or_else(no_look)?;
        let action = run.actions.pop_front();
        let phase = match action {
            Some(_) => ImportPhase::Running,
            None => ImportPhase::Done,
        };
        let step = ImportStep {
            phase,
            done: count((run.of - run.actions.len()) as u64),
            of: count(run.of as u64),
            report: None,
        };
        Ok(Stepped { step, action })
    }
}

/// Adds bytes in Base64 to those of a file.
///
/// # Errors
/// Where they are none, and where there would be more than `most`.
pub(super) fn add(all: &mut Vec<u8>, bytes: &str, most: usize) -> Result<(), Failure> {
    let has = all.len() + bytes.len() / 4 * 3;
    if has > most {
        return Err(words::too_large(most, has));
    }
    let more = BASE64.decode(bytes.as_bytes());
    let at = |error: data_encoding::DecodeError| {
        let at = error.position.to_string();
        words::about("base64", FailureCode::Malformed, &[("at", at)])
    };
    all.extend(more.map_err(at)?);
    Ok(())
}

fn no_look() -> Failure {
    words::about("import", FailureCode::NotHere, &[])
}

fn row(card: &ParsedCard, outcome: CardOutcome, desktop: &Desktop<'_>) -> CardRow {
    let names = [&*card.given_name, &*card.family_name];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let (outcome, known) = match outcome {
        CardOutcome::Create(_) => (RowOutcome::Create, None),
        CardOutcome::Update(id) => (RowOutcome::Update, Some(id)),
        CardOutcome::Unchanged(id) => (RowOutcome::Unchanged, Some(id)),
        CardOutcome::Rejected => (RowOutcome::Rejected, None),
    };
    // One that another card of the file makes is not there yet.
    let contact = known.and_then(|id| desktop.records.contact(id));
    let emails = card.emails.iter().take(EMAILS);
    CardRow {
        line: count(card.line as u64),
        name: start(&names.join(" ")),
        emails: emails.map(|email| start(email)).collect(),
        organization: start(&card.organization),
        outcome,
        contact: contact.map(boxwood_model::Contact::display_name),
    }
}

fn unread(error: &CardError) -> Option<CardProblem> {
    let (line, code, params) = match error {
        CardError::NotClosed { line } => (*line, CardProblemCode::NotClosed, Params::new()),
        CardError::UnknownVersion { line, version } => {
            let params = [("version".to_owned(), version.clone())];
            (*line, CardProblemCode::UnknownVersion, params.into())
        }
        CardError::NoCard | CardError::Malformed { .. } => return None,
    };
    Some(CardProblem {
        line: count(line as u64),
        code,
        params,
        refusal: None,
    })
}
