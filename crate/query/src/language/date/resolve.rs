//! What relative days are at a moment in a zone, and which dates and moments are within.

use boxwood_model::{Date, Millis};

use super::calendar::{Day, add_months, civil, day_number, weekday};
use super::zone::{DAY, day_of, local, moment, start_of};
use super::{Period, TimeUnit, Weekday, Which, Zone};

/// What is asked of a date or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeTest {
    /// Within the period.
    Within(Period),
    /// Before the period starts.
    Before(Period),
    /// Not before the period starts.
    From(Period),
    /// After the period ends.
    After(Period),
    /// Not after the period ends.
    UpTo(Period),
    /// From where the first starts to where the second ends.
    Between(Period, Period),
    /// Longer ago than this.
    OlderThan(i32, TimeUnit),
    /// Not longer ago than this.
    NewerThan(i32, TimeUnit),
}

/// Now, somewhere.
#[derive(Clone, Copy)]
pub(crate) struct Clock<'a> {
    pub(crate) now: Millis,
    pub(crate) zone: &'a dyn Zone,
    pub(crate) week_start: Weekday,
}

/// From `low` to before `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    low: Edge,
    high: Edge,
}

/// A boundary in time: the first date and the first moment that are not before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edge {
    date: DateEdge,
    moment: i64,
}

/// The first date that is not before a boundary; `First` and `Never` are beyond all dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DateEdge {
    First,
    At(Date),
    Never,
}

const ALWAYS: Edge = Edge {
    date: DateEdge::First,
    moment: i64::MIN,
};
const NEVER: Edge = Edge {
    date: DateEdge::Never,
    moment: i64::MAX,
};

impl Bounds {
    /// The dates within, from the first to before the last, in days since 1970.
    pub(crate) fn days(&self) -> (i64, i64) {
        let day = |edge: DateEdge| match edge {
            DateEdge::First => i64::MIN,
            DateEdge::At(date) => date.days(),
            DateEdge::Never => i64::MAX,
        };
        (day(self.low.date), day(self.high.date))
    }

    /// The moments within, from the first to the last, in milliseconds since 1970.
    pub(crate) fn moments(&self) -> (i64, i64) {
        let last = if self.high == NEVER {
            i64::MAX
        } else {
            self.high.moment.saturating_sub(1)
        };
        (self.low.moment, last)
    }

    pub(crate) fn hold_date(&self, date: Date) -> bool {
        let date = DateEdge::At(date);
        self.low.date <= date && date < self.high.date
    }

    pub(crate) fn hold_moment(&self, moment: Millis) -> bool {
        let moment = i64::try_from(moment).unwrap_or(i64::MAX);
        // The end of time is within what has no end.
        self.low.moment <= moment && (moment < self.high.moment || self.high == NEVER)
    }
}

impl Clock<'_> {
    /// The dates and moments of which `test` is true now.
    pub(crate) fn bounds(&self, test: TimeTest) -> Bounds {
        let within = |low, high| Bounds { low, high };
        match test {
            TimeTest::Within(period) => {
                let (low, high) = self.edges(period);
                within(low, high)
            }
            TimeTest::Before(period) => within(ALWAYS, self.edges(period).0),
            TimeTest::From(period) => within(self.edges(period).0, NEVER),
            TimeTest::After(period) => within(self.edges(period).1, NEVER),
            TimeTest::UpTo(period) => within(ALWAYS, self.edges(period).1),
            TimeTest::Between(first, last) => within(self.edges(first).0, self.edges(last).1),
            TimeTest::OlderThan(count, unit) => within(ALWAYS, self.ago(count, unit)),
            TimeTest::NewerThan(count, unit) => within(self.ago(count, unit), NEVER),
        }
    }

    fn now(&self) -> i64 {
        i64::try_from(self.now).unwrap_or(i64::MAX)
    }

    fn today(&self) -> Day {
        day_of(self.zone, self.now())
    }

    fn edges(&self, period: Period) -> (Edge, Edge) {
        if let Period::Second(second) = period {
            let moment = second.saturating_mul(1_000);
            let day = day_of(self.zone, moment);
            let edge = |day, moment| Edge {
                date: date_edge(day),
                moment,
            };
            return (
                edge(day, moment),
                edge(day + 1, moment.saturating_add(1_000)),
            );
        }
        let (first, end) = self.days(period);
        (self.edge(first), self.edge(end))
    }

    fn edge(&self, day: Day) -> Edge {
        Edge {
            date: date_edge(day),
            moment: start_of(self.zone, day),
        }
    }

    /// The first day of a period, and the first day after it.
    fn days(&self, period: Period) -> (Day, Day) {
        let today = self.today();
        let one = |day: Day| (day, day + 1);
        match period {
            Period::Day(date) => one(number(date)),
            Period::Month { year, month } => months(i64::from(year), i64::from(month), 1),
            Period::Year(year) => months(i64::from(year), 1, 12),
            Period::FromToday(days) => one(today + i64::from(days)),
            Period::Weekday(day, which) => one(self.weekday(today, day, which)),
            Period::Calendar(unit, offset) => self.calendar(today, unit, i64::from(offset)),
            Period::Away(count, unit) => one(away(today, count, unit)),
            Period::Second(second) => one(day_of(self.zone, second.saturating_mul(1_000))),
        }
    }

    fn weekday(&self, today: Day, day: Weekday, which: Which) -> Day {
        let wanted = day as i64;
        match which {
            Which::Past => today - 1 - (weekday(today - 1) - wanted).rem_euclid(7),
            Which::Coming => today + (wanted - weekday(today)).rem_euclid(7),
            Which::Next => today + 1 + (wanted - weekday(today + 1)).rem_euclid(7),
            Which::This => {
                let start = self.week(today);
                start + (wanted - weekday(start)).rem_euclid(7)
            }
        }
    }

    /// The first day of the week that `day` is in.
    fn week(&self, day: Day) -> Day {
        day - (weekday(day) - self.week_start as i64).rem_euclid(7)
    }

    fn calendar(&self, today: Day, unit: TimeUnit, offset: i64) -> (Day, Day) {
        let (year, month, _) = civil(today);
        match unit {
            TimeUnit::Hour | TimeUnit::Day => (today + offset, today + offset + 1),
            TimeUnit::Week => {
                let start = self.week(today) + 7 * offset;
                (start, start + 7)
            }
            TimeUnit::Month => months(year, month + offset, 1),
            TimeUnit::Quarter => months(year, (month - 1) / 3 * 3 + 1 + 3 * offset, 3),
            TimeUnit::Year => months(year + offset, 1, 12),
        }
    }

    /// The boundary so long ago: the same time of day on that day.
    fn ago(&self, count: i32, unit: TimeUnit) -> Edge {
        let now = self.now();
        if unit == TimeUnit::Hour {
            let moment = now.saturating_sub(i64::from(count) * 3_600_000);
            return Edge {
                date: date_edge(day_of(self.zone, moment)),
                moment,
            };
        }
        let day = away(self.today(), count.saturating_neg(), unit);
        let time = local(self.zone, now).rem_euclid(DAY);
        Edge {
            date: date_edge(day),
            moment: moment(self.zone, day.saturating_mul(DAY).saturating_add(time)),
        }
    }
}

/// So many months from the first of one.
fn months(year: i64, month: i64, count: i64) -> (Day, Day) {
    (
        day_number(year, month, 1),
        day_number(year, month + count, 1),
    )
}

fn away(day: Day, count: i32, unit: TimeUnit) -> Day {
    let count = i64::from(count);
    match unit {
        TimeUnit::Hour | TimeUnit::Day => day + count,
        TimeUnit::Week => day + 7 * count,
        TimeUnit::Month => add_months(day, count),
        TimeUnit::Quarter => add_months(day, 3 * count),
        TimeUnit::Year => add_months(day, 12 * count),
    }
}

/// The number of a date, found by halving: a date tells only its order.
fn number(date: Date) -> Day {
    let (mut low, mut high) = (day_number(1, 1, 1), day_number(9_999, 12, 31));
    while low < high {
        let middle = low + (high - low) / 2;
        if date_edge(middle) < DateEdge::At(date) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn date_edge(day: Day) -> DateEdge {
    let (year, month, of_month) = civil(day);
    if year < 1 {
        return DateEdge::First;
    }
    let date = || {
        Date::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(of_month).ok()?,
        )
    };
    date().map_or(DateEdge::Never, DateEdge::At)
}
