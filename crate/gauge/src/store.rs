//! A replica's store full of made-up records, made as a replica makes it: from what a server says.

use boxwood_core::host::Stored;
use boxwood_model::{ClientId, Effect, Scope, TeamId};
use boxwood_sync::{
    Access, FrameError, Hello, Journal, LogEntry, PullReply, Replica, ScopeDelta, Segments,
    ServerId,
};

use crate::sample;

/// The Gmail account of who measures.
pub const ACCOUNT: &str = "ann@hill.example";
/// How many boxes one answer of the server has.
const TOGETHER: u64 = 5_000;

/// The store of a replica that has so many boxes.
///
/// # Errors
/// If a record cannot be written, which no record comes to.
pub fn stored(boxes: u64) -> Result<Stored, FrameError> {
    let mut replica = Replica::new(me());
    let mut segments = Segments::default();
    let hello = Hello {
        server: ServerId([7; 16]),
        team: TeamId::from_bytes([8; 16]),
        user: sample::person_id(0),
        email: ACCOUNT.to_owned(),
        now: sample::NOW,
    };
    let access = Access {
        address: "https://hill.example".to_owned(),
        token: "a token that no server takes".to_owned(),
    };
    replica.fold(&Journal::SignedIn { access, hello });
    let members = sample::members().into_iter().map(Effect::PutMember);
    tell(&mut replica, Scope::Team, 0, members.collect());
    let scope = Scope::Pipeline(sample::pipeline_id());
    let pipeline = Effect::CreatePipeline(Box::new(sample::pipeline()));
    tell(&mut replica, scope, 0, vec![pipeline]);
    let mut version = 1;
    for first in (0..boxes).step_by(usize::try_from(TOGETHER).unwrap_or(usize::MAX)) {
        let numbers = first..boxes.min(first + TOGETHER);
        let made = numbers.map(|n| Effect::CreateBox(Box::new(sample::record(n, boxes))));
        version = tell(&mut replica, scope, version, made.collect());
    }
    let checkpoint = segments.checkpoint(&replica, 1)?;
    Ok(Stored {
        manifest: Some(checkpoint.manifest),
        segments: checkpoint.segments,
        journal: Vec::new(),
    })
}

/// The replica's name.
pub(crate) fn me() -> ClientId {
    sample::client(0)
}

/// The server says what is new in a scope, an effect in each entry; gives the new version.
fn tell(replica: &mut Replica, scope: Scope, from: u64, effects: Vec<Effect>) -> u64 {
    let entries: Vec<LogEntry> = (from..)
        .zip(effects)
        .map(|(seq, effect)| LogEntry {
            client: sample::client(1),
            seq: seq + 1,
            actor: Some(sample::person_id(0)),
            stamp: sample::stamp(sample::NOW - 1_000, 1),
            effects: vec![effect],
        })
        .collect();
    let version = from + entries.len() as u64;
    replica.fold(&Journal::Absorbed(PullReply {
        deltas: vec![ScopeDelta {
            scope,
            from,
            entries,
        }],
        lost: Vec::new(),
        acked: 0,
        refused: Vec::new(),
        more: false,
    }));
    version
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Machine, run};

    struct Still;

    impl Machine for Still {
        fn place(&self) -> &'static str {
            "nowhere"
        }

        fn micros(&self) -> f64 {
            0.0
        }

        fn linear_memory(&self) -> Option<usize> {
            None
        }
    }

    #[test]
    fn everything_is_measured_over_a_store_that_reads_as_it_was_made() {
        let boxes = 300;
        let stored = stored(boxes).unwrap();
        let mut lines = Vec::new();
        run(&stored, 60, &Still, &mut |line| lines.push(line)).unwrap();
        let named = |name: &str| lines.iter().find(|line| line["name"] == name).unwrap();
        assert!(lines.iter().all(|line| line["boxes"] == boxes));
        let edits = named("engine: edit to refreshed view");
        assert_eq!(edits["n"], 60);
        assert!(edits["published"].as_u64().unwrap() > 0);
        assert!(named("memory: records")["rawPerBox"].as_f64().unwrap() > 100.0);
    }

    #[test]
    fn the_same_boxes_are_made_each_time() {
        assert_eq!(stored(50).unwrap(), stored(50).unwrap());
        assert_ne!(sample::record(1, 50), sample::record(2, 50));
    }
}
