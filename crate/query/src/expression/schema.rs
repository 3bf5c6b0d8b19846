//! The fields of pipelines, as queries name them.

use boxwood_model::{BuiltIn, FieldId, FieldKind, Pipeline};

use crate::language::text::name_key;
use crate::language::{Field, FieldKey, Kind, Schema, SchemaField};

/// The fields of some pipelines, and the columns that are computed for every box.
#[derive(Debug, Clone, Default)]
pub struct PipelineFields {
    fields: Vec<SchemaField>,
    stages: Vec<String>,
    pipelines: Vec<String>,
}

impl PipelineFields {
    /// The fields of these pipelines.
    #[must_use]
    pub fn new<'p>(pipelines: impl IntoIterator<Item = &'p Pipeline>) -> Self {
        let mut known = Self::default();
        for pipeline in pipelines {
            known.pipelines.push(pipeline.name.value.clone());
            for (_, stage) in pipeline.stages_in_order() {
                known.stages.push(stage.name.value.clone());
            }
            for (id, field) in pipeline.fields_in_order() {
                known.fields.push(SchemaField {
                    key: field_key(id),
                    name: field.name.value.clone(),
                    kind: kind(&field.kind.value),
                });
            }
        }
        let computed = BuiltIn::ALL.iter().zip(0..);
        known
            .fields
            .extend(computed.map(|(column, at)| SchemaField {
                key: FieldKey(at),
                name: column.key().to_owned(),
                kind: Kind::Computed,
            }));
        known
    }
}

/// What a field's contents are asked for by.
pub(super) fn field_key(id: FieldId) -> FieldKey {
    FieldKey(u128::from_be_bytes(*id.as_bytes()))
}

/// The computed column of a key; fields have ids, which are far greater than its number.
pub(super) fn built_in(key: FieldKey) -> Option<BuiltIn> {
    let at = usize::try_from(key.0).ok()?;
    BuiltIn::ALL.get(at).copied()
}

fn kind(kind: &FieldKind) -> Kind {
    match kind {
        FieldKind::Text => Kind::Text,
        FieldKind::Number => Kind::Number,
        FieldKind::Currency(_) => Kind::Money,
        FieldKind::Percent => Kind::Percent,
        FieldKind::Date => Kind::Date,
        FieldKind::DateTime => Kind::Moment,
        FieldKind::Checkbox => Kind::Flag,
        FieldKind::Dropdown(_) => Kind::Choice,
        FieldKind::Tags(_) => Kind::Tags,
        FieldKind::Person => Kind::Person,
        FieldKind::Contact => Kind::Contact,
        FieldKind::Organization => Kind::Org,
        FieldKind::Url => Kind::Url,
        FieldKind::Email => Kind::Email,
        FieldKind::Phone => Kind::Phone,
        FieldKind::Rating(_) => Kind::Rating,
        FieldKind::Formula(_) => Kind::Formula,
    }
}

impl Schema for PipelineFields {
    fn fields_named(&self, key: &str) -> Vec<SchemaField> {
        let fields = self.fields.iter();
        let same = fields.filter(|field| name_key(&field.name) == key);
        same.cloned().collect()
    }

    fn fields(&self) -> Vec<SchemaField> {
        self.fields.clone()
    }

    fn values(&self, field: Field, start: &str) -> Vec<(String, Option<u32>)> {
        let names = match field {
            Field::Stage => &self.stages,
            Field::Pipeline => &self.pipelines,
            _ => return Vec::new(),
        };
        let start = start.to_lowercase();
        let mut found: Vec<(String, Option<u32>)> = Vec::new();
        for name in names
            .iter()
            .filter(|name| name.to_lowercase().starts_with(&start))
        {
            if found.iter().all(|(known, _)| known != name) {
                found.push((name.clone(), None));
            }
        }
        found
    }
}
