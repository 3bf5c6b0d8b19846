//! The formulas of pipelines, worked out over what boxes have in their columns.

mod names;
mod values;

use std::borrow::Cow;

use boxwood_model::{Column, FieldId, FieldKind, LiteMap, Millis, Pipeline, PipelineId};

use crate::content::{self, Content, Contents, Timing};
use crate::formula::{
    self, Cells, Columns, ErrorKind, Evaluated, Formula, FormulaValue, Formulas, Inputs, Span,
};
use names::built_in;
use values::{content_of, error, value_of};

pub use names::ColumnNames;
pub use values::text_of;

/// The formula fields of the pipelines.
#[derive(Debug, Default)]
pub struct Sheets {
    of: LiteMap<PipelineId, Sheet>,
}

/// The formula fields of one pipeline.
#[derive(Debug)]
pub struct Sheet {
    names: ColumnNames,
    formulas: Formulas,
    timings: LiteMap<FieldId, Timing>,
    /// Those whose stored text is none, which only a newer version can have written.
    unreadable: LiteMap<FieldId, String>,
}

impl Sheets {
    /// Takes note of a pipeline's formulas, in place of those it had before.
    pub fn put(&mut self, pipeline: &Pipeline) {
        self.of.insert(pipeline.id, Sheet::new(pipeline));
    }

    /// Forgets the formulas of a pipeline that is gone.
    pub fn remove(&mut self, pipeline: PipelineId) {
        self.of.remove(&pipeline);
    }

    /// The formulas of a pipeline.
    #[must_use]
    pub fn get(&self, pipeline: PipelineId) -> Option<&Sheet> {
        self.of.get(&pipeline)
    }
}

impl Sheet {
    /// The formulas of a pipeline.
    #[must_use]
    pub fn new(pipeline: &Pipeline) -> Self {
        Self::of(pipeline, None)
    }

    /// The formulas of a pipeline with another one in place of what a field has, or of a field that is
    /// not there yet.
    #[must_use]
    pub fn with(pipeline: &Pipeline, field: FieldId, formula: Formula) -> Self {
        Self::of(pipeline, Some((field, formula)))
    }

    fn of(pipeline: &Pipeline, other: Option<(FieldId, Formula)>) -> Self {
        let mut formulas = Vec::new();
        let mut unreadable = LiteMap::new();
        let replaced = other.as_ref().map(|(id, _)| *id);
        let kept = pipeline.fields_in_order().into_iter();
        for (id, field) in kept.filter(|(id, _)| Some(*id) != replaced) {
            if let FieldKind::Formula(stored) = &field.kind.value {
                match Formula::from_stored(stored) {
                    Ok(formula) => formulas.push((formula::Column::Field(id), formula)),
                    Err(_) => {
                        unreadable.insert(id, stored.clone());
                    }
                }
            }
        }
        let other = other.map(|(id, formula)| (formula::Column::Field(id), formula));
        let formulas = Formulas::new(formulas.into_iter().chain(other));
        Self {
            names: ColumnNames::of_fields(&pipeline.fields),
            timings: timings(&formulas),
            formulas,
            unreadable,
        }
    }

    /// The formula of a field, as people read and write it; as it is kept where nobody can read it.
    #[must_use]
    pub fn display(&self, field: FieldId) -> String {
        match self.formulas.formula(formula::Column::Field(field)) {
            Some(formula) => formula.display(&self.names),
            None => self.unreadable.get(&field).cloned().unwrap_or_default(),
        }
    }

    /// What all of them come to for a box.
    #[must_use]
    pub fn evaluate(&self, row: &Contents<'_>) -> Cells {
        let now = formula::Now {
            millis: row.world.now.millis,
            offset_minutes: row.world.now.offset_minutes,
        };
        self.formulas.evaluate(&Row { row, sheet: self }, now)
    }

    /// What a box has in the column of a name, as text; none if there is no such column.
    #[must_use]
    pub fn text(&self, name: &str, row: &Contents<'_>) -> Option<String> {
        let column = match self.names.named(name)? {
            formula::Column::Field(id) => Column::Field(id),
            formula::Column::BuiltIn(number) => Column::BuiltIn(built_in(number)?),
        };
        Some(row.text(column).into_owned())
    }

    /// Where the error that a field came to is, in what [`Self::display`] says.
    #[must_use]
    pub fn error_span(&self, field: FieldId, cell: &Evaluated) -> Option<Span> {
        let FormulaValue::Error(error) = &cell.value else {
            return None;
        };
        let formula = self.formulas.formula(formula::Column::Field(field))?;
        Some(formula.span(error.at, &self.names))
    }
}

/// When each formula column changes by itself: when it asks the time or reads a column that does, in
/// the order in which they need each other.
fn timings(formulas: &Formulas) -> LiteMap<FieldId, Timing> {
    let mut timings: LiteMap<FieldId, Timing> = LiteMap::new();
    for column in formulas.order() {
        let (formula::Column::Field(id), Some(formula)) = (column, formulas.formula(*column))
        else {
            continue;
        };
        // `NOW` moves on all the time; once a day, and with every change of the box, has to do.
        let mut timing = if formula.asks_time() {
            Timing::DAILY
        } else {
            Timing::NEVER
        };
        for needed in formula.columns() {
            timing = timing.or(match needed {
                formula::Column::Field(id) => timings.get(&id).copied().unwrap_or_default(),
                formula::Column::BuiltIn(number) => {
                    built_in(number).map(Timing::of).unwrap_or_default()
                }
            });
        }
        timings.insert(*id, timing);
    }
    timings
}

impl content::Formulas for Sheets {
    fn evaluate(&self, field: FieldId, row: &Contents<'_>) -> Content<'static> {
        let Some(sheet) = self.get(row.pipeline.id) else {
            return Content::Empty;
        };
        if sheet.unreadable.contains_key(&field) {
            return error(ErrorKind::Reference);
        }
        let cells = sheet.evaluate(row);
        match cells.get(formula::Column::Field(field)) {
            Some(cell) => content_of(&cell.value, row.world.now),
            None => Content::Empty,
        }
    }

    fn timing(&self, field: FieldId) -> Timing {
        let mut sheets = self.of.values();
        sheets
            .find_map(|sheet| sheet.timings.get(&field).copied())
            .unwrap_or_default()
    }

    fn next_moment(&self, field: FieldId, row: &Contents<'_>) -> Option<Millis> {
        let sheet = self.get(row.pipeline.id)?;
        let formula = sheet.formulas.formula(formula::Column::Field(field))?;
        let moments = formula
            .columns()
            .into_iter()
            .filter_map(|column| match column {
                // One that reads itself in a circle is an error at any time.
                formula::Column::Field(id) if id == field => None,
                formula::Column::Field(id)
                    if sheet.formulas.in_cycle(formula::Column::Field(id)) =>
                {
                    None
                }
                formula::Column::Field(id) => row.next_moment(Column::Field(id)),
                formula::Column::BuiltIn(number) => {
                    row.next_moment(Column::BuiltIn(built_in(number)?))
                }
            });
        moments.min()
    }
}

/// What a formula reads of a box.
struct Row<'s, 'r> {
    row: &'s Contents<'r>,
    sheet: &'s Sheet,
}

impl Inputs for Row<'_, '_> {
    fn get(&self, column: formula::Column) -> Option<Cow<'_, FormulaValue>> {
        let column = match column {
            formula::Column::Field(id) => {
                // A formula field is worked out by the sheet, unless nobody can read it.
                if self.sheet.unreadable.contains_key(&id) {
                    return None;
                }
                self.row.pipeline.live_field(id)?;
                Column::Field(id)
            }
            formula::Column::BuiltIn(number) => Column::BuiltIn(built_in(number)?),
        };
        Some(Cow::Owned(value_of(self.row, column)))
    }
}
