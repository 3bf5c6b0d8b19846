//! An index that is kept up is as one made anew, and says what looking at every box says.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxId, BoxRecord, ClientId, Colour, Hlc, Key, LiteMap, OrderKey, Pipeline, PipelineId, Records,
    Register, Stage, StageId, Stamp, State, Thread, ThreadId, UserId,
};
use boxwood_query::{Direction, Order, SortBy};

use crate::index::{Index, is_live};

const USER: UserId = UserId::from_bytes([1; 16]);

fn stamp(n: u64) -> Stamp {
    Stamp::new(Hlc::at(n), ClientId::from_bytes([1; 16]))
}

fn pipeline(n: u8) -> PipelineId {
    PipelineId::from_bytes([10 + n % 2; 16])
}

fn stage(n: u8) -> StageId {
    StageId::from_bytes([20 + n % 3; 16])
}

fn thread(n: u8) -> ThreadId {
    ThreadId(format!("18{}", n % 3))
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u8 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u8::try_from(self.0 >> 56).unwrap()
    }
}

fn record(dice: &mut Dice, id: BoxId) -> BoxRecord {
    let at = stamp(1);
    let mut threads = LiteMap::new();
    for _ in 0..dice.roll() % 3 {
        let about = Thread {
            subject: String::new(),
        };
        let there = !dice.roll().is_multiple_of(3);
        let entry = Register::new(there.then_some(about), at);
        threads.insert(thread(dice.roll()), entry);
    }
    BoxRecord {
        id,
        pipeline: pipeline(dice.roll()),
        created_at: 0,
        created_by: USER,
        name: Register::new(format!("box {}", dice.roll() % 5), at),
        notes: Register::new(String::new(), at),
        stage: Register::new(stage(dice.roll()), at),
        values: LiteMap::new(),
        threads,
        deleted: Register::new(dice.roll().is_multiple_of(4), at),
    }
}

fn state() -> State {
    let mut state = State::default();
    for n in 0..2 {
        let id = pipeline(n);
        let stages = (0..3).map(|n| {
            let one = Stage {
                name: Register::new("Stage".to_owned(), stamp(1)),
                colour: Register::new(Colour::from_hex(0), stamp(1)),
                order: Register::new(OrderKey::default(), stamp(1)),
            };
            (stage(n), one)
        });
        let pipeline = Pipeline {
            id,
            created_at: 0,
            created_by: USER,
            name: Register::new("Pipeline".to_owned(), stamp(1)),
            stages: stages.collect(),
            fields: LiteMap::new(),
            deleted: Register::new(false, stamp(1)),
        };
        state.pipelines.insert(id, pipeline);
    }
    state
}

fn check(index: &mut Index, state: &State) {
    let boxes = || state.boxes.values();
    for p in (0..2).map(pipeline) {
        let here = || boxes().filter(move |b| b.pipeline == p && !b.deleted.value);
        assert_eq!(usize::try_from(index.boxes_in(p)).unwrap(), here().count());
        for s in (0..3).map(stage) {
            let at = here().filter(|b| b.stage.value == s).count();
            assert_eq!(usize::try_from(index.boxes_at(p, s)).unwrap(), at);
        }
        for direction in [Direction::Ascending, Direction::Descending] {
            let by = SortBy::Name;
            let order = Order { by, direction };
            let kept_up = index
                .table(p, order, state)
                .map(boxwood_query::Table::boxes);
            assert_eq!(kept_up, Some(here().count()));
        }
    }
    for t in (0..3).map(thread) {
        let holds = |b: &&BoxRecord| is_live(b, state) && b.live_threads().any(|(id, _)| *id == t);
        let naive: Vec<BoxId> = boxes().filter(holds).map(|b| b.id).collect();
        let found: Vec<BoxId> = index.boxes_of(&t, state).iter().map(|b| b.id).collect();
        assert_eq!(found, naive);
    }
    let all: BTreeSet<BoxId> = index.all().collect();
    let live = boxes().filter(|b| !b.deleted.value).map(|b| b.id);
    assert_eq!(all, live.collect());
}

#[test]
fn an_index_that_is_kept_up_says_what_the_records_say() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut state = state();
        let mut index = Index::new(state.boxes.values());
        for _ in 0..60 {
            let mut changed = BTreeSet::new();
            for _ in 0..=dice.roll() % 3 {
                let id = BoxId::from_parts(u64::from(dice.roll() % 8), [0; 10]);
                changed.insert(Key::Box(id));
                if dice.roll().is_multiple_of(5) {
                    state.boxes.remove(&id);
                } else {
                    let record = record(&mut dice, id);
                    state.boxes.insert(id, record);
                }
            }
            index.update(&changed, &state);
            check(&mut index, &state);
        }
        check(&mut Index::new(state.boxes.values()), &state);
        assert!(state.pipeline(pipeline(0)).is_some());
    }
}
