//! Splits a Markdown file into its YAML header and its body.

use crate::diagnostic::Code;
use crate::span::Span;
use crate::yaml::{self, Node};

/// The line that opens and closes the front matter.
const FENCE: &str = "---";

/// Where the two parts of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The YAML, without its fences.
    pub header: Span,
    /// The first byte of the body.
    pub body: usize,
}

/// Splits `text`; the fault says what is missing, and where.
pub fn split(text: &str) -> Result<Split, (Code, Span, &'static str)> {
    let first = line(text, 0);
    if text[first.range()].trim_end() != FENCE {
        return Err((Code::MissingFrontMatter, first, "a record begins with a line `---`, its keys, and another line `---`"));
    }
    let start = (first.end as usize + 1).min(text.len());
    let mut at = start;
    while at < text.len() {
        let next = line(text, at);
        let after = (next.end as usize + 1).min(text.len());
        if text[next.range()].trim_end() == FENCE {
            return Ok(Split { header: Span::new(start, at), body: after });
        }
        at = next.end as usize + 1;
    }
    Err((Code::UnclosedFrontMatter, first, "the front matter that begins here has no closing line `---`"))
}

/// The header of `text` as a tree whose places are those of the whole text; none where it cannot be read.
pub fn tree(text: &str) -> Option<Node<'_>> {
    let header = split(text).ok()?.header;
    let mut tree = yaml::parse(&text[header.range()]).ok()??;
    tree.shift(header.start as usize);
    Some(tree)
}

/// The line that begins at `at`, without its line feed.
fn line(text: &str, at: usize) -> Span {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
    Span::new(at, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_and_body_are_told_apart() {
        let text = "---\ntitle: A\n---\nBody\n";
        let split = split(text).unwrap();
        assert_eq!((&text[split.header.range()], &text[split.body..]), ("title: A\n", "Body\n"));
    }

    #[test]
    fn a_body_may_be_missing() {
        let text = "---\ntitle: A\n---";
        assert_eq!(split(text).unwrap().body, text.len());
    }

    #[test]
    fn fences_must_be_there() {
        for (text, code) in [
            ("", Code::MissingFrontMatter),
            ("title: A\n", Code::MissingFrontMatter),
            ("\n---\ntitle: A\n---\n", Code::MissingFrontMatter),
            ("---\ntitle: A\n", Code::UnclosedFrontMatter),
            ("---", Code::UnclosedFrontMatter),
            ("---\ntitle: A\n----\n", Code::UnclosedFrontMatter),
        ] {
            assert_eq!(split(text).unwrap_err().0, code, "{text:?}");
        }
    }
}
