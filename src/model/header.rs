//! The keys that every Markdown record has.

use serde::Serializer;

use crate::date::Date;
use crate::fields::export::{Export, Names};
use crate::fields::value::{Free, Prose, Url};
use crate::fields::{Read, Reader, Shape, record};
use crate::yaml::Node;

record! {
    /// What every record may say of itself.
    pub struct Header = "a record" {
        /// What the page is called.
        title: Prose = "Focus Group on examples";
        /// The page in a sentence: for lists, descriptions and search engines.
        summary: Option<Prose> = "What this group studies, and for whom";
        /// The date of the document.
        date: Option<Date> = "2020-01-15";
        /// When the page was last brought up to date.
        updated: Option<Date> = "2020-03-01";
        /// Whether it is left out of the published site.
        draft: Draft = "false";
        /// Old URL paths that redirect here.
        aliases: Vec<Prose> = "[/old/path/]";
        /// Words to find it by.
        tags: Vec<String> = "[ledgers]";
        /// Files to download.
        attachments: Vec<Attachment> = "[{title: Circular, file: circular.pdf}]";
        /// A template of the theme, in place of its kind's own.
        template: Option<Prose> = "letter.html";
        /// Findings of `check` that are accepted, with the reason.
        waivers: Vec<Waiver> = "[{code: meeting-notice, reason: announced by letter, until: never}]";
        /// Free for themes.
        extra: Option<Free> = "{colour: blue}";
    }
}

record! {
    /// A file to download: beside the record, or elsewhere.
    pub struct Attachment = "an attachment" {
        /// What it is called.
        title: String = "The circular as a letter";
        /// A file in the site, seen from the record's own.
        file: Option<Prose> = "circular.pdf";
        /// An address elsewhere.
        url: Option<Url> = "https://example.org/circular.pdf";
        /// What it is: PDF, ZIP.
        format: Option<String> = "PDF";
    }
}

record! {
    /// A finding that is accepted.
    pub struct Waiver = "a waiver" {
        /// The code of the finding.
        code: Prose = "meeting-notice";
        /// The record, row or file it is for; in the settings all when absent, in a record this one.
        place as "where": Option<Prose> = "FG-XX";
        /// Why it is accepted.
        reason: String = "announced by letter";
        /// Until when.
        until: Until = "2027-01-01";
    }
}

/// The last day of a waiver, or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// It holds through this day.
    Day(Date),
    /// It always holds.
    Never,
}

impl Read for Until {
    const SHAPE: Shape = Shape::Either(&[Shape::Date, Shape::Word(&["never"])]);

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if node.as_text() == Some("never") { Some(Self::Never) } else { Date::read(node, reader).map(Self::Day) }
    }

    fn stand_in() -> Self {
        Self::Never
    }
}

/// `draft: true` leaves a record out of the published site; absent is false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Draft(pub bool);

impl Read for Draft {
    const SHAPE: Shape = Shape::Flag;
    const REQUIRED: bool = false;

    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        bool::read(node, reader).map(Self)
    }

    fn stand_in() -> Self {
        Self(false)
    }
}

/// Neither is told to other programs: what is waived and what is a draft are the site's own affair.
impl Export for Until {
    fn export<S: Serializer>(&self, names: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Day(day) => day.export(names, serializer),
            Self::Never => serializer.serialize_str("never"),
        }
    }
}

impl Export for Draft {
    fn is_absent(&self) -> bool {
        !self.0
    }

    fn export<S: Serializer>(&self, _: &dyn Names, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(self.0)
    }
}
