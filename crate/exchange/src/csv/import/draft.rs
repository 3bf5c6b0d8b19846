//! What one row would do: its operations, what it needs, and what is wrong with it.

use boxwood_model::{
    Association, BoxId, BoxOperation, BoxRecord, Context, FieldId, FieldKind, Key, Limits,
    Operation, PipelineId, Reading, StageId, Value, has_element, read,
};

use super::growth::{Addition, Growth, Mark};
use super::known::{BoxKey, Known, MatchBy, folded};
use super::options::{EmptyCells, ImportOptions};
use super::problem::CellProblem;
use crate::csv::guess::tag_parts;
use crate::csv::quotes::QuoteFault;
use crate::csv::sheet::Row;
use crate::{Catalogue, NewId};

/// Where a column goes, new fields having their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    Ignore,
    Name,
    Notes,
    Stage,
    Assignees,
    Contacts,
    Organizations,
    BoxId,
    Field(FieldId),
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It makes this box.
    Create(BoxId),
    /// It changes this box.
    Update(BoxId),
    /// This box is as it says.
    Unchanged(BoxId),
    /// It cannot be.
    Rejected,
}

/// What one row would do.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The box, and whether it is there.
    pub(super) about: Option<(BoxId, bool)>,
    /// By what the box is found.
    pub(super) key: Option<BoxKey>,
    /// Each with the column that it comes from.
    pub(super) operations: Vec<(Option<usize>, Operation)>,
    /// New contacts and organizations that it is about, each with the column that first names it.
    pub(super) uses: Vec<(Option<usize>, Key)>,
    /// What it was the first to need.
    pub(super) additions: Vec<Addition>,
    /// The pipeline before it was changed for the row.
    pub(super) mark: Option<Mark>,
    pub(super) problems: Vec<(Option<usize>, CellProblem)>,
}

/// Turns rows into operations.
pub(super) struct Drafter<'i, 'n> {
    pub(super) pipeline: PipelineId,
    pub(super) options: &'i ImportOptions,
    pub(super) aims: &'i [Aim],
    pub(super) match_by: Option<(usize, MatchBy)>,
    pub(super) width: usize,
    pub(super) context: Context,
    pub(super) records: &'i dyn Catalogue,
    pub(super) known: &'i mut Known,
    pub(super) growth: &'i mut Growth,
    pub(super) new_id: &'i mut NewId<'n>,
}

impl<'i> Drafter<'i, '_> {
    /// What the row would do. The model's rules are not asked yet.
    pub(super) fn draft(&mut self, row: &Row) -> Draft {
        let mut draft = Draft::default();
        let made = self.options.box_of(row.at);
        if let Some(id) = made.filter(|id| self.records.box_record(*id).is_some()) {
            // By this import, before it was broken off.
            draft.about = Some((id, true));
            return draft;
        }
        if let Some(problem) = self.fault(row) {
            draft.problems.push((None, problem));
            return draft;
        }
        let Some(id) = self.find(row, &mut draft) else {
            return draft;
        };
        let record = match draft.about {
            Some((id, true)) => self.records.box_record(id),
            _ => None,
        };
        if record.is_none() {
            self.create(id, row, &mut draft);
        }
        for (column, aim) in self.aims.iter().enumerate() {
            let cell = row.cell(column);
            let is_said = !cell.is_empty()
                || (record.is_some() && self.options.empty_cells == EmptyCells::Clear);
            if is_said && let Err(problem) = self.cell(id, record, column, *aim, cell, &mut draft) {
                draft.problems.push((Some(column), problem));
            }
        }
        draft
    }

    /// What is wrong with the row as a whole.
    fn fault(&self, row: &Row) -> Option<CellProblem> {
        match row.quotes {
            Some(QuoteFault::Unclosed) => return Some(CellProblem::UnclosedQuote),
            Some(QuoteFault::TextAfter) => return Some(CellProblem::TextAfterQuote),
            None => {}
        }
        // Empty cells at the end are only delimiters too many.
        let cells = row.cells.iter().enumerate();
        let filled = cells.filter(|(_, cell)| !cell.trim().is_empty()).last();
        let has = filled.map_or(0, |(last, _)| last + 1);
        (has > self.width).then_some(CellProblem::TooManyCells {
            most: self.width,
            has,
        })
    }

    /// The box that the row is about: one that is there, or a new one.
    fn find(&mut self, row: &Row, draft: &mut Draft) -> Option<BoxId> {
        let made = self.options.box_of(row.at);
        let fresh = |new_id: &mut NewId<'_>| made.unwrap_or_else(|| BoxId::from_bytes(new_id()));
        let Some((column, by)) = self
            .match_by
            .filter(|(column, _)| !row.cell(*column).is_empty())
        else {
            let id = fresh(self.new_id);
            draft.about = Some((id, false));
            return Some(id);
        };
        let cell = row.cell(column);
        let found = self.find_by(cell, by, draft);
        match found {
            Ok(Some((id, true))) => {
                let record = self.records.box_record(id);
                let is_here =
                    |record: &BoxRecord| record.pipeline() == self.pipeline && !record.deleted();
                if !record.is_some_and(is_here) {
                    draft.problems.push((Some(column), CellProblem::Elsewhere));
                    return None;
                }
                draft.about = Some((id, true));
                Some(id)
            }
            Ok(found) => {
                let id = found.map_or_else(|| fresh(self.new_id), |(id, _)| id);
                draft.about = Some((id, false));
                Some(id)
            }
            Err(problem) => {
                draft.problems.push((Some(column), problem));
                None
            }
        }
    }

    /// The box of this key and whether it is there.
    fn find_by(
        &mut self,
        cell: &str,
        by: MatchBy,
        draft: &mut Draft,
    ) -> Result<Option<(BoxId, bool)>, CellProblem> {
        let key = match by {
            MatchBy::Id => {
                let id: BoxId = cell.parse().map_err(|_| CellProblem::NotAnId)?;
                draft.key = Some(BoxKey::Id(id));
                return Ok(Some((id, self.records.box_record(id).is_some())));
            }
            MatchBy::Name => BoxKey::Name(folded(cell)),
            MatchBy::Field(field) => {
                let value = self.value(field, cell, draft)?;
                match BoxKey::of_value(&value) {
                    Some(key) => key,
                    None => return Ok(None),
                }
            }
        };
        let found = self.known.boxes(&key);
        draft.key = Some(key);
        match found {
            Some((id, 1)) => Ok(Some((id, true))),
            Some((_, count)) => Err(CellProblem::Ambiguous { count }),
            None => Ok(None),
        }
    }

    fn create(&mut self, id: BoxId, row: &Row, draft: &mut Draft) {
        let name_column = self.aims.iter().position(|aim| *aim == Aim::Name);
        let name = name_column.map_or("", |column| row.cell(column));
        if name.is_empty() {
            draft.problems.push((name_column, CellProblem::NoName));
        }
        let stage_column = self.aims.iter().position(|aim| *aim == Aim::Stage);
        let named = stage_column.map(|column| (column, row.cell(column)));
        let stage = match named {
            Some((column, cell)) if !cell.is_empty() => match self.stage(cell, draft) {
                Ok(stage) => Some(stage),
                Err(problem) => {
                    draft.problems.push((Some(column), problem));
                    None
                }
            },
            _ => self.known.first_stage,
        };
        let Some(stage) = stage else { return };
        let operation = Operation::CreateBox {
            id,
            pipeline: self.pipeline,
            stage,
            name: name.to_owned(),
            thread: None,
        };
        draft.operations.push((name_column, operation));
    }

    /// What one cell changes about the box; only what is not so already.
    fn cell(
        &mut self,
        id: BoxId,
        record: Option<&BoxRecord>,
        column: usize,
        aim: Aim,
        cell: &str,
        draft: &mut Draft,
    ) -> Result<(), CellProblem> {
        let mut operations = Vec::new();
        let used = draft.uses.len();
        match aim {
            Aim::Ignore | Aim::BoxId => {}
            Aim::Name => {
                if record.is_some_and(|record| record.name() != cell) && !cell.is_empty() {
                    let name = cell.to_owned();
                    operations.push(Operation::RenameBox { id, name });
                }
            }
            Aim::Notes => {
                let before = record.map_or("", |record| record.notes());
                if before != cell {
                    let notes = cell.to_owned();
                    operations.push(Operation::SetNotes { id, notes });
                }
            }
            Aim::Stage => {
                if let Some(record) = record.filter(|_| !cell.is_empty()) {
                    let stage = self.stage(cell, draft)?;
                    let home = self.growth.pipeline(self.pipeline, self.records);
                    let at = home.map(|home| home.resolve_stage(record.stage()));
                    if at != Some(stage) {
                        operations.push(Operation::MoveBox { id, stage });
                    }
                }
            }
            Aim::Field(field) => {
                let value = self.value(field, cell, draft)?;
                let before = record.map_or(Value::Empty, |record| self.content(record, field));
                if before != value {
                    operations.push(Operation::SetField { id, field, value });
                }
            }
            Aim::Assignees => {
                for who in few(tag_parts(cell))? {
                    let person = self.person(who)?;
                    let is_in = |record: &BoxRecord| has_element(&record.assignees, &person);
                    if !record.is_some_and(is_in) {
                        let operation = BoxOperation::Assign(person, true);
                        operations.push(Operation::Box(id, operation));
                    }
                }
            }
            Aim::Contacts => {
                for who in few(tag_parts(cell))? {
                    let contact = self.contact(who, draft)?;
                    let is_in = |record: &BoxRecord| {
                        let mut contacts = record.live_contacts();
                        contacts.any(|(known, _)| *known == contact)
                    };
                    if !record.is_some_and(is_in) {
                        let how = Some(Association::default());
                        let operation = BoxOperation::Contact(contact, how);
                        operations.push(Operation::Box(id, operation));
                    }
                }
            }
            Aim::Organizations => {
                for what in few(organization_parts(cell))? {
                    let organization = self.organization(what, draft)?;
                    let is_in = |record: &BoxRecord| {
                        let mut organizations = record.live_organizations();
                        organizations.any(|(known, _)| *known == organization)
                    };
                    if !record.is_some_and(is_in) {
                        let how = Some(Association::default());
                        let operation = BoxOperation::Organization(organization, how);
                        operations.push(Operation::Box(id, operation));
                    }
                }
            }
        }
        for (named_by, _) in draft.uses.iter_mut().skip(used) {
            *named_by = Some(column);
        }
        // A person named twice in one cell is meant once.
        for operation in operations {
            let operation = (Some(column), operation);
            if !draft.operations.contains(&operation) {
                draft.operations.push(operation);
            }
        }
        Ok(())
    }

    fn stage(&mut self, name: &str, draft: &mut Draft) -> Result<StageId, CellProblem> {
        if let Some(known) = self.known.stages.get(&folded(name)) {
            return Ok(*known);
        }
        if self.options.unknown_stages == super::options::Unknown::Report {
            return Err(CellProblem::UnknownStage);
        }
        self.mark(draft);
        let added =
            self.growth
                .add_stage(self.pipeline, name, self.context, self.records, self.new_id);
        let id = added.map_err(CellProblem::from)?;
        self.known.stages.insert(folded(name), id);
        draft.additions.push(Addition::Stage(name.to_owned()));
        Ok(id)
    }

    /// What a cell of a box that is there holds, as its field's type has it now.
    fn content(&self, record: &BoxRecord, field: FieldId) -> Value {
        let home = self.growth.pipeline(self.pipeline, self.records);
        let value = record.value(field);
        let known = home.and_then(|home| home.live_field(field));
        match known.map(|known| read(&value, known, self.records)) {
            Some(Reading::Content(content)) => content,
            Some(Reading::Unread(_)) | None => value,
        }
    }

    /// Remembers the pipeline before the row's first change of it.
    pub(super) fn mark(&self, draft: &mut Draft) {
        if draft.mark.is_none() {
            draft.mark = Some(self.growth.mark(self.pipeline));
        }
    }

    /// The type of a field as it will be.
    pub(super) fn kind(&self, field: FieldId) -> Option<FieldKind> {
        let home = self.growth.pipeline(self.pipeline, self.records)?;
        let kind = &home.live_field(field)?.kind.value;
        Some(match kind {
            // Choices are looked up by name, and a list of hundreds is not copied for each cell.
            FieldKind::Dropdown(_) => FieldKind::Dropdown(Vec::new()),
            FieldKind::Tags(_) => FieldKind::Tags(Vec::new()),
            kind => kind.clone(),
        })
    }
}

/// The parts of a cell, if there are not more than a box may be about: what each part costs may depend
/// on how many there are.
pub(super) fn few<'c>(parts: impl Iterator<Item = &'c str>) -> Result<Vec<&'c str>, CellProblem> {
    let most = Limits::ASSOCIATES;
    let parts: Vec<&str> = parts.take(most + 1).collect();
    if parts.len() > most {
        return Err(CellProblem::TooManyParts { most });
    }
    Ok(parts)
}

/// The parts of a cell of organizations. Names hold commas (`Hill, Inc.`), so these part nothing.
fn organization_parts(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split([';', '|', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty())
}
