//! The site as it is shown: its pages, the last good ones where it has faults, and who waits for the next change.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde::Serialize;

use super::Sink;
use super::events::{Events, Listener};
use crate::diagnostic::{self, Diagnostic, Level};
use crate::path::OutputPath;
use crate::plan::{Artifact, Item};
use crate::site::{Extent, Loaded};

/// How many of the last good pages are kept, for when they cannot be made.
const KEPT: usize = 64;
/// How many faults the panel shows.
const SHOWN: usize = 20;

/// The site as it is shown.
pub struct Preview {
    current: RwLock<Arc<Current>>,
    kept: Mutex<VecDeque<(OutputPath, Arc<[u8]>)>>,
    base: Mutex<String>,
    events: Events,
    sink: Arc<Sink>,
}

/// One state of the site.
pub struct Current {
    /// The site, and what is told of it.
    pub loaded: Loaded,
    /// Which state this is, counted from the start. With a number of its own for each start, so that a page of an
    /// earlier one knows that it is old.
    pub revision: String,
    /// What the panel shows: nothing where there are no errors.
    faults: Vec<Fault>,
    count: u64,
}

/// A fault as the panel shows it.
#[derive(Clone, Debug, Serialize)]
struct Fault {
    /// `file:line`, to be copied.
    place: String,
    /// Code, message, excerpt and hint, as a terminal shows them.
    text: String,
}

/// What the browser is told.
#[derive(Serialize)]
struct State<'c> {
    revision: &'c str,
    faults: &'c [Fault],
}

/// A page for the browser.
pub struct Shown {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether they are those of now.
    pub is_current: bool,
}

impl Preview {
    /// Shows a site.
    pub fn new(loaded: Loaded, sink: Arc<Sink>) -> Self {
        let base = loaded.site.as_ref().map_or("/", |site| site.settings.base_url.path()).to_owned();
        let current = RwLock::new(Arc::new(Current::new(loaded, 0, &sink)));
        Self { current, kept: Mutex::default(), base: Mutex::new(base), events: Events::default(), sink }
    }

    /// The state that is shown.
    pub fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows the site after a change, and tells every browser.
    pub fn replace(&self, loaded: Loaded, extent: &Extent) {
        let before = self.current();
        let only_styles = *extent == Extent::Styles && before.faults.is_empty();
        let count = if only_styles { before.count } else { before.count + 1 };
        let next = Arc::new(Current::new(loaded, count, &self.sink));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&next);
        self.events.send(&if only_styles { "event: styles\ndata:\n\n".to_owned() } else { next.event() });
    }

    /// A browser that waits for changes; none if there are too many. It is told of the present state first.
    pub fn listen(&self) -> Option<Listener> {
        self.events.listen(|| self.current().event())
    }

    /// Says on the terminal why a file cannot be made; the words.
    pub fn failed(&self, diagnostics: &[Diagnostic]) -> String {
        (self.sink.tell)(super::Said::Failed(diagnostics));
        diagnostics.iter().map(|diagnostic| (self.sink.describe)(diagnostic)).collect()
    }

    /// The bytes of a page: those of now, or the last good ones with the panel over them.
    pub fn page(&self, current: &Current, path: &OutputPath, artifact: &Artifact, script: &str) -> Shown {
        let Some(site) = &current.loaded.site else { return current.plain(script) };
        let mut buffer = Vec::new();
        let rendered = if current.faults.is_empty() || self.kept_page(path.as_str()).is_none() {
            site.renderer().bytes(path, artifact, &mut buffer).map(std::borrow::Cow::into_owned)
        } else {
            Err(Vec::new())
        };
        match rendered {
            Ok(bytes) => {
                if current.faults.is_empty() {
                    self.keep(path, &bytes);
                }
                Shown { bytes: with_script(&bytes, &current.revision, &[], script), is_current: true }
            }
            Err(diagnostics) => {
                let faults = faults(&diagnostics, &self.sink);
                if !diagnostics.is_empty() {
                    (self.sink.tell)(super::Said::Failed(&diagnostics));
                }
                match self.kept_page(path.as_str()) {
                    Some(kept) => Shown { bytes: with_script(&kept, &current.revision, &faults, script), is_current: false },
                    None => current.plain_with(&faults, script),
                }
            }
        }
    }

    fn keep(&self, path: &OutputPath, bytes: &[u8]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(other, _)| other != path);
        kept.push_back((path.clone(), bytes.into()));
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }

    fn kept_page(&self, path: &str) -> Option<Arc<[u8]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(other, _)| other.as_str() == path).map(|(_, bytes)| Arc::clone(bytes))
    }

    /// The last good page at a path that the site with its faults does not have.
    pub fn lost_page(&self, current: &Current, path: &str, script: &str) -> Option<Shown> {
        let kept = self.kept_page(path).filter(|_| !current.faults.is_empty())?;
        Some(Shown { bytes: with_script(&kept, &current.revision, &current.faults, script), is_current: false })
    }

    /// The path that the site is served at: that of the last settings that were good.
    pub fn base(&self, current: &Current) -> String {
        let mut base = self.base.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(site) = current.loaded.site.as_ref().filter(|_| current.faults.is_empty()) {
            site.settings.base_url.path().clone_into(&mut base);
        }
        base.clone()
    }
}

impl Current {
    fn new(loaded: Loaded, count: u64, sink: &Sink) -> Self {
        let diagnostics = loaded.diagnostics();
        let told = if diagnostic::any_from(&diagnostics, sink.forbidden) { diagnostics } else { Vec::new() };
        Self { faults: faults(&told, sink), revision: format!("{:x}-{count}", std::process::id()), loaded, count }
    }

    /// What is published at a site-relative path.
    pub fn find(&self, path: &str) -> Option<&(OutputPath, Artifact)> {
        let artifacts = &self.loaded.site.as_ref()?.plan.artifacts;
        let at = artifacts.binary_search_by(|(other, _)| other.as_str().cmp(path)).ok()?;
        Some(&artifacts[at])
    }

    /// Whether an artifact is a page, which the script belongs to.
    pub fn is_page(artifact: &Artifact) -> bool {
        matches!(artifact.item, Item::Page(..))
    }

    /// The state as the browser is told it.
    fn event(&self) -> String {
        let state = State { revision: &self.revision, faults: &self.faults };
        format!("event: state\ndata: {}\n\n", serde_json::to_string(&state).unwrap_or_default())
    }

    /// A page with nothing but the panel.
    pub fn plain(&self, script: &str) -> Shown {
        self.plain_with(&self.faults, script)
    }

    fn plain_with(&self, faults: &[Fault], script: &str) -> Shown {
        let page = b"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>plenary</title><body></body></html>";
        Shown { bytes: with_script(page, &self.revision, faults, script), is_current: false }
    }
}

/// The errors among diagnostics, or the warnings where they are denied, as the panel shows them.
fn faults(diagnostics: &[Diagnostic], sink: &Sink) -> Vec<Fault> {
    let worst = diagnostics.iter().map(Diagnostic::level).min().unwrap_or(Level::Error);
    let worst = diagnostics.iter().filter(|diagnostic| diagnostic.level() == worst);
    worst.take(SHOWN).map(|diagnostic| (sink.describe)(diagnostic)).map(Fault::of).collect()
}

impl Fault {
    /// Takes the place out of the words: after the arrow of the second line.
    fn of(text: String) -> Self {
        let line = text.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).unwrap_or_default();
        // Without the column: editors open `file:line`.
        let place = line.rsplit_once(':').filter(|(place, _)| place.contains(':')).map_or(line, |(place, _)| place);
        Self { place: place.to_owned(), text }
    }
}

/// A page with the script of the preview at its end.
fn with_script(page: &[u8], revision: &str, faults: &[Fault], script: &str) -> Vec<u8> {
    let at = memchr::memmem::rfind(page, b"</body>").unwrap_or(page.len());
    let faults = serde_json::to_string(faults).unwrap_or_default();
    let mut escaped = String::new();
    // In quotes of an attribute: what would end it, or begin a tag, is escaped.
    let _ = pulldown_cmark_escape::escape_html(&mut escaped, &faults);
    let tag = format!("<script src=\"{script}\" data-revision=\"{revision}\" data-faults=\"{escaped}\"></script>");
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}
