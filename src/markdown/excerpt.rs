//! The sentence around a place in Markdown, as plain text.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::options;
use super::sentence::sentence_at;

/// The sentence in which byte `at` of `text` stands, without its markup: of the paragraph, list item, heading or table
/// cell that holds it. `None` where there is no text.
pub fn sentence_around(text: &str, at: usize) -> Option<String> {
    let (from, to) = block(text, at)?;
    // What marks a block is no text; with spaces in its place all else stays where it is.
    let body: String = text[from..to].split_inclusive('\n').flat_map(unmarked).collect();
    let trimmed = body.trim_start();
    let at = (at - from).saturating_sub(body.len() - trimmed.len());
    let (mut plain, mut place) = (String::with_capacity(trimmed.len()), 0);
    for (event, range) in Parser::new_ext(trimmed, options()).into_offset_iter() {
        let is_before = range.start <= at;
        match event {
            Event::Text(words) | Event::Code(words) => {
                if is_before {
                    place = plain.len() + (at - range.start).min(words.len());
                }
                plain.push_str(&words);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => plain.push(' '),
            _ => {}
        }
    }
    sentence_at(&plain, place)
}

/// The block of text that holds a byte: its lines up to an empty one or one that begins another block; of a table row the
/// cell alone.
fn block(text: &str, at: usize) -> Option<(usize, usize)> {
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '>', '\r']).is_empty() || line.contains("[!");
    text.get(at..)?;
    let (mut from, mut to) = (line_start(at), line_end(at));
    if text[from..to].trim_start().starts_with('|') {
        let start = text[from..at].rfind('|').map_or(from, |bar| from + bar + 1);
        let end = text[at..to].find('|').map_or(to, |bar| at + bar);
        return Some((start, end));
    }
    while from > 0 && !begins_block(&text[from..to]) {
        let above = line_start(from - 1);
        if is_blank(&text[above..from - 1]) {
            break;
        }
        from = above;
    }
    while to < text.len() {
        let below = line_end(to + 1);
        if is_blank(&text[to + 1..below]) || begins_block(&text[to + 1..below]) {
            break;
        }
        to = below;
    }
    Some((from, to))
}

/// The length of what marks the beginning of a list item, heading or table row.
fn marker(line: &str) -> usize {
    let rest = line.trim_start_matches([' ', '>']);
    let before = line.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let signs = rest.bytes().take_while(|byte| *byte == b'#').count();
    match rest.as_bytes().get(digits.max(signs)) {
        Some(b'.' | b')') if digits > 0 => before + digits + 1,
        Some(b' ') if signs > 0 => before + signs,
        Some(b'-' | b'*' | b'+') if rest.as_bytes().get(1) == Some(&b' ') => before + 1,
        _ => 0,
    }
}

fn begins_block(line: &str) -> bool {
    marker(line) > 0 || line.trim_start().starts_with('|')
}

fn unmarked(line: &str) -> impl Iterator<Item = char> {
    let quote = line.len() - line.trim_start_matches([' ', '>']).len();
    let skip = marker(line).max(quote);
    std::iter::repeat_n(' ', skip).chain(line[skip..].chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, words: &str) -> Option<String> {
        sentence_around(text, text.find(words).expect("it is there"))
    }

    #[test]
    fn the_sentence_is_found_in_any_block() {
        let text = "# A title of X.1\n\nFirst. Then *SG16* approved\n[F.780.1](x) in March. Last.\n\n- One item. It names Y.2\n- Other\n\n\
                    | Text | Why |\n|---|---|\n| Z.3 | It is **new**. |\n\n> [!NOTE]\n> A note on\n> W.4. More.\n";
        assert_eq!(around(text, "X.1").unwrap(), "A title of X.1");
        assert_eq!(around(text, "F.780.1").unwrap(), "Then SG16 approved F.780.1 in March.");
        assert_eq!(around(text, "Y.2").unwrap(), "It names Y.2");
        assert_eq!(around(text, "Z.3").unwrap(), "Z.3");
        assert_eq!(around(text, "W.4").unwrap(), "A note on W.4.");
    }

    #[test]
    fn a_place_that_is_none_has_no_sentence() {
        assert_eq!(sentence_around("é", 1), None);
        assert_eq!(sentence_around("x", 9), None);
    }
}
