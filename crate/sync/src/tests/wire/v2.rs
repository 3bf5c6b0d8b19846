//! Version 2, which is today's: what is written is byte for byte what the files hold.

use std::fmt::Debug;
use std::fs;

use boxwood_model::{ClientId, Record, State};
use serde::Serialize;

use super::{Golden, journal_name, written};
use crate::frame::Framed;
use crate::tests::samples;
use crate::{Damage, FrameKind, Replica, Restored, Segments};

impl Golden {
    /// The file's bytes, which are those given; they are written where there is no file yet and one
    /// is asked for.
    pub(super) fn keeps(&mut self, name: &str, bytes: &[u8]) -> Vec<u8> {
        let path = self.path(name);
        if !path.exists() && std::env::var_os("BOXWOOD_BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
        }
        let kept = self.bytes(name);
        assert!(kept == bytes, "{name} is written otherwise");
        kept
    }

    /// Checks that a file means this message, and the message is written like that.
    pub(super) fn check<T>(&mut self, name: &str, kind: FrameKind, message: &T)
    where
        T: Serialize + Framed + PartialEq + Debug,
    {
        self.keeps(name, &written(kind, message));
        self.means(name, kind, message);
    }

    fn check_records(&mut self, state: &State) {
        for record in state.records() {
            let key = record.key().id_text();
            let kind = FrameKind::Record;
            match record {
                Record::Member(r) => self.check(&format!("record-member-{key}"), kind, &*r),
                Record::Pipeline(r) => self.check(&format!("record-pipeline-{key}"), kind, &*r),
                Record::Box(r) => self.check(&format!("record-box-{key}"), kind, &*r),
                Record::Invitation(r) => self.check(&format!("record-invitation-{key}"), kind, &*r),
                Record::Contact(r) => self.check(&format!("record-contact-{key}"), kind, &*r),
                Record::Organization(r) => {
                    self.check(&format!("record-organization-{key}"), kind, &*r);
                }
                Record::Snippet(r) => self.check(&format!("record-snippet-{key}"), kind, &*r),
                Record::View(r) => self.check(&format!("record-view-{key}"), kind, &*r),
                Record::Settings(r) => self.check(&format!("record-settings-{key}"), kind, &*r),
                // Those are looked at by themselves.
                Record::Lesson(_) => {}
                Record::Team(r) => self.check("record-team", kind, &*r),
            }
        }
    }
}

#[test]
fn every_message_is_as_it_was() {
    let mut golden = Golden::new("v2");
    golden.check("hello", FrameKind::Hello, &samples::hello());
    let push = samples::push_request();
    golden.check("push-request", FrameKind::PushRequest, &push);
    golden.check("push-reply", FrameKind::PushReply, &samples::push_reply());
    let question = samples::pull_request();
    golden.check("pull-request", FrameKind::PullRequest, &question);
    golden.check("pull-reply", FrameKind::PullReply, &samples::pull_reply());
    let notice = samples::live_notice();
    golden.check("live-notice", FrameKind::LiveNotice, &notice);
    let question = samples::history_request();
    golden.check("history-request", FrameKind::HistoryRequest, &question);
    let told = samples::history_reply();
    golden.check("history-reply", FrameKind::HistoryReply, &told);
    golden.check("adoption", FrameKind::Adoption, &samples::adoption());
    let reply = samples::adoption_reply();
    golden.check("adoption-reply", FrameKind::AdoptionReply, &reply);
    for record in samples::journal().into_iter().chain(samples::alone()) {
        golden.check(journal_name(&record), FrameKind::Journal, &record);
    }

    // What the server keeps.
    let (entries, state) = samples::log();
    golden.check("effects", FrameKind::Entry, &samples::effects());
    golden.check("entry", FrameKind::Entry, &entries[0]);
    golden.check("refusals", FrameKind::Refusal, &samples::refusals());
    golden.check("record-clock", FrameKind::Record, &samples::clock());
    golden.check_records(&state);

    // What a browser keeps.
    let mut replica = Replica::new(samples::CLIENT);
    let records = samples::journal();
    for record in records[..4].iter().chain(&records[6..]) {
        replica.fold(record);
    }
    assert_eq!(replica.done().undo(), Some("renameBox"));
    for key in replica.confirmed().keys().chain(state.keys()) {
        assert_eq!(replica.confirmed().get(key), state.get(key));
    }
    let checkpoint = Segments::default().checkpoint(&replica, 5).unwrap();
    let manifest = golden.keeps("manifest", &checkpoint.manifest);
    let kept: Vec<(u32, Vec<u8>)> = checkpoint
        .segments
        .iter()
        .map(|(id, bytes)| (*id, golden.keeps(&format!("segment-{id}"), bytes)))
        .collect();
    assert_eq!(kept.len(), 3, "boxes, contacts and organizations");
    let segments = kept.iter().map(|(id, bytes)| (*id, &**bytes));
    let fresh = ClientId::from_bytes([99; 16]);
    let restored = Restored::read(Some(&manifest), segments, [], fresh);
    assert_eq!(restored.damage, Damage::default());
    assert_eq!(restored.replica.facts, replica.facts);
    assert_eq!(restored.replica.confirmed, replica.confirmed);
    super::lessons::check(&mut golden);
    golden.finish();
}

/// How many of an enum's variants, by the bytes that say which, are among some values.
fn variants<T: Serialize>(values: impl IntoIterator<Item = T>) -> usize {
    let first = |value: T| postcard::to_extend(&value, Vec::new()).unwrap()[0];
    let firsts = values.into_iter().map(first);
    firsts.collect::<std::collections::BTreeSet<u8>>().len()
}

#[test]
fn every_kind_is_among_the_samples() {
    use boxwood_model::{Effect, Operation};
    // A number that grows with the model: a new variant needs a sample and a file.
    let operations = samples::operations();
    assert_eq!(variants(&operations), 21);
    let of_boxes = operations.iter().filter_map(|operation| match operation {
        Operation::Box(_, operation) => Some(operation),
        _ => None,
    });
    // The last, forgetting for good, is among the intents.
    assert_eq!(variants(of_boxes), 15);
    let effects = samples::effects();
    assert_eq!(variants(&effects), 16);
    let changes = effects.iter().filter_map(|effect| match effect {
        Effect::ChangeBox { change, .. } => Some(change),
        _ => None,
    });
    assert_eq!(variants(changes), 20);
    assert_eq!(variants(samples::log().1.records()), 10);
    assert_eq!(variants(samples::refusals().iter().map(|r| &r.reason)), 5);
}
