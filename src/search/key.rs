//! The rule that makes terms of names and of what a reader types. `themes/default/static/search.js` has the same rule;
//! `tests/search-terms.tsv` holds both to it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The short forms of words that designations may begin with; `ITU-T` and `Recommendation` say nothing.
const OPENINGS: [(&str, &str); 5] = [("itut", ""), ("recommendation", ""), ("studygroup", "sg"), ("focusgroup", "fg"), ("question", "q")];

/// What all spellings of one designation share: folded, of other than letters and digits only `.` and `/` between two
/// digits stay, and the words that it may begin with are short or gone. `ITU-T F.780.1`, `F 780.1` and `f780.1` have one
/// key, `f780.1`.
pub fn key(name: &str) -> String {
    let folded: Vec<char> = fold(name).chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(|c| c.is_numeric());
    let stays = |at: usize| match folded[at] {
        '.' | '/' => is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)),
        c => c.is_alphanumeric(),
    };
    let mut key: String = (0..folded.len()).filter(|at| stays(*at)).map(|at| folded[at]).collect();
    while let Some((opening, short)) = OPENINGS.iter().find(|(opening, _)| key.starts_with(opening)) {
        key.replace_range(..opening.len(), short);
    }
    key
}

/// The key of a designation without what it begins with, as often as it has a gap: `780.1` of `F.780.1`, `dlt` of `FG-DLT`.
pub fn endings(name: &str) -> Vec<String> {
    let whole = key(name);
    let folded = fold(name);
    let gaps = folded.match_indices(|c: char| !c.is_alphanumeric());
    let mut endings: Vec<String> = gaps
        .filter(|(at, gap)| {
            let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
            let inner = is_digit(folded[..*at].chars().next_back()) && is_digit(folded[at + gap.len()..].chars().next());
            !(inner && matches!(*gap, "." | "/"))
        })
        .map(|(at, gap)| key(&folded[at + gap.len()..]))
        .filter(|ending| !ending.is_empty() && *ending != whole)
        .collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}

/// The words of a text, folded. Scripts that write no spaces give a word a character.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut rest = folded.as_str();
    let mut words = Vec::new();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let end = match rest.chars().next().filter(|first| is_whole(*first)) {
            Some(whole) => whole.len_utf8(),
            None => rest.find(|c: char| !c.is_alphanumeric() || is_whole(c)).unwrap_or(rest.len()),
        };
        words.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    words
}

/// Whether a character is of a script without spaces: Han and kana.
fn is_whole(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Lower case, compatibility forms taken apart, without marks: `Ｓ` is `s` and `é` is `e`.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_those_of_the_table_that_the_script_is_held_to() {
        let table = include_str!("../../tests/search-terms.tsv");
        let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert!(rows.len() > 20, "{} rows", rows.len());
        for row in rows {
            let [text, key_of_it, words_of_it] = row[..] else { panic!("{row:?} has not three columns") };
            assert_eq!(key(text), key_of_it, "the key of {text}");
            assert_eq!(words(text).join(" "), words_of_it, "the words of {text}");
        }
    }

    #[test]
    fn a_designation_is_found_by_how_it_ends() {
        for (name, expected) in [
            ("F.780.1", vec!["780.1"]),
            ("FG-DLT", vec!["dlt"]),
            ("TSB Circular 33", vec!["33", "circular33"]),
            ("Q24/16", vec![]),
            ("ITU-T SG17", vec!["sg17", "tsg17"]),
            ("SG17", vec![]),
        ] {
            let expected: Vec<&str> = expected.into_iter().filter(|ending| *ending != key(name)).collect();
            assert_eq!(endings(name), expected, "{name}");
        }
    }
}
