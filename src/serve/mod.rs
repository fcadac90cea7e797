//! The preview: renders the page that is asked for from the library in memory, and follows every edit. It never builds the
//! site and writes nothing.
//!
//! Two threads share one [`Preview`]: this one watches the files and makes the site after each edit ([`crate::site::revise`]),
//! the other answers requests. What is said goes to a [`Sink`], which a command hands in.
#![allow(clippy::disallowed_methods, reason = "watches the site's folders for changes, and reads nothing of them")]

mod answer;
mod body;
mod events;
mod guard;
mod listen;
mod look;
mod preview;
mod range;
mod watch;

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::date::Date;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::path::SourcePath;
use crate::site::{self, Extent, Loaded, Options};

pub use guard::Guard;
pub use preview::Preview;
pub use watch::Watch;

/// How long a fault must stand before it is told: an editor may be in the middle of writing.
const SETTLED: Duration = Duration::from_millis(80);

/// How many threads a preview has beside its first: one follows the edits, one is told of changes, the others render.
pub const THREADS: usize = 2 + listen::RENDERERS;

/// Where the preview says what it does.
pub struct Sink {
    /// Puts a diagnostic into the words that a terminal and the panel show.
    pub describe: Box<dyn Fn(&Diagnostic) -> String + Send + Sync>,
    /// The level from which on nothing may be published.
    pub forbidden: Level,
    /// Takes what has happened.
    pub tell: Box<dyn Fn(Said<'_>) + Send + Sync>,
    /// The day that states are measured against where nobody says another: that of the clock.
    pub today: Box<dyn Fn() -> Date + Send + Sync>,
    /// How often the day is looked at while nothing changes.
    pub look: Duration,
}

/// What the preview says.
pub enum Said<'a> {
    /// The site cannot be watched by the system's own means, for this reason: it is looked at every second.
    Polling(String),
    /// A change was seen; what follows is measured from here.
    Changed,
    /// The site after a change.
    Rebuilt {
        /// The files that changed; none are named where it may be any.
        changed: &'a [SourcePath],
        /// How many pages can look different now.
        pages: usize,
        /// All that is told of the site now.
        diagnostics: &'a [Diagnostic],
    },
    /// A page could not be rendered.
    Failed(&'a [Diagnostic]),
}

/// Follows the site at `root` and answers requests at `listener` until the process ends; the error says why it cannot.
///
/// # Panics
/// Where following panics: pages that no edit changes any more are not served on.
pub fn run(
    root: &Path,
    options: &Options,
    loaded: Loaded,
    listener: TcpListener,
    guard: Guard,
    mut watch: Watch,
    sink: Sink,
) -> std::io::Result<()> {
    if let Some(reason) = watch.polling() {
        (sink.tell)(Said::Polling(reason.to_owned()));
    }
    watch.follow(&loaded);
    let sink = Arc::new(sink);
    let preview = Arc::new(Preview::new(loaded.clone(), Arc::clone(&sink)));
    std::thread::scope(|scope| {
        // The watching thread ends with the process alone, or in a panic: the listener ends with it, and the scope hands the
        // panic on.
        let (following, end) = tokio::sync::oneshot::channel();
        let (preview, sink) = (&preview, &sink);
        std::thread::Builder::new().spawn_scoped(scope, move || {
            let _following = following;
            follow(root, options, loaded, preview, &mut watch, sink);
        })?;
        listen::listen(preview, listener, &Arc::new(guard), end)
    })
}

/// Makes the site anew after every change, and shows it.
fn follow(root: &Path, options: &Options, mut settled: Loaded, preview: &Preview, watch: &mut Watch, sink: &Sink) {
    let mut options = options.clone();
    loop {
        let seen = watch.next_within(sink.look, &|path| is_known(&settled, path));
        let today = (sink.today)();
        let is_new_day = today != options.otherwise_today && settled.site.as_ref().is_none_or(|site| site.today == options.otherwise_today);
        options.otherwise_today = today;
        // What is shown follows from the day on every page.
        let mut change = match seen {
            _ if is_new_day => None,
            Some(change) => change,
            None => continue,
        };
        (sink.tell)(Said::Changed);
        let (mut loaded, mut extent) = site::revise(root, &options, &settled, change.as_deref());
        // A fault may be half of a save: it is told when nothing more has come for a while.
        while diagnostic::any_from(&loaded.diagnostics(), sink.forbidden) && watch.is_busy(SETTLED) {
            let more = watch.next(&|path| is_known(&loaded, path));
            let (next, further) = site::revise(root, &options, &loaded, more.as_deref());
            (loaded, extent) = (next, extent.and(further));
            change = merged(change, more);
        }
        watch.follow(&loaded);
        if extent != Extent::Nothing {
            let pages = pages_of(&settled, &loaded, &extent);
            let diagnostics = loaded.diagnostics();
            preview.replace(loaded.clone(), &extent);
            let mut changed = change.unwrap_or_default();
            changed.retain(|path| is_known(&loaded, path) || is_known(&settled, path));
            (sink.tell)(Said::Rebuilt { changed: &changed, pages, diagnostics: &diagnostics });
        }
        settled = loaded;
    }
}

/// Whether a file is one that the site was made of.
fn is_known(loaded: &Loaded, path: &SourcePath) -> bool {
    loaded.site.as_ref().is_some_and(|site| site.is_made_of(path))
}

/// Two changes as one.
fn merged(first: Option<Vec<SourcePath>>, second: Option<Vec<SourcePath>>) -> Option<Vec<SourcePath>> {
    let all: BTreeSet<SourcePath> = first?.into_iter().chain(second?).collect();
    Some(all.into_iter().collect())
}

/// How many pages can look different after a change.
fn pages_of(before: &Loaded, after: &Loaded, extent: &Extent) -> usize {
    let (Some(before), Some(after)) = (&before.site, &after.site) else { return 0 };
    match extent {
        Extent::Nothing | Extent::Styles => 0,
        Extent::All => after.pages().count(),
        Extent::Records(ids) => {
            let showing = |library: &crate::library::Library| ids.iter().flat_map(|id| library.pages_showing(*id)).collect::<BTreeSet<_>>();
            showing(&before.library).union(&showing(&after.library)).count()
        }
    }
}
