//! Saved views, snippets, settings and the team.

use super::desk::Desk;
use crate::api::{
    ColumnName, Command, FailureCode, HomeInput, KindInput, Layout, Query, SettingInput, SortKey,
    Summary, SummaryOf, TeamEdit, TeamRole, View, ViewShape,
};

fn shape() -> ViewShape {
    let column = |key: &str| ColumnName::BuiltIn {
        key: key.to_owned(),
    };
    ViewShape {
        filter: "is:open".to_owned(),
        sort: vec![SortKey {
            column: column("days-in-stage"),
            is_descending: true,
        }],
        group: Some(column("assignees")),
        columns: vec![],
        summaries: vec![SummaryOf {
            column: column("name"),
            summary: Summary::Count,
        }],
        layout: Layout::Board,
    }
}

#[test]
fn views_come_back_as_they_were_saved_and_starred_ones_first() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let mut make = |name: &str, home: HomeInput| {
        desk.do_it(Command::CreateView {
            home,
            pipeline: Some(pipeline.clone()),
            name: name.to_owned(),
            shape: Box::new(shape()),
        })
    };
    make("A", HomeInput::Mine);
    let b = make("B", HomeInput::Team);
    desk.do_it(Command::Set {
        setting: SettingInput::StarredView {
            view: b.clone(),
            starred: true,
        },
    });
    let query = Query::Views {
        pipeline: Some(pipeline.clone()),
        first: 0,
        count: 10,
    };
    let View::Views { views, more: false } = desk.see(&query) else {
        panic!("another view");
    };
    let names: Vec<_> = views
        .iter()
        .map(|view| (&*view.name, view.starred))
        .collect();
    assert_eq!(names, [("B", true), ("A", false)]);
    assert_eq!(views[1].home, HomeInput::Mine);
    assert_eq!(views[0].shape, shape());
    let mut wrong = shape();
    wrong.group = Some(ColumnName::BuiltIn {
        key: "no-such".to_owned(),
    });
    let failure = desk.try_do(Command::CreateView {
        home: HomeInput::Mine,
        pipeline: None,
        name: "C".to_owned(),
        shape: Box::new(wrong),
    });
    assert_eq!(failure.unwrap_err().code, FailureCode::NotFound);
}

#[test]
fn a_snippet_is_filled_with_what_a_box_has() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[
        ("Size", KindInput::Number),
        (
            "Twice",
            KindInput::Formula {
                formula: "Size*2".to_owned(),
            },
        ),
    ]);
    let record = desk.make_box(&pipeline, "Acme");
    let field = desk.field(&pipeline, "Size");
    desk.do_it(Command::SetField {
        id: record.clone(),
        field,
        value: crate::api::CellInput::Number {
            number: "2.50".to_owned(),
        },
    });
    let snippet = desk.do_it(Command::CreateSnippet {
        home: HomeInput::Team,
        name: "Offer".to_owned(),
        subject: "For {{ name }}".to_owned(),
        text: "{{Size}}, {{twice}}; {{Nothing}} {{ {{Stage}}".to_owned(),
        shortcut: "offer".to_owned(),
    });
    let View::FilledSnippet {
        snippet: Some(filled),
    } = desk.see(&Query::FilledSnippet { snippet, record })
    else {
        panic!("no such snippet");
    };
    assert_eq!(filled.subject, "For Acme");
    assert_eq!(filled.text, "2.5, 5; {{Nothing}} {{ {{Stage}}");
    assert_eq!(filled.missing, ["Nothing", "{{Stage"]);
}

#[test]
fn settings_and_the_team_are_as_they_were_set() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    for setting in [
        SettingInput::Language {
            tag: Some("de-AT".to_owned()),
        },
        SettingInput::Folded {
            part: "tasks".to_owned(),
            folded: true,
        },
        SettingInput::PipelineHidden {
            pipeline: pipeline.clone(),
            hidden: true,
        },
        SettingInput::PipelineColour {
            pipeline,
            colour: Some("#0b8043".to_owned()),
        },
    ] {
        desk.do_it(Command::Set { setting });
    }
    let View::Settings { settings } = desk.see(&Query::Settings) else {
        panic!("another view");
    };
    assert_eq!(settings.language.as_deref(), Some("de-AT"));
    assert_eq!(settings.folded, ["tasks"]);
    let View::Nav { pipelines } = desk.see(&Query::Nav) else {
        panic!("another view");
    };
    assert!(pipelines[0].hidden);
    assert_eq!(pipelines[0].colour.as_deref(), Some("#0b8043"));

    let invitation = desk.do_it(Command::EditTeam {
        edit: TeamEdit::Invite {
            email: "cy@team.example".to_owned(),
            role: TeamRole::Member,
        },
    });
    let waiting = |desk: &mut Desk| {
        let View::Team { team: Some(team) } = desk.see(&Query::Team) else {
            panic!("no team");
        };
        assert_eq!((team.members.len(), team.my_role), (2, TeamRole::Owner));
        team.invitations
            .into_iter()
            .map(|one| one.email)
            .collect::<Vec<_>>()
    };
    assert_eq!(waiting(&mut desk), ["cy@team.example"]);
    desk.do_it(Command::EditTeam {
        edit: TeamEdit::Revoke { invitation },
    });
    assert!(waiting(&mut desk).is_empty());
}
