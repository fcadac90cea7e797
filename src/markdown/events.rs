//! What the reader of Markdown says of a text, kept: a text is parsed once, and looked at by whoever needs it after that.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// The events of a text in their order, each with its bytes of the text.
#[derive(Debug, Default)]
pub struct Events {
    kept: Vec<Kept>,
    others: Vec<Event<'static>>,
}

/// One event. Most texts have hundreds of them, nearly all without anything of their own.
#[derive(Clone, Copy, Debug)]
struct Kept {
    start: u32,
    end: u32,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// Text as it stands in the source.
    Text,
    SoftBreak,
    /// The beginning of what ends so, if that says all of it.
    Start(TagEnd),
    End(TagEnd),
    /// The next of the events that have something of their own.
    Other,
}

impl Events {
    /// Keeps an event of `text`.
    pub(super) fn push(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) {
        let what = match event {
            Event::Text(words) if text.as_bytes().get(range.clone()) == Some(words.as_bytes()) => What::Text,
            Event::SoftBreak => What::SoftBreak,
            Event::End(end) => What::End(*end),
            Event::Start(tag) if plain(tag.to_end()).is_some_and(|plain| plain == *tag) => What::Start(tag.to_end()),
            other => {
                self.others.push(other.clone().into_static());
                What::Other
            }
        };
        self.kept.push(Kept { start: range.start as u32, end: range.end as u32, what });
    }

    /// The events, given the text that they are of.
    pub fn iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
        let mut others = self.others.iter();
        self.kept.iter().map(move |kept| {
            let range = kept.start as usize..kept.end as usize;
            let event = match kept.what {
                What::Text => Event::Text(CowStr::Borrowed(&text[range.clone()])),
                What::SoftBreak => Event::SoftBreak,
                What::Start(end) => Event::Start(plain(end).expect("only such are kept so")),
                What::End(end) => Event::End(end),
                What::Other => others.next().expect("each of them was kept").clone(),
            };
            (event, range)
        })
    }

    /// The same in as much memory as they need: allocators shrink nothing by less than a half.
    pub(super) fn compact(self) -> Self {
        Self { kept: self.kept.as_slice().to_vec(), others: self.others }
    }
}

/// The tag that ends so, if it has nothing of its own.
fn plain(end: TagEnd) -> Option<Tag<'static>> {
    Some(match end {
        TagEnd::Paragraph => Tag::Paragraph,
        TagEnd::BlockQuote(kind) => Tag::BlockQuote(kind),
        TagEnd::HtmlBlock => Tag::HtmlBlock,
        TagEnd::List(false) => Tag::List(None),
        TagEnd::Item => Tag::Item,
        TagEnd::TableHead => Tag::TableHead,
        TagEnd::TableRow => Tag::TableRow,
        TagEnd::TableCell => Tag::TableCell,
        TagEnd::Emphasis => Tag::Emphasis,
        TagEnd::Strong => Tag::Strong,
        TagEnd::Strikethrough => Tag::Strikethrough,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use crate::designation::Vocabulary;
    use crate::markdown::{Reading, options, parse};

    #[test]
    fn kept_events_are_those_of_the_reader() {
        let text = "# A &amp; B {#own}\n\n> [!NOTE]\n> *x* **y** ~~z~~\\\n> <b> `c`[^n]\n\n1. [x](y \"z\") ![p](q)\n2. - [x] d\n\n\
                    ```rust\nlet a;\n```\n\n|a|b|\n|:-|-:|\n|[[c\\|d]]|e|\n\n<div>\n\n---\n\n[^n]: f\n\n    indented\n";
        let read: Vec<_> = Parser::new_ext(text, options()).into_offset_iter().collect();
        let body = parse(Reading { text, offset: 0 }, &Vocabulary::outside());
        assert_eq!(body.events.iter(text).collect::<Vec<_>>(), read);
    }
}
