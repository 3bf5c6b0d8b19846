//! Why something cannot be, in the words of failures.

use std::collections::BTreeMap;

use boxwood_model::{Gather as _, Place, Problem, Refusal};
use boxwood_query::AlphabetError;
use boxwood_query::formula::{FormulaSyntax, SyntaxProblem};

use crate::api::{Failure, FailureCode};

/// A refusal in the words of failures.
pub(crate) fn refusal(refusal: &Refusal) -> Failure {
    match refusal {
        Refusal::NotAllowed => failure(FailureCode::NotAllowed, None),
        Refusal::NothingToUndo => failure(FailureCode::NothingToUndo, None),
        Refusal::NotFound(place) => failure(FailureCode::NotFound, Some(*place)),
        Refusal::AlreadyExists(place) => failure(FailureCode::AlreadyExists, Some(*place)),
        Refusal::Invalid { place, problem } => {
            let (code, params): (_, Vec<(&str, String)>) = match problem {
                Problem::Empty => (FailureCode::Empty, vec![]),
                Problem::TooLong { most, has } => (
                    FailureCode::TooLong,
                    vec![("most", most.to_string()), ("has", has.to_string())],
                ),
                Problem::TooMany { most, has } => (
                    FailureCode::TooMany,
                    vec![("most", most.to_string()), ("has", has.to_string())],
                ),
                Problem::ControlCharacter { code } => (
                    FailureCode::ControlCharacter,
                    vec![("code", format!("U+{code:04X}"))],
                ),
                Problem::WrongType => (FailureCode::WrongType, vec![]),
                Problem::Malformed => (FailureCode::Malformed, vec![]),
                Problem::Duplicate => (FailureCode::Duplicate, vec![]),
                Problem::Last => (FailureCode::Last, vec![]),
                Problem::NotHere => (FailureCode::NotHere, vec![]),
                Problem::TooEarly { days } => {
                    (FailureCode::TooEarly, vec![("days", days.to_string())])
                }
            };
            let mut failure = failure(code, Some(*place));
            failure.params = params.into_iter().map(|(k, v)| (k.to_owned(), v)).gather();
            failure
        }
    }
}

/// A failure without values.
pub(crate) fn failure(code: FailureCode, place: Option<Place>) -> Failure {
    Failure {
        code,
        place: place.map(|place| place.key().to_owned()),
        params: BTreeMap::new(),
    }
}

/// A failure about a text that is not written as it should be.
pub(super) fn malformed(place: Place, text: &str) -> Failure {
    let mut failure = failure(FailureCode::Malformed, Some(place));
    let excerpt = text.chars().take(40).collect();
    failure.params.insert("text".to_owned(), excerpt);
    failure
}

/// An alphabet that is none.
pub(crate) fn bad_alphabet(error: AlphabetError) -> Failure {
    let mut failure = failure(FailureCode::Malformed, None);
    failure.params.insert("text".to_owned(), error.to_string());
    failure
}

/// A failure about something that is not there.
pub(crate) fn not_found(place: Place) -> Failure {
    failure(FailureCode::NotFound, Some(place))
}

/// A text that is no formula: where in what was typed (`start`, `end`, in characters), which
/// problem, and the words that its message needs.
pub(crate) fn formula_syntax(error: &FormulaSyntax) -> Failure {
    let (problem, words): (&str, Vec<(&str, String)>) = match &error.problem {
        // At the end there is nothing to name: the formula goes on.
        SyntaxProblem::Expected { .. } if error.at.start == error.at.end => ("incomplete", vec![]),
        SyntaxProblem::Expected { expected, found } => (
            "expected",
            vec![
                ("expected", (*expected).to_owned()),
                ("found", found.clone()),
            ],
        ),
        SyntaxProblem::Unclosed { closing } => {
            ("unclosed", vec![("closing", (*closing).to_owned())])
        }
        SyntaxProblem::Number { text } => ("number", vec![("text", text.clone())]),
        SyntaxProblem::Id { text } => ("id", vec![("text", text.clone())]),
        SyntaxProblem::UnknownColumn { name } => ("unknown-column", vec![("name", name.clone())]),
        SyntaxProblem::NameInStored { name } => ("name-in-stored", vec![("name", name.clone())]),
        SyntaxProblem::UnknownFunction { name } => {
            ("unknown-function", vec![("name", name.clone())])
        }
        SyntaxProblem::NotCalled { function } => {
            ("not-called", vec![("function", (*function).to_owned())])
        }
        SyntaxProblem::ArgumentCount {
            function,
            least,
            most,
            given,
        } => {
            let mut words = vec![
                ("function", (*function).to_owned()),
                ("least", least.to_string()),
                ("given", given.to_string()),
            ];
            words.extend(most.map(|most| ("most", most.to_string())));
            ("argument-count", words)
        }
        SyntaxProblem::TooLong { most } => ("too-long", vec![("most", most.to_string())]),
        SyntaxProblem::TooDeep { most } => ("too-deep", vec![("most", most.to_string())]),
    };
    let mut failure = failure(FailureCode::FormulaSyntax, Some(Place::Formula));
    let place = [
        ("start", error.at.start.to_string()),
        ("end", error.at.end.to_string()),
        ("problem", problem.to_owned()),
    ];
    let params = place.into_iter().chain(words);
    failure.params = params.map(|(k, v)| (k.to_owned(), v)).gather();
    failure
}
