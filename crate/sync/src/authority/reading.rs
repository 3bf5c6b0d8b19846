//! Records as they lie in a store, read when a rule asks for them.

use std::cell::RefCell;

use boxwood_model::{
    BoxId, BoxRecord, Contact, ContactId, Invitation, InvitationId, Key, Lesson, LessonId, Member,
    Organization, OrganizationId, Pipeline, PipelineId, Record, Records, SavedView, Settings,
    Snippet, SnippetId, Team, UserId, ViewId,
};
use elsa::FrozenBTreeMap;

use super::AuthorityStore;

/// The records of a store, each read at the first question about it and kept from then on.
///
/// Rules cannot fail for want of a disk: a record that could not be read is one that is not there,
/// and whoever asked the rules has to look at [`Reading::finish`] before believing their answer.
pub(super) struct Reading<'s, S: AuthorityStore> {
    store: RefCell<&'s mut S>,
    known: FrozenBTreeMap<Key, Box<Option<Record>>>,
    failure: RefCell<Option<S::Error>>,
}

impl<'s, S: AuthorityStore> Reading<'s, S> {
    pub(super) const fn new(store: &'s mut S) -> Self {
        Self {
            store: RefCell::new(store),
            known: FrozenBTreeMap::new(),
            failure: RefCell::new(None),
        }
    }

    /// Whether everything that was asked for could be read.
    pub(super) fn finish(self) -> Result<(), S::Error> {
        match self.failure.into_inner() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// The people of the team, removed ones too.
    pub(super) fn members(&self) -> Vec<UserId> {
        self.ask(AuthorityStore::members).unwrap_or_default()
    }

    /// All pipelines.
    pub(super) fn pipelines(&self) -> Vec<PipelineId> {
        self.ask(AuthorityStore::pipelines).unwrap_or_default()
    }

    /// All records of a pipeline.
    pub(super) fn records_of(&self, pipeline: PipelineId) -> Vec<Record> {
        let records = self.ask(|store| store.records_of(pipeline));
        records.unwrap_or_default()
    }

    fn record(&self, key: Key) -> Option<&Record> {
        if let Some(known) = self.known.get(&key) {
            return known.as_ref();
        }
        let read = self.ask(|store| store.record(key)).flatten();
        self.known.insert(key, Box::new(read)).as_ref()
    }

    /// Asks the store; nothing if it fails.
    fn ask<T>(&self, question: impl FnOnce(&mut S) -> Result<T, S::Error>) -> Option<T> {
        match question(&mut self.store.borrow_mut()) {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.failure.borrow_mut().get_or_insert(error);
                None
            }
        }
    }
}

macro_rules! read {
    ($($one:ident($id:ty) -> $record:ty, $kind:ident;)*) => {
        $(fn $one(&self, id: $id) -> Option<&$record> {
            match self.record(Key::$kind(id)) {
                Some(Record::$kind(record)) => Some(record),
                _ => None,
            }
        })*
    };
}

impl<S: AuthorityStore> Records for Reading<'_, S> {
    fn team(&self) -> Option<&Team> {
        match self.record(Key::Team) {
            Some(Record::Team(team)) => Some(team),
            _ => None,
        }
    }

    fn member_by_email(&self, email: &str) -> Option<UserId> {
        self.ask(|store| store.member_by_email(email)).flatten()
    }

    fn owners(&self) -> usize {
        self.ask(AuthorityStore::owners).unwrap_or(0)
    }

    read! {
        member(UserId) -> Member, Member;
        pipeline(PipelineId) -> Pipeline, Pipeline;
        box_record(BoxId) -> BoxRecord, Box;
        invitation(InvitationId) -> Invitation, Invitation;
        contact(ContactId) -> Contact, Contact;
        organization(OrganizationId) -> Organization, Organization;
        snippet(SnippetId) -> Snippet, Snippet;
        view(ViewId) -> SavedView, View;
        settings(UserId) -> Settings, Settings;
        lesson(LessonId) -> Lesson, Lesson;
    }
}
