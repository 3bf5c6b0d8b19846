//! From what happened to what is worth a line.

use std::collections::HashMap;

use super::happening::{Happening, Part, What};
use crate::{Arrange as _, Key, Millis};

/// Edits of one part by one person that are no further apart than this are one line.
const CLOSE: Millis = 10 * 60 * 1_000;

/// A line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What happened: of several edits from what it was before the first to what it is after the
    /// last, at the time of the last.
    pub happening: Happening,
    /// How many edits were folded into it; 1 if none.
    pub edits: u32,
}

/// What a line is about, to choose by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Mails, and conversations put in and taken out.
    Mail,
    /// Comments.
    Comment,
    /// Meetings and calls.
    Meeting,
    /// Tasks.
    Task,
    /// Files.
    File,
    /// Everything else: what was made, moved, and edited.
    Edit,
}

impl Happening {
    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        let part = match &self.what {
            What::Mail { .. } => return Kind::Mail,
            What::Set { part, .. } | What::Lost { part, .. } => part,
            _ => return Kind::Edit,
        };
        match part {
            Part::Thread(_) => Kind::Mail,
            Part::Comment(_) | Part::Reaction(..) => Kind::Comment,
            Part::Meeting(_)
            | Part::MeetingKind(_)
            | Part::MeetingStart(_)
            | Part::MeetingMinutes(_) => Kind::Meeting,
            Part::Task(_) | Part::TaskDue(_) | Part::TaskDone(_) | Part::TaskAssignee(..) => {
                Kind::Task
            }
            Part::File(_) | Part::FileUrl(_) => Kind::File,
            _ => Kind::Edit,
        }
    }
}

/// The lines of a timeline, newest first.
///
/// Edits of the same part by the same person, close together and with nobody else's in between, are
/// one line. One that ends where it began stays, as what it is: something was done, and undone.
#[must_use]
pub fn fold(happenings: impl IntoIterator<Item = Happening>) -> Vec<TimelineEntry> {
    let mut all: Vec<Happening> = happenings.into_iter().collect();
    all.arrange_by_key(|happening| (happening.at, happening.stamp));
    let mut lines: Vec<TimelineEntry> = Vec::new();
    let mut last: HashMap<(Key, Part), usize> = HashMap::new();
    for happening in all {
        let edit = match &happening.what {
            What::Set { part, .. } => Some((happening.about, part.clone())),
            // Whoever reads on has to see that something came in between.
            What::Lost { part, .. } => {
                last.remove(&(happening.about, part.clone()));
                None
            }
            _ => None,
        };
        let line = edit.as_ref().and_then(|edit| last.get(edit)).copied();
        if let Some(line) = line.and_then(|line| lines.get_mut(line))
            && continues(&line.happening, &happening)
        {
            line.edits += 1;
            join(&mut line.happening, happening);
            continue;
        }
        if let Some(edit) = edit {
            last.insert(edit, lines.len());
        }
        let edits = 1;
        lines.push(TimelineEntry { happening, edits });
    }
    lines.arrange_by_key(|line| std::cmp::Reverse((line.happening.at, line.happening.stamp)));
    lines
}

/// Whether an edit goes on from where another one ended.
fn continues(before: &Happening, after: &Happening) -> bool {
    let (What::Set { new, .. }, What::Set { old, .. }) = (&before.what, &after.what) else {
        return false;
    };
    before.by == after.by && after.at.saturating_sub(before.at) <= CLOSE && new == old
}

fn join(line: &mut Happening, later: Happening) {
    line.at = later.at;
    line.stamp = later.stamp;
    if let (What::Set { new, .. }, What::Set { new: latest, .. }) = (&mut line.what, later.what) {
        *new = latest;
    }
}
