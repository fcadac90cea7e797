//! Which files of the site have changed: told by the system, or found by looking every second where it cannot tell.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::look::{More, look};
use crate::path::{SourcePath, with_slashes};
use crate::site::Loaded;
use crate::source;

/// A save is over when nothing more has come for this long.
const QUIET: Duration = Duration::from_millis(4);
/// The same where files come and go that the site does not know, or many at once: an editor's own, or a checkout.
const QUIET_OF_MANY: Duration = Duration::from_millis(40);
/// How many files are many.
const MANY: usize = 8;

/// Watches the files that a site is made of.
pub struct Watch {
    root: PathBuf,
    /// None where the files are looked at.
    watcher: Option<RecommendedWatcher>,
    receiver: Receiver<notify::Result<Event>>,
    /// What came while it was looked whether anything would.
    waiting: Vec<notify::Result<Event>>,
    /// Folders below the root that are watched with all that is in them.
    watched: BTreeSet<String>,
    /// Files beside content and themes that the site is made of.
    more: More,
    polling: Option<String>,
}

impl Watch {
    /// Watches the site at `root`. With `poll`, or where the system cannot tell of changes, the files are looked at
    /// every second.
    pub fn start(root: &Path, poll: bool) -> notify::Result<Self> {
        let root = root.canonicalize()?;
        let (sender, receiver) = channel();
        let (watched, waiting, more) = (BTreeSet::new(), Vec::new(), More::default());
        let mut watch = Self { root, watcher: None, receiver, waiting, watched, more, polling: None };
        let told = if poll { Err("as asked for".to_owned()) } else { watch.by_system(sender.clone()) };
        if let Err(reason) = told {
            watch.watcher = None;
            watch.polling = Some(reason);
            look(watch.root.clone(), More::clone(&watch.more), sender);
        }
        Ok(watch)
    }

    /// Lets the system tell of changes; the error says why it cannot.
    fn by_system(&mut self, sender: Sender<notify::Result<Event>>) -> Result<(), String> {
        let begin = |watch: &mut Self| {
            let watcher = watch.watcher.insert(RecommendedWatcher::new(sender, Config::default())?);
            watcher.watch(&watch.root, RecursiveMode::NonRecursive)?;
            watch.watch_folders()
        };
        begin(self).map_err(|error: notify::Error| crate::diagnostic::lower_first(&error.to_string()))
    }

    /// Why the files are looked at, where the system does not tell.
    pub fn polling(&self) -> Option<&str> {
        self.polling.as_deref()
    }

    /// Watches the folders that are there and not yet watched.
    fn watch_folders(&mut self) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        let more = self.more.lock().unwrap_or_else(PoisonError::into_inner);
        let more = more.iter().filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder.to_owned());
        let folders: Vec<String> = [source::CONTENT, source::THEMES].map(str::to_owned).into_iter().chain(more).collect();
        for folder in folders {
            let path = self.root.join(&folder);
            if !self.watched.contains(&folder) && path.is_dir() {
                watcher.watch(&path, RecursiveMode::Recursive)?;
                self.watched.insert(folder);
            }
        }
        Ok(())
    }

    /// Watches also the files that the settings of a site name.
    pub fn follow(&mut self, loaded: &Loaded) {
        if let Some(site) = &loaded.site {
            *self.more.lock().unwrap_or_else(PoisonError::into_inner) = site.settings.files().map(str::to_owned).collect();
        }
        // A folder that cannot be watched is one that cannot be read, which is told by who reads it.
        let _ = self.watch_folders();
    }

    /// Waits for a change and for its end; the files that changed, relative to the root, or `None` if it may be any.
    /// `is_known` says whether the site was made of a file.
    pub fn next(&mut self, is_known: &dyn Fn(&SourcePath) -> bool) -> Option<Vec<SourcePath>> {
        loop {
            if let Some(change) = self.next_within(Duration::MAX, is_known) {
                return change;
            }
        }
    }

    /// The same, if a change begins within `limit`.
    pub fn next_within(&mut self, limit: Duration, is_known: &dyn Fn(&SourcePath) -> bool) -> Option<Option<Vec<SourcePath>>> {
        let mut paths = BTreeSet::new();
        let mut any = false;
        loop {
            let quiet = match paths.len() {
                0 if !any => None,
                1..=MANY if paths.iter().all(is_known) => Some(QUIET),
                _ => Some(QUIET_OF_MANY),
            };
            let event = match (self.waiting.pop(), quiet) {
                (Some(event), _) => Ok(event),
                (None, None) => match self.receiver.recv_timeout(limit) {
                    Err(RecvTimeoutError::Timeout) => return None,
                    event => event,
                },
                (None, Some(quiet)) => self.receiver.recv_timeout(quiet),
            };
            match event {
                Ok(event) => any |= self.note(event, &mut paths),
                Err(RecvTimeoutError::Timeout) => break,
                // Only a panic ends who tells of changes.
                Err(RecvTimeoutError::Disconnected) => panic!("nobody is left to tell of changes"),
            }
        }
        Some((!any).then(|| paths.into_iter().collect()))
    }

    /// Whether something more changes within `limit`.
    pub fn is_busy(&mut self, limit: Duration) -> bool {
        while let Ok(event) = self.receiver.recv_timeout(limit) {
            let mut paths = BTreeSet::new();
            let of_site = match &event {
                Ok(event) => self.note(Ok(event.clone()), &mut paths) || !paths.is_empty(),
                Err(_) => true,
            };
            if of_site {
                self.waiting.push(event);
                return true;
            }
        }
        false
    }

    /// Notes the files of the site that an event names; says whether it may be any.
    fn note(&mut self, event: notify::Result<Event>, paths: &mut BTreeSet<SourcePath>) -> bool {
        let Ok(event) = event else { return true };
        let is_reading = matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)));
        if is_reading {
            return false;
        }
        for path in &event.paths {
            let Ok(relative) = path.strip_prefix(&self.root) else { continue };
            // What is not UTF-8 is told by whoever reads it.
            let name = with_slashes(relative).unwrap_or_else(|| relative.to_string_lossy().into_owned());
            if matches!(event.kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
                // A folder that went is watched anew when it is back.
                self.watched.remove(&name);
            }
            if self.is_of_site(&name) {
                paths.insert(SourcePath::new(name));
            }
        }
        let _ = self.watch_folders();
        event.need_rescan()
    }

    /// Whether a site can be made of a file: the output, and what stands beside content and themes, are no part of it.
    fn is_of_site(&self, name: &str) -> bool {
        let within = [source::CONTENT, source::THEMES].iter().any(|folder| {
            let below = name.strip_prefix(folder);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        });
        (within && !name.split('/').any(source::is_left_out))
            || name == source::SETTINGS
            || self.more.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "nobody is left to tell of changes")]
    fn to_wait_for_changes_that_nobody_tells_is_a_fault() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut watch = Watch::start(folder.path(), false).expect("it can be watched");
        watch.watcher = None;
        watch.next(&|_| true);
    }
}
