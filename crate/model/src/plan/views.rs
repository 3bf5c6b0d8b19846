//! Rules about saved views, snippets, and what people set for themselves.

use super::{Plan, need};
use crate::{
    Effect, Home, Limits, LiteMap, PipelineId, Place, Problem, Refusal, Register, SavedView,
    Setting, SettingValue, Settings, Snippet, SnippetId, SnippetOperation, ViewId, ViewOperation,
    ViewShape, validate,
};

impl Plan<'_> {
    pub(super) fn saved_view(
        &self,
        id: ViewId,
        operation: &ViewOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let not_found = Refusal::NotFound(Place::View);
        let known = self.records.view(id);
        if let ViewOperation::Create {
            home,
            pipeline,
            name,
            shape,
        } = operation
        {
            self.may_write(*home, Place::View)?;
            self.shows(*home, *pipeline)?;
            if known.is_some() {
                return Err(Refusal::AlreadyExists(Place::View));
            }
            return Ok(vec![Effect::PutView(Box::new(SavedView {
                id,
                created_at: stamp.at.millis(),
                created_by: self.user()?,
                home: *home,
                pipeline: *pipeline,
                name: Register::new(validate::name(name, Place::ViewName)?, stamp),
                shape: Register::new(checked_shape(shape)?, stamp),
                deleted: Register::new(false, stamp),
            }))]);
        }
        let mut view = known.ok_or(not_found.clone())?.clone();
        self.may_change(view.home, Place::View)?;
        let restores = *operation == ViewOperation::SetDeleted(false);
        if view.deleted.value != restores {
            return Err(not_found);
        }
        match operation {
            ViewOperation::Rename(name) => {
                view.name = Register::new(validate::name(name, Place::ViewName)?, stamp);
            }
            ViewOperation::SetShape(shape) => {
                view.shape = Register::new(checked_shape(shape)?, stamp);
            }
            ViewOperation::SetDeleted(deleted) => view.deleted = Register::new(*deleted, stamp),
            ViewOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::View)),
        }
        Ok(vec![Effect::PutView(Box::new(view))])
    }

    pub(super) fn snippet(
        &self,
        id: SnippetId,
        operation: &SnippetOperation,
    ) -> Result<Vec<Effect>, Refusal> {
        let stamp = self.context.stamp;
        let not_found = Refusal::NotFound(Place::Snippet);
        let known = self.records.snippet(id);
        if let SnippetOperation::Create {
            home,
            name,
            subject,
            text,
            shortcut,
        } = operation
        {
            self.may_write(*home, Place::Snippet)?;
            if known.is_some() {
                return Err(Refusal::AlreadyExists(Place::Snippet));
            }
            return Ok(vec![Effect::PutSnippet(Box::new(Snippet {
                id,
                created_at: stamp.at.millis(),
                created_by: self.user()?,
                home: *home,
                name: Register::new(validate::name(name, Place::SnippetName)?, stamp),
                subject: Register::new(checked_text(subject, Limits::SUBJECT)?, stamp),
                text: Register::new(checked_text(text, Limits::SNIPPET)?, stamp),
                shortcut: Register::new(checked_shortcut(shortcut)?, stamp),
                deleted: Register::new(false, stamp),
            }))]);
        }
        let mut snippet = known.ok_or(not_found.clone())?.clone();
        self.may_change(snippet.home, Place::Snippet)?;
        let restores = *operation == SnippetOperation::SetDeleted(false);
        if snippet.deleted.value != restores {
            return Err(not_found);
        }
        match operation {
            SnippetOperation::Rename(name) => {
                snippet.name = Register::new(validate::name(name, Place::SnippetName)?, stamp);
            }
            SnippetOperation::SetSubject(subject) => {
                let subject = checked_text(subject, Limits::SUBJECT)?;
                snippet.subject = Register::new(subject, stamp);
            }
            SnippetOperation::SetText(text) => {
                snippet.text = Register::new(checked_text(text, Limits::SNIPPET)?, stamp);
            }
            SnippetOperation::SetShortcut(shortcut) => {
                snippet.shortcut = Register::new(checked_shortcut(shortcut)?, stamp);
            }
            SnippetOperation::SetDeleted(deleted) => {
                snippet.deleted = Register::new(*deleted, stamp);
            }
            SnippetOperation::Create { .. } => return Err(Refusal::AlreadyExists(Place::Snippet)),
        }
        Ok(vec![Effect::PutSnippet(Box::new(snippet))])
    }

    pub(super) fn set(
        &self,
        setting: &Setting,
        value: &SettingValue,
    ) -> Result<Vec<Effect>, Refusal> {
        let user = self.user()?;
        if let Setting::Folded(part) = setting {
            validate::name(part, Place::Setting)?;
        }
        let fits = match (setting, value) {
            (_, SettingValue::Unset)
            | (Setting::PipelineColour(_), SettingValue::Colour(_))
            | (
                Setting::PipelineHidden(_)
                | Setting::StarredView(_)
                | Setting::Folded(_)
                | Setting::Suggestions
                | Setting::FilesItself(_),
                SettingValue::Flag(_),
            ) => true,
            (Setting::PipelineOrder(_), SettingValue::Order(order)) => {
                validate::order(order, Place::Setting)?;
                true
            }
            (Setting::Language | Setting::PipelineView(_), SettingValue::Text(text)) => {
                validate::name(text, Place::Setting)?;
                true
            }
            _ => false,
        };
        if !fits {
            return Err(validate::invalid(Place::Setting, Problem::WrongType));
        }
        let known = self.records.settings(user).map(|known| &known.entries);
        let known = known.unwrap_or(const { &LiteMap::new() });
        super::boxes::room(known, setting, Limits::SETTINGS, Place::Setting)?;
        let mut changed = Settings::new(user);
        let entry = Register::new(value.clone(), self.context.stamp);
        changed.entries.insert(setting.clone(), entry);
        Ok(vec![Effect::PutSettings(changed)])
    }

    /// Whether the actor may put something there, or change what is.
    fn may_write(&self, home: Home, place: Place) -> Result<(), Refusal> {
        match home {
            Home::User(user) if self.is_actor(user) => Ok(()),
            // Nobody learns what others have for themselves.
            Home::User(_) => Err(Refusal::NotFound(place)),
            Home::Pipeline(pipeline) => {
                let (_, rights) = self.pipeline(pipeline)?;
                need(rights.structure)
            }
            Home::Team => Ok(()),
        }
    }

    /// Whether the actor may change what is there. What belongs to a pipeline that is hidden from
    /// them is as hidden as the pipeline.
    fn may_change(&self, home: Home, place: Place) -> Result<(), Refusal> {
        self.may_write(home, place)
            .map_err(|refusal| match refusal {
                Refusal::NotFound(_) => Refusal::NotFound(place),
                other => other,
            })
    }

    /// A view that others see shows a pipeline that they see.
    fn shows(&self, home: Home, pipeline: Option<PipelineId>) -> Result<(), Refusal> {
        if let Some(pipeline) = pipeline {
            self.pipeline(pipeline)?;
        }
        match home {
            Home::Pipeline(home) if pipeline != Some(home) => {
                Err(validate::invalid(Place::View, Problem::NotHere))
            }
            _ => Ok(()),
        }
    }
}

fn checked_shape(shape: &ViewShape) -> Result<ViewShape, Refusal> {
    let place = Place::ViewShape;
    validate::text(&shape.filter, Limits::FILTER, place)?;
    validate::count(shape.sort.len(), Limits::SORT_KEYS, place)?;
    validate::count(shape.columns.len(), Limits::VIEW_COLUMNS, place)?;
    validate::count(shape.summaries.len(), Limits::VIEW_COLUMNS, place)?;
    validate::distinct(shape.sort.iter().map(|key| key.column), place)?;
    validate::distinct(shape.columns.iter().map(|shape| shape.column), place)?;
    validate::distinct(shape.summaries.iter(), place)?;
    Ok(shape.clone())
}

fn checked_text(text: &str, most: usize) -> Result<String, Refusal> {
    validate::text(text, most, Place::SnippetText)?;
    Ok(text.to_owned())
}

/// One word, or nothing.
fn checked_shortcut(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    if text.contains(char::is_whitespace) {
        return Err(validate::invalid(Place::Shortcut, Problem::Malformed));
    }
    validate::name(text, Place::Shortcut)
}
