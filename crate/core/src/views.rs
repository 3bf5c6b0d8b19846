//! Answers to questions: records into views.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxId, BoxRecord, FieldKind, KindTemplate, Layered, Limits, Member, Pipeline, PipelineId,
    Place, Records, StageId, State, TEMPLATES, ThreadId,
};
use boxwood_query::{Direction, Order, Row, SortBy as By};

use crate::api::{
    BoxHit, BoxView, Cell, ChoiceView, Failure, FieldKindView, FieldView, GroupView, LabelView,
    MemberView, NavView, PipelineView, Query, RowView, SortBy, SortDirection, StageView,
    TemplateField, TemplateKind, TemplateStage, TemplateView, ThreadInput, ThreadLabels,
    ThreadView, View, WindowView,
};
use crate::index::{Index, is_live};
use crate::status;
use crate::translate::{cell, id};

/// Rows that one window gives at most.
const WINDOW_MOST: u32 = 500;
/// Conversations that one question about labels may name.
const LABELS_MOST: usize = 500;
/// Boxes that one search gives at most.
const HITS_MOST: usize = 50;

/// What answering needs.
pub(crate) struct Answering<'e> {
    pub(crate) records: Layered<'e, &'e State>,
    pub(crate) confirmed: &'e State,
    pub(crate) waiting: &'e State,
    pub(crate) index: &'e mut Index,
    pub(crate) status: status::Facts<'e>,
}

impl Answering<'_> {
    /// The answer to a question.
    pub(crate) fn answer(&mut self, query: &Query) -> Result<View, Failure> {
        Ok(match query {
            Query::Status => View::Status {
                status: status::view(&self.status),
            },
            Query::Nav => View::Nav {
                pipelines: self.nav(),
            },
            Query::Templates => View::Templates {
                templates: templates(),
            },
            Query::Pipeline { pipeline } => {
                let id: PipelineId = id(pipeline, Place::Pipeline)?;
                View::Pipeline {
                    pipeline: self.live_pipeline(id).map(|p| self.pipeline(p)),
                }
            }
            Query::Window {
                pipeline,
                first,
                count,
                sort,
                direction,
                collapsed,
            } => {
                let by = match sort {
                    SortBy::Created => By::Created,
                    SortBy::Name => By::Name,
                    SortBy::Field { field } => By::Field(id(field, Place::Field)?),
                };
                let direction = match direction {
                    SortDirection::Ascending => Direction::Ascending,
                    SortDirection::Descending => Direction::Descending,
                };
                let collapsed = collapsed.iter().map(|stage| id(stage, Place::Stage));
                let collapsed = collapsed.collect::<Result<BTreeSet<StageId>, _>>()?;
                let pipeline = id(pipeline, Place::Pipeline)?;
                let count = (*count).min(WINDOW_MOST);
                let order = Order { by, direction };
                View::Window {
                    window: self.window(pipeline, *first, count, order, &collapsed),
                }
            }
            Query::Box { id: text } => {
                let record = self.records.box_record(id::<BoxId>(text, Place::Box)?);
                let record = record.filter(|record| is_live(record, &self.records));
                View::Box {
                    record: record.and_then(|record| self.box_view(record)),
                }
            }
            Query::Thread { thread } => View::Thread {
                thread: self.thread(thread),
            },
            Query::Labels { threads } => {
                let threads = threads.iter().take(LABELS_MOST);
                View::Labels {
                    threads: threads.filter_map(|t| self.labels(t)).collect(),
                }
            }
            Query::FindBoxes { text, count } => {
                let count = usize::try_from(*count).unwrap_or(HITS_MOST).min(HITS_MOST);
                View::Boxes {
                    hits: self.find(text, count),
                }
            }
        })
    }

    fn live_pipeline(&self, id: PipelineId) -> Option<&Pipeline> {
        self.records
            .pipeline(id)
            .filter(|pipeline| !pipeline.deleted.value)
    }

    fn nav(&self) -> Vec<NavView> {
        let below = self.confirmed.pipelines.keys();
        let ids: BTreeSet<PipelineId> = below
            .chain(self.waiting.pipelines.keys())
            .copied()
            .collect();
        let mut pipelines: Vec<NavView> = ids
            .into_iter()
            .filter_map(|id| self.live_pipeline(id))
            .map(|pipeline| NavView {
                id: pipeline.id.to_string(),
                name: pipeline.name.value.clone(),
                boxes: self.index.boxes_in(pipeline.id),
            })
            .collect();
        pipelines.sort_by_cached_key(|view| (view.name.to_lowercase(), view.id.clone()));
        pipelines
    }

    fn pipeline(&self, pipeline: &Pipeline) -> PipelineView {
        let stages = pipeline
            .stages_in_order()
            .into_iter()
            .map(|(id, stage)| StageView {
                id: id.to_string(),
                name: stage.name.value.clone(),
                colour: stage.colour.value.to_string(),
                boxes: self.index.boxes_at(pipeline.id, id),
            });
        let fields = pipeline
            .fields_in_order()
            .into_iter()
            .map(|(id, field)| FieldView {
                id: id.to_string(),
                name: field.name.value.clone(),
                kind: field_kind(&field.kind.value),
            });
        PipelineView {
            id: pipeline.id.to_string(),
            name: pipeline.name.value.clone(),
            boxes: self.index.boxes_in(pipeline.id),
            stages: stages.collect(),
            fields: fields.collect(),
            people: self.people(),
        }
    }

    fn people(&self) -> Vec<MemberView> {
        let below = self.confirmed.members.keys();
        let ids: BTreeSet<_> = below.chain(self.waiting.members.keys()).copied().collect();
        let members = ids.into_iter().filter_map(|id| self.records.member(id));
        let mut people: Vec<_> = members.filter(|m| m.is_active()).map(member).collect();
        people.sort_by_cached_key(|person| person.name.to_lowercase());
        people
    }

    fn window(
        &mut self,
        id: PipelineId,
        first: u32,
        count: u32,
        order: Order,
        collapsed: &BTreeSet<StageId>,
    ) -> Option<WindowView> {
        let records = Layered {
            below: self.records.below,
            top: self.records.top,
        };
        let pipeline = records
            .pipeline(id)
            .filter(|pipeline| !pipeline.deleted.value)?;
        let stages: Vec<StageId> = pipeline
            .stages_in_order()
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let table = self.index.table(id, order, &records)?;
        let groups = table.groups(&stages, collapsed);
        let (rows, total) = table.window(&groups, size(first), size(count));
        let rows = rows.into_iter().filter_map(|row| match row {
            Row::Group(stage) => Some(RowView::Group {
                stage: stage.to_string(),
            }),
            Row::Box(id) => {
                let record = self.records.box_record(id)?;
                Some(RowView::Box {
                    record: self.box_view(record)?,
                })
            }
        });
        let rows = rows.collect();
        let groups = groups.into_iter().map(|group| GroupView {
            stage: group.stage.to_string(),
            row: number(group.row),
            boxes: number(group.boxes),
            collapsed: group.collapsed,
        });
        let groups = groups.collect();
        Some(WindowView {
            pipeline: id.to_string(),
            first,
            total: number(total),
            groups,
            rows,
        })
    }

    fn box_view(&self, record: &BoxRecord) -> Option<BoxView> {
        let pipeline = self.records.pipeline(record.pipeline)?;
        let cells = pipeline.fields_in_order().into_iter().map(|(id, _)| Cell {
            field: id.to_string(),
            value: cell(record.value(id)),
        });
        let threads = record.live_threads().map(|(id, thread)| ThreadInput {
            id: id.to_string(),
            subject: thread.subject.clone(),
        });
        Some(BoxView {
            id: record.id.to_string(),
            pipeline: record.pipeline.to_string(),
            stage: record.stage.value.to_string(),
            name: record.name.value.clone(),
            notes: record.notes.value.clone(),
            cells: cells.collect(),
            threads: threads.collect(),
            waiting: self.waiting.boxes.contains_key(&record.id),
        })
    }

    fn thread(&self, thread: &str) -> ThreadView {
        let records = self
            .index
            .boxes_of(&ThreadId(thread.to_owned()), &self.records);
        let homes: BTreeSet<PipelineId> = records.iter().map(|record| record.pipeline).collect();
        ThreadView {
            thread: thread.to_owned(),
            boxes: records
                .into_iter()
                .filter_map(|record| self.box_view(record))
                .collect(),
            pipelines: homes
                .into_iter()
                .filter_map(|id| self.live_pipeline(id))
                .map(|pipeline| self.pipeline(pipeline))
                .collect(),
        }
    }

    fn labels(&self, thread: &str) -> Option<ThreadLabels> {
        let records = self
            .index
            .boxes_of(&ThreadId(thread.to_owned()), &self.records);
        let labels: Vec<_> = records
            .into_iter()
            .filter_map(|record| self.label(record))
            .collect();
        (!labels.is_empty()).then(|| ThreadLabels {
            thread: thread.to_owned(),
            labels,
        })
    }

    fn label(&self, record: &BoxRecord) -> Option<LabelView> {
        let pipeline = self.live_pipeline(record.pipeline)?;
        let stage = pipeline.stages.get(&record.stage.value)?;
        Some(LabelView {
            id: record.id.to_string(),
            name: record.name.value.clone(),
            pipeline: pipeline.id.to_string(),
            pipeline_name: pipeline.name.value.clone(),
            stage_name: stage.name.value.clone(),
            colour: stage.colour.value.to_string(),
        })
    }

    /// A look at every name: what begins with the text comes first, then what was changed last.
    fn find(&self, text: &str, count: usize) -> Vec<BoxHit> {
        let text: String = text.trim().chars().take(Limits::NAME).collect();
        let wanted = text.to_lowercase();
        let mut hits: Vec<_> = self
            .index
            .all()
            .filter_map(|id| self.records.box_record(id))
            .filter_map(|record| {
                let at = record.name.value.to_lowercase().find(&wanted)?;
                Some((
                    at > 0,
                    std::cmp::Reverse((record.name.stamp.max(record.stage.stamp), record.id)),
                    record,
                ))
            })
            .collect();
        hits.sort_unstable_by_key(|(later, changed, _)| (*later, *changed));
        let hits = hits
            .into_iter()
            .filter_map(|(_, _, record)| self.label(record));
        hits.take(count).map(|label| BoxHit { label }).collect()
    }
}

/// A person, for the screen.
pub(crate) fn member(member: &Member) -> MemberView {
    MemberView {
        id: member.id.to_string(),
        name: member.name.value.clone(),
        email: member.email.clone(),
    }
}

fn field_kind(kind: &FieldKind) -> FieldKindView {
    match kind {
        FieldKind::Text => FieldKindView::Text,
        FieldKind::Number => FieldKindView::Number,
        FieldKind::Currency(code) => FieldKindView::Currency { code: code.clone() },
        FieldKind::Date => FieldKindView::Date,
        FieldKind::Checkbox => FieldKindView::Checkbox,
        FieldKind::Person => FieldKindView::Person,
        FieldKind::Dropdown(choices) => FieldKindView::Dropdown {
            choices: choices
                .iter()
                .map(|choice| ChoiceView {
                    id: choice.id.to_string(),
                    name: choice.name.clone(),
                })
                .collect(),
        },
    }
}

fn templates() -> Vec<TemplateView> {
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

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
