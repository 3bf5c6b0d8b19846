//! Tests of the bin: the time is handed in.

use boxwood_model::{
    BoxId, ClientId, Clock, Colour, PipelineId, PipelineOperation, StageId, StageSpec, UserId,
};
use boxwood_sync::{AuthorityStore as _, PushRequest};

use super::*;
use std::sync::Arc;

use crate::held::Held;
use crate::news::Publisher;
use crate::team;

const DAY: Millis = 24 * 60 * 60 * 1_000;
/// When everything here begins, by a clock that is far behind the machine's.
const BEGIN: Millis = 1_000 * DAY;
const CLIENT: ClientId = ClientId::from_bytes([1; 16]);

struct Bench {
    held: Held,
    readers: Readers,
    writer: Writer,
    user: UserId,
    next: u64,
    clock: Clock,
}

/// Does something in one transaction.
fn work<T>(held: &Held, work: impl FnOnce(&mut Store<'_>) -> T) -> T {
    let mut connection = held.begin();
    let mut store = held.writing(&mut *connection);
    let done = work(&mut store);
    store.commit().unwrap();
    done
}

impl Bench {
    fn new() -> Self {
        let held = Held::sqlite();
        let news = Publisher::new(Heads::new());
        let (writer, _) = Writer::start(Arc::clone(&held.database), news).unwrap();
        let user = work(&held, |store| {
            let email = "ann@example.com";
            let server = held.database.server();
            team::join(store, server, BEGIN, email, None).unwrap().0
        });
        Self {
            readers: Readers::new(Arc::clone(&held.database)),
            writer,
            user: user.member.id,
            held,
            next: 1,
            clock: Clock::default(),
        }
    }

    fn push(&mut self, now: Millis, operations: Vec<Operation>) {
        let mut clock = self.clock;
        let first = self.next;
        self.next += operations.len() as u64;
        let intents = operations.into_iter();
        let request = PushRequest {
            server: self.held.database.server(),
            client: CLIENT,
            first,
            intents: intents.map(|it| (clock.tick(now), it.into())).collect(),
        };
        self.clock = clock;
        work(&self.held, |store| {
            Authority::new(store, now)
                .push(self.user, &request)
                .unwrap();
            assert_eq!(store.refusals(CLIENT, 0).unwrap(), []);
        });
    }

    /// A pipeline and so many boxes in it.
    fn fill(&mut self, pipeline: u8, boxes: u8) -> (PipelineId, Vec<BoxId>) {
        let id = PipelineId::from_bytes([pipeline; 16]);
        let stage = StageId::from_bytes([pipeline; 16]);
        let mut operations = vec![Operation::CreatePipeline {
            id,
            name: "Sales".to_owned(),
            stages: vec![StageSpec {
                id: stage,
                name: "Lead".to_owned(),
                colour: Colour::from_hex(0),
            }],
            fields: vec![],
        }];
        let ids: Vec<BoxId> = (0..boxes)
            .map(|n| BoxId::from_parts(u64::from(n), [pipeline; 10]))
            .collect();
        operations.extend(ids.iter().map(|box_id| Operation::CreateBox {
            id: *box_id,
            pipeline: id,
            stage,
            name: "Deal".to_owned(),
            thread: None,
        }));
        self.push(BEGIN, operations);
        (id, ids)
    }

    fn delete(&mut self, now: Millis, ids: &[BoxId]) {
        let operations = ids.iter().map(|id| Operation::DeleteBox { id: *id });
        self.push(now, operations.collect());
    }

    async fn forget(&self, now: Millis) -> usize {
        let server = self.held.database.server();
        forget_due(&self.readers, &self.writer, server, now)
            .await
            .unwrap()
    }

    fn is_there(&self, id: BoxId) -> bool {
        let key = boxwood_model::Key::Box(id);
        work(&self.held, |store| store.record(key).unwrap().is_some())
    }
}

#[tokio::test]
async fn a_box_is_forgotten_thirty_days_after_it_was_deleted_and_not_before() {
    let mut bench = Bench::new();
    let (pipeline, ids) = bench.fill(2, 3);
    bench.delete(BEGIN + DAY, &ids[..1]);
    bench.delete(BEGIN + 2 * DAY, &ids[1..2]);
    assert_eq!(bench.forget(BEGIN + 31 * DAY - 1).await, 0);
    assert!(bench.is_there(ids[0]));
    assert_eq!(bench.forget(BEGIN + 31 * DAY + 1).await, 1);
    assert_eq!(bench.forget(BEGIN + 31 * DAY + 1).await, 0);
    let there: Vec<bool> = ids.iter().map(|id| bench.is_there(*id)).collect();
    assert_eq!(there, [false, true, true]);

    // Everybody who has the pipeline hears of it.
    let scope = boxwood_model::Scope::Pipeline(pipeline);
    let entries = work(&bench.held, |store| store.entries(scope, 0, 100).unwrap());
    let last = &entries.last().unwrap().effects;
    let forgotten = boxwood_model::Effect::ForgetBox {
        id: ids[0],
        pipeline,
    };
    assert_eq!(*last, [forgotten]);
}

#[tokio::test]
async fn more_than_go_into_one_transaction_are_forgotten_too() {
    let mut bench = Bench::new();
    let mut all = Vec::new();
    for pipeline in 2..5 {
        all.extend(bench.fill(pipeline, 150).1);
    }
    bench.delete(BEGIN, &all);
    assert!(all.len() > 2 * TOGETHER);
    assert_eq!(bench.forget(BEGIN + 40 * DAY).await, all.len());
    assert!(all.iter().all(|id| !bench.is_there(*id)));
}

#[tokio::test]
async fn a_restored_box_and_those_of_a_deleted_pipeline_stay() {
    let mut bench = Bench::new();
    let (_, ids) = bench.fill(2, 3);
    let (gone, theirs) = bench.fill(3, 2);
    bench.delete(BEGIN, &ids);
    bench.delete(BEGIN, &theirs);
    let restore = Operation::RestoreBox { id: ids[1] };
    let delete = Operation::Pipeline(gone, PipelineOperation::Delete);
    bench.push(BEGIN + DAY, vec![restore, delete]);
    assert_eq!(bench.forget(BEGIN + 40 * DAY).await, 2);
    assert!(bench.is_there(ids[1]));
    assert!(theirs.iter().all(|id| bench.is_there(*id)));

    // Once the pipeline is back, its turn comes.
    let restore = Operation::Pipeline(gone, PipelineOperation::Restore);
    bench.push(BEGIN + 40 * DAY, vec![restore]);
    assert_eq!(bench.forget(BEGIN + 41 * DAY).await, 2);
}
