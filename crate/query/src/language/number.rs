//! Numbers as people write them: `1,500`, `$10k`, `25%`, `10..20`.

use boxwood_model::Decimal;

use super::condition::Comparison;

/// What is asked of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberTest {
    /// The number, whatever its trailing zeros.
    Equal(Decimal),
    /// Smaller.
    Below(Decimal),
    /// Smaller or equal.
    AtMost(Decimal),
    /// Larger.
    Above(Decimal),
    /// Larger or equal.
    AtLeast(Decimal),
    /// From the first to the second, both included.
    Between(Decimal, Decimal),
}

impl NumberTest {
    /// Whether it is true of `number`.
    #[must_use]
    pub fn holds(&self, number: Decimal) -> bool {
        match *self {
            Self::Equal(wanted) => number == wanted,
            Self::Below(limit) => number < limit,
            Self::AtMost(limit) => number <= limit,
            Self::Above(limit) => number > limit,
            Self::AtLeast(limit) => number >= limit,
            Self::Between(low, high) => low <= number && number <= high,
        }
    }
}

/// What comparing with `text` asks, if it is a number or, after `:` and the like, a range.
pub(super) fn number_test(op: Comparison, text: &str) -> Option<NumberTest> {
    if let Some((low, high)) = text.split_once("..") {
        if op.is_ordered() {
            return None;
        }
        return match (low.trim(), high.trim()) {
            ("", "") => None,
            ("", high) => number(high).map(NumberTest::AtMost),
            (low, "") => number(low).map(NumberTest::AtLeast),
            (low, high) => Some(NumberTest::Between(number(low)?, number(high)?)),
        };
    }
    let number = number(text)?;
    Some(match op {
        Comparison::Contains | Comparison::Equal | Comparison::NotEqual => {
            NumberTest::Equal(number)
        }
        Comparison::Less => NumberTest::Below(number),
        Comparison::LessOrEqual => NumberTest::AtMost(number),
        Comparison::Greater => NumberTest::Above(number),
        Comparison::GreaterOrEqual => NumberTest::AtLeast(number),
    })
}

/// A number with what people put round it: a sign, a currency's sign, commas between groups of
/// three digits, a percent sign, `k`, `m` or `b` for thousands, millions and billions.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let currency = |c: char| c == '$' || matches!(c, '\u{A2}'..='\u{A5}' | '\u{20A0}'..='\u{20CF}');
    let text = text.strip_prefix(currency).unwrap_or(text);
    let text = text.strip_suffix(currency).unwrap_or(text);
    let (text, factor) = match text.char_indices().next_back() {
        Some((at, '%')) => (text.get(..at)?, 1),
        Some((at, 'k' | 'K')) => (text.get(..at)?, 1_000),
        Some((at, 'm' | 'M')) => (text.get(..at)?, 1_000_000),
        Some((at, 'b' | 'B')) => (text.get(..at)?, 1_000_000_000),
        _ => (text, 1),
    };
    let digits = ungroup(text)?;
    let number = Decimal::from_str_exact(&digits)
        .ok()?
        .checked_mul(Decimal::from(factor))?;
    Some(if negative { -number } else { number })
}

/// Digits with at most one point; commas only where they part groups of three.
fn ungroup(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut out = String::from(first);
    for group in groups {
        if group.len() != 3 || first.len() > 3 || first.is_empty() {
            return None;
        }
        out.push_str(group);
    }
    if out.is_empty() {
        out.push('0');
    }
    if !digits(&out) || !digits(fraction) || text == "." {
        return None;
    }
    if text.contains('.') {
        out.push('.');
        out.push_str(fraction);
    }
    Some(out)
}
