//! Pipelines: their shape, and the navigation.

use std::collections::BTreeSet;

use boxwood_model::{
    Arrange as _, Choice, Field, FieldId, FieldKind, Gather as _, Pipeline, PipelineId, Records,
    Setting, SettingValue, Sharing, Stage, StageId,
};
use boxwood_model::{PipelineRole as Role, Rights as ModelRights};
use boxwood_query::Sheet;

use super::Answering;
use crate::api::{
    ChoiceView, FieldKindView, FieldView, MemberView, NavView, PermissionSetView,
    PipelineMemberView, PipelineRole, PipelineView, Rights, StageView,
};
use crate::views::team::member;

impl Answering<'_> {
    pub(super) fn live_pipeline(&self, id: PipelineId) -> Option<&Pipeline> {
        let pipeline = self.records.pipeline(id);
        pipeline.filter(|pipeline| !pipeline.deleted.value)
    }

    pub(super) fn nav(&self) -> Vec<NavView> {
        let shown = self.index.navigation(&self.records, self.user).into_iter();
        let pipelines = shown.filter_map(|(id, _)| self.records.pipeline(id));
        pipelines.map(|pipeline| self.nav_view(pipeline)).collect()
    }

    /// The deleted pipelines, by name.
    pub(super) fn deleted_pipelines(&self) -> Vec<NavView> {
        let deleted = self.index.deleted_pipelines(&self.records);
        let mut views: Vec<_> = deleted.map(|pipeline| self.nav_view(pipeline)).collect();
        views.arrange_by_cached_key(|view| (self.index.name_key(&view.name), view.id.clone()));
        views
    }

    fn nav_view(&self, pipeline: &Pipeline) -> NavView {
        let set = |setting: Setting| {
            let settings = self.records.settings(self.user?)?;
            Some(&settings.entries.get(&setting)?.value)
        };
        let colour = match set(Setting::PipelineColour(pipeline.id)) {
            Some(SettingValue::Colour(colour)) => Some(colour.to_string()),
            _ => None,
        };
        let opens_with = match set(Setting::PipelineView(pipeline.id)) {
            Some(SettingValue::Text(view)) => Some(view.clone()),
            _ => None,
        };
        let hidden = set(Setting::PipelineHidden(pipeline.id));
        NavView {
            id: pipeline.id.to_string(),
            name: pipeline.name.value.clone(),
            boxes: self.index.boxes_in(pipeline.id),
            icon: pipeline.icon.value.clone(),
            colour,
            hidden: hidden == Some(&SettingValue::Flag(true)),
            opens_with,
        }
    }

    pub(super) fn pipeline(&self, pipeline: &Pipeline) -> PipelineView {
        let sheet = self.index.sheets.get(pipeline.id);
        let stage = |(id, stage): (StageId, &Stage)| StageView {
            id: id.to_string(),
            name: stage.name.value.clone(),
            colour: stage.colour.value.to_string(),
            boxes: self.index.boxes_at(pipeline, id),
        };
        let field = |(id, field): (FieldId, &Field)| field_view(id, field, sheet);
        let gone = pipeline.stages.iter().filter(|(_, stage)| !stage.is_live());
        let gone = gone.map(|(id, gone)| stage((*id, gone)));
        let deleted = pipeline.fields.iter().filter(|(_, f)| f.deleted.value);
        let deleted = deleted.map(|(id, deleted)| field((*id, deleted)));
        let sets = pipeline.permission_sets.iter();
        let sets = sets.filter_map(|(id, set)| {
            let set = set.value.as_ref()?;
            Some(PermissionSetView {
                id: id.to_string(),
                name: set.name.clone(),
                rights: rights(set.rights),
            })
        });
        let members = pipeline.members.iter().filter_map(|(id, role)| {
            Some(PipelineMemberView {
                person: member(self.records.member(*id)?),
                role: pipeline_role(role.value?),
            })
        });
        let mut members: Vec<_> = members.collect();
        members.arrange_by_cached_key(|view| {
            (
                self.index.name_key(&view.person.name),
                view.person.id.clone(),
            )
        });
        let mine = self.user.map(|user| pipeline.rights_of(user));
        PipelineView {
            id: pipeline.id.to_string(),
            name: pipeline.name.value.clone(),
            boxes: self.index.boxes_in(pipeline.id),
            stages: pipeline.stages_in_order().into_iter().map(stage).collect(),
            fields: pipeline.fields_in_order().into_iter().map(field).collect(),
            people: self.people(),
            description: pipeline.description.value.clone(),
            icon: pipeline.icon.value.clone(),
            theme: pipeline.theme.value.into(),
            sharing: match pipeline.sharing.value {
                Sharing::Team(role) => Some(pipeline_role(role)),
                Sharing::Private => None,
            },
            members,
            permission_sets: sets.collect(),
            my_rights: rights(mine.unwrap_or(ModelRights::NONE)),
            deleted_stages: gone.collect(),
            deleted_fields: deleted.collect(),
        }
    }

    pub(super) fn people(&self) -> Vec<MemberView> {
        let below = self.confirmed.members.keys();
        let ids: BTreeSet<_> = below.chain(self.waiting.members.keys()).copied().gather();
        let members = ids.into_iter().filter_map(|id| self.records.member(id));
        let mut people: Vec<_> = members.filter(|m| m.is_active()).map(member).collect();
        people.arrange_by_cached_key(|person| self.index.name_key(&person.name));
        people
    }
}

/// A field; of a formula, `sheet` has the text.
pub(super) fn field_view(id: FieldId, field: &Field, sheet: Option<&Sheet>) -> FieldView {
    let kind = match (&field.kind.value, sheet) {
        (FieldKind::Formula(_), Some(sheet)) if !field.deleted.value => FieldKindView::Formula {
            formula: sheet.display(id),
        },
        (kind, _) => field_kind(kind),
    };
    FieldView {
        id: id.to_string(),
        name: field.name.value.clone(),
        kind,
        description: field.description.value.clone(),
    }
}

fn field_kind(kind: &FieldKind) -> FieldKindView {
    let choices = |choices: &[Choice]| {
        let choices = choices.iter().map(|choice| ChoiceView {
            id: choice.id.to_string(),
            name: choice.name.clone(),
        });
        choices.collect()
    };
    match kind {
        FieldKind::Text => FieldKindView::Text,
        FieldKind::Number => FieldKindView::Number,
        FieldKind::Currency(code) => FieldKindView::Currency { code: code.clone() },
        FieldKind::Percent => FieldKindView::Percent,
        FieldKind::Date => FieldKindView::Date,
        FieldKind::DateTime => FieldKindView::DateTime,
        FieldKind::Checkbox => FieldKindView::Checkbox,
        FieldKind::Person => FieldKindView::Person,
        FieldKind::Contact => FieldKindView::Contact,
        FieldKind::Organization => FieldKindView::Organization,
        FieldKind::Url => FieldKindView::Url,
        FieldKind::Email => FieldKindView::Email,
        FieldKind::Phone => FieldKindView::Phone,
        FieldKind::Rating(most) => FieldKindView::Rating { most: *most },
        FieldKind::Dropdown(of) => FieldKindView::Dropdown {
            choices: choices(of),
        },
        FieldKind::Tags(of) => FieldKindView::Tags {
            choices: choices(of),
        },
        FieldKind::Formula(formula) => FieldKindView::Formula {
            formula: formula.clone(),
        },
    }
}

fn pipeline_role(role: Role) -> PipelineRole {
    match role {
        Role::Admin => PipelineRole::Admin,
        Role::Editor => PipelineRole::Editor,
        Role::Creator => PipelineRole::Creator,
        Role::Assignee => PipelineRole::Assignee,
        Role::Viewer => PipelineRole::Viewer,
        Role::Observer => PipelineRole::Observer,
        Role::Custom(set) => PipelineRole::Custom {
            set: set.to_string(),
        },
    }
}

fn rights(rights: ModelRights) -> Rights {
    let ModelRights {
        view,
        comment,
        edit,
        delete,
        create,
        export,
        structure,
        share,
    } = rights;
    Rights {
        view: view.into(),
        comment: comment.into(),
        edit: edit.into(),
        delete: delete.into(),
        create,
        export,
        structure,
        share,
    }
}
