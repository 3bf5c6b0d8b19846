//! Pipelines: a process, its stages and its fields, and who may do what in it.

mod field;
mod sharing;
mod stage;

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{
    Arrange as _, FieldId, LiteMap, Millis, PermissionSetId, PipelineId, Register, Registers,
    StageId, Stamp, UserId,
};

pub use field::{Choice, Field, FieldKind};
pub use sharing::{PermissionSet, PipelineRole, Reach, Rights, Sharing};
pub use stage::{Stage, Theme};

/// A process that boxes go through: sales, hiring, fundraising.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Which.
    pub id: PipelineId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// What it is for.
    pub description: Register<String>,
    /// An emoji or nothing.
    pub icon: Register<String>,
    /// Where stages without a colour of their own get one from.
    pub theme: Register<Theme>,
    /// The steps, deleted ones too; [`Pipeline::stages_in_order`] has those that are there.
    pub stages: LiteMap<StageId, Stage>,
    /// The columns, deleted ones too; [`Pipeline::fields_in_order`] has those that are there.
    pub fields: LiteMap<FieldId, Field>,
    /// Who gets to see it without being named.
    pub sharing: Register<Sharing>,
    /// What people who are named may do; `None` means that one is named no more.
    pub members: Registers<UserId, Option<PipelineRole>>,
    /// The pipeline's own sets of rights; `None` means that one is no more.
    pub permission_sets: Registers<PermissionSetId, Option<PermissionSet>>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

merge_fields!(Pipeline {
    name,
    description,
    icon,
    theme,
    stages,
    fields,
    sharing,
    members,
    permission_sets,
    deleted,
});

impl Pipeline {
    /// A pipeline that has a name, and nothing else yet. The whole team may edit in it.
    #[must_use]
    pub fn new(id: PipelineId, name: String, created_by: UserId, stamp: Stamp) -> Self {
        let mut members = LiteMap::new();
        members.insert(created_by, Register::new(Some(PipelineRole::Admin), stamp));
        Self {
            id,
            created_at: stamp.at.millis(),
            created_by,
            name: Register::new(name, stamp),
            description: Register::new(String::new(), stamp),
            icon: Register::new(String::new(), stamp),
            theme: Register::new(Theme::Default, stamp),
            stages: LiteMap::new(),
            fields: LiteMap::new(),
            sharing: Register::new(Sharing::Team(PipelineRole::Editor), stamp),
            members,
            permission_sets: LiteMap::new(),
            deleted: Register::new(false, stamp),
        }
    }

    /// The same pipeline without the entries of its maps: what a change of a few of them is put
    /// into, since [merging](crate::Merge) leaves alone what is not named.
    #[must_use]
    pub(crate) fn without_entries(&self) -> Self {
        Self {
            stages: LiteMap::new(),
            fields: LiteMap::new(),
            members: LiteMap::new(),
            permission_sets: LiteMap::new(),
            ..self.clone()
        }
    }

    /// The stages that are there, first to last.
    #[must_use]
    pub fn stages_in_order(&self) -> Vec<(StageId, &Stage)> {
        let live = self.stages.iter().filter(|(_, stage)| stage.is_live());
        let mut stages: Vec<_> = live.map(|(id, stage)| (*id, stage)).collect();
        stages.arrange_by(|a, b| (&a.1.order.value, a.0).cmp(&(&b.1.order.value, b.0)));
        stages
    }

    /// The fields that are there, first to last.
    #[must_use]
    pub fn fields_in_order(&self) -> Vec<(FieldId, &Field)> {
        let live = self.fields.iter().filter(|(_, field)| !field.deleted.value);
        let mut fields: Vec<_> = live.map(|(id, field)| (*id, field)).collect();
        fields.arrange_by(|a, b| (&a.1.order.value, a.0).cmp(&(&b.1.order.value, b.0)));
        fields
    }

    /// The stage of this id, if it is there.
    #[must_use]
    pub fn live_stage(&self, id: StageId) -> Option<&Stage> {
        self.stages.get(&id).filter(|stage| stage.is_live())
    }

    /// The field of this id, if it is there.
    #[must_use]
    pub fn live_field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(&id).filter(|field| !field.deleted.value)
    }

    /// The stage that a box at stage `id` is at: where that one was deleted, the one that its boxes
    /// went to. Every box is at a stage that is there: where two people delete two stages into each
    /// other, their boxes are at the first stage.
    #[must_use]
    pub fn resolve_stage(&self, id: StageId) -> StageId {
        let mut at = id;
        for _ in 0..=self.stages.len() {
            match self.stages.get(&at) {
                Some(stage) => match stage.gone_into.value {
                    None => return at,
                    Some(next) => at = next,
                },
                None => break,
            }
        }
        let first = self.stages_in_order().first().map(|(first, _)| *first);
        first.unwrap_or(id)
    }

    /// What a person may do here, by what is said in the pipeline; whether the person is in the
    /// team at all is another question.
    #[must_use]
    pub fn rights_of(&self, person: UserId) -> Rights {
        let named = self.members.get(&person).and_then(|entry| entry.value);
        let role = named.or(match self.sharing.value {
            Sharing::Team(role) => Some(role),
            Sharing::Private => None,
        });
        role.map_or(Rights::NONE, |role| self.rights_of_role(role))
    }

    /// What a role may do here. A set of rights that is no more gives none.
    #[must_use]
    pub fn rights_of_role(&self, role: PipelineRole) -> Rights {
        match role {
            PipelineRole::Custom(id) => self
                .permission_sets
                .get(&id)
                .and_then(|set| set.value.as_ref())
                .map_or(Rights::NONE, |set| set.rights),
            role => role.rights(),
        }
    }
}
