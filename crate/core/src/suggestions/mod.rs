//! Which box a mail most likely belongs to: what pages read of mails, and what was learnt from where mails are.
//!
//! What is kept of a mail is a [lesson](boxwood_model::Lesson), a record like all others: it is on disk, synced
//! between one's own devices, and undone with the filing that made it. Where a mail is filed is not in it; that
//! the boxes say. So whatever happens to a filing (moved, taken back, its box deleted or merged, by oneself or a
//! teammate), what is suggested afterwards is what it would be had it been like that all along.

mod code;
mod learner;
mod rules;
mod seen;

use boxwood_model::{LessonId, Records, Setting, SettingValue, ThreadId, UserId};
use boxwood_suggest::{Key, Note, Said};
use boxwood_sync::Secret;

pub(crate) use code::{code_of, secret_of};
pub(crate) use learner::{Learner, Surroundings};
pub(crate) use seen::Seen;

/// From which probability on a suggestion is shown unasked: beside the open mail, and in a list.
pub(crate) const SURE: f32 = 0.8;
pub(crate) const VERY_SURE: f32 = 0.95;
/// From which probability on a mail may be filed without asking, and after how many mails in that box.
pub(crate) const BEYOND_DOUBT: f32 = 0.98;
pub(crate) const ENOUGH_IN_BOX: usize = 30;
/// Before so many filings nothing is concluded from them alone.
pub(crate) const ENOUGH: usize = 20;

/// All that is there for suggestions.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    /// What pages have read lately.
    pub(crate) seen: Seen,
    /// Made when a page first reads a mail.
    pub(crate) learner: Option<Learner>,
}

impl Suggestions {
    /// What is kept of a conversation that a page has read, if there is something to keep: the lesson's id, and
    /// its content.
    pub(crate) fn note(
        &self,
        key: &Key,
        thread: &ThreadId,
        said: Said,
    ) -> Option<(LessonId, Vec<u8>)> {
        let features = self.seen.features(&thread.0)?.clone();
        let note = Note { said, features };
        let id = lesson_id(key, thread);
        Some((id, note.write(key, *id.as_bytes())))
    }
}

/// The key of a secret.
pub(crate) fn key_of(secret: Secret) -> Key {
    Key::new(&secret.0)
}

/// Where what is kept of a conversation is.
pub(crate) fn lesson_id(key: &Key, thread: &ThreadId) -> LessonId {
    LessonId::from_bytes(key.name_of(&thread.0))
}

/// Whether a person has boxes suggested.
pub(crate) fn is_on(records: &dyn Records, user: Option<UserId>) -> bool {
    flag(records, user, &Setting::Suggestions) != Some(false)
}

/// What a person has set a flag to.
pub(crate) fn flag(records: &dyn Records, user: Option<UserId>, setting: &Setting) -> Option<bool> {
    match records.settings(user?)?.entries.get(setting)?.value {
        SettingValue::Flag(on) => Some(on),
        _ => None,
    }
}
