//! The places of a document that show why a query is true of it.

use super::documents::Findable;
use super::field::weight;
use crate::language::{Content, Field, Query, Span, Stemmer};

/// A stretch of what a field holds, with the words of the query in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Of which field.
    pub field: Field,
    /// The text, cut at spaces where it was too long.
    pub text: String,
    /// Whether there is more before it.
    pub cut_before: bool,
    /// Whether there is more behind it.
    pub cut_after: bool,
    /// Where in the text the words of the query are: in order, without overlaps.
    pub highlights: Vec<Span>,
}

/// How much is to be shown of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnippetLimit {
    /// So many snippets, each of another field.
    pub snippets: usize,
    /// So many characters (Unicode scalar values) of each.
    pub characters: usize,
}

impl Default for SnippetLimit {
    /// As much as fits beside a result: two lines.
    fn default() -> Self {
        Self {
            snippets: 2,
            characters: 120,
        }
    }
}

/// A piece of a document with words of the query in it.
struct Candidate {
    field: Field,
    /// How many of the query's words it has, each counted once.
    words: usize,
    text: String,
    spans: Vec<Span>,
}

/// What to show of a document that was found: of each field the piece with most of the query's
/// words, those fields first in which there are most, then the weightiest. The name is not among
/// them, for it is shown anyway: see [`Query::highlights`]. None: no text is why it was found.
#[must_use]
pub fn snippets(
    query: &Query,
    document: &(impl Findable + ?Sized),
    stemmer: Option<&dyn Stemmer>,
    limit: SnippetLimit,
) -> Vec<Snippet> {
    let mut best: Vec<Candidate> = Vec::new();
    document.each(&mut |field, content| {
        if field == Field::Name {
            return;
        }
        match content {
            Content::Text(text) => consider(query, field, text, stemmer, &mut best),
            Content::Person { name, address, .. } => {
                let whole = match (name, address) {
                    (name, "") => name.to_owned(),
                    ("", address) => address.to_owned(),
                    (name, address) => format!("{name} <{address}>"),
                };
                consider(query, field, &whole, stemmer, &mut best);
            }
            Content::Number(_) | Content::Date(_) | Content::Moment(_) | Content::Flag(_) => {}
        }
    });
    best.sort_by(|a, b| {
        let by_words = b.words.cmp(&a.words);
        by_words
            .then(weight(b.field).total_cmp(&weight(a.field)))
            .then(a.field.cmp(&b.field))
    });
    // What one field says another need not say again.
    let mut shown: Vec<Snippet> = Vec::new();
    for candidate in best {
        if shown.len() >= limit.snippets {
            break;
        }
        let snippet = cut(candidate, limit.characters);
        if shown.iter().all(|other| other.text != snippet.text) {
            shown.push(snippet);
        }
    }
    shown
}

fn consider(
    query: &Query,
    field: Field,
    text: &str,
    stemmer: Option<&dyn Stemmer>,
    best: &mut Vec<Candidate>,
) {
    let spans = query.highlights(text, field, stemmer);
    if spans.is_empty() {
        return;
    }
    let candidate = Candidate {
        field,
        words: different(text, &spans),
        text: text.to_owned(),
        spans,
    };
    match best.iter_mut().find(|known| known.field == field) {
        Some(known) if known.words < candidate.words => *known = candidate,
        Some(_) => {}
        None => best.push(candidate),
    }
}

/// How many different words stand there, letters' case aside.
fn different(text: &str, spans: &[Span]) -> usize {
    let mut words: Vec<String> = spans
        .iter()
        .map(|span| span.of(text).to_lowercase())
        .collect();
    words.sort_unstable();
    words.dedup();
    words.len()
}

/// The stretch of so many characters in which most of the words are.
fn cut(candidate: Candidate, characters: usize) -> Snippet {
    let Candidate {
        field, text, spans, ..
    } = candidate;
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if ends.len() <= characters {
        return Snippet {
            field,
            text,
            cut_before: false,
            cut_after: false,
            highlights: spans,
        };
    }
    let place = |byte: usize| ends.partition_point(|at| *at < byte);
    let byte = |place: usize| ends.get(place).copied().unwrap_or(text.len());
    let mut best = (0, 0);
    for (number, span) in spans.iter().enumerate() {
        let past = byte(place(span.start) + characters);
        let rest = spans.get(number..).unwrap_or_default();
        let within = rest.get(..rest.partition_point(|other| other.end <= past));
        let words = different(&text, within.unwrap_or_default());
        if words > best.0 {
            best = (words, number);
        }
    }
    let first = spans.get(best.1).map_or(0, |span| span.start);
    // A quarter of it leads up to the first word.
    let from = place(first).saturating_sub(characters / 4);
    let from = from.min(ends.len() - characters);
    let start = match byte(from) {
        0 => 0,
        start => after_space(&text, start, first),
    };
    let end = byte(place(start) + characters);
    let end = if end < text.len() {
        before_space(&text, start, end)
    } else {
        end
    };
    let highlights = spans
        .iter()
        .filter(|span| span.start >= start && span.start < end)
        .map(|span| Span::new(span.start - start, span.end.min(end) - start))
        .collect();
    Snippet {
        field,
        text: text.get(start..end).unwrap_or_default().to_owned(),
        cut_before: start > 0,
        cut_after: end < text.len(),
        highlights,
    }
}

/// Where the first word from `start` on begins, but not behind `limit`; `start` itself where there
/// is no space.
fn after_space(text: &str, start: usize, limit: usize) -> usize {
    let ahead = text.get(..start).unwrap_or_default();
    if ahead.ends_with(char::is_whitespace) {
        return start;
    }
    let before = text.get(start..limit).unwrap_or_default();
    let space = before.char_indices().find(|(_, c)| c.is_whitespace());
    space.map_or(start, |(at, c)| start + at + c.len_utf8())
}

/// Where the last whole word before `end` ends; `end` itself where there is no space in the second
/// half.
fn before_space(text: &str, start: usize, end: usize) -> usize {
    let behind = text.get(end..).unwrap_or_default();
    if behind.starts_with(char::is_whitespace) {
        return end;
    }
    let all = text.get(start..end).unwrap_or_default();
    match all.rfind(char::is_whitespace) {
        Some(at) if at * 2 >= all.len() => start + at,
        _ => end,
    }
}
