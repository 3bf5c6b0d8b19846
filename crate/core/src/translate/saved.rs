//! Changes of saved views, snippets and settings.

use boxwood_model::{
    BuiltIn, Column, ColumnShape, Home, Operation, PipelineId, Place, Setting, SettingValue,
    SnippetId, SnippetOperation, SortKey, ViewId, ViewOperation, ViewShape,
};

use super::order::{index_of, keys_at};
use super::pipeline::colour;
use super::{FreshIds, Seen, id, not_found};
use crate::api::{
    self, ColumnName, Failure, HomeInput, PlaceInput, SettingInput, SnippetEdit, ViewEdit,
};

/// Whose something is.
pub(super) fn home(home: &HomeInput, seen: Seen<'_>) -> Result<Home, Failure> {
    Ok(match home {
        HomeInput::Mine => Home::User(seen.user()?),
        HomeInput::Pipeline { pipeline } => Home::Pipeline(id(pipeline, Place::Pipeline)?),
        HomeInput::Team => Home::Team,
    })
}

/// A new snippet with a name, a subject, a text and a shortcut.
pub(super) fn create_snippet(
    home: Home,
    [name, subject, text, shortcut]: [String; 4],
    fresh: &mut FreshIds,
) -> Operation {
    let create = SnippetOperation::Create {
        home,
        name,
        subject,
        text,
        shortcut,
    };
    Operation::Snippet(fresh.make(SnippetId::from_parts), create)
}

pub(super) fn edit_snippet(snippet: &str, edit: SnippetEdit) -> Result<Operation, Failure> {
    let operation = match edit {
        SnippetEdit::Rename { name } => SnippetOperation::Rename(name),
        SnippetEdit::SetSubject { subject } => SnippetOperation::SetSubject(subject),
        SnippetEdit::SetText { text } => SnippetOperation::SetText(text),
        SnippetEdit::SetShortcut { shortcut } => SnippetOperation::SetShortcut(shortcut),
        SnippetEdit::SetDeleted { deleted } => SnippetOperation::SetDeleted(deleted),
    };
    Ok(Operation::Snippet(id(snippet, Place::Snippet)?, operation))
}

pub(super) fn create_view(
    home: Home,
    pipeline: Option<&str>,
    name: String,
    shape: &api::ViewShape,
    fresh: &mut FreshIds,
) -> Result<Operation, Failure> {
    let pipeline = pipeline.map(|pipeline| id(pipeline, Place::Pipeline));
    let create = ViewOperation::Create {
        home,
        pipeline: pipeline.transpose()?,
        name,
        shape: model_shape(shape)?,
    };
    Ok(Operation::View(fresh.make(ViewId::from_parts), create))
}

pub(super) fn edit_view(view: &str, edit: ViewEdit) -> Result<Operation, Failure> {
    let operation = match edit {
        ViewEdit::Rename { name } => ViewOperation::Rename(name),
        ViewEdit::SetShape { shape } => ViewOperation::SetShape(model_shape(&shape)?),
        ViewEdit::SetDeleted { deleted } => ViewOperation::SetDeleted(deleted),
    };
    Ok(Operation::View(id(view, Place::View)?, operation))
}

/// What a view shows, from the screen's words.
pub(crate) fn model_shape(shape: &api::ViewShape) -> Result<ViewShape, Failure> {
    let sort = shape.sort.iter().map(|key| {
        Ok(SortKey {
            column: column_of(&key.column)?,
            is_descending: key.is_descending,
        })
    });
    let columns = shape.columns.iter().map(|shape| {
        Ok(ColumnShape {
            column: column_of(&shape.column)?,
            width: shape.width,
            is_hidden: shape.is_hidden,
            is_frozen: shape.is_frozen,
        })
    });
    let summaries = shape.summaries.iter();
    let summaries = summaries.map(|of| Ok((column_of(&of.column)?, of.summary.into())));
    Ok(ViewShape {
        filter: shape.filter.clone(),
        sort: sort.collect::<Result<_, Failure>>()?,
        group: shape.group.as_ref().map(column_of).transpose()?,
        columns: columns.collect::<Result<_, Failure>>()?,
        summaries: summaries.collect::<Result<_, Failure>>()?,
        layout: shape.layout.into(),
    })
}

/// The column that a screen names.
fn column_of(name: &ColumnName) -> Result<Column, Failure> {
    match name {
        ColumnName::Field { field } => Ok(Column::Field(id(field, Place::Field)?)),
        ColumnName::BuiltIn { key } => {
            let column = BuiltIn::from_key(key).map(Column::BuiltIn);
            column.ok_or_else(|| not_found(Place::Field))
        }
    }
}

/// A column's name for the screen.
pub(crate) fn column_name(column: Column) -> ColumnName {
    match column {
        Column::Field(field) => ColumnName::Field {
            field: field.to_string(),
        },
        Column::BuiltIn(column) => ColumnName::BuiltIn {
            key: column.key().to_owned(),
        },
    }
}

/// Sets something for oneself.
pub(super) fn set(setting: SettingInput, seen: Seen<'_>) -> Result<Vec<Operation>, Failure> {
    let pipeline = |text: &str| id::<PipelineId>(text, Place::Pipeline);
    let (setting, value) = match setting {
        SettingInput::Language { tag } => (
            Setting::Language,
            tag.map_or(SettingValue::Unset, SettingValue::Text),
        ),
        SettingInput::PipelinePlace { pipeline, place } => {
            return put(id(&pipeline, Place::Pipeline)?, &place, seen);
        }
        SettingInput::PipelineColour {
            pipeline: of,
            colour: text,
        } => {
            let colour = text.map(|text| colour(&text, Place::Setting)).transpose()?;
            let value = colour.map_or(SettingValue::Unset, SettingValue::Colour);
            (Setting::PipelineColour(pipeline(&of)?), value)
        }
        SettingInput::PipelineHidden {
            pipeline: of,
            hidden,
        } => (
            Setting::PipelineHidden(pipeline(&of)?),
            SettingValue::Flag(hidden),
        ),
        SettingInput::PipelineView { pipeline: of, view } => {
            let view = view.map(|view| id::<ViewId>(&view, Place::View));
            let view = view.transpose()?.map(|view| view.to_string());
            let value = view.map_or(SettingValue::Unset, SettingValue::Text);
            (Setting::PipelineView(pipeline(&of)?), value)
        }
        SettingInput::StarredView { view, starred } => (
            Setting::StarredView(id(&view, Place::View)?),
            SettingValue::Flag(starred),
        ),
        SettingInput::Suggestions { on } => (Setting::Suggestions, SettingValue::Flag(on)),
        SettingInput::FilesItself { pipeline: of, on } => {
            (Setting::FilesItself(pipeline(&of)?), SettingValue::Flag(on))
        }
        SettingInput::Folded { part, folded } => {
            (Setting::Folded(part), SettingValue::Flag(folded))
        }
    };
    Ok(vec![Operation::Set { setting, value }])
}

/// Puts a pipeline at a place in the navigation.
fn put(moved: PipelineId, place: &PlaceInput, seen: Seen<'_>) -> Result<Vec<Operation>, Failure> {
    let shown = seen.index.navigation(seen.records, Some(seen.user()?));
    let others = shown.iter().filter(|(id, _)| *id != moved);
    let others: Vec<_> = others.map(|(id, key)| (*id, key.as_ref())).collect();
    let at = index_of(place, others.iter().map(|(id, _)| *id), Place::Pipeline)?;
    let placed = keys_at(at, 1, &others);
    let moved = placed.keys.into_iter().map(|key| (moved, key));
    let all = placed.others.into_iter().chain(moved);
    let set = |(pipeline, key)| Operation::Set {
        setting: Setting::PipelineOrder(pipeline),
        value: SettingValue::Order(key),
    };
    Ok(all.map(set).collect())
}
