//! Processes to start from.

use boxwood_model::{KindTemplate, TEMPLATES};

use crate::api::{TemplateField, TemplateKind, TemplateStage, TemplateView};

/// All templates, in the order in which they are offered.
pub(super) fn templates() -> Vec<TemplateView> {
    let texts = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    TEMPLATES
        .iter()
        .map(|template| TemplateView {
            key: template.key.to_owned(),
            stages: template
                .stages
                .iter()
                .map(|s| TemplateStage {
                    key: s.key.to_owned(),
                    colour: s.colour.to_string(),
                })
                .collect(),
            fields: template
                .fields
                .iter()
                .map(|field| TemplateField {
                    key: field.key.to_owned(),
                    kind: match field.kind {
                        KindTemplate::Text => TemplateKind::Text,
                        KindTemplate::Number => TemplateKind::Number,
                        KindTemplate::Currency => TemplateKind::Currency,
                        KindTemplate::Date => TemplateKind::Date,
                        KindTemplate::Checkbox => TemplateKind::Checkbox,
                        KindTemplate::Person => TemplateKind::Person,
                        KindTemplate::Dropdown(keys) => TemplateKind::Dropdown {
                            choices: texts(keys),
                        },
                    },
                })
                .collect(),
        })
        .collect()
}
