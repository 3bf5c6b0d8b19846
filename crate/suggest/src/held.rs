//! What is held to be true of mails, said as a whole: for whoever keeps the lessons elsewhere.

use std::collections::BTreeMap;

use crate::features::Features;
use crate::lesson::{Lesson, Outcome};
use crate::pack;
use crate::suggester::Suggester;

/// What is held of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Since when, in milliseconds since 1970.
    pub when: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// What it is like.
    pub features: Features,
}

impl Suggester {
    /// Holds this of mails from now on, by their [names](crate::Key::name_of), in place of what was held before, or
    /// nothing any more. What is said afterwards follows from what is held then alone, whatever was held before.
    /// It is to be [studied](Self::study) first.
    pub fn hold(&mut self, changes: BTreeMap<[u8; 16], Option<Held>>) {
        let mut news: BTreeMap<u64, Option<Lesson>> = BTreeMap::new();
        let mut first = self.lessons.len();
        for (name, held) in changes {
            let [a, b, c, d, e, f, g, h, ..] = name;
            let mail = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
            let before = self.times.get(&mail).copied();
            let after = held.as_ref().map(|held| held.when);
            for when in before.into_iter().chain(after) {
                let (Ok(at) | Err(at)) = self.find(when, mail);
                first = first.min(at);
            }
            let lesson = held.map(|held| Lesson {
                when: held.when,
                mail,
                outcome: Some(held.outcome),
                features: pack::pack(&held.features),
            });
            news.insert(mail, lesson);
        }
        self.model.go_back(first, &self.lessons);
        let mut rest = self.cut(first);
        rest.retain(|lesson| !news.contains_key(&lesson.mail));
        for (mail, lesson) in news {
            self.times.remove(&mail);
            if let Some(lesson) = lesson {
                self.times.insert(mail, lesson.when);
                rest.push(lesson);
            }
        }
        self.join(rest);
    }

    /// Takes in at most so many of the mails that are held and not taken in yet; says whether none is left.
    pub fn study(&mut self, most: usize) -> bool {
        let rest = self.lessons.get(self.model.lessons..).unwrap_or_default();
        for lesson in rest.iter().take(most) {
            self.model.fold(lesson);
        }
        self.model.lessons >= self.lessons.len()
    }
}
