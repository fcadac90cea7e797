//! Reads Markdown for what other stages need to know of it, before there is a library.
//!
//! In: the text of a record and the vocabulary of the site. Out: headings, links as written and mentions of
//! designations, each with its place. Makes no HTML.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::events::{Events, Keeper, exact};
use super::run::Run;
use super::sentence::one_line;
use crate::designation::{self, Found, Vocabulary};
use crate::slug;
use crate::span::Span;
use crate::target::Target;

/// What was found in a body. All spans are those of the record's file.
#[derive(Debug, Default)]
pub struct Body {
    /// The headings, in order. Section 0 is what stands before the first; section `n` follows heading `n - 1`.
    pub headings: Vec<Heading>,
    /// The links and images.
    pub links: Vec<RawLink>,
    /// The mentions that name something, in order.
    pub mentions: Vec<Mention>,
    /// Full designations that name nothing of the site.
    pub unknown: Vec<Span>,
    /// Backslashes before designations: not printed.
    pub escapes: Vec<u32>,
    /// Raw HTML.
    pub raw_html: Vec<Span>,
    /// The text of the first paragraph.
    pub opening: String,
    /// What the reader said of all of it.
    pub events: Events,
}

/// A heading.
#[derive(Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The anchor that it asks for: `{#own-id}` as given, or made from its words.
    pub wanted: String,
}

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[…](…)` or a reference.
    Link,
    /// `![…](…)`.
    Image,
    /// `[[…]]`.
    Wiki,
    /// `[…][…]` whose definition is missing.
    Undefined,
}

/// A link as written.
#[derive(Debug)]
pub struct RawLink {
    /// What it is.
    pub kind: LinkKind,
    /// Where it leads, as written.
    pub destination: String,
    /// The whole link.
    pub span: Span,
    /// The section it stands in.
    pub section: u32,
}

/// Where a mention stands, which decides whether it can be a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In body text.
    Text,
    /// In a heading, a link or an image: it counts, and is not linked.
    Inside,
}

/// A mention of what the site has.
#[derive(Debug)]
pub struct Mention {
    /// Its words in the source.
    pub span: Span,
    /// The section it stands in.
    pub section: u32,
    /// What it names.
    pub target: Target,
    /// Where it stands.
    pub place: Where,
}

/// How a body is read: its text, and where in its file that begins.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'t> {
    /// The Markdown.
    pub text: &'t str,
    /// The byte of the file at which it begins.
    pub offset: usize,
}

/// Reads a body.
pub fn parse(reading: Reading<'_>, vocabulary: &Vocabulary<Target>) -> Body {
    read(reading, vocabulary, Keep::Events, &mut |_, _| ())
}

/// Tells every designation that readers of a body see, known or not, in order.
pub fn mentions(reading: Reading<'_>, vocabulary: &Vocabulary<Target>, mut tell: impl FnMut(Span, &Found<Target>)) {
    read(reading, vocabulary, Keep::Nothing, &mut tell);
}

/// Whether the events are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Events,
    Nothing,
}

fn read<'t>(reading: Reading<'t>, vocabulary: &Vocabulary<Target>, keep: Keep, tell: &mut dyn FnMut(Span, &Found<Target>)) -> Body {
    let mut undefined = Vec::new();
    let mut kept = (keep == Keep::Events).then(|| Keeper::of(reading.text));
    let mut parser = Walker::new(reading, vocabulary, tell);
    {
        let broken = |link: BrokenLink<'t>| -> Option<(CowStr<'t>, CowStr<'t>)> {
            // `[text]` alone is how people write brackets; `[text][label]` and `[label][]` can only be meant as a link.
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                undefined.push((link.reference.to_string(), link.span));
            }
            None
        };
        let events = Parser::new_with_broken_link_callback(reading.text, super::options(), Some(broken)).into_offset_iter();
        for (event, range) in events {
            if let Some(kept) = &mut kept {
                kept.push(&event, &range);
            }
            parser.take(event, range);
        }
    }
    parser.flush();
    let mut body = parser.body;
    for (label, range) in undefined {
        let span = Span::new(range.start, range.end).shifted(reading.offset);
        body.links.push(RawLink { kind: LinkKind::Undefined, destination: label, span, section: 0 });
    }
    Body {
        headings: exact(body.headings),
        links: exact(body.links),
        mentions: exact(body.mentions),
        opening: body.opening.as_str().to_owned(),
        events: kept.map(Keeper::finish).unwrap_or_default(),
        ..body
    }
}

/// Walks through the events of one body.
struct Walker<'t, 'v> {
    reading: Reading<'t>,
    vocabulary: &'v Vocabulary<Target>,
    tell: &'v mut dyn FnMut(Span, &Found<Target>),
    body: Body,
    run: Run,
    /// How many headings, links and images are open.
    inside: u32,
    /// The heading that is open, with its words so far.
    heading: Option<Heading>,
    in_code_block: bool,
    opening: Opening,
}

/// Whether the first paragraph is still to come, open, or done.
#[derive(PartialEq, Eq)]
enum Opening {
    Awaited,
    Open,
    Done,
}

impl<'t, 'v> Walker<'t, 'v> {
    fn new(reading: Reading<'t>, vocabulary: &'v Vocabulary<Target>, tell: &'v mut dyn FnMut(Span, &Found<Target>)) -> Self {
        Self {
            reading,
            vocabulary,
            tell,
            body: Body::default(),
            run: Run::default(),
            inside: 0,
            heading: None,
            in_code_block: false,
            opening: Opening::Awaited,
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) if !self.in_code_block => self.text(&text, range),
            Event::SoftBreak => self.text("\n", range),
            Event::HardBreak => {
                self.flush();
                self.words(" ");
            }
            Event::Code(text) => {
                self.flush();
                self.words(&text);
            }
            Event::InlineHtml(_) => {
                self.flush();
                self.body.raw_html.push(self.span(&range));
            }
            Event::Start(tag) => {
                self.flush();
                self.start(tag, range);
            }
            Event::End(tag) => {
                self.flush();
                self.end(tag);
            }
            _ => self.flush(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                let wanted = id.map_or_else(String::new, |id| id.to_string());
                self.heading = Some(Heading { level: level as u8, text: String::new(), wanted });
                // What stands in a heading belongs to the section that it opens.
                self.inside += 1;
            }
            Tag::Link { link_type, dest_url, .. } => {
                let kind = if matches!(link_type, LinkType::WikiLink { .. }) { LinkKind::Wiki } else { LinkKind::Link };
                let destination = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.link(kind, destination, &range);
            }
            Tag::Image { dest_url, .. } => self.link(LinkKind::Image, dest_url.to_string(), &range),
            Tag::CodeBlock(_) => self.in_code_block = true,
            // A block of HTML is told once, by its beginning.
            Tag::HtmlBlock => self.body.raw_html.push(self.span(&range)),
            Tag::Paragraph if self.opening == Opening::Awaited => self.opening = Opening::Open,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.inside -= 1;
                if let Some(mut heading) = self.heading.take() {
                    heading.text = one_line(&heading.text);
                    if heading.wanted.is_empty() {
                        heading.wanted = slug::of_heading(&heading.text);
                    }
                    self.body.headings.push(heading);
                }
            }
            TagEnd::Link | TagEnd::Image => self.inside -= 1,
            TagEnd::CodeBlock => self.in_code_block = false,
            TagEnd::Paragraph if self.opening == Opening::Open => self.opening = Opening::Done,
            _ => {}
        }
    }

    fn link(&mut self, kind: LinkKind, destination: String, range: &Range<usize>) {
        self.inside += 1;
        let (span, section) = (self.span(range), self.section());
        self.body.links.push(RawLink { kind, destination, span, section });
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        self.run.push(text, range);
    }

    /// Words that a heading or the first paragraph also has.
    fn words(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        } else if self.opening == Opening::Open {
            self.body.opening.push_str(text);
        }
    }

    fn section(&self) -> u32 {
        (self.body.headings.len() + usize::from(self.heading.is_some())) as u32
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.reading.offset)
    }

    /// Ends a run of text: what stands in it is found, and the next begins.
    fn flush(&mut self) {
        if self.run.text().is_empty() {
            return;
        }
        let section = self.section();
        let place = if self.inside > 0 { Where::Inside } else { Where::Text };
        let (run, body, tell, offset) = (&self.run, &mut self.body, &mut self.tell, self.reading.offset);
        // The words of the run as they are printed: without the backslashes before designations.
        let (mut printed, mut from) = (String::new(), 0);
        designation::scan(run.text(), self.vocabulary, |found: Found<Target>| {
            let span = run.source(found.start, found.end).shifted(offset);
            if !found.escaped {
                tell(span, &found);
            }
            match (found.escaped, found.target) {
                // Of an escaped list only the first has the backslash.
                (true, _) if run.text().as_bytes()[found.start - 1] == b'\\' => {
                    body.escapes.push(span.start - 1);
                    printed.push_str(&run.text()[from..found.start - 1]);
                    from = found.start;
                }
                (true, _) => {}
                (false, Some(target)) => body.mentions.push(Mention { span, section, target, place }),
                (false, None) => body.unknown.push(span),
            }
        });
        if self.heading.is_some() || self.opening == Opening::Open {
            printed.push_str(&self.run.text()[from..]);
            self.words(&printed);
        }
        self.run.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::RecordId;

    fn body(text: &str) -> Body {
        let mut vocabulary = Vocabulary::of_site();
        vocabulary.add_study_group(17, Target::Record(RecordId(0)));
        vocabulary.add_name("FG-MV", Target::Record(RecordId(1)));
        parse(Reading { text, offset: 0 }, &vocabulary.freeze())
    }

    fn mentions(text: &str) -> Vec<(&str, u32, Where)> {
        body(text).mentions.into_iter().map(|mention| (&text[mention.span.range()], mention.section, mention.place)).collect()
    }

    #[test]
    fn mentions_know_their_section_and_place() {
        let text = "SG17\n\n## On SG 17\n\nSee [SG17](x) and *ITU-T\nSG&nbsp;17*.\n\n| FG-MV |\n|---|\n| FG-MV |\n";
        assert_eq!(
            mentions(text),
            [
                ("SG17", 0, Where::Text),
                ("SG 17", 1, Where::Inside),
                ("SG17", 1, Where::Inside),
                ("ITU-T\nSG&nbsp;17", 1, Where::Text),
                ("FG-MV", 1, Where::Text),
                ("FG-MV", 1, Where::Text),
            ]
        );
    }

    #[test]
    fn code_html_and_backslashes_hide_designations() {
        let text = "`SG17` <b>x</b> \\SG17\n\n```\nSG17\n```\n\n<div>SG17</div>\n";
        let body = body(text);
        assert!(body.mentions.is_empty());
        assert_eq!(body.escapes, [16]);
        assert_eq!(body.raw_html.len(), 3);
    }

    #[test]
    fn links_are_told_as_written() {
        let body = body("[a](b.md#c) ![d](e.svg) [[FG-MV]] [[FG-MV|the group]] <x@y.org> [f][g]\n\n| t |\n|---|\n| [[FG-MV\\|g]] |\n");
        let links: Vec<_> = body.links.iter().map(|link| (link.kind, link.destination.as_str())).collect();
        assert_eq!(
            links,
            [
                (LinkKind::Link, "b.md#c"),
                (LinkKind::Image, "e.svg"),
                (LinkKind::Wiki, "FG-MV"),
                (LinkKind::Wiki, "FG-MV"),
                (LinkKind::Link, "mailto:x@y.org"),
                // In a table the bar is escaped; the reader leaves the backslash, which no name ends in.
                (LinkKind::Wiki, "FG-MV\\"),
                (LinkKind::Undefined, "g"),
            ]
        );
    }

    #[test]
    fn headings_ask_for_anchors() {
        let body = body("# One `two`\n\n## Three {#own}\n\n### On \\SG17\n");
        let headings: Vec<_> =
            body.headings.iter().map(|heading| (heading.level, heading.text.as_str(), heading.wanted.as_str())).collect();
        assert_eq!(headings, [(1, "One two", "one-two"), (2, "Three", "own"), (3, "On SG17", "on-sg17")]);
        assert_eq!(body.opening, "");
    }
}
