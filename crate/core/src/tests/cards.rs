//! Cards into contacts.

use boxwood_model::State;
use data_encoding::BASE64;

use super::desk::Desk;
use crate::api::{
    CardProblemCode, CardsView, Command, Failure, FailureCode, ImportPhase, Query, RowOutcome, View,
};
use crate::files::CardsImport;
use crate::host::Moment;
use crate::translate::FreshIds;

/// A new contact, one that is there, and one that cannot be: it has neither name nor address.
const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lind;Maya\r\nEMAIL:maya@nord.example\r\n\
    ORG:Nord Bikes\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Kim Hill\r\nN:Hill;Kim;;;\r\nEMAIL:kim@hill.example\r\n\
    TEL:+49 30 1234\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nTITLE:Nobody\r\nEND:VCARD\r\n";

fn look(desk: &mut Desk, text: &[u8]) -> Result<(CardsImport, CardsView), Failure> {
    let nothing = State::default();
    let desktop = desk.desktop(&nothing);
    let mut file = CardsImport::begin(&desktop).unwrap();
    let (first, rest) = text.split_at(text.len() / 2);
    file.add(&BASE64.encode(first)).unwrap();
    file.add(&BASE64.encode(rest)).unwrap();
    let mut ids = FreshIds::new(Moment {
        now: super::desk::NOON,
        random: [0xa0; 16],
    });
    let view = file.look(&desktop, &mut || ids.id())?;
    Ok((file, view))
}

fn contacts(desk: &mut Desk) -> Vec<String> {
    let query = Query::Contacts {
        text: String::new(),
        first: 0,
        count: 9,
    };
    match desk.see(&query) {
        View::Contacts { rows, .. } => rows.into_iter().map(|row| row.name).collect(),
        other => panic!("{other:?}"),
    }
}

/// A desk that knows Kim by her address alone.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.do_it(Command::CreateContact {
        given_name: String::new(),
        family_name: String::new(),
        emails: vec!["kim@hill.example".to_owned()],
    });
    desk
}

#[test]
fn a_look_says_what_each_card_would_do_and_changes_nothing() {
    let mut desk = desk();
    let (_, view) = look(&mut desk, CARDS.as_bytes()).unwrap();
    let rows = view.rows.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.line, &*row.name, row.outcome, row.contact.as_deref()))
        .collect();
    assert_eq!(
        rows,
        [
            (1, "Maya Lind", RowOutcome::Create, None),
            (7, "Kim Hill", RowOutcome::Update, Some("kim@hill.example")),
            (14, "", RowOutcome::Rejected, None),
        ]
    );
    assert_eq!((view.cards, view.created, view.updated), (3, 1, 1));
    assert_eq!((view.rejected, view.new_organizations), (1, 1));
    let [problem] = &view.problems[..] else {
        panic!("{:?}", view.problems);
    };
    assert_eq!((problem.line, problem.code), (14, CardProblemCode::Refused));
    assert!(problem.refusal.is_some());
    assert_eq!(contacts(&mut desk), ["kim@hill.example"]);
}

#[test]
fn all_cards_become_contacts_or_none_unless_bad_ones_are_left_out() {
    let mut desk = desk();
    let (mut file, _) = look(&mut desk, CARDS.as_bytes()).unwrap();
    assert_eq!(file.step().unwrap_err().code, FailureCode::NotHere);
    let refused = file.confirm(false).unwrap_err();
    assert_eq!(refused.place.as_deref(), Some("importCards"));
    file.confirm(true).unwrap();
    loop {
        let stepped = file.step().unwrap();
        match stepped.action {
            Some(action) => drop(desk.apply(&action).unwrap()),
            None => {
                assert_eq!(stepped.step.phase, ImportPhase::Done);
                break;
            }
        }
    }
    assert_eq!(contacts(&mut desk), ["Kim Hill", "Maya Lind"]);
    // The same once more changes nothing.
    let (_, view) = look(&mut desk, CARDS.as_bytes()).unwrap();
    assert_eq!((view.created, view.updated, view.unchanged), (0, 0, 2));
}

#[test]
fn what_is_no_card_is_told() {
    let mut desk = desk();
    let none = look(&mut desk, b"Name;Mail").unwrap_err();
    assert_eq!(
        (none.code, none.place.as_deref()),
        (FailureCode::Empty, Some("cards"))
    );
    let open = "BEGIN:VCARD\nVERSION:9.0\nN:A;B\nEND:VCARD\nBEGIN:VCARD\nN:C;D\n";
    let (_, view) = look(&mut desk, open.as_bytes()).unwrap();
    let problems = view.problems.iter();
    let problems: Vec<_> = problems.map(|one| (one.line, one.code)).collect();
    assert_eq!(
        problems,
        [
            (2, CardProblemCode::UnknownVersion),
            (5, CardProblemCode::NotClosed)
        ]
    );
    assert_eq!((view.cards, view.rejected), (0, 2));
}
