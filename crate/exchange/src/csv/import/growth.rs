//! What an import adds so that its rows can be: stages, fields, choices, contacts, organizations.

use std::collections::BTreeMap;

use boxwood_model::{
    Choice, ChoiceId, Colour, Context, FieldId, FieldKind, FieldOperation, Key, Layered, Operation,
    OrderKey, Pipeline, PipelineId, PipelineOperation, Records, Refusal, StageId, StageOperation,
    State,
};

use super::known::{Known, folded};
use crate::{Catalogue, NewId};

/// The colour of new stages: a grey that says nothing.
const NEW_STAGE: Colour = Colour::from_hex(0x9a_a0_a6);

/// Something that a row needs and that was not there before it.
#[derive(Debug, Clone)]
pub(super) enum Addition {
    Stage(String),
    Choice(FieldId, String),
    /// By the name that the file has for it.
    Contact(String),
    /// By the name that the file has for it.
    Organization(String),
}

/// A contact or organization that an import makes, with the first row that needs it.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) operation: Operation,
    pub(super) is_handed_out: bool,
}

/// All that an import adds. The pipeline as it will be lies over the records.
#[derive(Debug, Clone, Default)]
pub(super) struct Growth {
    pub(super) over: State,
    pub(super) fields: Vec<FieldId>,
    pub(super) stages: Vec<StageId>,
    pub(super) choices: Vec<(FieldId, ChoiceId)>,
    pub(super) made: BTreeMap<Key, Made>,
}

/// Where a growth was before a row.
#[derive(Debug)]
pub(super) struct Mark {
    pipeline: Option<Pipeline>,
    stages: usize,
    choices: usize,
}

impl Growth {
    /// Does to the pipeline what an operation does, by the model's own rules.
    fn perform(
        &mut self,
        operation: &Operation,
        context: Context,
        records: &dyn Catalogue,
    ) -> Result<(), Refusal> {
        let mut shown = Layered {
            below: records,
            top: &mut self.over,
        };
        for effect in operation.plan(context, &shown)? {
            effect.apply(context.stamp, &mut shown);
        }
        Ok(())
    }

    /// The pipeline as it will be.
    pub(super) fn pipeline<'r>(
        &'r self,
        id: PipelineId,
        records: &'r dyn Catalogue,
    ) -> Option<&'r Pipeline> {
        self.over.pipeline(id).or_else(|| records.pipeline(id))
    }

    pub(super) fn add_field(
        &mut self,
        pipeline: PipelineId,
        name: &str,
        kind: FieldKind,
        context: Context,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
    ) -> Result<FieldId, Refusal> {
        let id = FieldId::from_bytes(new_id());
        let known = self.pipeline(pipeline, records);
        let last =
            known.and_then(|known| Some(known.fields_in_order().last()?.1.order.value.clone()));
        let operation = FieldOperation::Create {
            id,
            name: name.to_owned(),
            kind,
            order: after(last.as_ref()),
        };
        let operation = PipelineOperation::Field(operation);
        self.perform(&Operation::Pipeline(pipeline, operation), context, records)?;
        self.fields.push(id);
        Ok(id)
    }

    pub(super) fn add_stage(
        &mut self,
        pipeline: PipelineId,
        name: &str,
        context: Context,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
    ) -> Result<StageId, Refusal> {
        let id = StageId::from_bytes(new_id());
        let known = self.pipeline(pipeline, records);
        let last =
            known.and_then(|known| Some(known.stages_in_order().last()?.1.order.value.clone()));
        let operation = StageOperation::Create {
            name: name.to_owned(),
            colour: NEW_STAGE,
            order: after(last.as_ref()),
        };
        let operation = PipelineOperation::Stage(id, operation);
        self.perform(&Operation::Pipeline(pipeline, operation), context, records)?;
        self.stages.push(id);
        Ok(id)
    }

    pub(super) fn add_choice(
        &mut self,
        pipeline: PipelineId,
        field: FieldId,
        name: &str,
        context: Context,
        records: &dyn Catalogue,
        new_id: &mut NewId<'_>,
    ) -> Result<ChoiceId, Refusal> {
        let id = ChoiceId::from_bytes(new_id());
        let known = self.pipeline(pipeline, records);
        let known = known.and_then(|known| known.live_field(field));
        let mut kind = known.map_or(FieldKind::Text, |known| known.kind.value.clone());
        if let Some(choices) = kind.choices_mut() {
            choices.push(Choice {
                id,
                name: name.to_owned(),
            });
        }
        let operation = PipelineOperation::Field(FieldOperation::SetKind(field, kind));
        self.perform(&Operation::Pipeline(pipeline, operation), context, records)?;
        self.choices.push((field, id));
        Ok(id)
    }

    /// Where it is now, to go back there if the row cannot be.
    pub(super) fn mark(&self, pipeline: PipelineId) -> Mark {
        Mark {
            pipeline: self.over.pipeline(pipeline).cloned(),
            stages: self.stages.len(),
            choices: self.choices.len(),
        }
    }

    /// Takes back what a row would have added.
    pub(super) fn take_back(
        &mut self,
        mark: Option<Mark>,
        pipeline: PipelineId,
        additions: &[Addition],
        known: &mut Known,
    ) {
        for addition in additions {
            match addition {
                Addition::Stage(name) => {
                    known.stages.remove(&folded(name));
                }
                Addition::Choice(field, name) => {
                    known.choices.remove(&(*field, folded(name)));
                }
                Addition::Contact(email) => {
                    if let Some(id) = known.contacts.remove(email) {
                        self.made.remove(&Key::Contact(id));
                    }
                }
                Addition::Organization(name) => {
                    if let Some(id) = known.organizations.remove(name) {
                        self.made.remove(&Key::Organization(id));
                    }
                }
            }
        }
        if let Some(mark) = mark {
            self.stages.truncate(mark.stages);
            self.choices.truncate(mark.choices);
            match mark.pipeline {
                Some(before) => {
                    self.over.pipelines.insert(pipeline, before);
                }
                None => {
                    self.over.pipelines.remove(&pipeline);
                }
            }
        }
    }

    /// The operations that make fields, stages and choices. Choices are added to those that a field
    /// has now: somebody may have added others since.
    pub(super) fn operations(
        &self,
        pipeline: PipelineId,
        records: &dyn Catalogue,
    ) -> Vec<Operation> {
        let Some(grown) = self.pipeline(pipeline, records) else {
            return Vec::new();
        };
        let mut operations = Vec::new();
        for id in &self.stages {
            if let Some(stage) = grown.live_stage(*id) {
                let operation = StageOperation::Create {
                    name: stage.name.value.clone(),
                    colour: stage.colour.value,
                    order: stage.order.value.clone(),
                };
                operations.push(PipelineOperation::Stage(*id, operation));
            }
        }
        for id in &self.fields {
            if let Some(field) = grown.live_field(*id) {
                operations.push(PipelineOperation::Field(FieldOperation::Create {
                    id: *id,
                    name: field.name.value.clone(),
                    kind: field.kind.value.clone(),
                    order: field.order.value.clone(),
                }));
            }
        }
        let mut changed: BTreeMap<FieldId, FieldKind> = BTreeMap::new();
        for (id, choice) in self
            .choices
            .iter()
            .filter(|(id, _)| !self.fields.contains(id))
        {
            let known = records
                .pipeline(pipeline)
                .and_then(|known| known.live_field(*id));
            let added = grown
                .live_field(*id)
                .map(|field| field.kind.value.choices());
            let mut added = added.into_iter().flatten();
            let (Some(known), Some(added)) = (known, added.find(|added| added.id == *choice))
            else {
                continue;
            };
            let kind = changed
                .entry(*id)
                .or_insert_with(|| known.kind.value.clone());
            if let Some(choices) = kind.choices_mut() {
                choices.push(added.clone());
            }
        }
        for (id, kind) in changed {
            operations.push(PipelineOperation::Field(FieldOperation::SetKind(id, kind)));
        }
        let of_pipeline = |operation| Operation::Pipeline(pipeline, operation);
        operations.into_iter().map(of_pipeline).collect()
    }
}

fn after(last: Option<&OrderKey>) -> OrderKey {
    last.map_or_else(OrderKey::default, OrderKey::new_after)
}
