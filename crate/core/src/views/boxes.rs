//! A box: what a row shows of it.

use boxwood_model::{
    BoxRecord, Field, FieldId, Pipeline, Reading, Records, Value, elements, read, reads_as,
};
use boxwood_query::formula::{self, Evaluated, FormulaValue};
use boxwood_query::{Now, Sheet, text_of};

use super::{Answering, number};
use crate::api::{BoxView, Cell, CellError, CellInput, ThreadInput};
use crate::translate::cell;

impl Answering<'_> {
    pub(super) fn box_view(&self, record: &BoxRecord) -> Option<BoxView> {
        let pipeline = self.records.pipeline(record.pipeline())?;
        let threads = record.live_threads().map(|(id, thread)| ThreadInput {
            id: id.to_string(),
            subject: thread.subject.clone(),
        });
        Some(BoxView {
            id: record.id.to_string(),
            pipeline: record.pipeline().to_string(),
            stage: pipeline.resolve_stage(record.stage()).to_string(),
            name: record.name().to_owned(),
            notes: record.notes().to_owned(),
            cells: self.cells(record, pipeline),
            threads: threads.collect(),
            waiting: self.waiting.boxes.contains_key(&record.id),
            archived: record.archived(),
            assignees: elements(&record.assignees)
                .map(ToString::to_string)
                .collect(),
        })
    }

    fn cells(&self, record: &BoxRecord, pipeline: &Pipeline) -> Vec<Cell> {
        let sheet = self.index.sheets.get(pipeline.id);
        let row = self.contents(record, pipeline);
        let calculated = sheet.map(|sheet| (sheet, sheet.evaluate(&row)));
        let fields = pipeline.fields_in_order().into_iter();
        let cells = fields.map(|(id, field)| {
            let evaluated = calculated.as_ref().and_then(|(sheet, cells)| {
                let evaluated = cells.get(formula::Column::Field(id))?;
                Some(calculated_cell(id, evaluated, sheet, self.now))
            });
            evaluated.unwrap_or_else(|| self.cell(id, field, &record.value(id)))
        });
        cells.collect()
    }

    /// A cell as its field's type has it.
    pub(super) fn cell(&self, id: FieldId, field: &Field, value: &Value) -> Cell {
        let (value, unread) = match read(value, field, &self.records) {
            Reading::Content(value) => (value, None),
            Reading::Unread(text) => (Value::Empty, Some(text)),
        };
        let name = match &value {
            Value::Contact(_) | Value::Organization(_) => {
                Some(reads_as(&value, field, &self.records))
            }
            _ => None,
        };
        Cell {
            field: id.to_string(),
            value: cell(&value),
            name,
            unread,
            error: None,
        }
    }
}

/// What a formula comes to.
fn calculated_cell(id: FieldId, evaluated: &Evaluated, sheet: &Sheet, now: Now) -> Cell {
    let error = match &evaluated.value {
        FormulaValue::Error(error) => {
            let span = sheet.error_span(id, evaluated);
            let (start, end) = span.map_or((0, 0), |span| (span.start, span.end));
            Some(CellError {
                code: error.kind.code().to_owned(),
                start: number(start),
                end: number(end),
            })
        }
        _ => None,
    };
    Cell {
        field: id.to_string(),
        value: content(&evaluated.value, now),
        name: None,
        unread: None,
        error,
    }
}

/// The content that a value is shown as.
pub(super) fn content(value: &FormulaValue, now: Now) -> CellInput {
    cell(&match value {
        FormulaValue::Blank | FormulaValue::Error(_) => Value::Empty,
        FormulaValue::Number(number) => Value::Number(number.normalize()),
        FormulaValue::Text(text) => Value::Text(text.clone()),
        FormulaValue::Bool(on) => Value::Checkbox(*on),
        FormulaValue::Date(date) => Value::Date(*date),
        FormulaValue::Moment(at) => Value::Moment(*at),
        FormulaValue::List(_) => Value::Text(text_of(value, now)),
    })
}
