//! Looks at the files of a site every second, where the system does not tell of changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use notify::event::EventKind;
use notify::{Event, Result};
use walkdir::WalkDir;

use crate::source;

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// The files beside content and themes that are looked at, relative to the root.
pub(super) type More = Arc<Mutex<BTreeSet<String>>>;

/// What tells one state of a file from another without reading it: when it was changed, to the nanosecond, and its size.
type Stamp = (Option<SystemTime>, u64);

/// Looks from now on, and sends what has changed, until nobody listens.
pub(super) fn look(root: PathBuf, more: More, sender: Sender<Result<Event>>) {
    let mut before = stamps(&root, &more);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(INTERVAL);
            let after = stamps(&root, &more);
            let mut event = Event::new(EventKind::Any);
            let gone = before.keys().filter(|path| !after.contains_key(*path));
            let other = after.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| path);
            event.paths = gone.chain(other).cloned().collect();
            if !event.paths.is_empty() && sender.send(Ok(event)).is_err() {
                return;
            }
            before = after;
        }
    });
}

/// The files as they are now. What cannot be looked at is not there.
fn stamps(root: &Path, more: &More) -> BTreeMap<PathBuf, Stamp> {
    let more: Vec<PathBuf> = more.lock().unwrap_or_else(PoisonError::into_inner).iter().map(PathBuf::from).collect();
    let named = [source::CONTENT, source::THEMES, source::SETTINGS].map(PathBuf::from).into_iter().chain(more);
    let files = named.flat_map(|name| WalkDir::new(root.join(name)).follow_links(true)).filter_map(std::result::Result::ok);
    files
        .filter_map(|entry| {
            let data = entry.metadata().ok()?;
            // A folder changes with each file in it, of which it is enough to tell.
            data.is_file().then(|| (entry.into_path(), (data.modified().ok(), data.len())))
        })
        .collect()
}
