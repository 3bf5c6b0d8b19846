//! What speaks for each box that a mail could go to, as numbers to be weighed.

use crate::counts::{
    BODY, Counts, FIELDS, KEYS, LEFT, MASKED, Place, SENDER, SENDER_PEOPLE, THREAD, Term,
};
use crate::math::ln;

/// How many numbers there are for a box: see the constants below.
pub(crate) const INPUTS: usize = 40;
/// At most so many boxes are looked at closely.
pub(crate) const CANDIDATES: usize = 48;

/// The share of all filings; of the latest; of the very latest; the hours since the last one.
const PRIOR: usize = 0;
const LATELY: usize = 1;
const NOW: usize = 2;
const HOURS: usize = 3;
/// Whether the last filing went there, or the one before: two.
const LAST: usize = 4;
/// How much more often a key's mails went there than others did, as a logarithm: one for each key.
const ODDS: usize = 6;
/// Whether the last mail of a key went there: one for each of `LAST_OF`.
const KEY_LAST: usize = ODDS + KEYS;
/// How well the words fit, field by field, as a likelihood ratio.
const LIKELIHOOD: usize = KEY_LAST + LAST_OF.len();
/// The share of a key's mails that went there: one for each key.
pub(crate) const SHARE: usize = LIKELIHOOD + FIELDS;
/// Which part of the words is known there, and how exclusively, field by field.
const COVER: usize = SHARE + KEYS;
const EXCLUSIVE: usize = COVER + FIELDS;
/// The likelihood ratio for each word, field by field.
const PER_WORD: usize = EXCLUSIVE + FIELDS;
const _: () = assert!(PER_WORD + FIELDS == INPUTS);

/// How far back a key's events count, and what each counts as a share of the next.
const KEY_REACH: usize = 24;
const KEY_DECAY: f32 = 0.85;
/// What a key's events are added to, in events.
const KEY_SMOOTHING: f32 = 0.5;
/// How far back the latest filings count, and what each counts as a share of the next.
const LONG_REACH: usize = 300;
const LONG_DECAY: f32 = 0.99;
const SHORT_REACH: usize = 32;
const SHORT_DECAY: f32 = 0.85;
/// How many words each field's counts are smoothed by.
const WORD_SMOOTHING: [f32; FIELDS] = [60.0, 1000.0, 20.0];
/// The keys for which it also counts where the last mail went.
const LAST_OF: [usize; 4] = [SENDER, THREAD, MASKED, SENDER_PEOPLE];
/// A word that is in more than one of so many filed mails says nothing, unless they are few.
const EVERYWHERE: u32 = 4;
/// A word that is in at most so many boxes brings them up.
const RARE: usize = 8;
/// A word that is in more boxes tells too little for the time it takes to go through them.
const COMMON: usize = 256;

/// What brings each input to about the size of one, so that all can be learnt at one rate.
const SCALES: [f32; INPUTS] = {
    let mut scales = [0.15; INPUTS];
    let mut at = 0;
    while at < INPUTS {
        if at < HOURS {
            scales[at] = 0.3;
        } else if at == HOURS {
            scales[at] = 0.2;
        } else if at < ODDS || (at >= KEY_LAST && at < LIKELIHOOD) {
            scales[at] = 1.0;
        } else if at >= PER_WORD {
            scales[at] = 0.5;
        } else if at >= SHARE {
            scales[at] = 2.0;
        }
        at += 1;
    }
    scales[LIKELIHOOD] = 0.05;
    scales[LIKELIHOOD + 1] = 0.2;
    scales[LIKELIHOOD + 2] = 0.1;
    scales
};
/// No input is further from zero, whatever the mail.
const LARGEST: f32 = 4.0;

/// A box and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    pub(crate) inputs: [f32; INPUTS],
}

/// What is known of the mail as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Context {
    /// How large a share the largest box has of the sender's mails, and of the thread's; zero when none was filed.
    pub(crate) sender_purity: f32,
    pub(crate) thread_purity: f32,
    /// How many mails were filed.
    pub(crate) filed: usize,
    /// How many boxes are candidates.
    pub(crate) candidates: usize,
}

/// The evidence for one mail, in room that is used again for the next.
#[derive(Debug, Default, Clone)]
pub(crate) struct Evidence {
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) context: Context,
    /// How well each field's words fit the box that they fit best, by word; zero where no word is known.
    pub(crate) fits: [f32; FIELDS],
    /// Where in `candidates` each box is, plus one.
    seats: Vec<u16>,
    /// How much brings each box up, and the boxes for which it is not zero.
    votes: Vec<f32>,
    voted: Vec<Place>,
    fit: Vec<Fit>,
    sums: Vec<f32>,
}

/// How well a field's words fit one candidate.
#[derive(Debug, Clone, Copy)]
struct Fit {
    product: f32,
    sum: f32,
    cover: f32,
    exclusive: f32,
}

impl Evidence {
    /// Finds the candidates for a mail and what speaks for each.
    pub(crate) fn gather(
        &mut self,
        counts: &Counts,
        keys: &[u32; KEYS],
        terms: &[Vec<u32>; FIELDS],
        now: u64,
    ) {
        self.context = Context {
            filed: counts.filings.len(),
            ..Context::default()
        };
        // Each word is looked up once.
        let terms = terms.each_ref().map(|terms| {
            let known = terms.iter().filter_map(|term| counts.term(*term));
            known.collect::<Vec<&Term>>()
        });
        self.choose(counts, keys, &terms);
        self.context.candidates = self.candidates.len();
        self.recency(counts, now);
        for (which, key) in keys.iter().enumerate() {
            self.key(counts, *key, which);
        }
        for (field, terms) in terms.iter().enumerate() {
            self.words(counts, terms, field);
        }
        self.bring_to_size();
    }

    /// Whether a mail of the same thread was filed.
    pub(crate) fn knows_thread(&self) -> bool {
        self.context.thread_purity > 0.0
    }

    /// Takes all boxes as candidates where they are few, and those that most is known about where they are many.
    fn choose(&mut self, counts: &Counts, keys: &[u32; KEYS], terms: &[Vec<&Term>; FIELDS]) {
        for candidate in self.candidates.drain(..) {
            if let Some(seat) = self.seats.get_mut(usize::from(candidate.place)) {
                *seat = 0;
            }
        }
        self.seats.resize(counts.boxes.len(), 0);
        if counts.boxes.len() <= CANDIDATES {
            for (place, counts) in (0..).zip(&counts.boxes) {
                if !counts.filed.is_empty() {
                    self.voted.push(place);
                }
            }
        } else {
            self.vote(counts, keys, terms);
            for place in &self.voted {
                if let Some(vote) = self.votes.get_mut(usize::from(*place)) {
                    *vote = 0.0;
                }
            }
        }
        self.voted.truncate(CANDIDATES);
        for place in self.voted.drain(..) {
            self.candidates.push(Candidate {
                place,
                inputs: [0.0; INPUTS],
            });
            if let Some(seat) = self.seats.get_mut(usize::from(place)) {
                *seat = self.candidates.len() as u16;
            }
        }
    }

    /// Fills `voted` with the boxes that anything about the mail points at, the best first.
    fn vote(&mut self, counts: &Counts, keys: &[u32; KEYS], terms: &[Vec<&Term>; FIELDS]) {
        self.votes.resize(counts.boxes.len(), 0.0);
        let (votes, voted) = (&mut self.votes, &mut self.voted);
        let mut vote = |place: Place, amount: f32| {
            if let Some(vote) = votes.get_mut(usize::from(place)) {
                if *vote == 0.0 {
                    voted.push(place);
                }
                *vote += amount;
            }
        };
        for key in keys {
            let mut amount = 8.0;
            for place in counts.key(*key).iter().rev().take(KEY_REACH) {
                vote(*place, amount);
                amount *= KEY_DECAY;
            }
        }
        for term in terms.iter().flatten() {
            if term.boxes.len() <= RARE {
                for (place, _) in &term.boxes {
                    vote(*place, 2.0 / term.boxes.len() as f32);
                }
            }
        }
        let mut amount = 1.0;
        for place in counts.filings.iter().rev().take(LONG_REACH) {
            vote(*place, amount);
            amount *= LONG_DECAY;
        }
        let vote_of = |place: &Place| votes.get(usize::from(*place)).copied().unwrap_or(0.0);
        let best_first = |a: &Place, b: &Place| vote_of(b).total_cmp(&vote_of(a)).then(a.cmp(b));
        if voted.len() > CANDIDATES {
            voted.select_nth_unstable_by(CANDIDATES, best_first);
            for place in voted.drain(CANDIDATES..) {
                if let Some(vote) = votes.get_mut(usize::from(place)) {
                    *vote = 0.0;
                }
            }
        }
        voted.sort_unstable();
    }

    fn seat(&self, place: Place) -> Option<usize> {
        let seat = self.seats.get(usize::from(place))?;
        usize::from(*seat).checked_sub(1)
    }

    fn add(&mut self, place: Place, input: usize, amount: f32) {
        if let Some(seat) = self.seat(place)
            && let Some(candidate) = self.candidates.get_mut(seat)
        {
            candidate.inputs[input] += amount;
        }
    }

    fn recency(&mut self, counts: &Counts, now: u64) {
        let latest = || counts.filings.iter().rev();
        let mut weight = 1.0;
        for place in latest().take(SHORT_REACH) {
            self.add(*place, NOW, weight);
            weight *= SHORT_DECAY;
        }
        let mut weight = 1.0;
        for place in latest().take(LONG_REACH) {
            self.add(*place, LATELY, weight);
            weight *= LONG_DECAY;
        }
        for (place, input) in latest().take(2).zip(LAST..) {
            self.add(*place, input, 1.0);
        }
        for candidate in &mut self.candidates {
            let inputs = &mut candidate.inputs;
            inputs[PRIOR] = ln(prior(counts, candidate.place));
            inputs[LATELY] = ln(inputs[LATELY] + 0.05);
            inputs[NOW] = ln(inputs[NOW] + 0.05);
            let last = counts
                .boxes
                .get(usize::from(candidate.place))
                .and_then(|own| own.filed.last())
                .copied()
                .unwrap_or(0);
            let hours = now.saturating_sub(last) as f32 / 3.6e6;
            inputs[HOURS] = -ln(1.0 + hours);
        }
    }

    fn key(&mut self, counts: &Counts, key: u32, which: usize) {
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        sums.resize(self.candidates.len(), 0.0);
        let (mut weight, mut total, mut best) = (1.0, 0.0, 0.0_f32);
        let mut latest = None;
        let filed = counts.key(key).iter().rev().filter(|place| **place != LEFT);
        for place in filed.take(KEY_REACH) {
            latest = latest.or(Some(*place));
            if let Some(sum) = self.seat(*place).and_then(|seat| sums.get_mut(seat)) {
                *sum += weight;
                best = best.max(*sum);
            }
            total += weight;
            weight *= KEY_DECAY;
        }
        if let Some(latest) = latest {
            for (candidate, sum) in self.candidates.iter_mut().zip(&sums) {
                if *sum > 0.0 {
                    let share = KEY_SMOOTHING * prior(counts, candidate.place);
                    candidate.inputs[ODDS + which] = ln(1.0 + sum / share);
                    candidate.inputs[SHARE + which] = sum / (total + KEY_SMOOTHING);
                }
            }
            if let Some(at) = LAST_OF.iter().position(|one| *one == which) {
                self.add(latest, KEY_LAST + at, 1.0);
            }
            match which {
                SENDER => self.context.sender_purity = best / total,
                THREAD => self.context.thread_purity = best / total,
                _ => {}
            }
        }
        self.sums = sums;
    }

    fn words(&mut self, counts: &Counts, terms: &[&Term], field: usize) {
        let smoothing = WORD_SMOOTHING[field];
        let all = counts.words[field] as f32;
        let filed = counts.filings.len() as f32;
        let mut fit = std::mem::take(&mut self.fit);
        fit.clear();
        let none = Fit {
            product: 1.0,
            sum: 0.0,
            cover: 0.0,
            exclusive: 0.0,
        };
        fit.resize(self.candidates.len(), none);
        // A word that is everywhere tells nothing, and has the most boxes to go through.
        let everywhere = (counts.filings.len() as u32 / EVERYWHERE).max(20);
        let tells =
            |term: &Term| (1..everywhere).contains(&term.filed) && term.boxes.len() <= COMMON;
        let (mut length, mut weights) = (0.0, 1.0);
        for term in terms.iter().filter(|term| tells(term)) {
            let mails = term.filed as f32;
            let weight = ln((filed + 1.0) / mails);
            let scale = all / (smoothing * mails);
            let exclusive = weight / mails;
            length += 1.0;
            weights += weight;
            let mut count_in = |seat: usize, count: u32| {
                if let Some(fit) = fit.get_mut(seat) {
                    let count = count as f32;
                    fit.cover += weight;
                    fit.exclusive += exclusive * count;
                    fit.product *= 1.0 + count * scale;
                    // A product of many is a sum of few logarithms.
                    if fit.product > 1e24 {
                        fit.sum += ln(fit.product);
                        fit.product = 1.0;
                    }
                }
            };
            for (place, count) in &term.boxes {
                if let Some(seat) = self.seat(*place) {
                    count_in(seat, *count);
                }
            }
        }
        if length > 0.0 {
            for (candidate, fit) in self.candidates.iter_mut().zip(&fit) {
                let own = counts
                    .boxes
                    .get(usize::from(candidate.place))
                    .map_or(0, |own| own.words[field]);
                let score = fit.sum + ln(fit.product) - length * ln(own as f32 / smoothing + 1.0);
                let inputs = &mut candidate.inputs;
                // A body's words depend on each other: twice as many say less than twice as much.
                let divisor = if field == BODY { length.sqrt() } else { 1.0 };
                inputs[LIKELIHOOD + field] = score / divisor;
                inputs[PER_WORD + field] = score / length;
                inputs[COVER + field] = fit.cover / weights;
                inputs[EXCLUSIVE + field] = fit.exclusive / weights;
            }
        }
        self.fit = fit;
    }

    /// Brings all inputs to a like size; those that say something only in comparison are taken from the best.
    fn bring_to_size(&mut self) {
        let mut best = [0.0; INPUTS];
        let relative = std::iter::once(HOURS)
            .chain(LIKELIHOOD..LIKELIHOOD + FIELDS)
            .chain(PER_WORD..PER_WORD + FIELDS);
        for input in relative {
            best[input] = self
                .candidates
                .iter()
                .map(|candidate| candidate.inputs[input])
                .fold(f32::MIN, f32::max);
        }
        for (fit, best) in self.fits.iter_mut().zip(&best[PER_WORD..]) {
            *fit = match self.candidates.is_empty() {
                true => 0.0,
                false => best.clamp(-LARGEST, LARGEST),
            };
        }
        for candidate in &mut self.candidates {
            for ((input, best), scale) in candidate.inputs.iter_mut().zip(&best).zip(&SCALES) {
                *input = ((*input - best) * scale).clamp(-LARGEST, LARGEST);
            }
        }
    }
}

/// The share of all filings that went to a box.
fn prior(counts: &Counts, place: Place) -> f32 {
    let own = counts
        .boxes
        .get(usize::from(place))
        .map_or(0, |own| own.filed.len());
    (own as f32 + 0.5) / (counts.filings.len() as f32 + 1.0)
}
