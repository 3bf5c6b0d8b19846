//! What lies in segments, and by which ids.

use boxwood_model::{
    BoxId, BoxRecord, Contact, ContactId, Lesson, LessonId, Organization, OrganizationId,
};
use serde::{Deserialize, Serialize};

use crate::chronicle::Told;
use crate::frame::Framed;
use crate::legacy;

/// The kinds of records that lie in segments, each in its own.
///
/// The order of the variants is part of the format on disk: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Shelf {
    Boxes,
    Contacts,
    Organizations,
    Lessons,
    /// No records: the replica's secret, in a segment of its own.
    Secret,
    /// What happened, where no server keeps it.
    Told,
}

/// The id of a record on its shelf.
pub(super) type Id = [u8; 16];

/// The records of a segment.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Shelved<T>(pub(crate) Vec<T>);

/// Records that lie in segments.
pub(super) trait Shelve: Serialize + Clone + Sized {
    type Id: Ord + Copy;
    const SHELF: Shelf;
    fn id(&self) -> Self::Id;
    fn to_bytes(id: Self::Id) -> Id;
    fn from_bytes(id: Id) -> Self::Id;
}

macro_rules! shelve {
    ($($record:ty, $id:ty, $shelf:ident, $before:ty;)*) => {
        $(impl Shelve for $record {
            type Id = $id;
            const SHELF: Shelf = Shelf::$shelf;

            fn id(&self) -> $id {
                self.id
            }

            fn to_bytes(id: $id) -> Id {
                *id.as_bytes()
            }

            fn from_bytes(id: Id) -> $id {
                <$id>::from_bytes(id)
            }
        }

        impl Framed for Shelved<$record> {
            type V1 = $before;
        })*
    };
}

shelve! {
    BoxRecord, BoxId, Boxes, legacy::OldBoxes;
    Contact, ContactId, Contacts, Self;
    Organization, OrganizationId, Organizations, Self;
    Lesson, LessonId, Lessons, Self;
}

impl Shelve for Told {
    type Id = u64;
    const SHELF: Shelf = Shelf::Told;

    fn id(&self) -> u64 {
        self.number
    }

    fn to_bytes(id: u64) -> Id {
        u128::from(id).to_be_bytes()
    }

    fn from_bytes(id: Id) -> u64 {
        u64::try_from(u128::from_be_bytes(id)).unwrap_or(u64::MAX)
    }
}

impl Framed for Shelved<Told> {
    type V1 = Self;
}
