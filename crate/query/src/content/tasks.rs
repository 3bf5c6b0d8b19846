//! What the tasks of a box come to.

use boxwood_model::{Due, Millis, Task};

use super::world::DAY;
use super::{Content, Contents, text};

/// The moment from which something is overdue. What is due on a day is overdue when the day is over
/// where it was meant; that it has 24 hours is not quite so on two days of the year.
fn overdue_from(due: &Due) -> Millis {
    due.at.saturating_add(if due.is_all_day { DAY } else { 1 })
}

impl<'r> Contents<'r> {
    /// How many of the tasks there are.
    pub(super) fn tasks(&self, which: fn(&Task) -> bool) -> Content<'static> {
        let tasks = self.record.live_tasks();
        Content::count(tasks.filter(|(_, task)| which(task)).count())
    }

    /// How many open tasks should have been done by now.
    pub(super) fn overdue_tasks(&self) -> Content<'static> {
        let now = self.world.now.millis;
        Content::count(self.overdue_moments().filter(|from| *from <= now).count())
    }

    /// Whether an open task should have been done by now.
    pub(crate) fn is_overdue(&self) -> bool {
        let now = self.world.now.millis;
        self.overdue_moments().any(|from| from <= now)
    }

    /// When the next task becomes overdue.
    pub(crate) fn next_overdue(&self) -> Option<Millis> {
        let now = self.world.now.millis;
        self.overdue_moments().filter(|from| *from > now).min()
    }

    /// The moment from which a task is overdue, be that in the past.
    pub(crate) fn first_overdue(&self) -> Option<Millis> {
        self.overdue_moments().min()
    }

    /// When the earliest of the open tasks is due, be that in the past.
    pub(super) fn next_due(&self) -> Option<Millis> {
        let dues = self.open_tasks().filter_map(|task| task.due.value.as_ref());
        dues.map(|due| due.at).min()
    }

    /// What the open task is that is due earliest; of those that are due at no time the one that
    /// was made first.
    pub(super) fn next_task(&self) -> Content<'r> {
        let key = |task: &Task| {
            let due = task.due.value.as_ref().map(|due| due.at);
            (due.is_none(), due, task.created_at)
        };
        let next = self.open_tasks().min_by_key(|task| key(task));
        next.map_or(Content::Empty, |task| text(task.text.value.as_str()))
    }

    /// When a task was last done.
    pub(super) fn last_task_done(&self) -> Option<Millis> {
        let tasks = self.record.live_tasks();
        tasks.filter_map(|(_, task)| task.done_at.value).max()
    }

    /// The open tasks, in the order of their ids.
    fn open_tasks(&self) -> impl Iterator<Item = &'r Task> {
        let tasks = self.record.live_tasks().map(|(_, task)| task);
        tasks.filter(|task| task.is_open())
    }

    fn overdue_moments(&self) -> impl Iterator<Item = Millis> {
        let dues = self.open_tasks().filter_map(|task| task.due.value.as_ref());
        dues.map(overdue_from)
    }
}
