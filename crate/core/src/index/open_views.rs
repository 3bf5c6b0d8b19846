//! Views that screens look at, kept up as records change and time passes.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxId, BoxRecord, Gather as _, Key, Pipeline, PipelineId, Records, UserId, ViewShape,
};
use boxwood_query::{
    Alphabet, Asker, Collation, Due, Everything, Expression, Filter, FoldCase, Now, Sheets, View,
    World,
};

/// How many views are kept; the one asked for least recently goes first.
const KEPT: usize = 8;

/// What a view is asked for by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) pipeline: PipelineId,
    pub(crate) shape: ViewShape,
    /// The person whom `me` means in its filter.
    pub(crate) me: Option<UserId>,
}

/// A view that is kept up, and what was odd about its filter: a name for it, and the text.
#[derive(Debug)]
pub(crate) struct OpenView {
    question: Question,
    pub(crate) view: View,
    pub(crate) notes: Vec<(&'static str, String)>,
}

/// Views that screens look at.
#[derive(Debug, Default)]
pub(crate) struct OpenViews {
    open: Vec<OpenView>,
    /// The order of letters where the screens are, once they said it.
    alphabet: Option<Alphabet>,
}

impl OpenViews {
    /// Sorts texts in this order from now on; says whether it is another one.
    pub(super) fn sort_by(&mut self, alphabet: Alphabet) -> bool {
        let is_new = self.alphabet.as_ref() != Some(&alphabet);
        if is_new {
            // They are made anew when they are asked for.
            self.open.clear();
            self.alphabet = Some(alphabet);
        }
        is_new
    }

    /// The order of texts.
    pub(super) fn collation(&self) -> &dyn Collation {
        collation(self.alphabet.as_ref())
    }

    /// Brings all of them up to date after these records changed.
    pub(super) fn update(
        &mut self,
        changed: &BTreeSet<Key>,
        records: &dyn Records,
        sheets: &Sheets,
        now: Now,
    ) {
        let boxes: BTreeSet<BoxId> = changed
            .iter()
            .filter_map(|key| match key {
                Key::Box(id) => Some(*id),
                _ => None,
            })
            .gather();
        let others = changed.iter().filter(|key| !matches!(key, Key::Box(_)));
        let world = World {
            records,
            now,
            formulas: Some(sheets),
        };
        let collation = collation(self.alphabet.as_ref());
        self.open.retain_mut(|OpenView { view, .. }| {
            if others.clone().any(|key| view.is_outdated_by(*key)) {
                return false;
            }
            if !boxes.is_empty() {
                view.update(&boxes, world, collation);
            }
            true
        });
    }

    /// The view that a question asks for; made at the first request, kept up from then on.
    pub(super) fn get<'r>(
        &mut self,
        question: Question,
        boxes: impl Iterator<Item = &'r BoxRecord>,
        records: &'r dyn Records,
        sheets: &'r Sheets,
        now: Now,
    ) -> Option<&OpenView> {
        let pipeline = records.pipeline(question.pipeline)?;
        let world = World {
            records,
            now,
            formulas: Some(sheets),
        };
        let collation = collation(self.alphabet.as_ref());
        let known = self.open.iter().position(|open| open.question == question);
        let known = known.map(|at| self.open.remove(at));
        let kept = known.and_then(|mut open| match open.view.due(now) {
            Due::Everything => None,
            Due::Boxes(due) => {
                if !due.is_empty() {
                    open.view.update(&due, world, collation);
                }
                Some(open)
            }
        });
        let open = kept.unwrap_or_else(|| {
            let (filter, notes) = filter(&question, pipeline, records, now);
            let home = Some(question.pipeline);
            let view = View::new(home, &question.shape, filter, boxes, world, collation);
            OpenView {
                question,
                view,
                notes,
            }
        });
        if self.open.len() >= KEPT {
            self.open.remove(0);
        }
        self.open.push(open);
        self.open.last()
    }

    /// The first moment at which one of them changes although no record does.
    pub(super) fn next_change(&self) -> Option<u64> {
        self.open
            .iter()
            .filter_map(|open| open.view.next_change())
            .min()
    }
}

fn collation(alphabet: Option<&Alphabet>) -> &dyn Collation {
    match alphabet {
        Some(alphabet) => alphabet,
        None => &FoldCase,
    }
}

/// The filter that a question has, and what is odd about its text.
fn filter(
    question: &Question,
    pipeline: &Pipeline,
    records: &dyn Records,
    now: Now,
) -> (Box<dyn Filter>, Vec<(&'static str, String)>) {
    let text = question.shape.filter.trim();
    if text.is_empty() {
        return (Box::new(Everything), Vec::new());
    }
    let member = question.me.and_then(|me| records.member(me));
    let asker = Asker {
        me: question.me,
        address: member.map_or("", |member| &member.email),
        now,
    };
    let expression = Expression::new(text, [pipeline], asker);
    let notes = expression.notes().iter().map(|note| {
        let word = note.kind.word().unwrap_or_else(|| note.span.of(text));
        (note.kind.code(), word.to_owned())
    });
    let notes = notes.collect();
    (Box::new(expression), notes)
}
