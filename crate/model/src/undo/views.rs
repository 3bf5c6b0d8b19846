//! The way back for saved views, snippets, and what a person has for themselves.

use super::Way;
use crate::{
    LessonId, Operation, Setting, SettingValue, SnippetId, SnippetOperation, ViewId, ViewOperation,
};

impl Way<'_> {
    pub(super) fn view(&self, id: ViewId, operation: &ViewOperation) -> Option<ViewOperation> {
        if let ViewOperation::Create { .. } = operation {
            return Some(ViewOperation::SetDeleted(true));
        }
        let known = self.before.view(id)?;
        Some(match operation {
            ViewOperation::Rename(_) => ViewOperation::Rename(known.name.value.clone()),
            ViewOperation::SetShape(_) => ViewOperation::SetShape(known.shape.value.clone()),
            ViewOperation::SetDeleted(_) => ViewOperation::SetDeleted(known.deleted.value),
            ViewOperation::Create { .. } => return None,
        })
    }

    pub(super) fn snippet(
        &self,
        id: SnippetId,
        operation: &SnippetOperation,
    ) -> Option<SnippetOperation> {
        if let SnippetOperation::Create { .. } = operation {
            return Some(SnippetOperation::SetDeleted(true));
        }
        let known = self.before.snippet(id)?;
        Some(match operation {
            SnippetOperation::Rename(_) => SnippetOperation::Rename(known.name.value.clone()),
            SnippetOperation::SetSubject(_) => {
                SnippetOperation::SetSubject(known.subject.value.clone())
            }
            SnippetOperation::SetText(_) => SnippetOperation::SetText(known.text.value.clone()),
            SnippetOperation::SetShortcut(_) => {
                SnippetOperation::SetShortcut(known.shortcut.value.clone())
            }
            SnippetOperation::SetDeleted(_) => SnippetOperation::SetDeleted(known.deleted.value),
            SnippetOperation::Create { .. } => return None,
        })
    }

    pub(super) fn lesson(&self, id: LessonId) -> Operation {
        let known = self.before.lesson(id);
        Operation::Learn {
            id,
            content: known.map_or_else(Default::default, |known| known.content.value.clone()),
        }
    }

    pub(super) fn setting(&self, setting: &Setting) -> Option<Operation> {
        let known = self.before.settings(self.user()?);
        let entry = known.and_then(|known| known.entries.get(setting));
        let value = entry.map_or(SettingValue::Unset, |entry| entry.value.clone());
        Some(Operation::Set {
            setting: setting.clone(),
            value,
        })
    }
}
