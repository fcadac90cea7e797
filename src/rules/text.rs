//! Whether everybody can read a text: words for images, headings in order, links that say where they lead.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Sources, Tell};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::markdown::one_line;
use crate::span::Span;
use crate::target::RecordId;

/// Link texts that say nothing about where they lead, in the languages of the Union.
#[rustfmt::skip]
const EMPTY_WORDS: [&str; 26] = [
    "here", "click", "click here", "see here", "this", "link", "this link", "the link", "page", "this page", "more", "read more",
    "learn more", "see more", "ici", "cliquez ici", "ce lien", "aquí", "haga clic aquí", "este enlace", "здесь", "тут", "这里", "点击这里",
    "هنا", "اضغط هنا",
];

/// Something open whose words are collected.
enum Open {
    Heading(u8),
    Link(LinkType),
    Image,
}

/// Checks the text of a record.
pub fn find(sources: &Sources<'_>, id: RecordId, tell: Tell<'_>) {
    let record = sources.library.record(id);
    let place = |range: &std::ops::Range<usize>| Span::new(range.start, range.end).shifted(record.body).first_line(&record.source.text);
    let mut open: Vec<(Open, String)> = Vec::new();
    // The title of the page is its heading of level 1.
    let mut level = 1;
    for (event, range) in sources.library.bodies[id.index()].events.iter(record.markdown()) {
        let begun = match &event {
            Event::Start(Tag::Heading { level, .. }) => Some(Open::Heading(*level as u8)),
            Event::Start(Tag::Link { link_type, .. }) => Some(Open::Link(*link_type)),
            Event::Start(Tag::Image { .. }) => Some(Open::Image),
            _ => None,
        };
        open.extend(begun.map(|begun| (begun, String::new())));
        match event {
            Event::Text(words) | Event::Code(words) => open.iter_mut().for_each(|(_, text)| text.push_str(&words)),
            Event::SoftBreak | Event::HardBreak => open.iter_mut().for_each(|(_, text)| text.push(' ')),
            Event::End(TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image) => {
                let Some((ended, text)) = open.pop() else { continue };
                let span = place(&range);
                let fault = match ended {
                    Open::Heading(own) => {
                        let skipped = (own > level + 1).then(|| skipped(level, own));
                        level = own;
                        if text.trim().is_empty() { Some((Code::EmptyText, "a heading without words".to_owned())) } else { skipped }
                    }
                    Open::Link(kind) => link_text(kind, &text),
                    Open::Image => {
                        text.trim().is_empty().then(|| (Code::ImageText, "an image without words for those who do not see it".to_owned()))
                    }
                };
                if let Some((code, message)) = fault {
                    tell(Diagnostic::new(code, record.path(), span, message).help(help(code)));
                }
            }
            _ => {}
        }
    }
}

fn skipped(from: u8, to: u8) -> (Code, String) {
    (Code::HeadingOrder, format!("a heading of level {to} after one of level {from}: level {} is missing between them", from + 1))
}

fn link_text(kind: LinkType, text: &str) -> Option<(Code, String)> {
    let words = one_line(text);
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // An address between `<` and `>` is there to be seen.
    let is_shown_address = matches!(kind, LinkType::Autolink | LinkType::Email);
    if words.is_empty() {
        return Some((Code::EmptyText, "a link without words".to_owned()));
    }
    if EMPTY_WORDS.contains(&bare.as_str()) {
        return Some((Code::LinkText, format!("the link text `{}` does not say where it leads", shown(&words))));
    }
    let is_address = ["https://", "http://", "www."].iter().any(|start| bare.starts_with(start)) && !words.contains(' ');
    (is_address && !is_shown_address).then(|| (Code::LinkText, "the link text is an address, and does not say what is there".to_owned()))
}

fn help(code: Code) -> &'static str {
    match code {
        Code::EmptyText => "write words, or remove it",
        Code::ImageText => "say between the brackets what the image shows: `![…](…)`",
        Code::HeadingOrder => "use the next level",
        _ => "say what is at its end, in words that make sense alone",
    }
}
