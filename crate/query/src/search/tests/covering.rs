//! An index that does not hold every field finds the same.

use std::collections::BTreeSet;

use boxwood_model::Millis;
use proptest::prelude::*;

use super::random::{query, sheet};
use crate::language::tests::example::{Example, Sheet, UTC, context};
use crate::language::{Content, Document, Field, FieldKey, Options, Query, State};
use crate::search::{Count, Coverage, Documents, Findable, Header, Index, Request};

/// Is in no index.
const LEFT_OUT: Field = Field::Custom(FieldKey(6));
/// Is in the index as another field only.
const INSIDE: Field = Field::Stage;
const OTHER: Field = Field::Notes;

/// A document of which the index does not hold all.
struct Partly(Sheet);

impl Partly {
    fn new(mut sheet: Sheet) -> Self {
        let inside = sheet.contents.get(&INSIDE).cloned().unwrap_or_default();
        if !inside.is_empty() {
            sheet.contents.entry(OTHER).or_default().extend(inside);
        }
        Self(sheet)
    }
}

impl Document for Partly {
    fn any(&self, field: Field, test: &mut dyn FnMut(Content<'_>) -> bool) -> bool {
        if field != Field::Any {
            return self.0.any(field, test);
        }
        let mut fields = self.0.contents.keys();
        fields.any(|field| {
            let held = ![LEFT_OUT, INSIDE].contains(field) && field.is_anywhere();
            held && self.0.any(*field, test)
        })
    }

    fn is(&self, state: State, now: Millis) -> bool {
        self.0.is(state, now)
    }
}

impl Findable for Partly {
    fn each(&self, see: &mut dyn FnMut(Field, Content<'_>)) {
        self.0.each(&mut |field, content| {
            if ![LEFT_OUT, INSIDE].contains(&field) {
                see(field, content);
            }
        });
    }

    fn states(&self, see: &mut dyn FnMut(State, Millis)) {
        self.0.states(see);
    }
}

struct All(Vec<Partly>);

impl Documents for All {
    fn document(&self, id: u128, see: &mut dyn FnMut(&dyn Document)) {
        if let Some(document) = self.0.get(id as usize) {
            see(document);
        }
    }

    fn coverage(&self, field: Field) -> Coverage {
        match field {
            LEFT_OUT => Coverage::None,
            INSIDE => Coverage::Within(OTHER),
            _ => Coverage::Whole,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_not_held_is_looked_at(
        sheets in proptest::collection::vec(sheet(), 0..12),
        queries in proptest::collection::vec(query(), 10),
        few in prop_oneof![Just(0_u64), Just(4_096)],
    ) {
        let all = All(sheets.into_iter().map(Partly::new).collect());
        let index = Index::build((0..).zip(&all.0).map(|(id, document)| {
            (Header { id, updated: id as u64, mine: false }, document)
        }));
        let context = context(&UTC);
        let hard = ["source:ash stage:elm", "-source:ash", "stage:ash", "has:source", "-stage:elm oak"];
        let hard = hard.map(|text| (text.to_owned(), false));
        for (text, typing) in queries.into_iter().chain(hard) {
            let query = Query::parse(&text, &Example, Options { typing });
            let filter = query.prepare(&context);
            let expected: BTreeSet<u128> = (0..)
                .zip(&all.0)
                .filter(|(_, document)| filter.matches(*document))
                .map(|(id, _)| id)
                .collect();
            for counts in [true, false] {
                let request = Request {
                    query: &query,
                    context: &context,
                    limit: 20,
                    puts_aside: false,
                    counts,
                    forgives: false,
                };
                let answer = index.exactly(&request, &all, few);
                let found: BTreeSet<u128> = answer.found.iter().map(|found| found.id).collect();
                prop_assert_eq!(&found, &expected, "{}", text);
                if counts {
                    prop_assert_eq!(answer.count, Count::Exactly(expected.len() as u64));
                }
            }
        }
    }
}
