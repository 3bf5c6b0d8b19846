//! Lists over all pipelines: tasks and the bin.

use boxwood_model::Limits;

use super::desk::{ANA, BEN, Desk, NOON};
use crate::api::{BoxEdit, Command, Due, Query, TaskEdit, View};

fn task(desk: &mut Desk, id: &str, text: &str, at: Option<u64>, who: &str) {
    let due = at.map(|at| Due {
        at,
        is_all_day: false,
        zone: "Europe/Vienna".to_owned(),
    });
    let edit = TaskEdit::Create {
        text: text.to_owned(),
        due,
        assignees: vec![who.to_owned()],
    };
    desk.do_it(Command::EditBoxes {
        boxes: vec![id.to_owned()],
        edit: BoxEdit::Task { edit },
    });
}

fn tasks(desk: &mut Desk, who: Option<&str>, from: u64, to: Option<u64>) -> Vec<String> {
    let query = Query::Tasks {
        assignee: who.map(str::to_owned),
        from,
        to,
        first: 0,
        count: 10,
    };
    let View::Tasks { tasks, more } = desk.see(&query) else {
        panic!("another view");
    };
    assert!(!more);
    tasks.into_iter().map(|row| row.task.text).collect()
}

#[test]
fn tasks_of_all_pipelines_come_in_the_order_in_which_they_are_due() {
    let mut desk = Desk::new();
    let (one, other) = (desk.pipeline(&[]), desk.pipeline(&[]));
    let first = desk.make_box(&one, "One");
    let second = desk.make_box(&other, "Two");
    let (ana, ben) = (ANA.to_string(), BEN.to_string());
    task(&mut desk, &first, "Overdue", Some(NOON - 5), &ana);
    task(&mut desk, &second, "Next", Some(NOON + 1), &ben);
    task(&mut desk, &first, "Then", Some(NOON + 2), &ana);
    task(&mut desk, &second, "Some day", None, &ana);
    assert_eq!(tasks(&mut desk, None, 0, Some(NOON)), ["Overdue"]);
    let upcoming = tasks(&mut desk, None, NOON, None);
    assert_eq!(upcoming, ["Next", "Then", "Some day"]);
    assert_eq!(tasks(&mut desk, Some(&ben), 0, None), ["Next"]);
    let query = Query::Tasks {
        assignee: None,
        from: 0,
        to: None,
        first: 1,
        count: 2,
    };
    let View::Tasks { tasks: part, more } = desk.see(&query) else {
        panic!("another view");
    };
    assert_eq!(
        (&*part[0].task.text, &*part[1].task.text, more),
        ("Next", "Then", true)
    );
    desk.do_it(Command::DeleteBox { id: second });
    assert_eq!(tasks(&mut desk, None, 0, None), ["Overdue", "Then"]);
}

#[test]
fn the_bin_says_how_many_days_are_left() {
    let mut desk = Desk::new();
    let pipeline = desk.pipeline(&[]);
    let id = desk.make_box(&pipeline, "Acme");
    desk.do_it(Command::DeleteBox { id: id.clone() });
    let bin = |desk: &mut Desk| {
        let View::Bin { boxes, .. } = desk.see(&Query::Bin { first: 0, count: 9 }) else {
            panic!("another view");
        };
        boxes
            .into_iter()
            .map(|row| row.days_left)
            .collect::<Vec<_>>()
    };
    assert_eq!(bin(&mut desk), [30]);
    desk.now += Limits::BIN / 2;
    assert_eq!(bin(&mut desk), [15]);
    desk.now += Limits::BIN;
    assert_eq!(bin(&mut desk), [0]);
    desk.do_it(Command::RestoreBox { id });
    assert!(bin(&mut desk).is_empty());
}
