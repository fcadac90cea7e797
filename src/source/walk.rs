//! The files below a folder, with every fault kept.

use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use walkdir::WalkDir;

use super::CONTENT;
use super::read::reason;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

/// A file, and what messages call it.
pub(super) struct Found {
    pub path: SourcePath,
    pub file: PathBuf,
}

/// The regular files below a folder, in any order; what is told of the others, and those that are left out by their names, are
/// kept. Symbolic links are followed to files inside of the root only.
pub(super) struct Walk<'r> {
    root: &'r Path,
    folder: &'r str,
    /// The folder.
    top: PathBuf,
    /// Where the root really is.
    real_root: std::io::Result<PathBuf>,
    /// What is still to come. Nothing where there is no such folder.
    entries: Option<walkdir::IntoIter>,
    /// Files and folders that are left out by their names.
    pub left_out: Vec<SourcePath>,
    /// What is told.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'r> Walk<'r> {
    /// A walk through `folder` of `root`.
    pub fn new(root: &'r Path, folder: &'r str) -> Self {
        let top = root.join(folder);
        let real_root = root.canonicalize();
        let mut walk = Self { root, folder, top, real_root, entries: None, left_out: Vec::new(), diagnostics: Vec::new() };
        match std::fs::symlink_metadata(&walk.top) {
            // Only what is known not to be there has no files: a folder that nobody can look at would be a site without content.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => walk.diagnostics.push(unreadable(&SourcePath::new(folder), &reason(&error))),
            Ok(_) if !walk.has_inside(&walk.top) => walk.diagnostics.push(outside(&SourcePath::new(folder))),
            // With a slash at its end, the folder itself may be a link.
            Ok(_) => walk.entries = Some(WalkDir::new(walk.top.join("")).sort_by_file_name().into_iter()),
        }
        walk
    }

    /// Whether a path is inside of the root when all links are followed.
    fn has_inside(&self, path: &Path) -> bool {
        match (&self.real_root, path.canonicalize()) {
            (Ok(root), Ok(real)) => real.starts_with(root),
            _ => false,
        }
    }

    /// What is wrong with a symbolic link; nothing with one to a file of the site.
    fn fault_of_link(&self, link: &Path, path: &SourcePath) -> Option<Diagnostic> {
        match std::fs::metadata(link) {
            Ok(target) if !self.has_inside(link) || target.is_dir() => Some(outside(path)),
            // The theme is trusted, and may have its files from wherever they are kept.
            Ok(_) if self.folder == CONTENT && leads_to_left_out(link, [&self.top, self.root]) => Some(hidden(path)),
            Ok(target) => (!target.is_file()).then(|| special(path)),
            Err(error) => Some(broken_link(path, &error)),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let entry = match self.entries.as_mut()?.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map_or_else(|| SourcePath::new(self.folder), |path| source_path(self.root, path));
                    let reason = error.io_error().map_or_else(|| "a loop of links".to_owned(), reason);
                    self.diagnostics.push(unreadable(&path, &reason));
                    continue;
                }
            };
            if entry.depth() == 0 {
                continue;
            }
            let kind = entry.file_type();
            let path = source_path(self.root, entry.path());
            if is_left_out(&entry.file_name().to_string_lossy()) {
                if let (true, Some(entries)) = (kind.is_dir(), &mut self.entries) {
                    entries.skip_current_dir();
                }
                self.left_out.push(path);
                continue;
            }
            let fault = match entry.file_name().to_str() {
                None => Some(Diagnostic::of_file(Code::InvalidUtf8, &path, "its name is not UTF-8").help("rename it")),
                Some(_) if kind.is_dir() => continue,
                Some(_) if kind.is_symlink() => self.fault_of_link(entry.path(), &path),
                Some(_) => (!kind.is_file()).then(|| special(&path)),
            };
            match fault {
                Some(fault) => self.diagnostics.push(fault),
                None => return Some(Found { path, file: entry.into_path() }),
            }
        }
    }
}

/// Whether a link leads to what is left out by its name or its folder's, as seen from the first of `tops` that it is in:
/// `.git/config` of a checkout may hold what opens the repository, `.plenary` what was withdrawn.
fn leads_to_left_out(link: &Path, tops: [&Path; 2]) -> bool {
    let Ok(real) = link.canonicalize() else { return false };
    let below = tops.iter().find_map(|top| real.strip_prefix(top.canonicalize().ok()?).ok());
    below.is_some_and(|below| below.components().any(|part| is_left_out(&part.as_os_str().to_string_lossy())))
}

fn source_path(root: &Path, path: &Path) -> SourcePath {
    let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    SourcePath::new(if MAIN_SEPARATOR == '/' { relative.into_owned() } else { relative.replace(MAIN_SEPARATOR, "/") })
}

/// Whether a file or folder of this name is left out: hidden ones, and what editors leave behind.
pub fn is_left_out(name: &str) -> bool {
    let hidden = name.starts_with('.') && name != ".well-known";
    hidden || name.starts_with('~') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp")
}

fn unreadable(path: &SourcePath, reason: &str) -> Diagnostic {
    Diagnostic::of_file(Code::Unreadable, path, format!("cannot read it: {reason}"))
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
        std::io::ErrorKind::PermissionDenied => unreadable(path, &reason(error)),
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
