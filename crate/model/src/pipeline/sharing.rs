//! Who may do what in a pipeline: six roles, and sets of rights that a pipeline defines itself.

use serde::{Deserialize, Serialize};

use crate::PermissionSetId;

/// Who gets to see a pipeline without being named in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sharing {
    /// Everybody in the team, with this role.
    Team(PipelineRole),
    /// Nobody.
    Private,
}

/// What a person is in a pipeline.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PipelineRole {
    /// Everything, including who else may do what.
    Admin,
    /// Makes and changes all boxes.
    Editor,
    /// Sees all boxes; makes boxes, and changes those assigned to them.
    Creator,
    /// Sees all boxes; changes those assigned to them.
    Assignee,
    /// Sees all boxes.
    Viewer,
    /// Sees the boxes assigned to them.
    Observer,
    /// What a set of the pipeline says.
    Custom(PermissionSetId),
}

/// Which boxes a right extends to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// None.
    None,
    /// Those that the person is assigned to.
    Assigned,
    /// All.
    All,
}

impl Reach {
    /// Whether the right extends to a box that the person is or is not assigned to.
    #[must_use]
    pub const fn covers(self, is_assigned: bool) -> bool {
        match self {
            Self::None => false,
            Self::Assigned => is_assigned,
            Self::All => true,
        }
    }
}

/// What somebody may do in a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rights {
    /// See boxes.
    pub view: Reach,
    /// Comment on boxes, and react to comments.
    pub comment: Reach,
    /// Change boxes.
    pub edit: Reach,
    /// Delete boxes, and move them to other pipelines.
    pub delete: Reach,
    /// Make boxes.
    pub create: bool,
    /// Take boxes out as a file.
    pub export: bool,
    /// Change stages, fields and names: what is everybody's.
    pub structure: bool,
    /// Decide who may do what.
    pub share: bool,
}

/// Rights that a pipeline gives a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PermissionSet {
    /// The name that people see.
    pub name: String,
    /// What it allows.
    pub rights: Rights,
}

impl Rights {
    /// Nothing at all.
    pub const NONE: Self = Self {
        view: Reach::None,
        comment: Reach::None,
        edit: Reach::None,
        delete: Reach::None,
        create: false,
        export: false,
        structure: false,
        share: false,
    };

    /// Everything.
    pub const ALL: Self = Self {
        view: Reach::All,
        comment: Reach::All,
        edit: Reach::All,
        delete: Reach::All,
        create: true,
        export: true,
        structure: true,
        share: true,
    };

    /// Whether the person sees anything of the pipeline.
    #[must_use]
    pub fn sees_pipeline(self) -> bool {
        self.view > Reach::None
    }
}

impl PipelineRole {
    /// What the role may do; a custom one by itself nothing, see
    /// [`Pipeline::rights_of_role`](crate::Pipeline::rights_of_role).
    #[must_use]
    pub const fn rights(self) -> Rights {
        let watches = Rights {
            view: Reach::All,
            comment: Reach::All,
            export: true,
            ..Rights::NONE
        };
        match self {
            Self::Admin => Rights::ALL,
            Self::Editor => Rights {
                share: false,
                structure: true,
                ..Rights::ALL
            },
            Self::Creator => Rights {
                edit: Reach::Assigned,
                delete: Reach::Assigned,
                create: true,
                ..watches
            },
            Self::Assignee => Rights {
                edit: Reach::Assigned,
                ..watches
            },
            Self::Viewer => watches,
            Self::Observer => Rights {
                view: Reach::Assigned,
                comment: Reach::Assigned,
                ..Rights::NONE
            },
            Self::Custom(_) => Rights::NONE,
        }
    }
}
