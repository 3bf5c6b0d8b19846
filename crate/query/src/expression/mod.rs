//! Queries as filters of views: what the language asks for, of what boxes have in their columns.

mod document;
mod schema;
pub(crate) mod searched;

use std::collections::BTreeSet;
use std::fmt;

use boxwood_model::{Key, Millis, Pipeline, UserId};

use crate::content::{Contents, Now, Timing};
use crate::language::{
    self, Context, Field, FixedOffset, Meaning, Node, Note, Options, Query, State, Weekday,
};
use crate::view::Filter;
use document::Row;

pub use schema::PipelineFields;

/// A query as the filter of a view.
pub struct Expression {
    text: String,
    notes: Vec<Note>,
    filter: language::Filter,
    shows_archived: bool,
    fields: BTreeSet<Field>,
    asks_overdue: bool,
    asks_time: bool,
}

/// Who asks, when and where.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The person whom `me` means.
    pub me: Option<UserId>,
    /// The person's address, in lower case.
    pub address: &'a str,
    /// The time, and the zone in which days are counted.
    pub now: Now,
}

impl Expression {
    /// The filter that a text means for boxes of these pipelines, at this time: relative days in it
    /// are worked out now, so that it has to be made anew when the day has passed.
    #[must_use]
    pub fn new<'p>(
        text: &str,
        pipelines: impl IntoIterator<Item = &'p Pipeline>,
        asker: Asker<'_>,
    ) -> Self {
        let schema = PipelineFields::new(pipelines);
        let query = Query::parse(text, &schema, Options::default());
        let zone = FixedOffset {
            seconds: i32::from(asker.now.offset_minutes) * 60,
        };
        let addresses = [asker.address];
        let context = Context {
            now: asker.now.millis,
            zone: &zone,
            week_start: Weekday::Monday,
            me: asker.me.map(|me| u128::from_be_bytes(*me.as_bytes())),
            addresses: if asker.address.is_empty() {
                &[]
            } else {
                &addresses
            },
            stemmer: None,
        };
        let mut asked = Asked::default();
        if let Some(root) = query.root() {
            asked.see(root);
        }
        Self {
            text: text.to_owned(),
            notes: query.notes().to_vec(),
            shows_archived: query.reach().archived,
            filter: query.prepare(&context),
            fields: asked.fields,
            asks_overdue: asked.overdue,
            asks_time: asked.time,
        }
    }

    /// What was odd about the text.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    fn asks_any(&self, fields: &[Field]) -> bool {
        let custom = |field: &Field| matches!(field, Field::Custom(_));
        self.fields.contains(&Field::Any)
            || self.fields.iter().any(custom)
            || fields.iter().any(|field| self.fields.contains(field))
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.text).finish()
    }
}

/// What a query asks of, to know when its answer changes.
#[derive(Default)]
struct Asked {
    fields: BTreeSet<Field>,
    overdue: bool,
    time: bool,
}

impl Asked {
    fn see(&mut self, node: &Node) {
        match node {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| self.see(node)),
            Node::Not(node) => self.see(node),
            Node::Near(near) => self.fields.extend(near.fields.iter().copied()),
            Node::Is(condition) => match &condition.meaning {
                Meaning::Contents { fields, reading } => {
                    self.fields.extend(fields.iter().copied());
                    self.time |= reading.time.is_some();
                    // What is computed may go with the day by itself.
                    self.time |= fields.iter().any(|field| matches!(field, Field::Custom(_)));
                }
                Meaning::Has(fields) => self.fields.extend(fields.iter().copied()),
                Meaning::Is(state) => self.see_state(*state),
                Meaning::Anywhere => {}
            },
        }
    }

    fn see_state(&mut self, state: State) {
        match state {
            State::Overdue => self.overdue = true,
            State::Stale => self.time = true,
            State::Mine | State::Unassigned => {
                self.fields.insert(Field::Assignee);
            }
            State::Followed => {
                self.fields.insert(Field::Follower);
            }
            State::Open | State::Done | State::Starred | State::Archived | State::Deleted => {}
        }
    }
}

impl Filter for Expression {
    fn matches(&self, row: &Contents<'_>) -> bool {
        self.filter.matches(&Row(row))
    }

    fn shows_archived(&self) -> bool {
        self.shows_archived
    }

    fn timing(&self) -> Timing {
        Timing {
            by_day: self.asks_time,
            by_moment: self.asks_overdue,
        }
    }

    fn next_moment(&self, row: &Contents<'_>) -> Option<Millis> {
        self.asks_overdue.then(|| row.next_overdue()).flatten()
    }

    fn depends_on(&self, key: Key) -> bool {
        use Field as F;
        match key {
            Key::Member(_) => self.asks_any(&[F::Assignee, F::Follower]),
            Key::Contact(_) => self.asks_any(&[F::Contact, F::Email, F::Domain]),
            Key::Organization(_) => self.asks_any(&[F::Org, F::Domain]),
            // Which fields and stages there are, and what they are called.
            Key::Pipeline(_) => true,
            _ => false,
        }
    }
}
