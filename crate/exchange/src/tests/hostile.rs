//! Whatever the bytes are, reading them ends with an answer.

use proptest::prelude::*;

use super::team::{PIPELINE, context, everything, ids, perform, team};
use crate::{
    ColumnProfile, Conventions, Dialect, Import, ImportOptions, JsonExport, OnBadRows, Progress,
    Sheet, import_cards, propose, read_cards, read_json,
};

/// Imports what can be of it, and does it: an action that is handed out is never refused.
fn import(bytes: &[u8]) {
    let mut state = team();
    let Ok(sheet) = Sheet::read(bytes, Dialect::default()) else {
        return;
    };
    let conventions = Conventions::of(&sheet);
    let profiles = ColumnProfile::of_all(&sheet, &conventions);
    let targets = propose(&sheet, &profiles, &state.pipelines[&PIPELINE]);
    let mut options = ImportOptions::new(PIPELINE, targets, conventions);
    options.bad_rows = OnBadRows::Skip;
    options.operations_per_action = 5;
    let mut new_id = ids();
    let Ok(mut import) = Import::new(sheet, options, context(), &state, &mut new_id) else {
        return;
    };
    while import.step(&state, &mut new_id, 2) != Progress::Checked {}
    import.confirm().unwrap();
    let report = import.report().clone();
    let before = state.boxes.len();
    while let Progress::Act { action, .. } = import.step(&state, &mut new_id, 2) {
        perform(&mut state, &action, context());
    }
    assert_eq!(
        state.boxes.len() - before,
        usize::try_from(report.created).unwrap()
    );
    assert_eq!(report.rows, report.created + report.rejected);
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        import(&bytes);
        let cards = import_cards(&read_cards(&bytes).cards, context(), &everything(), &mut ids());
        prop_assert!(cards.report.rejected < 100);
        let _ = read_json(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn nearly_tables(
        text in "(Name|Stage|Size|Tags|Due|Value|Person)([,;\t][a-zA-Z]{1,5}){0,3}\n(([a-c\"'=€0-9./ ]{0,6}[,;\t|]){0,3}[a-c\"0-9]{0,4}\r?\n){0,12}"
    ) {
        import(text.as_bytes());
    }

    #[test]
    fn nearly_cards(
        text in "BEGIN:VCARD\n((item1\\.)?(N|FN|EMAIL|TEL|ADR|ORG|NOTE|URL|VERSION|X-TWITTER)(;(TYPE=pref|ENCODING=QUOTED-PRINTABLE|CHARSET=x|\"))?:[a-c@;,=\\\\0-9A-F]{0,9}\n ?){0,8}END:VCARD\n"
    ) {
        let cards = read_cards(text.as_bytes()).cards;
        let mut state = everything();
        let import = import_cards(&cards, context(), &state, &mut ids());
        for action in &import.actions {
            perform(&mut state, action, context());
        }
    }

    #[test]
    fn nearly_backups(at in any::<prop::sample::Index>(), byte in "[\\[\\]{}\",:0-9a-z]") {
        let mut text: String = JsonExport::new(&everything()).collect();
        let at = at.index(text.len());
        if text.is_char_boundary(at) && text.is_char_boundary(at + 1) {
            text.replace_range(at..=at, &byte);
        }
        let _ = read_json(&text);
    }
}

#[test]
fn deep_json_is_refused() {
    let deep = format!(
        "{{\"format\":\"boxwood\",\"version\":1,\"team\":{}",
        "[".repeat(100_000)
    );
    let error = read_json(&deep).unwrap_err();
    assert!(error.to_string().contains("recursion limit"), "{error}");
}

#[test]
fn cells_and_cards_of_very_many_parts_are_refused_at_once() {
    let parts: String = (0..200_000).map(|at| format!("p{at}@x.example;")).collect();
    import(format!("Name,Contacts,Tags,Assigned to\nA,{parts},{parts},{parts}\n").as_bytes());
    let lines = "EMAIL:a@b.example\nTEL;QUOTED-PRINTABLE=\n=\n".repeat(50_000);
    let numbers: String = (0..50_000).map(|at| format!("TEL:{at}\n")).collect();
    let card = format!("BEGIN:VCARD\nVERSION:4.0\n{lines}{numbers}END:VCARD\n");
    let file = read_cards(card.as_bytes());
    let [card] = &file.cards[..] else {
        panic!("{:?}", file.errors)
    };
    assert_eq!((card.emails.len(), card.phones.len()), (1, 50));
    let left = card.not_carried.iter();
    // The lines that end in `=` go on in the next one, so that all of them say one number.
    assert_eq!(
        left.filter(|left| left.property == "TEL").count(),
        50_000 + 1 - 50
    );
}
