//! An index that is kept up is as one made anew, and says what looking at every box says.

use std::collections::BTreeSet;

use boxwood_model::{
    BoxId, BoxRecord, BuiltIn, ClientId, Colour, Column, Due, Hlc, Key, Layered, LiteMap, Mail,
    MessageId, OrderKey, Pipeline, PipelineId, Records, Register, SortKey, Stage, StageId, Stamp,
    State, Task, TaskId, Thread, ThreadId, UserId, ViewShape,
};
use boxwood_query::Now;

use crate::index::{Index, Question, is_live};

const NOW: Now = Now {
    millis: 1_000,
    offset_minutes: 0,
};
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

fn mail_id(n: u8) -> MessageId {
    MessageId(format!("{}@mail.example", n % 4))
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
    let mut record = BoxRecord::new(
        id,
        pipeline(dice.roll()),
        stage(dice.roll()),
        format!("box {}", dice.roll() % 5),
        USER,
        at,
    );
    for n in 0..dice.roll() % 3 {
        let due = (!dice.roll().is_multiple_of(4)).then(|| Due {
            at: u64::from(dice.roll() % 8),
            is_all_day: false,
            zone: "Europe/Vienna".to_owned(),
        });
        let mut task = Task::new("Call".to_owned(), due, USER, at);
        task.done_at.value = dice.roll().is_multiple_of(3).then_some(1);
        record.tasks.insert(TaskId::from_bytes([n; 16]), task);
    }
    for _ in 0..dice.roll() % 3 {
        let mail = Mail {
            thread: thread(dice.roll()),
            at: 0,
            from: String::new(),
            to: Vec::new(),
            is_sent: false,
        };
        let id = mail_id(dice.roll());
        record.mails.insert(id, Register::new(mail, at));
    }
    record.threads = threads;
    let deleted = Register::new(dice.roll().is_multiple_of(4), at);
    record.change(|head| head.deleted = deleted);
    record
}

fn state() -> State {
    let mut state = State::default();
    for n in 0..2 {
        let id = pipeline(n);
        let mut pipeline = Pipeline::new(id, "Pipeline".to_owned(), USER, stamp(1));
        for n in 0..3 {
            let colour = Colour::from_hex(0);
            let one = Stage::new("Stage".to_owned(), colour, OrderKey::default(), stamp(1));
            pipeline.stages.insert(stage(n), one);
        }
        state.pipelines.insert(id, pipeline);
    }
    state
}

fn check(index: &mut Index, state: &State) {
    let boxes = || state.boxes.values();
    for p in (0..2).map(pipeline) {
        let here = || boxes().filter(move |b| b.pipeline() == p && !b.deleted());
        assert_eq!(usize::try_from(index.boxes_in(p)).unwrap(), here().count());
        for s in (0..3).map(stage) {
            let at = here().filter(|b| b.stage() == s).count();
            let counted = index.boxes_at(&state.pipelines[&p], s);
            assert_eq!(usize::try_from(counted).unwrap(), at);
        }
        for is_descending in [false, true] {
            let column = Column::BuiltIn(BuiltIn::Name);
            let question = Question {
                pipeline: p,
                shape: ViewShape {
                    sort: vec![SortKey {
                        column,
                        is_descending,
                    }],
                    ..ViewShape::default()
                },
                me: None,
            };
            let nothing = State::default();
            let records = Layered {
                below: state,
                top: &nothing,
            };
            let open = index.view(question, &records, NOW);
            let kept_up = open.map(|open| open.view.len());
            assert_eq!(kept_up, Some(here().count()));
        }
    }
    for t in (0..3).map(thread) {
        for mails in [vec![], vec![mail_id(0)], vec![mail_id(1), mail_id(2)]] {
            let holds = |b: &&BoxRecord| {
                let by_thread = b.live_threads().any(|(id, _)| *id == t);
                let by_mail = b.live_mails().any(|(id, _)| mails.contains(id));
                is_live(b, state) && (by_thread || by_mail)
            };
            let naive: Vec<BoxId> = boxes().filter(holds).map(|b| b.id).collect();
            let found = index.threads.boxes_of(&t, &mails, state);
            let found: Vec<BoxId> = found.iter().map(|b| b.id).collect();
            assert_eq!(found, naive);
        }
    }
    for (from, to) in [(0, None), (3, None), (2, Some(6))] {
        let live = boxes().filter(|b| !b.deleted());
        let mut naive = Vec::new();
        for record in live {
            for (id, task) in record.live_tasks().filter(|(_, task)| task.is_open()) {
                let due = task.due.value.as_ref().map_or(u64::MAX, |due| due.at);
                if due >= from && to.is_none_or(|to| due < to) {
                    naive.push((due, record.id, *id));
                }
            }
        }
        naive.sort_unstable();
        let naive: Vec<_> = naive.into_iter().map(|(_, b, task)| (b, task)).collect();
        assert_eq!(index.tasks.due(from, to).collect::<Vec<_>>(), naive);
    }
    let binned: BTreeSet<BoxId> = index.bin.all().collect();
    let deleted = boxes().filter(|b| b.deleted()).map(|b| b.id);
    assert_eq!(binned, deleted.collect());
    let all: BTreeSet<BoxId> = index.all().collect();
    let live = boxes().filter(|b| !b.deleted()).map(|b| b.id);
    assert_eq!(all, live.collect());
}

#[test]
fn an_index_that_is_kept_up_says_what_the_records_say() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let mut state = state();
        let mut index = Index::new(&state);
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
            index.update(&changed, &state, NOW);
            check(&mut index, &state);
        }
        check(&mut Index::new(&state), &state);
        assert!(state.pipeline(pipeline(0)).is_some());
    }
}
