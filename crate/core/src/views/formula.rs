//! A formula that is being written, tried on some boxes.

use boxwood_model::{FieldId, Place, Records};
use boxwood_query::formula::{Column, Evaluated, Formula, FormulaValue, Span};
use boxwood_query::{ColumnNames, Sheet};

use super::Answering;
use super::boxes::content;
use crate::api::{CellInput, Failure, FormulaFault, FormulaTrial};
use crate::translate::{formula_syntax, id, not_found};

/// Boxes on which a formula is tried at most.
const TRIALS_MOST: usize = 10;
/// Stands for a field that is not there yet.
const NEW: FieldId = FieldId::from_bytes([0; 16]);

impl Answering<'_> {
    /// What a text comes to as the formula of a field, or of one that is not there yet, for the first
    /// boxes of a pipeline.
    pub(super) fn try_formula(
        &self,
        pipeline: &str,
        field: Option<&str>,
        text: &str,
        count: usize,
    ) -> Result<Vec<FormulaTrial>, Failure> {
        let pipeline = self.live_pipeline(id(pipeline, Place::Pipeline)?);
        let pipeline = pipeline.ok_or_else(|| not_found(Place::Pipeline))?;
        let field = field.map_or(Ok(NEW), |text| id(text, Place::Field))?;
        let names = ColumnNames::of_fields(&pipeline.fields);
        let formula = Formula::parse(text, &names).map_err(|error| formula_syntax(&error))?;
        let shown = formula.display(&names);
        let sheet = Sheet::with(pipeline, field, formula);
        let boxes = self.index.boxes_of_pipeline(pipeline.id);
        let records = boxes.filter_map(|id| self.records.box_record(id));
        let trials = records.take(count.min(TRIALS_MOST)).map(|record| {
            let cells = sheet.evaluate(&self.contents(record, pipeline));
            let trial = cells.get(Column::Field(field));
            FormulaTrial {
                record: record.id.to_string(),
                name: record.name().to_owned(),
                value: trial.map_or(CellInput::Empty, |trial| content(&trial.value, self.now)),
                error: trial.and_then(|trial| {
                    let span = sheet.error_span(field, trial);
                    fault(trial, span, &shown)
                }),
            }
        });
        Ok(trials.collect())
    }
}

/// The error that a formula came to, and which part of its text that was.
fn fault(trial: &Evaluated, at: Option<Span>, shown: &str) -> Option<FormulaFault> {
    let FormulaValue::Error(error) = &trial.value else {
        return None;
    };
    let part = at.map_or("", |at| {
        let byte = |place: usize| {
            shown
                .char_indices()
                .nth(place)
                .map_or(shown.len(), |(at, _)| at)
        };
        shown.get(byte(at.start)..byte(at.end)).unwrap_or_default()
    });
    Some(FormulaFault {
        code: error.kind.code().to_owned(),
        part: part.to_owned(),
    })
}
