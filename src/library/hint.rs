//! What to do about a fault, where that is the nearest of what there is: looked for when it is told, and of many faults for the
//! first ones.

use rayon::prelude::*;

use super::Library;
use crate::diagnostic::{Diagnostic, shown};
use crate::model::reference::Wanted;
use crate::suggest::{self, MOST_SOUGHT};
use crate::target::RecordId;

/// What to do about a fault.
#[derive(Debug, PartialEq, Eq)]
pub enum Hint {
    /// These words.
    Say(String),
    /// The source that is nearest to a path, as the source of a record would name it.
    Source(RecordId, String),
    /// The path of the site that is nearest to one.
    Path(String),
    /// The anchor of a record's page that is nearest to one.
    Anchor(RecordId, String),
    /// The names nearest to one, of what is wanted.
    Name(String, Wanted),
}

impl Hint {
    /// Its words, if anything is near.
    pub fn words(self, library: &Library) -> Option<String> {
        let meant = |near: &str| format!("did you mean `{}`?", shown(near));
        match self {
            Self::Say(words) => Some(words),
            Self::Source(record, path) => {
                let near = suggest::nearest(&path, library.routes.sources())?;
                Some(meant(&library.record(record).path().way_to(near)))
            }
            Self::Path(path) => suggest::nearest(&path, library.routes.urls()).map(|near| meant(&format!("/{near}"))),
            Self::Anchor(record, anchor) => {
                let own = library.own_anchors(record);
                let all = library.anchors[record.index()].iter().chain(&own).map(String::as_str);
                suggest::nearest(&anchor, all).map(|near| meant(&format!("#{near}")))
            }
            Self::Name(name, wanted) => {
                let near: Vec<String> = library.names.nearest(&name, wanted).iter().map(|name| format!("`{}`", shown(name))).collect();
                (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
            }
        }
    }
}

/// A fault at its place, and what to do about it.
pub(super) type Finding = (Diagnostic, Option<Hint>);

/// Diagnostics with their hints; what is nearest is looked for where not too many were before.
pub(super) fn with_hints(library: &Library, found: Vec<Finding>) -> Vec<Diagnostic> {
    let mut sought = 0;
    let chosen: Vec<_> = found
        .into_iter()
        .map(|(diagnostic, hint)| {
            sought += usize::from(hint.as_ref().is_some_and(|hint| !matches!(hint, Hint::Say(_))));
            (diagnostic, hint.filter(|hint| sought <= MOST_SOUGHT || matches!(hint, Hint::Say(_))))
        })
        .collect();
    let told = |(diagnostic, hint): Finding| match hint.and_then(|hint| hint.words(library)) {
        Some(words) => diagnostic.help(words),
        None => diagnostic,
    };
    chosen.into_par_iter().map(told).collect()
}
