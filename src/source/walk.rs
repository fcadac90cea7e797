//! The files below a folder, with every fault kept.

use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use walkdir::WalkDir;

use super::CONTENT;
use super::read::{reason, unreadable};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

/// A file, and what messages call it.
pub(super) struct Found {
    pub path: SourcePath,
    pub file: PathBuf,
}

/// The regular files below a folder; what else there is to know of it is kept. Symbolic links are followed to files inside of the
/// root only.
pub(super) struct Walk<'r> {
    root: &'r Path,
    folder: &'r str,
    /// The folder, below the root as that was given.
    top: PathBuf,
    /// Where the root really is, if that can be told.
    real_root: Option<PathBuf>,
    /// What is still to come. Nothing where there is no such folder.
    entries: Option<walkdir::IntoIter>,
    /// Files and folders that are left out by their names.
    pub left_out: Vec<SourcePath>,
    /// The symbolic links among the files, and the file of the site that each stands for.
    pub links: Vec<(SourcePath, SourcePath)>,
    /// What is told of all others.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'r> Walk<'r> {
    /// A walk through `folder` of `root`.
    pub fn new(root: &'r Path, folder: &'r str) -> Self {
        let top = root.join(folder);
        let real_root = root.canonicalize().ok();
        let (left_out, links, diagnostics) = Default::default();
        let mut walk = Self { root, folder, top, real_root, entries: None, left_out, links, diagnostics };
        match std::fs::symlink_metadata(&walk.top) {
            // Only what is known not to be there has no files: a folder that nobody can look at would be a site without content.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => walk.diagnostics.push(unreadable(&SourcePath::new(folder), &reason(&error))),
            Ok(_) if !walk.has_inside(&walk.top) => walk.diagnostics.push(outside(&SourcePath::new(folder))),
            // With a slash at its end, the folder itself may be a link. In their order, neighbours are kept beside each other.
            Ok(_) => walk.entries = Some(WalkDir::new(walk.top.join("")).sort_by_file_name().into_iter()),
        }
        walk
    }

    /// Whether a path is inside of the root when all links are followed.
    fn has_inside(&self, path: &Path) -> bool {
        match (&self.real_root, path.canonicalize()) {
            (Some(root), Ok(real)) => real.starts_with(root),
            _ => false,
        }
    }

    /// Notes a symbolic link to a file of the site; tells what is wrong with any other.
    fn follow(&mut self, link: &Path, path: &SourcePath) -> Result<(), Diagnostic> {
        let leads_to = target_of(link, [&self.top, self.root]);
        match std::fs::metadata(link) {
            Ok(target) if !self.has_inside(link) || target.is_dir() => return Err(outside(path)),
            // The theme is trusted, and may have its files from wherever they are kept.
            Ok(_) if self.folder == CONTENT && leads_to.as_ref().is_some_and(is_within_left_out) => return Err(hidden(path)),
            Ok(target) if !target.is_file() => return Err(special(path)),
            Ok(_) => self.links.extend(leads_to.map(|to| (path.clone(), to))),
            Err(error) => return Err(broken_link(path, &error)),
        }
        Ok(())
    }
}

impl Iterator for Walk<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let entries = self.entries.as_mut()?;
            let entry = match entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map_or_else(|| SourcePath::new(self.folder), |path| source_path(self.root, path));
                    let reason = error.io_error().map_or_else(|| error.to_string(), reason);
                    self.diagnostics.push(unreadable(&path, &reason));
                    continue;
                }
            };
            if entry.depth() == 0 {
                continue;
            }
            let (path, kind) = (source_path(self.root, entry.path()), entry.file_type());
            let is_left_out = is_left_out(&entry.file_name().to_string_lossy());
            let is_named = entry.file_name().to_str().is_some();
            if kind.is_dir() && (is_left_out || !is_named) {
                entries.skip_current_dir();
            }
            if is_left_out {
                self.left_out.push(path);
                continue;
            }
            let looked_at = match kind {
                _ if !is_named => Err(Diagnostic::of_file(Code::InvalidUtf8, &path, "its name is not UTF-8").help("rename it")),
                kind if kind.is_dir() => continue,
                kind if kind.is_symlink() => self.follow(entry.path(), &path),
                kind if kind.is_file() => Ok(()),
                _ => Err(special(&path)),
            };
            match looked_at {
                Ok(()) => return Some(Found { path, file: entry.into_path() }),
                Err(fault) => self.diagnostics.push(fault),
            }
        }
    }
}

/// The file that a link leads to, as it is called in the first of `tops` that it is in; the second of these is the root.
fn target_of(link: &Path, tops: [&Path; 2]) -> Option<SourcePath> {
    let real = link.canonicalize().ok()?;
    let within = |top: &Path| Some(top.join(real.strip_prefix(top.canonicalize().ok()?).ok()?));
    tops.iter().find_map(|top| Some(source_path(tops[1], &within(top)?)))
}

/// Whether a file is left out by its name or its folder's: `.git/config` of a checkout may hold what opens the repository,
/// `.plenary` what was withdrawn.
fn is_within_left_out(path: &SourcePath) -> bool {
    path.as_str().split('/').any(is_left_out)
}

fn source_path(root: &Path, path: &Path) -> SourcePath {
    let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    // The folder of a walk may end in a separator.
    let relative = relative.trim_end_matches(MAIN_SEPARATOR);
    SourcePath::new(if MAIN_SEPARATOR == '/' { relative.to_owned() } else { relative.replace(MAIN_SEPARATOR, "/") })
}

/// Whether a file or folder of this name is left out: hidden ones, and what editors leave behind.
pub fn is_left_out(name: &str) -> bool {
    let hidden = name.starts_with('.') && name != ".well-known";
    hidden || name.starts_with('~') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp")
}

fn outside(path: &SourcePath) -> Diagnostic {
    Diagnostic::of_file(Code::OutsideRoot, path, "a symbolic link that leaves the site or ends at a folder")
        .help("put the file itself here")
}

fn hidden(path: &SourcePath) -> Diagnostic {
    Diagnostic::of_file(Code::OutsideRoot, path, "a symbolic link to what is left out of the site by its name")
        .help("put the file itself here")
}

fn broken_link(path: &SourcePath, error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::PermissionDenied => unreadable(path, &reason(error)),
        _ => Diagnostic::of_file(Code::Unreadable, path, "a symbolic link to nothing"),
    }
}

fn special(path: &SourcePath) -> Diagnostic {
    Diagnostic::of_file(Code::Unreadable, path, "not a regular file").help("remove it, or put a file here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_that_is_not_there_has_no_files_without_a_fault() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let faults = |root: &Path| {
            let mut walk = Walk::new(root, "content");
            assert!(walk.next().is_none());
            walk.diagnostics.into_iter().map(|diagnostic| (diagnostic.code, diagnostic.file.to_string())).collect::<Vec<_>>()
        };
        assert_eq!(faults(folder.path()), []);
        // Below a file nothing can be looked at.
        let file = folder.path().join("file");
        std::fs::write(&file, "").expect("it is ours");
        if cfg!(unix) {
            assert_eq!(faults(&file), [(Code::Unreadable, "content".to_owned())]);
        }
    }
}
