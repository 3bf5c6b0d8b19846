//! What a document is worth: the words by BM25, the name before all, and how fresh it is.
//!
//! Only sums, products and quotients of `f32`, so that it is the same bits everywhere.

use boxwood_model::Millis;

/// What all words of a query are worth together, at most.
pub(super) const WORDS: f32 = 4.0;
/// Words that together tell no more than one that a sixty-fourth of all documents have are worth
/// less than that: how often a common word is there says little, and how fresh a document is
/// decides. So the best ones are found without a look at the many that have such words.
pub(super) const TELLING: f32 = 6.0;
/// What it is worth that all words are in the name; that they are first in it; that one is all of
/// it. The first is more than anything else can be.
pub(super) const NAME: [f32; 4] = [0.0, 6.0, 7.0, 8.0];
/// What it is worth that the words are all that the name holds, where they are several.
pub(super) const EXACT: f32 = 1.0;
/// What a change at this moment is worth.
pub(super) const FRESH: f32 = 1.0;

/// After so many minutes a change is worth half: a quarter of a year.
const HALVED: u32 = 91 * 24 * 60;
/// By so many minutes the user's own documents are fresher.
const OWN: u32 = 30 * 24 * 60;
/// A text of so many words is neither long nor short.
const USUAL_LENGTH: f32 = 50.0;
/// BM25's constants: how soon more of a word counts no more, and how much length counts.
const K: f32 = 1.2;
const B: f32 = 0.75;

/// `2^(-n/16)`.
const SIXTEENTHS: [f32; 16] = [
    1.0,
    0.957_603_3,
    0.917_004_05,
    0.878_126_1,
    0.840_896_4,
    0.805_245_2,
    0.771_105_4,
    0.738_413_1,
    0.707_106_77,
    0.677_127_8,
    0.648_419_8,
    0.620_928_9,
    0.594_603_55,
    0.569_394_3,
    0.545_253_9,
    0.522_136_9,
];

/// The place of a document in the order of freshness: minutes since 1970.
pub(super) fn key(updated: Millis, mine: bool) -> u32 {
    let minutes = u32::try_from(updated / 60_000).unwrap_or(u32::MAX);
    minutes.saturating_add(if mine { OWN } else { 0 })
}

/// What the freshness of a document with this key is worth now; never more for a smaller key.
pub(super) fn freshness(key: u32, now: Millis) -> f32 {
    let now = u32::try_from(now / 60_000).unwrap_or(u32::MAX);
    let age = now.saturating_sub(key);
    let halvings = age / HALVED;
    // Within a sixteenth the curve is a line.
    let rest = u64::from(age % HALVED) * 16;
    let (step, part) = (rest / u64::from(HALVED), rest % u64::from(HALVED));
    let step = usize::try_from(step).unwrap_or(0);
    let from = SIXTEENTHS.get(step).copied().unwrap_or(0.5);
    let to = SIXTEENTHS.get(step + 1).copied().unwrap_or(0.5);
    let part = part as f32 / HALVED as f32;
    let halved = 1.0 / (1_u64 << halvings.min(60)) as f32;
    FRESH * (from + (to - from) * part) * halved
}

/// By how many minutes of freshness a document is its user's own.
pub(super) const fn own(mine: bool) -> u32 {
    if mine { OWN } else { 0 }
}

/// The length of a document of so many words, as it is kept.
pub(super) fn length(words: u32) -> u8 {
    u8::try_from(words / 2).unwrap_or(u8::MAX)
}

/// What length makes of BM25's `k`, for each length that is kept.
pub(super) fn lengths() -> [f32; 256] {
    let mut norms = [0.0; 256];
    for (norm, length) in norms.iter_mut().zip(0_u16..) {
        *norm = K * (1.0 - B + B * f32::from(2 * length) / USUAL_LENGTH);
    }
    norms
}

/// BM25's share for a word with this frequency: from 0 to below 1.
pub(super) fn share(frequency: f32, norm: f32) -> f32 {
    frequency / (frequency + norm)
}

/// The least of 256 steps that is no less than `share`.
pub(super) fn step(share: f32) -> u8 {
    let step = (share * 255.0) as u8;
    if of_step(step) < share {
        step.saturating_add(1)
    } else {
        step
    }
}

/// The share that a step stands for.
pub(super) fn of_step(step: u8) -> f32 {
    f32::from(step) / 255.0
}

/// How much a word tells that `found` of `all` documents have: the rarer, the more.
pub(super) fn rarity(found: u64, all: u64) -> f32 {
    let found = found.min(all);
    log2(1.0 + ((all - found) as f32 + 0.5) / (found as f32 + 0.5))
}

/// The logarithm to base 2 of a number from 1 on, within a hundredth.
fn log2(number: f32) -> f32 {
    let bits = number.max(1.0).to_bits();
    let exponent = (bits >> 23) as f32 - 127.0;
    let rest = f32::from_bits(bits & 0x7F_FFFF | 0x3F80_0000) - 1.0;
    exponent + rest * (1.346_607 - 0.346_607 * rest)
}
