//! Where links lead: from what was written to a page, a file or an address.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::Library;
use super::hint::{Finding, Hint};
use super::names::Miss;
use super::routes::{Route, Routes};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::markdown::LinkKind;
use crate::model::reference::Wanted;
use crate::path::{SourcePath, encoded, way_up};
use crate::span::Span;
use crate::target::{RecordId, Target};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Something with a designation.
    Target {
        /// What it is.
        target: Target,
        /// Its official spelling.
        official: String,
    },
    /// A page or file of the site: its URL, and an anchor.
    Page(String, Option<String>),
    /// An anchor of the page itself.
    Anchor(String),
    /// An address elsewhere, of a scheme that is safe.
    External(String),
    /// A source that could not be read: that is told, and nothing that follows from it.
    Unread,
}

/// Why a link leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub struct LinkFault {
    /// What kind of fault.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<Hint>,
}

impl LinkFault {
    fn new(code: Code, message: String) -> Self {
        Self { code, message, hint: None }
    }

    /// The fault at its place.
    pub(super) fn at(self, path: &SourcePath, span: Span) -> Finding {
        (Diagnostic::new(self.code, path, span, self.message), self.hint)
    }

    fn hint(self, hint: Hint) -> Self {
        Self { hint: Some(hint), ..self }
    }

    fn help(self, words: impl Into<String>) -> Self {
        self.hint(Hint::Say(words.into()))
    }
}

/// The links of one record's page.
#[derive(Clone, Copy)]
pub struct Links<'l> {
    /// The library.
    pub library: &'l Library,
    /// The record.
    pub record: RecordId,
}

impl Links<'_> {
    /// The address that a mention of `target` links to on this page; `None` where it is not linked.
    pub fn mention(&self, target: Target) -> Option<String> {
        if self.library.is_own(self.record, target) {
            return None;
        }
        self.address_of(target)
    }

    /// The address that leads from this page to what was resolved.
    pub fn href(&self, resolved: &Resolved) -> Option<String> {
        match resolved {
            Resolved::Target { target, .. } => self.address_of(*target),
            Resolved::Page(url, anchor) => Some(self.to(&self.library.page_of_anchor(url, anchor.as_deref()), anchor.as_deref())),
            Resolved::Anchor(anchor) => Some(self.to(&self.library.page_of_work(self.record, anchor), Some(anchor))),
            Resolved::External(address) => Some(address.clone()),
            Resolved::Unread => None,
        }
    }

    fn address_of(&self, target: Target) -> Option<String> {
        match self.library.url(target) {
            Some((url, anchor)) => Some(self.to(&url, anchor.as_deref())),
            None => self.library.address(target).map(str::to_owned),
        }
    }

    fn to(&self, url: &str, anchor: Option<&str>) -> String {
        let own = &self.library.record(self.record).url;
        let mut to = String::with_capacity(url.len() + anchor.map_or(0, str::len) + 16);
        if anchor.is_none() || url != own {
            to.push_str(&way_up(own));
            to.extend(encoded(url));
        }
        anchor.into_iter().for_each(|anchor| to.extend(["#", anchor]));
        to
    }

    /// What a link as written leads to.
    pub fn resolve(&self, kind: LinkKind, destination: &str) -> Result<Resolved, LinkFault> {
        match kind {
            LinkKind::Wiki => self.wiki(destination),
            LinkKind::Undefined => {
                let label = shown(destination);
                let fault = LinkFault::new(Code::BrokenLink, format!("`[{label}]` is defined nowhere in this file"));
                Err(fault.help(format!("add a line `[{label}]: …`")))
            }
            LinkKind::Link | LinkKind::Image => self.written(destination),
        }
    }

    /// `[[…]]`: any designation. In a table its bar is written `\|`, of which the backslash is left here.
    fn wiki(&self, name: &str) -> Result<Resolved, LinkFault> {
        let name = name.trim_end_matches('\\').trim();
        match self.library.names.lookup(name, Wanted::Any) {
            Ok(target) => Ok(Resolved::Target { target, official: self.library.official(target) }),
            Err(miss) => Err(unknown(self.library, name, Wanted::Any, &miss)),
        }
    }

    fn written(&self, destination: &str) -> Result<Resolved, LinkFault> {
        let destination = destination.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if let Some(scheme) = scheme(destination) {
            return match scheme.as_str() {
                "http" | "https" | "mailto" | "tel" => Ok(Resolved::External(destination.to_owned())),
                _ => {
                    let message = format!("a link with `{}:` is printed as text", shown(&scheme));
                    Err(LinkFault::new(Code::UnsafeLink, message).help("use http:, https:, mailto: or tel:"))
                }
            };
        }
        if destination.starts_with("//") || destination.starts_with('\\') {
            let message = format!("`{}` is no address", shown(destination));
            return Err(LinkFault::new(Code::BrokenLink, message).help("begin it with `https:`"));
        }
        let (path, anchor) = parts(destination);
        if path.is_empty() {
            return match anchor {
                Some(anchor) => {
                    check_anchor(self.library, self.record, &anchor)?;
                    Ok(Resolved::Anchor(anchor))
                }
                None => Ok(Resolved::Page(self.library.record(self.record).url.clone(), None)),
            };
        }
        let found = match path.strip_prefix('/') {
            Some(path) => site_path(&self.library.routes, path)?,
            None => self.source_path(&path)?,
        };
        let Some(route) = found else { return Ok(Resolved::Unread) };
        check_place(self.library, &route, anchor.as_deref())?;
        Ok(Resolved::Page(route.0, anchor))
    }

    fn source_path(&self, path: &str) -> Result<Option<(String, Route)>, LinkFault> {
        let record = self.library.record(self.record);
        let Some(joined) = record.path().join(path) else {
            return Err(LinkFault::new(Code::OutsideRoot, format!("`{}` leads outside of the site", shown(path))));
        };
        let folder = format!("{}/index.md", joined.trim_end_matches('/'));
        let routes = &self.library.routes;
        if let Some(found) = routes.of_source(&joined).or_else(|| routes.of_source(&folder)) {
            return Ok(Some(found));
        }
        if routes.is_unread(&joined) || routes.is_unread(&folder) {
            return Ok(None);
        }
        if routes.is_draft(&joined) || routes.is_draft(&folder) {
            return Err(draft(path));
        }
        let wanted = joined.strip_prefix("content/").unwrap_or(&joined);
        let fault = LinkFault::new(Code::BrokenLink, format!("there is no `{}` in content/", shown(wanted)));
        Err(fault.hint(Hint::Source(self.record, joined)))
    }
}

/// The path and the anchor of a destination in the site, decoded; what stands after `?` does not count.
fn parts(destination: &str) -> (Cow<'_, str>, Option<String>) {
    let (path, anchor) = destination.split_once('#').map_or((destination, None), |(path, anchor)| (path, Some(anchor)));
    (decode(path.split('?').next().unwrap_or(path)), anchor.filter(|anchor| !anchor.is_empty()).map(|anchor| decode(anchor).into_owned()))
}

/// Checks a path of the site with its anchor, as the menu has it: `/groups/fg-xx/#meeting-1`.
pub(super) fn check_site_link(library: &Library, destination: &str) -> Result<(), LinkFault> {
    let (path, anchor) = parts(destination);
    match site_path(&library.routes, path.trim_start_matches('/'))? {
        Some(found) => check_place(library, &found, anchor.as_deref()),
        None => Ok(()),
    }
}

/// Checks an anchor of what stands at a URL.
fn check_place(library: &Library, (url, route): &(String, Route), anchor: Option<&str>) -> Result<(), LinkFault> {
    match (*route, anchor) {
        (Route::Record(id), Some(anchor)) => check_anchor(library, id, anchor),
        // What stands in a file is its reader's: `#page=2` of a PDF.
        (Route::Asset(_), _) | (_, None) => Ok(()),
        (_, Some(anchor)) => check_made_anchor(url, anchor),
    }
}

fn check_anchor(library: &Library, id: RecordId, anchor: &str) -> Result<(), LinkFault> {
    let record = library.record(id);
    if record.unread || is_of_theme(anchor) || library.has_anchor(id, anchor) {
        return Ok(());
    }
    let fault = LinkFault::new(Code::BrokenAnchor, format!("the page of {} has no `#{}`", record.path(), shown(anchor)));
    Err(fault.hint(Hint::Anchor(id, anchor.to_owned())))
}

/// Whether an anchor is one that the theme makes, of which only the theme knows.
fn is_of_theme(anchor: &str) -> bool {
    anchor.starts_with("p-")
}

/// A page that is made has no anchors but the theme's.
fn check_made_anchor(url: &str, anchor: &str) -> Result<(), LinkFault> {
    if is_of_theme(anchor) {
        return Ok(());
    }
    Err(LinkFault::new(Code::BrokenAnchor, format!("the page `/{url}` has no `#{}`", shown(anchor))))
}

/// What stands at a path of the site, written without its first slash; the last one may be missing. There is nothing
/// where its source could not be read.
fn site_path(routes: &Routes, path: &str) -> Result<Option<(String, Route)>, LinkFault> {
    if let Some(route) = routes.get(path) {
        return Ok(Some((path.to_owned(), route)));
    }
    let with_slash = format!("{path}/");
    if let Some(route) = routes.get(&with_slash) {
        return Ok(Some((with_slash, route)));
    }
    if routes.is_unread(path) || routes.is_unread(&with_slash) {
        return Ok(None);
    }
    if routes.is_draft(path) || routes.is_draft(&with_slash) {
        return Err(draft(&format!("/{path}")));
    }
    Err(LinkFault::new(Code::BrokenLink, format!("the site has no `/{}`", shown(path))).hint(Hint::Path(path.to_owned())))
}

/// Says why a designation names nothing.
pub(super) fn unknown(library: &Library, name: &str, wanted: Wanted, miss: &Miss) -> LinkFault {
    let shown = shown(name);
    match miss {
        Miss::Draft => draft(name),
        Miss::Ambiguous(targets) => {
            let all: Vec<String> = targets.iter().map(|target| describe(library, *target)).collect();
            let fault = LinkFault::new(Code::UnknownDesignation, format!("`{shown}` could be {}", all.join(" or ")));
            fault.help("use a designation that only one of them has")
        }
        Miss::Other(target) => {
            let message = format!("`{shown}` is {}, and here {} is wanted", describe(library, *target), wanted.as_str());
            LinkFault::new(Code::UnknownDesignation, message)
        }
        Miss::Unknown => {
            let fault = LinkFault::new(Code::UnknownDesignation, format!("`{shown}` does not name {}", wanted.as_str()));
            fault.hint(Hint::Name(name.to_owned(), wanted))
        }
    }
}

/// Says that something names a draft.
fn draft(name: &str) -> LinkFault {
    let fault = LinkFault::new(Code::DraftReference, format!("`{}` is a draft, which is not published", shown(name)));
    fault.help("publish the draft first, or remove this reference")
}

fn describe(library: &Library, target: Target) -> String {
    match target {
        Target::Record(id) => library.path(id).to_string(),
        Target::Recommendation(_) => format!("the Recommendation {}", library.official(target)),
        Target::WorkItem(_) => format!("the work item {}", library.official(target)),
        Target::Organisation(_) => format!("the organisation {}", library.official(target)),
        Target::Question(_) => format!("the Question {}", library.official(target)),
        Target::Action(_) => format!("the action item {}", library.official(target)),
        Target::Meeting(_) => format!("the meeting {}", library.official(target)),
        Target::Foreign(at) => format!("`{}` of {}", library.official(target), library.foreign(at).site),
    }
}

/// The scheme of an address, in lower case, read as browsers do: white space and controls inside of it do not count.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let first = scheme.chars().next()?;
    let is_scheme = first.is_ascii_alphabetic() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn decode(text: &str) -> Cow<'_, str> {
    // Nearly all paths are written as they are.
    if text.contains('%') { percent_decode_str(text).decode_utf8_lossy() } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_through_their_disguises() {
        for address in ["javascript:x", "JaVaScRiPt:x", "java\nscript:x", "\u{1}javascript:x", " javascript:x"] {
            assert_eq!(scheme(address).as_deref(), Some("javascript"), "{address:?}");
        }
        assert_eq!(scheme("../a.md"), None);
        assert_eq!(scheme("a/b:c"), None);
    }
}
