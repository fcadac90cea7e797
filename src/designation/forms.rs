//! The parts that designations are made of: numbers of Recommendations and Supplements, Questions, and the words that
//! belong to a mention but not to its id.

use super::cursor::Cursor;

/// A Recommendation, Supplement, amendment or corrigendum: its canonical id, and where its words end.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// `F.780.1`, `Y.1540 Amd.2`, `L.Suppl.50`.
    pub id: String,
    /// The byte after the id; what follows in [`Text::end`] are edition, year and `(revised)`.
    pub id_end: usize,
    /// The byte after all that belongs to the mention.
    pub end: usize,
}

const SUPPLEMENT: &[&str] = &["Supplement", "Suppl.", "Suppl", "Supp.", "Supp", "Sup.", "Sup"];
const AMENDMENT: &[&str] = &["Amendment", "Amend.", "Amd.", "Amd"];
const CORRIGENDUM: &[&str] = &["Corrigendum", "Corr.", "Cor.", "Cor"];

/// Reads `F.780.1 (V2) (revised)`, `G.780/Y.1351`, `Y.1540 Amd.2`, `X.Suppl.38`, `H Suppl. 1`, `A-series Supplement 5`.
pub fn text(start: Cursor<'_>) -> Option<Text> {
    let after = start.skip(1);
    // Most words with a capital end here: behind the letter stands a dot, what separates, or `Suppl`.
    if !start.byte().is_ascii_uppercase() || after.byte().is_ascii_lowercase() {
        return None;
    }
    let series = char::from(start.byte());
    let (mut id, mut cursor) = match supplement(after) {
        Some((number, end)) => (format!("{series}.Suppl.{number}"), end),
        None => {
            let end = number(after)?;
            let id = start.text[start.at..end.at].to_owned();
            (id, joint(end))
        }
    };
    // A part belongs to the id, also after the year of its edition in brackets.
    let behind_year = bracket(cursor, is_year).unwrap_or(cursor);
    if let Some((part, end)) = part(behind_year) {
        id.push_str(&part);
        cursor = end;
    }
    let id_end = cursor.at;
    let end = tail(cursor);
    end.ends_word().then_some(Text { id, id_end, end: end.at })
}

/// `.780.1`, after the series letter: at most five digits a part, with `bis`, `ter` or `quater` at the end.
fn number(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut parts = 0;
    while cursor.byte() == b'.' {
        let digits = cursor.skip(1).rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 5 {
            break;
        }
        cursor = cursor.skip(1 + digits);
        parts += 1;
    }
    if parts == 0 {
        return None;
    }
    Some(cursor.any(&["bis", "ter", "quater"]).unwrap_or(cursor))
}

/// `.Suppl.38`, ` Suppl. 1`, `.Sup20`, `-series Supplement 5`, after the series letter.
fn supplement(after: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let after = after.word("-series").or_else(|| after.word("\u{2011}series")).unwrap_or(after);
    let after = after.word(".").unwrap_or_else(|| after.gap()).any(SUPPLEMENT)?;
    after.word(".").unwrap_or(after).gap().number(3)
}

/// `/Y.1351`: the other half of a joint identifier, which names the same text.
fn joint(mut cursor: Cursor<'_>) -> Cursor<'_> {
    while let Some(after) = cursor.word("/").filter(|after| after.byte().is_ascii_uppercase()).and_then(|after| number(after.skip(1))) {
        cursor = after;
    }
    cursor
}

/// ` Amd.2`, ` Corrigendum 1`, ` Suppl.3`.
fn part(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let after = cursor.some_gap()?;
    for (words, short) in [(AMENDMENT, "Amd"), (CORRIGENDUM, "Cor"), (SUPPLEMENT, "Suppl")] {
        if let Some((number, end)) = after.any(words).and_then(|after| after.gap().number(3)) {
            return Some((format!(" {short}.{number}"), end));
        }
    }
    None
}

/// What belongs to the words of a mention: `(V2)`, `(revised)`, `(11/2017)`, ` Annex A`, ` Appendix VII`.
pub fn tail(mut cursor: Cursor<'_>) -> Cursor<'_> {
    loop {
        let next = bracket(cursor, |words| words == "revised" || is_edition(words) || is_year(words)).or_else(|| annex(cursor));
        match next {
            Some(after) => cursor = after,
            None => return cursor,
        }
    }
}

fn annex(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let after = cursor.some_gap()?;
    let end = match after.word("Annex") {
        Some(after) => {
            let letter = after.some_gap()?;
            letter.byte().is_ascii_uppercase().then(|| letter.skip(1))?
        }
        None => {
            let numeral = after.word("Appendix")?.some_gap()?;
            let length = numeral.rest().bytes().take_while(|byte| b"IVX".contains(byte)).count();
            (length > 0).then(|| numeral.skip(length))?
        }
    };
    end.ends_word().then_some(end)
}

/// Words in brackets that `accept` takes, after an optional gap.
fn bracket(cursor: Cursor<'_>, accept: impl Fn(&str) -> bool) -> Option<Cursor<'_>> {
    let open = cursor.gap().word("(")?;
    let length = open.rest().bytes().take(16).position(|byte| byte == b')')?;
    accept(&open.rest()[..length]).then(|| open.skip(length + 1))
}

fn is_edition(words: &str) -> bool {
    words
        .strip_prefix('V')
        .is_some_and(|digits| !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `2017` or `11/2017`.
fn is_year(words: &str) -> bool {
    let digits = |text: &str, width| text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    match words.split_once('/') {
        Some((month, year)) => digits(month, 2) && digits(year, 4),
        None => digits(words, 4),
    }
}

/// `24/16`: a Question's number, its study group's, and the position after them.
pub fn question(cursor: Cursor<'_>) -> Option<(u32, u32, Cursor<'_>)> {
    let (number, after) = cursor.number(3)?;
    let (group, end) = after.word("/")?.number(2)?;
    end.ends_word().then_some((number, group, end))
}

/// The start of the next item of a list: after `, `, ` and `, `, or `, ` & `.
pub fn next_item(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let comma = cursor.word(",").or_else(|| cursor.word(";"));
    let from = comma.unwrap_or(cursor);
    let gap = from.some_gap()?;
    match gap.any(&["and", "or", "&"]) {
        Some(after) => after.some_gap(),
        None => comma.map(|_| gap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<(String, &str)> {
        text(Cursor { text: words, at: 0 }).map(|text| (text.id, &words[..text.end]))
    }

    #[test]
    fn supplements_have_one_canonical_id() {
        for words in ["X.Suppl.38", "X Suppl. 38", "X.Sup.38", "X.Sup38", "X.Supp.38", "X Suppl.38", "X-series Supplement 38"] {
            assert_eq!(read(words), Some(("X.Suppl.38".to_owned(), words)), "{words}");
        }
    }

    #[test]
    fn parts_belong_to_the_id_and_editions_to_the_words() {
        for (words, id) in [
            ("F.780.1 (V2) (revised)", "F.780.1"),
            ("Y.1540 Amd.2", "Y.1540 Amd.2"),
            ("H.845.10 (2017) Corrigendum 1 (11/2017)", "H.845.10 Cor.1"),
            ("G.780/Y.1351", "G.780"),
            ("G.992.1 Annex C", "G.992.1"),
            ("V.25bis", "V.25bis"),
            ("Y\u{a0}Suppl.60 (revised)", "Y.Suppl.60"),
        ] {
            assert_eq!(read(words), Some((id.to_owned(), words)), "{words}");
        }
    }

    #[test]
    fn parts_of_other_words_are_nothing() {
        for words in ["H.264-like", "Y.3000-series", "H.550-H.599", "F.780.1x", "F.", "F780", "f.780", "M.2083-0", "Y.1540_x", "X.123456"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
