//! The files below a folder, sorted, with every fault kept.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::CONTENT;
use super::read::reason;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

/// A file, and what messages call it.
pub(super) struct Found {
    pub path: SourcePath,
    pub file: PathBuf,
    /// The file of the site that it stands for, where it is a symbolic link.
    pub leads_to: Option<SourcePath>,
}

/// The regular files below `folder` of `root`, and those that are left out by their names. Symbolic links are followed
/// to files inside of the root only.
pub(super) fn files(root: &Path, folder: &str) -> (Vec<Found>, Vec<SourcePath>, Vec<Diagnostic>) {
    let (mut found, mut left_out, mut diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    let top = root.join(folder);
    // Only what is known not to be there has no files: a folder that nobody can look at would be a site without content.
    if let Err(error) = std::fs::symlink_metadata(&top) {
        diagnostics.extend((error.kind() != ErrorKind::NotFound).then(|| unreadable(&SourcePath::new(folder), &reason(&error))));
        return (found, left_out, diagnostics);
    }
    let real_root = root.canonicalize();
    let inside = |path: &Path| match (&real_root, path.canonicalize()) {
        (Ok(root), Ok(real)) => real.starts_with(root),
        _ => false,
    };
    if !inside(&top) {
        diagnostics.push(outside(&SourcePath::new(folder)));
        return (found, left_out, diagnostics);
    }
    // With a slash at its end, the folder itself may be a link.
    let mut walk = WalkDir::new(top.join("")).sort_by_file_name().into_iter();
    while let Some(next) = walk.next() {
        let entry = match next {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| SourcePath::new(folder), |path| source_path(root, path));
                let reason = error.io_error().map_or_else(|| "a loop of links".to_owned(), reason);
                diagnostics.push(unreadable(&path, &reason));
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let path = source_path(root, entry.path());
        if is_left_out(&entry.file_name().to_string_lossy()) {
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            left_out.push(path);
            continue;
        }
        if entry.file_name().to_str().is_none() {
            diagnostics.push(Diagnostic::of_file(Code::InvalidUtf8, &path, "its name is not UTF-8").help("rename it"));
            continue;
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            continue;
        }
        let leads_to = if kind.is_symlink() { target_of(entry.path(), [&top, root]) } else { None };
        if kind.is_symlink() {
            let fault = match std::fs::metadata(entry.path()) {
                Ok(target) if !inside(entry.path()) || target.is_dir() => Some(outside(&path)),
                // The theme is trusted, and may have its files from wherever they are kept.
                Ok(_) if folder == CONTENT && leads_to.as_ref().is_some_and(is_within_left_out) => Some(hidden(&path)),
                Ok(target) => (!target.is_file()).then(|| special(&path)),
                Err(error) => Some(broken_link(&path, &error)),
            };
            if let Some(fault) = fault {
                diagnostics.push(fault);
                continue;
            }
        } else if !kind.is_file() {
            diagnostics.push(special(&path));
            continue;
        }
        found.push(Found { path, file: entry.into_path(), leads_to });
    }
    // By path and not by folder: a page and its folder of sub-pages stand together on every system.
    found.sort_by(|a, b| a.path.cmp(&b.path));
    left_out.sort();
    (found, left_out, diagnostics)
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
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourcePath::new(parts.join("/"))
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
            let (found, _, diagnostics) = files(root, "content");
            assert!(found.is_empty());
            diagnostics.into_iter().map(|diagnostic| (diagnostic.code, diagnostic.file.to_string())).collect::<Vec<_>>()
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
