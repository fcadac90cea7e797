//! Makes HTML of Markdown, with the library to say where links and designations lead.
//!
//! In: the text of a record, what [`super::parse`] found in it, and the [`Links`] of its page. Out: HTML in which all
//! text is escaped and every address has a safe scheme. The same text and library always make the same HTML.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::footnotes::Footnotes;
use super::parse::{Body, LinkKind, Mention, Reading, Where};
use super::{alert, highlight, image};
use crate::config::{LinkMentions, RawHtml};
use crate::library::{Links, Resolved};
use crate::picture::Pictures;
use crate::target::Target;
use crate::words::Words;

/// What is rendered, and how.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The Markdown.
    pub reading: Reading<'a>,
    /// What was found in it.
    pub body: &'a Body,
    /// The anchors of its headings, in their order.
    pub anchors: &'a [String],
    /// Where its links lead.
    pub links: Links<'a>,
    /// The forms of the pictures that pages show.
    pub pictures: &'a Pictures,
    /// Which mentions become links.
    pub mentions: LinkMentions,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// The words of its language.
    pub words: &'a Words,
}

/// Renders a body into `out`.
pub fn render(page: Page<'_>, out: &mut String) {
    let mut writer = Writer {
        page,
        out,
        mentions: page.body.mentions.iter().peekable(),
        escapes: page.body.escapes.iter().peekable(),
        open: None,
        linked: Vec::new(),
        headings: 0,
        silent: 0,
        image: None,
        images: 0,
        code: None,
        closers: Vec::new(),
        table: Table::default(),
        footnotes: Footnotes::default(),
    };
    for (event, range) in page.body.events.iter(page.reading.text) {
        writer.take(event, range);
    }
    writer.footnotes.write(page.words, writer.out);
}

struct Writer<'a, 'o> {
    page: Page<'a>,
    out: &'o mut String,
    mentions: std::iter::Peekable<std::slice::Iter<'a, Mention>>,
    escapes: std::iter::Peekable<std::slice::Iter<'a, u32>>,
    /// The byte of the file at which the open link of a mention ends.
    open: Option<u32>,
    /// What was linked in this section.
    linked: Vec<Target>,
    headings: usize,
    /// How deep in something of which the text is not printed: `[[…]]` whose words are the official spelling, and the
    /// inside of an image.
    silent: u32,
    /// The image that is open: its alternative text so far, and what follows it.
    image: Option<(String, String)>,
    /// How many images there were.
    images: usize,
    /// The code block that is open: its language and its text so far.
    code: Option<(String, String)>,
    /// What closes the links that are open.
    closers: Vec<&'static str>,
    table: Table,
    footnotes: Footnotes,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'a> Writer<'a, '_> {
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        // Inside of an image only words count: they stand in an attribute.
        if let Some((alternative, _)) = &mut self.image {
            match event {
                Event::Text(text) | Event::Code(text) => alternative.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alternative.push(' '),
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.silent += 1,
                Event::End(tag) => self.end(tag),
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(&text, &range),
            },
            Event::SoftBreak => self.text("\n", &range),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Code(text) => {
                if self.silent == 0 {
                    self.out.push_str("<code>");
                    self.escape(&text);
                    self.out.push_str("</code>");
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => match self.page.raw_html {
                RawHtml::Escape => self.escape(&html),
                RawHtml::Allow => self.out.push_str(&html),
            },
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                let checked = if done { "checked aria-label=\"done\"" } else { "aria-label=\"to do\"" };
                self.out.push_str(&format!("<input type=\"checkbox\" disabled {checked}> "));
            }
            Event::FootnoteReference(label) => self.footnotes.refer(&label, self.out),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            // The options that make these are off.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.escape(&text),
        }
    }

    fn escape(&mut self, text: &str) {
        let _ = escape_html(&mut *self.out, text);
    }

    /// Writes text, with its mentions as links and without the backslashes before designations.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let offset = self.page.reading.offset;
        let (start, end) = ((range.start + offset) as u32, (range.end + offset) as u32);
        if self.silent > 0 {
            return;
        }
        let whole = text.len() != range.len();
        let mut at = start;
        while at < end {
            let hidden = self.edges(at);
            let from = at;
            at = if whole { end } else { self.next_edge(at, end) };
            if whole {
                self.escape(text);
            } else {
                let shown = &text[(from - start) as usize..(at - start) as usize];
                self.escape(if hidden { &shown[1..] } else { shown });
            }
            if self.open.is_some_and(|close| close <= at) {
                self.out.push_str("</a>");
                self.open = None;
            }
        }
    }

    /// Opens the mention that begins at `at`; says whether a backslash there is hidden.
    fn edges(&mut self, at: u32) -> bool {
        while self.mentions.next_if(|mention| mention.span.start < at).is_some() {}
        if let Some(mention) = self.mentions.next_if(|mention| mention.span.start == at)
            && mention.place == Where::Text
            && self.open.is_none()
            && self.is_linked(mention.target)
            && let Some(href) = self.page.links.mention(mention.target)
        {
            self.linked.push(mention.target);
            self.open = Some(mention.span.end);
            self.open_link(&href);
        }
        while self.escapes.next_if(|escape| **escape < at).is_some() {}
        self.escapes.next_if(|escape| **escape == at).is_some()
    }

    fn is_linked(&self, target: Target) -> bool {
        match self.page.mentions {
            LinkMentions::First => !self.linked.contains(&target),
            LinkMentions::All => true,
            LinkMentions::None => false,
        }
    }

    /// The next byte after `at`, up to `end`, at which something begins or ends.
    fn next_edge(&mut self, at: u32, end: u32) -> u32 {
        let mention = self.mentions.peek().map_or(end, |mention| mention.span.start);
        let escape = self.escapes.peek().map_or(end, |escape| **escape);
        let close = self.open.unwrap_or(end);
        [mention, escape, close].into_iter().filter(|edge| *edge > at).fold(end, u32::min)
    }

    fn open_link(&mut self, href: &str) {
        self.out.push_str("<a href=\"");
        let _ = escape_href(&mut *self.out, href);
        self.out.push_str("\">");
    }

    fn start(&mut self, tag: Tag<'a>) {
        if self.silent > 0 {
            if matches!(tag, Tag::Link { .. } | Tag::Image { .. }) {
                self.silent += 1;
            }
            return;
        }
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                self.linked.clear();
                let anchor = self.page.anchors.get(self.headings).map_or("", String::as_str);
                self.headings += 1;
                self.out.push_str(&format!("<{level} id=\""));
                let _ = escape_html(&mut *self.out, anchor);
                self.out.push_str("\">");
            }
            Tag::BlockQuote(None) => self.out.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => alert::open(kind, self.page.words, self.out),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or("").to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::HtmlBlock => {
                if self.page.raw_html == RawHtml::Escape {
                    self.out.push_str("<p>");
                }
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(label) => self.footnotes.begin(&label, self.out),
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                self.out.push_str("<div class=\"table\" role=\"group\" aria-label=\"");
                self.escape(self.page.words.of("table"));
                self.out.push_str("\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                let class = match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"right\"",
                    _ => "",
                };
                self.out.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
                self.out.push_str(class);
                self.out.push('>');
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title),
            // The options that make these are off.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn link(&mut self, link_type: LinkType, destination: &str) {
        let resolved = match link_type {
            LinkType::WikiLink { .. } => self.page.links.resolve(LinkKind::Wiki, destination),
            LinkType::Email => Ok(Resolved::External(format!("mailto:{destination}"))),
            _ => self.page.links.resolve(LinkKind::Link, destination),
        };
        let Ok(resolved) = resolved else {
            // Told already, as an error or as an unsafe link: its words are printed.
            self.closers.push("");
            return;
        };
        let href = self.page.links.href(&resolved);
        if let Some(href) = &href {
            self.open_link(href);
        }
        if let (LinkType::WikiLink { has_pothole: false }, Resolved::Target { official, .. }) = (link_type, &resolved) {
            self.escape(official);
            self.silent = 1;
        }
        self.closers.push(if href.is_some() { "</a>" } else { "" });
    }

    /// Begins an image; its alternative text comes with the events up to its end.
    fn image(&mut self, destination: &str, title: &str) {
        let Ok(resolved) = self.page.links.resolve(LinkKind::Image, destination) else { return };
        // Where there is none that is told already: its words are printed.
        if let Some(rest) = image::open(&self.page, &resolved, title, self.images == 0, self.out) {
            self.images += 1;
            self.image = Some((String::new(), rest));
            self.silent = 1;
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if self.silent > 0 {
            if matches!(tag, TagEnd::Link | TagEnd::Image) {
                self.silent -= 1;
            }
            if self.silent > 0 {
                return;
            }
            if let Some((alternative, rest)) = self.image.take() {
                self.escape(&alternative);
                self.out.push_str(&rest);
            } else {
                let closer = self.closers.pop().unwrap_or("");
                self.out.push_str(closer);
            }
            return;
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.out.push_str(&format!("</{level}>\n")),
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::HtmlBlock if self.page.raw_html == RawHtml::Escape => self.out.push_str("</p>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.footnotes.end(self.out),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.out.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out.push_str(if self.table.in_head { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                let closer = self.closers.pop().unwrap_or("");
                self.out.push_str(closer);
            }
            _ => {}
        }
    }

    fn code_block(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            self.escape(&language);
            self.out.push('"');
        }
        self.out.push('>');
        highlight::write(self.out, &code, &language);
        self.out.push_str("</code></pre>\n");
    }
}
