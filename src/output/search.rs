//! The search index: files that a script finds records in by designation, title and heading.

use std::borrow::Cow;

use super::{Output, Sources};
use crate::config::Search;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::plan::{Artifact, Item, Owner};
use crate::search;
use crate::source;

/// The files of the index.
pub(super) const INDEX: Output = Output {
    name: "search",
    claim: |&Sources { library, settings, .. }, output, planner| {
        if settings.search() == Search::Off {
            return;
        }
        if settings.search() == Search::Full && cfg!(not(feature = "full-text")) {
            let message = "this program was built without full-text search";
            let fault = Diagnostic::of_file(Code::InvalidValue, &SourcePath::new(source::SETTINGS), message);
            planner.tell(fault.help("write `search: designations`, or build plenary with the feature `full-text`"));
        }
        for (at, url) in (0..).zip(search::file_names(library)) {
            planner.claim(&url, Owner::Made("the search index"), Artifact { output, item: Item::File(at) });
        }
    },
    bytes: |renderer, _, item, buffer| {
        let Item::File(at) = item else { unreachable!("this output claims files only") };
        buffer.extend_from_slice(renderer.search().file(*at as usize).as_bytes());
        Ok(Cow::Borrowed(buffer))
    },
};
