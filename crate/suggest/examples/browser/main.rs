//! The suggester as a WebAssembly module that imports nothing, for `run.mjs` to measure it in the browser's engine.
//!
//! Bytes go in one word at a time, so that no memory is shared and nothing here is unsafe but the exported names.
#![allow(
    unsafe_code,
    reason = "an exported name is one that the linker must not change"
)]
#![allow(dead_code, reason = "the mail's types are shared with the other tools")]

#[path = "../measure/invented.rs"]
mod invented;
mod letter;

use std::cell::RefCell;

use boxwood_model::BoxId;
use boxwood_suggest::{Features, Key, Outcome, Suggester, golden};
use letter::Letter;

/// The module's name for the mail that `invented` makes.
mod data {
    pub(crate) use crate::letter::Letter;
}

struct Bench {
    suggester: Suggester,
    input: Vec<u8>,
    letter: Letter,
    features: Option<Features>,
    best: Option<BoxId>,
}

impl Bench {
    fn new() -> Self {
        Self {
            suggester: Suggester::new(Key::new(b"for measuring.  ")),
            input: Vec::new(),
            letter: Letter::default(),
            features: None,
            best: None,
        }
    }
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::new());
}

fn with<T>(work: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(work)
}

/// Starts anew.
#[unsafe(no_mangle)]
extern "C" fn reset() {
    with(|bench| *bench = Bench::new());
}

/// Four bytes of a mail: its parts with zeros between them.
#[unsafe(no_mangle)]
extern "C" fn put(word: u32) {
    with(|bench| bench.input.extend_from_slice(&word.to_le_bytes()));
}

/// Makes a mail of the bytes that were put.
#[unsafe(no_mangle)]
extern "C" fn mail(date: f64) {
    with(|bench| bench.letter = Letter::parse(&std::mem::take(&mut bench.input), date as u64));
}

/// Makes an invented mail.
#[unsafe(no_mangle)]
extern "C" fn invent(boxes: u32, number: u32) {
    with(|bench| bench.letter = invented::letter(boxes.into(), number.into()));
}

/// Teaches invented mails.
#[unsafe(no_mangle)]
extern "C" fn teach(boxes: u32, mails: u32) {
    with(|bench| {
        (0..mails)
            .for_each(|number| invented::learn(&mut bench.suggester, boxes.into(), number.into()))
    });
}

/// Reads the mail and suggests boxes for it; the best one's number, or -1.
#[unsafe(no_mangle)]
extern "C" fn predict() -> i32 {
    with(|bench| {
        let to: Vec<&str> = bench.letter.to.iter().map(String::as_str).collect();
        let features = bench.suggester.read(&bench.letter.mail(&to));
        let suggestion = bench.suggester.suggest(&features, bench.letter.date);
        bench.features = Some(features);
        bench.best = suggestion.choices.first().map(|best| best.id);
        bench.best.map_or(-1, letter::number)
    })
}

/// Learns that the mail that was read went to the box of a number, or to the invented one where it is -1.
#[unsafe(no_mangle)]
extern "C" fn learn(place: i32) {
    with(|bench| {
        let place = u64::try_from(place)
            .ok()
            .map(letter::id)
            .or(bench.letter.place);
        if let (Some(features), Some(place)) = (&bench.features, place) {
            bench
                .suggester
                .learn(features, Outcome::Filed(place), bench.letter.date);
        }
    });
}

/// The upper and the lower half of the number that is the same on every platform.
#[unsafe(no_mangle)]
extern "C" fn golden_high() -> u32 {
    (golden::number() >> 32) as u32
}

/// See [`golden_high`].
#[unsafe(no_mangle)]
extern "C" fn golden_low() -> u32 {
    golden::number() as u32
}
