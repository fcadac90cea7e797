//! The words that designations begin with, and the forms that need no vocabulary to be seen.

use super::cursor::Cursor;
use super::forms;

/// The ways to write another sector of the union.
const OTHER_SECTORS: &[&str] = &["ITU-R", "ITU-D", "ITU\u{2011}R", "ITU\u{2011}D", "ITU\u{2013}R", "ITU\u{2013}D"];
/// The ways to write the sector whose names need no sector.
pub const HOME_SECTOR: &[&str] = &["ITU-T", "ITU\u{2011}T"];
/// The words that make a full form of a Recommendation.
pub const TEXT_WORDS: &[&str] = &["Recommendations", "Recommendation", "Recs.", "Rec.", "Supplement"];

/// The most words before a designation: of more, the last ones belong to it. Each word is where one may begin, so that
/// reading on without end would take a time that grows with the square of a text.
const MAX_WORDS: usize = 6;

/// Whether any form that needs no vocabulary begins with these two bytes: a capital, and no small letter behind it but those
/// of `Recommendation`, `Supplement`, `Study Group`, `Question` and `Qs`. [`Words::before`] and [`forms::text`] look so, too.
pub fn may_begin(first: u8, second: u8) -> bool {
    let is_small = second.is_ascii_lowercase();
    first.is_ascii_uppercase() && (!is_small || matches!((first, second), (b'R', b'e') | (b'S', b'u' | b't') | (b'Q', b'u' | b's')))
}

/// The words before a designation.
pub struct Words<'t> {
    /// After all of them, if there are any.
    pub end: Option<Cursor<'t>>,
    /// After `ITU-T`, where it is the first of them.
    pub home_sector: Option<Cursor<'t>>,
}

impl<'t> Words<'t> {
    /// Reads any of `Recommendation`, `Rec.`, `Supplement` and `ITU-T`, each with the gap after it.
    pub fn before(start: Cursor<'t>) -> Self {
        let mut words = Self { end: None, home_sector: None };
        if !matches!((start.byte(), start.skip(1).byte()), (b'I', b'T') | (b'R', b'e') | (b'S', b'u')) {
            return words;
        }
        let home_sector = |cursor: Cursor<'t>| cursor.any(HOME_SECTOR).and_then(Cursor::some_gap);
        words.home_sector = home_sector(start);
        let mut cursor = start;
        for _ in 0..MAX_WORDS {
            let Some(after) = home_sector(cursor).or_else(|| cursor.any(TEXT_WORDS).and_then(Cursor::some_gap)) else { break };
            words.end = Some(after);
            cursor = after;
        }
        words
    }
}

/// `SG`, `Study Group` or their plurals, and the position after.
pub fn study_group_word(cursor: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    if cursor.byte() != b'S' {
        return None;
    }
    let group = |plural: &str| {
        let after = cursor.word("Study")?.some_gap()?;
        after.word(plural)
    };
    if let Some(after) = cursor.word("SGs").or_else(|| group("Groups")) {
        return Some((true, after));
    }
    cursor.word("SG").or_else(|| group("Group")).map(|after| (false, after))
}

/// `Q`, `Question` or its plural, and the position after.
pub fn question_word(cursor: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    if cursor.byte() != b'Q' {
        return None;
    }
    if let Some(after) = cursor.word("Questions").or_else(|| cursor.word("Qs")) {
        return Some((true, after));
    }
    cursor.word("Question").or_else(|| cursor.word("Q")).map(|after| (false, after))
}

/// After the word of another sector.
pub fn other_sector(start: Cursor<'_>) -> Option<Cursor<'_>> {
    if start.byte() != b'I' {
        return None;
    }
    start.any(OTHER_SECTORS).filter(|after| !after.byte().is_ascii_alphanumeric() && after.byte() != b'_')
}

/// Whether what was read is of another sector by the words after it: `SG17 of ITU-R`, `SG 17 (ITU-D)`.
pub fn is_of_other_sector(end: Cursor<'_>) -> bool {
    let after = end.gap();
    after.word("of").and_then(Cursor::some_gap).or_else(|| after.word("(")).is_some_and(|from| other_sector(from).is_some())
}

/// After what joins the items that a sector governs: spaces, commas, brackets, a genitive, `and` and the like.
pub fn glue(mut cursor: Cursor<'_>) -> Cursor<'_> {
    const GLUE: &[&str] = &[",", ";", "(", ")", "/", "'s", "\u{2019}s", "and ", "or ", "& ", "as well as "];
    for _ in 0..GLUE.len() {
        let after = cursor.gap();
        match after.any(GLUE) {
            Some(next) => cursor = next,
            None => return after,
        }
    }
    cursor
}

/// One study group or Question, with or without its word, of another sector's list: the study group's number, and the
/// position after it.
pub fn other_item(from: Cursor<'_>) -> Option<(Option<u32>, Cursor<'_>)> {
    if let Some((_, after)) = study_group_word(from) {
        let number = |after: Cursor<'_>| after.gap().number(2).map(|(number, end)| (Some(number), end.at));
        // `Study Groups SG6` says it twice, and nothing says it more often.
        let number = number(after).or_else(|| study_group_word(after.gap()).and_then(|(_, after)| number(after)));
        return number.map(|(number, at)| (number, Cursor { at, ..from }));
    }
    if let Some((_, after)) = question_word(from) {
        return forms::question(after.gap()).map(|(_, _, end)| (None, end));
    }
    if let Some((_, _, end)) = forms::question(from) {
        return Some((None, end));
    }
    from.number(2).filter(|(_, end)| end.ends_word()).map(|(number, end)| (Some(number), end))
}

/// `R09/06`, `A18/01`: a resolution or an action of a body that numbers them by year.
pub fn action(start: Cursor<'_>) -> Option<usize> {
    let bytes = start.rest().as_bytes();
    let form = matches!(bytes, [b'R' | b'A', a, b, b'/', c, d, ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()));
    (form && start.skip(6).ends_word()).then_some(start.at + 6)
}

/// `FG-MV`, `FG DLT`: `FG` and a word with two capitals or digits at least, so that `FG Chairman` is none.
pub fn focus_group(start: Cursor<'_>) -> Option<usize> {
    let word = start.word("FG")?.some_gap()?;
    let length = word.rest().bytes().take_while(u8::is_ascii_alphanumeric).count();
    let marks = word.rest()[..length].bytes().filter(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    let end = word.skip(length);
    (word.byte().is_ascii_uppercase() && marks >= 2 && end.ends_word()).then_some(end.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_may_begin_a_designation() {
        let short = ["SG17", "SGs 1", "Study Group", "Q1/2", "Qs 1/2", "Question", "FG-MV", "TSB Circular", "R09/06", "A-series", "F.780"];
        for word in short.iter().chain(TEXT_WORDS).chain(HOME_SECTOR).chain(OTHER_SECTORS) {
            assert!(may_begin(word.as_bytes()[0], word.as_bytes()[1]), "{word}");
        }
        for word in ["The", "ITu", "sg17", "17"] {
            assert_eq!(may_begin(word.as_bytes()[0], word.as_bytes()[1]), word == "ITu", "{word}");
        }
    }
}
