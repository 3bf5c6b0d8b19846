//! What people type: queries, formulas; and the alphabets that a browser hands in.

use boxwood_query::formula::Formula;
use boxwood_query::language::{Options, Query, complete};
use boxwood_query::{Alphabet, ColumnNames, PipelineFields};

use crate::sample::team;

/// Every text is a query; what it is printed as is one that says the same.
pub(crate) fn queries(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let schema = PipelineFields::new(team().pipelines.values());
    for typing in [false, true] {
        let query = Query::parse(&text, &schema, Options { typing });
        let printed = query.to_text();
        let again = Query::parse(&printed, &schema, Options::default());
        assert!(
            typing || again.to_text() == printed,
            "{printed:?} is printed as {:?}",
            again.to_text()
        );
        for note in query.notes() {
            let _ = note.span.of(&text);
        }
        let _ = (query.chips(), query.terms(), query.reach());
    }
    let _ = complete(&text, text.len(), &schema);
}

/// A formula that is one is stored as one.
pub(crate) fn formulas(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(pipeline) = team().pipelines.values().next() else {
        panic!("the sample has no pipeline");
    };
    let columns = ColumnNames::of_fields(&pipeline.fields);
    if let Ok(formula) = Formula::parse(&text, &columns) {
        match Formula::from_stored(formula.stored()) {
            Ok(again) => assert!(again == formula, "a stored formula reads as something else"),
            Err(error) => panic!("a stored formula is none: {error:?}"),
        }
    }
}

/// Reads an alphabet.
pub(crate) fn alphabets(bytes: &[u8]) {
    let _ = Alphabet::read(&String::from_utf8_lossy(bytes));
}
