//! Numbers as people in several countries write them.

use boxwood_model::Decimal;

/// Which character starts the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decimals {
    /// `1,234.56`
    #[default]
    Point,
    /// `1.234,56`
    Comma,
}

/// A number, and what stood beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// The number; a share where there was a per cent sign.
    pub(super) number: Decimal,
    /// Whether there was a per cent sign.
    pub(super) is_percent: bool,
    /// The currency whose sign or code was there.
    pub(super) currency: Option<String>,
}

/// More characters than any number has that fits.
const LONGEST: usize = 60;

/// Signs of currencies. Several countries write `$`; it is the first one's.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("R$", "BRL"),
    ("€", "EUR"),
    ("$", "USD"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₴", "UAH"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Fr.", "CHF"),
];

/// Codes that are recognised beside a number; other capital letters may mean anything.
const CODES: &[&str] = &[
    "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
    "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NGN", "NOK",
    "NZD", "PHP", "PLN", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD",
    "VND", "ZAR",
];

/// Reads a number with its sign, groups, currency and per cent sign; accountants' parentheses are a
/// minus. Nothing if it is none, has more digits than fit, or its groups are not groups.
pub(super) fn amount(text: &str, decimals: Decimals) -> Option<Amount> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let (text, in_parentheses) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let (text, minus_before) = strip_minus(text);
    let (text, currency) = strip_currency(text);
    let (text, is_percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (text, minus_within) = strip_minus(text);
    let minuses = [in_parentheses, minus_before, minus_within];
    let minuses = minuses.iter().filter(|minus| **minus).count();
    if minuses > 1 || (is_percent && currency.is_some()) {
        return None;
    }
    let plain = plain_digits(text, decimals)?;
    // Exactly, or not at all: rounding would be a change of what is in the file.
    let mut number = Decimal::from_str_exact(&plain).ok()?;
    if is_percent {
        number = number.checked_div(Decimal::ONE_HUNDRED)?;
    }
    number.set_sign_negative(minuses == 1 && !number.is_zero());
    Some(Amount {
        number,
        is_percent,
        currency,
    })
}

/// Whether it is a number in any convention.
pub(super) fn looks_numeric(text: &str) -> bool {
    amount(text, Decimals::Point).is_some() || amount(text, Decimals::Comma).is_some()
}

/// The convention by which more of these can be numbers; the point where both do as well.
pub(super) fn likely_decimals<'t>(texts: impl Iterator<Item = &'t str>) -> Decimals {
    let (mut point, mut comma) = (0_usize, 0_usize);
    for text in texts {
        point += usize::from(amount(text, Decimals::Point).is_some());
        comma += usize::from(amount(text, Decimals::Comma).is_some());
    }
    if comma > point {
        Decimals::Comma
    } else {
        Decimals::Point
    }
}

fn strip_minus(text: &str) -> (&str, bool) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (rest.trim_start(), true),
        None => match text.strip_prefix('+') {
            Some(rest) => (rest.trim_start(), false),
            None => (text, false),
        },
    }
}

fn strip_currency(text: &str) -> (&str, Option<String>) {
    let codes = CODES.iter().map(|code| (*code, *code));
    for (sign, code) in SIGNS.iter().copied().chain(codes) {
        let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let Some(rest) = rest {
            return (rest.trim(), Some(code.to_owned()));
        }
    }
    (text, None)
}

/// The digits with a point before the decimals, groups taken together.
fn plain_digits(text: &str, decimals: Decimals) -> Option<String> {
    let (point, group) = match decimals {
        Decimals::Point => ('.', ','),
        Decimals::Comma => (',', '.'),
    };
    let (whole, fraction) = match text.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    // In several countries spaces or apostrophes make groups, whatever starts the decimals.
    let separators = [group, ' ', '\u{a0}', '\u{202f}', '\'', '’'];
    let separator = separators.into_iter().find(|c| whole.contains(*c));
    let groups: Vec<&str> = match separator {
        Some(separator) => whole.split(separator).collect(),
        None => vec![whole],
    };
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let last = groups.len() - 1;
    let are_groups = groups.iter().enumerate().all(|(at, group)| {
        // Groups of two but for the last are India's.
        let fits = match at {
            0 => last == 0 || (1..=3).contains(&group.len()),
            at if at == last => group.len() == 3,
            _ => (2..=3).contains(&group.len()),
        };
        fits && all_digits(group)
    });
    let fraction = fraction.unwrap_or_default();
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    if !are_groups || !all_digits(fraction) || !has_digits {
        return None;
    }
    let whole = groups.concat();
    let whole = if whole.is_empty() { "0" } else { &whole };
    Some(match fraction {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, decimals: Decimals, expected: Option<&str>) {
        let found = amount(text, decimals).map(|amount| amount.number.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn reads_what_countries_write() {
        for (text, expected) in [
            ("1,234.56", Some("1234.56")),
            ("12,34,567", Some("1234567")),
            ("1 234", Some("1234")),
            ("1’234.5", Some("1234.5")),
            ("-5", Some("-5")),
            ("(1,000)", Some("-1000")),
            ("$-5.10", Some("-5.10")),
            ("€ 12", Some("12")),
            ("12 EUR", Some("12")),
            ("15%", Some("0.15")),
            (".5", Some("0.5")),
            ("1.234,56", None),
            ("1,23", None),
            ("--5", None),
            ("", None),
            ("€", None),
            ("1e5", None),
            ("99999999999999999999999999999999", None),
        ] {
            check(text, Decimals::Point, expected);
        }
        for (text, expected) in [
            ("1.234,56", Some("1234.56")),
            ("1,5", Some("1.5")),
            ("1.234", Some("1234")),
            ("1,234.56", None),
        ] {
            check(text, Decimals::Comma, expected);
        }
    }

    #[test]
    fn the_convention_is_that_of_most() {
        let comma = ["1,50", "1.234", "2.000,5"];
        assert_eq!(likely_decimals(comma.into_iter()), Decimals::Comma);
        assert_eq!(likely_decimals(["1,234", "5"].into_iter()), Decimals::Point);
    }
}
