//! Where in the source the destination of each link is written: for whoever changes it and nothing else.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::Reading;
use crate::span::Span;

/// The places of the destinations of all links and images of a body, in the order in which [`super::parse()`] tells the
/// links: the bytes between the brackets or parentheses, of a reference those in its definition, of `[[…]]` the name.
/// There is none for what is not written as an address: `<mail@example.org>`.
pub fn destinations(reading: Reading<'_>) -> Vec<Option<Span>> {
    let text = reading.text;
    let parser = Parser::new_ext(text, super::options());
    let mut found: Vec<Option<Range<usize>>> = Vec::new();
    // Links that are open: their place in the list, their form, and the byte after the last thing inside of them.
    let mut open: Vec<(usize, Form, usize)> = Vec::new();
    let mut labels: Vec<(usize, String)> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
                let form = Form::of(link_type);
                if form == Form::Reference {
                    labels.push((found.len(), id.into_string()));
                }
                open.push((found.len(), form, range.start + 1));
                found.push(None);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((at, form, inner_end)) = open.pop() {
                    found[at] = match form {
                        Form::Inline => inline(text, inner_end, range.end),
                        Form::Wiki => wiki(text, &range),
                        Form::Reference | Form::Other => None,
                    };
                }
                touch(&mut open, range.end);
            }
            _ => touch(&mut open, range.end),
        }
    }
    let parser = Parser::new_ext(text, super::options());
    for (at, label) in labels {
        let definition = parser.reference_definitions().get(&label).map(|definition| definition.span.clone());
        found[at] = definition.and_then(|definition| defined(text, &definition));
    }
    found.into_iter().map(|range| Some(Span::new(range.as_ref()?.start, range?.end).shifted(reading.offset))).collect()
}

/// How a link is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Inline,
    Reference,
    Wiki,
    Other,
}

impl Form {
    fn of(kind: LinkType) -> Self {
        match kind {
            LinkType::Inline => Self::Inline,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => Self::Reference,
            LinkType::WikiLink { .. } => Self::Wiki,
            _ => Self::Other,
        }
    }
}

fn touch(open: &mut [(usize, Form, usize)], end: usize) {
    if let Some((_, _, inner)) = open.last_mut() {
        *inner = end.max(*inner);
    }
}

/// `[words](here "title")`, of which the words end at `from`.
fn inline(text: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let opening = from + text.get(from..end)?.find("](")?;
    destination(text, opening + 2, end)
}

/// `[[here]]`, `[[here|words]]`, in a table `[[here\|words]]`.
fn wiki(text: &str, link: &Range<usize>) -> Option<Range<usize>> {
    let start = link.start + text.get(link.clone())?.find("[[")? + 2;
    let inside = text.get(start..link.end)?;
    let end = inside.find('|').or_else(|| inside.find("]]"))?;
    let name = inside[..end].trim_end_matches('\\');
    let leading = name.len() - name.trim_start().len();
    Some(start + leading..start + name.trim_end().len())
}

/// `[label]: here "title"`.
fn defined(text: &str, definition: &Range<usize>) -> Option<Range<usize>> {
    let mut is_escaped = false;
    let label = text.get(definition.clone())?.char_indices().find(|(_, c)| {
        let closes = *c == ']' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        closes
    })?;
    let colon = definition.start + label.0 + 1;
    text[colon..].starts_with(':').then(|| destination(text, colon + 1, definition.end))?
}

/// The destination that begins after white space at `from`: within `<…>`, or up to white space or the parenthesis that
/// closes the link.
fn destination(text: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(from..end)?;
    let start = from + rest.len() - rest.trim_start().len();
    let bytes = text.as_bytes();
    let is_pointed = bytes.get(start) == Some(&b'<');
    let (start, mut at, mut depth) = (start + usize::from(is_pointed), start + usize::from(is_pointed), 0);
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'>' if is_pointed => break,
            _ if is_pointed => {}
            byte if byte.is_ascii_whitespace() => break,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    Some(start..at.min(end))
}

/// A path as a destination that Markdown and YAML read back whatever stands around it. Letters of any script stay.
pub fn escape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '+' | '=' | '@')) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Option<&str>> {
        destinations(Reading { text, offset: 0 }).into_iter().map(|span| span.map(|span| &text[span.range()])).collect()
    }

    #[test]
    fn a_destination_is_where_it_is_written() {
        for (text, wanted) in [
            ("[a](b.md)", "b.md"),
            ("[a]( b.md#c \"d](e)\")", "b.md#c"),
            ("[a](<b c.md> 'd')", "b c.md"),
            ("[a](b(c).md)", "b(c).md"),
            ("[a](b\\)c.md)", "b\\)c.md"),
            ("[a](<b\\>c.md>)", "b\\>c.md"),
            ("[a \\](x) *b*](c.md)", "c.md"),
            ("[`](x)`](c.md)", "c.md"),
            ("![a](b.svg)", "b.svg"),
            ("[a][b]\n\n[b]: c.md 'd'\n", "c.md"),
            ("[b][]\n\n[b]:\n  <c d.md>\n", "c d.md"),
            ("[B]\n\n[b]: c.md\n", "c.md"),
            ("[a][b \\] c]\n\n[b \\] c]: d.md\n", "d.md"),
            ("[bc]\n\n[bc]: d.md\n", "d.md"),
            ("[[FG-XX]]", "FG-XX"),
            ("[[ fg-xx | words ]]", "fg-xx"),
            ("|a|\n|---|\n| [[fg-xx\\|w]] |\n", "fg-xx"),
            ("> - [a\n>   b](c.md)", "c.md"),
        ] {
            assert_eq!(found(text), [Some(wanted)], "{text}");
        }
        assert_eq!(found("[![a](b.svg)](c.md)"), [Some("c.md"), Some("b.svg")]);
        assert_eq!(found("<https://example.org/> <x@example.org>"), [None, None]);
    }

    #[test]
    fn what_is_escaped_is_read_back() {
        let path = "../a b/(c) [d]|`e`*f*,100%é.md";
        let text = format!("|a|\n|---|\n| [x]({}) |\n", escape(path));
        let mut links = Vec::new();
        for event in Parser::new_ext(&text, crate::markdown::options()) {
            if let Event::Start(Tag::Link { dest_url, .. }) = event {
                links.push(percent_encoding::percent_decode_str(&dest_url).decode_utf8_lossy().into_owned());
            }
        }
        assert_eq!(links, [path]);
        // What means nothing there stays as people write it.
        let plain = "../a.b/c-d_e~f+g=h@1/é日.md";
        assert_eq!(escape(plain), plain);
    }
}
