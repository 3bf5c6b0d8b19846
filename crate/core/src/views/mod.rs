//! Answers to questions: records into views.

mod box_page;
mod boxes;
mod formula;
mod people;
mod pipeline;
mod saved;
mod suggestions;
mod tasks;
mod team;
mod template;
mod thread;
mod timeline;
mod window;

use boxwood_model::{
    BoxId, BoxRecord, Layered, Pipeline, PipelineId, Place, Records, State, UserId,
};
use boxwood_query::{Contents, Now, World};
use boxwood_sync::Done;

use crate::api::{Failure, Query, View};
use crate::history::Histories;
use crate::index::{Index, is_live};
use crate::status;
use crate::suggestions::Suggestions;
use crate::translate::{id, model_shape};

pub(crate) use team::member;

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
    /// The person who asks, once somebody signed in.
    pub(crate) user: Option<UserId>,
    pub(crate) now: Now,
    pub(crate) done: &'e Done,
    pub(crate) histories: &'e mut Histories,
    pub(crate) suggestions: &'e mut Suggestions,
}

impl<'e> Answering<'e> {
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
                templates: template::templates(),
            },
            Query::Pipeline { pipeline } => {
                let id: PipelineId = id(pipeline, Place::Pipeline)?;
                let pipeline = self.live_pipeline(id);
                View::Pipeline {
                    pipeline: pipeline.map(|pipeline| Box::new(self.pipeline(pipeline))),
                }
            }
            Query::Window {
                pipeline,
                first,
                count,
                shape,
                collapsed,
            } => {
                let pipeline = id(pipeline, Place::Pipeline)?;
                let count = (*count).min(WINDOW_MOST);
                let shape = model_shape(shape)?;
                View::Window {
                    window: self.window(pipeline, *first, count, shape, collapsed),
                }
            }
            Query::Timeline { of, kinds, count } => {
                let count = size((*count).min(WINDOW_MOST));
                View::Timeline {
                    timeline: self.timeline(of, kinds, count)?,
                }
            }
            Query::Box { id: text } => {
                let record = self.records.box_record(id::<BoxId>(text, Place::Box)?);
                let record = record.filter(|record| is_live(record, &self.records));
                let view = record.and_then(|record| self.box_view(record));
                View::Box {
                    record: view.map(Box::new),
                }
            }
            Query::Thread { thread, mails } => View::Thread {
                thread: self.thread(thread, mails),
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
            Query::BoxPage { id: text } => {
                let page = self.box_page(id(text, Place::Box)?);
                View::BoxPage {
                    page: page.map(Box::new),
                }
            }
            Query::Tasks {
                assignee,
                from,
                to,
                first,
                count,
            } => {
                let assignee = assignee.as_ref().map(|id| self::id(id, Place::Assignee));
                let (tasks, more) =
                    self.tasks(assignee.transpose()?, *from, *to, Part::new(*first, *count));
                View::Tasks { tasks, more }
            }
            Query::Bin { first, count } => {
                let (boxes, more) = self.bin(Part::new(*first, *count));
                View::Bin {
                    boxes,
                    more,
                    pipelines: self.deleted_pipelines(),
                }
            }
            Query::Contacts { text, first, count } => {
                let (rows, total) = self.contacts(text, Part::new(*first, *count));
                View::Contacts { rows, total }
            }
            Query::Contact { contact } => {
                let contact = self.contact(id(contact, Place::Contact)?);
                View::Contact {
                    contact: contact.map(Box::new),
                }
            }
            Query::Organizations { text, first, count } => {
                let (rows, total) = self.organizations(text, Part::new(*first, *count));
                View::Organizations { rows, total }
            }
            Query::Organization { organization } => {
                let organization = self.organization(id(organization, Place::Organization)?);
                View::Organization {
                    organization: organization.map(Box::new),
                }
            }
            Query::Snippets {
                pipeline,
                first,
                count,
            } => {
                let pipeline = pipeline.as_ref().map(|text| id(text, Place::Pipeline));
                let (snippets, more) =
                    self.snippets(pipeline.transpose()?, Part::new(*first, *count));
                View::Snippets { snippets, more }
            }
            Query::FilledSnippet { snippet, record } => View::FilledSnippet {
                snippet: self.filled_snippet(id(snippet, Place::Snippet)?, id(record, Place::Box)?),
            },
            Query::TryFormula {
                pipeline,
                field,
                formula,
                count,
            } => View::FormulaTrials {
                trials: self.try_formula(pipeline, field.as_deref(), formula, size(*count))?,
            },
            Query::Views {
                pipeline,
                first,
                count,
            } => {
                let pipeline = pipeline.as_ref().map(|text| id(text, Place::Pipeline));
                let (views, more) =
                    self.saved_views(pipeline.transpose()?, Part::new(*first, *count));
                View::Views { views, more }
            }
            Query::Settings => View::Settings {
                settings: self.settings(),
            },
            Query::Team => View::Team {
                team: self.team().map(Box::new),
            },
            Query::Undo => View::Undo {
                undo: self.done.undo().map(str::to_owned),
                redo: self.done.redo().map(str::to_owned),
            },
            Query::Suggestions { threads } => self.suggested(threads),
            Query::Learning => View::Learning {
                learning: self.learning(),
            },
        })
    }

    /// What a box has in its columns.
    fn contents<'s>(&'s self, record: &'s BoxRecord, pipeline: &'s Pipeline) -> Contents<'s> {
        Contents {
            record,
            pipeline,
            world: World {
                records: &self.records,
                now: self.now,
                formulas: Some(&self.index.sheets),
            },
        }
    }

    /// The records once more, for what needs them beside the index.
    const fn copy_of_records(&self) -> Layered<'e, &'e State> {
        Layered {
            below: self.records.below,
            top: self.records.top,
        }
    }
}

/// Some of a list.
#[derive(Debug, Clone, Copy)]
struct Part {
    first: usize,
    count: usize,
}

impl Part {
    fn new(first: u32, count: u32) -> Self {
        Self {
            first: size(first),
            count: size(count.min(WINDOW_MOST)),
        }
    }

    /// This part, and whether there is more after it.
    fn of<T>(self, all: impl Iterator<Item = T>) -> (Vec<T>, bool) {
        let mut rest = all.skip(self.first);
        let part = rest.by_ref().take(self.count).collect();
        (part, rest.next().is_some())
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
