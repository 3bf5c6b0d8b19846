//! The places of stages and choices in their own orders.

use std::collections::HashMap;

use boxwood_model::{ChoiceId, FieldId, LiteMap, Pipeline, PipelineId, StageId};

/// The places of what a view's pipelines define, as they were when the view was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranks {
    spans_pipelines: bool,
    pipelines: LiteMap<PipelineId, HashMap<StageId, u16>>,
    choices: HashMap<(FieldId, ChoiceId), u16>,
}

impl Ranks {
    /// No places yet, of one pipeline or of all.
    pub(super) fn new(spans_pipelines: bool) -> Self {
        Self {
            spans_pipelines,
            ..Self::default()
        }
    }

    /// Takes note of a pipeline's stages and choices; says whether it is new.
    pub(super) fn learn(&mut self, pipeline: &Pipeline) -> bool {
        if self.pipelines.contains_key(&pipeline.id) {
            return false;
        }
        let stages = pipeline.stages_in_order().into_iter();
        let ranks = (0..).zip(stages).map(|(rank, (id, _))| (id, rank));
        self.pipelines.insert(pipeline.id, ranks.collect());
        for (field, about) in pipeline.fields_in_order() {
            for (rank, choice) in (0..).zip(about.kind.value.choices()) {
                self.choices.insert((field, choice.id), rank);
            }
        }
        true
    }

    pub(super) const fn spans_pipelines(&self) -> bool {
        self.spans_pipelines
    }

    /// The place of a stage; those that are no more come last.
    pub(super) fn stage(&self, pipeline: &Pipeline, id: StageId) -> u16 {
        let stages = self.pipelines.get(&pipeline.id);
        let rank = stages.and_then(|stages| stages.get(&id));
        rank.copied().unwrap_or(u16::MAX)
    }

    /// The place of a choice of a field.
    pub(super) fn choice(&self, field: FieldId, id: ChoiceId) -> u16 {
        let rank = self.choices.get(&(field, id));
        rank.copied().unwrap_or(u16::MAX)
    }
}
