//! What the reader of Markdown says of a text, kept: a text is parsed once, and looked at by whoever needs it after that.
//!
//! Most texts have hundreds of events, nearly all of which say again what stands in the text. Of such a one is kept what it is,
//! how far after the one before it begins, and how long it is, in a byte each as a rule; an end is that of what was begun last.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

/// The events of a text in their order, each with its bytes of the text.
#[derive(Debug, Default)]
pub struct Events {
    kept: Box<[u8]>,
    others: Box<[Other]>,
}

/// An event that the text and those before it do not tell.
type Other = (Event<'static>, Range<u32>);

/// What an event is: one of these, or, from [`STARTS`] on, the beginning of a tag that has nothing of its own.
const OTHER: u8 = 0;
const END: u8 = 1;
const TEXT: u8 = 2;
const SOFT_BREAK: u8 = 3;
const CODE: u8 = 4;
const STARTS: u8 = 5;

/// The number of a tag that has nothing of its own.
fn number_of(tag: &Tag<'_>) -> Option<u8> {
    Some(match tag {
        Tag::Paragraph => 0,
        Tag::Heading { level, id: None, classes, attrs } if classes.is_empty() && attrs.is_empty() => *level as u8,
        Tag::Item => 7,
        Tag::List(None) => 8,
        Tag::TableHead => 9,
        Tag::TableRow => 10,
        Tag::TableCell => 11,
        Tag::Emphasis => 12,
        Tag::Strong => 13,
        Tag::Strikethrough => 14,
        Tag::BlockQuote(None) => 15,
        Tag::HtmlBlock => 16,
        _ => return None,
    })
}

/// The tag that has a number.
fn numbered(number: u8) -> Tag<'static> {
    let heading = |level| Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
    match number {
        0 => Tag::Paragraph,
        1 => heading(HeadingLevel::H1),
        2 => heading(HeadingLevel::H2),
        3 => heading(HeadingLevel::H3),
        4 => heading(HeadingLevel::H4),
        5 => heading(HeadingLevel::H5),
        6 => heading(HeadingLevel::H6),
        7 => Tag::Item,
        8 => Tag::List(None),
        9 => Tag::TableHead,
        10 => Tag::TableRow,
        11 => Tag::TableCell,
        12 => Tag::Emphasis,
        13 => Tag::Strong,
        14 => Tag::Strikethrough,
        15 => Tag::BlockQuote(None),
        16 => Tag::HtmlBlock,
        _ => unreachable!("no other number was kept"),
    }
}

/// Keeps events as they come.
pub(super) struct Keeper<'t> {
    text: &'t str,
    kept: Vec<u8>,
    others: Vec<Other>,
    /// Where the last event began that was no end.
    last: u32,
    /// What is open.
    open: Vec<(TagEnd, Range<u32>)>,
}

impl<'t> Keeper<'t> {
    /// Of the events of `text`.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, kept: Vec::with_capacity(text.len() / 4), others: Vec::new(), last: 0, open: Vec::new() }
    }

    /// Keeps the next event.
    pub(super) fn push(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let written = || self.text.get(range.clone());
        let Range { start, end } = *range;
        let range = start as u32..end as u32;
        let what = match event {
            Event::End(end) => {
                return match self.open.pop() {
                    Some(open) if open == (*end, range.clone()) => self.kept.push(END),
                    _ => self.other(event, range),
                };
            }
            Event::Start(tag) => {
                self.open.push((tag.to_end(), range.clone()));
                number_of(tag).map(|number| STARTS + number)
            }
            Event::SoftBreak => Some(SOFT_BREAK),
            Event::Text(words) => (written() == Some(words)).then_some(TEXT),
            Event::Code(words) => (written().map(unmarked) == Some(words)).then_some(CODE),
            _ => None,
        };
        match (what, range.start.checked_sub(self.last), range.end.checked_sub(range.start)) {
            (Some(what), Some(step), Some(length)) => {
                self.kept.push(what);
                write_number(step, &mut self.kept);
                write_number(length, &mut self.kept);
            }
            _ => self.other(event, range),
        }
        self.last = start as u32;
    }

    fn other(&mut self, event: &Event<'_>, range: Range<u32>) {
        self.kept.push(OTHER);
        self.others.push((event.clone().into_static(), range));
    }

    /// All that were kept.
    pub(super) fn finish(self) -> Events {
        Events { kept: exact(self.kept).into(), others: exact(self.others).into() }
    }
}

/// The same in as much memory as it needs: our allocator shrinks nothing by less than a half.
pub(super) fn exact<T>(mut values: Vec<T>) -> Vec<T> {
    let mut exact = Vec::with_capacity(values.len());
    exact.append(&mut values);
    exact
}

impl Events {
    /// The events, given the text that they are of.
    pub fn iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
        let (mut kept, mut others, mut last, mut open) = (self.kept.iter(), self.others.iter(), 0, Vec::<(TagEnd, Range<usize>)>::new());
        std::iter::from_fn(move || {
            let (event, range) = match *kept.next()? {
                END => {
                    let (end, range) = open.pop().expect("what ends was begun");
                    return Some((Event::End(end), range));
                }
                OTHER => {
                    let (event, range) = others.next().expect("each of them was kept");
                    let range = range.start as usize..range.end as usize;
                    match event {
                        Event::End(_) => {
                            open.pop();
                            return Some((event.clone(), range));
                        }
                        Event::Start(tag) => open.push((tag.to_end(), range.clone())),
                        _ => {}
                    }
                    (event.clone(), range)
                }
                what => {
                    let start = last + read_number(&mut kept);
                    let range = start..start + read_number(&mut kept);
                    let event = match what {
                        TEXT => Event::Text(CowStr::Borrowed(&text[range.clone()])),
                        SOFT_BREAK => Event::SoftBreak,
                        CODE => Event::Code(CowStr::Borrowed(unmarked(&text[range.clone()]))),
                        tag => {
                            let tag = numbered(tag - STARTS);
                            open.push((tag.to_end(), range.clone()));
                            Event::Start(tag)
                        }
                    };
                    (event, range)
                }
            };
            last = range.start;
            Some((event, range))
        })
    }
}

/// Code within a line without its marks.
fn unmarked(written: &str) -> &str {
    written.trim_matches('`')
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
#[inline]
fn write_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
fn read_number(bytes: &mut std::slice::Iter<'_, u8>) -> usize {
    let (mut number, mut shift) = (0, 0);
    for byte in bytes {
        number |= usize::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use pulldown_cmark::{Event, Parser, Tag, TagEnd};

    use super::{Keeper, number_of, numbered};
    use crate::designation::Vocabulary;
    use crate::markdown::{Reading, options, parse};

    /// The events of the reader are those that are kept of a text.
    fn check(text: &str) {
        let body = parse(Reading { text, offset: 0 }, &Vocabulary::outside());
        assert!(body.events.iter(text).eq(Parser::new_ext(text, options()).into_offset_iter()), "{text}");
    }

    #[test]
    fn kept_events_are_those_of_the_reader() {
        let text = "# A &amp; B {#own}\n\n> [!NOTE]\n> *x* **y** ~~z~~\\\n> <b> `c`[^n]\n\n1. [x](y \"z\") ![p](q)\n2. - [x] d\n\n\
                    ```rust\nlet a;\n```\n\n|a|b|\n|:-|-:|\n|[[c\\|d]]|e|\n\n<div>\n\n---\n\n[^n]: f\n\n    indented\n\n\
                    ### Plain\n\n> quoted\n\n`` `g` `` ` h` `i\nj` `` ` ``\n";
        check(text);
        // What is far apart, and long.
        check(&format!("{}\n\n{text}", "word ".repeat(10_000)));
        check(&format!("<!--{}-->\n\n{text}", "-".repeat(3_000_000)));
    }

    #[test]
    fn events_that_do_not_follow_are_kept_as_they_are() {
        let text = "abcdef";
        let row = [
            (Event::Start(Tag::Paragraph), 2..4),
            (Event::Start(Tag::Emphasis), 1..2),
            (Event::SoftBreak, Range { start: 3, end: 2 }),
            (Event::Text("é".into()), 5..9),
            (Event::End(TagEnd::Strong), 1..2),
            (Event::End(TagEnd::Paragraph), 2..5),
            (Event::End(TagEnd::Paragraph), 0..0),
            (Event::Text("d".into()), 3..4),
        ];
        let mut keeper = Keeper::of(text);
        row.iter().for_each(|(event, range)| keeper.push(event, range));
        assert_eq!(keeper.finish().iter(text).collect::<Vec<_>>(), row);
    }

    #[test]
    fn a_tag_has_one_number() {
        for number in 0..=16 {
            assert_eq!(number_of(&numbered(number)), Some(number));
        }
    }
}
