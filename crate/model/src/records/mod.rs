//! The records of a team, and what it takes to read and change them.

mod key;
mod layered;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    BoxId, BoxRecord, Contact, ContactId, Home, Invitation, InvitationId, Lesson, LessonId, Member,
    Organization, OrganizationId, Pipeline, PipelineId, Role, SavedView, Settings, Snippet,
    SnippetId, Team, UserId, ViewId,
};

pub use key::{Key, Scope};
pub use layered::Layered;

/// Says something for each kind of record: its singular (a function that reads one), a function
/// that changes one, a function that puts one there, its plural (a field of [`State`]), and types.
macro_rules! each_kind {
    ($say:ident) => {
        $say! {
            /// A person of the team.
            Member member member_mut insert_member members: UserId => Member, |r| r.id;
            /// A pipeline, a deleted one too.
            Pipeline pipeline pipeline_mut insert_pipeline pipelines: PipelineId => Pipeline, |r| r.id;
            /// A box, a deleted one too.
            Box box_record box_mut insert_box boxes: BoxId => BoxRecord, |r| r.id;
            /// An invitation into the team.
            Invitation invitation invitation_mut insert_invitation invitations: InvitationId => Invitation, |r| r.id;
            /// A contact, a deleted one too.
            Contact contact contact_mut insert_contact contacts: ContactId => Contact, |r| r.id;
            /// An organization, a deleted one too.
            Organization organization organization_mut insert_organization organizations: OrganizationId => Organization, |r| r.id;
            /// A snippet, a deleted one too.
            Snippet snippet snippet_mut insert_snippet snippets: SnippetId => Snippet, |r| r.id;
            /// A saved view, a deleted one too.
            View view view_mut insert_view views: ViewId => SavedView, |r| r.id;
            /// What a person has set.
            Settings settings settings_mut insert_settings settings: UserId => Settings, |r| r.user;
            /// What a person's devices keep of a mail.
            Lesson lesson lesson_mut insert_lesson lessons: LessonId => Lesson, |r| r.id;
        }
    };
}
pub(crate) use each_kind;

macro_rules! traits {
    ($($(#[$doc:meta])* $kind:ident $one:ident $change:ident $insert:ident $many:ident: $id:ty => $record:ty, |$r:ident| $key:expr;)*) => {
        /// Records that can be read.
        pub trait Records {
            /// What is true of the team as a whole.
            fn team(&self) -> Option<&Team>;
            /// The person with this address, which is in lower case; one who was removed too.
            fn member_by_email(&self, email: &str) -> Option<UserId>;
            /// How many owners the team has.
            fn owners(&self) -> usize;
            $($(#[$doc])*
            fn $one(&self, id: $id) -> Option<&$record>;)*
        }

        /// Records that can be changed.
        pub trait RecordsMut: Records {
            /// What is true of the team as a whole, to change.
            fn team_mut(&mut self) -> Option<&mut Team>;
            /// Puts the team there.
            fn insert_team(&mut self, team: Team);
            /// Takes a record away for good, if it is there. Records that lie [over
            /// others](Layered) only hide what is below once those others let go of it too.
            fn remove(&mut self, key: Key);
            $($(#[$doc])*
            fn $change(&mut self, id: $id) -> Option<&mut $record>;
            /// Puts a record there.
            fn $insert(&mut self, record: $record);)*
        }

        /// A record of any kind.
        ///
        /// The order of the variants is part of the wire format: new ones go to the end.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Record {
            /// What is true of the team as a whole.
            Team(std::boxed::Box<Team>),
            $($(#[$doc])*
            $kind(std::boxed::Box<$record>),)*
        }

        impl Record {
            /// The record's name.
            #[must_use]
            pub fn key(&self) -> Key {
                match self {
                    $(Self::$kind($r) => Key::$kind($key),)*
                    Self::Team(_) => Key::Team,
                }
            }
        }

        /// Records in memory, by id.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        pub struct State {
            /// What is true of the team as a whole.
            pub team: Option<Team>,
            $($(#[$doc])*
            pub $many: BTreeMap<$id, $record>,)*
        }

        impl State {
            /// The names of all records that are here.
            pub fn keys(&self) -> impl Iterator<Item = Key> + use<> {
                // A chain of so many iterators is code by the ten kilobytes wherever it is used.
                let mut keys: Vec<Key> = self.team.iter().map(|_| Key::Team).collect();
                $(keys.extend(self.$many.keys().copied().map(Key::$kind));)*
                keys.into_iter()
            }

            /// A copy of a record, if it is here.
            #[must_use]
            pub fn get(&self, key: Key) -> Option<Record> {
                match key {
                    Key::Team => self.team.clone().map(|team| Record::Team(team.into())),
                    $(Key::$kind(id) => {
                        let record = self.$many.get(&id).cloned();
                        record.map(|record| Record::$kind(record.into()))
                    })*
                }
            }

            /// All records that are here, each kind after the other.
            pub fn records(&self) -> impl Iterator<Item = Record> {
                self.keys().filter_map(|key| self.get(key))
            }

            /// Puts a record here.
            pub fn insert(&mut self, record: Record) {
                match record {
                    Record::Team(team) => self.team = Some(*team),
                    $(Record::$kind(record) => self.$insert(*record),)*
                }
            }

            /// Puts a copy of a record here, if `records` has it.
            pub fn copy(&mut self, key: Key, records: &dyn Records) {
                match key {
                    Key::Team => self.team = records.team().cloned(),
                    $(Key::$kind(id) => {
                        if let Some(record) = records.$one(id) {
                            self.$many.insert(id, record.clone());
                        }
                    })*
                }
            }
        }

        impl Records for State {
            fn team(&self) -> Option<&Team> {
                self.team.as_ref()
            }

            fn member_by_email(&self, email: &str) -> Option<UserId> {
                let mut members = self.members.values();
                members.find(|member| member.email == email).map(|member| member.id)
            }

            fn owners(&self) -> usize {
                let members = self.members.values();
                members.filter(|member| member.role.value == Role::Owner).count()
            }

            $(fn $one(&self, id: $id) -> Option<&$record> {
                self.$many.get(&id)
            })*
        }

        impl RecordsMut for State {
            fn team_mut(&mut self) -> Option<&mut Team> {
                self.team.as_mut()
            }

            fn insert_team(&mut self, team: Team) {
                self.team = Some(team);
            }

            fn remove(&mut self, key: Key) {
                match key {
                    Key::Team => self.team = None,
                    $(Key::$kind(id) => {
                        self.$many.remove(&id);
                    })*
                }
            }

            $(fn $change(&mut self, id: $id) -> Option<&mut $record> {
                self.$many.get_mut(&id)
            }

            fn $insert(&mut self, $r: $record) {
                self.$many.insert($key, $r);
            })*
        }
    };
}

each_kind!(traits);

impl State {
    /// The names of the records that are in a scope.
    pub fn keys_of(&self, scope: Scope) -> Vec<Key> {
        // Whoever sees some boxes of a pipeline has its views and snippets too.
        let shared = match scope {
            Scope::Assigned(id, _) => Scope::Pipeline(id),
            scope => scope,
        };
        let mut keys = Vec::new();
        match scope {
            Scope::Team => {
                keys.extend(self.team.iter().map(|_| Key::Team));
                keys.extend(self.members.keys().copied().map(Key::Member));
                keys.extend(self.invitations.keys().copied().map(Key::Invitation));
                keys.extend(self.contacts.keys().copied().map(Key::Contact));
                keys.extend(self.organizations.keys().copied().map(Key::Organization));
            }
            Scope::Pipeline(id) | Scope::Assigned(id, _) => {
                keys.extend(self.pipelines.get(&id).map(|_| Key::Pipeline(id)));
                let boxes = self.boxes.values();
                let boxes = boxes.filter(|record| record.pipeline() == id);
                keys.extend(boxes.map(|record| Key::Box(record.id)));
            }
            Scope::User(id) => {
                keys.extend(self.settings.get(&id).map(|_| Key::Settings(id)));
                let lessons = self.lessons.values();
                let lessons = lessons.filter(|lesson| lesson.user == id);
                keys.extend(lessons.map(|lesson| Key::Lesson(lesson.id)));
            }
        }
        let at_home = |home: Home| home.scope() == shared;
        let views = self.views.values().filter(|view| at_home(view.home));
        keys.extend(views.map(|view| Key::View(view.id)));
        let snippets = self.snippets.values();
        let snippets = snippets.filter(|snippet| at_home(snippet.home));
        keys.extend(snippets.map(|snippet| Key::Snippet(snippet.id)));
        keys
    }
}
