//! The site after an edit, made of the one before it.

use std::path::Path;
use std::sync::Arc;

use super::{Drafts, Loaded, Options, Site, open, open_theme, plan};
use crate::diagnostic::{Diagnostic, Level};
use crate::library;
use crate::model::Record;
use crate::path::SourcePath;
use crate::source;
use crate::target::RecordId;

/// How much of a site an edit can have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing at all.
    Nothing,
    /// Style sheets, and no page.
    Styles,
    /// These records, of which all others see what they saw before.
    Records(Vec<RecordId>),
    /// Anything.
    All,
}

impl Extent {
    /// What two edits, one after the other, can have changed.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, extent) | (extent, Self::Nothing) => extent,
            (Self::Styles, Self::Styles) => Self::Styles,
            (Self::Records(first), Self::Records(second)) => Self::Records([first, second].concat()),
            _ => Self::All,
        }
    }
}

/// The site after the files at `changed` may have changed, which are relative to `root`; `None` stands for any files.
/// What comes out is what [`open()`] would make of the site, in as little time as the edit allows.
pub fn revise(root: &Path, options: &Options, before: &Loaded, changed: Option<&[SourcePath]>) -> (Loaded, Extent) {
    let Some(site) = &before.site else { return (open(root, options, None), Extent::All) };
    if let Some(changed) = changed {
        // What came and went in the meantime is nothing: editors try the folder so, and write beside the file.
        let passing = |path: &&SourcePath| !source::is_there(root, path) && !site.is_made_of(path);
        let changed: Vec<SourcePath> = changed.iter().filter(|path| !passing(path)).cloned().collect();
        if changed.iter().all(|path| is_style(site, path)) {
            let extent = if changed.is_empty() { Extent::Nothing } else { Extent::Styles };
            return (before.clone(), extent);
        }
        if changed.iter().all(|path| path.as_str().starts_with("themes/")) {
            return (with_theme(root, options, before, site), Extent::All);
        }
        if let Some(revised) = with_records(root, options, before, site, &changed) {
            return revised;
        }
    }
    (open(root, options, Some(site)), Extent::All)
}

/// Whether a path is a style sheet of the theme, of which the pages know no more than the name.
fn is_style(site: &Site, path: &SourcePath) -> bool {
    path.as_str().ends_with(".css") && site.theme.assets.iter().any(|file| file.asset.path == *path && file.asset.read().is_ok())
}

/// The site with its theme read again.
fn with_theme(root: &Path, options: &Options, before: &Loaded, site: &Site) -> Loaded {
    let settings = SourcePath::new(source::SETTINGS);
    let is_told = !before.read.iter().any(|fault| fault.file == settings);
    let (theme, faults) = open_theme(root, &site.settings, options.naming, is_told.then_some(&settings));
    let mut site = Site { theme: theme.into(), collected: Arc::default(), ..site.clone() };
    let mut loaded = Loaded { theme: faults, ..before.clone() };
    (site.plan, loaded.plan) = plan(&site.sources());
    loaded.site = Some(site.into());
    loaded
}

/// The site with these records read again; `None` if more may have changed than what is in them.
fn with_records(root: &Path, options: &Options, before: &Loaded, site: &Site, changed: &[SourcePath]) -> Option<(Loaded, Extent)> {
    // An error of the whole site, or anything told of it in one of these files, may have come from what is edited.
    let of_edit = |fault: &Diagnostic| fault.level() == Level::Error || changed.contains(&fault.file);
    if before.stages().iter().any(|told| told.iter().any(of_edit)) {
        return None;
    }
    // What a link leads to is the text of the link, too.
    if site.links.iter().any(|(_, to)| changed.contains(to)) {
        return None;
    }
    let mut edits: Vec<(RecordId, Arc<Record>)> = Vec::new();
    for path in changed {
        let id = site.library.id_of(path)?;
        let known = site.library.record(id);
        let text = source::read_text(root, path.as_str()).ok()?;
        if text.text == known.source.text {
            continue;
        }
        let (record, faults) = Record::read(text);
        let record = record.filter(|record| faults.is_empty() && record.looks_like(known))?;
        if known.language.is_some() || (record.is_draft() && options.drafts == Drafts::Leave) {
            return None;
        }
        edits.push((id, Arc::new(record)));
    }
    if edits.is_empty() {
        return Some((before.clone(), Extent::Nothing));
    }
    let (library, touched) = library::revise(&site.library, &edits);
    let mut loaded = before.clone();
    loaded.links.retain(|fault| !touched.iter().any(|id| *library.path(*id) == fault.file));
    loaded.links.extend(library::check_records(&library, &touched, &site.settings));
    let mut revised = site.with_library(library);
    // What an edit mentions may make a list longer or shorter by a page.
    if !revised.long.makes_the_same_pages(&site.long) {
        (revised.plan, loaded.plan) = plan(&revised.sources());
    }
    loaded.site = Some(Arc::new(revised));
    Some((loaded, Extent::Records(edits.into_iter().map(|(id, _)| id).collect())))
}
