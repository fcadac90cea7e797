//! A text as headings, paragraphs and lists, each with its words and its place: for what a sentence says of the list
//! after it. What stands in quotations, tables and lists of lists is left out.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::{Body, one_line};
use crate::model::Record;
use crate::span::Span;

/// A part of a text, with its words on one line.
#[derive(Debug)]
pub enum Block {
    /// A heading.
    Heading(u8, Words),
    /// A paragraph.
    Paragraph(Words),
    /// A list, by its items.
    List(Vec<Words>),
    /// Anything else.
    Other,
}

/// Words and their place in the file.
#[derive(Debug)]
pub struct Words {
    /// The words, with single spaces.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// The parts of a record's text, in order; `body` is what was read of it.
pub fn blocks(record: &Record, body: &Body) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_u32;
    let mut items: Vec<Words> = Vec::new();
    let mut words = String::new();
    let take = |words: &mut String, range: &Range<usize>| {
        let text = one_line(words);
        words.clear();
        Words { text, span: Span::new(range.start, range.end).shifted(record.body) }
    };
    for (event, range) in body.events.iter(record.markdown()) {
        match event {
            // Only what stands at the top is looked at; a list's items are one deeper.
            Event::Start(tag) if is_block(&tag) => {
                if depth == 0 || (depth == 1 && matches!(tag, Tag::Item)) {
                    words.clear();
                }
                depth += 1;
            }
            Event::End(tag) if is_block_end(&tag) => {
                depth -= 1;
                match (depth, tag) {
                    (0, TagEnd::Heading(level)) => blocks.push(Block::Heading(level as u8, take(&mut words, &range))),
                    (0, TagEnd::Paragraph) => blocks.push(Block::Paragraph(take(&mut words, &range))),
                    (0, TagEnd::List(_)) => blocks.push(Block::List(std::mem::take(&mut items))),
                    (0, _) => {
                        items.clear();
                        blocks.push(Block::Other);
                    }
                    (1, TagEnd::Item) => items.push(take(&mut words, &range)),
                    _ => {}
                }
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Rule => blocks.push(Block::Other),
            _ => {}
        }
    }
    blocks
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::Superscript | Tag::Subscript
    )
}

fn is_block_end(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript
    )
}
