//! Version 1: what its files mean today.

use boxwood_model::{ClientId, Scope};

use super::{Golden, journal_name};
use crate::tests::samples::{self, first};
use crate::{
    Damage, FrameKind, Journal, LiveNotice, PendingMutation, PullRequest, PushRequest, Replica,
    Restored,
};

fn push_request() -> PushRequest {
    let actions = first::intents().into_iter().map(|(_, action)| action);
    PushRequest {
        server: samples::SERVER,
        client: samples::CLIENT,
        first: 300,
        intents: (0..).map(samples::at).zip(actions).collect(),
    }
}

fn journal() -> Vec<Journal> {
    let mut journal = samples::journal();
    journal[0] = Journal::Intended(PendingMutation {
        command: [6; 16],
        mutation: push_request().mutations().next().unwrap(),
    });
    journal[1] = Journal::Absorbed(first::old_pull_reply());
    // What could be undone was nowhere on disk.
    journal.truncate(6);
    journal
}

#[test]
fn every_file_means_what_it_meant() {
    let mut golden = Golden::new("v1");
    golden.means("hello", FrameKind::Hello, &samples::hello());
    golden.means("push-request", FrameKind::PushRequest, &push_request());
    golden.means("push-reply", FrameKind::PushReply, &samples::push_reply());
    let question = PullRequest {
        server: samples::SERVER,
        client: samples::CLIENT,
        cursors: vec![
            (Scope::Team, 3),
            (Scope::Pipeline(samples::PIPELINE), 70_000),
            (Scope::User(samples::ANN), 0),
        ],
        settled: 299,
    };
    golden.means("pull-request", FrameKind::PullRequest, &question);
    let reply = first::old_pull_reply();
    golden.means("pull-reply", FrameKind::PullReply, &reply);
    let notice = LiveNotice {
        heads: vec![
            (Scope::Team, 4),
            (Scope::Pipeline(samples::PIPELINE), 70_001),
        ],
    };
    golden.means("live-notice", FrameKind::LiveNotice, &notice);
    for record in journal() {
        golden.means(journal_name(&record), FrameKind::Journal, &record);
    }

    let (entries, state) = first::old_log();
    for (n, entry) in entries.iter().enumerate() {
        golden.means(&format!("entry-{n:02}"), FrameKind::Entry, entry);
    }
    golden.means("effects", FrameKind::Entry, &first::old_effects());
    golden.means("refusals", FrameKind::Refusal, &first::refusals());
    let kind = FrameKind::Record;
    golden.means("record-member", kind, &state.members[&samples::ANN]);
    let pipeline = &state.pipelines[&samples::PIPELINE];
    golden.means("record-pipeline", kind, pipeline);
    golden.means("record-box", kind, &state.boxes[&samples::BOX]);
    golden.means("record-clock", kind, &samples::clock());

    let mut replica = Replica::new(samples::CLIENT);
    for record in journal().iter().take(4) {
        replica.fold(record);
    }
    let (manifest, segment) = (golden.bytes("manifest"), golden.bytes("segment"));
    let fresh = ClientId::from_bytes([99; 16]);
    let restored = Restored::read(Some(&manifest), [(0, &*segment)], [], fresh);
    assert_eq!(restored.damage, Damage::default());
    assert_eq!(restored.replica.facts, replica.facts);
    assert_eq!(restored.replica.confirmed, state);
    golden.finish();
}
