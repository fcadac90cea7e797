//! A text as its file has it, with its byte order mark and its line ends, and the way there from the places of the text
//! that the other stages read: what is changed in it is changed there, and every other byte stays.

use std::path::Path;

use super::MAX_TEXT;
use super::read::{bytes, normalize};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::span::Span;

/// The bytes of a file that is a text.
#[derive(Debug)]
pub struct Original {
    text: String,
}

impl Original {
    /// Reads the file at `path` of the site at `root` as it is.
    pub fn read(root: &Path, path: &SourcePath) -> Result<Self, Diagnostic> {
        let bytes = bytes(&root.join(path.as_str()), path, MAX_TEXT)?;
        let text = String::from_utf8(bytes).map_err(|_| Diagnostic::of_file(Code::InvalidUtf8, path, "this is not UTF-8"))?;
        Ok(Self { text })
    }

    /// Whether it still is the file of a text that was read before.
    pub fn is(&self, text: &str) -> bool {
        normalize(self.text.clone()) == text
    }

    /// The file with other words in some places of its text, which must not overlap. The new words end their lines as the
    /// file does.
    pub fn with(&self, changes: &[(Span, String)]) -> String {
        let line_end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut changes: Vec<&(Span, String)> = changes.iter().collect();
        changes.sort_by_key(|(span, _)| *span);
        let (mut out, mut from) = (String::with_capacity(self.text.len() + 64), 0);
        let mut places = Places::of(&self.text);
        for (span, words) in changes {
            let (start, end) = (places.find(span.start as usize), places.find(span.end as usize));
            out.push_str(&self.text[from..start]);
            out.push_str(&words.replace('\n', line_end));
            from = end;
        }
        out.push_str(&self.text[from..]);
        out
    }
}

/// Walks through a file once, telling where each byte of its text is.
struct Places<'t> {
    file: &'t [u8],
    in_text: usize,
    in_file: usize,
}

impl<'t> Places<'t> {
    fn of(file: &'t str) -> Self {
        Self { file: file.as_bytes(), in_text: 0, in_file: if file.starts_with('\u{feff}') { 3 } else { 0 } }
    }

    /// The byte of the file at which byte `wanted` of the text is; asked in rising order.
    fn find(&mut self, wanted: usize) -> usize {
        while self.in_text < wanted && self.in_file < self.file.len() {
            // Of a carriage return and a line feed the text has the line feed alone.
            let is_pair = self.file[self.in_file..].starts_with(b"\r\n");
            self.in_file += if is_pair { 2 } else { 1 };
            self.in_text += 1;
        }
        self.in_file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_byte_stays() {
        let file = "\u{feff}---\r\ntitle: Été\r\n---\rOld\n\r\nand old\r\n";
        let text = normalize(file.to_owned());
        let place = |word: &str| {
            let at = text.find(word).expect(word);
            Span::new(at, at + word.len())
        };
        let end_of_header = Span::new(text.find("---\nOld").unwrap(), text.find("---\nOld").unwrap());
        let changes = [(place("old"), "new".to_owned()), (end_of_header, "a: b\n".to_owned()), (place("Old"), "New".to_owned())];
        let original = Original { text: file.to_owned() };
        assert!(original.is(&text));
        assert_eq!(original.with(&changes), "\u{feff}---\r\ntitle: Été\r\na: b\r\n---\rNew\n\r\nand new\r\n");
        assert_eq!(original.with(&[]), file);
    }
}
