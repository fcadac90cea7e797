//! The first sentence of a text, for descriptions.

/// The longest description, in characters.
const MAX: usize = 300;
/// Words before a full stop that ends no sentence.
const ABBREVIATIONS: &[&str] =
    &["Rec", "Recs", "Mr", "Ms", "Mrs", "Dr", "No", "Suppl", "Sup", "Amd", "Cor", "e.g", "i.e", "etc", "cf", "vs"];

/// The first sentence of `text`, with single spaces; a very long one is cut at a word and ends in `…`.
pub fn first_sentence(text: &str) -> String {
    let text = opening(text);
    let end = text.char_indices().find(|&(at, c)| ends_sentence(&text, at, c)).map_or(text.len(), |(at, c)| at + c.len_utf8());
    cut(&text[..end])
}

/// As much of `text` as a description can need, with single spaces: what tells whether a sentence ends stands close behind it.
fn opening(text: &str) -> String {
    let mut opening = String::with_capacity(text.len().min(MAX + 64));
    let mut length = 0;
    for word in text.split_whitespace() {
        if !opening.is_empty() {
            opening.push(' ');
        }
        opening.push_str(word);
        length += 1 + word.chars().count();
        if length > MAX + 2 {
            break;
        }
    }
    opening
}

/// The sentence of `text` in which byte `at` stands, with single spaces; `None` where there is no text.
pub fn sentence_at(text: &str, at: usize) -> Option<String> {
    let ends = text.char_indices().filter(|&(place, c)| ends_sentence(text, place, c)).map(|(place, c)| place + c.len_utf8());
    let mut from = 0;
    let mut to = text.len();
    for end in ends {
        if end > at {
            to = end;
            break;
        }
        from = end;
    }
    let sentence = cut(&one_line(&text[from..to]));
    (!sentence.is_empty()).then_some(sentence)
}

fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    if matches!(c, '。' | '！' | '？') {
        return true;
    }
    if !matches!(c, '.' | '!' | '?' | '؟') {
        return false;
    }
    let mut after = text[at + c.len_utf8()..].chars();
    if !after.next().is_none_or(char::is_whitespace) || after.next().is_some_and(char::is_lowercase) {
        return false;
    }
    let word = text[..at].rsplit([' ', '(']).next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    c != '.' || !(initial || ABBREVIATIONS.contains(&word))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX) {
        None => text.to_owned(),
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", text[..end].trim_end_matches([',', ';', ':']))
        }
    }
}

/// The words of a text, each with one space before the next.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_designation_ends_no_sentence() {
        assert_eq!(first_sentence("It follows Rec. ITU-T A.7 on\ngroups. Then more."), "It follows Rec. ITU-T A.7 on groups.");
        assert_eq!(first_sentence("No stop at all"), "No stop at all");
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let cut = first_sentence(&"word ".repeat(100));
        assert!(cut.chars().count() <= MAX + 1 && cut.ends_with("word…"), "{cut}");
    }
}
