//! Search over all records: what is found by kind, and that it is kept in step.

use boxwood_model::{Key, State};

use super::expressions::{full, named};
use super::records::{ACME, ANNA, NOON, PEOPLE, PIPELINE, id, record, register, state, world};
use crate::PipelineFields;
use crate::language::{Context, Field, FixedOffset, Options, Query, StemLanguage, Weekday};
use crate::library::{Asked, HitKind, Library, Results, Shelf};

fn team() -> State {
    let mut second = record(NOON - 5, 0, "Acme renewal");
    second.change(|head| head.archived = register(false));
    named(state([full(), second]))
}

fn library(state: &State) -> Library {
    Library::build(state.keys(), world(state), Some(PEOPLE[1]))
}

fn ask(library: &Library, state: &State, text: &str) -> Results {
    let pipelines = || state.pipelines.values();
    let schema = PipelineFields::new(pipelines());
    let query = Query::parse(text, &schema, Options { typing: true });
    let zone = FixedOffset { seconds: 3_600 };
    let context = Context {
        now: NOON,
        zone: &zone,
        week_start: Weekday::Monday,
        me: Some(u128::from_be_bytes(*PEOPLE[1].as_bytes())),
        addresses: &["adam@boxwood.example"],
        stemmer: Some(StemLanguage::English.stemmer()),
    };
    let asked = Asked {
        query: &query,
        context: &context,
        limit: 10,
        boxes_only: false,
    };
    library.search(&asked, pipelines(), world(state))
}

/// The names that were found, by kind.
fn names(results: &Results) -> Vec<(HitKind, Vec<String>)> {
    let groups = results.groups.iter();
    groups
        .map(|group| {
            let names = group.hits.iter().map(|hit| hit.name.clone()).collect();
            (group.kind, names)
        })
        .collect()
}

#[track_caller]
fn check(library: &Library, state: &State, text: &str, expected: &[(HitKind, &[&str])]) {
    let found = names(&ask(library, state, text));
    let expected: Vec<(HitKind, Vec<String>)> = expected
        .iter()
        .map(|(kind, names)| (*kind, names.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

const BOXES: HitKind = HitKind::Record(Shelf::Boxes);
const CONTACTS: HitKind = HitKind::Record(Shelf::Contacts);
const ORGANIZATIONS: HitKind = HitKind::Record(Shelf::Organizations);
const PIPELINES: HitKind = HitKind::Record(Shelf::Pipelines);

#[test]
fn results_come_by_kind() {
    let state = team();
    let library = library(&state);
    let check = |text, expected: &[(HitKind, &[&str])]| check(&library, &state, text, expected);
    check(
        "acme",
        &[
            (BOXES, &["Acme renewal", "Hill Farm"]),
            (ORGANIZATIONS, &["Acme"]),
        ],
    );
    check(
        "anna",
        &[
            (BOXES, &["Hill Farm"]),
            (CONTACTS, &["Anna"]),
            (HitKind::Part(Field::Task), &["Hill Farm"]),
        ],
    );
    check(
        "spr",
        &[
            (BOXES, &["Hill Farm"]),
            (HitKind::Part(Field::Subject), &["Hill Farm"]),
        ],
    );
    check("hiring", &[(PIPELINES, &["Hiring"])]);
    check(
        "~calls stage:talks",
        &[
            (BOXES, &["Hill Farm"]),
            (HitKind::Part(Field::Task), &["Hill Farm"]),
        ],
    );
    check("thread:spring", &[(BOXES, &["Hill Farm"])]);
    check("-thread:spring is:open", &[(BOXES, &["Acme renewal"])]);
    check("open-tasks:1", &[(BOXES, &["Hill Farm"])]);
    check("is:overdue is:mine", &[(BOXES, &["Hill Farm"])]);
    check("city:graz deal-size>2000", &[(BOXES, &["Hill Farm"])]);
    check("xyzzyx", &[]);
}

#[test]
fn a_result_shows_where_the_words_are() {
    let state = team();
    let results = ask(&library(&state), &state, "hill spring");
    let hit = &results.groups[0].hits[0];
    assert_eq!(hit.highlights[0].of(&hit.name), "Hill");
    let snippet = &hit.snippets[0];
    assert_eq!(snippet.field, Field::Subject);
    assert_eq!(snippet.highlights[0].of(&snippet.text), "spring");
}

#[test]
fn words_that_are_nowhere_are_corrected_and_it_is_said() {
    let state = team();
    let results = ask(&library(&state), &state, "sprnig");
    assert_eq!(names(&results)[0].1, ["Hill Farm"]);
    assert_eq!(results.corrections.len(), 1);
    assert_eq!(results.corrections[0].taken, "spring");
}

#[test]
fn changes_are_found_at_once() {
    let mut state = team();
    let mut library = library(&state);
    let renamed = id(NOON - 5);
    let record = state.boxes.get_mut(&renamed).unwrap();
    record.change(|head| head.name = register("Globex pilot".to_owned()));
    library.update(Key::Box(renamed), world(&state), None);
    check(&library, &state, "globex", &[(BOXES, &["Globex pilot"])]);
    check(&library, &state, "renewal", &[]);

    state.contacts.get_mut(&ANNA).unwrap().given_name = register("Hannah".to_owned());
    library.update(Key::Contact(ANNA), world(&state), None);
    check(&library, &state, "hannah", &[(CONTACTS, &["Hannah"])]);
    let boxes: Vec<_> = state.boxes.keys().copied().collect();
    for key in boxes.iter().copied() {
        library.update(Key::Box(key), world(&state), None);
    }
    let found = names(&ask(&library, &state, "hannah"));
    assert_eq!(found[0], (BOXES, vec!["Hill Farm".to_owned()]));

    state.organizations.get_mut(&ACME).unwrap().deleted = register(true);
    library.update(Key::Organization(ACME), world(&state), None);
    assert!(
        names(&ask(&library, &state, "acme"))
            .iter()
            .all(|(kind, _)| *kind != ORGANIZATIONS)
    );

    state.pipelines.get_mut(&PIPELINE).unwrap().deleted = register(true);
    library.update(Key::Pipeline(PIPELINE), world(&state), None);
    for key in boxes {
        library.update(Key::Box(key), world(&state), None);
    }
    check(&library, &state, "globex", &[]);
}

#[test]
fn a_library_that_was_kept_finds_the_same() {
    let state = team();
    let library = library(&state);
    let saved = library.save();
    let manifests: Vec<Vec<u8>> = saved.0.iter().map(|it| it.manifest.clone()).collect();
    let loaded = Library::load(&manifests, |shelf, name| {
        let segments = &saved.0[shelf as usize].segments;
        let found = segments.iter().find(|(known, _)| *known == name);
        found.map(|(_, bytes)| bytes.to_vec())
    })
    .expect("what was saved");
    for text in ["acme", "anna", "hiring", "is:open"] {
        assert_eq!(
            ask(&loaded, &state, text),
            ask(&library, &state, text),
            "{text}"
        );
    }
    assert!(Library::load(&manifests[1..], |_, _| None).is_err());
    assert!(library.memory() > 0);
}
