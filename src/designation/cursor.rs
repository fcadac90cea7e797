//! Reading positions in a text: what separates the parts of a designation, and where a word begins and ends.

/// The most characters that separate two parts: `SG 17`, `SG-17`, and a line break with its indentation.
const MAX_GAP: usize = 12;

/// Whether `c` may stand between the parts of a designation: spaces and hyphens, ordinary or non-breaking.
pub fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}' | '\u{2011}')
}

/// A position in a text. Each method returns the position after what it reads, or `None`.
#[derive(Clone, Copy)]
pub struct Cursor<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The byte that is read next.
    pub at: usize,
}

impl<'t> Cursor<'t> {
    /// The text from here on.
    pub fn rest(self) -> &'t str {
        &self.text[self.at..]
    }

    /// The next byte; 0 at the end.
    pub fn byte(self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// After `bytes` more bytes.
    pub fn skip(self, bytes: usize) -> Self {
        Self { at: self.at + bytes, ..self }
    }

    /// After `word`.
    pub fn word(self, word: &str) -> Option<Self> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        rest.starts_with(word.as_bytes()).then(|| self.skip(word.len()))
    }

    /// After the longest of `words`.
    pub fn any(self, words: &[&str]) -> Option<Self> {
        // Nearly all words begin otherwise.
        let first = self.byte();
        words.iter().filter(|word| word.as_bytes().first() == Some(&first)).filter_map(|word| self.word(word)).max_by_key(|after| after.at)
    }

    /// After what separates two parts, if anything: at most one hyphen and one line break.
    pub fn gap(self) -> Self {
        let (mut hyphens, mut lines) = (0, 0);
        let mut end = self.at;
        for c in self.rest().chars().take(MAX_GAP) {
            match c {
                '-' | '\u{2010}' | '\u{2011}' => hyphens += 1,
                '\n' => lines += 1,
                c if is_gap(c) => {}
                _ => break,
            }
            if hyphens > 1 || lines > 1 {
                break;
            }
            end += c.len_utf8();
        }
        Self { at: end, ..self }
    }

    /// After at least one separator.
    pub fn some_gap(self) -> Option<Self> {
        let after = self.gap();
        (after.at > self.at).then_some(after)
    }

    /// A whole number of at most `digits` digits that does not begin with 0, and the position after it.
    pub fn number(self, digits: usize) -> Option<(u32, Self)> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || length > digits || self.byte() == b'0' {
            return None;
        }
        Some((self.rest()[..length].parse().ok()?, self.skip(length)))
    }

    /// Whether a word may begin here: nothing before it that would make it a part of another word, of an address or of
    /// a path.
    pub fn begins_word(self) -> bool {
        let before = &self.text[..self.at];
        let mut chars = before.chars().rev();
        match chars.next() {
            None => true,
            Some(c) if c.is_alphanumeric() || matches!(c, '_' | '/' | '@' | '#' | '&' | '=' | '%' | '+') => false,
            Some('-' | '\u{2010}' | '\u{2011}' | '.' | ':') => chars.next().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '/'),
            Some(_) => true,
        }
    }

    /// Whether the word that was read ends here: nothing behind it that would make it a part of another word.
    pub fn ends_word(self) -> bool {
        let mut chars = self.rest().chars();
        match chars.next() {
            None => true,
            Some(c) if c.is_alphanumeric() || c == '_' || c == '@' => false,
            Some('-' | '\u{2010}' | '\u{2011}' | '.' | '/' | '+' | ':') => chars.next().is_none_or(|c| !c.is_alphanumeric() && c != '/'),
            Some(c) => !unicode_normalization::char::is_combining_mark(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hyphen_and_one_line_break_separate() {
        let gap = |text: &str| Cursor { text, at: 0 }.gap().at;
        assert_eq!((gap("\u{a0}17"), gap("-17"), gap("\n   17"), gap("--17"), gap("\n\n17"), gap("17")), (2, 1, 4, 1, 1, 0));
    }

    #[test]
    fn words_are_whole() {
        let begins = |text: &str| Cursor { text, at: text.find("SG").unwrap() }.begins_word();
        for text in ["SG17", "(SG17", "the SG17", "\u{201c}SG17", "— SG17", "x. SG17", "– SG17", "-SG17", "\\SG17"] {
            assert!(begins(text), "{text}");
        }
        for text in ["MSG17", "non-SG17", "/SG17", "a@SG17", "x.SG17", "éSG17", "_SG17", "sha:SG17"] {
            assert!(!begins(text), "{text}");
        }
        let ends = |text: &str| Cursor { text, at: 4 }.ends_word();
        for text in ["SG17", "SG17.", "SG17, ", "SG17's", "SG17)", "SG17- ", "SG17/ ", "SG17: x", "SG17\u{2019}s"] {
            assert!(ends(text), "{text}");
        }
        for text in ["SG170", "SG17a", "SG17-led", "SG17.5", "SG17/3", "SG17_x", "SG17@x", "SG17\u{301}"] {
            assert!(!ends(text), "{text}");
        }
    }
}
