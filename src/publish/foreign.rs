//! Files in the output that plenary did not make: carried over whole into the new site.

use std::collections::HashSet;
use std::path::Path;

use walkdir::WalkDir;

use super::fault;
use super::target::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::{OutputPath, SourcePath, with_slashes};
use crate::plan::MANIFEST;
use crate::source::reason;

/// Carries over what the old site's list does not name; returns a note for each file or folder at the top of it. A file
/// that stands where one of the new site's `files` goes is an error.
pub fn carry_over(files: &[OutputPath], target: &Target) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if !target.replaces().map_err(|error| vec![fault(target, &target.output, "read", &error)])? {
        return Ok(Vec::new());
    }
    let list = std::fs::read_to_string(target.output.join(MANIFEST)).unwrap_or_default();
    let own: HashSet<&str> = list.lines().skip(1).chain([MANIFEST]).collect();
    let own_folders: HashSet<&str> = own.iter().flat_map(|path| folders_of(path)).collect();
    let new: HashSet<&str> = files.iter().map(OutputPath::as_str).collect();
    let new_folders: HashSet<&str> = new.iter().flat_map(|path| folders_of(path)).collect();
    let (mut notes, mut faults) = (Vec::new(), Vec::new());
    let mut walk = WalkDir::new(&target.output).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| vec![unreadable(target, &error)])?;
        let path = entry.path().strip_prefix(&target.output).unwrap_or(entry.path());
        let is_in = |names: &HashSet<&str>| with_slashes(path).is_some_and(|name| names.contains(name.as_str()));
        let name = with_slashes(path).unwrap_or_else(|| path.to_string_lossy().into_owned());
        let is_folder = entry.file_type().is_dir();
        if is_in(&own) || (is_folder && is_in(&own_folders)) {
            continue;
        }
        let stands_in_the_way = is_in(&new) || (!is_folder && is_in(&new_folders));
        if stands_in_the_way {
            let message = match is_folder {
                true => "this folder is not plenary's, and stands where a file goes",
                false => "this file is not plenary's, and stands where a page goes",
            };
            let file = SourcePath::new(format!("{}/{name}", target.name));
            faults.push(Diagnostic::of_file(Code::OutputCollision, &file, message).help("move it away"));
            if is_folder {
                walk.skip_current_dir();
            }
            continue;
        }
        if is_folder && is_in(&new_folders) {
            continue;
        }
        let copied = copy(entry.path(), &target.staging.join(path), is_folder, entry.file_type().is_symlink());
        copied.map_err(|error| vec![fault(target, entry.path(), "carry over", &error)])?;
        let at_top = path
            .parent()
            .and_then(with_slashes)
            .is_some_and(|parent| parent.is_empty() || own_folders.contains(parent.as_str()) || new_folders.contains(parent.as_str()));
        if at_top {
            let file = SourcePath::new(format!("{}/{name}", target.name));
            notes.push(Diagnostic::of_file(Code::ForeignFile, &file, "not made by plenary: carried over as it is"));
        }
    }
    if faults.is_empty() { Ok(notes) } else { Err(faults) }
}

/// The folders above a path, innermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// A file becomes another name of the same file, where the file system can; else a copy.
fn copy(from: &Path, to: &Path, is_folder: bool, is_link: bool) -> std::io::Result<()> {
    if let (false, Some(parent)) = (to.exists(), to.parent()) {
        std::fs::create_dir_all(parent)?;
    }
    if is_folder {
        std::fs::create_dir_all(to)?;
        return std::fs::set_permissions(to, std::fs::metadata(from)?.permissions());
    }
    if is_link {
        return link(&std::fs::read_link(from)?, to);
    }
    std::fs::hard_link(from, to).or_else(|_| std::fs::copy(from, to).map(|_| ()))
}

/// Makes a symbolic link.
#[cfg(unix)]
fn link(leads_to: &Path, to: &Path) -> std::io::Result<()> {
    rustix::fs::symlink(leads_to, to).map_err(Into::into)
}

/// Windows lets only some users make links: nothing is published, and nothing lost.
#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

fn unreadable(target: &Target, error: &walkdir::Error) -> Diagnostic {
    let reason = error.io_error().map_or_else(|| "a loop".to_owned(), reason);
    let message = format!("cannot read what is in it: {reason}; the published site is as it was");
    Diagnostic::of_file(Code::NotPublished, &target.name, message)
}
