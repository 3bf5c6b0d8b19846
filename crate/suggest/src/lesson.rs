//! What is learnt, as values that devices exchange: in any order, any number of times, with the same end.

use std::collections::BTreeMap;

use boxwood_model::{Arrange as _, BoxId};
use serde::{Deserialize, Serialize};

use crate::features::{Features, Key};
use crate::pack;

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was filed in a box.
    Filed(BoxId),
    /// It was opened, and left unfiled.
    Left,
    /// The suggestion of a box was turned down.
    Dismissed(BoxId),
}

/// What became of one mail, and when. The later one of two about the same mail holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lesson {
    /// Milliseconds since 1970.
    pub(crate) when: u64,
    /// Which mail, as a keyed hash.
    pub(crate) mail: u64,
    /// Nothing when the lesson was taken back.
    pub(crate) outcome: Option<Outcome>,
    /// What is kept of the mail, packed; nothing when the lesson was taken back or its box forgotten.
    pub(crate) features: Box<[u8]>,
}

impl Lesson {
    /// A number that differs between kinds of outcomes, and its box.
    fn kind(&self) -> (u8, Option<BoxId>) {
        match self.outcome {
            None => (0, None),
            Some(Outcome::Left) => (1, None),
            Some(Outcome::Filed(id)) => (2, Some(id)),
            Some(Outcome::Dismissed(id)) => (3, Some(id)),
        }
    }

    /// The box that it is about.
    pub(crate) fn about(&self) -> Option<BoxId> {
        self.kind().1
    }

    /// Whether there is something to learn from it: it was not taken back, nor its box forgotten.
    pub(crate) fn is_whole(&self) -> bool {
        self.outcome.is_some() && !self.features.is_empty()
    }

    /// What there is to learn from it. That the features can be read was checked when the lesson came in.
    pub(crate) fn content(&self) -> Option<(Outcome, Features)> {
        let outcome = self.outcome.filter(|_| self.is_whole())?;
        Some((outcome, pack::unpack(self.mail, &self.features).ok()?))
    }
}

/// Lessons, and the boxes whose lessons are void: all that was learnt, or the news of one change. It holds keyed
/// hashes only; no text can be read from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Learnt {
    /// Of the key that the hashes were made with.
    pub(crate) fingerprint: u64,
    /// In order of time.
    pub(crate) lessons: Vec<Lesson>,
    /// The boxes that were forgotten, each with the time up to which its lessons are void.
    pub(crate) forgotten: BTreeMap<BoxId, u64>,
}

impl Learnt {
    pub(crate) fn nothing(key: &Key) -> Self {
        Self {
            fingerprint: key.fingerprint(),
            lessons: Vec::new(),
            forgotten: BTreeMap::new(),
        }
    }

    /// Of how many mails this tells something.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lessons.len()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lessons.is_empty() && self.forgotten.is_empty()
    }
}

/// Bytes that say they hold lessons and do not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LearntError {
    /// A lesson is about a box that is not listed.
    #[error("lesson {lesson} is about box {index}, and {boxes} boxes are listed")]
    NoSuchBox {
        /// Which lesson, counted from zero.
        lesson: usize,
        /// The number of the box.
        index: u32,
        /// How many there are.
        boxes: usize,
    },
    /// The kind of a lesson is none that is known.
    #[error("lesson {lesson} is of kind {kind}; known are 0 to 3")]
    NoSuchKind {
        /// Which lesson, counted from zero.
        lesson: usize,
        /// The kind.
        kind: u8,
    },
    /// What a lesson holds of its mail cannot be read.
    #[error("lesson {lesson}: {error}")]
    Features {
        /// Which lesson, counted from zero.
        lesson: usize,
        /// What is wrong.
        error: pack::NotFeatures,
    },
}

/// How `Learnt` is written: ids once, times as steps.
#[derive(Serialize, Deserialize)]
struct Written {
    fingerprint: u64,
    boxes: Vec<BoxId>,
    lessons: Vec<WrittenLesson>,
    forgotten: Vec<(BoxId, u64)>,
}

#[derive(Serialize, Deserialize)]
struct WrittenLesson {
    /// Milliseconds since the one before.
    step: u64,
    mail: [u8; 8],
    kind: u8,
    place: u32,
    features: Box<[u8]>,
}

impl From<Learnt> for Written {
    fn from(learnt: Learnt) -> Self {
        let mut boxes: Vec<BoxId> = learnt.lessons.iter().filter_map(Lesson::about).collect();
        boxes.arrange();
        boxes.dedup();
        let mut last = 0;
        let lessons = learnt
            .lessons
            .into_iter()
            .map(|lesson| {
                let (kind, id) = lesson.kind();
                let place = id.and_then(|id| boxes.binary_search(&id).ok()).unwrap_or(0);
                let step = lesson.when.saturating_sub(last);
                last = lesson.when;
                WrittenLesson {
                    step,
                    mail: lesson.mail.to_le_bytes(),
                    kind,
                    place: u32::try_from(place).unwrap_or(u32::MAX),
                    features: lesson.features,
                }
            })
            .collect();
        Self {
            fingerprint: learnt.fingerprint,
            boxes,
            lessons,
            forgotten: learnt.forgotten.into_iter().collect(),
        }
    }
}

impl TryFrom<Written> for Learnt {
    type Error = LearntError;

    fn try_from(written: Written) -> Result<Self, LearntError> {
        let mut when = 0_u64;
        let mut lessons = Vec::with_capacity(written.lessons.len());
        for (at, lesson) in written.lessons.into_iter().enumerate() {
            when = when.saturating_add(lesson.step);
            let id = || {
                let known = usize::try_from(lesson.place)
                    .ok()
                    .and_then(|place| written.boxes.get(place));
                known.copied().ok_or(LearntError::NoSuchBox {
                    lesson: at,
                    index: lesson.place,
                    boxes: written.boxes.len(),
                })
            };
            let outcome = match lesson.kind {
                0 => None,
                1 => Some(Outcome::Left),
                2 => Some(Outcome::Filed(id()?)),
                3 => Some(Outcome::Dismissed(id()?)),
                kind => return Err(LearntError::NoSuchKind { lesson: at, kind }),
            };
            let lesson = Lesson {
                when,
                mail: u64::from_le_bytes(lesson.mail),
                outcome,
                features: lesson.features,
            };
            if lesson.is_whole() {
                pack::unpack(lesson.mail, &lesson.features)
                    .map_err(|error| LearntError::Features { lesson: at, error })?;
            }
            lessons.push(lesson);
        }
        Ok(Self {
            fingerprint: written.fingerprint,
            lessons,
            forgotten: written.forgotten.into_iter().collect(),
        })
    }
}
