//! The records of a site: typed, checked, each with the place it came from.
//!
//! In: a text and its place in `content/`. Out: a [`Record`], or the faults for which there is none. What a record names
//! is looked up later, in the library: nothing here knows any other record.

pub mod catalogue;
pub mod circular;
pub mod deadline;
pub mod group;
pub mod header;
pub mod liaison;
mod lifetime;
pub mod place;
pub mod reference;
pub mod report;
mod shape;
pub mod study_group;

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{self, Field, Fields, MapReader, Reader};
use crate::front_matter;
use crate::language::Language;
use crate::path::SourcePath;
use crate::source::Text;
use crate::span::Span;
use crate::yaml::{Node, Value};

use circular::Circular;
use group::Group;
use header::Header;
use liaison::Liaison;
use place::Place;
use report::Report;
use study_group::StudyGroup;

/// What a record is: its folder says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A focus group.
    Group,
    /// A circular.
    Circular,
    /// A liaison statement.
    Liaison,
    /// A report.
    Report,
    /// A study group, an advisory group or a joint coordination activity.
    StudyGroup,
    /// Any other page, and every sub-page of a record.
    Page,
}

/// What the program knows of a kind.
#[derive(Debug)]
pub struct KindInfo {
    /// The kind.
    pub kind: Kind,
    /// Its name for people and for `plenary new`.
    pub name: &'static str,
    /// Its folder in `content/`, its list's URL and the name of its data files.
    pub folder: &'static str,
    /// What one is, with its article.
    pub what: &'static str,
    /// What its list is called in messages.
    pub list: &'static str,
    /// The heading of its list.
    pub heading: &'static str,
    /// The template of its pages.
    pub template: &'static str,
    /// Whether its records must have a `date`.
    pub is_dated: bool,
    /// Its own keys, beside those of every record.
    pub fields: &'static [Field],
    /// Reads them.
    read: fn(&mut MapReader<'_, '_>, &mut Reader<'_>) -> Data,
}

/// All kinds. A new one is a file beside this one, a line here, a variant of [`Data`] and a template.
pub const KINDS: [KindInfo; 6] = [
    KindInfo {
        kind: Kind::Group,
        name: "focus-group",
        folder: "groups",
        list: "the list of focus groups",
        what: "a focus group",
        heading: "Focus groups",
        template: "group.html",
        is_dated: false,
        fields: Group::FIELDS,
        read: |map, reader| {
            let group = Group::take(map, reader);
            group.check(reader);
            Data::Group(Box::new(group))
        },
    },
    KindInfo {
        kind: Kind::Circular,
        name: "circular",
        folder: "circulars",
        list: "the list of circulars",
        what: "a circular",
        heading: "Circulars",
        template: "circular.html",
        is_dated: true,
        fields: Circular::FIELDS,
        read: |map, reader| {
            let circular = Circular::take(map, reader);
            Data::Circular(Box::new(circular))
        },
    },
    KindInfo {
        kind: Kind::Liaison,
        name: "liaison",
        folder: "liaisons",
        list: "the list of liaison statements",
        what: "a liaison statement",
        heading: "Liaison statements",
        template: "liaison.html",
        is_dated: true,
        fields: Liaison::FIELDS,
        read: |map, reader| {
            let liaison = Liaison::take(map, reader);
            Data::Liaison(Box::new(liaison))
        },
    },
    KindInfo {
        kind: Kind::Report,
        name: "report",
        folder: "reports",
        list: "the list of reports",
        what: "a report",
        heading: "Reports",
        template: "report.html",
        is_dated: true,
        fields: Report::FIELDS,
        read: |map, reader| {
            let report = Report::take(map, reader);
            report.check(reader);
            Data::Report(Box::new(report))
        },
    },
    KindInfo {
        kind: Kind::StudyGroup,
        name: "study-group",
        folder: "study-groups",
        list: "the list of study groups",
        what: "a study group",
        heading: "Study groups",
        template: "study-group.html",
        is_dated: false,
        fields: StudyGroup::FIELDS,
        read: |map, reader| {
            let study_group = StudyGroup::take(map, reader);
            study_group.check(map, reader);
            Data::StudyGroup(Box::new(study_group))
        },
    },
    KindInfo {
        kind: Kind::Page,
        name: "page",
        folder: "pages",
        list: "the list of pages",
        what: "a page",
        heading: "Pages",
        template: "page.html",
        is_dated: false,
        fields: &[],
        read: |_, _| Data::Page,
    },
];

impl Kind {
    /// What the program knows of it.
    pub fn info(self) -> &'static KindInfo {
        &KINDS[self as usize]
    }
}

/// What a record holds beside the keys of every record.
#[derive(Clone, Debug)]
pub enum Data {
    /// A focus group's.
    Group(Box<Group>),
    /// A circular's.
    Circular(Box<Circular>),
    /// A liaison statement's.
    Liaison(Box<Liaison>),
    /// A report's.
    Report(Box<Report>),
    /// A study group's.
    StudyGroup(Box<StudyGroup>),
    /// Nothing more.
    Page,
}

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Its id, by the rule of [`crate::slug::of_name`]; a sub-page's begins with its record's and `/`.
    pub id: String,
    /// Its site-relative URL in its own language, without a language's prefix: `groups/fg-mv/`.
    pub url: String,
    /// The id of the record that a sub-page belongs to.
    pub owner: Option<String>,
    /// Its language, where its file name says one.
    pub language: Option<Language>,
    /// The keys of every record.
    pub header: Header,
    /// The keys of its kind.
    pub data: Data,
    /// The texts of its front matter in which mentions count, with the action item that each belongs to.
    pub prose: Vec<(String, Option<usize>)>,
    /// Its file.
    pub source: Text,
    /// The first byte of the body in that file.
    pub body: usize,
    /// Where its title, or else its file, is told to be.
    pub place: Span,
    /// Whether anything in its front matter was wrong.
    pub faulty: bool,
    /// Whether its front matter could not be read at all: then only its id is known.
    pub unread: bool,
    /// What the tables of the whole site are made of, of its front matter: see [`Record::looks_like`].
    shape: u64,
}

impl Record {
    /// Reads one file. A file that cannot be placed is no record; one whose front matter has faults still is, so that
    /// it answers to its names.
    pub fn read(source: Text) -> (Option<Self>, Vec<Diagnostic>) {
        let place = match Place::of(&source.path) {
            Ok(place) => place,
            Err(fault) => return (None, vec![fault]),
        };
        let mut reader = Reader::new(&source.path, &source.text);
        let split = match front_matter::split(&source.text) {
            Ok(split) => split,
            Err((code, span, message)) => {
                let help = match code {
                    Code::UnclosedFrontMatter => "add a line `---` after the last key",
                    _ => "begin with `---`, `title: …` and `---`",
                };
                reader.fault(code, span, message, Some(help.to_owned()));
                let diagnostics = reader.diagnostics;
                return (Some(Self::unread(place, source)), diagnostics);
            }
        };
        let tree = match read_header(&source.text, split.header) {
            Ok(tree) => tree,
            Err(fault) => {
                let help = fault.help();
                reader.fault(fault.code, fault.span, fault.message, help);
                let diagnostics = reader.diagnostics;
                return (Some(Self::unread(place, source)), diagnostics);
            }
        };
        let info = place.kind.info();
        let Some(mut map) = MapReader::open(&tree, &[Header::FIELDS, info.fields], info.what, &mut reader) else {
            let diagnostics = reader.diagnostics;
            return (Some(Self::unread(place, source)), diagnostics);
        };
        let header = Header::take(&mut map, &mut reader);
        let data = (info.read)(&mut map, &mut reader);
        need_date(info, &map, &mut reader);
        check_attachments(&header, &mut reader);
        let mut prose = Vec::new();
        fields::prose::visit(&tree, &mut |node, action| prose.extend(node.as_text().map(|text| (text.to_owned(), action))));
        let diagnostics = reader.diagnostics;
        let record = Self {
            prose,
            kind: place.kind,
            id: place.id,
            url: place.url,
            owner: place.owner,
            language: place.language,
            place: header.title.span,
            header,
            data,
            body: split.body,
            faulty: !diagnostics.is_empty(),
            unread: false,
            shape: shape::of(&tree),
            source,
        };
        (Some(record), diagnostics)
    }

    /// A record of which only its id is known.
    fn unread(place: Place, source: Text) -> Self {
        use crate::fields::Read;
        Self {
            kind: place.kind,
            id: place.id,
            url: place.url,
            owner: place.owner,
            language: place.language,
            header: Header::stand_in(),
            prose: Vec::new(),
            data: Data::Page,
            body: source.text.len(),
            place: Span::default(),
            faulty: true,
            unread: true,
            shape: 0,
            source,
        }
    }

    /// Where the record's file is.
    pub fn path(&self) -> &SourcePath {
        &self.source.path
    }

    /// The Markdown of its body.
    pub fn markdown(&self) -> &str {
        &self.source.text[self.body..]
    }

    /// Whether it is left out of the published site.
    pub fn is_draft(&self) -> bool {
        self.header.draft.0
    }

    /// The official spelling: the acronym, the series and number, the reference, or else the title.
    pub fn official(&self) -> std::borrow::Cow<'_, str> {
        let reference = match &self.data {
            Data::Group(group) => Some(&group.acronym),
            Data::StudyGroup(group) if group.is_home_sector() => Some(&group.acronym),
            Data::StudyGroup(group) => return format!("{} {}", group.sector.0, group.acronym.text).into(),
            Data::Circular(circular) => return format!("{} {}", circular.series, circular.number.text).into(),
            Data::Liaison(liaison) => liaison.reference.as_ref(),
            Data::Report(report) => report.reference.as_ref(),
            Data::Page => None,
        };
        reference.unwrap_or(&self.header.title).text.as_str().into()
    }

    /// Whether all others see of it what they see of `other`, which had its place: then what was made of the whole site
    /// with the one holds with the other. All else is looked up when a page is rendered.
    pub fn looks_like(&self, other: &Self) -> bool {
        let same_place = (self.kind, &self.id, &self.url, self.language) == (other.kind, &other.id, &other.url, other.language);
        same_place && (self.shape, self.faulty) == (other.shape, other.faulty) && self.official() == other.official()
    }

    /// Its focus group's keys.
    pub fn group(&self) -> Option<&Group> {
        if let Data::Group(group) = &self.data { Some(group) } else { None }
    }

    /// Its study group's keys.
    pub fn study_group(&self) -> Option<&StudyGroup> {
        if let Data::StudyGroup(group) = &self.data { Some(group) } else { None }
    }

    /// Its report's keys.
    pub fn report(&self) -> Option<&Report> {
        if let Data::Report(report) = &self.data { Some(report) } else { None }
    }

    /// When its page was last brought up to date, as far as it says: `updated`, else `date`.
    pub fn updated(&self) -> Option<crate::date::Date> {
        self.header.updated.or(self.header.date)
    }
}

/// The header's tree, its spans those of the file.
fn read_header(text: &str, header: Span) -> Result<Node<'_>, crate::yaml::Fault> {
    let yaml = &text[header.range()];
    let offset = header.start as usize;
    match crate::yaml::parse(yaml) {
        Ok(Some(mut node)) => {
            node.shift(offset);
            Ok(node)
        }
        Ok(None) => Ok(Node { span: Span::new(offset, offset), value: Value::Mapping(Vec::new()) }),
        Err(fault) => Err(crate::yaml::Fault { span: fault.span.shifted(offset), ..fault }),
    }
}

fn need_date(info: &KindInfo, map: &MapReader<'_, '_>, reader: &mut Reader<'_>) {
    if info.is_dated && map.lacks("date") {
        let help = Some("add `date:` with a date such as `2020-01-15`".to_owned());
        reader.fault(Code::MissingKey, map.span(), format!("{} must have `date`", info.what), help);
    }
}

fn check_attachments(header: &Header, reader: &mut Reader<'_>) {
    for attachment in &header.attachments {
        if attachment.file.is_some() == attachment.url.is_some() && !reader.has_fault_in(attachment.at) {
            let help = Some("add `file:` with a file beside the record, or `url:`".to_owned());
            let message = format!("the attachment `{}` must have either `file` or `url`", attachment.title);
            reader.fault(Code::MissingKey, attachment.at, message, help);
        }
    }
}
