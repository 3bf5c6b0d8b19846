//! Identifiers: 128-bit UUIDs of version 7, so that ids made later sort later.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an identifier: 32 hexadecimal digits are needed, with or without hyphens")]
pub struct IdError {
    /// The text as it came.
    pub text: String,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id for a moment (milliseconds since 1970) and ten random bytes, both handed in
            /// by the caller; RFC 9562, version 7.
            #[must_use]
            pub fn from_parts(millis: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// The id with exactly these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The sixteen bytes, in the order in which ids sort.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text).map(Self).map_err(|_| IdError {
                    // A hostile text may be long; the start is enough to recognise it.
                    text: text.chars().take(40).collect(),
                })
            }
        }
    )*};
}

ids! {
    /// A team: the people who share pipelines.
    TeamId,
    /// A person.
    UserId,
    /// A pipeline.
    PipelineId,
    /// A stage of a pipeline.
    StageId,
    /// A field (a column) of a pipeline.
    FieldId,
    /// A choice of a dropdown field.
    ChoiceId,
    /// A box.
    BoxId,
    /// One replica: a browser profile's copy of one account.
    ClientId,
    /// A task of a box.
    TaskId,
    /// A comment on a box.
    CommentId,
    /// A meeting or call of a box.
    MeetingId,
    /// A link from a box to a file.
    FileId,
    /// A contact of the team.
    ContactId,
    /// An organization of the team.
    OrganizationId,
    /// A text template.
    SnippetId,
    /// A saved view.
    ViewId,
    /// An invitation into the team.
    InvitationId,
    /// A set of rights that a pipeline defines.
    PermissionSetId,
    /// What a person's devices keep of a mail. Not of version 7: whoever knows the mail and the person's key can
    /// make it.
    LessonId,
}
