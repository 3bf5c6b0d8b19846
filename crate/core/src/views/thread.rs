//! The boxes of conversations, and boxes that were looked for.

use std::collections::BTreeSet;

use boxwood_model::{
    Arrange as _, BoxRecord, Gather as _, Limits, MessageId, PipelineId, Records, Slot, ThreadId,
};

use super::Answering;
use crate::api::{BoxHit, HeldThread, LabelView, ThreadLabels, ThreadView};
use crate::translate::message_id;

/// Mails that one question about a conversation may name.
const MAILS_MOST: usize = 1_000;

/// How a box holds a conversation: under its own id, or under that of the first of its mails.
fn held(record: &BoxRecord, thread: &ThreadId, mails: &[MessageId]) -> Option<HeldThread> {
    let is_in = |id: &&ThreadId| {
        let entry = record.threads.get(*id);
        entry.is_some_and(|entry| entry.value.is_some())
    };
    let of_mails = mails.iter().filter_map(|mail| record.mails.get(mail));
    let of_mails = of_mails.map(|mail| &mail.value.thread);
    let under = std::iter::once(thread).chain(of_mails).find(is_in)?;
    // Of two mailboxes' ids for one conversation each has the mails that it told of first.
    let known = record.live_mails();
    let known = known.filter(|(id, mail)| mail.thread == *under || mails.contains(id));
    Some(HeldThread {
        id: record.id.to_string(),
        thread: under.0.clone(),
        mails: u32::try_from(known.count()).unwrap_or(u32::MAX),
    })
}

impl Answering<'_> {
    pub(super) fn thread(&self, thread: &str, mails: &[String]) -> ThreadView {
        let mails = mails.iter().take(MAILS_MOST);
        let mails: Vec<MessageId> = mails.map(|text| message_id(text)).collect();
        let records = self.boxes_of(thread, &mails);
        let homes: BTreeSet<PipelineId> = records.iter().map(|record| record.pipeline()).gather();
        let id = ThreadId(thread.to_owned());
        let shown = records.into_iter();
        let shown =
            shown.filter_map(|record| Some((held(record, &id, &mails)?, self.box_view(record)?)));
        let (held, boxes) = shown.unzip();
        ThreadView {
            thread: thread.to_owned(),
            boxes,
            held,
            pipelines: homes
                .into_iter()
                .filter_map(|id| self.live_pipeline(id))
                .map(|pipeline| self.pipeline(pipeline))
                .collect(),
        }
    }

    pub(super) fn labels(&self, thread: &str) -> Option<ThreadLabels> {
        let records = self.boxes_of(thread, &[]);
        let labels: Vec<_> = records
            .into_iter()
            .filter_map(|record| self.label(record))
            .collect();
        (!labels.is_empty()).then(|| ThreadLabels {
            thread: thread.to_owned(),
            labels,
        })
    }

    fn boxes_of(&self, thread: &str, mails: &[MessageId]) -> Vec<&BoxRecord> {
        let thread = ThreadId(thread.to_owned());
        self.index.threads.boxes_of(&thread, mails, &self.records)
    }

    pub(super) fn label(&self, record: &BoxRecord) -> Option<LabelView> {
        let pipeline = self.live_pipeline(record.pipeline())?;
        let stage = pipeline.resolve_stage(record.stage());
        let stage = pipeline.stages.get(&stage)?;
        Some(LabelView {
            id: record.id.to_string(),
            name: record.name().to_owned(),
            pipeline: pipeline.id.to_string(),
            pipeline_name: pipeline.name.value.clone(),
            stage_name: stage.name.value.clone(),
            colour: stage.colour.value.to_string(),
        })
    }

    /// A look at every name: what begins with the text comes first, then what was changed last.
    pub(super) fn find(&self, text: &str, count: usize) -> Vec<BoxHit> {
        let text: String = text.trim().chars().take(Limits::NAME).collect();
        let wanted = text.to_lowercase();
        let mut hits: Vec<_> = self
            .index
            .all()
            .filter_map(|id| self.records.box_record(id))
            .filter_map(|record| {
                let at = record.name().to_lowercase().find(&wanted)?;
                Some((
                    at > 0,
                    std::cmp::Reverse((
                        record.stamp(Slot::Name).max(record.stamp(Slot::Stage)),
                        record.id,
                    )),
                    record,
                ))
            })
            .collect();
        hits.arrange_by_key(|(later, changed, _)| (*later, *changed));
        let hits = hits
            .into_iter()
            .filter_map(|(_, _, record)| self.label(record));
        hits.take(count).map(|label| BoxHit { label }).collect()
    }
}
