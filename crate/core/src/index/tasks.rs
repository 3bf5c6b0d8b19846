//! Open tasks over all boxes, by when they are due.

use std::collections::{BTreeSet, HashMap};

use boxwood_model::{BoxId, BoxRecord, Millis, TaskId};

/// Open tasks in the order in which they are due; those that are due at no time come last.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    by_due: BTreeSet<(Millis, BoxId, TaskId)>,
    of_box: HashMap<BoxId, Vec<(Millis, TaskId)>>,
}

impl Tasks {
    pub(super) fn add(&mut self, record: &BoxRecord) {
        let open = record.live_tasks().filter(|(_, task)| task.is_open());
        let due = open.map(|(id, task)| {
            let due = task.due.value.as_ref();
            (due.map_or(Millis::MAX, |due| due.at), *id)
        });
        let due: Vec<_> = due.collect();
        if due.is_empty() {
            return;
        }
        let entries = due.iter().map(|(at, task)| (*at, record.id, *task));
        self.by_due.extend(entries);
        self.of_box.insert(record.id, due);
    }

    pub(super) fn remove(&mut self, id: BoxId) {
        for (at, task) in self.of_box.remove(&id).unwrap_or_default() {
            self.by_due.remove(&(at, id, task));
        }
    }

    /// The open tasks that are due from a moment on; up to, but without, another one, or with those
    /// that are due at no time.
    pub(crate) fn due(
        &self,
        from: Millis,
        to: Option<Millis>,
    ) -> impl Iterator<Item = (BoxId, TaskId)> + '_ {
        let least = BoxId::from_bytes([0; 16]);
        let start = (from, least, TaskId::from_bytes([0; 16]));
        let within = move |at: Millis| to.is_none_or(|to| at < to);
        let tasks = self.by_due.range(start..);
        let tasks = tasks.take_while(move |(at, _, _)| within(*at));
        tasks.map(|(_, record, task)| (*record, *task))
    }
}
