//! Moments as text: RFC 3339, in UTC, to the millisecond.

use boxwood_model::{Date, Millis};

const DAY: Millis = 24 * 60 * 60 * 1_000;

/// `2026-03-09T10:00:00.000Z`; after the year 9999, which no calendar here has, the milliseconds
/// since 1970 as `@253402300800000`.
pub(crate) fn moment_text(at: Millis) -> String {
    let Some(date) = Date::of_moment(at) else {
        return format!("@{at}");
    };
    let time = at % DAY;
    let (hours, minutes) = (time / 3_600_000, time / 60_000 % 60);
    let (seconds, millis) = (time / 1_000 % 60, time % 1_000);
    format!("{date}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z")
}

/// Reads what [`moment_text`] writes, and nothing else.
pub(crate) fn read_moment(text: &str) -> Option<Millis> {
    let at = match text.strip_prefix('@') {
        Some(millis) => millis.parse().ok()?,
        None => {
            let (date, time) = text.split_once('T')?;
            let start = date.parse::<Date>().ok()?.start()?;
            let part = |range: std::ops::Range<usize>| time.get(range)?.parse::<Millis>().ok();
            let minutes = part(0..2)? * 60 + part(3..5)?;
            let millis = part(6..8)? * 1_000 + part(9..12)?;
            start + minutes * 60_000 + millis
        }
    };
    // Whatever is not its own text was not written as it should be: `25:00`, a sign, a space.
    (moment_text(at) == text).then_some(at)
}
