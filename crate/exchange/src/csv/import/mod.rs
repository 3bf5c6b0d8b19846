//! Rows into boxes: looked at first, all of them, and only then done.
//!
//! An import is a machine that its host [steps](Import::step), each time with a budget of rows, so
//! that the host can show progress, do other things between, and cancel by dropping it:
//!
//! 1. It learns what is there: people, contacts, organizations, and the boxes to match.
//! 2. It checks every row: reads its cells, and **plans each of its operations against the records
//!    with the model's own rules**, so that permission, lengths and counts are known to be right.
//!    Then it stops at [`Progress::Checked`] and has a [report](Import::report) of what it would do.
//! 3. Once [confirmed](Import::confirm), it hands out [`Action`]s: first one for new stages, fields
//!    and choices, then rows, each with the contacts and organizations that it is the first to name.
//!
//! **All or nothing.** So many rows are more than one action may hold, so they cannot be one atomic
//! change. What can be refused for its content was refused in the second step, when nothing had
//! happened yet: as long as nobody else changes the team's structure in between (takes a right away,
//! deletes a stage), no action of the third step is refused. An import that is cancelled or broken
//! off there leaves the boxes of the actions that happened; each of them can be undone like any other.
//!
//! Rows are read from the text again in the third step, so that memory does not grow with what the
//! rows do. Cells add assignees, contacts and organizations to a box that is there; they take none
//! away. The moment a box was made is the model's to say, so a column of such moments becomes a
//! field.

mod cells;
mod draft;
mod growth;
mod known;
mod options;
mod problem;
mod setup;

use std::collections::{BTreeMap, BTreeSet};

use boxwood_model::{Action, Context, Layered, Operation, State};

use super::sheet::{Row, Rows, Sheet};
use crate::{Catalogue, NewId};
use draft::{Aim, Draft, Drafter};
use growth::Growth;
use known::{BoxKey, Known, MatchBy};

pub use draft::Outcome;
pub use options::{EmptyCells, ImportError, ImportOptions, OnBadRows, SetupProblem, Unknown};
pub use problem::{CellProblem, Report, RowProblem};

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It learns what is there.
    Learning,
    /// It checks rows.
    Checking {
        /// Bytes of the text that lie behind.
        done: u64,
        /// Bytes of the text.
        of: u64,
    },
    /// Every row was checked: look at the report, and confirm.
    Checked,
    /// Do this, and step on.
    Act {
        /// What to do.
        action: Action,
        /// Bytes of the text that lie behind.
        done: u64,
        /// Bytes of the text.
        of: u64,
    },
    /// There is nothing left to do.
    Done,
}

#[derive(Debug)]
enum Phase {
    Learning,
    Checking(Rows),
    Checked,
    Structure,
    Acting { rows: Rows, waiting: Vec<Operation> },
    Done,
}

/// An import of one file into one pipeline.
#[derive(Debug)]
pub struct Import {
    sheet: Sheet,
    options: ImportOptions,
    context: Context,
    aims: Vec<Aim>,
    match_by: Option<(usize, MatchBy)>,
    known: Known,
    growth: Growth,
    /// The keys of rows that were checked, with their lines.
    seen: BTreeMap<BoxKey, u64>,
    /// The rows that cannot be, by their numbers.
    bad: BTreeSet<u64>,
    phase: Phase,
    report: Report,
}

/// What one row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// The line of the file on which the row starts, from 1.
    pub line: u64,
    /// The cells as they are in the file.
    pub cells: Vec<String>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What it does.
    pub operations: Vec<Operation>,
}

impl Import {
    /// What it would do, as far as it has checked; once it is done, what it did.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Lets it happen.
    ///
    /// # Errors
    /// Where rows are left to check, and where some cannot be and then none may.
    pub fn confirm(&mut self) -> Result<(), ImportError> {
        if !matches!(self.phase, Phase::Checked) {
            return Err(ImportError::NotChecked);
        }
        if self.report.rejected > 0 && self.options.bad_rows == OnBadRows::Refuse {
            return Err(ImportError::BadRows {
                count: self.report.rejected,
            });
        }
        self.phase = Phase::Structure;
        Ok(())
    }

    /// Does some more: at most `budget` rows or records, or one action. The records are those that
    /// are shown, with the actions that it has handed out as far as they have happened.
    pub fn step(
        &mut self,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
        budget: usize,
    ) -> Progress {
        match std::mem::replace(&mut self.phase, Phase::Done) {
            Phase::Learning => {
                let by = self.match_by.map(|(_, by)| by);
                let pipeline = self.options.pipeline;
                let is_all = self.known.step(records, pipeline, by, budget.max(1));
                self.phase = if is_all {
                    Phase::Checking(self.sheet.body())
                } else {
                    Phase::Learning
                };
                Progress::Learning
            }
            Phase::Checking(mut rows) => {
                for _ in 0..budget.max(1) {
                    let Some(row) = rows.next() else {
                        self.sum_up(records);
                        self.phase = Phase::Checked;
                        return Progress::Checked;
                    };
                    self.check(&row, records, new_id);
                }
                let done = rows.offset();
                self.phase = Phase::Checking(rows);
                Progress::Checking {
                    done,
                    of: self.sheet.len(),
                }
            }
            Phase::Checked => {
                self.phase = Phase::Checked;
                Progress::Checked
            }
            Phase::Structure => {
                let operations = self.growth.operations(self.options.pipeline, records);
                self.phase = Phase::Acting {
                    rows: self.sheet.body(),
                    waiting: Vec::new(),
                };
                if operations.is_empty() {
                    return self.step(records, new_id, budget);
                }
                self.act(operations, 0)
            }
            Phase::Acting { rows, waiting } => self.next_action(rows, waiting, records, new_id),
            Phase::Done => Progress::Done,
        }
    }

    /// The next action: rows until it is full.
    fn next_action(
        &mut self,
        mut rows: Rows,
        waiting: Vec<Operation>,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
    ) -> Progress {
        let most = self.options.operations_per_action;
        let mut operations = waiting;
        while operations.len() < most {
            let Some(row) = rows.next() else { break };
            if self.bad.contains(&row.at) {
                continue;
            }
            let draft = self.drafter(records, new_id).draft(&row);
            let mut added: Vec<Operation> = Vec::new();
            for (_, key) in &draft.uses {
                if let Some(made) = self.growth.made.get_mut(key).filter(|m| !m.is_handed_out) {
                    made.is_handed_out = true;
                    added.push(made.operation.clone());
                }
            }
            added.extend(draft.operations.into_iter().map(|(_, operation)| operation));
            // A row is never divided: one that does not fit any more opens the next action.
            if !operations.is_empty() && operations.len() + added.len() > most {
                let done = rows.offset();
                self.phase = Phase::Acting {
                    rows,
                    waiting: added,
                };
                return self.act(operations, done);
            }
            operations.extend(added);
        }
        if operations.is_empty() {
            return Progress::Done;
        }
        let done = rows.offset();
        self.phase = Phase::Acting {
            rows,
            waiting: Vec::new(),
        };
        self.act(operations, done)
    }

    fn act(&self, operations: Vec<Operation>, done: u64) -> Progress {
        Progress::Act {
            action: Action {
                operations,
                undoes: None,
            },
            done,
            of: self.sheet.len(),
        }
    }

    fn drafter<'i, 'n>(
        &'i mut self,
        records: &'i dyn Catalogue,
        new_id: &'i mut NewId<'n>,
    ) -> Drafter<'i, 'n> {
        Drafter {
            pipeline: self.options.pipeline,
            options: &self.options,
            aims: &self.aims,
            match_by: self.match_by,
            width: self.sheet.width(),
            context: self.context,
            records,
            known: &mut self.known,
            growth: &mut self.growth,
            new_id,
        }
    }

    /// Looks whether a row can be, and counts it.
    fn check(
        &mut self,
        row: &Row,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
    ) -> (Outcome, Vec<Operation>) {
        let mut draft = self.drafter(records, new_id).draft(row);
        if let Some(line) = draft.key.as_ref().and_then(|key| self.seen.get(key)) {
            let column = self.match_by.map(|(column, _)| column);
            let problem = CellProblem::Duplicate { line: *line };
            draft.problems.push((column, problem));
        }
        self.plan(&mut draft, records);
        if let Some(key) = draft.key.take() {
            self.seen.entry(key).or_insert(row.line);
        }
        self.report.rows += 1;
        if !draft.problems.is_empty() {
            return (self.reject(row, draft), Vec::new());
        }
        let outcome = match draft.about {
            Some((id, true)) if draft.operations.is_empty() => {
                self.report.unchanged += 1;
                Outcome::Unchanged(id)
            }
            Some((id, true)) => {
                self.report.updated += 1;
                Outcome::Update(id)
            }
            Some((id, false)) => {
                self.report.created += 1;
                Outcome::Create(id)
            }
            None => Outcome::Rejected,
        };
        let operations = draft.operations.into_iter().map(|(_, operation)| operation);
        (outcome, operations.collect())
    }

    fn reject(&mut self, row: &Row, draft: Draft) -> Outcome {
        let pipeline = self.options.pipeline;
        let known = &mut self.known;
        self.growth
            .take_back(draft.mark, pipeline, &draft.additions, known);
        self.bad.insert(row.at);
        self.report.rejected += 1;
        for (column, problem) in draft.problems {
            self.report.problem_count += 1;
            if self.report.problems.len() < Report::PROBLEMS {
                let text = column.map_or("", |column| row.cell(column));
                self.report.problems.push(RowProblem {
                    line: row.line,
                    column,
                    text: cells::start(text),
                    problem,
                });
            }
        }
        Outcome::Rejected
    }

    /// Asks the model whether the row's operations can be, one after the other, over the pipeline as
    /// it will be. A column of which something is known to be wrong is not told of twice.
    fn plan(&self, draft: &mut Draft, records: &dyn Catalogue) {
        let grown = Layered {
            below: records,
            top: &self.growth.over,
        };
        let mut top = State::default();
        let made = draft.uses.iter().filter_map(|(column, key)| {
            let made = self.growth.made.get(key)?;
            Some((*column, &made.operation))
        });
        let own = draft
            .operations
            .iter()
            .map(|(column, operation)| (*column, operation));
        let mut refused = Vec::new();
        for (column, operation) in made.chain(own) {
            let mut shown = Layered {
                below: &grown,
                top: &mut top,
            };
            match operation.plan(self.context, &shown) {
                Ok(effects) => {
                    for effect in effects {
                        effect.apply(self.context.stamp, &mut shown);
                    }
                }
                Err(refusal) => {
                    refused.push((column, CellProblem::from(refusal)));
                    // Of a box that cannot be there is nothing more to say.
                    if operation.makes().is_some() {
                        break;
                    }
                }
            }
        }
        for (column, problem) in refused {
            if !draft.problems.iter().any(|(known, _)| *known == column) {
                draft.problems.push((column, problem));
            }
        }
    }

    /// What is said about the whole once every row was checked.
    fn sum_up(&mut self, records: &dyn Catalogue) {
        let made = self.growth.made.keys();
        let contacts = made.filter(|key| matches!(key, boxwood_model::Key::Contact(_)));
        let contacts = contacts.count();
        self.report.new_contacts = contacts as u64;
        self.report.new_organizations = (self.growth.made.len() - contacts) as u64;
        let Some(grown) = self.growth.pipeline(self.options.pipeline, records) else {
            return;
        };
        let fields = self
            .growth
            .fields
            .iter()
            .filter_map(|id| grown.live_field(*id));
        self.report.new_fields = fields.map(|field| field.name.value.clone()).collect();
        let stages = self
            .growth
            .stages
            .iter()
            .filter_map(|id| grown.live_stage(*id));
        self.report.new_stages = stages.map(|stage| stage.name.value.clone()).collect();
        let choices = self.growth.choices.iter().filter_map(|(field, choice)| {
            let field = grown.live_field(*field)?;
            let choice = field.choice_name(*choice)?;
            Some((field.name.value.clone(), choice.to_owned()))
        });
        self.report.new_choices = choices.collect();
    }
}

/// What the first rows would do, without anything happening. It learns all that is there, so it
/// takes as long as that.
///
/// # Errors
/// As [`Import::new`].
pub fn preview(
    sheet: &Sheet,
    options: ImportOptions,
    context: Context,
    records: &dyn Catalogue,
    new_id: &mut NewId<'_>,
    rows: usize,
) -> Result<(Vec<PreviewRow>, Report), SetupProblem> {
    let mut import = Import::new(sheet.clone(), options, context, records, new_id)?;
    while matches!(import.phase, Phase::Learning) {
        import.step(records, new_id, Sheet::SAMPLE);
    }
    let mut shown = Vec::new();
    for row in sheet.body().take(rows) {
        let (outcome, operations) = import.check(&row, records, new_id);
        shown.push(PreviewRow {
            line: row.line,
            cells: row.cells.iter().map(str::to_owned).collect(),
            outcome,
            operations,
        });
    }
    import.sum_up(records);
    Ok((shown, import.report))
}
