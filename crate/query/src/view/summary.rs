//! What is said about the cells of a column, kept up cell by cell.
//!
//! Everything is exact: taking a cell out leaves what there would be had it never come.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use boxwood_model::{Arrange as _, Column, Date, Decimal, Millis, Summary};

use crate::content::Content;
use crate::sequence::Sequence;

/// A number that is too large to be one.
const TOO_LARGE: &str = "#NUM!";

/// What a summary makes of a cell. Those that have a least and a greatest are ordered; numbers come
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Number(Decimal),
    Date(Date),
    Moment(Millis),
    Other,
    Empty,
}

/// A column about which something is said, and its cells.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) column: Column,
    /// Where it is among what is [read](super::Used::read) of a row.
    pub(super) at: usize,
    needs_order: bool,
    needs_contents: bool,
    /// By the handle of the row.
    cells: Vec<Cell>,
    /// By the handle of the row, for its content; only where contents are told apart.
    tokens: Vec<u32>,
    contents: Contents,
}

/// What the cells of some rows come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    filled: usize,
    numbers: usize,
    /// The sum of the numbers of each scale, in units of that scale: no digit is ever rounded off.
    sums: Vec<(u32, i128)>,
    /// The rows whose cells are ordered.
    order: Sequence,
    /// How many rows have each content.
    different: BTreeMap<u32, u32>,
}

impl Measure {
    /// The measures that some summaries take, one for each column, and what each summary is of.
    pub(super) fn of(summaries: &[(Column, Summary)]) -> Vec<Self> {
        let mut measures: Vec<Self> = Vec::new();
        for (column, summary) in summaries {
            let at = measures.iter().position(|known| known.column == *column);
            let at = at.unwrap_or_else(|| {
                measures.push(Self {
                    column: *column,
                    at: 0,
                    needs_order: false,
                    needs_contents: false,
                    cells: Vec::new(),
                    tokens: Vec::new(),
                    contents: Contents::default(),
                });
                measures.len() - 1
            });
            let measure = &mut measures[at];
            measure.needs_order |= matches!(summary, Summary::Median | Summary::Min | Summary::Max);
            measure.needs_contents |= matches!(summary, Summary::Distinct);
        }
        measures
    }

    /// Takes note of what the row of a handle has in the column.
    pub(super) fn set(&mut self, handle: u32, content: &Content<'_>) {
        let cell = Cell::of(content);
        put(&mut self.cells, handle, cell, Cell::Empty);
        if self.needs_contents {
            let token = self.contents.token(content);
            put(&mut self.tokens, handle, token, 0);
        }
    }

    /// Whether that is what the row of a handle has.
    pub(super) fn is(&self, handle: u32, content: &Content<'_>) -> bool {
        self.cell(handle) == Cell::of(content)
            && (!self.needs_contents || self.contents.is(self.tokens[handle as usize], content))
    }

    /// Forgets what the row of a handle had.
    pub(super) fn unset(&mut self, handle: u32) {
        if self.needs_contents {
            self.contents.release(self.tokens[handle as usize]);
        }
    }

    /// Whether its tallies keep their cells in order.
    pub(super) const fn needs_order(&self) -> bool {
        self.needs_order
    }

    /// Of some handles, those whose cells are ordered, in that order.
    pub(super) fn in_order(&self, handles: Range<u32>) -> Vec<u32> {
        self.in_order_of_integers(handles.clone())
            .unwrap_or_else(|| {
                let cells = handles.map(|handle| (self.cell(handle), handle));
                let mut cells: Vec<_> = cells.filter(|(cell, _)| cell.is_ordered()).collect();
                cells.sort_unstable();
                cells.into_iter().map(|(_, handle)| handle).collect()
            })
    }

    /// The same, by integers, whose digits sort faster than comparing does; nothing if some number
    /// has too many of them.
    fn in_order_of_integers(&self, handles: Range<u32>) -> Option<Vec<u32>> {
        let cells = || handles.clone().map(|handle| (self.cell(handle), handle));
        let scales = cells().filter_map(|(cell, _)| match cell {
            Cell::Number(number) => Some(number.scale()),
            _ => None,
        });
        let scale = scales.max().unwrap_or_default();
        let (mut numbers, mut dates, mut moments) = (Vec::new(), Vec::new(), Vec::new());
        for (cell, handle) in cells() {
            match cell {
                Cell::Number(number) => numbers.push((units(number, scale)?, handle)),
                Cell::Date(date) => dates.push((date.days(), handle)),
                Cell::Moment(at) => moments.push((at, handle)),
                Cell::Other | Cell::Empty => {}
            }
        }
        radsort::sort_by_key(&mut numbers, |(units, _)| *units);
        radsort::sort_by_key(&mut dates, |(days, _)| *days);
        radsort::sort_by_key(&mut moments, |(at, _)| *at);
        let numbers = numbers.iter().map(|(_, handle)| *handle);
        let dates = dates.iter().map(|(_, handle)| *handle);
        let moments = moments.iter().map(|(_, handle)| *handle);
        Some(numbers.chain(dates).chain(moments).collect())
    }

    fn cell(&self, handle: u32) -> Cell {
        self.cells[handle as usize]
    }

    /// Whether the cell of a row comes before that of another one.
    fn is_before(&self, known: u32, handle: u32) -> bool {
        (self.cell(known), known) < (self.cell(handle), handle)
    }
}

impl Cell {
    const fn of(content: &Content<'_>) -> Self {
        match content {
            Content::Empty => Self::Empty,
            Content::Number(number) => Self::Number(*number),
            Content::Date(date) => Self::Date(*date),
            Content::Moment(at) => Self::Moment(*at),
            _ => Self::Other,
        }
    }

    const fn is_ordered(self) -> bool {
        !matches!(self, Self::Other | Self::Empty)
    }

    const fn content(self) -> Content<'static> {
        match self {
            Self::Number(number) => Content::Number(number),
            Self::Date(date) => Content::Date(date),
            Self::Moment(at) => Content::Moment(at),
            Self::Other | Self::Empty => Content::Empty,
        }
    }
}

impl Tally {
    /// Counts the cell of a row.
    pub(super) fn add(&mut self, handle: u32, measure: &Measure) {
        self.add_unordered(handle, measure);
        if measure.needs_order && measure.cell(handle).is_ordered() {
            self.order
                .insert(handle, |known| measure.is_before(known, handle), |_| 0);
        }
    }

    /// Counts the cell of a row but for its place among the others.
    pub(super) fn add_unordered(&mut self, handle: u32, measure: &Measure) {
        let cell = measure.cell(handle);
        if cell == Cell::Empty {
            return;
        }
        self.filled += 1;
        if let Cell::Number(number) = cell {
            self.numbers += 1;
            self.add_number(number.scale(), number.mantissa());
        }
        if measure.needs_contents {
            let token = measure.tokens[handle as usize];
            *self.different.entry(token).or_default() += 1;
        }
    }

    /// Counts all that another one has, but for places.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.filled += other.filled;
        self.numbers += other.numbers;
        for (scale, sum) in &other.sums {
            self.add_number(*scale, *sum);
        }
        for (token, rows) in &other.different {
            *self.different.entry(*token).or_default() += rows;
        }
    }

    /// Takes over the order of all rows that were [added](Self::add_unordered).
    pub(super) fn set_order(&mut self, handles: &[u32]) {
        self.order = Sequence::from_sorted(handles, |_| 0);
    }

    /// Counts the cell of a row no more.
    pub(super) fn remove(&mut self, handle: u32, measure: &Measure) {
        let cell = measure.cell(handle);
        if cell == Cell::Empty {
            return;
        }
        self.filled -= 1;
        if let Cell::Number(number) = cell {
            self.numbers -= 1;
            self.add_number(number.scale(), -number.mantissa());
        }
        if measure.needs_order && cell.is_ordered() {
            self.order
                .remove(handle, 0, |known| measure.is_before(known, handle));
        }
        if measure.needs_contents {
            let token = measure.tokens[handle as usize];
            if let Some(rows) = self.different.get_mut(&token) {
                *rows -= 1;
                if *rows == 0 {
                    self.different.remove(&token);
                }
            }
        }
    }

    /// What a summary says of so many rows, whose cells these are.
    pub(super) fn say(&self, summary: Summary, rows: usize, measure: &Measure) -> Content<'static> {
        match summary {
            Summary::Count => Content::count(rows),
            Summary::Filled => Content::count(self.filled),
            Summary::Empty => Content::count(rows - self.filled),
            Summary::Distinct => Content::count(self.different.len()),
            Summary::Sum => self.if_any(self.sum()),
            Summary::Average => {
                let count = Decimal::from(self.numbers);
                self.if_any(self.sum().and_then(|sum| sum.checked_div(count)))
            }
            Summary::Median => self.if_any(self.median(measure)),
            Summary::Min => self.at(0, measure).map_or(Content::Empty, Cell::content),
            Summary::Max => {
                let last = self.order.len().checked_sub(1);
                let last = last.and_then(|last| self.at(last, measure));
                last.map_or(Content::Empty, Cell::content)
            }
        }
    }

    fn add_number(&mut self, scale: u32, mantissa: i128) {
        match self.sums.iter_mut().find(|(known, _)| *known == scale) {
            Some((_, sum)) => *sum += mantissa,
            None => self.sums.push((scale, mantissa)),
        }
    }

    /// Nothing where there are no numbers; an error where what they come to is too large.
    fn if_any(&self, number: Option<Decimal>) -> Content<'static> {
        match number {
            _ if self.numbers == 0 => Content::Empty,
            Some(number) => Content::Number(number.normalize()),
            None => Content::Error(Cow::Borrowed(TOO_LARGE)),
        }
    }

    fn at(&self, place: usize, measure: &Measure) -> Option<Cell> {
        let handle = self.order.from(place).next()?;
        Some(measure.cell(handle))
    }

    /// The number in the middle; of an even count of numbers the mean of the two.
    fn median(&self, measure: &Measure) -> Option<Decimal> {
        let number = |place| match self.at(place, measure) {
            Some(Cell::Number(number)) => Some(number),
            _ => None,
        };
        let upper = number(self.numbers / 2)?;
        if self.numbers % 2 == 1 {
            return Some(upper);
        }
        let lower = number((self.numbers / 2).checked_sub(1)?)?;
        match lower.checked_add(upper) {
            Some(sum) => sum.checked_div(Decimal::TWO),
            // Both are large and of one sign, so that what lies between them is small.
            None => lower.checked_add(upper.checked_sub(lower)?.checked_div(Decimal::TWO)?),
        }
    }

    /// The exact sum, rounded to the digits that a number may have; nothing if it is too large.
    fn sum(&self) -> Option<Decimal> {
        let mut sums: Vec<(u32, i128)> = self.sums.clone();
        sums.retain(|(_, sum)| *sum != 0);
        sums.arrange();
        let Some((scale, _)) = sums.last().copied() else {
            return Some(Decimal::ZERO);
        };
        let exact = sums.iter().try_fold(0_i128, |total, (own, sum)| {
            let unit = 10_i128.checked_pow(scale - own)?;
            total.checked_add(sum.checked_mul(unit)?)
        });
        match exact {
            Some(exact) => fitted(exact, scale),
            // Numbers so large and so small at once have more digits than a number may have.
            None => sums.iter().try_fold(Decimal::ZERO, |total, (own, sum)| {
                total.checked_add(fitted(*sum, *own)?)
            }),
        }
    }
}

/// How many units of a scale, at least its own, a number is.
fn units(number: Decimal, scale: u32) -> Option<i64> {
    let mantissa = i64::try_from(number.mantissa()).ok()?;
    let unit = 10_i64.checked_pow(scale - number.scale())?;
    mantissa.checked_mul(unit)
}

/// The number of so many units, rounded to the even one of two neighbours if it has too many digits.
fn fitted(units: i128, scale: u32) -> Option<Decimal> {
    let mut dropped = 0;
    loop {
        let unit = 10_i128.checked_pow(dropped)?;
        let (kept, rest) = (units / unit, (units % unit).abs());
        let half = unit / 2;
        let rounds_up = dropped > 0 && (rest > half || (rest == half && kept % 2 != 0));
        let rounded = kept + if rounds_up { units.signum() } else { 0 };
        let left = scale.checked_sub(dropped)?;
        if let Ok(number) = Decimal::try_from_i128_with_scale(rounded, left) {
            return Some(number);
        }
        dropped += 1;
    }
}

/// Contents with a number for each, for as long as a row has it.
#[derive(Debug, Clone, Default)]
struct Contents {
    tokens: HashMap<Arc<Content<'static>>, u32>,
    /// By token: the content and how many rows have it.
    known: Vec<(Arc<Content<'static>>, u32)>,
    free: Vec<u32>,
}

impl Contents {
    fn token(&mut self, content: &Content<'_>) -> u32 {
        if let Some(token) = super::find(&self.tokens, content) {
            self.known[token as usize].1 += 1;
            return token;
        }
        let content = Arc::new(content.clone().into_owned());
        let entry = (content.clone(), 1);
        let token = match self.free.pop() {
            Some(token) => {
                self.known[token as usize] = entry;
                token
            }
            None => {
                self.known.push(entry);
                super::handle(self.known.len() - 1)
            }
        };
        self.tokens.insert(content, token);
        token
    }

    /// Whether a token is that of a content.
    fn is(&self, token: u32, content: &Content<'_>) -> bool {
        let (known, _) = &self.known[token as usize];
        known.as_ref() == content
    }

    fn release(&mut self, token: u32) {
        let (content, rows) = &mut self.known[token as usize];
        *rows -= 1;
        if *rows == 0 {
            self.tokens.remove(content);
            self.free.push(token);
        }
    }
}

/// Puts an element at an index, which is at most just behind the end.
fn put<T: Copy>(list: &mut Vec<T>, at: u32, element: T, filler: T) {
    let at = at as usize;
    if list.len() <= at {
        list.resize(at + 1, filler);
    }
    list[at] = element;
}
