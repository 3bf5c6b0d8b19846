//! What the engine is told of the place that its screens are in.

use boxwood_core::api::{
    CellInput, Command, ContactEdit, ContactText, FailureCode, FieldInput, KindInput, Layout,
    Query, Request, Response, StageInput, View, ViewShape,
};

use super::views::{names, window, window_query};
use super::{ann, code, create_box, created, kept, rename, with_a_box};
use crate::Desk;

const HOUR: u64 = 60 * 60 * 1_000;

fn zone(desk: &mut Desk, offset_minutes: i16) {
    let number = desk.ask(Request::Zone { offset_minutes });
    assert_eq!(desk.answer(number), Some(Response::Nothing));
}

/// How many boxes the last published window has.
fn total(desk: &Desk) -> Option<u32> {
    desk.published.last().map(|news| match &news.view {
        View::Window {
            window: Some(window),
        } => window.total,
        other => panic!("{other:?}"),
    })
}

#[test]
fn today_and_counts_of_days_follow_the_zone() {
    let (_server, mut desk) = ann();
    let pipeline = created(desk.perform(Command::CreatePipeline {
        name: "Sales".to_owned(),
        stages: vec![StageInput {
            name: "Lead".to_owned(),
            colour: "#1a73e8".to_owned(),
        }],
        fields: vec![FieldInput {
            name: "Here for".to_owned(),
            kind: KindInput::Formula {
                formula: "[days in stage]".to_owned(),
            },
        }],
    }));
    // Right after midnight in London.
    let id = created(desk.perform(create_box(&pipeline, "Acme", None)));
    desk.pass(12 * HOUR);
    let shape = ViewShape {
        filter: "created:today".to_owned(),
        sort: vec![],
        group: None,
        columns: vec![],
        summaries: vec![],
        layout: Layout::Table,
    };
    let query = Query::Window {
        pipeline,
        first: 0,
        count: 10,
        shape,
        collapsed: vec![],
    };
    let days = |desk: &mut Desk| match desk.read(Query::Box { id: id.clone() }) {
        Some(View::Box {
            record: Some(record),
        }) => record.cells[0].value.clone(),
        other => panic!("{other:?}"),
    };
    let number = |days: &str| CellInput::Number {
        number: days.to_owned(),
    };
    let asked = desk.ask(Request::Subscribe {
        subscription: 1,
        query,
    });
    let Some(Response::View {
        view: View::Window {
            window: Some(window),
        },
    }) = desk.answer(asked)
    else {
        panic!("no window");
    };
    assert_eq!(window.total, 1);
    assert_eq!(days(&mut desk), number("0"));
    // In the Azores it was made an hour before midnight.
    zone(&mut desk, -60);
    assert_eq!(total(&desk), Some(0));
    assert_eq!(days(&mut desk), number("1"));
    zone(&mut desk, 60);
    assert_eq!(total(&desk), Some(1));
    assert_eq!(days(&mut desk), number("0"));
    // What is known already is no news.
    let said = desk.published.len();
    zone(&mut desk, 60);
    assert_eq!(desk.published.len(), said);
}

#[test]
fn views_sort_texts_by_the_alphabet_of_the_screens() {
    let (_server, mut desk, sales) = with_a_box();
    for name in ["Öberg", "Zorn", "Oder", "Åberg"] {
        created(desk.perform(create_box(&sales.pipeline, name, None)));
    }
    let query = window_query(&sales, 1, 5);
    let asked = desk.ask(Request::Subscribe {
        subscription: 1,
        query: query.clone(),
    });
    assert!(desk.answer(asked).is_some());
    let order = |desk: &mut Desk| names(&window(desk, query.clone()));
    assert_eq!(order(&mut desk), ["Acme", "Oder", "Zorn", "Åberg", "Öberg"]);
    let mut said = desk.published.len();
    let mut tell = |desk: &mut Desk, letters: &str, is_news: bool| {
        let letters = letters.to_owned();
        let number = desk.ask(Request::Alphabet { letters });
        said += usize::from(is_news);
        assert_eq!(desk.published.len(), said);
        desk.answer(number)
    };
    let german = "\naA\täÄ\tåÅ\nbB\ncC\ndD\neE\ngG\nmM\nnN\noO\töÖ\nrR\nzZ";
    assert_eq!(tell(&mut desk, german, true), Some(Response::Nothing));
    assert_eq!(order(&mut desk), ["Åberg", "Acme", "Öberg", "Oder", "Zorn"]);
    assert_eq!(tell(&mut desk, german, false), Some(Response::Nothing));
    let bad = tell(&mut desk, "\na\na", false);
    assert_eq!(code(bad), FailureCode::Malformed);
    assert_eq!(order(&mut desk), ["Åberg", "Acme", "Öberg", "Oder", "Zorn"]);
    // A row that changes goes to its place in the same order.
    kept(desk.perform(rename(&sales.deal, "Ödland")));
    assert_eq!(
        order(&mut desk),
        ["Åberg", "Öberg", "Oder", "Ödland", "Zorn"]
    );
}

#[test]
fn contacts_organizations_and_the_navigation_are_in_that_order_too() {
    let (_server, mut desk, _) = with_a_box();
    let create = |given_name: &str| Command::CreateContact {
        given_name: given_name.to_owned(),
        family_name: String::new(),
        emails: Vec::new(),
    };
    let mut made = Vec::new();
    for name in ["Zorn", "öberg", "Oder"] {
        made.push(created(desk.perform(create(name))));
        created(desk.perform(Command::CreateOrganization {
            name: name.to_owned(),
            domains: Vec::new(),
        }));
        created(desk.perform(Command::CreatePipeline {
            name: name.to_owned(),
            stages: vec![StageInput {
                name: "Open".to_owned(),
                colour: "#112233".to_owned(),
            }],
            fields: Vec::new(),
        }));
    }
    let list = |desk: &mut Desk| {
        let (text, first, count) = (String::new(), 0, 9);
        let contacts = Query::Contacts {
            text: text.clone(),
            first,
            count,
        };
        let organizations = Query::Organizations { text, first, count };
        let mut lists = Vec::new();
        for query in [contacts, organizations, Query::Nav] {
            lists.push(match desk.read(query) {
                Some(View::Contacts { rows, .. } | View::Organizations { rows, .. }) => {
                    rows.into_iter().map(|row| row.name).collect()
                }
                Some(View::Nav { pipelines }) => {
                    let names = pipelines.into_iter().map(|pipeline| pipeline.name);
                    names.filter(|name| *name != "Sales").collect::<Vec<_>>()
                }
                other => panic!("{other:?}"),
            });
        }
        lists
    };
    assert_eq!(list(&mut desk), vec![["Oder", "Zorn", "öberg"]; 3]);
    let letters = "\naA\nbB\ndD\neE\ngG\nnN\noO\töÖ\nrR\nzZ".to_owned();
    desk.ask(Request::Alphabet { letters });
    assert_eq!(list(&mut desk), vec![["öberg", "Oder", "Zorn"]; 3]);
    // What is renamed goes to its place, and what is deleted is nowhere.
    let [zorn, _, oder] = &made[..] else {
        panic!("three were made");
    };
    let edit = |contact: &str, edit: ContactEdit| Command::EditContact {
        contact: contact.to_owned(),
        edit,
    };
    let (of, text) = (ContactText::GivenName, "Odin".to_owned());
    kept(desk.perform(edit(zorn, ContactEdit::SetText { of, text })));
    kept(desk.perform(edit(oder, ContactEdit::SetDeleted { deleted: true })));
    assert_eq!(list(&mut desk)[0], ["öberg", "Odin"]);
}
