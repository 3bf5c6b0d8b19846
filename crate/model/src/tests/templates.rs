//! The templates make good pipelines.

use std::collections::BTreeSet;

use super::team::{MEMBER, perform, stamp, team};
use crate::{
    Actor, Choice, ChoiceId, FieldId, FieldKind, FieldSpec, KindTemplate, Operation, PipelineId,
    PipelineTemplate, StageId, StageSpec, TEMPLATES,
};

/// The pipeline that a template makes, with keys for names.
fn operation(template: &PipelineTemplate) -> Operation {
    let id = |n: usize| (n as u64, [7; 10]);
    let stages = template.stages.iter().enumerate().map(|(n, stage)| {
        let (millis, random) = id(n);
        StageSpec {
            id: StageId::from_parts(millis, random),
            name: stage.key.to_owned(),
            colour: stage.colour,
        }
    });
    let fields = template.fields.iter().enumerate().map(|(n, field)| {
        let (millis, random) = id(n);
        FieldSpec {
            id: FieldId::from_parts(millis, random),
            name: field.key.to_owned(),
            kind: kind(field.kind),
        }
    });
    Operation::CreatePipeline {
        id: PipelineId::from_bytes([12; 16]),
        name: template.key.to_owned(),
        stages: stages.collect(),
        fields: fields.collect(),
    }
}

fn kind(kind: KindTemplate) -> FieldKind {
    match kind {
        KindTemplate::Text => FieldKind::Text,
        KindTemplate::Number => FieldKind::Number,
        KindTemplate::Currency => FieldKind::Currency("EUR".to_owned()),
        KindTemplate::Date => FieldKind::Date,
        KindTemplate::Checkbox => FieldKind::Checkbox,
        KindTemplate::Person => FieldKind::Person,
        KindTemplate::Dropdown(keys) => FieldKind::Dropdown(
            keys.iter()
                .enumerate()
                .map(|(n, key)| Choice {
                    id: ChoiceId::from_parts(n as u64, [7; 10]),
                    name: (*key).to_owned(),
                })
                .collect(),
        ),
    }
}

fn assert_unique<'k>(keys: impl Iterator<Item = &'k str>, what: &str) {
    let mut seen = BTreeSet::new();
    for key in keys {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!key.is_empty() && key.chars().all(plain), "{what}: {key}");
        assert!(seen.insert(key), "{what}: {key} is there twice");
    }
}

#[test]
fn every_template_makes_a_pipeline_with_its_stages_and_fields_in_order() {
    for template in TEMPLATES {
        let mut state = team();
        let made = operation(template);
        perform(&mut state, Actor::User(MEMBER), stamp(1_000, 2), &made).unwrap();
        let pipeline = &state.pipelines[&PipelineId::from_bytes([12; 16])];
        let stages = pipeline.stages_in_order().into_iter();
        let stages: Vec<&str> = stages.map(|(_, s)| s.name.value.as_str()).collect();
        let keys: Vec<&str> = template.stages.iter().map(|stage| stage.key).collect();
        assert_eq!(stages, keys);
        let fields = pipeline.fields_in_order().into_iter();
        let fields: Vec<&str> = fields.map(|(_, f)| f.name.value.as_str()).collect();
        let keys: Vec<&str> = template.fields.iter().map(|field| field.key).collect();
        assert_eq!(fields, keys);
    }
}

#[test]
fn every_key_is_unique_where_it_is_used() {
    assert_unique(TEMPLATES.iter().map(|template| template.key), "templates");
    for template in TEMPLATES {
        assert_unique(template.stages.iter().map(|s| s.key), template.key);
        assert_unique(template.fields.iter().map(|f| f.key), template.key);
        // Choices of all fields of a template share their names: each key has one word.
        for field in template.fields {
            if let KindTemplate::Dropdown(keys) = field.kind {
                assert!(keys.len() > 1, "{}: a choice of one", field.key);
                assert_unique(keys.iter().copied(), field.key);
            }
        }
    }
}

#[test]
fn the_processes_that_people_ask_for_are_there() {
    let keys: Vec<&str> = TEMPLATES.iter().map(|template| template.key).collect();
    let wanted = [
        "sales",
        "hiring",
        "fundraising",
        "deal-flow",
        "support",
        "bugs",
        "product",
        "projects",
        "blank",
    ];
    assert_eq!(keys, wanted);
    assert!(TEMPLATES.iter().all(|template| template.stages.len() >= 3));
}
