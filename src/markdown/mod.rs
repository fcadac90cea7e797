//! Markdown, purely: [`parse()`] finds headings, links and mentions before the library exists, and keeps what it read;
//! [`render()`] makes HTML of that when it does.

mod alert;
mod destination;
mod events;
mod excerpt;
mod footnotes;
pub mod highlight;
mod image;
mod lines;
mod parse;
mod render;
mod run;
mod sentence;

pub use destination::{destinations, escape};
pub use events::Events;
pub use excerpt::sentence_around;
pub use parse::{Body, Heading, LinkKind, Mention, RawLink, Reading, Where, mentions, parse};
pub use render::{Page, render};
pub use sentence::{first_sentence, one_line};

use pulldown_cmark::Options;

/// CommonMark with what the content model adds; no smart punctuation, since designations and titles are exact.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}
