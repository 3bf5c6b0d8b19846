//! What a view's order, groups and summaries are made of, hence what they depend on.

use std::borrow::Cow;

use boxwood_model::{
    Arrange as _, BoxRecord, BuiltIn, CellValue, Column, FieldId, FieldKind, Millis, Pipeline,
    SortKey, Value, ViewShape,
};

use crate::content::{Content, Contents, Located, Timing};

/// The columns of a view, and what their contents depend on.
#[derive(Debug, Clone, Default)]
pub(super) struct Used {
    /// Those that decide where rows are, or that something is said about.
    deciding: Vec<Column>,
    /// Those and what is shown of the rows.
    all: Vec<Column>,
    pub(super) names_members: bool,
    pub(super) names_contacts: bool,
    pub(super) names_organizations: bool,
}

impl Used {
    pub(super) fn new(shape: &ViewShape, sort: &[SortKey]) -> Self {
        let mut used = Self::default();
        let summed = shape.summaries.iter().map(|(column, _)| *column);
        let sorted = sort.iter().map(|key| key.column);
        used.deciding
            .extend(sorted.chain(shape.group).chain(summed));
        let shown = shape.columns.iter().filter(|column| !column.is_hidden);
        used.all.extend(&used.deciding);
        used.all.extend(shown.map(|column| column.column));
        for columns in [&mut used.deciding, &mut used.all] {
            columns.arrange();
            columns.dedup();
        }
        for column in &used.deciding {
            match column {
                Column::BuiltIn(
                    BuiltIn::Assignees
                    | BuiltIn::Followers
                    | BuiltIn::CreatedBy
                    | BuiltIn::LastCommentBy,
                ) => used.names_members = true,
                Column::BuiltIn(BuiltIn::Contacts | BuiltIn::ContactCount) => {
                    used.names_contacts = true;
                }
                Column::BuiltIn(BuiltIn::Organizations | BuiltIn::OrganizationCount) => {
                    used.names_organizations = true;
                }
                _ => {}
            }
        }
        used
    }

    /// The index of a deciding column among what is [read](Self::read) of a row.
    pub(super) fn index(&self, column: Column) -> usize {
        self.deciding.binary_search(&column).unwrap_or_default()
    }

    /// The deciding columns as a pipeline has them.
    pub(super) fn locate<'r>(&self, pipeline: &'r Pipeline) -> Vec<Located<'r>> {
        let columns = self.deciding.iter();
        columns
            .map(|column| Located::new(pipeline, *column))
            .collect()
    }

    /// Reads what a box has in the deciding columns, each once.
    pub(super) fn read<'r>(
        &mut self,
        row: &Contents<'r>,
        columns: &[Located<'_>],
        cells: &mut Vec<Content<'r>>,
    ) {
        cells.clear();
        for column in columns {
            let content = row.at(*column);
            if let Located::Field(field, _) = column {
                self.see(*field, &content, row.record);
            }
            cells.push(content);
        }
    }

    /// Takes note of whose names the fields of a pipeline say.
    pub(super) fn learn(&mut self, pipeline: &Pipeline) {
        for at in 0..self.deciding.len() {
            let Column::Field(id) = &self.deciding[at] else {
                continue;
            };
            match pipeline.live_field(*id).map(|field| &field.kind.value) {
                Some(FieldKind::Formula(_)) => self.names_anybody(),
                Some(FieldKind::Person) => self.names_members = true,
                Some(FieldKind::Contact) => self.names_contacts = true,
                Some(FieldKind::Organization) => self.names_organizations = true,
                _ => {}
            }
        }
    }

    /// Touches what is going to be read of some boxes. A processor waits for many pieces of memory
    /// at once where nothing hangs on them, but for one after the other where each box takes a
    /// long way through the code: most of the time that opening a view takes.
    pub(super) fn touch(boxes: &[&BoxRecord]) {
        // As much as a processor gets at a time.
        const LINE: usize = 64;
        let mut seen = 0;
        for record in boxes {
            let bytes = record.bytes().iter().step_by(LINE);
            seen = bytes.fold(seen, |seen, byte| seen ^ byte);
        }
        std::hint::black_box(seen);
    }

    /// Takes note of a content of a deciding column: one that was made from what the field held
    /// when it was of another type may be a name.
    fn see(&mut self, field: FieldId, content: &Content<'_>, record: &BoxRecord) {
        let is_made = match content {
            Content::Unread(_) | Content::Text(Cow::Owned(_)) => true,
            Content::Choices(_) => !matches!(
                record.peek(field),
                CellValue::Other(Value::Choice(_) | Value::Tags(_))
            ),
            _ => false,
        };
        if is_made {
            self.names_anybody();
        }
    }

    const fn names_anybody(&mut self) {
        self.names_members = true;
        self.names_contacts = true;
        self.names_organizations = true;
    }

    /// When the columns change by themselves, for boxes of the same pipeline as this one.
    pub(super) fn timing(&self, row: &Contents<'_>) -> Timing {
        let timings = self.all.iter().map(|column| row.timing(*column));
        timings.fold(Timing::NEVER, Timing::or)
    }

    /// When the next one of the columns changes for a box at a moment of the box's own.
    pub(super) fn next_moment(&self, row: &Contents<'_>) -> Option<Millis> {
        let columns = self.all.iter();
        columns.filter_map(|column| row.next_moment(*column)).min()
    }
}
