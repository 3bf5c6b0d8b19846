//! Where conversations are, by what names them in one mailbox and by their mails, which have the
//! same names in all.

use std::collections::{BTreeSet, HashMap};

use boxwood_model::{BoxId, BoxRecord, Gather as _, MessageId, Records, ThreadId};

use super::is_live;

/// Finds the boxes of conversations. What a box let go of stays here; whether it still holds it, the
/// box says.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    threads: HashMap<ThreadId, BTreeSet<BoxId>>,
    mails: HashMap<MessageId, BTreeSet<BoxId>>,
}

impl Threads {
    pub(super) fn add(&mut self, record: &BoxRecord) {
        for (thread, _) in record.live_threads() {
            let boxes = self.threads.entry(thread.clone()).or_default();
            boxes.insert(record.id);
        }
        for (mail, _) in record.live_mails() {
            let boxes = self.mails.entry(mail.clone()).or_default();
            boxes.insert(record.id);
        }
    }

    /// The boxes that a conversation is in, oldest first: by its id in this mailbox, or by any of
    /// its mails, which somebody else's mailbox may have told of.
    pub(crate) fn boxes_of<'r>(
        &self,
        thread: &ThreadId,
        mails: &[MessageId],
        records: &'r dyn Records,
    ) -> Vec<&'r BoxRecord> {
        let by_thread = self.threads.get(thread).into_iter().flatten();
        let by_mail = mails.iter().filter_map(|mail| self.mails.get(mail));
        let candidates: BTreeSet<BoxId> = by_thread.chain(by_mail.flatten()).copied().gather();
        let holds = |record: &&BoxRecord| {
            let has = |entry: &ThreadId| {
                let entry = record.threads.get(entry);
                entry.is_some_and(|entry| entry.value.is_some())
            };
            let mail_is_in = |mail| record.mails.get(mail).is_some_and(|m| has(&m.value.thread));
            has(thread) || mails.iter().any(mail_is_in)
        };
        let records = candidates.into_iter().filter_map(|id| {
            let record = records.box_record(id)?;
            is_live(record, records).then_some(record)
        });
        records.filter(holds).collect()
    }
}
