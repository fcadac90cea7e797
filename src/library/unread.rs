//! What could not be read of a site: faults that would only follow from it are not told.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Kind;
use crate::model::place::Place as Location;
use crate::path::SourcePath;
use crate::source::{ORGANISATIONS, RECOMMENDATIONS, WORK_ITEMS};

/// What could not be read.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// The Recommendations of the catalogue, or some of them.
    pub recommendations: bool,
    /// Its work items.
    pub work_items: bool,
    /// Its organisations.
    pub organisations: bool,
    /// Files of the content, with what their places say.
    files: Vec<(SourcePath, Option<Location>)>,
}

impl Unread {
    /// Notes the files that could not be read or placed, as their faults tell them.
    pub fn note(&mut self, faults: &[Diagnostic]) {
        let unread = [Code::InvalidUtf8, Code::TooLarge, Code::Unreadable, Code::OutsideRoot, Code::UnknownKind];
        for fault in faults.iter().filter(|fault| unread.contains(&fault.code) && fault.file.as_str().starts_with("content/")) {
            match fault.file.as_str() {
                RECOMMENDATIONS => self.recommendations = true,
                WORK_ITEMS => self.work_items = true,
                ORGANISATIONS => self.organisations = true,
                _ => self.files.push((fault.file.clone(), Location::of(&fault.file).ok())),
            }
        }
    }

    /// The kinds of the records that could not be read.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.files.iter().filter_map(|(_, place)| Some(place.as_ref()?.kind))
    }

    /// Whether a path is that of a file, or of a page, that there would be.
    pub(super) fn has(&self, path: &str) -> bool {
        let catalogue = |is_unread: bool, folder: &str| is_unread && path.starts_with(folder);
        self.files.iter().any(|(file, place)| file.as_str() == path || place.as_ref().is_some_and(|place| place.url == path))
            || catalogue(self.recommendations, "recommendations/")
    }
}
