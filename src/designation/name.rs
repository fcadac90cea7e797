//! Names as front matter and `[[…]]` write them: case, spaces and hyphens never matter.

use super::cursor::{Cursor, is_gap};
use super::forms;
use super::words::{HOME_SECTOR, TEXT_WORDS};
use unicode_normalization::UnicodeNormalization;

/// A name, read as what its form says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A study group of ITU-T.
    StudyGroup(u32),
    /// A Question of ITU-T: number and study group.
    Question(u32, u32),
    /// A Recommendation, Supplement, amendment or corrigendum, by its canonical id.
    Text(String),
    /// Any other name: its [`key`].
    Other(String),
}

/// Reads one name. `ITU-T` before it never matters; another sector's name is only ever [`Name::Other`].
pub fn parse(name: &str) -> Name {
    let upper = name.trim().to_uppercase();
    // Another sector's study group or Question has one key however it is written, and keeps its sector.
    if let Some(sector) = ["ITU-R", "ITU-D"].into_iter().find(|sector| upper.starts_with(sector)) {
        // Not by this function again: a name that says its sector ten thousand times would be read as deep.
        return match of_home_sector(upper[sector.len()..].trim_start_matches(is_gap)) {
            Name::StudyGroup(number) => Name::Other(key(&format!("{sector} SG{number}"))),
            Name::Question(number, group) => Name::Other(key(&format!("{sector} Q{number}/{group}"))),
            _ => Name::Other(key(name)),
        };
    }
    of_home_sector(name)
}

/// Reads a name that is of no other sector.
fn of_home_sector(name: &str) -> Name {
    let upper = name.trim().to_uppercase();
    let bare = after_words(Cursor { text: &upper, at: 0 }, &[HOME_SECTOR]);
    let study_group = bare.word("SG").or_else(|| bare.word("STUDY")?.gap().word("GROUP"));
    if let Some((number, end)) = study_group.and_then(|after| after.gap().number(2))
        && end.rest().is_empty()
    {
        return Name::StudyGroup(number);
    }
    let question = bare.word("QUESTION").or_else(|| bare.word("Q"));
    if let Some((number, group, end)) = question.and_then(|after| forms::question(after.gap()))
        && end.rest().is_empty()
    {
        return Name::Question(number, group);
    }
    let core = after_words(Cursor { text: name.trim(), at: 0 }, &[HOME_SECTOR, TEXT_WORDS]).rest();
    let mut letters = core.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match forms::text(Cursor { text: &capital, at: 0 }) {
        Some(text) if text.end == capital.len() => Name::Text(text.id),
        _ => Name::Other(key(core)),
    }
}

/// After any of `words`, each with the gap after it.
fn after_words<'t>(mut cursor: Cursor<'t>, words: &[&[&str]]) -> Cursor<'t> {
    while let Some(after) = words.iter().find_map(|words| cursor.any(words)).and_then(Cursor::some_gap) {
        cursor = after;
    }
    cursor
}

/// What two spellings of one name share: NFC, lower case, no spaces and no hyphens.
pub fn key(name: &str) -> String {
    if name.is_ascii() {
        let mut key = cased_key(name);
        key.make_ascii_lowercase();
        return key;
    }
    let fold = |c: char| c.to_lowercase();
    name.nfc().filter(|&c| !is_gap(c)).flat_map(fold).collect::<String>().nfc().collect()
}

/// [`key`] with the letter case kept: a work item's matters.
pub fn cased_key(name: &str) -> String {
    if name.is_ascii() {
        let mut key = String::with_capacity(name.len());
        key.extend(name.split(is_gap));
        return key;
    }
    name.nfc().filter(|&c| !is_gap(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for name in ["SG 17", "SG17", "sg-17", "ITU-T SG17", "Study Group 17", "study group 17", "ITU-T\u{a0}SG 17"] {
            assert_eq!(parse(name), Name::StudyGroup(17), "{name}");
        }
        for name in ["FG DLT", "FG-DLT", "fg-dlt", "FG\u{2011}DLT"] {
            assert_eq!(parse(name), Name::Other("fgdlt".to_owned()), "{name}");
        }
        assert_eq!(parse("Question 24/16"), Name::Question(24, 16));
        assert_eq!(parse("Recommendation ITU-T F.780.1"), Name::Text("F.780.1".to_owned()));
        assert_eq!(parse("X Suppl. 38"), Name::Text("X.Suppl.38".to_owned()));
        assert_eq!(parse("F.780.1 (V2)"), Name::Text("F.780.1".to_owned()));
    }

    #[test]
    fn another_sectors_name_is_another_name() {
        assert_eq!(parse("ITU-R SG5"), Name::Other("iturSG5".to_lowercase()));
        assert_eq!(parse("ITU-D SG 1"), Name::Other("itudsg1".to_owned()));
        assert_eq!(parse("ITU-R Study Group 5"), parse("ITU-R SG5"));
        assert_eq!(parse("ITU-R Question 1/5"), Name::Other("iturq1/5".to_owned()));
    }
}
