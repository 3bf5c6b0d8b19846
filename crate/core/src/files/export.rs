//! Taking records out: boxes as a table, contacts as cards, everything as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::vec;

use boxwood_exchange::{CardVersion, CsvExport, CsvStyle, JsonExport, stored_text, write_card};
use boxwood_model::{
    BoxId, BuiltIn, Column, ContactId, Layout, Pipeline, PipelineId, Place, Records, Refusal,
    State, UserId, ViewShape,
};
use boxwood_query::{Contents, Row, World};

use super::{Desktop, count};
use crate::api::{ExportOf, ExportPiece, Failure, FailureCode};
use crate::index::{Question, is_live};
use crate::translate::{failure, id, model_shape, refusal};

/// How many records a piece has at most.
const RECORDS: usize = 500;
/// With how many bytes a piece is full. The last record of it may go beyond.
const BYTES: usize = 1 << 20;

/// What stands in a box, and what is said of it first, where nobody chose columns.
const STORED: [BuiltIn; 7] = [
    BuiltIn::Name,
    BuiltIn::Stage,
    BuiltIn::Assignees,
    BuiltIn::Contacts,
    BuiltIn::Organizations,
    BuiltIn::Notes,
    BuiltIn::CreatedAt,
];

/// A file that is being written.
///
/// Which records there are is settled when it begins. Tables and cards say of each what holds when
/// its turn comes, and pass over what was deleted; JSON is a copy of the moment it began.
#[derive(Debug)]
pub(crate) struct Export {
    source: Source,
    /// Whether nothing is written yet.
    is_new: bool,
    done: usize,
    of: usize,
}

#[derive(Debug)]
enum Source {
    Boxes {
        pipeline: PipelineId,
        columns: Vec<Column>,
        titles: Vec<String>,
        boxes: vec::IntoIter<BoxId>,
    },
    Everything(JsonExport<'static>),
    Contacts(vec::IntoIter<ContactId>),
}

impl Export {
    /// Begins.
    ///
    /// # Errors
    /// A pipeline that is not there or that the person may not take out, and a view that makes no
    /// sense.
    pub(crate) fn begin(what: &ExportOf, desktop: &mut Desktop<'_>) -> Result<Self, Failure> {
        let nobody = || failure(FailureCode::NeverSignedIn, None);
        let user = desktop.user.ok_or_else(nobody)?;
        let (source, of) = match what {
            ExportOf::Boxes {
                pipeline,
                shape,
                titles,
                ids,
            } => {
                let pipeline = id(pipeline, Place::Pipeline)?;
                let shape = shape.as_ref().map(|shape| model_shape(shape)).transpose()?;
                boxes(pipeline, shape, titles, ids.as_deref(), user, desktop)?
            }
            ExportOf::Everything => {
                let state = everything(user, desktop);
                let of = state.keys().count();
                (Source::Everything(JsonExport::of(state)), of)
            }
            ExportOf::Contacts => {
                let names = desktop.index.contacts.in_order();
                let contacts: Vec<ContactId> = names.map(|(_, id)| id).collect();
                let of = contacts.len();
                (Source::Contacts(contacts.into_iter()), of)
            }
        };
        Ok(Self {
            source,
            is_new: true,
            done: 0,
            of,
        })
    }

    /// The next piece.
    ///
    /// # Errors
    /// The pipeline is not there any more.
    pub(crate) fn next(&mut self, desktop: &Desktop<'_>) -> Result<ExportPiece, Failure> {
        let mut text = String::new();
        let is_new = std::mem::take(&mut self.is_new);
        let is_last = match &mut self.source {
            Source::Boxes {
                pipeline,
                columns,
                titles,
                boxes,
            } => {
                let pipeline = desktop.records.pipeline(*pipeline);
                let gone = || refusal(&Refusal::NotFound(Place::Pipeline));
                let pipeline = pipeline.ok_or_else(gone)?;
                let left = boxes.len();
                table(
                    pipeline,
                    columns,
                    titles.clone(),
                    boxes,
                    desktop,
                    is_new,
                    &mut text,
                );
                self.done += left - boxes.len();
                boxes.len() == 0
            }
            Source::Everything(json) => {
                let (taken, is_last) = fill(&mut text, json);
                // The heads and ends of lists are pieces too.
                self.done = self.of.min(self.done + taken);
                is_last
            }
            Source::Contacts(contacts) => {
                let left = contacts.len();
                fill(&mut text, &mut contacts.map(|id| card(id, desktop)));
                self.done += left - contacts.len();
                contacts.len() == 0
            }
        };
        if is_last {
            self.done = self.of;
        }
        Ok(ExportPiece {
            text,
            done: count(self.done as u64),
            of: count(self.of as u64),
            is_last,
        })
    }
}

/// Takes from `pieces` until the text is full; says how many it took, and whether there are no more.
fn fill(text: &mut String, pieces: &mut dyn Iterator<Item = String>) -> (usize, bool) {
    for taken in 0..RECORDS {
        if text.len() >= BYTES {
            return (taken, false);
        }
        match pieces.next() {
            Some(piece) => text.push_str(&piece),
            None => return (taken, true),
        }
    }
    (RECORDS, false)
}

/// The boxes of a pipeline, as a view shows them.
fn boxes(
    id: PipelineId,
    shape: Option<ViewShape>,
    titles: &BTreeMap<String, String>,
    ids: Option<&str>,
    user: UserId,
    desktop: &mut Desktop<'_>,
) -> Result<(Source, usize), Failure> {
    let records = desktop.copy_of_records();
    let pipeline = records.pipeline(id).filter(|p| !p.deleted.value);
    let gone = || refusal(&Refusal::NotFound(Place::Pipeline));
    let pipeline = pipeline.ok_or_else(gone)?;
    if !pipeline.rights_of(user).export {
        return Err(refusal(&Refusal::NotAllowed));
    }
    let columns = columns(shape.as_ref(), pipeline);
    let titles = columns.iter().map(|column| match column {
        Column::Field(id) => {
            let field = pipeline.live_field(*id);
            field.map_or_else(String::new, |field| field.name.value.clone())
        }
        Column::BuiltIn(built_in) => {
            let key = built_in.key();
            titles.get(key).cloned().unwrap_or_else(|| key.to_owned())
        }
    });
    let titles = titles.chain(ids.map(str::to_owned)).collect();
    let boxes: Vec<BoxId> = match shape {
        None => desktop.index.boxes_of_pipeline(id).collect(),
        Some(shape) => {
            let question = Question {
                pipeline: id,
                shape: ViewShape {
                    // Neither of them says which boxes there are, or in which order.
                    summaries: Vec::new(),
                    layout: Layout::Table,
                    ..shape
                },
                me: Some(user),
            };
            let open = desktop.index.view(question, &records, desktop.now);
            let view = &open.ok_or_else(gone)?.view;
            let rows = view.window(0, usize::MAX, &BTreeSet::new());
            let boxes = rows.rows.into_iter().filter_map(|row| match row {
                Row::Box(id) => Some(id),
                Row::Group(_) => None,
            });
            boxes.collect()
        }
    };
    let of = boxes.len();
    let source = Source::Boxes {
        pipeline: id,
        columns,
        titles,
        boxes: boxes.into_iter(),
    };
    Ok((source, of))
}

/// The columns that a view shows, or all that are stored and all formulas.
fn columns(shape: Option<&ViewShape>, pipeline: &Pipeline) -> Vec<Column> {
    let fields = pipeline.fields_in_order().into_iter();
    let fields = fields.map(|(id, _)| Column::Field(id));
    let Some(shape) = shape else {
        let stored = STORED.map(Column::BuiltIn);
        return stored.into_iter().chain(fields).collect();
    };
    let said = shape.columns.iter().filter(|shape| !shape.is_hidden);
    let mut columns: Vec<Column> = said.map(|shape| shape.column).collect();
    let name = Column::BuiltIn(BuiltIn::Name);
    if !columns.contains(&name) {
        columns.insert(0, name);
    }
    // A view shows the fields that it does not name after those that it does.
    let is_named = |column: &Column| shape.columns.iter().any(|known| known.column == *column);
    columns.extend(fields.filter(|column| !is_named(column)));
    let is_there = |column: &Column| match column {
        Column::Field(id) => pipeline.live_field(*id).is_some(),
        Column::BuiltIn(_) => true,
    };
    columns.retain(is_there);
    columns
}

/// Rows until the text is full, the first of all being the titles.
fn table(
    pipeline: &Pipeline,
    columns: &[Column],
    titles: Vec<String>,
    boxes: &mut vec::IntoIter<BoxId>,
    desktop: &Desktop<'_>,
    is_new: bool,
    text: &mut String,
) {
    let style = CsvStyle {
        has_mark: true,
        ..CsvStyle::default()
    };
    let records = &desktop.records;
    let rows = boxes
        .by_ref()
        .filter_map(|id| records.box_record(id))
        .filter(|record| record.pipeline() == pipeline.id && is_live(record, records));
    let table = CsvExport::new(style, titles, rows, |record, at| {
        // Behind the columns there are only ids.
        let Some(column) = columns.get(at) else {
            return record.id.to_string();
        };
        let computed = || {
            let world = World {
                records,
                now: desktop.now,
                formulas: Some(&desktop.index.sheets),
            };
            let contents = Contents {
                record,
                pipeline,
                world,
            };
            contents.text(*column).into_owned()
        };
        stored_text(record, *column, records).unwrap_or_else(computed)
    });
    fill(text, &mut table.skip(usize::from(!is_new)));
}

/// The records, but for boxes that the person may see and not take out.
fn everything(user: UserId, desktop: &Desktop<'_>) -> State {
    let records = &desktop.records;
    let mut state = records.below.clone();
    for record in records.top.records() {
        state.insert(record);
    }
    let pipelines = &state.pipelines;
    let may_go = |pipeline: PipelineId| {
        let pipeline = pipelines.get(&pipeline);
        pipeline.is_some_and(|pipeline| pipeline.rights_of(user).export)
    };
    state.boxes.retain(|_, record| may_go(record.pipeline()));
    state
}

/// A contact as a card, with the first organization that it belongs to; nothing if it was deleted.
fn card(id: ContactId, desktop: &Desktop<'_>) -> String {
    let records = &desktop.records;
    let contact = records.contact(id).filter(|contact| !contact.deleted.value);
    let Some(contact) = contact else {
        return String::new();
    };
    let address_book = &desktop.index.address_book;
    let organizations = address_book.organizations_of(contact, records);
    let organization = organizations.first().map(|first| &*first.name.value);
    write_card(contact, organization, CardVersion::V3)
}
