//! Lists over the boxes of all pipelines: open tasks, and what was deleted.

use boxwood_model::{Limits, Millis, Records, Slot, UserId, has_element};

use super::box_page::task_view;
use super::{Answering, Part};
use crate::api::{BinRow, TaskRow};

/// The milliseconds of a day.
const DAY: Millis = 24 * 60 * 60 * 1_000;

impl Answering<'_> {
    pub(super) fn tasks(
        &self,
        assignee: Option<UserId>,
        from: Millis,
        to: Option<Millis>,
        part: Part,
    ) -> (Vec<TaskRow>, bool) {
        let due = self.index.tasks.due(from, to);
        let rows = due.filter_map(|(record, id)| {
            let record = self.records.box_record(record)?;
            let task = record.tasks.get(&id)?;
            if assignee.is_some_and(|person| !has_element(&task.assignees, &person)) {
                return None;
            }
            Some(TaskRow {
                task: task_view(id, task),
                label: self.label(record)?,
            })
        });
        part.of(rows)
    }

    pub(super) fn bin(&self, part: Part) -> (Vec<BinRow>, bool) {
        let rows = self.index.bin.all().filter_map(|id| {
            let record = self.records.box_record(id)?;
            let deleted_at = record.stamp(Slot::Deleted).at.millis();
            let ends = deleted_at.saturating_add(Limits::BIN);
            let days = ends.saturating_sub(self.now.millis).div_ceil(DAY);
            Some(BinRow {
                label: self.label(record)?,
                deleted_at,
                days_left: u32::try_from(days).unwrap_or(u32::MAX),
                merged_into: record.merged_into().map(|into| into.to_string()),
            })
        });
        part.of(rows)
    }
}
