//! Inventories: what other sites have designations for, as their `data/designations.json` tells it.
//!
//! In: the text of such a file. Out: what it names, with addresses that are safe to link to, and a fault at its place for
//! whatever is not as it must be. The file comes from elsewhere: nothing in it is trusted.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::designation::{self, Name, cased_key};
use crate::diagnostic::{Code, Diagnostic, lower_first, shown};
use crate::fields::value::is_web_page;
use crate::source::Text;
use crate::span::Span;

/// The longest name and title that are read, in characters.
const LONGEST: usize = 500;
/// The most spellings that something has.
const MOST_SPELLINGS: usize = 50;
/// How many faults of one file are told.
const MOST_TOLD: usize = 20;

/// Something of another site that has a designation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Its official spelling.
    pub name: String,
    /// What it is.
    pub kind: ForeignKind,
    /// Other spellings.
    pub also_written: Vec<String>,
    /// What it is called.
    pub title: Option<String>,
    /// Its page: an address that begins with `https:` or `http:`.
    pub address: Option<String>,
    /// What its site is called.
    pub site: String,
    /// Where the file tells it.
    pub span: Span,
}

/// What something of another site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignKind {
    /// A focus group.
    FocusGroup,
    /// A circular.
    Circular,
    /// A liaison statement.
    Liaison,
    /// A report.
    Report,
    /// A study group, an advisory group or a joint coordination activity.
    StudyGroup,
    /// A Recommendation or another text.
    Recommendation,
    /// A work item.
    WorkItem,
    /// An outside body.
    Organisation,
    /// A Question.
    Question,
    /// An action item.
    Action,
    /// A meeting of a focus group.
    Meeting,
}

impl ForeignKind {
    /// The word for it, as `plenary refs` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FocusGroup => "focus-group",
            Self::Circular => "circular",
            Self::Liaison => "liaison",
            Self::Report => "report",
            Self::StudyGroup => "study-group",
            Self::Recommendation => "recommendation",
            Self::WorkItem => "work-item",
            Self::Organisation => "organisation",
            Self::Question => "question",
            Self::Action => "action",
            Self::Meeting => "meeting",
        }
    }
}

impl Foreign {
    /// What it answers to: one key for each of its spellings.
    pub fn keys(&self) -> impl Iterator<Item = String> + '_ {
        self.spellings().map(|name| if self.kind == ForeignKind::WorkItem { work_item_key(name) } else { name_key(name) })
    }

    /// All its spellings, the official one first.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.also_written).map(String::as_str)
    }
}

/// The key of a name, by what its form says it is.
pub fn name_key(name: &str) -> String {
    match designation::parse(name) {
        Name::StudyGroup(number) => format!("sg{number}"),
        Name::Question(number, group) => format!("q{number}/{group}"),
        Name::Text(id) => format!("text {id}"),
        Name::Other(key) => key,
    }
}

/// The key of a work item's name, of which the letter case matters.
pub fn work_item_key(name: &str) -> String {
    format!("work item {}", cased_key(name))
}

/// The file, each of its designations as it stands there.
#[derive(Deserialize)]
#[serde(expecting = "a map of keys and values")]
struct File<'t> {
    list: String,
    title: String,
    base_url: String,
    #[serde(borrow)]
    designations: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(expecting = "a map of keys and values")]
struct Entry {
    name: String,
    kind: ForeignKind,
    #[serde(default)]
    also_written: Vec<String>,
    title: Option<String>,
    address: Option<String>,
}

/// Reads an inventory. With `url`, what it tells of the address of its own site is told of that one.
pub fn read(text: &Text, url: Option<&str>) -> (Vec<Foreign>, Vec<Diagnostic>) {
    let fault = |span: Span, message: String| Diagnostic::new(Code::InvalidValue, &text.path, span.first_line(&text.text), message);
    let of_whole = |span: Span, message: String| fault(span, message).help("name `data/designations.json` of another site");
    let file: File<'_> = match serde_json::from_str(&text.text) {
        Ok(file) => file,
        Err(error) => return (Vec::new(), vec![of_whole(place(&text.text, 0, &error), format!("this is no inventory: {}", said(&error)))]),
    };
    let start = Span::new(0, text.text.len().min(1));
    if file.list != "designations" {
        return (Vec::new(), vec![of_whole(start, format!("this is a list of `{}`, and no inventory", shown(&file.list)))]);
    }
    if !is_web_page(&file.base_url) || !file.base_url.ends_with('/') {
        let message =
            format!("`{}` is not where a site can be: expected an address that begins with https: and ends in /", shown(&file.base_url));
        return (Vec::new(), vec![of_whole(start, message)]);
    }
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for raw in file.designations {
        let at = raw.get().as_ptr() as usize - text.text.as_ptr() as usize;
        let span = Span::new(at, at + raw.get().len());
        let entry: Entry = match serde_json::from_str(raw.get()) {
            Ok(entry) => entry,
            Err(error) => {
                faults.push(fault(place(&text.text, at, &error), format!("this is no designation: {}", said(&error))));
                continue;
            }
        };
        match checked(entry, &file.base_url, url, &file.title, span) {
            Ok(foreign) => found.push(foreign),
            Err(message) => faults.push(fault(span, message)),
        }
    }
    if faults.len() > MOST_TOLD {
        let message = format!("{} more designations of this file cannot be read", faults.len() - MOST_TOLD);
        faults.truncate(MOST_TOLD);
        faults.push(Diagnostic::of_file(Code::InvalidValue, &text.path, message));
    }
    (found, faults)
}

/// The error says what is wrong with an entry.
fn checked(entry: Entry, base_url: &str, url: Option<&str>, site: &str, span: Span) -> Result<Foreign, String> {
    let Entry { name, kind, also_written, title, address } = entry;
    let name = text("a name", &name)?;
    let also_written = also_written.iter().map(|name| text("a name", name)).collect::<Result<Vec<String>, String>>()?;
    if also_written.len() > MOST_SPELLINGS {
        return Err(format!("`{}` has more than {MOST_SPELLINGS} spellings", shown(&name)));
    }
    if let Some(address) = address.as_ref().filter(|address| !is_web_page(address)) {
        return Err(format!("`{}` leads to `{}`: expected an address that begins with https:", shown(&name), shown(address)));
    }
    let moved = |address: String| match (url, address.strip_prefix(base_url)) {
        (Some(url), Some(rest)) => format!("{url}{rest}"),
        _ => address,
    };
    let title = title.map(|title| text("a title", &title)).transpose()?;
    Ok(Foreign { name, kind, also_written, title, address: address.map(moved), site: shown(site), span })
}

/// A text on one line that is there and not too long.
fn text(what: &str, text: &str) -> Result<String, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.chars().count() > LONGEST || trimmed.chars().any(char::is_control) {
        return Err(format!("{what} here is empty, longer than {LONGEST} characters, or has a control character"));
    }
    Ok(trimmed.to_owned())
}

/// Where in the whole text an error in the part from `start` on is.
fn place(text: &str, start: usize, error: &serde_json::Error) -> Span {
    let part = &text[start..];
    let before: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    // Columns are counted in bytes, the last that was read being the one.
    let mut at = (start + before + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(at, at + width)
}

/// What the reader says, without its own lines and columns.
fn said(error: &serde_json::Error) -> String {
    let words = error.to_string();
    lower_first(words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words))
}
