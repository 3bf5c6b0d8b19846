//! Asking a query of documents, exactly.

use boxwood_model::Millis;

use super::condition::{Comparison, Condition, Literal, Meaning, Mode, Near, Node, Reading};
use super::date::{Bounds, Clock};
use super::restriction::words;
use super::text::{Phrase, Tokens, WordTest};
use super::{Content, Context, Document, Field, NumberTest, Query, State, Stemmer};

/// A query for one moment, zone and user, ready to be asked of many documents.
pub struct Filter {
    pub(crate) root: Option<Step>,
    pub(crate) now: Millis,
    pub(crate) me: Option<u128>,
    pub(crate) addresses: Vec<String>,
    pub(crate) stemmer: Option<&'static dyn Stemmer>,
}

/// A node with all that can be worked out beforehand.
pub(crate) enum Step {
    And(Vec<Step>),
    Or(Vec<Step>),
    Not(Box<Step>),
    Contents(Vec<Field>, Test),
    Has(Vec<Field>),
    Is(State),
    Near {
        fields: Vec<Field>,
        left: Phrase,
        right: Phrase,
        distance: usize,
        ordered: bool,
    },
    Always,
}

/// What one content must be.
pub(crate) struct Test {
    pub(crate) phrase: Phrase,
    /// Whether the phrase must be all of a text.
    pub(crate) whole: bool,
    pub(crate) me: bool,
    pub(crate) digits: Option<String>,
    pub(crate) number: Option<NumberTest>,
    pub(crate) time: Option<Bounds>,
    pub(crate) flag: Option<bool>,
}

impl Query {
    /// This query at a moment, in a zone, for a user.
    #[must_use]
    pub fn prepare(&self, context: &Context<'_>) -> Filter {
        Filter {
            root: self.root().map(|root| step(root, context)),
            now: context.now,
            me: context.me,
            addresses: context.addresses.iter().map(|a| (*a).to_owned()).collect(),
            stemmer: context.stemmer,
        }
    }

    /// Whether it is true of `document`. For many documents, [prepare](Self::prepare) it once.
    #[must_use]
    pub fn matches(&self, document: &(impl Document + ?Sized), context: &Context<'_>) -> bool {
        self.prepare(context).matches(document)
    }
}

impl Filter {
    /// Whether the query is true of `document`.
    #[must_use]
    pub fn matches(&self, document: &(impl Document + ?Sized)) -> bool {
        let mut tokens = Tokens::default();
        self.root
            .as_ref()
            .is_none_or(|root| self.holds(root, document, &mut tokens))
    }

    fn holds(&self, step: &Step, document: &(impl Document + ?Sized), tokens: &mut Tokens) -> bool {
        match step {
            Step::Always => true,
            Step::And(steps) => steps.iter().all(|step| self.holds(step, document, tokens)),
            Step::Or(steps) => steps.iter().any(|step| self.holds(step, document, tokens)),
            Step::Not(step) => !self.holds(step, document, tokens),
            Step::Has(fields) => fields
                .iter()
                .any(|field| document.any(*field, &mut |_| true)),
            Step::Is(state) => self.is(*state, document),
            Step::Contents(fields, test) => fields.iter().any(|field| {
                document.any(*field, &mut |content| self.content(test, content, tokens))
            }),
            Step::Near {
                fields,
                left,
                right,
                distance,
                ordered,
            } => {
                let stemmer = self.stemmer;
                let mut near = |text: &str| {
                    tokens.refill(text);
                    left.is_near(right, *distance, *ordered, tokens, stemmer)
                };
                fields.iter().any(|field| {
                    document.any(*field, &mut |content| match content {
                        Content::Text(text) => near(text),
                        Content::Person { name, address, .. } => near(name) || near(address),
                        _ => false,
                    })
                })
            }
        }
    }

    fn is(&self, state: State, document: &(impl Document + ?Sized)) -> bool {
        let me = |field| document.any(field, &mut |content| self.is_me(content));
        match state {
            State::Mine => me(Field::Assignee),
            State::Followed => me(Field::Follower),
            State::Unassigned => !document.any(Field::Assignee, &mut |_| true),
            other => document.is(other, self.now),
        }
    }

    fn is_me(&self, content: Content<'_>) -> bool {
        let Content::Person { id, address, .. } = content else {
            return false;
        };
        let own = || {
            let address = address.to_lowercase();
            self.addresses.contains(&address)
        };
        (id.is_some() && id == self.me) || (!address.is_empty() && own())
    }

    fn content(&self, test: &Test, content: Content<'_>, tokens: &mut Tokens) -> bool {
        let mut words = |text: &str| {
            if test.phrase.is_empty() || text.is_empty() {
                return false;
            }
            tokens.refill(text);
            if test.whole {
                test.phrase.is_all(tokens, self.stemmer)
            } else {
                test.phrase.is_in(tokens, self.stemmer)
            }
        };
        match content {
            Content::Text(text) => {
                words(text)
                    || test.digits.as_ref().is_some_and(|wanted| {
                        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                        digits.contains(wanted.as_str())
                    })
            }
            Content::Person { name, address, .. } => {
                (test.me && self.is_me(content)) || words(name) || words(address)
            }
            Content::Number(number) => test.number.is_some_and(|test| test.holds(number)),
            Content::Date(date) => test.time.is_some_and(|bounds| bounds.hold_date(date)),
            Content::Moment(moment) => test.time.is_some_and(|bounds| bounds.hold_moment(moment)),
            Content::Flag(on) => test.flag == Some(on),
        }
    }
}

fn step(node: &Node, context: &Context<'_>) -> Step {
    let steps = |nodes: &[Node]| nodes.iter().map(|node| step(node, context)).collect();
    match node {
        Node::And(nodes) => Step::And(steps(nodes)),
        Node::Or(nodes) => Step::Or(steps(nodes)),
        Node::Not(inner) => Step::Not(Box::new(step(inner, context))),
        Node::Near(near) => near_step(near, context),
        Node::Is(condition) => {
            let step = condition_step(condition, context);
            if condition.op == Comparison::NotEqual {
                Step::Not(Box::new(step))
            } else {
                step
            }
        }
    }
}

fn near_step(near: &Near, context: &Context<'_>) -> Step {
    let side = |side: &Literal| phrase(words(&side.text), side, context.stemmer);
    Step::Near {
        fields: near.fields.clone(),
        left: side(&near.left),
        right: side(&near.right),
        distance: usize::try_from(near.distance).unwrap_or(usize::MAX),
        ordered: near.ordered,
    }
}

fn condition_step(condition: &Condition, context: &Context<'_>) -> Step {
    match &condition.meaning {
        Meaning::Contents { fields, reading } => {
            Step::Contents(fields.clone(), test(condition, reading, context))
        }
        Meaning::Has(fields) => Step::Has(fields.clone()),
        Meaning::Is(state) => Step::Is(*state),
        Meaning::Anywhere => Step::Always,
    }
}

fn test(condition: &Condition, reading: &Reading, context: &Context<'_>) -> Test {
    let clock = Clock {
        now: context.now,
        zone: context.zone,
        week_start: context.week_start,
    };
    Test {
        phrase: phrase(reading.words.clone(), &condition.value, context.stemmer),
        whole: matches!(condition.op, Comparison::Equal | Comparison::NotEqual),
        me: reading.me,
        digits: reading.digits.clone(),
        number: reading.number,
        time: reading.time.map(|test| clock.bounds(test)),
        flag: reading.flag,
    }
}

/// The words of a literal as it wants them compared.
pub(super) fn phrase(
    words: Vec<String>,
    literal: &Literal,
    stemmer: Option<&dyn Stemmer>,
) -> Phrase {
    let last = words.len();
    let test = |(n, word): (usize, String)| match literal.mode {
        Mode::Plain if literal.prefix && n + 1 == last => WordTest::Prefix(word),
        Mode::Plain | Mode::Exact => WordTest::Whole(word),
        Mode::Stem => WordTest::Stem(stemmer.map_or_else(|| word.clone(), |by| by.stem(&word))),
    };
    Phrase::new(words.into_iter().enumerate().map(test).collect())
}
