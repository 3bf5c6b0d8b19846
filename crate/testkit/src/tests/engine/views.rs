//! Views, and subscriptions to them.

use boxwood_core::api::{
    ColumnName, Command, FailureCode, Layout, Query, Request, Response, RowView, SortKey,
    ThreadInput, View, ViewShape, WindowView,
};
use boxwood_core::host::Event;

use super::{
    BEN, Sales, code, create_box, create_pipeline, created, desk_of, kept, rename, with_a_box,
};
use crate::{Desk, Published};

/// Grouped by stage, sorted by a column.
fn by_stage(column: ColumnName, is_descending: bool) -> ViewShape {
    ViewShape {
        filter: String::new(),
        sort: vec![SortKey {
            column,
            is_descending,
        }],
        group: Some(built_in("stage")),
        columns: vec![],
        summaries: vec![],
        layout: Layout::Table,
    }
}

fn built_in(key: &str) -> ColumnName {
    ColumnName::BuiltIn {
        key: key.to_owned(),
    }
}

pub(super) fn window_query(sales: &Sales, first: u32, count: u32) -> Query {
    Query::Window {
        pipeline: sales.pipeline.clone(),
        first,
        count,
        shape: by_stage(built_in("name"), false),
        collapsed: vec![],
    }
}

pub(super) fn window(desk: &mut Desk, query: Query) -> WindowView {
    match desk.read(query) {
        Some(View::Window {
            window: Some(window),
        }) => window,
        other => panic!("{other:?}"),
    }
}

pub(super) fn names(window: &WindowView) -> Vec<String> {
    let rows = window.rows.iter();
    rows.map(|row| match row {
        RowView::Group { .. } => "-".to_owned(),
        RowView::Box { record, .. } => record.name.clone(),
    })
    .collect()
}

#[test]
fn a_window_shows_the_rows_asked_for_grouped_and_sorted() {
    let (mut server, mut desk, sales) = with_a_box();
    for n in 0..30 {
        kept(desk.perform(create_box(&sales.pipeline, &format!("deal {n:02}"), None)));
    }
    kept(desk.perform(Command::MoveBox {
        id: sales.deal.clone(),
        stage: sales.stages[1].clone(),
    }));
    let whole = window(&mut desk, window_query(&sales, 0, 500));
    assert_eq!((whole.total, whole.rows.len()), (33, 33));
    let all = names(&whole);
    assert_eq!((all[0].as_str(), all[1].as_str()), ("-", "deal 00"));
    assert_eq!((all[31].as_str(), all[32].as_str()), ("-", "Acme"));
    let groups: Vec<_> = whole.groups.iter().map(|g| (g.row, g.boxes)).collect();
    assert_eq!(groups, [(0, 30), (31, 1)]);
    for (first, count) in [
        (0, 5),
        (5, 7),
        (28, 10),
        (33, 5),
        (1_000, 5),
        (0, 0),
        (u32::MAX, 1),
    ] {
        let some = window(&mut desk, window_query(&sales, first, count));
        let expected: Vec<String> = all
            .iter()
            .skip(usize::try_from(first).unwrap())
            .take(usize::try_from(count).unwrap())
            .cloned()
            .collect();
        assert_eq!(names(&some), expected, "{first} {count}");
        assert_eq!(some.total, 33);
    }
    desk.settle(&mut server);
    assert_eq!(names(&window(&mut desk, window_query(&sales, 0, 500))), all);
    desk.restart();
    assert_eq!(names(&window(&mut desk, window_query(&sales, 0, 500))), all);

    let folded = Query::Window {
        pipeline: sales.pipeline.clone(),
        first: 0,
        count: 10,
        shape: by_stage(built_in("created-at"), true),
        collapsed: vec![sales.stages[0].clone()],
    };
    assert_eq!(names(&window(&mut desk, folded)), ["-", "-", "Acme"]);
}

#[test]
fn a_window_gives_five_hundred_rows_at_most() {
    let (_, mut desk, sales) = with_a_box();
    for n in 0..600 {
        kept(desk.perform(create_box(&sales.pipeline, &n.to_string(), None)));
    }
    let most = window(&mut desk, window_query(&sales, 0, u32::MAX));
    assert_eq!((most.rows.len(), most.total), (500, 603));
}

#[test]
fn questions_about_what_is_not_there() {
    let (_, mut desk, sales) = with_a_box();
    let unknown = || "01a205b3-d000-7000-8000-000000000000".to_owned();
    let other = Sales {
        pipeline: unknown(),
        stages: vec![],
        fields: vec![],
        deal: unknown(),
    };
    let none = desk.read(window_query(&other, 0, 10));
    assert_eq!(none, Some(View::Window { window: None }));
    let none = desk.read(Query::Box { id: unknown() });
    assert_eq!(none, Some(View::Box { record: None }));
    let pipeline = unknown();
    let none = desk.read(Query::Pipeline { pipeline });
    assert_eq!(none, Some(View::Pipeline { pipeline: None }));
    for query in [
        Query::Box { id: "x".to_owned() },
        Query::Pipeline {
            pipeline: "<img>".to_owned(),
        },
        Query::Window {
            pipeline: sales.pipeline.clone(),
            first: 0,
            count: 1,
            shape: by_stage(
                ColumnName::Field {
                    field: "x".to_owned(),
                },
                false,
            ),
            collapsed: vec![],
        },
    ] {
        let number = desk.ask(Request::Read { query });
        assert_eq!(code(desk.answer(number)), FailureCode::NotFound);
    }
}

#[test]
fn a_conversation_knows_its_boxes_and_a_list_its_labels() {
    let (mut server, mut desk, sales) = with_a_box();
    let thread = "18f2".to_owned();
    let second = created(desk.perform(create_box(&sales.pipeline, "Second", Some("18f2"))));
    let boxes = |desk: &mut Desk| match desk.read(Query::Thread {
        thread: "18f2".to_owned(),
        mails: vec![],
    }) {
        Some(View::Thread { thread }) => {
            assert_eq!(
                thread.pipelines.len(),
                usize::from(!thread.boxes.is_empty())
            );
            let names = thread.boxes.into_iter().map(|record| record.name);
            names.collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(boxes(&mut desk), ["Acme", "Second"]);
    let labels = |desk: &mut Desk| match desk.read(Query::Labels {
        threads: vec!["0".to_owned(), "18f2".to_owned(), "<img>".to_owned()],
    }) {
        Some(View::Labels { threads }) => threads,
        other => panic!("{other:?}"),
    };
    let [shown] = &labels(&mut desk)[..] else {
        panic!("labels for what is in no box");
    };
    assert_eq!(shown.thread, "18f2");
    let label = &shown.labels[0];
    assert_eq!(
        (label.name.as_str(), label.pipeline_name.as_str()),
        ("Acme", "Sales")
    );
    assert_eq!(
        (label.stage_name.as_str(), label.colour.as_str()),
        ("Lead", "#1a73e8")
    );

    kept(desk.perform(Command::RemoveThread {
        id: sales.deal.clone(),
        thread,
    }));
    assert_eq!(boxes(&mut desk), ["Second"]);
    kept(desk.perform(Command::DeleteBox { id: second.clone() }));
    assert_eq!(boxes(&mut desk), [""; 0]);
    assert!(labels(&mut desk).is_empty());
    kept(desk.perform(Command::RestoreBox { id: second }));
    kept(desk.perform(Command::AddThread {
        id: sales.deal.clone(),
        thread: ThreadInput {
            id: "18f2".to_owned(),
            subject: "Again".to_owned(),
        },
    }));
    assert_eq!(boxes(&mut desk), ["Acme", "Second"]);
    desk.settle(&mut server);
    desk.restart();
    assert_eq!(boxes(&mut desk), ["Acme", "Second"]);
}

#[test]
fn the_navigation_counts_boxes() {
    let (mut server, mut desk, sales) = with_a_box();
    kept(desk.perform(create_pipeline("alpha")));
    let nav = |desk: &mut Desk| match desk.read(Query::Nav) {
        Some(View::Nav { pipelines }) => pipelines
            .into_iter()
            .map(|pipeline| (pipeline.name, pipeline.boxes))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let expected = |boxes| vec![("alpha".to_owned(), 0), ("Sales".to_owned(), boxes)];
    assert_eq!(nav(&mut desk), expected(1));
    let other = created(desk.perform(create_box(&sales.pipeline, "x", None)));
    assert_eq!(nav(&mut desk), expected(2));
    desk.settle(&mut server);
    kept(desk.perform(Command::DeleteBox { id: other }));
    assert_eq!(nav(&mut desk), expected(1));
    desk.settle(&mut server);
    assert_eq!(nav(&mut desk), expected(1));
    desk.restart();
    assert_eq!(nav(&mut desk), expected(1));
}

#[test]
fn finding_boxes_by_name() {
    let (_, mut desk, sales) = with_a_box();
    for name in ["Beta Acme", "acme two", "Gamma", "שלום"] {
        kept(desk.perform(create_box(&sales.pipeline, name, None)));
    }
    let mut find = |text: &str, count| match desk.read(Query::FindBoxes {
        text: text.to_owned(),
        count,
    }) {
        Some(View::Boxes { hits }) => hits
            .into_iter()
            .map(|hit| hit.label.name)
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let mut begins = find("ACME", 2);
    begins.sort();
    assert_eq!(
        begins,
        ["Acme", "acme two"],
        "what begins with it comes first"
    );
    assert_eq!(find(" acme ", 10).len(), 3);
    assert_eq!(find("acme", 10)[2], "Beta Acme");
    assert_eq!(find("שלום", 10), ["שלום"]);
    assert_eq!(find("nothing", 10), [""; 0]);
    assert_eq!(find("", 2).len(), 2);
    assert_eq!(find("", u32::MAX).len(), 5);
    assert_eq!(find("acme", 0), [""; 0]);
    assert_eq!(find(&"a".repeat(100_000), 10), [""; 0]);
}

#[test]
fn the_templates_are_there_before_anybody_signs_in() {
    let mut desk = Desk::new("ann@boxwood.example", super::NOW, 1);
    let Some(View::Templates { templates }) = desk.read(Query::Templates) else {
        panic!("no templates");
    };
    assert_eq!(templates.len(), boxwood_model::TEMPLATES.len());
    assert_eq!(templates[0].key, "sales");
    assert_eq!(templates[0].stages[0].colour, "#5f6368");
}

fn subscribe(desk: &mut Desk, port: u32, subscription: u32, query: Query) -> View {
    let request = Request::Subscribe {
        subscription,
        query,
    };
    let number = desk.ask_as(port, false, request);
    match desk.answer(number) {
        Some(Response::View { view }) => view,
        other => panic!("{other:?}"),
    }
}

fn published(desk: &mut Desk) -> Vec<(u32, u32)> {
    let published = desk.published.drain(..);
    let names = published.map(
        |Published {
             port, subscription, ..
         }| (port, subscription),
    );
    names.collect()
}

#[test]
fn a_subscription_speaks_when_its_answer_changes_and_only_then() {
    let (mut server, mut desk, sales) = with_a_box();
    let id = || sales.deal.clone();
    subscribe(&mut desk, 2, 1, Query::Box { id: id() });
    subscribe(&mut desk, 2, 2, Query::Nav);
    subscribe(&mut desk, 3, 1, window_query(&sales, 0, 10));
    assert_eq!(published(&mut desk), []);

    kept(desk.perform(rename(&sales.deal, "new name")));
    assert_eq!(
        published(&mut desk),
        [(2, 1), (3, 1)],
        "the navigation is as it was"
    );
    // The same name once more, and questions: nothing new.
    kept(desk.perform(rename(&sales.deal, "new name")));
    desk.read(Query::Status);
    assert_eq!(published(&mut desk), []);
    // Sent, it waits no more.
    desk.settle(&mut server);
    assert_eq!(published(&mut desk), [(2, 1), (3, 1)]);
    // Another pipeline is of interest to the navigation only.
    kept(desk.perform(create_pipeline("Other")));
    assert_eq!(published(&mut desk), [(2, 2)]);

    // Another question under the same name takes its place.
    subscribe(&mut desk, 2, 1, Query::Nav);
    kept(desk.perform(rename(&sales.deal, "again")));
    assert_eq!(published(&mut desk), [(3, 1)]);
    desk.ask_as(3, false, Request::Unsubscribe { subscription: 1 });
    desk.tell(Event::PortClosed { port: 2 });
    kept(desk.perform(create_pipeline("Third")));
    assert_eq!(published(&mut desk), []);
}

#[test]
fn a_subscription_hears_of_a_teammate_s_changes() {
    let (mut server, mut desk, sales) = with_a_box();
    let mut ben = desk_of(&mut server, BEN);
    let before = subscribe(&mut ben, 2, 1, window_query(&sales, 0, 10));
    kept(desk.perform(rename(&sales.deal, "by ann")));
    desk.settle(&mut server);
    ben.ask(Request::Reconnect);
    ben.settle(&mut server);
    let [news] = &ben.published[..] else {
        panic!("{:?}", ben.published);
    };
    assert_ne!(news.view, before);
    let now = ben.read(window_query(&sales, 0, 10)).unwrap();
    assert_eq!(ben.published[0].view, now);
}
