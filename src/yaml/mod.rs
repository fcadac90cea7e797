//! YAML as one tree in which every key and value knows its place.
//!
//! In: a text. Out: a [`Node`], or the place and reason why there is none. It never guesses a type: a plain `no` is the
//! text `no`, and what a value means is for its reader to say. One grammar (YAML 1.2) serves front matter, catalogue and
//! settings.

mod tag;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span as YamlSpan, options};

use crate::diagnostic::{Code, lower_first};
use crate::span::Span;

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;
/// The most nodes that are read, aliases expanded.
pub const MAX_NODES: usize = 100_000;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// The bytes of the value, in the text that was parsed.
    pub span: Span,
    /// The value.
    pub value: Value<'a>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A text, a number, a date.
    Scalar {
        /// Its characters as meant.
        text: Cow<'a, str>,
        /// Whether they stood there plainly, without quotes.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node<'a>>),
    /// Keys and values in their order, doubled keys included.
    Mapping(Vec<(Node<'a>, Node<'a>)>),
}

impl Node<'_> {
    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Moves every span by `offset`, for a text that holds the parsed one from there on.
    pub fn shift(&mut self, offset: usize) {
        self.span = self.span.shifted(offset);
        match &mut self.value {
            Value::Scalar { .. } => {}
            Value::Sequence(items) => items.iter_mut().for_each(|item| item.shift(offset)),
            Value::Mapping(pairs) => pairs.iter_mut().for_each(|(key, value)| {
                key.shift(offset);
                value.shift(offset);
            }),
        }
    }

    /// Whether there is no value: nothing, `~` or `null`, not in quotes.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if is_null(text))
    }
}

/// Whether a text that is not in quotes stands for no value.
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Why a text is not read.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// [`Code::YamlSyntax`] or [`Code::TooLarge`].
    pub code: Code,
    /// Where the reader stopped.
    pub span: Span,
    /// What it says, lower case.
    pub message: String,
}

impl Fault {
    /// What to do about the faults that people make most.
    pub fn help(&self) -> Option<String> {
        let help = if self.message.starts_with("mapping values are not allowed") {
            "put a value that holds `: ` in quotes, and begin the keys of one map in one column"
        } else if self.message.contains("tab") {
            "indent with spaces, not with tabs"
        } else {
            return None;
        };
        Some(help.to_owned())
    }
}

/// Reads one document; `None` if the text has no node at all.
pub fn parse(text: &str) -> Result<Option<Node<'_>>, Fault> {
    let options = options! { emit_comments: false, flow_nesting_limit: MAX_DEPTH as _, block_nesting_limit: MAX_DEPTH as _ };
    let mut builder = Builder { text, stack: Vec::new(), root: None, anchors: BTreeMap::new(), nodes: 0 };
    let mut documents = 0;
    let mut parser = Parser::new_from_str_with_options(text, options);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
            Fault { code: scan_code(&error), span: char_at(text, at), message: lower_first(&error.info()) }
        })?;
        if let Event::DocumentStart(..) = event {
            documents += 1;
            if documents > 1 {
                let span = span_of(&span, text);
                return Err(Fault { code: Code::YamlSyntax, span, message: "a second YAML document begins here".to_owned() });
            }
        }
        builder.take(event, &span)?;
    }
    Ok(builder.root)
}

fn scan_code(error: &serde_yaml::granit_parser::ScanError) -> Code {
    let message = error.info();
    if message.contains("nesting") || message.contains("recursion") { Code::TooLarge } else { Code::YamlSyntax }
}

/// The character at byte `at`, or the empty end of the text.
fn char_at(text: &str, mut at: usize) -> Span {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let width = text[at..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
    Span::new(at, at + width)
}

fn span_of(span: &YamlSpan, text: &str) -> Span {
    let start = span.start.byte_offset().unwrap_or(0);
    let end = span.end.byte_offset().unwrap_or(start).max(start);
    // Block values are told with the line breaks after them.
    let trimmed = text.get(start..end).map_or(end, |value| start + value.trim_end().len());
    Span::new(start, trimmed.max(start))
}

/// A collection under construction: where it began, its anchor, and what it holds so far.
struct Open<'a> {
    start: u32,
    anchor: usize,
    items: Vec<Node<'a>>,
    mapping: bool,
}

struct Builder<'a> {
    text: &'a str,
    stack: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    /// What an alias stands for, by its anchor's number.
    anchors: BTreeMap<usize, Node<'a>>,
    nodes: usize,
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'a>, at: &YamlSpan) -> Result<(), Fault> {
        let span = span_of(at, self.text);
        if let Some(tag) = event.tag() {
            tag::check(tag, &event).map_err(|message| Fault { code: Code::YamlSyntax, span, message })?;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(1, span)?;
                // A tag says what is meant, whatever the quotes say.
                let plain = tag.and_then(|tag| tag::says_plain(&tag)).unwrap_or(style == ScalarStyle::Plain);
                self.place(Node { span, value: Value::Scalar { text, plain } }, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => self.open(span, anchor, false)?,
            Event::MappingStart(_, anchor, _) => self.open(span, anchor, true)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Alias(id) => {
                let Some(named) = self.anchors.get(&id) else {
                    return Err(Fault { code: Code::YamlSyntax, span, message: "an alias inside of what it names".to_owned() });
                };
                // Counted before it is copied: what an alias bomb would need is never allocated.
                self.count(size(named), span)?;
                if let Some(node) = self.anchors.get(&id).cloned() {
                    self.place(Node { span, ..node }, 0)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Fault> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            let message = format!("more than {MAX_NODES} values, with aliases expanded");
            return Err(Fault { code: Code::TooLarge, span, message });
        }
        Ok(())
    }

    fn open(&mut self, span: Span, anchor: usize, mapping: bool) -> Result<(), Fault> {
        self.count(1, span)?;
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} levels of lists and maps");
            return Err(Fault { code: Code::TooLarge, span: char_at(self.text, span.start as usize), message });
        }
        self.stack.push(Open { start: span.start, anchor, items: Vec::new(), mapping });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Fault> {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        // A block collection ends where its last value does; a flow collection at its bracket.
        let last = open.items.last().map_or(open.start, |node| node.span.end);
        let span = Span { start: open.start, end: if end.end > end.start { end.end } else { last } };
        let value = if open.mapping { Value::Mapping(pairs(open.items)) } else { Value::Sequence(open.items) };
        self.place(Node { span, value }, open.anchor)
    }

    fn place(&mut self, node: Node<'a>, anchor: usize) -> Result<(), Fault> {
        if anchor > 0 {
            // Kept beside the tree, and so counted once more: anchors in each other would keep their values many times.
            self.count(size(&node), node.span)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.stack.last_mut() {
            Some(open) => open.items.push(node),
            None => self.root = Some(node),
        }
        Ok(())
    }
}

fn pairs(items: Vec<Node<'_>>) -> Vec<(Node<'_>, Node<'_>)> {
    let mut items = items.into_iter();
    let mut pairs = Vec::with_capacity(items.len() / 2);
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        pairs.push((key, value));
    }
    pairs
}

fn size(node: &Node<'_>) -> usize {
    match &node.value {
        Value::Scalar { .. } => 1,
        Value::Sequence(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Mapping(pairs) => 1 + pairs.iter().map(|(key, value)| size(key) + size(value)).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_place() {
        let text = "title: Été\nlist:\n  - a\n  - b: c\n";
        let Value::Mapping(pairs) = parse(text).unwrap().unwrap().value else { panic!() };
        assert_eq!(&text[pairs[0].1.span.range()], "Été");
        assert_eq!(&text[pairs[1].0.span.range()], "list");
        assert_eq!(&text[pairs[1].1.span.range()], "- a\n  - b: c");
    }

    #[test]
    fn nothing_is_turned_into_another_type() {
        for text in ["NO", "1.10", "010", "1e3", "2026-01-01", "09:30"] {
            assert_eq!(parse(text).unwrap().unwrap().as_text(), Some(text));
        }
    }

    #[test]
    fn an_alias_is_the_value_that_it_names_at_its_own_place() {
        let text = "a: &x [1, 2]\nb: *x\n";
        let Value::Mapping(pairs) = parse(text).unwrap().unwrap().value else { panic!() };
        let Value::Sequence(items) = &pairs[1].1.value else { panic!() };
        assert_eq!((items.len(), &text[pairs[1].1.span.range()]), (2, "*x"));
    }

    #[test]
    fn every_value_and_key_is_counted() {
        assert_eq!(size(&parse("{a: [1, 2], b: {c: 3}, d: 4}").unwrap().unwrap()), 11);
        // As many as may be, and one more: the list is one itself.
        let list = |length: usize| format!("[{}]", "1,".repeat(length));
        assert!(parse(&list(MAX_NODES - 1)).is_ok());
        assert_eq!(parse(&list(MAX_NODES)).unwrap_err().code, Code::TooLarge);
    }

    #[test]
    fn a_place_inside_of_a_character_is_the_character() {
        assert_eq!((char_at("aé", 2), char_at("aé", 3), char_at("a\n", 1)), (Span::new(1, 3), Span::new(3, 3), Span::new(1, 1)));
    }

    #[test]
    fn nothing_and_its_names_are_null_unless_in_quotes() {
        for (text, null) in [
            ("a:", true),
            ("a: ~", true),
            ("a: null", true),
            ("a: NULL", true),
            ("a: \"\"", false),
            ("a: 'null'", false),
            ("a: none", false),
        ] {
            let Value::Mapping(pairs) = parse(text).unwrap().unwrap().value else { panic!() };
            assert_eq!(pairs[0].1.is_null(), null, "{text}");
        }
    }

    #[test]
    fn bombs_are_refused_quickly() {
        let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..9 {
            let alias = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(","));
        }
        assert_eq!(parse(&bomb).unwrap_err().code, Code::TooLarge);
        assert_eq!(parse(&"[".repeat(100_000)).unwrap_err().code, Code::TooLarge);
        assert_eq!(parse("a: &a [*a]").unwrap_err().code, Code::YamlSyntax);
        // Anchors in each other, and many of them.
        let nested = format!("{}x{}", (0..50).map(|at| format!("&a{at} [")).collect::<String>(), "]".repeat(50));
        assert!(parse(&nested).is_ok());
        let wide = nested.replace('x', &"x,".repeat(3_000));
        assert_eq!(parse(&wide).unwrap_err().code, Code::TooLarge);
        let many: String = (0..20_000).map(|at| format!("- &a{at} x\n- *a0\n")).collect();
        assert!(parse(&many).is_ok());
    }

    #[test]
    fn depth_is_bounded_in_block_and_flow() {
        let deep: String = (0..65).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert_eq!(parse(&deep).unwrap_err().code, Code::TooLarge);
        let mixed: String = (0..200).map(|_| "- ").collect();
        assert_eq!(parse(&mixed).unwrap_err().code, Code::TooLarge);
    }

    #[test]
    fn a_fault_is_told_where_the_reader_stops() {
        let fault = parse("title: Foo: bar\n").unwrap_err();
        assert_eq!((fault.code, fault.span.start), (Code::YamlSyntax, 10));
        assert_eq!(parse("a: 1\n---\nb: 2\n").unwrap_err().span.start, 5);
    }
}
