//! Records with changed copies of some of them on top; what is below stays as it is.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{Key, Records, RecordsMut, State, each_kind};
use crate::{
    BoxId, BoxRecord, Contact, ContactId, Invitation, InvitationId, Lesson, LessonId, Member,
    Organization, OrganizationId, Pipeline, PipelineId, Role, SavedView, Settings, Snippet,
    SnippetId, Team, UserId, ViewId,
};

/// Records with changed copies of some of them on top.
///
/// Dropping the top gives exactly what is below again: a client's pending changes are a top over
/// what the server confirmed.
#[derive(Debug)]
pub struct Layered<'a, T, B: ?Sized = State> {
    /// What is confirmed.
    pub below: &'a B,
    /// The changed copies: a `&State` to read, a `&mut State` to change.
    pub top: T,
}

macro_rules! layers {
    ($($(#[$doc:meta])* $kind:ident $one:ident $change:ident $insert:ident $many:ident: $id:ty => $record:ty, |$r:ident| $key:expr;)*) => {
        impl<T: Deref<Target = State>, B: Records + ?Sized> Records for Layered<'_, T, B> {
            fn team(&self) -> Option<&Team> {
                self.top.team().or_else(|| self.below.team())
            }

            fn member_by_email(&self, email: &str) -> Option<UserId> {
                let above = self.top.member_by_email(email);
                above.or_else(|| {
                    let below = self.below.member_by_email(email)?;
                    // A changed copy may have another address by now.
                    self.top.member(below).is_none().then_some(below)
                })
            }

            fn owners(&self) -> usize {
                let is_owner = |member: &Member| usize::from(member.role.value == Role::Owner);
                let changed = self.top.members.values();
                let hidden = changed.clone().filter_map(|member| self.below.member(member.id));
                let hidden: usize = hidden.map(is_owner).sum();
                self.below.owners() - hidden + changed.map(is_owner).sum::<usize>()
            }
            $(fn $one(&self, id: $id) -> Option<&$record> {
                self.top.$one(id).or_else(|| self.below.$one(id))
            })*
        }

        impl<B: Records + ?Sized> RecordsMut for Layered<'_, &mut State, B> {
            fn team_mut(&mut self) -> Option<&mut Team> {
                if self.top.team.is_none() {
                    self.top.team = self.below.team().cloned();
                }
                self.top.team.as_mut()
            }

            fn insert_team(&mut self, team: Team) {
                self.top.insert_team(team);
            }

            fn remove(&mut self, key: Key) {
                self.top.remove(key);
            }

            $(fn $change(&mut self, id: $id) -> Option<&mut $record> {
                copy_up(&mut self.top.$many, id, |id| self.below.$one(id))
            }

            fn $insert(&mut self, record: $record) {
                self.top.$insert(record);
            })*
        }
    };
}

each_kind!(layers);

impl<'a> Layered<'a, &'a State> {
    /// All boxes, deleted ones too, in the order of their ids; a fraction of the time that it takes
    /// to find each.
    pub fn boxes(&self) -> impl Iterator<Item = &'a BoxRecord> + use<'a> {
        let mut below = self.below.boxes.values().peekable();
        let mut top = self.top.boxes.values().peekable();
        std::iter::from_fn(move || {
            let Some(copy) = top.peek() else {
                return below.next();
            };
            let hidden = below.next_if(|record| record.id <= copy.id);
            match hidden {
                Some(record) if record.id < copy.id => Some(record),
                _ => top.next(),
            }
        })
    }
}

/// The copy on top, made from below at the first change.
fn copy_up<'t, 'b, K: Ord + Copy, V: Clone + 'b>(
    top: &'t mut BTreeMap<K, V>,
    id: K,
    below: impl FnOnce(K) -> Option<&'b V>,
) -> Option<&'t mut V> {
    use std::collections::btree_map::Entry;
    match top.entry(id) {
        Entry::Occupied(entry) => Some(entry.into_mut()),
        Entry::Vacant(entry) => below(id).map(|record| entry.insert(record.clone())),
    }
}
