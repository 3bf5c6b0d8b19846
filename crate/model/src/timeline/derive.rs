//! From effects to what happened.

use super::happening::{Happening, Part, Said, What};
use super::{boxes, others};
use crate::{Effect, Key, Layered, Millis, Records, Register, Slot, Stamp, State, UserId};

/// What the effects of one intent did to the records, in order.
///
/// `before` are the records as they were before the first of the effects.
#[must_use]
pub fn happenings(
    effects: &[Effect],
    stamp: Stamp,
    actor: Option<UserId>,
    before: &dyn Records,
) -> Vec<Happening> {
    let mut top = State::default();
    let mut all = Vec::new();
    for effect in effects {
        let mut records = Layered {
            below: before,
            top: &mut top,
        };
        let mut teller = Teller {
            stamp,
            actor,
            about: effect.key(),
            told: &mut all,
        };
        teller.tell(effect, &records);
        effect.apply(stamp, &mut records);
    }
    all
}

/// Takes down what happened to one record by one intent.
pub(super) struct Teller<'t> {
    stamp: Stamp,
    actor: Option<UserId>,
    about: Key,
    told: &'t mut Vec<Happening>,
}

impl Teller<'_> {
    fn tell(&mut self, effect: &Effect, records: &dyn Records) {
        match effect {
            // One that is known was made before: there is no news in it.
            Effect::CreateBox(record) => {
                if records.box_record(record.id).is_none() {
                    self.made(record.name());
                }
            }
            Effect::ChangeBox { id, change, .. } => {
                if let Some(record) = records.box_record(*id) {
                    boxes::tell(self, change, record, records);
                }
            }
            Effect::EnterPipeline { record, from, left } => {
                let known = records.box_record(record.id);
                if known.is_none_or(|known| known.stamp(Slot::Pipeline) < self.stamp) {
                    self.say(What::Moved {
                        from: *from,
                        to: record.pipeline(),
                        left: left.clone(),
                    });
                }
            }
            // Said where it entered; whoever sees only where it was sees that it went.
            Effect::LeavePipeline { id, from, to } => {
                let known = records.box_record(*id);
                if known.is_some_and(|known| known.pipeline() == *from) {
                    self.say(What::Moved {
                        from: *from,
                        to: *to,
                        left: Vec::new(),
                    });
                }
            }
            Effect::ForgetBox { id, .. } => {
                if records.box_record(*id).is_some() {
                    self.say(What::Forgotten);
                }
            }
            effect => others::tell(self, effect, records),
        }
    }

    /// The record was made.
    pub(super) fn made(&mut self, name: &str) {
        let name = name.to_owned();
        self.say(What::Made { name });
    }

    pub(super) fn say(&mut self, what: What) {
        self.say_at(self.stamp.at.millis(), what);
    }

    pub(super) fn say_at(&mut self, at: Millis, what: What) {
        self.told.push(Happening {
            at,
            by: self.actor,
            stamp: self.stamp,
            about: self.about,
            what,
        });
    }

    /// A register that this intent sets: from what it was, to what it should be.
    pub(super) fn set<T: PartialEq>(
        &mut self,
        part: Part,
        known: Option<&Register<T>>,
        new: &T,
        said: impl Fn(&T) -> Said,
    ) {
        match known {
            Some(known) if known.value == *new => {}
            Some(known) if known.stamp > self.stamp => self.say(What::Lost {
                part,
                wanted: said(new),
                kept: said(&known.value),
            }),
            known => {
                let old = known.map_or(Said::Nothing, |known| said(&known.value));
                let new = said(new);
                if old != new || new == Said::Something {
                    self.say(What::Set { part, old, new });
                }
            }
        }
    }

    /// A register of a record that is as given: told if this intent set it.
    pub(super) fn put<T: PartialEq>(
        &mut self,
        part: Part,
        known: Option<&Register<T>>,
        given: &Register<T>,
        said: impl Fn(&T) -> Said,
    ) {
        if given.stamp == self.stamp {
            self.set(part, known, &given.value, said);
        }
    }

    /// A part that has a text, and a register that says whether it is deleted.
    pub(super) fn put_text(
        &mut self,
        part: &Part,
        known: Option<(&Register<String>, bool)>,
        given: (&Register<String>, &Register<bool>),
    ) {
        let (text, deleted) = given;
        let Some((known_text, was_deleted)) = known else {
            if text.stamp == self.stamp {
                let new = Said::Text(text.value.clone());
                let (part, old) = (part.clone(), Said::Nothing);
                self.say(What::Set { part, old, new });
            }
            return;
        };
        if deleted.stamp == self.stamp && deleted.value != was_deleted {
            let (gone, there) = (Said::Nothing, Said::Text(known_text.value.clone()));
            let (old, new) = if deleted.value {
                (there, gone)
            } else {
                (gone, there)
            };
            let part = part.clone();
            self.say(What::Set { part, old, new });
        }
        self.put(part.clone(), Some(known_text), text, said_text);
    }
}

/// Of two copies of a map, the entries that differ: as they are here, and as they are given.
pub(super) fn entries<'m, K: Ord, V>(
    known: Option<&'m crate::LiteMap<K, V>>,
    given: &'m crate::LiteMap<K, V>,
) -> impl Iterator<Item = (&'m K, Option<&'m V>, &'m V)> {
    let known = move |key: &K| known.and_then(|known| known.get(key));
    given
        .iter()
        .map(move |(key, value)| (key, known(key), value))
}

#[expect(clippy::ptr_arg, reason = "of registers that hold a String")]
pub(super) fn said_text(text: &String) -> Said {
    if text.is_empty() {
        Said::Nothing
    } else {
        Said::Text(text.clone())
    }
}

#[expect(clippy::ptr_arg, reason = "of registers that hold a Vec")]
pub(super) fn said_texts(texts: &Vec<String>) -> Said {
    said_text(&texts.join("\n"))
}

pub(super) fn said_flag(flag: &bool) -> Said {
    Said::Flag(*flag)
}

pub(super) fn something<T>(_: &T) -> Said {
    Said::Something
}
