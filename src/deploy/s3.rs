//! A deployment to storage that speaks as S3 does.
//!
//! 1. The storage lists what is there, and the list that the last deployment kept says what of it is plenary's.
//! 2. What differs is found by sums, and what would fall on somebody else's objects is told.
//! 3. The list is written with what is about to be sent; then that is sent, group after group; then what the site has no more
//!    is removed; then the list is written as it is now.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use md5::{Digest, Md5};

use super::built::{Built, File};
use super::changes::Changes;
use super::fault;
use super::list::{Entry, List, NAME};
use super::order;
use super::storage::{Sent, Storage, hex};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::caching::{Keep, media_type};
use crate::path::SourcePath;
use crate::span::Span;
use crate::threads;

/// How many files are sent at once.
const AT_ONCE: usize = 8;
/// How many objects of others that are in the way are told.
const MOST_TOLD: usize = 20;
/// The most that storage takes in one request.
const LARGEST: u64 = 5 << 30;

/// What is to be done to bring a built site into storage.
pub struct Upload<'a> {
    built: &'a Built,
    storage: &'a Storage<'a>,
    /// Where the settings name the bucket.
    at: Span,
    list: List,
    /// The list as it is in the bucket.
    kept: List,
    /// What is sent together, by places in the built site.
    groups: Vec<Vec<usize>>,
    /// What differs.
    pub changes: Changes,
}

impl<'a> Upload<'a> {
    /// Compares the built site with what is in the storage.
    pub fn plan(built: &'a Built, storage: &'a Storage<'a>, at: Span) -> Result<Self, Vec<Diagnostic>> {
        let failed = |what: &str, why: String| vec![fault(at, format!("cannot {what}: {why}"))];
        let there = storage.list().map_err(|why| failed("list what is in the bucket", why))?;
        let list = match there.contains_key(NAME) {
            false => List::default(),
            true => {
                let bytes = storage.get(NAME).map_err(|why| failed(&format!("read `{NAME}` of the bucket"), why))?;
                List::parse(&bytes).ok_or_else(|| {
                    let message = format!("`{NAME}` of the bucket is not the list of a deployment, or that of a later plenary");
                    vec![fault(at, message).help("use that plenary, or deploy to another prefix")]
                })?
            }
        };
        foreign(built, &there, &list, at)?;
        let mut changes = Changes::default();
        for (place, file) in built.files.iter().enumerate() {
            match there.get(file.path.as_str()) {
                None => changes.new.push(place),
                Some(etag) if list.shows(file.path.as_str(), etag, &entry(file)) => changes.same += 1,
                Some(_) => changes.changed.push(place),
            }
        }
        let is_built = |path: &String| built.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        changes.removed = list.paths().filter(|path| there.contains_key(*path) && !is_built(path)).cloned().collect();
        changes.removed.sort_unstable();
        let groups = order::groups(&built.files, &changes);
        Ok(Self { built, storage, at, kept: list.clone(), list, groups, changes })
    }

    /// Every change with its path, in the order in which they are made.
    pub fn list(&self) -> Vec<(&'static str, &str)> {
        let order = self.groups.concat();
        self.changes.list(&order, |at| self.built.files[at].path.as_str())
    }

    /// Makes the changes; `step` is told of each.
    pub fn carry_out(mut self, step: &(dyn Fn() + Sync)) -> Result<(), Diagnostic> {
        let unsent: Vec<usize> = self.groups.concat();
        self.list = self.announced(&unsent);
        if !unsent.is_empty() {
            self.keep_list()?;
        }
        let sent = self.send_all(step);
        for (place, etag) in sent.0 {
            let file = &self.built.files[place];
            let path = file.path.as_str();
            let entry = Entry { etag: Some(etag).filter(|etag| *etag != hex(&file.md5)), ..entry(file) };
            self.list.sending.remove(path);
            self.list.files.insert(path.to_owned(), entry);
        }
        let result = match sent.1 {
            Some(fault) => Err(fault),
            None => self.remove_all(step),
        };
        match result {
            Ok(()) => {
                self.changes.removed.iter().for_each(|path| drop(self.list.files.remove(path)));
                if self.list != self.kept { self.keep_list() } else { Ok(()) }
            }
            Err(fault) => {
                // What was sent is remembered where that can be; if not, the sums show most of it.
                let _ = self.keep_list();
                Err(fault)
            }
        }
    }

    /// The list before anything is sent: what is there, and what is about to be.
    fn announced(&self, unsent: &[usize]) -> List {
        let mut list = List::default();
        let mut is_unsent = vec![false; self.built.files.len()];
        unsent.iter().for_each(|place| is_unsent[*place] = true);
        for (file, is_unsent) in self.built.files.iter().zip(is_unsent) {
            let path = file.path.as_str();
            let known = self.list.files.get(path);
            let there = match is_unsent {
                // As it was there, until what takes its place is.
                true => {
                    list.sending.insert(path.to_owned(), entry(file));
                    known.cloned()
                }
                // With the mark that the storage gave it, or sent before a kill.
                false => known.filter(|known| known.md5 == hex(&file.md5)).cloned().or_else(|| Some(entry(file))),
            };
            list.files.extend(there.map(|there| (path.to_owned(), there)));
        }
        for path in &self.changes.removed {
            let known = self.list.files.get(path).or_else(|| self.list.sending.get(path));
            list.files.extend(known.map(|known| (path.clone(), known.clone())));
        }
        list
    }

    /// Writes the list.
    fn keep_list(&mut self) -> Result<(), Diagnostic> {
        let bytes = self.list.to_bytes();
        let sum: [u8; 16] = Md5::digest(&bytes).into();
        let keep = Keep::WhileSame.as_header();
        let put = self.storage.put(NAME, Sent::Bytes(&bytes), &sum, "application/json; charset=utf-8", keep);
        put.map_err(|why| fault(self.at, format!("cannot write `{NAME}` into the bucket: {why}")).help(AGAIN))?;
        self.kept = self.list.clone();
        Ok(())
    }

    /// Sends group after group; returns the marks of what was sent, and the first fault.
    fn send_all(&self, step: &(dyn Fn() + Sync)) -> (BTreeMap<usize, String>, Option<Diagnostic>) {
        let marks = Mutex::new(BTreeMap::new());
        let mut first = None;
        for group in &self.groups {
            first = at_once(group, &|place| {
                let file = &self.built.files[*place];
                let etag = self.send(file)?;
                marks.lock().unwrap_or_else(PoisonError::into_inner).insert(*place, etag);
                step();
                Ok(())
            });
            if first.is_some() {
                break;
            }
        }
        (marks.into_inner().unwrap_or_else(PoisonError::into_inner), first)
    }

    fn send(&self, file: &File) -> Result<String, Diagnostic> {
        let path = file.path.as_str();
        let failed = |why: String| fault(self.at, format!("cannot send `{path}`: {why}")).help(AGAIN);
        if file.size > LARGEST {
            return Err(failed("it is larger than 5 GiB, the most that is taken".to_owned()));
        }
        let open = || self.built.open(file);
        self.storage.put(path, Sent::File(&open, file.size), &file.md5, &media_type(path), Keep::of(path).as_header()).map_err(failed)
    }

    fn remove_all(&self, step: &(dyn Fn() + Sync)) -> Result<(), Diagnostic> {
        let failed = |path: &str, why: String| fault(self.at, format!("cannot remove `{path}`: {why}")).help(AGAIN);
        let first = at_once(&self.changes.removed, &|path| {
            self.storage.remove(path).map_err(|why| failed(path, why))?;
            step();
            Ok(())
        });
        first.map_or(Ok(()), Err)
    }
}

const AGAIN: &str = "say `plenary deploy` again: it does the rest";

/// What a file is sent as.
fn entry(file: &File) -> Entry {
    let path = file.path.as_str();
    Entry { md5: hex(&file.md5), etag: None, headers: format!("{}; {}", media_type(path), Keep::of(path).as_header()) }
}

/// Tells objects that plenary did not bring, where files of the site go.
fn foreign(built: &Built, there: &BTreeMap<String, String>, list: &List, at: Span) -> Result<(), Vec<Diagnostic>> {
    let in_way = |file: &&File| there.contains_key(file.path.as_str()) && !list.has(file.path.as_str());
    let found: Vec<&File> = built.files.iter().filter(in_way).collect();
    if found.is_empty() {
        return Ok(());
    }
    let settings = SourcePath::new(crate::source::SETTINGS);
    let tell = |file: &&File| {
        let message = format!("`{}` of the bucket is not plenary's, and stands where a file of the site goes", file.path.as_str());
        Diagnostic::new(Code::OutputCollision, &settings, at, message).help("move it away, or name another `prefix`")
    };
    let mut told: Vec<Diagnostic> = found.iter().take(MOST_TOLD).map(tell).collect();
    if found.len() > MOST_TOLD {
        let message = format!("{} more objects of the bucket stand where files of the site go", found.len() - MOST_TOLD);
        told.push(Diagnostic::new(Code::OutputCollision, &settings, at, message));
    }
    Err(told)
}

/// Does something with every item, some at once; after a fault nothing new is begun. Returns the first fault.
fn at_once<T: Sync>(items: &[T], act: &(dyn Fn(&T) -> Result<(), Diagnostic> + Sync)) -> Option<Diagnostic> {
    let (next, failed, first) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(None));
    threads::share(AT_ONCE.min(items.len()), || {
        while !failed.load(Ordering::Relaxed) {
            let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
            if let Err(fault) = act(item) {
                failed.store(true, Ordering::Relaxed);
                first.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
            }
        }
    });
    first.into_inner().unwrap_or_else(PoisonError::into_inner)
}
