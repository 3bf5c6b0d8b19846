//! Some rows of a view of a pipeline.

use std::collections::BTreeSet;
use std::sync::Arc;

use boxwood_model::{
    Arrange as _, BoxId, BuiltIn, Column, Gather as _, Millis, PipelineId, Records, Summary,
    ViewShape,
};
use boxwood_query::{Content, Contents, Group, Namer, Row};

use super::{Answering, number, size};
use crate::api::{
    BoxView, ComputedCell, ContentView, FilterNote, GroupView, RowView, SummaryView, WindowView,
};
use crate::index::Question;
use crate::translate::column_name;

/// Groups that an answer names beside those whose headers are in the window: a pipeline has fewer
/// stages, but a column may have as many contents as there are boxes.
const GROUPS_MOST: usize = 200;

impl Answering<'_> {
    pub(super) fn window(
        &mut self,
        id: PipelineId,
        first: u32,
        count: u32,
        shape: ViewShape,
        collapsed: &[String],
    ) -> Option<WindowView> {
        let records = self.copy_of_records();
        let pipeline = records.pipeline(id).filter(|p| !p.deleted.value)?;
        let words = Words {
            namer: Namer::new(&records, pipeline),
            group: shape.group,
            summaries: shape.summaries.clone(),
        };
        let computed: Vec<BuiltIn> = shape.columns.iter().filter_map(shown_built_in).collect();
        let question = Question {
            pipeline: id,
            shape,
            me: self.user,
        };
        let open = self.index.view(question, &records, self.now)?;
        let (view, places) = (&open.view, 0..open.view.group_count().min(GROUPS_MOST));
        let folded: BTreeSet<Content<'static>> = view
            .groups(places.clone(), &BTreeSet::new())
            .iter()
            .filter(|group| collapsed.contains(&key_text(group.key)))
            .map(|group| group.key.clone())
            .gather();
        let window = view.window(size(first), size(count), &folded);
        let mut groups = view.groups(places, &folded);
        groups.extend(window.rows.iter().filter_map(|row| match row {
            Row::Group(group) => Some(group.clone()),
            Row::Box(_) => None,
        }));
        groups.arrange_by_key(|group| group.row);
        groups.dedup_by_key(|group| group.row);
        let notes = open.notes.iter().map(|(code, text)| FilterNote {
            code: (*code).to_owned(),
            text: text.clone(),
        });
        let mut answer = WindowView {
            pipeline: id.to_string(),
            first,
            total: number(window.total),
            boxes: number(view.len()),
            groups: groups.iter().filter_map(|g| words.group(g)).collect(),
            notes: notes.collect(),
            summaries: words.summaries(&view.summaries()),
            rows: Vec::new(),
        };
        let rows: Vec<Place> = window.rows.iter().map(Place::of).collect();
        let rows = rows.into_iter().filter_map(|row| match row {
            Place::Header(key) => Some(RowView::Group { key }),
            Place::Box(id) => self.row(id, &computed),
        });
        answer.rows = rows.collect();
        Some(answer)
    }

    fn row(&mut self, id: BoxId, computed: &[BuiltIn]) -> Option<RowView> {
        Some(RowView::Box {
            record: self.row_view(id)?,
            computed: self.computed(id, computed)?,
        })
    }

    /// A box as rows show it; made anew only if it may be another one than it was.
    fn row_view(&mut self, id: BoxId) -> Option<Arc<BoxView>> {
        if let Some(known) = self.index.rows.get(id, self.now) {
            return Some(known);
        }
        let record = self.records.box_record(id)?;
        let pipeline = self.records.pipeline(record.pipeline())?;
        let until = next_change(&self.contents(record, pipeline));
        let view = Arc::new(self.box_view(record)?);
        self.index.rows.keep(id, view.clone(), self.now, until);
        Some(view)
    }

    fn computed(&self, id: BoxId, columns: &[BuiltIn]) -> Option<Vec<ComputedCell>> {
        if columns.is_empty() {
            return Some(Vec::new());
        }
        let record = self.records.box_record(id)?;
        let pipeline = self.records.pipeline(record.pipeline())?;
        let row = self.contents(record, pipeline);
        let namer = Namer::new(&self.records, pipeline);
        let computed = columns.iter().map(|key| {
            let column = Column::BuiltIn(*key);
            ComputedCell {
                key: key.key().to_owned(),
                value: content(&row.get(column), column, namer),
            }
        });
        Some(computed.collect())
    }
}

/// The first moment at which a cell of a box changes though no record does: only formulas do that.
fn next_change(row: &Contents<'_>) -> Option<Millis> {
    let fields = row.pipeline.fields.iter();
    let formulas = fields.filter(|(_, field)| field.kind.value.is_calculated());
    let changes = formulas.filter_map(|(id, _)| row.next_change(Column::Field(*id)));
    changes.min()
}

/// A row before its box is looked up.
enum Place {
    Header(String),
    Box(BoxId),
}

impl Place {
    fn of(row: &Row<'_>) -> Self {
        match row {
            Row::Group(group) => Self::Header(key_text(group.key)),
            Row::Box(id) => Self::Box(*id),
        }
    }
}

/// What it takes to say groups and summaries.
struct Words<'r> {
    namer: Namer<'r>,
    group: Option<Column>,
    summaries: Vec<(Column, Summary)>,
}

impl Words<'_> {
    fn group(&self, group: &Group<'_>) -> Option<GroupView> {
        let column = self.group?;
        Some(GroupView {
            key: key_text(group.key),
            label: content(group.key, column, self.namer),
            row: number(group.row),
            boxes: number(group.boxes),
            collapsed: group.is_collapsed,
            summaries: self.summaries(&group.summaries),
        })
    }

    fn summaries(&self, said: &[Content<'_>]) -> Vec<SummaryView> {
        let said = self.summaries.iter().zip(said);
        let said = said.map(|((column, summary), said)| SummaryView {
            column: column_name(*column),
            summary: (*summary).into(),
            value: content(said, *column, self.namer),
        });
        said.collect()
    }
}

/// A column that every box has, if the shape shows it.
fn shown_built_in(shape: &boxwood_model::ColumnShape) -> Option<BuiltIn> {
    match shape.column {
        Column::BuiltIn(column) if !shape.is_hidden => Some(column),
        _ => None,
    }
}

/// Names a group for as long as its boxes have that in common.
fn key_text(content: &Content<'_>) -> String {
    fn ids<T: ToString>(ids: &[T]) -> String {
        ids.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(",")
    }
    match content {
        Content::Empty => String::new(),
        Content::Text(text) => format!("text:{text}"),
        Content::Unread(text) => format!("unread:{text}"),
        Content::Error(code) => format!("error:{code}"),
        Content::Number(number) => format!("number:{}", number.normalize()),
        Content::Date(date) => format!("date:{date}"),
        Content::Moment(at) => format!("moment:{at}"),
        Content::Flag(on) => format!("flag:{on}"),
        Content::Pipeline(id) => id.to_string(),
        Content::Stage(id) => id.to_string(),
        Content::Choices(of) => ids(of),
        Content::Stages(of) => ids(of),
        Content::People(of) => ids(of),
        Content::Contacts(of) => ids(of),
        Content::Organizations(of) => ids(of),
        Content::Position(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// A content, for the screen.
fn content(content: &Content<'_>, column: Column, namer: Namer<'_>) -> ContentView {
    fn named<'n, T: ToString + Copy>(
        ids: &[T],
        name: impl Fn(T) -> std::borrow::Cow<'n, str>,
    ) -> ContentView {
        ContentView::Named {
            ids: ids.iter().map(ToString::to_string).collect(),
            names: ids.iter().map(|id| name(*id).into_owned()).collect(),
        }
    }
    match content {
        // Where a row stands among others is to be seen, not read.
        Content::Empty | Content::Position(_) => ContentView::Empty,
        Content::Text(text) => ContentView::Text {
            text: text.clone().into_owned(),
        },
        Content::Unread(text) => ContentView::Unread {
            text: text.clone().into_owned(),
        },
        Content::Error(code) => ContentView::Error {
            code: code.clone().into_owned(),
        },
        Content::Number(number) => ContentView::Number {
            number: number.normalize().to_string(),
        },
        Content::Date(date) => ContentView::Date {
            date: date.to_string(),
        },
        Content::Moment(at) => ContentView::Moment { at: *at },
        Content::Flag(on) => ContentView::Flag { on: *on },
        Content::Pipeline(id) => named(&[*id], |id| namer.pipeline(id)),
        Content::Stage(id) => named(&[*id], |id| namer.stage(id)),
        Content::Stages(ids) => named(ids, |id| namer.stage(id)),
        Content::Choices(ids) => named(ids, |id| namer.choice(column, id)),
        Content::People(ids) => named(ids, |id| namer.person(id)),
        Content::Contacts(ids) => named(ids, |id| namer.contact(id)),
        Content::Organizations(ids) => named(ids, |id| namer.organization(id)),
    }
}
