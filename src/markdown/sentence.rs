//! Texts in one line: the first sentence, for descriptions, and the one that a place stands in.

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
    let mut length = 0;
    let is_needed = |word: &&str| {
        let needed = length <= MAX + 2;
        length += 1 + word.chars().count();
        needed
    };
    joined(text.split_whitespace().take_while(is_needed), text.len().min(MAX + 64))
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
    joined(text.split_whitespace(), text.len())
}

/// Words with single spaces, in about so many bytes.
fn joined<'t>(words: impl Iterator<Item = &'t str>, bytes: usize) -> String {
    let mut joined = String::with_capacity(bytes);
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
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
