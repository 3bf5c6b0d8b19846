//! What came to version 2 with what is learnt from mail: a kind of record, and a secret.

use boxwood_model::{
    Action, ClientId, Lesson, LessonId, Operation, Register, Setting, SettingValue, Stamp,
};

use super::{Golden, journal_name};
use crate::tests::samples::{self, PIPELINE};
use crate::{Damage, FrameKind, Journal, LogEntry, PushRequest, Replica, Restored};
use crate::{Secret, Segments};

fn operations() -> Vec<Operation> {
    let id = LessonId::from_bytes([94; 16]);
    let set = |setting| Operation::Set {
        setting,
        value: SettingValue::Flag(false),
    };
    vec![
        Operation::Learn {
            id,
            content: vec![1, 2, 3, 250].into(),
        },
        set(Setting::Suggestions),
        set(Setting::FilesItself(PIPELINE)),
    ]
}

/// What the sample operations do, in one entry.
fn entry() -> LogEntry {
    let (entries, mut state) = samples::log();
    let stamp = Stamp::new(samples::at(90_000), samples::CLIENT);
    let actor = boxwood_model::Actor::User(samples::ANN);
    let action = Action {
        operations: operations(),
        undoes: None,
    };
    let context = boxwood_model::Context { actor, stamp };
    let effects = action.plan(context, &state).unwrap();
    for effect in &effects {
        effect.apply(stamp, &mut state);
    }
    LogEntry {
        effects,
        seq: 900,
        stamp,
        ..entries[0].clone()
    }
}

pub(super) fn check(golden: &mut Golden) {
    let push = PushRequest {
        server: samples::SERVER,
        client: samples::CLIENT,
        first: 400,
        intents: (0..)
            .map(samples::at)
            .zip(operations().into_iter().map(Action::from))
            .collect(),
    };
    golden.check("lesson-push-request", FrameKind::PushRequest, &push);
    golden.check("lesson-entry", FrameKind::Entry, &entry());
    let lesson = Lesson {
        id: LessonId::from_bytes([94; 16]),
        user: samples::ANN,
        content: Register::new(
            vec![1, 2, 3, 250].into(),
            Stamp::new(samples::at(1), samples::CLIENT),
        ),
    };
    golden.check("lesson-record", FrameKind::Record, &lesson);
    let keyed = Journal::Keyed {
        secret: Secret(*b"sixteen of them."),
    };
    golden.check(journal_name(&keyed), FrameKind::Journal, &keyed);

    let mut replica = Replica::new(samples::CLIENT);
    replica.fold(&keyed);
    replica.confirmed.lessons.insert(lesson.id, lesson);
    let checkpoint = Segments::default().checkpoint(&replica, 5).unwrap();
    let manifest = golden.keeps("lesson-manifest", &checkpoint.manifest);
    let kept: Vec<(u32, Vec<u8>)> = checkpoint
        .segments
        .iter()
        .map(|(id, bytes)| (*id, golden.keeps(&format!("lesson-segment-{id}"), bytes)))
        .collect();
    assert_eq!(kept.len(), 2, "lessons and the secret");
    let segments = kept.iter().map(|(id, bytes)| (*id, &**bytes));
    let restored = Restored::read(
        Some(&manifest),
        segments,
        [],
        ClientId::from_bytes([99; 16]),
    );
    assert_eq!(restored.damage, Damage::default());
    assert_eq!(restored.replica.secret(), replica.secret());
    assert_eq!(restored.replica.confirmed, replica.confirmed);
}
