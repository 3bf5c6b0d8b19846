//! Which edits are one line.

use super::{ANN, BEN, BOX, Story};
use crate::{Kind, Operation, Part, Said, TimelineEntry, What, fold};

fn rename(name: &str) -> Operation {
    let name = name.to_owned();
    Operation::RenameBox { id: BOX, name }
}

/// Each line as `old > new x edits`.
fn lines(story: Story) -> Vec<String> {
    let text = |said: &Said| match said {
        Said::Text(text) => text.clone(),
        said => format!("{said:?}"),
    };
    let line = |entry: &TimelineEntry| match &entry.happening.what {
        What::Set { old, new, .. } => format!("{} > {} x {}", text(old), text(new), entry.edits),
        What::Lost { wanted, .. } => format!("lost {}", text(wanted)),
        what => format!("{what:?}"),
    };
    fold(story.told).iter().map(line).collect()
}

#[test]
fn edits_close_together_are_one_line() {
    let mut story = Story::new();
    story.does(ANN, 1, rename("b"));
    story.does(ANN, 5, rename("c"));
    story.does(ANN, 14, rename("d"));
    story.does(ANN, 30, rename("e"));
    assert_eq!(lines(story), ["d > e x 1", "Acme > d x 3"]);
}

#[test]
fn another_persons_edit_stays_between() {
    let mut story = Story::new();
    story.does(ANN, 1, rename("b"));
    story.does(BEN, 2, rename("c"));
    story.does(ANN, 3, rename("d"));
    assert_eq!(lines(story), ["c > d x 1", "b > c x 1", "Acme > b x 1"]);
}

#[test]
fn an_edit_that_lost_stays_and_parts_what_is_around_it() {
    let mut story = Story::new();
    story.does(ANN, 5, rename("late"));
    story.does(ANN, 7, rename("later"));
    story.does(BEN, 6, rename("between"));
    let expected = ["late > later x 1", "lost between", "Acme > late x 1"];
    assert_eq!(lines(story), expected);
}

#[test]
fn what_was_done_and_undone_stays() {
    let mut story = Story::new();
    story.does(ANN, 1, rename("b"));
    story.does(ANN, 2, rename("Acme"));
    assert_eq!(lines(story), ["Acme > Acme x 2"]);
}

#[test]
fn kinds_are_told_apart() {
    let mut story = Story::new();
    story.does(ANN, 1, rename("b"));
    assert_eq!(story.told[0].kind(), Kind::Edit);
    let mut other = story.told[0].clone();
    let (old, new) = (Said::Nothing, Said::Text("x".to_owned()));
    let task = crate::TaskId::from_bytes([1; 16]);
    let part = Part::TaskDone(task);
    other.what = What::Set { part, old, new };
    assert_eq!(other.kind(), Kind::Task);
}
