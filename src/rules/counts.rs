//! Whether a sentence that counts agrees with the list after it, and whether a list says something twice.
//!
//! False alarms are worse than misses: only a paragraph that ends in a colon and holds one number of one kind of text is
//! read, and only if every item of the list after it mentions such a text.

use std::collections::BTreeMap;

use super::lists::{Block, Words, blocks};
use super::{Sources, Tell, totals};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Library;
use crate::model::Kind;
use crate::model::catalogue::TextKind;
use crate::span::Span;
use crate::target::{RecordId, Target};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    Recommendation,
    Supplement,
    Report,
    WorkItem,
    FocusGroup,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub number: usize,
    pub noun: Noun,
    /// The number as written.
    pub written: String,
}

/// Numbers in words.
const NUMBERS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
/// Words that may stand between a number and what it counts.
const BETWEEN: [&str; 7] = ["new", "draft", "revised", "regional", "itu-t", "active", "more"];
/// Words before a number that make it another.
const INEXACT: [&str; 16] = [
    "than",
    "least",
    "most",
    "about",
    "some",
    "over",
    "nearly",
    "almost",
    "approximately",
    "further",
    "other",
    "first",
    "last",
    "next",
    "every",
    "only",
];

/// Checks the text of a record.
pub fn find(sources: &Sources<'_>, id: RecordId, tell: Tell<'_>) {
    let library = sources.library;
    let record = library.record(id);
    // Most texts count nothing, and lists twice nothing either: they need a list.
    if !record.markdown().lines().any(|line| is_item(line.trim_start())) {
        return;
    }
    let blocks = blocks(record, &library.bodies[id.index()]);
    let body = Mentions { library, id };
    for (at, block) in blocks.iter().enumerate() {
        let Block::List(items) = block else { continue };
        doubled(&body, items, tell);
        if let Some(Block::Paragraph(before)) = at.checked_sub(1).map(|before| &blocks[before]) {
            count(&body, before, items, tell);
        }
    }
    totals::find(&body, &blocks, tell);
}

fn is_item(line: &str) -> bool {
    line.starts_with(['-', '*', '+']) || line.starts_with(|c: char| c.is_ascii_digit())
}

/// The mentions of a record's text, by their places.
pub struct Mentions<'l> {
    pub library: &'l Library,
    pub id: RecordId,
}

impl Mentions<'_> {
    /// What stands in `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Target> + '_ {
        let mentions = &self.library.bodies[self.id.index()].mentions;
        let from = mentions.partition_point(|mention| mention.span.start < span.start);
        mentions[from..].iter().take_while(move |mention| mention.span.end <= span.end).map(|mention| mention.target)
    }

    /// Whether a full designation that names nothing stands in `span`.
    pub fn has_unknown(&self, span: Span) -> bool {
        let unknown = &self.library.bodies[self.id.index()].unknown;
        unknown.get(unknown.partition_point(|found| found.start < span.start)).is_some_and(|found| found.end <= span.end)
    }

    /// Whether a target is one of what is counted.
    pub fn is(&self, target: Target, noun: Noun) -> bool {
        let kind = |at: u32| self.library.recommendations[at as usize].row.kind;
        match (target, noun) {
            (Target::Recommendation(at), Noun::Recommendation) => kind(at) == TextKind::Recommendation,
            (Target::Recommendation(at), Noun::Supplement) => kind(at) == TextKind::Supplement,
            (Target::Recommendation(at), Noun::Report) => kind(at) == TextKind::TechnicalReport,
            (Target::WorkItem(_), Noun::WorkItem | Noun::Recommendation) => true,
            (Target::Record(id), Noun::FocusGroup) => self.library.record(id).kind == Kind::Group,
            _ => false,
        }
    }

    /// A finding about a number that is written somewhere in `words`.
    pub fn miscount(&self, words: &Words, count: &Count, message: String) -> Diagnostic {
        let record = self.library.record(self.id);
        let source = &record.source.text[words.span.range()];
        let place = source.match_indices(count.written.as_str()).find(|(at, found)| {
            !source[..*at].ends_with(char::is_alphanumeric) && !source[at + found.len()..].starts_with(char::is_alphanumeric)
        });
        let span = place.map_or(words.span, |(at, found)| Span::new(at, at + found.len()).shifted(words.span.start as usize));
        Diagnostic::new(Code::WrongCount, record.path(), span.first_line(&record.source.text), message)
    }
}

/// Compares the number of a paragraph with the list after it.
fn count(body: &Mentions<'_>, before: &Words, items: &[Words], tell: Tell<'_>) {
    let Some(sentence) = before.text.strip_suffix(':') else { return };
    let sentence = sentence.rsplit(". ").next().unwrap_or(sentence);
    let Ok([count]) = <[Count; 1]>::try_from(counts(sentence)) else { return };
    let found: Vec<usize> = items.iter().map(|item| body.within(item.span).filter(|target| body.is(*target, count.noun)).count()).collect();
    let all: usize = found.iter().sum();
    // An item may name two of them, and its title may name others.
    if found.contains(&0) || count.number == items.len() || count.number == all {
        return;
    }
    let message = format!("`{}` are counted here, and the list has {}", count.written, items.len());
    tell(body.miscount(before, &count, message));
}

/// The numbers of a sentence with what they count; a number in words that counts something else is one too, so that a
/// sentence with two is left alone.
pub fn counts(sentence: &str) -> Vec<Count> {
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut counts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let lower = clean(word);
        let in_words = NUMBERS.iter().position(|number| *number == lower).map(|place| place + 1);
        let Some(number) = in_words.or_else(|| lower.parse().ok()) else { continue };
        let mut rest = words[at + 1..].iter().map(|word| clean(word)).skip_while(|word| BETWEEN.contains(&word.as_str()));
        let noun = noun(rest.next().as_deref(), rest.next().as_deref());
        match noun {
            Some(noun) => {
                if at > 0 && INEXACT.contains(&clean(words[at - 1]).as_str()) {
                    return Vec::new();
                }
                counts.push(Count { number, noun, written: word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned() });
            }
            None if in_words.is_some() => return Vec::new(),
            None => {}
        }
    }
    counts
}

fn noun(first: Option<&str>, second: Option<&str>) -> Option<Noun> {
    match (first?, second) {
        ("recommendation" | "recommendations", _) => Some(Noun::Recommendation),
        ("supplement" | "supplements", _) => Some(Noun::Supplement),
        ("technical", Some("report" | "reports")) => Some(Noun::Report),
        ("work", Some("item" | "items")) => Some(Noun::WorkItem),
        ("focus", Some("group" | "groups")) => Some(Noun::FocusGroup),
        _ => None,
    }
}

/// Tells items of a list that say the same of the same.
fn doubled(body: &Mentions<'_>, items: &[Words], tell: Tell<'_>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        if body.within(item.span).next().is_none() {
            continue;
        }
        let times = seen.entry(item.text.to_lowercase()).or_default();
        *times += 1;
        if *times > 1 {
            let record = body.library.record(body.id);
            let span = item.span.first_line(&record.source.text);
            tell(Diagnostic::new(Code::DuplicateItem, record.path(), span, "this item stands in the list a second time").help("keep one"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(sentence: &str) -> Vec<(usize, Noun)> {
        counts(sentence).into_iter().map(|count| (count.number, count.noun)).collect()
    }

    #[test]
    fn a_number_counts_what_follows_it() {
        assert_eq!(numbers("22 Recommendations approved by ITU-T SGs 11, 13 and 17"), [(22, Noun::Recommendation)]);
        assert_eq!(numbers("Under approval in SG17, two draft Recommendations"), [(2, Noun::Recommendation)]);
        assert_eq!(numbers("Seven ITU-T Focus Groups in all are active"), [(7, Noun::FocusGroup)]);
        assert_eq!(numbers("two Technical Reports agreed by SG 3"), [(2, Noun::Report)]);
    }

    #[test]
    fn what_is_not_exact_is_left_alone() {
        for sentence in [
            "ITU-R approved one Recommendation, two Resolutions and one Report",
            "more than 330 Recommendations",
            "Approved by ITU-T SG 17",
            "one of the 3 Recommendations",
            "the first two Recommendations of many",
        ] {
            assert_eq!(numbers(sentence), [], "{sentence}");
        }
    }
}
