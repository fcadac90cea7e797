//! The site before the last one. It stays where it was staged, and the next build is staged over it: what is the same in it
//! is left as it is, since to make a file anew costs a disk ten times as much as to compare it.
//!
//! Whatever is found there decides nothing: each file is compared with what is to be published, byte by byte, and one that
//! differs is made anew, never written over: a reader may still have it open, and it may have another name elsewhere.

use std::collections::HashSet;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

use super::target::Target;
use super::{copy, fault};
use crate::diagnostic::Diagnostic;
use crate::path::{OutputPath, with_slashes};

/// What may be staged over.
pub(super) struct Spare<'t> {
    pub(super) target: &'t Target,
    /// Whether there is anything.
    is_there: bool,
    /// Whether a site is published.
    replaces: bool,
}

impl<'t> Spare<'t> {
    /// Leaves of what is staged only the plain files and folders that a site of these paths has, too.
    pub fn clean(paths: &[&OutputPath], target: &'t Target) -> io::Result<Self> {
        let replaces = target.replaces()?;
        let spare = |is_there| Self { target, is_there, replaces };
        match std::fs::symlink_metadata(&target.staging) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(spare(false)),
            Err(error) => return Err(error),
            // Something else in its place is somebody else's, or nothing that can be staged over.
            Ok(data) if !data.is_dir() => {
                std::fs::remove_file(&target.staging)?;
                return Ok(spare(false));
            }
            Ok(data) if !is_plain_folder(&data) => {
                std::fs::remove_dir_all(&target.staging)?;
                return Ok(spare(false));
            }
            Ok(_) => {}
        }
        let files: HashSet<&str> = paths.iter().map(|path| path.as_str()).collect();
        let folders: HashSet<&str> = files.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        let mut walk = WalkDir::new(&target.staging).min_depth(1).into_iter();
        while let Some(entry) = walk.next() {
            let entry = entry?;
            let below = entry.path().strip_prefix(&target.staging).unwrap_or(entry.path());
            let has = |names: &HashSet<&str>| with_slashes(below).is_some_and(|name| names.contains(name.as_str()));
            if entry.file_type().is_dir() {
                if !has(&folders) || !is_plain_folder(&entry.metadata()?) {
                    std::fs::remove_dir_all(entry.path())?;
                    walk.skip_current_dir();
                }
            } else if !(entry.file_type().is_file() && has(&files) && is_own(&entry.metadata()?)) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(spare(true))
    }

    /// Stages a file. One whose bytes are those of the published site keeps the time of that.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.written(path, self.stage(path, |file| is_same(file, bytes), |file| file.write_all(bytes)))
    }

    /// The same of a copy of the file at `source`, which is never in memory whole; `unreadable` is told where it cannot be opened.
    pub fn put_copy(&self, path: &str, source: &Path, unreadable: impl Fn(io::Error) -> Diagnostic) -> Result<(), Diagnostic> {
        let mut from = File::open(source).map_err(unreadable)?;
        let write = |file: &mut File| io::copy(&mut from, file).map(|_| ());
        self.written(path, self.stage(path, |file| copy::is_copy(file, source), write))
    }

    fn written(&self, path: &str, result: io::Result<()>) -> Result<(), Diagnostic> {
        result.map_err(|error| fault(self.target, &self.target.staging.join(path), "write", &error))
    }

    /// Gives a staged file the time of now.
    pub fn renew(&self, path: &str) -> Result<(), Diagnostic> {
        let staged = self.target.staging.join(path);
        let renewed = OpenOptions::new().write(true).open(&staged).and_then(|file| file.set_modified(SystemTime::now()));
        renewed.map_err(|error| fault(self.target, &staged, "write", &error))
    }

    /// Stages what `write` writes, where `is_same` does not find it in a file that is there.
    fn stage(&self, path: &str, is_same: impl Fn(&Path) -> bool, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        let staged = self.target.staging.join(path);
        let published = || self.target.output.join(path);
        let published_time = || self.replaces.then(|| modified(&published())).flatten();
        if self.is_there && is_same(&staged) {
            let (before, now) = (modified(&staged), published_time());
            if now.is_some() && before == now {
                return Ok(());
            }
            let time = now.filter(|_| is_same(&published())).unwrap_or_else(SystemTime::now);
            return OpenOptions::new().write(true).open(&staged)?.set_modified(time);
        }
        if self.is_there {
            remove(&staged)?;
        }
        let mut file = File::create_new(&staged)?;
        write(&mut file)?;
        match published_time().filter(|_| is_same(&published())) {
            Some(time) => file.set_modified(time),
            None => Ok(()),
        }
    }
}

/// Whether a file is as this program makes it: with one name and the mode of all.
#[cfg(unix)]
fn is_own(data: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    data.nlink() == 1 && data.mode() & 0o7777 == 0o644
}

/// Whether a folder has the mode of all.
#[cfg(unix)]
fn is_plain_folder(data: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    data.mode() & 0o777 == 0o755
}

/// Other systems have no modes.
#[cfg(not(unix))]
fn is_own(_: &Metadata) -> bool {
    true
}

/// Other systems have no modes.
#[cfg(not(unix))]
fn is_plain_folder(_: &Metadata) -> bool {
    true
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// When a plain file was last changed.
fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::symlink_metadata(path).ok().filter(Metadata::is_file)?.modified().ok()
}

/// Whether a plain file has these bytes. One that cannot be read has not.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let has_length = |data: Metadata| data.is_file() && data.len() == bytes.len() as u64;
    std::fs::symlink_metadata(path).is_ok_and(has_length) && File::open(path).and_then(|file| holds(file, bytes)).unwrap_or(false)
}

fn holds(mut file: File, bytes: &[u8]) -> io::Result<bool> {
    let mut buffer = [0; 16 * 1024];
    let mut rest = bytes;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(rest.is_empty()),
            read => match rest.strip_prefix(&buffer[..read]) {
                Some(after) => rest = after,
                None => return Ok(false),
            },
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;

    fn target() -> (tempfile::TempDir, Target) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let target = Target::within(folder.path());
        (folder, target)
    }

    /// Writes a file with the mode of all; its folders have theirs.
    fn write(folder: &Path, name: &str, bytes: &[u8]) {
        let file = folder.join(name);
        let above = file.parent().expect("it is in a folder");
        fs::create_dir_all(above).expect("it is ours");
        fs::write(&file, bytes).expect("it is ours");
        set_mode(&file, 0o644);
        above.ancestors().take_while(|above| above.starts_with(folder)).for_each(|above| set_mode(above, 0o755));
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
    }

    fn files_in(folder: &Path) -> Vec<String> {
        let files = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter().map(|entry| entry.expect("it is there"));
        files.map(|entry| entry.path().strip_prefix(folder).expect("it is below").to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn only_plain_files_of_the_site_are_staged_over() {
        let (_folder, target) = target();
        let staging = &target.staging;
        for name in
            ["a/index.html", "a/gone.html", "gone/index.html", "linked.html", "closed.html", "closed/b.html", "folder.html/x", "a/b/c.html"]
        {
            write(staging, name, b"x");
        }
        fs::hard_link(staging.join("linked.html"), target.output.with_file_name("other-name")).expect("it is ours");
        set_mode(&staging.join("closed.html"), 0o600);
        set_mode(&staging.join("closed"), 0o700);
        rustix::fs::symlink(staging.join("a/index.html"), staging.join("link.html")).expect("it is ours");
        let paths = ["a/index.html", "linked.html", "closed.html", "closed/b.html", "folder.html", "link.html", "a/b/c.html", "new.html"];
        let paths = paths.map(|path| OutputPath::new(path).expect("it can be published"));
        let spare = Spare::clean(&paths.each_ref(), &target).expect("nothing is in the way");
        assert!(spare.is_there && !spare.replaces);
        assert_eq!(files_in(staging), ["a", "a/b", "a/b/c.html", "a/index.html"]);
    }

    #[test]
    fn where_no_plain_folder_is_staged_nothing_is_staged_over() {
        let (_folder, target) = target();
        let is_there = || Spare::clean(&[], &target).expect("nothing is in the way").is_there;
        assert!(!is_there());
        fs::write(&target.staging, "mine").expect("it is ours");
        assert!(!is_there() && !target.staging.exists());
        fs::create_dir(&target.staging).expect("it is ours");
        set_mode(&target.staging, 0o700);
        assert!(!is_there() && !target.staging.exists());
        fs::create_dir(&target.staging).expect("it is ours");
        set_mode(&target.staging, 0o755);
        assert!(is_there());
        // A file in the place of the folder that it should be in is not taken for absent.
        let inside = Target { staging: target.staging.join("file/below"), ..target.clone() };
        fs::write(target.staging.join("file"), "").expect("it is ours");
        assert!(Spare::clean(&[], &inside).is_err());
    }

    #[test]
    fn a_file_is_written_anew_only_where_it_differs_and_keeps_the_time_of_the_published_one() {
        let (_folder, target) = target();
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        let long = [b"a page ".repeat(5000), b"end".to_vec()].concat();
        let mut other_end = long.clone();
        *other_end.last_mut().expect("it has bytes") = b'!';
        for (folder, page) in [(&target.output, &long), (&target.staging, &other_end)] {
            write(folder, "same.html", b"same");
            write(folder, "page.html", page);
            write(folder, "mine.html", if folder == &target.staging { b"new" } else { b"old" });
        }
        for name in ["same.html", "page.html", "mine.html"] {
            let published = OpenOptions::new().write(true).open(target.output.join(name)).expect("it is ours");
            published.set_modified(time).expect("it is ours");
        }
        let paths = ["same.html", "page.html", "mine.html", "fresh.html"].map(|path| OutputPath::new(path).expect("it can be published"));
        let spare = Spare::clean(&paths.each_ref(), &target).expect("nothing is in the way");
        let state = |name: &str| fs::metadata(target.staging.join(name)).map(|data| (data.ino(), data.modified().ok()));
        let before = ["same.html", "page.html", "mine.html"].map(|name| state(name).expect("it is there"));
        for (name, bytes) in [("same.html", &b"same"[..]), ("page.html", &long), ("mine.html", b"new"), ("fresh.html", b"fresh")] {
            spare.put(name, bytes).expect("nothing is in the way");
            assert!(fs::read(target.staging.join(name)).expect("it is there") == bytes, "{name}");
        }
        let after = ["same.html", "page.html", "mine.html"].map(|name| state(name).expect("it is there"));
        assert_eq!([0, 1, 2].map(|at| before[at].0 == after[at].0), [true, false, true]);
        assert_eq!(after.map(|(_, modified)| modified == Some(time)), [true, true, false]);
        spare.renew("same.html").expect("it is ours");
        assert!(state("same.html").expect("it is there").1 > Some(time));
        assert!(spare.put("none/x.html", b"x").is_err());
    }
}
