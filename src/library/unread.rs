//! What could not be read of a site: faults that would only follow from it are not told.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::place::Place;
use crate::model::{KINDS, Kind};
use crate::path::SourcePath;
use crate::source::{CATALOGUE, CONTENT, ORGANISATIONS, RECOMMENDATIONS, WORK_ITEMS};

/// What could not be read.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// The Recommendations of the catalogue, or some of them.
    pub recommendations: bool,
    /// Its work items.
    pub work_items: bool,
    /// Its organisations.
    pub organisations: bool,
    /// Files and folders of the content.
    gaps: Vec<Gap>,
}

/// What could not be read, and what would have been made of it.
#[derive(Clone, Debug)]
struct Gap {
    path: SourcePath,
    /// The kind of the record, or of those in the folder.
    kind: Option<Kind>,
    /// The URL of the page; the pages of what is in a folder begin with it.
    url: Option<String>,
    is_folder: bool,
}

impl Gap {
    /// Of a path that could not be looked at, or of a file that could.
    fn at(path: &SourcePath, is_file: bool) -> Self {
        let gap = |kind, url, is_folder| Self { path: path.clone(), kind, url, is_folder };
        let of_record = |path: &SourcePath, is_folder| Place::of(path).ok().map(|place| gap(Some(place.kind), Some(place.url), is_folder));
        if let Some(record) = of_record(path, false) {
            return record;
        }
        if is_file {
            return gap(None, None, false);
        }
        let all_of_kind = || {
            let info = KINDS.iter().find(|info| path.as_str().strip_prefix("content/") == Some(info.folder))?;
            let url = if info.kind == Kind::Page { String::new() } else { format!("{}/", info.folder) };
            Some(gap(Some(info.kind), Some(url), true))
        };
        let of_folder = of_record(&SourcePath::new(format!("{path}/index.md")), true);
        of_folder.or_else(all_of_kind).unwrap_or_else(|| gap(None, None, true))
    }

    /// Whether a path is its own, or that of a page of it.
    fn has(&self, path: &str) -> bool {
        let within = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let is_page = |url: &str| url == path || (self.is_folder && path.starts_with(url));
        self.path.as_str() == path || (self.is_folder && within(self.path.as_str())) || self.url.as_deref().is_some_and(is_page)
    }
}

impl Unread {
    /// Notes what could not be read or placed, as the faults tell it.
    pub fn note(&mut self, faults: &[Diagnostic]) {
        for fault in faults.iter().filter(|fault| fault.file.as_str().split('/').next() == Some(CONTENT)) {
            let is_file = match fault.code {
                Code::InvalidUtf8 | Code::TooLarge | Code::UnknownKind => true,
                Code::Unreadable | Code::OutsideRoot => false,
                _ => continue,
            };
            match fault.file.as_str() {
                RECOMMENDATIONS => self.recommendations = true,
                WORK_ITEMS => self.work_items = true,
                ORGANISATIONS => self.organisations = true,
                CATALOGUE => self.note_catalogue(),
                CONTENT => {
                    self.note_catalogue();
                    self.gaps.push(Gap { path: fault.file.clone(), kind: None, url: Some(String::new()), is_folder: true });
                }
                _ => self.gaps.push(Gap::at(&fault.file, is_file)),
            }
        }
    }

    fn note_catalogue(&mut self) {
        (self.recommendations, self.work_items, self.organisations) = (true, true, true);
    }

    /// The kinds of the records that could not be read.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.gaps.iter().filter_map(|gap| gap.kind)
    }

    /// Whether a path is that of a file, or of a page, that there would be.
    pub(super) fn has(&self, path: &str) -> bool {
        (self.recommendations && path.starts_with("recommendations/")) || self.gaps.iter().any(|gap| gap.has(path))
    }
}
