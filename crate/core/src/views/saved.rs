//! Saved views, snippets and settings.

use std::collections::BTreeSet;

use boxwood_model::{
    Arrange as _, BoxId, Gather as _, Home, PipelineId, Records, SavedView, Setting, SettingValue,
    Settings, Snippet, SnippetId, ViewId, ViewShape,
};
use boxwood_query::Sheet;

use super::{Answering, Part};
use crate::api::{
    ColumnShape, FilledSnippet, HomeInput, SavedViewView, SettingsView, SnippetView, SortKey,
    SummaryOf,
};
use crate::translate::column_name;

impl Answering<'_> {
    pub(super) fn saved_views(
        &self,
        pipeline: Option<PipelineId>,
        part: Part,
    ) -> (Vec<SavedViewView>, bool) {
        let known = self.confirmed.views.keys();
        let known: BTreeSet<ViewId> = known.chain(self.waiting.views.keys()).copied().gather();
        let views = known.into_iter().filter_map(|id| self.records.view(id));
        let shown = views.filter(|view| {
            !view.deleted.value
                && self.sees(view.home)
                && view
                    .pipeline
                    .is_none_or(|id| self.live_pipeline(id).is_some())
                && pipeline.is_none_or(|id| view.pipeline == Some(id))
        });
        let mut shown: Vec<_> = shown
            .map(|view| (!self.is_starred(view.id), view))
            .collect();
        shown.arrange_by_cached_key(|(later, view)| {
            (*later, self.index.name_key(&view.name.value), view.id)
        });
        let (shown, more) = part.of(shown.into_iter());
        let views = shown
            .into_iter()
            .map(|(later, view)| saved_view(view, !later));
        (views.collect(), more)
    }

    pub(super) fn snippets(
        &self,
        pipeline: Option<PipelineId>,
        part: Part,
    ) -> (Vec<SnippetView>, bool) {
        let known = self.confirmed.snippets.keys();
        let known = known.chain(self.waiting.snippets.keys());
        let known: BTreeSet<SnippetId> = known.copied().gather();
        let snippets = known.into_iter().filter_map(|id| self.records.snippet(id));
        let shown = snippets.filter(|snippet| {
            let is_wanted = match (snippet.home, pipeline) {
                (Home::Pipeline(home), Some(pipeline)) => home == pipeline,
                _ => true,
            };
            !snippet.deleted.value && is_wanted && self.sees(snippet.home)
        });
        let mut shown: Vec<&Snippet> = shown.collect();
        shown.arrange_by_cached_key(|snippet| {
            (self.index.name_key(&snippet.name.value), snippet.id)
        });
        let (shown, more) = part.of(shown.into_iter());
        let views = shown.into_iter().map(|snippet| SnippetView {
            id: snippet.id.to_string(),
            name: snippet.name.value.clone(),
            home: home_view(snippet.home),
            subject: snippet.subject.value.clone(),
            text: snippet.text.value.clone(),
            shortcut: snippet.shortcut.value.clone(),
        });
        (views.collect(), more)
    }

    pub(super) fn filled_snippet(&self, id: SnippetId, record: BoxId) -> Option<FilledSnippet> {
        let snippet = self.records.snippet(id);
        let snippet = snippet.filter(|snippet| !snippet.deleted.value)?;
        let record = self.records.box_record(record)?;
        let pipeline = self.live_pipeline(record.pipeline())?;
        let sheet = Sheet::new(pipeline);
        let row = self.contents(record, pipeline);
        let mut missing = Vec::new();
        let mut fill = |text: &str| {
            fill(text, |name| {
                let found = sheet.text(name, &row);
                let found = found.filter(|text| !text.is_empty());
                if found.is_none() && !missing.iter().any(|known| known == name) {
                    missing.push(name.to_owned());
                }
                found
            })
        };
        let (subject, text) = (fill(&snippet.subject.value), fill(&snippet.text.value));
        Some(FilledSnippet {
            subject,
            text,
            missing,
        })
    }

    pub(super) fn settings(&self) -> SettingsView {
        let language = match self.setting(&Setting::Language) {
            Some(SettingValue::Text(tag)) => Some(tag.clone()),
            _ => None,
        };
        let entries = self.own_settings().into_iter();
        let entries = entries.flat_map(|settings| settings.entries.iter());
        let folded = entries.filter_map(|(setting, entry)| match (setting, &entry.value) {
            (Setting::Folded(part), SettingValue::Flag(true)) => Some(part.clone()),
            _ => None,
        });
        SettingsView {
            language,
            folded: folded.collect(),
        }
    }

    fn is_starred(&self, view: ViewId) -> bool {
        self.setting(&Setting::StarredView(view)) == Some(&SettingValue::Flag(true))
    }

    fn own_settings(&self) -> Option<&Settings> {
        self.records.settings(self.user?)
    }

    fn setting(&self, setting: &Setting) -> Option<&SettingValue> {
        let entry = self.own_settings()?.entries.get(setting)?;
        Some(&entry.value)
    }

    /// Whether what belongs there is there for whoever asks.
    fn sees(&self, home: Home) -> bool {
        match home {
            Home::User(user) => self.user == Some(user),
            Home::Pipeline(pipeline) => self.live_pipeline(pipeline).is_some(),
            Home::Team => true,
        }
    }
}

fn saved_view(view: &SavedView, starred: bool) -> SavedViewView {
    SavedViewView {
        id: view.id.to_string(),
        name: view.name.value.clone(),
        home: home_view(view.home),
        pipeline: view.pipeline.map(|pipeline| pipeline.to_string()),
        shape: shape(&view.shape.value),
        starred,
    }
}

fn home_view(home: Home) -> HomeInput {
    match home {
        Home::User(_) => HomeInput::Mine,
        Home::Pipeline(pipeline) => HomeInput::Pipeline {
            pipeline: pipeline.to_string(),
        },
        Home::Team => HomeInput::Team,
    }
}

fn shape(shape: &ViewShape) -> crate::api::ViewShape {
    let sort = shape.sort.iter().map(|key| SortKey {
        column: column_name(key.column),
        is_descending: key.is_descending,
    });
    let columns = shape.columns.iter().map(|shape| ColumnShape {
        column: column_name(shape.column),
        width: shape.width,
        is_hidden: shape.is_hidden,
        is_frozen: shape.is_frozen,
    });
    let summaries = shape.summaries.iter().map(|(column, summary)| SummaryOf {
        column: column_name(*column),
        summary: (*summary).into(),
    });
    crate::api::ViewShape {
        filter: shape.filter.clone(),
        sort: sort.collect(),
        group: shape.group.map(column_name),
        columns: columns.collect(),
        summaries: summaries.collect(),
        layout: shape.layout.into(),
    }
}

/// A text with what `value` has for each `{{Name}}` in it; those for which it has nothing stay.
fn fill(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        match after.split_once("}}") {
            Some((name, after)) => {
                match value(name.trim()) {
                    Some(text) => filled.push_str(&text),
                    None => {
                        filled.push_str("{{");
                        filled.push_str(name);
                        filled.push_str("}}");
                    }
                }
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
