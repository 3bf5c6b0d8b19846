//! What happened to records: what the server has told, and what waits to be sent.

use std::collections::BTreeSet;

use boxwood_model::{Gather as _, Happening, Key, Place, Scope, Stamp, fold};
use boxwood_sync::Subject;

use super::Answering;
use crate::api::{Failure, TimelineKind, TimelineOf, TimelineState, TimelineView};
use crate::timeline::{kind, line};
use crate::translate::id;

impl Answering<'_> {
    pub(super) fn timeline(
        &mut self,
        of: &TimelineOf,
        kinds: &[TimelineKind],
        count: usize,
    ) -> Result<TimelineView, Failure> {
        let subject = match of {
            TimelineOf::Box { id: text } => Subject::Record(Key::Box(id(text, Place::Box)?)),
            TimelineOf::Contact { id: text } => {
                Subject::Record(Key::Contact(id(text, Place::Contact)?))
            }
            TimelineOf::Organization { id: text } => {
                Subject::Record(Key::Organization(id(text, Place::Organization)?))
            }
            TimelineOf::Pipeline { id: text } => {
                Subject::Scope(Scope::Pipeline(id(text, Place::Pipeline)?))
            }
            TimelineOf::Team => Subject::Scope(Scope::Team),
        };
        let (told, more, state) = self.histories.want(subject, count);
        // What the server took stays among what waits until it is pulled.
        let known: BTreeSet<Stamp> = told.iter().map(|happening| happening.stamp).gather();
        let waiting = self.status.replica.waiting_happenings().into_iter();
        let waiting: Vec<Happening> = waiting
            .filter(|happening| self.is_of(subject, happening.about))
            .filter(|happening| !known.contains(&happening.stamp))
            .collect();
        let unsent: BTreeSet<Stamp> = waiting.iter().map(|happening| happening.stamp).gather();
        let wanted = |happening: &Happening| kinds.contains(&kind(happening.kind()));
        let all = told.into_iter().chain(waiting).filter(wanted);
        let names_record = matches!(subject, Subject::Scope(_));
        let lines = fold(all).into_iter().take(count).map(|entry| {
            let waits = unsent.contains(&entry.happening.stamp);
            line(&entry, waits, names_record, &self.records)
        });
        Ok(TimelineView {
            lines: lines.collect(),
            more,
            state: self.honest(state),
        })
    }

    /// Whether a record's history is what was asked for.
    fn is_of(&self, subject: Subject, about: Key) -> bool {
        use boxwood_model::Records as _;
        match (subject, about) {
            (Subject::Record(key), about) => key == about,
            (Subject::Scope(Scope::Pipeline(pipeline)), Key::Pipeline(id)) => pipeline == id,
            (Subject::Scope(Scope::Pipeline(pipeline)), Key::Box(id)) => {
                let record = self.records.box_record(id);
                record.is_some_and(|record| record.pipeline() == pipeline)
            }
            (Subject::Scope(Scope::Team), about) => matches!(
                about,
                Key::Team
                    | Key::Member(_)
                    | Key::Invitation(_)
                    | Key::Contact(_)
                    | Key::Organization(_)
            ),
            _ => false,
        }
    }

    /// Nothing is on its way from a server that is out of reach.
    fn honest(&self, state: TimelineState) -> TimelineState {
        use crate::api::Connection;
        match (state, self.status.connection) {
            (TimelineState::Loading, Connection::Offline | Connection::SignedOut) => {
                TimelineState::OutOfReach
            }
            (state, _) => state,
        }
    }
}
