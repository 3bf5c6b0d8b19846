//! A column as a pipeline has it.

use boxwood_model::{BuiltIn, Column, Field, FieldId, LiteMap, Pipeline};

/// A column as a pipeline has it: for many boxes it is looked up once.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Located<'r> {
    BuiltIn(BuiltIn),
    Field(FieldId, &'r Field),
    /// A field that the pipeline does not have.
    Nowhere,
}

impl<'r> Located<'r> {
    pub(crate) fn new(pipeline: &'r Pipeline, column: Column) -> Self {
        match column {
            Column::BuiltIn(column) => Self::BuiltIn(column),
            Column::Field(id) => match find(&pipeline.fields, id) {
                Some(field) if !field.deleted.value => Self::Field(id, field),
                _ => Self::Nowhere,
            },
        }
    }
}

/// A field of a pipeline.
fn find(fields: &LiteMap<FieldId, Field>, id: FieldId) -> Option<&Field> {
    // WebAssembly has no instruction that turns bytes round: whether two ids are the same is told
    // in a fraction of the time that it takes to tell which is less.
    const FEW: usize = 24;
    if fields.len() <= FEW {
        let mut fields = fields.iter();
        fields.find_map(|(known, field)| (*known == id).then_some(field))
    } else {
        fields.get(&id)
    }
}
