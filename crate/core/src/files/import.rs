//! Boxes from a table: its bytes first, then what it is, then a look at every row, then the boxes.

use boxwood_exchange::{
    ColumnProfile, Conventions, Import, NewId, Outcome, Progress, Sheet, preview, propose,
};
use boxwood_model::{
    Action, Actor, BoxId, Context, Hlc, PipelineId, Place, Records, Refusal, Stamp, UserId,
};

use super::cards::add;
use super::{Desktop, count, words};
use crate::api::{
    Failure, FailureCode, ImportColumn, ImportPhase, ImportPlan, ImportRow, ImportStep, ImportView,
    RowOutcome, TableForm,
};
use crate::translate::{failure, id, refusal};

/// How many rows or records one step looks at.
const ROWS: usize = 500;
/// About how many operations one step does.
const OPERATIONS: usize = 1_000;
/// How many rows a look shows.
const SHOWN: usize = 10;
/// How much of a cell a look shows, in characters.
const CELL: usize = 80;

/// A file that becomes boxes of a pipeline.
#[derive(Debug)]
pub(crate) struct FileImport {
    pipeline: PipelineId,
    /// What the import is called, by an id that no box has.
    name: BoxId,
    source: Source,
    run: Option<Run>,
}

#[derive(Debug)]
enum Source {
    /// Not all of it may be there.
    Bytes(Vec<u8>),
    Table(Vec<u8>, Sheet),
}

/// What is done by the plan that was said last.
#[derive(Debug)]
struct Run {
    import: Import,
    is_confirmed: bool,
    of: u64,
}

/// What a step comes to.
#[derive(Debug)]
pub(crate) struct Stepped {
    /// What to tell.
    pub(crate) step: ImportStep,
    /// What to do for that.
    pub(crate) action: Option<Action>,
}

impl FileImport {
    /// An import of a file that is not there yet.
    ///
    /// # Errors
    /// Where there is no such pipeline.
    pub(crate) fn begin(
        pipeline: &str,
        name: BoxId,
        desktop: &Desktop<'_>,
    ) -> Result<Self, Failure> {
        user(desktop)?;
        let pipeline = id(pipeline, Place::Pipeline)?;
        let known = desktop.records.pipeline(pipeline);
        if known.is_none_or(|known| known.deleted.value) {
            return Err(refusal(&Refusal::NotFound(Place::Pipeline)));
        }
        Ok(Self {
            pipeline,
            name,
            source: Source::Bytes(Vec::new()),
            run: None,
        })
    }

    /// Takes the next bytes, in Base64.
    ///
    /// # Errors
    /// Where it is none, where the file grows too large, and once it was looked at.
    pub(crate) fn add(&mut self, bytes: &str) -> Result<(), Failure> {
        let Source::Bytes(all) = &mut self.source else {
            return Err(words::about("file", FailureCode::NotHere, &[]));
        };
        add(all, bytes, Sheet::BYTES)
    }

    /// What the file is, and what the first rows would do by a plan, or else by what is proposed.
    ///
    /// # Errors
    /// Where the file is no table, or the pipeline is not there any more. A plan that makes no sense
    /// is none: the answer says why.
    pub(crate) fn look(
        &mut self,
        form: TableForm,
        plan: Option<ImportPlan>,
        desktop: &Desktop<'_>,
        new_id: &mut NewId<'_>,
    ) -> Result<ImportView, Failure> {
        let user = user(desktop)?;
        let sheet = self.read(form)?;
        let found = Conventions::of(&sheet);
        let profiles = ColumnProfile::of_all(&sheet, &found);
        let plan = match plan {
            Some(plan) => plan,
            None => {
                let pipeline = desktop.records.pipeline(self.pipeline);
                let gone = || refusal(&Refusal::NotFound(Place::Pipeline));
                let targets = propose(&sheet, &profiles, pipeline.ok_or_else(gone)?);
                words::proposal(targets, found)
            }
        };
        let columns = profiles.into_iter().enumerate();
        let columns = columns.map(|(column, profile)| ImportColumn {
            title: sheet.header().get(column).cloned().unwrap_or_default(),
            examples: profile.examples.iter().map(|text| start(text)).collect(),
        });
        let mut view = ImportView {
            form: words::form(&sheet),
            columns: columns.collect(),
            plan,
            is_date_order_ambiguous: found.is_order_ambiguous,
            rows: Vec::new(),
            problems: Vec::new(),
            failure: None,
        };
        self.run = None;
        if let Err(failure) = self.plan(&sheet, user, desktop, new_id, &mut view) {
            view.failure = Some(failure);
        }
        Ok(view)
    }

    /// The file as a table of this form.
    fn read(&mut self, form: TableForm) -> Result<Sheet, Failure> {
        let bytes = match &mut self.source {
            Source::Table(_, sheet) if words::form(sheet) == form => return Ok(sheet.clone()),
            Source::Bytes(bytes) | Source::Table(bytes, _) => bytes,
        };
        let sheet = Sheet::read(bytes, words::dialect(form));
        let sheet = sheet.map_err(|error| words::no_table(&error))?;
        let bytes = std::mem::take(bytes);
        self.source = Source::Table(bytes, sheet.clone());
        Ok(sheet)
    }

    /// Gets ready for what the view says, and looks at the first rows.
    fn plan(
        &mut self,
        sheet: &Sheet,
        user: UserId,
        desktop: &Desktop<'_>,
        new_id: &mut NewId<'_>,
        view: &mut ImportView,
    ) -> Result<(), Failure> {
        let ahead = i32::from(desktop.now.offset_minutes);
        let mut options = words::options(&view.plan, self.pipeline, ahead, OPERATIONS)?;
        options.run = Some(*self.name.as_bytes());
        let context = Context {
            actor: Actor::User(user),
            stamp: Stamp {
                at: Hlc::at(desktop.now.millis),
                node: u32::MAX,
            },
        };
        let records = &desktop.records;
        let first = preview(sheet, options.clone(), context, records, new_id, SHOWN);
        let (rows, report) = first.map_err(|problem| words::no_plan(&problem))?;
        let rows = rows.into_iter().map(|row| ImportRow {
            line: count(row.line),
            cells: row.cells.iter().map(|cell| start(cell)).collect(),
            outcome: match row.outcome {
                Outcome::Create(_) => RowOutcome::Create,
                Outcome::Update(_) => RowOutcome::Update,
                Outcome::Unchanged(_) => RowOutcome::Unchanged,
                Outcome::Rejected => RowOutcome::Rejected,
            },
        });
        view.rows = rows.collect();
        view.problems = report.problems.iter().map(words::problem).collect();
        let import = Import::new(sheet.clone(), options, context, records, new_id);
        self.run = Some(Run {
            import: import.map_err(|problem| words::no_plan(&problem))?,
            is_confirmed: false,
            of: sheet.len(),
        });
        Ok(())
    }

    /// Goes on a little.
    ///
    /// # Errors
    /// Where there is no plan that makes sense.
    pub(crate) fn step(
        &mut self,
        desktop: &Desktop<'_>,
        new_id: &mut NewId<'_>,
    ) -> Result<Stepped, Failure> {
        let run = self.run.as_mut().ok_or_else(no_plan)?;
        let progress = run.import.step(&desktop.records, new_id, ROWS);
        let (phase, done, action) = match progress {
            Progress::Learning => (ImportPhase::Checking, 0, None),
            Progress::Checking { done, .. } => (ImportPhase::Checking, done, None),
            Progress::Checked => (ImportPhase::Checked, run.of, None),
            Progress::Act { action, done, .. } => (ImportPhase::Running, done, Some(action)),
            Progress::Done => (ImportPhase::Done, run.of, None),
        };
        let is_settled = matches!(phase, ImportPhase::Checked | ImportPhase::Done);
        let step = ImportStep {
            phase,
            done: count(done),
            of: count(run.of),
            report: is_settled.then(|| Box::new(words::report(run.import.report()))),
        };
        Ok(Stepped { step, action })
    }

    /// Lets what was checked happen.
    ///
    /// # Errors
    /// Where rows are left to look at, and where some cannot be and then none may.
    pub(crate) fn confirm(&mut self) -> Result<(), Failure> {
        let run = self.run.as_mut().ok_or_else(no_plan)?;
        if run.is_confirmed {
            return Ok(());
        }
        run.import.confirm().map_err(words::no_import)?;
        run.is_confirmed = true;
        Ok(())
    }
}

fn no_plan() -> Failure {
    words::about("import", FailureCode::NotHere, &[])
}

pub(super) fn user(desktop: &Desktop<'_>) -> Result<UserId, Failure> {
    let nobody = || failure(FailureCode::NeverSignedIn, None);
    desktop.user.ok_or_else(nobody)
}

/// As much of a cell as a screen shows.
pub(super) fn start(text: &str) -> String {
    text.chars().take(CELL).collect()
}
